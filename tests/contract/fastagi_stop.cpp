// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// FastAGI with Asterisk: how a server stops, and what the dialplan sees of it.

#include "support/fastagi_pbx.hpp"

#include <boost/asio/as_tuple.hpp>
#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace tests;
using ami::errc;

namespace {

// How many connections wait to be accepted: the kernel's own count of a listening socket.
std::size_t waiting_in_backlog(std::uint16_t port)
{
    std::ifstream table("/proc/net/tcp");
    const auto own = fmt::format("0100007F:{:04X} 00000000:0000 0A ", port);
    for (std::string line; std::getline(table, line);) {
        if (const auto at = line.find(own); at != std::string::npos)
            return std::stoul(line.substr(line.find(':', at + own.size()) + 1, 8), nullptr, 16);
    }
    return 0;
}

} // namespace

TEST_CASE("fastagi: the server is stopped while calls run -> the dialplan goes on with FAILURE")
{
    if (!over_tcp())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        fastagi_pbx agi(co_await asio::this_coro::executor);
        bool began = false;
        agi.server.route("wait", [&](ami::agi_session session) -> asio::awaitable<void> {
            co_await session.async_answer();
            began = true;
            const auto waited = co_await failure_of(session.async_wait_for_digit(20s));
            CHECK(waited.code == errc::closed);
        });
        const auto id = unique("stop");
        auto status = status_of(pbx, id);
        co_await pbx.async_originate(agi.call(id, "wait"));
        co_await until([&] { return began; });
        co_await agi.server.async_stop(10ms);
        const auto value = co_await value_of(status);
        CHECK(value == "FAILURE");
        CHECK(agi.server.counters().stopped == 1);
        // Nobody listens any more.
        const auto late = unique("late");
        auto refused = status_of(pbx, late);
        co_await pbx.async_originate(agi.call(late, "wait"));
        const auto failed = co_await value_of(refused);
        CHECK(failed == "FAILURE");
    });
}

TEST_CASE("fastagi: calls that nobody has accepted when the server stops or is destroyed -> FAILURE")
{
    if (!needs_asterisk())
        return;
    const bool is_destroyed = GENERATE(false, true);
    run([is_destroyed]() -> asio::awaitable<void> {
        constexpr std::size_t count = 20;
        auto pbx = co_await connected();
        asio::io_context idle; // which does not run: all calls wait in the backlog
        auto agi = std::make_unique<fastagi_pbx>(idle.get_executor());
        std::vector<ami::expectation> statuses;
        for (std::size_t i = 0; i != count; ++i) {
            const auto id = unique("backlog");
            statuses.push_back(status_of(pbx, id));
            co_await pbx.async_originate(agi->call(id, "wait"));
        }
        co_await until([&] { return waiting_in_backlog(agi->server.port()) == count; });
        bool stopped = false;
        if (is_destroyed)
            agi.reset();
        else
            agi->server.async_stop(10s, [&](ami::error_code ec) { stopped = !ec; });
        for (auto& each : statuses) {
            idle.poll();
            idle.restart();
            const auto value = co_await value_of(each);
            CHECK(value == "FAILURE");
        }
        if (!is_destroyed) {
            co_await until([&] {
                idle.poll();
                idle.restart();
                return stopped;
            });
        }
    });
}

TEST_CASE("fastagi: the server is destroyed while a call runs -> FAILURE")
{
    if (!needs_asterisk())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        auto agi = std::make_unique<fastagi_pbx>(co_await asio::this_coro::executor);
        bool began = false;
        ami::error_code ended;
        agi->server.route("wait", [&](ami::agi_session session) -> asio::awaitable<void> {
            co_await session.async_answer();
            began = true;
            const auto waited = co_await failure_of(session.async_wait_for_digit(20s));
            ended = waited.code;
        });
        const auto id = unique("destroyed");
        auto status = status_of(pbx, id);
        co_await pbx.async_originate(agi->call(id, "wait"));
        co_await until([&] { return began; });
        agi.reset();
        const auto value = co_await value_of(status);
        CHECK(value == "FAILURE");
        CHECK(ended == errc::closed);
    });
}

TEST_CASE("fastagi: stop under load -> each call that runs, begins or waits goes on in the dialplan")
{
    if (!needs_asterisk())
        return;
    run(
        []() -> asio::awaitable<void> {
            constexpr std::size_t count = 50;
            auto pbx = co_await connected();
            fastagi_pbx agi(co_await asio::this_coro::executor);
            std::size_t running = 0;
            std::size_t closed = 0;
            agi.server.route("load", [&](ami::agi_session session) -> asio::awaitable<void> {
                ++running;
                for (std::size_t i = 0;; ++i) {
                    const auto own = std::to_string(i);
                    const auto set = co_await failure_of(session.async_set_variable("OWN", own));
                    if (set.code) {
                        closed += set.code == errc::closed;
                        co_return;
                    }
                    const auto [ec, read] =
                        co_await session.async_get_variable("OWN", asio::as_tuple(asio::use_awaitable));
                    if (ec) {
                        closed += ec == errc::closed;
                        co_return;
                    }
                    CHECK(read == own);
                }
            });
            std::vector<ami::expectation> statuses;
            const auto originate = [&](std::size_t calls) -> asio::awaitable<void> {
                for (std::size_t i = 0; i != calls; ++i) {
                    const auto id = unique("load");
                    statuses.push_back(status_of(pbx, id));
                    co_await pbx.async_originate(agi.call(id, "load"));
                }
            };
            co_await originate(count);
            co_await until([&] { return running == count; });
            bool stopped = false;
            agi.server.async_stop(200ms, [&](ami::error_code ec) { stopped = !ec; });
            co_await originate(10); // nobody listens
            for (auto& each : statuses) {
                const auto value = co_await value_of(each);
                CHECK(value == "FAILURE");
            }
            co_await until([&] { return stopped; });
            CHECK(closed == count);
            CHECK(agi.server.counters().stopped == count);
            CHECK(agi.server.counters().sessions == 0);
        },
        60s);
}

TEST_CASE("fastagi: a handler throws while its command runs -> FAILURE, as soon as Asterisk reads again")
{
    if (!needs_asterisk())
        return;
    const auto* const command =
        GENERATE("EXEC Wait 1", "WAIT FOR DIGIT 20000", "STREAM FILE demo-congrats \"\"");
    run([command]() -> asio::awaitable<void> {
        INFO(command);
        auto pbx = co_await connected();
        auto options = fastagi_pbx::options();
        options.limits.close_timeout = 100ms; // EXEC runs longer: Asterisk finds the line when it has ended
        fastagi_pbx agi(co_await asio::this_coro::executor, std::move(options));
        const auto id = unique("throws");
        bool runs = false;
        auto starts = pbx.on("AGIExecStart", [&](const ami::event_view& e) {
            runs = runs || (e["Uniqueid"] == id && e["Command"] == command);
        });
        agi.server.route("throws", [&](ami::agi_session session) -> asio::awaitable<void> {
            co_await session.async_answer();
            session.async_command(command, [](ami::error_code, const ami::agi_result&) {});
            co_await until([&] { return runs; });
            throw std::runtime_error("no data base");
        });
        auto status = status_of(pbx, id);
        co_await pbx.async_originate(agi.call(id, "throws"));
        const auto value = co_await value_of(status);
        CHECK(value == "FAILURE");
        co_await until([&] { return agi.server.counters().sessions == 0; });
        CHECK(agi.server.counters().handler_failed == 1);
    });
}
