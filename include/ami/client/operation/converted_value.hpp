// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_OPERATION_CONVERTED_VALUE_HPP
#define AMI_CLIENT_OPERATION_CONVERTED_VALUE_HPP

#include <ami/client/operation/operation.hpp>

#include <boost/asio/associator.hpp>
#include <boost/asio/async_result.hpp>

#include <type_traits>
#include <utility>

namespace ami::detail {

// How a value of another class is made of an operation's.
template <class Value>
struct value_from {
    template <class Answer>
    static Value make(Answer&& answer)
    {
        return Value(std::forward<Answer>(answer));
    }
};

// Gives a handler the value of an operation as another class.
template <class Value, class Handler>
class converting_handler {
public:
    explicit converting_handler(Handler inner) : handler(std::move(inner)) {}

    template <class Answer>
    void operator()(error_code ec, Answer&& answer)
    {
        std::move(handler)(ec, value_from<Value>::make(std::forward<Answer>(answer)));
    }

    Handler handler;
};

template <class Value, auto Start, class Pointer>
class converting_initiation : public initiation<Start, Pointer> {
public:
    using initiation<Start, Pointer>::initiation;

    template <class Handler, class... Args>
    void operator()(Handler&& handler, diagnostics* diag, Args&&... args) const
    {
        initiation<Start, Pointer>::operator()(
            converting_handler<Value, std::decay_t<Handler>>(std::forward<Handler>(handler)), diag,
            std::forward<Args>(args)...);
    }
};

// As `start`; the operation completes with a `Value`, which is made of the value that the start function gives.
template <class Value, auto Start, class Pointer, class Token, class... Args>
auto start_as(const Pointer& pointer, Token& token, Args&&... args)
{
    if constexpr (std::is_same_v<signature_of<Start>, void(error_code, Value)>)
        return start<Start>(pointer, token, std::forward<Args>(args)...);
    else
        return boost::asio::async_initiate<Token, void(error_code, Value)>(
            converting_initiation<Value, Start, Pointer>(pointer), token, static_cast<diagnostics*>(nullptr),
            std::forward<Args>(args)...);
}

} // namespace ami::detail

template <template <class, class> class Associator, class Value, class Handler, class DefaultCandidate>
struct boost::asio::associator<Associator, ami::detail::converting_handler<Value, Handler>, DefaultCandidate>
    : Associator<Handler, DefaultCandidate> {
    using converting_handler = ami::detail::converting_handler<Value, Handler>;

    static typename Associator<Handler, DefaultCandidate>::type get(const converting_handler& from) noexcept
    {
        return Associator<Handler, DefaultCandidate>::get(from.handler);
    }

    static auto get(const converting_handler& from, const DefaultCandidate& otherwise) noexcept
        -> decltype(Associator<Handler, DefaultCandidate>::get(from.handler, otherwise))
    {
        return Associator<Handler, DefaultCandidate>::get(from.handler, otherwise);
    }
};

#endif // AMI_CLIENT_OPERATION_CONVERTED_VALUE_HPP
