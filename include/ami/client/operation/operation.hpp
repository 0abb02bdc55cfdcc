// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_OPERATION_OPERATION_HPP
#define AMI_CLIENT_OPERATION_OPERATION_HPP

#include <ami/client/operation/operations.hpp>
#include <ami/client/operation/with_diagnostics.hpp>

#include <boost/asio/async_result.hpp>

#include <utility>

namespace ami::detail {

template <class Start>
struct start_signature;

template <class Pointer, class... Values, class... Args>
struct start_signature<void (*)(const Pointer&, user_handler<Values...>, diagnostics*, Args...)> {
    using type = void(error_code, Values...);
};

// With what an operation completes, told by its start function.
template <auto Start>
using signature_of = typename start_signature<decltype(Start)>::type;

// An operation is its start function, with any completion token.
template <auto Start, class Pointer, class Token, class... Args>
auto start(const Pointer& pointer, Token& token, Args&&... args)
{
    return boost::asio::async_initiate<Token, signature_of<Start>>(initiation<Start, Pointer>(pointer), token,
        static_cast<diagnostics*>(nullptr), std::forward<Args>(args)...);
}

} // namespace ami::detail

#endif // AMI_CLIENT_OPERATION_OPERATION_HPP
