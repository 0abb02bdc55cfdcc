// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Every completion token of Asio with an operation of every class. (Stackful coroutines: tests/stackful.)

#include "support/operation_families.hpp"

#include <boost/asio/append.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_allocator.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/consign.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prepend.hpp>
#include <boost/asio/recycling_allocator.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_future.hpp>

#include <exception>
#include <functional>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

using namespace tests;
using namespace asio::experimental::awaitable_operators;

namespace {

// A coroutine that waits for what `make` makes of the family; then `act`, which ends the operation.
template <class Family, class Make, class Act>
std::exception_ptr await(Family& f, Make make, Act act)
{
    bool ended = false;
    std::exception_ptr failed;
    auto body = [&]() -> asio::awaitable<void> { co_await make(f); };
    asio::co_spawn(f.w.context, body(), [&](std::exception_ptr error) {
        ended = true;
        failed = std::move(error);
    });
    f.w.run();
    CHECK_FALSE(ended);
    (f.*act)();
    f.w.run();
    CHECK(ended);
    return failed;
}

template <class Family, class Make>
void awaited(Make make)
{
    Family f;
    CHECK(await(f, make, &Family::succeed) == nullptr);
}

// A token around another: the handler is invoked in a later turn, as newer Boosts' cancel_after does it.
template <class Token>
struct completes_later {
    asio::io_context& context;
    Token token;
};

template <class Initiation>
struct later_initiation {
    template <class Handler, class... Args>
    void operator()(Handler&& handler, Args&&... args)
    {
        auto later = [&context = context, handler = std::forward<Handler>(handler)](
                         auto&&... values) mutable {
            auto kept = std::make_tuple(std::forward<decltype(values)>(values)...);
            asio::post(context, [handler = std::move(handler), kept = std::move(kept)]() mutable {
                std::apply(std::move(handler), std::move(kept));
            });
        };
        std::move(initiation)(std::move(later), std::forward<Args>(args)...);
    }

    asio::io_context& context;
    Initiation initiation;
};

} // namespace

template <class Token, class... Values>
struct boost::asio::async_result<completes_later<Token>, void(ami::error_code, Values...)> {
    template <class Initiation, class Raw, class... Args>
    static auto initiate(Initiation&& initiation, Raw&& raw, Args&&... args)
    {
        return boost::asio::async_initiate<Token, void(ami::error_code, Values...)>(
            later_initiation<std::decay_t<Initiation>>{raw.context, std::forward<Initiation>(initiation)},
            raw.token, std::forward<Args>(args)...);
    }
};

TEMPLATE_TEST_CASE("tokens: callbacks and what may be bound to them", "[client][tokens]", AMI_TEST_FAMILIES)
{
    int done = 0;
    const auto count = [&](ami::error_code ec, const auto&...) { done += !ec; };
    const auto completes = [&](auto begin) {
        TestType f;
        done = 0;
        begin(f);
        f.w.run();
        CHECK(done == 0);
        f.succeed();
        f.w.run();
        CHECK(done == 1);
    };
    completes([&](auto& f) { f.start(count); });
    completes([&](auto& f) { f.start(asio::bind_executor(asio::make_strand(f.w.context), count)); });
    completes([&](auto& f) { f.start(asio::bind_allocator(asio::recycling_allocator<void>(), count)); });
    completes([&](auto& f) { f.start(asio::consign(count, std::make_shared<int>())); });
    completes([&](auto& f) {
        f.start(asio::append(
            [&](ami::error_code ec, const auto&... values) {
                const auto all = std::tie(values...);
                done += !ec && std::get<sizeof...(values) - 1>(all) == 17;
            },
            17));
    });
    completes([&](auto& f) {
        f.start(asio::prepend(
            [&](int first, ami::error_code ec, const auto&...) { done += !ec && first == 17; }, 17));
    });
    completes([&](auto& f) { f.start(asio::as_tuple([&](const auto& all) { done += !std::get<0>(all); })); });
    ami::diagnostics text("before");
    completes([&](auto& f) { f.start(ami::with_diagnostics(count, text)); });
    CHECK(text.message().empty());

    TestType unobserved;
    unobserved.start(asio::detached);
    unobserved.w.run();
    unobserved.succeed();

    TestType cancelled;
    asio::cancellation_signal signal;
    ami::error_code ended;
    cancelled.start(
        asio::bind_cancellation_slot(signal.slot(), [&](ami::error_code ec, const auto&...) { ended = ec; }));
    cancelled.w.run();
    signal.emit(asio::cancellation_type::terminal);
    cancelled.w.run();
    CHECK(ended == asio::error::operation_aborted);
}

