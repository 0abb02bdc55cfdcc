// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_OPERATION_COMPLETION_PLACE_HPP
#define AMI_CLIENT_OPERATION_COMPLETION_PLACE_HPP

#include <ami/client/operation/user_handler.hpp>
#include <ami/net/erased_function.hpp>

#include <ami/detail/macros.hpp>

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/require.hpp>

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace ami::detail {

namespace asio = boost::asio;

// Where a completion handler runs: on the client's executor or on one of its own. As long as this is there, both have
// something to do.
class completion_place {
public:
    template <class... Values>
    completion_place(const user_handler<Values...>& handler, const asio::any_io_executor& own)
    {
        if (handler.is_for_own_executor())
            use(own);
        else
            use_other(
                own, asio::get_associated_executor(handler.erased(), asio::any_completion_executor(own)));
    }

    // Whether a function may be called here and now.
    AMI_DECL bool is_here() const noexcept;

    AMI_DECL void dispatch(erased_function function) const;

    // Later, on the client's executor.
    AMI_DECL void post(erased_function function) const;

private:
    using tracked_context_executor = std::decay_t<decltype(asio::require(
        std::declval<asio::io_context::executor_type>(), asio::execution::outstanding_work.tracked))>;

    struct other {
        asio::any_io_executor own;
        asio::any_io_executor work;
        asio::any_completion_executor handlers; // empty: the own one
    };

    AMI_DECL void use(const asio::any_io_executor& own);
    AMI_COLD AMI_DECL void use_other(
        const asio::any_io_executor& own, std::optional<asio::any_completion_executor> handlers);

    std::optional<tracked_context_executor> context_; // by far the most frequent, and small
    std::unique_ptr<other> other_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/client/operation/impl/completion_place.ipp>
#endif

#endif // AMI_CLIENT_OPERATION_COMPLETION_PLACE_HPP
