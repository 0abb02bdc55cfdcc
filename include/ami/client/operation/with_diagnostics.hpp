// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_OPERATION_WITH_DIAGNOSTICS_HPP
#define AMI_CLIENT_OPERATION_WITH_DIAGNOSTICS_HPP

#include <ami/client/operation/told_text.hpp>
#include <ami/protocol/errors/error.hpp>

#include <boost/asio/associator.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/deferred.hpp>

#include <concepts>
#include <cstddef>
#include <exception>
#include <memory>
#include <type_traits>
#include <utility>

namespace boost::asio {

template <class Executor>
class basic_yield_context;

} // namespace boost::asio

namespace ami {

/// A completion token that turns an operation's error code into an `ami::error` with its text: the
/// operation then completes with `void(std::exception_ptr, ...)`, which coroutines and futures throw.
template <class CompletionToken>
class with_diagnostics_t {
public:
    /// Adapts this token.
    explicit with_diagnostics_t(CompletionToken inner) : token(std::move(inner)) {}

    /// What gets the exception.
    CompletionToken token;
};

/// A completion token that writes the text of an operation's error into a `diagnostics`, beside the error code.
template <class CompletionToken>
class diagnosed_t {
public:
    /// Adapts this token; the text is written into `into`, which must live until the operation completes.
    diagnosed_t(CompletionToken inner, diagnostics& into) : token(std::move(inner)), text(&into) {}

    /// What gets the error code.
    CompletionToken token;
    /// What gets the text.
    diagnostics* text;
};

/// Adapts any token, for example `ami::with_diagnostics(boost::asio::use_future)`: the operation throws `ami::error`.
/// It is the outermost token; only `bind_executor`, `bind_allocator` and `bind_cancellation_slot` may stand around it.
template <class CompletionToken>
[[nodiscard]] auto with_diagnostics(CompletionToken&& token)
{
    return with_diagnostics_t<std::decay_t<CompletionToken>>(std::forward<CompletionToken>(token));
}

/// Adapts any token; the operation writes its text into `text` right before it completes, an empty one if it succeeded:
///
///     ami::diagnostics text;
///     auto [ec, round_trip] = co_await pbx.async_ping(ami::with_diagnostics(asio::as_tuple(asio::deferred), text));
///
/// `text` must live until the operation completes. It is the outermost token, as the other `with_diagnostics` is.
template <class CompletionToken>
[[nodiscard]] auto with_diagnostics(CompletionToken&& token, diagnostics& text)
{
    return diagnosed_t<std::decay_t<CompletionToken>>(std::forward<CompletionToken>(token), text);
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

template <class Token>
concept is_no_diagnostics = !std::same_as<std::remove_cvref_t<Token>, diagnostics>;

// An initiation that invokes the handler itself, with the text in `told_text`. What others wrap around it may keep the
// error and invoke the handler later: then the handler needs a text of its own.
template <class Initiation>
concept tells_text = requires
{
    typename Initiation::tells_text;
};

struct text_told {
    static diagnostics take() { return told_text::take(); }
};

struct text_kept {
    diagnostics take() { return std::move(*text); }

    std::unique_ptr<diagnostics> text;
};

template <class Handler, class Text>
class throwing_handler {
public:
    throwing_handler(Handler inner, Text from) : handler(std::move(inner)), text(std::move(from)) {}

    template <class... Args>
    void operator()(error_code ec, Args&&... args)
    {
        std::exception_ptr failed;
        if (ec)
            failed = std::make_exception_ptr(error(ec, text.take()));
        std::move(handler)(std::move(failed), std::forward<Args>(args)...);
    }

    Handler handler;
    [[no_unique_address]] Text text;
};

template <class>
inline constexpr bool throws_text = false;
template <class Token>
inline constexpr bool throws_text<with_diagnostics_t<Token>> = true;
template <>
inline constexpr bool throws_text<default_token> = true;

// An initiation that others of Asio wrap has no executor.
template <class Initiation>
class initiation_wrapper {
public:
    explicit initiation_wrapper(Initiation inner) : initiation(std::move(inner)) {}

    Initiation initiation;
};

template <class Initiation>
requires requires
{
    typename Initiation::executor_type;
}
class initiation_wrapper<Initiation> {
public:
    explicit initiation_wrapper(Initiation inner) : initiation(std::move(inner)) {}

    using executor_type = typename Initiation::executor_type;
    executor_type get_executor() const noexcept { return initiation.get_executor(); }

    Initiation initiation;
};

// Each operation of ours is initiated with where its text goes. Binders of newer Boosts put arguments of theirs before.
template <class Argument>
inline constexpr bool is_text = std::same_as<std::decay_t<Argument>, diagnostics*>;
template <class... Arguments>
inline constexpr bool have_text = (is_text<Arguments> || ...);

// The argument, or `text` instead of where the text would go.
template <class Argument>
decltype(auto) with_text(Argument&& argument, [[maybe_unused]] diagnostics* const& text) noexcept
{
    if constexpr (is_text<Argument>)
        return text;
    else
        return std::forward<Argument>(argument);
}

// Starts an operation of ours whose handler throws the text.
template <class Initiation>
class throwing_initiation : public initiation_wrapper<Initiation> {
public:
    using initiation_wrapper<Initiation>::initiation_wrapper;

    template <class Handler, class... Args>
    void operator()(Handler&& handler, Args&&... args)
    {
        if constexpr (tells_text<Initiation>) {
            std::move(this->initiation)(
                throwing_handler<std::decay_t<Handler>, text_told>(std::forward<Handler>(handler), {}),
                std::forward<Args>(args)...);
        } else {
            auto owned = std::make_unique<diagnostics>();
            auto* const text = owned.get();
            std::move(this->initiation)(throwing_handler<std::decay_t<Handler>, text_kept>(
                                            std::forward<Handler>(handler), {std::move(owned)}),
                with_text(std::forward<Args>(args), text)...);
        }
    }
};

// The token of an operation whose signature has no error code any more.
template <class...>
class misplaced_diagnostics {
public:
    using return_type = void;

    template <class... Args>
    static void initiate(Args&&...)
    {
        static_assert(sizeof...(Args) == ~std::size_t(),
            "ami::with_diagnostics is the outermost token: write with_diagnostics(as_tuple(token)), not "
            "as_tuple(with_diagnostics(token))");
    }
};

} // namespace detail

/// A completion token of an operation. The text of an error is asked for by the token too:
/// `with_diagnostics(token, text)`.
template <class Token>
concept operation_token = detail::is_no_diagnostics<Token>; // write ami::with_diagnostics(token, text)

} // namespace ami

