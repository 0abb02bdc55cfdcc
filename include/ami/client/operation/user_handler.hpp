// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_OPERATION_USER_HANDLER_HPP
#define AMI_CLIENT_OPERATION_USER_HANDLER_HPP

#include <ami/protocol/errors/error.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>

#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

namespace ami::detail {

namespace asio = boost::asio;

template <class Handler>
bool runs_on(const Handler& handler, const asio::any_io_executor& executor) noexcept
{
    const auto& own = asio::get_associated_executor(handler, executor);
    using own_type = std::remove_cvref_t<decltype(own)>;
    if constexpr (std::same_as<own_type, asio::any_io_executor>) {
        return std::addressof(own) == std::addressof(executor) || own == executor;
    } else {
        const auto* const same = executor.template target<own_type>();
        return same && *same == own;
    }
}

// A handler whose type is known still, and the executor of the client that it was given to.
template <class Handler>
struct typed_handler {
    Handler&& handler;
    const asio::any_io_executor& executor;
};

// A handler without its type. Whether it is for the client's own executor is found out while its type is known: it
// costs next to nothing then. It passes values on by reference: one that takes them by value would move each twice.
template <class... Values>
class user_handler : public asio::any_completion_handler<void(error_code, Values&&...)> {
public:
    using erased_type = asio::any_completion_handler<void(error_code, Values&&...)>;

    template <class Handler>
    user_handler(typed_handler<Handler> from)
        : user_handler(std::forward<Handler>(from.handler), runs_on(from.handler, from.executor))
    {}

    template <class Handler>
    requires(!std::derived_from<std::remove_cvref_t<Handler>, user_handler>) user_handler(Handler&& handler)
        : user_handler(std::forward<Handler>(handler), false)
    {}

    bool is_for_own_executor() const noexcept { return is_for_own_executor_; }

    // Without this a move would put one handler into another.
    const erased_type& erased() const& noexcept { return *this; }
    erased_type&& erased() && noexcept { return std::move(*this); }

private:
    template <class Handler>
    user_handler(Handler&& handler, bool is_for_own_executor)
        : erased_type(std::forward<Handler>(handler)), is_for_own_executor_(is_for_own_executor)
    {}

    bool is_for_own_executor_;
};

} // namespace ami::detail

#endif // AMI_CLIENT_OPERATION_USER_HANDLER_HPP
