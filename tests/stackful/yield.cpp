// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Stackful coroutines (asio::spawn, asio::yield_context) with an operation of every class. Boost.Context has to be linked.

#include "support/operation_families.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/spawn.hpp>

#include <exception>

using namespace tests;

namespace {

// A coroutine that waits for what `wait` starts; then `act`, which ends the operation.
template <class Family, class Wait, class Act>
std::exception_ptr spawned(Family& f, Wait wait, Act act)
{
    bool ended = false;
    std::exception_ptr failed;
    asio::spawn(
        f.w.context, [&](asio::yield_context yield) { wait(f, yield); },
        [&](std::exception_ptr error) {
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

} // namespace

TEMPLATE_TEST_CASE("stackful: a success -> the coroutine goes on", "[client][tokens]", AMI_TEST_FAMILIES)
{
    const auto completes = [](auto wait) {
        TestType f;
        CHECK(spawned(f, wait, &TestType::succeed) == nullptr);
    };
    ami::diagnostics text("before");
    ami::error_code ec;
    completes([](auto& f, auto yield) { (void)f.start(yield); });
    completes([&](auto& f, auto yield) { (void)f.start(yield[ec]); });
    completes([](auto& f, auto yield) { (void)f.start(ami::with_diagnostics(yield)); });
    completes([&](auto& f, auto yield) { (void)f.start(ami::with_diagnostics(yield, text)); });
    CHECK(text.message().empty());
}

TEMPLATE_TEST_CASE(
    "stackful: a failure -> its text is where the token says", "[client][tokens]", AMI_TEST_FAMILIES)
{
    ami::error_code ec;
    ami::diagnostics text;
    TestType coded;
    CHECK(spawned(
              coded, [&](auto& f, auto yield) { (void)f.start(ami::with_diagnostics(yield[ec], text)); },
              &family::fail) == nullptr);
    CHECK(ec.failed());
    CHECK_FALSE(text.message().empty());

    TestType thrown;
    const auto failed = spawned(
        thrown, [](auto& f, auto yield) { (void)f.start(ami::with_diagnostics(yield)); }, &family::fail);
    try {
        REQUIRE(failed);
        std::rethrow_exception(failed);
    } catch (const ami::error& error) {
        CHECK(error.code() == ec);
        CHECK(error.get_diagnostics().message() == text.message());
    }
}
