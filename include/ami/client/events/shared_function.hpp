// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_EVENTS_SHARED_FUNCTION_HPP
#define AMI_CLIENT_EVENTS_SHARED_FUNCTION_HPP

#include <ami/detail/shared_object.hpp>

#include <boost/asio/awaitable.hpp>

#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

namespace ami::detail {

template <class F, class... Args>
concept returns_coroutine = std::invocable<F&, Args...> &&
    std::same_as<std::invoke_result_t<F&, Args...>, boost::asio::awaitable<void>>;

// Makes any function object one that can be copied; the copies share it.
template <class F>
auto shared_function(F&& f)
{
    return [shared = make_shared_object<std::decay_t<F>>(std::forward<F>(f))](
               auto&&... args) -> decltype(auto) { return (*shared)(std::forward<decltype(args)>(args)...); };
}

} // namespace ami::detail

#endif // AMI_CLIENT_EVENTS_SHARED_FUNCTION_HPP