template <template <class, class> class Associator, class Handler, class Text, class DefaultCandidate>
struct boost::asio::associator<Associator, ami::detail::throwing_handler<Handler, Text>, DefaultCandidate>
    : Associator<Handler, DefaultCandidate> {
    static typename Associator<Handler, DefaultCandidate>::type get(
        const ami::detail::throwing_handler<Handler, Text>& from) noexcept
    {
        return Associator<Handler, DefaultCandidate>::get(from.handler);
    }

    static auto get(
        const ami::detail::throwing_handler<Handler, Text>& from, const DefaultCandidate& otherwise) noexcept
        -> decltype(Associator<Handler, DefaultCandidate>::get(from.handler, otherwise))
    {
        return Associator<Handler, DefaultCandidate>::get(from.handler, otherwise);
    }
};

template <class CompletionToken, class... Args>
class boost::asio::async_result<ami::with_diagnostics_t<CompletionToken>,
    void(boost::system::error_code, Args...)> {
public:
    // The binders of Boost 1.81 ask for it, and make no use of it.
    using return_type = void;

    template <class Initiation, class RawToken, class... InitArgs>
    static auto initiate(Initiation&& initiation, RawToken&& token, InitArgs&&... args)
    {
        static_assert(ami::detail::have_text<InitArgs...>,
            "ami::with_diagnostics goes with operations of ami only: use another token here");
        if constexpr (ami::detail::have_text<InitArgs...>) {
            CompletionToken inner(std::forward<RawToken>(token).token);
            return boost::asio::async_initiate<CompletionToken, void(std::exception_ptr, Args...)>(
                ami::detail::throwing_initiation<std::decay_t<Initiation>>(
                    std::forward<Initiation>(initiation)),
                inner, std::forward<InitArgs>(args)...);
        }
    }
};

