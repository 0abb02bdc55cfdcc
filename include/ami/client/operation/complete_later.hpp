// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_OPERATION_COMPLETE_LATER_HPP
#define AMI_CLIENT_OPERATION_COMPLETE_LATER_HPP

#include <ami/net/erased_function.hpp>
#include <ami/session/actions/pending_action.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <utility>

namespace ami::detail {

namespace asio = boost::asio;

// In a later turn of the executor: no operation completes inside the function that starts it.
template <class Operation>
void complete_later(
    const asio::any_io_executor& executor, std::shared_ptr<Operation> operation, failure error)
{
    post_function(executor, [operation = std::move(operation), error = std::move(error)]() mutable {
        operation->complete(std::move(error), {});
    });
}

inline void complete_later(
    const asio::any_io_executor& executor, operation_pointer operation, failure error, response answer)
{
    post_function(executor,
        [operation = std::move(operation), error = std::move(error), answer = std::move(answer)]() mutable {
            operation->complete(std::move(error), std::move(answer));
        });
}

} // namespace ami::detail

#endif // AMI_CLIENT_OPERATION_COMPLETE_LATER_HPP
