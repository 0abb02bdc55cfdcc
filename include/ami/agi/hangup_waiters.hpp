// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_HANGUP_WAITERS_HPP
#define AMI_AGI_HANGUP_WAITERS_HPP

#include <ami/agi/channel.hpp>
#include <ami/client/operation/complete_later.hpp>

#include <boost/asio/error.hpp>

#include <memory>
#include <utility>
#include <vector>

namespace ami::detail {

// The operations that wait for the hang-up of a channel. Each completes in a later turn.
class hangup_waiters {
public:
    void add(std::shared_ptr<agi_operation> operation) { waiting_.push_back(std::move(operation)); }

    // False if it does not wait.
    bool cancel(const asio::any_io_executor& executor, const std::shared_ptr<agi_operation>& operation)
    {
        if (std::erase(waiting_, operation) == 0)
            return false;
        complete_later(executor, operation, asio::error::make_error_code(asio::error::operation_aborted));
        return true;
    }

    void complete(const asio::any_io_executor& executor, const failure& error)
    {
        for (auto& each : std::exchange(waiting_, {}))
            complete_later(executor, std::move(each), error);
    }

    // They never complete.
    std::vector<std::shared_ptr<agi_operation>> take() noexcept { return std::exchange(waiting_, {}); }

private:
    std::vector<std::shared_ptr<agi_operation>> waiting_;
};

} // namespace ami::detail

#endif // AMI_AGI_HANGUP_WAITERS_HPP