// In Boost 1.81 a stackful coroutine cannot wait for an operation that completes with an exception_ptr and a value.
template <class Executor, class... Args>
class boost::asio::async_result<ami::with_diagnostics_t<boost::asio::basic_yield_context<Executor>>,
    void(boost::system::error_code, Args...)> {
public:
    using return_type = void;

    template <class Initiation, class RawToken, class... InitArgs>
    static auto initiate(Initiation&& initiation, RawToken&& token, InitArgs&&... args)
    {
        static_assert(ami::detail::have_text<InitArgs...>,
            "ami::with_diagnostics goes with operations of ami only: use another token here");
        if constexpr (ami::detail::have_text<InitArgs...>)
            return start(std::forward<Initiation>(initiation), token.token, std::forward<InitArgs>(args)...);
    }

private:
    using yield_context = boost::asio::basic_yield_context<Executor>;

    template <class Initiation, class... InitArgs>
    static auto start(Initiation&& initiation, const yield_context& yield, InitArgs&&... args)
    {
        boost::system::error_code ec;
        ami::diagnostics text;
        auto* const to = &text;
        yield_context inner = yield[ec];
        const auto wait = [&]() -> decltype(auto) {
            return boost::asio::async_initiate<yield_context, void(boost::system::error_code, Args...)>(
                std::forward<Initiation>(initiation), inner,
                ami::detail::with_text(std::forward<InitArgs>(args), to)...);
        };
        const auto check = [&] {
            if (ec)
                throw ami::error(ec, std::move(text));
        };
        if constexpr (sizeof...(Args) == 0) {
            wait();
            check();
        } else {
            auto value = wait();
            check();
            return value;
        }
    }
};

template <class CompletionToken, class... Args>
class boost::asio::async_result<ami::diagnosed_t<CompletionToken>, void(boost::system::error_code, Args...)> {
public:
    using return_type = void;

    template <class Initiation, class RawToken, class... InitArgs>
    static auto initiate(Initiation&& initiation, RawToken&& token, InitArgs&&... args)
    {
        static_assert(ami::detail::have_text<InitArgs...>,
            "ami::with_diagnostics goes with operations of ami only: use another token here");
        if constexpr (ami::detail::have_text<InitArgs...>)
            return start(std::forward<Initiation>(initiation), std::forward<RawToken>(token),
                std::forward<InitArgs>(args)...);
    }

private:
    template <class Initiation, class RawToken, class... InitArgs>
    static auto start(Initiation&& initiation, RawToken&& token, InitArgs&&... args)
    {
        static_assert(!ami::detail::throws_text<CompletionToken>,
            "the exception of ami::with_diagnostics(token) and of the default token has the text already: use one of "
            "with_diagnostics(token) and with_diagnostics(token, text)");
        ami::diagnostics* const text = token.text;
        CompletionToken inner(std::forward<RawToken>(token).token);
        return boost::asio::async_initiate<CompletionToken, void(boost::system::error_code, Args...)>(
            std::forward<Initiation>(initiation), inner,
            ami::detail::with_text(std::forward<InitArgs>(args), text)...);
    }
};

template <class... Args>
class boost::asio::async_result<ami::default_token, void(boost::system::error_code, Args...)>
    : public boost::asio::async_result<ami::with_diagnostics_t<boost::asio::deferred_t>,
          void(boost::system::error_code, Args...)> {};

template <class CompletionToken, class... Signatures>
class boost::asio::async_result<ami::with_diagnostics_t<CompletionToken>, Signatures...>
    : public ami::detail::misplaced_diagnostics<Signatures...> {};

template <class CompletionToken, class... Signatures>
class boost::asio::async_result<ami::diagnosed_t<CompletionToken>, Signatures...>
    : public ami::detail::misplaced_diagnostics<Signatures...> {};

template <class... Signatures>
class boost::asio::async_result<ami::default_token, Signatures...>
    : public ami::detail::misplaced_diagnostics<Signatures...> {};

#endif // AMI_CLIENT_OPERATION_WITH_DIAGNOSTICS_HPP