TEMPLATE_TEST_CASE("tokens: coroutines", "[client][tokens]", AMI_TEST_FAMILIES)
{
    awaited<TestType>([](auto& f) { return f.start(asio::use_awaitable); });
    awaited<TestType>([](auto& f) { return f.start(asio::deferred); });
    awaited<TestType>([](auto& f) { return f.start(ami::default_token()); });
    awaited<TestType>([](auto& f) { return f.start(ami::with_diagnostics(asio::use_awaitable)); });
    awaited<TestType>([](auto& f) { return f.start(asio::as_tuple(asio::use_awaitable)); });
    awaited<TestType>([](auto& f) { return f.start(asio::as_tuple(asio::deferred)); });
    awaited<TestType>([](auto& f) { return f.start(asio::append(asio::deferred, 17)); });
    awaited<TestType>(
        [](auto& f) { return f.start(asio::consign(asio::deferred, std::make_shared<int>())); });
    awaited<TestType>([](auto& f) {
        return f.start(asio::bind_executor(f.w.context.get_executor(), asio::use_awaitable));
    });

    ami::error_code ec = asio::error::fault;
    awaited<TestType>([&](auto& f) { return f.start(asio::redirect_error(asio::use_awaitable, ec)); });
    CHECK_FALSE(ec);
    ami::diagnostics text("before");
    awaited<TestType>(
        [&](auto& f) { return f.start(ami::with_diagnostics(asio::as_tuple(asio::deferred), text)); });
    CHECK(text.message().empty());
    awaited<TestType>([&](auto& f) {
        return f.start(ami::with_diagnostics(asio::redirect_error(asio::use_awaitable, ec), text));
    });

    asio::cancellation_signal signal;
    awaited<TestType>(
        [&](auto& f) { return f.start(asio::bind_cancellation_slot(signal.slot(), ami::default_token())); });
    awaited<TestType>([&](auto& f) {
        return f.start(
            asio::bind_cancellation_slot(signal.slot(), ami::with_diagnostics(asio::use_awaitable)));
    });
    awaited<TestType>([](auto& f) {
        return f.start(asio::bind_allocator(asio::recycling_allocator<void>(), ami::default_token()));
    });
    awaited<TestType>([](auto& f) {
        return f.start(asio::bind_executor(f.w.context.get_executor(), ami::default_token()));
    });
}

TEMPLATE_TEST_CASE("tokens: operators of awaitables", "[client][tokens]", AMI_TEST_FAMILIES)
{
    awaited<TestType>([](auto& f) {
        return [](TestType& g) -> asio::awaitable<void> {
            asio::steady_timer never(g.w.context, asio::steady_timer::time_point::max());
            co_await (g.start(asio::use_awaitable) || never.async_wait(asio::use_awaitable));
        }(f);
    });
    awaited<TestType>([](auto& f) {
        return [](TestType& g) -> asio::awaitable<void> {
            asio::steady_timer now(g.w.context, asio::steady_timer::time_point::min());
            co_await (
                g.start(ami::with_diagnostics(asio::use_awaitable)) && now.async_wait(asio::use_awaitable));
        }(f);
    });
}

TEMPLATE_TEST_CASE("tokens: futures", "[client][tokens]", AMI_TEST_FAMILIES)
{
    const auto completes = [](auto token) {
        TestType f;
        auto future = f.start(token);
        f.w.run();
        CHECK(future.wait_for(0s) != std::future_status::ready);
        f.succeed();
        f.w.run();
        REQUIRE(future.wait_for(0s) == std::future_status::ready);
        CHECK_NOTHROW(future.get());
    };
    completes(asio::use_future);
    completes(ami::with_diagnostics(asio::use_future));
    // as_tuple(use_future) is refused by Boost 1.81 itself, for every operation.

    TestType f;
    auto future = f.start(ami::with_diagnostics(asio::use_future));
    f.w.run();
    f.fail();
    REQUIRE(future.wait_for(0s) == std::future_status::ready);
    CHECK_THROWS_AS(future.get(), ami::error);
}

TEMPLATE_TEST_CASE(
    "tokens: a failure -> its text is where the token says", "[client][tokens]", AMI_TEST_FAMILIES)
{
    ami::diagnostics text;
    ami::error_code ec;
    TestType called;
    called.start(ami::with_diagnostics([&](ami::error_code code, const auto&...) { ec = code; }, text));
    called.w.run();
    called.fail();
    CHECK(ec.failed());
    CHECK_FALSE(text.message().empty());
    const auto expected = text.message();

    text.clear();
    TestType tuple;
    CHECK(await(
              tuple,
              [&](auto& f) { return f.start(ami::with_diagnostics(asio::as_tuple(asio::deferred), text)); },
              &family::fail) == nullptr);
    CHECK(text.message() == expected);

    TestType thrown;
    const auto failed = await(
        thrown, [](auto& f) { return f.start(ami::default_token()); }, &family::fail);
    try {
        REQUIRE(failed);
        std::rethrow_exception(failed);
    } catch (const ami::error& error) {
        CHECK(error.code() == ec);
        CHECK(error.get_diagnostics().message() == expected);
    }

    TestType later;
    auto future = later.start(completes_later<decltype(ami::with_diagnostics(asio::use_future))>{
        later.w.context, ami::with_diagnostics(asio::use_future)});
    later.w.run();
    later.fail();
    later.w.run();
    REQUIRE(future.wait_for(0s) == std::future_status::ready);
    try {
        future.get();
        FAIL("no error was thrown");
    } catch (const ami::error& error) {
        CHECK(error.code() == ec);
        CHECK(error.get_diagnostics().message() == expected);
    }
}
