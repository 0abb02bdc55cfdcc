// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_WITH_DIAGNOSTICS_HPP
#define AMI_CLIENT_WITH_DIAGNOSTICS_HPP

#include <ami/protocol/error.hpp>

#include <boost/asio/associator.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/deferred.hpp>

#include <concepts>
#include <exception>
#include <memory>
#include <type_traits>
#include <utility>

namespace ami {

/// A completion token that turns an operation's error code into an `ami::error` with its text: the
/// operation then completes with `void(std::exception_ptr, ...)`, which coroutines and futures throw.
template <class CompletionToken>
class with_diagnostics_t {
public:
    explicit with_diagnostics_t(CompletionToken inner) : token(std::move(inner)) {}

    /// What gets the exception.
    CompletionToken token;
};

/// Adapts any token, for example `ami::with_diagnostics(boost::asio::use_future)`.
template <class CompletionToken>
[[nodiscard]] auto with_diagnostics(CompletionToken&& token)
{
    return with_diagnostics_t<std::decay_t<CompletionToken>>(std::forward<CompletionToken>(token));
}

/// The token of every operation that is not given one: `co_await client.async_ping()` throws `ami::error`.
class default_token : public with_diagnostics_t<boost::asio::deferred_t> {
public:
    default_token() : with_diagnostics_t(boost::asio::deferred_t()) {}
};

namespace detail {

// Whether what a token makes of an operation is for a co_await expression.
template <class Result>
inline constexpr bool is_awaited = boost::asio::is_deferred<Result>::value;
template <class Value, class Executor>
inline constexpr bool is_awaited<boost::asio::awaitable<Value, Executor>> = true;

// Tells the forms of an operation apart: a diagnostics is no token.
template <class Token>
concept not_diagnostics = !std::same_as<std::remove_cvref_t<Token>, diagnostics>;

template <class Handler>
class throwing_handler {
public:
    throwing_handler(Handler inner, std::unique_ptr<diagnostics> text)
        : handler(std::move(inner)), why(std::move(text))
    {}

    template <class... Args>
    void operator()(error_code ec, Args&&... args)
    {
        std::exception_ptr failed;
        if (ec)
            failed = std::make_exception_ptr(error(ec, std::move(*why)));
        std::move(handler)(std::move(failed), std::forward<Args>(args)...);
    }

    Handler handler;
    std::unique_ptr<diagnostics> why;
};

// Starts an operation of ours with diagnostics that live as long as its handler.
template <class Initiation>
class diagnosed_initiation {
public:
    explicit diagnosed_initiation(Initiation inner) : initiation(std::move(inner)) {}

    using executor_type = typename Initiation::executor_type;
    executor_type get_executor() const noexcept { return initiation.get_executor(); }

    template <class Handler, class... Args>
    void operator()(Handler&& handler, diagnostics*, Args&&... args)
    {
        auto why = std::make_unique<diagnostics>();
        auto* const text = why.get();
        std::move(initiation)(
            throwing_handler<std::decay_t<Handler>>(std::forward<Handler>(handler), std::move(why)), text,
            std::forward<Args>(args)...);
    }

    Initiation initiation;
};

} // namespace detail
} // namespace ami

template <template <class, class> class Associator, class Handler, class DefaultCandidate>
struct boost::asio::associator<Associator, ami::detail::throwing_handler<Handler>, DefaultCandidate>
    : Associator<Handler, DefaultCandidate> {
    static typename Associator<Handler, DefaultCandidate>::type get(
        const ami::detail::throwing_handler<Handler>& from) noexcept
    {
        return Associator<Handler, DefaultCandidate>::get(from.handler);
    }

    static auto get(
        const ami::detail::throwing_handler<Handler>& from, const DefaultCandidate& otherwise) noexcept
        -> decltype(Associator<Handler, DefaultCandidate>::get(from.handler, otherwise))
    {
        return Associator<Handler, DefaultCandidate>::get(from.handler, otherwise);
    }
};

template <class CompletionToken, class... Args>
class boost::asio::async_result<ami::with_diagnostics_t<CompletionToken>,
    void(boost::system::error_code, Args...)> {
public:
    template <class Initiation, class RawToken, class... InitArgs>
    static auto initiate(Initiation&& initiation, RawToken&& token, InitArgs&&... args)
    {
        CompletionToken inner(std::forward<RawToken>(token).token);
        return boost::asio::async_initiate<CompletionToken, void(std::exception_ptr, Args...)>(
            ami::detail::diagnosed_initiation<std::decay_t<Initiation>>(std::forward<Initiation>(initiation)),
            inner, std::forward<InitArgs>(args)...);
    }
};

template <class... Args>
class boost::asio::async_result<ami::default_token, void(boost::system::error_code, Args...)>
    : public boost::asio::async_result<ami::with_diagnostics_t<boost::asio::deferred_t>,
          void(boost::system::error_code, Args...)> {};

#endif // AMI_CLIENT_WITH_DIAGNOSTICS_HPP
