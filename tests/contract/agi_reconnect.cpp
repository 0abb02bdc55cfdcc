// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Channels in AGI(agi:async) whose client loses its connection.

#include "support/calls.hpp"
#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/relay.hpp"

#include <ami/actions.hpp>
#include <ami/agi.hpp>

#include <memory>
#include <optional>
#include <string>

using namespace tests;
using ami::actions::originate;

namespace {

// Two clients, of which one leads the channel over a connection that can be cut.
class cut_world {
public:
    cut_world() = default;

    std::string id = unique("line");
    std::unique_ptr<relay> line;
    std::optional<ami::client> watcher;
    std::optional<ami::client> leader;

    asio::awaitable<void> connect()
    {
        auto executor = co_await asio::this_coro::executor;
        auto how = tcp_settings();
        line = std::make_unique<relay>(executor, how.host, how.port);
        watcher = co_await connected();
        how.host = "127.0.0.1";
        how.port = line->port();
        how.reconnect.enabled = true;
        how.reconnect.initial_delay = std::chrono::milliseconds(20);
        leader.emplace(executor);
        co_await leader->async_connect(how);
    }

    bool is_mine(const ami::agi_environment& e) const { return e["agi_uniqueid"] == id + ";2"; }

    asio::awaitable<void> call()
    {
        originate what{"Local/2011@from-internal/n"};
        what.dialplan("sets", "103").channel_id(id).ring_time(5s);
        ami::call made = co_await watcher->async_start_call(what);
        const auto answer = co_await made.async_wait_outcome();
        CHECK(answer.answered());
    }
};

} // namespace

TEST_CASE("agi reconnect: a channel whose handler ended meanwhile leaves AGI")
{
    if (needs_tcp("the connection is cut"))
        return;
    run([]() -> asio::awaitable<void> {
        cut_world w;
        co_await w.connect();
        ami::error_code failed;
        auto started = w.watcher->expect("AGIExecStart", [&](const ami::event_view& e) {
            return e["Uniqueid"] == w.id + ";2" && e["Command"].starts_with("WAIT FOR");
        });
        auto left = w.watcher->expect(
            "AsyncAGIEnd", [&](const ami::event_view& e) { return e["Uniqueid"] == w.id + ";2"; });
        std::optional<ami::agi_session> session;
        ami::agi_service service(
            *w.leader, [&](const ami::agi_environment& e) { return w.is_mine(e); },
            [&](ami::agi_session agi) -> asio::awaitable<void> {
                session = agi;
                const auto failure = co_await failure_of(agi.async_wait_for_digit(1s));
                failed = failure.code;
            });
        co_await w.leader->async_in_force();
        co_await w.call();
        co_await started.async_wait(10s);
        w.line->cut();
        asio::steady_timer timer(co_await asio::this_coro::executor);
        while (!failed) {
            timer.expires_after(5ms);
            co_await timer.async_wait(asio::use_awaitable);
        }
        CHECK(failed == ami::errc::outcome_unknown);
        w.line->mend();
        co_await left.async_wait(10s);
        // The leader hears of it too.
        while (session->is_open()) {
            timer.expires_after(5ms);
            co_await timer.async_wait(asio::use_awaitable);
        }
    });
}

TEST_CASE("agi reconnect: a channel that was hung up meanwhile ends, and one that was not goes on")
{
    if (needs_tcp("the connection is cut"))
        return;
    run([]() -> asio::awaitable<void> {
        for (const bool hangs_up : {true, false}) {
            cut_world w;
            co_await w.connect();
            std::optional<ami::agi_session> session;
            asio::steady_timer for_ever(
                co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
            bool ended = false;
            ami::agi_service service(
                *w.leader, [&](const ami::agi_environment& e) { return w.is_mine(e); },
                [&](ami::agi_session agi) -> asio::awaitable<void> {
                    session = agi;
                    co_await for_ever.async_wait(asio::as_tuple(asio::use_awaitable));
                    if (!hangs_up) {
                        const auto status = co_await agi.async_channel_status();
                        CHECK(status == ami::channel_state::up);
                    }
                    ended = true;
                });
            co_await w.leader->async_in_force();
            co_await w.call();
            asio::steady_timer timer(co_await asio::this_coro::executor);
            while (!session) {
                timer.expires_after(5ms);
                co_await timer.async_wait(asio::use_awaitable);
            }
            w.line->cut();
            if (hangs_up) {
                co_await w.watcher->async_perform(ami::actions::hangup{w.id + ";2"});
                co_await departure(*w.watcher, w.id + ";2");
            }
            while (w.leader->is_ready()) {
                timer.expires_after(5ms);
                co_await timer.async_wait(asio::use_awaitable);
            }
            CHECK(session->is_open());
            w.line->mend();
            while (!w.leader->is_ready()) {
                timer.expires_after(5ms);
                co_await timer.async_wait(asio::use_awaitable);
            }
            // The lookup went out when the connection was made. Once its answer did not show the hang-up yet (22, over TLS).
            co_await w.leader->async_ping();
            while (hangs_up && session->is_open()) {
                timer.expires_after(5ms);
                co_await timer.async_wait(asio::use_awaitable);
            }
            CHECK(session->is_open() == !hangs_up);
            for_ever.cancel();
            while (!ended) {
                timer.expires_after(5ms);
                co_await timer.async_wait(asio::use_awaitable);
            }
            // Out of AGI, its dialplan hangs up.
            co_await departure(*w.watcher, w.id + ";2");
        }
    });
}
