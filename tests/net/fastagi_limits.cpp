// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A FastAGI server and peers that are no Asterisk, too many, too slow; how it stops.

#include "support/fastagi_world.hpp"

#include <ami/agi/fast/peer_list.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>

#include <algorithm>
#include <atomic>
#include <deque>
#include <fcntl.h>
#include <filesystem>
#include <future>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <set>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace tests;
using namespace std::chrono_literals;
using ami::errc;

namespace {

asio::awaitable<void> hang_on(ami::agi_session agi)
{
    co_await agi.async_command("EXEC Wait 100");
}

ami::fastagi_options with(const std::function<void(ami::fastagi_options&)>& change)
{
    ami::fastagi_options options;
    change(options);
    return options;
}

bool allows(const std::vector<std::string>& peers, const char* address)
{
    ami::detail::failure error;
    const ami::detail::peer_list list(peers, error);
    CHECK_FALSE(error);
    return list.allows(asio::ip::make_address(address));
}

// As many open files as the test needs, or as there may be.
class file_limit {
public:
    explicit file_limit(rlim_t wanted) : wanted_(wanted)
    {
        getrlimit(RLIMIT_NOFILE, &before_);
        now_ = before_;
        now_.rlim_cur = std::max(now_.rlim_cur, std::min(wanted, now_.rlim_max));
        setrlimit(RLIMIT_NOFILE, &now_);
    }
    file_limit(const file_limit&) = delete;
    file_limit& operator=(const file_limit&) = delete;
    ~file_limit() { setrlimit(RLIMIT_NOFILE, &before_); }

    std::size_t most() const { return now_.rlim_cur; }
    bool is_enough() const { return now_.rlim_cur >= wanted_; }

private:
    rlim_t wanted_;
    rlimit before_{};
    rlimit now_{};
};

std::size_t open_files()
{
    std::size_t count = 0;
    for (const auto& each : std::filesystem::directory_iterator("/proc/self/fd"))
        count += !each.path().empty();
    return count;
}

// No more files than are open, and these.
class no_more_files {
public:
    explicit no_more_files(int more = 0)
    {
        getrlimit(RLIMIT_NOFILE, &before_);
        std::vector<int> free;
        for (int i = 0; i <= more; ++i)
            free.push_back(::dup(0));
        for (const int each : free)
            ::close(each);
        auto now = before_;
        now.rlim_cur = static_cast<rlim_t>(free.back());
        setrlimit(RLIMIT_NOFILE, &now);
    }
    no_more_files(const no_more_files&) = delete;
    no_more_files& operator=(const no_more_files&) = delete;
    ~no_more_files() { setrlimit(RLIMIT_NOFILE, &before_); }

private:
    rlimit before_{};
};

} // namespace

TEST_CASE("fastagi: a silent peer has a time -> failure")
{
    fastagi_world w(with([](auto& options) { options.limits.environment_timeout = 20ms; }));
    fastagi_peer silent(w);
    fastagi_peer slow(w, "agi_network: yes\n");
    CHECK(silent.rest() == "failure\n");
    CHECK(slow.rest() == "failure\n");
    silent.finish_writing();
    slow.finish_writing();
    CHECK(w.wait_until([](const auto& c) { return c.sessions == 0; }).refused_environments == 2);
}

TEST_CASE("fastagi: peers that are no Asterisk are refused at once, others are served meanwhile")
{
    fastagi_world w;
    w.server->route("menu", hang_on);
    fastagi_peer served(w, fastagi_environment());
    CHECK(served.line() == "EXEC Wait 100\n");
    for (const std::string& text :
        {std::string("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), std::string("\x16\x03\x01\x02\x00\x01\x00\x01", 8),
            std::string(1024 * 1024, 'x'), "agi_network: yes\nagi_x: " + std::string(1024 * 1024, 'x')}) {
        fastagi_peer other(w);
        try {
            other.send(text);
        } catch (const std::runtime_error&) {
            // It was refused before all was sent.
        }
        const auto answer = other.rest();
        CHECK((answer == "failure\n" || other.was_reset()));
    }
    served.send("200 result=0\n");
    CHECK(served.rest().empty());
    served.finish_writing();
    CHECK(w.wait_until([](const auto& c) { return c.sessions == 0; }).refused_environments == 4);
}

TEST_CASE("fastagi: too many sessions -> those beyond the limit get failure, later ones are served")
{
    fastagi_world w(with([](auto& options) { options.limits.sessions = 2; }));
    w.server->route("menu", hang_on);
    auto first = std::make_unique<fastagi_peer>(w, fastagi_environment());
    fastagi_peer second(w, fastagi_environment());
    CHECK(first->line() == "EXEC Wait 100\n");
    CHECK(second.line() == "EXEC Wait 100\n");
    fastagi_peer third(w, fastagi_environment());
    CHECK(third.rest() == "failure\n");
    first.reset();
    w.wait_until([](const auto& c) { return c.sessions == 1; });
    fastagi_peer fourth(w, fastagi_environment());
    CHECK(fourth.line() == "EXEC Wait 100\n");
    CHECK(w.server->counters().refused_sessions == 1);
    CHECK(w.server->counters().sessions == 2);
}

TEST_CASE("fastagi: peers by address and network")
{
    CHECK(allows({}, "1.2.3.4"));
    CHECK(allows({"10.1.2.3"}, "10.1.2.3"));
    CHECK_FALSE(allows({"10.1.2.3"}, "10.1.2.4"));
    CHECK(allows({"10.1.2.3/16"}, "10.1.200.1"));
    CHECK_FALSE(allows({"10.1.0.0/16"}, "10.2.0.1"));
    CHECK(allows({"10.1.0.0/16"}, "::ffff:10.1.0.9"));
    CHECK_FALSE(allows({"10.1.0.0/16"}, "fd00::1"));
    CHECK(allows({"10.1.0.0/16", "fd00::/8"}, "fd00::1"));
    CHECK(allows({"::1"}, "::1"));
    CHECK(allows({"fe80::/10"}, "fe80::1%1"));
    CHECK(allows({"0.0.0.0/0"}, "9.9.9.9"));
    CHECK(allows({"::ffff:10.1.2.3"}, "10.1.2.3"));
    CHECK(allows({"::ffff:10.1.0.0/112"}, "::ffff:10.1.9.9"));
    CHECK_FALSE(allows({"::ffff:10.1.0.0/112"}, "10.2.0.1"));
    CHECK_FALSE(allows({"::/0"}, "10.1.2.3"));
    for (const auto* const wrong : {"localhost", "10.1.0.0/33", "10.1", "", "fd00::/129", "1.2.3.4/"}) {
        asio::io_context context;
        ami::fastagi_options options;
        options.peers = {wrong};
        INFO(wrong);
        CHECK_THROWS_AS(ami::fastagi_server(context, options), ami::error);
    }
    fastagi_world w(with([](auto& options) { options.peers = {"10.0.0.0/8"}; }));
    fastagi_peer peer(w, fastagi_environment());
    CHECK(peer.rest() == "failure\n");
    CHECK(w.server->counters().refused_peers == 1);
    CHECK(w.server->counters().sessions == 0);
}

TEST_CASE("fastagi: however many connections are refused and stay, each is told, and Asterisk is served")
{
    const file_limit files(3'000);
    if (!files.is_enough())
        return;
    fastagi_world w(with([](auto& options) { options.peers = {"127.0.0.2"}; }));
    w.server->route("menu", hang_on);
    std::deque<fastagi_peer> strangers;
    for (int i = 0; i != 1'200; ++i) {
        strangers.emplace_back(w);
        CHECK(strangers.back().rest() == "failure\n");
    }
    CHECK(w.server->counters().sessions == 0);
    CHECK(w.wait_until([](const auto& c) { return c.refused_peers == 1'200; }).refused_sessions == 0);
}

TEST_CASE("fastagi: of sessions beyond the limit that do not close, no more than 1,000 keep a file")
{
    const file_limit files(3'000);
    if (!files.is_enough())
        return;
    fastagi_world w(with([](auto& options) { options.limits.sessions = 0; }));
    w.server->route("menu", hang_on);
    std::deque<fastagi_peer> peers;
    const auto before = open_files();
    for (std::size_t i = 0; i != 1'200; ++i) {
        peers.emplace_back(w, fastagi_environment());
        CHECK(peers.back().rest() == "failure\n");
    }
    w.wait_until([](const auto& c) { return c.refused_sessions == 1'200; });
    const auto mostly = before + peers.size() + 1'000;
    CHECK(open_files() > mostly - 50);
    CHECK(open_files() < mostly + 50);
}

TEST_CASE("fastagi: what cannot be listened on")
{
    asio::io_context context;
    ami::fastagi_options options;
    options.port = 0;
    ami::fastagi_server first(context, options);
    first.listen();
    options.port = first.port();
    CHECK(first.local_endpoint().address().is_loopback());
    ami::fastagi_server second(context, options);
    CHECK_THROWS_AS(second.listen(), ami::error);
    options.address = "localhost";
    ami::fastagi_server third(context, options);
    CHECK_THROWS_AS(third.listen(), ami::error);
    options.address = "127.0.0.1";
    // The port is free when the server is gone, though the context did not run.
    {
        auto gone = std::move(first);
    }
    ami::fastagi_server fourth(context, options);
    CHECK_NOTHROW(fourth.listen());
}

TEST_CASE("fastagi: after the hang-up a session without commands has a time")
{
    fastagi_world w(with([](auto& options) { options.limits.hangup_timeout = 20ms; }));
    w.server->route("menu", [&](ami::agi_session agi) -> asio::awaitable<void> {
        co_await agi.async_wait_hangup();
        asio::steady_timer never(co_await asio::this_coro::executor, 1h);
        w.note("forgets");
        co_await never.async_wait(asio::use_awaitable);
    });
    fastagi_peer peer(w, fastagi_environment());
    peer.send("HANGUP\n");
    w.wait_for("forgets");
    CHECK(peer.rest().empty());
}

TEST_CASE("fastagi: a stop lets calls end, and refuses new ones")
{
    fastagi_world w;
    w.server->route("menu", hang_on);
    fastagi_peer peer(w, fastagi_environment());
    CHECK(peer.line() == "EXEC Wait 100\n");
    auto stopped = w.server->async_stop(1h, asio::use_future);
    CHECK_THROWS_AS(fastagi_peer(w), std::runtime_error);
    peer.send("200 result=0\n");
    CHECK(peer.rest().empty());
    peer.finish_writing();
    CHECK_NOTHROW(stopped.get());
    CHECK(w.server->counters().completed == 1);
    CHECK_NOTHROW(w.server->async_stop(0s, asio::use_future).get());
}

TEST_CASE("fastagi: a stop ends calls when their time is over, by the line failure")
{
    fastagi_world w;
    w.server->route("menu", [&](ami::agi_session agi) -> asio::awaitable<void> {
        w.note("ends: " + co_await ending(hang_on(agi)));
    });
    fastagi_peer peer(w, fastagi_environment());
    CHECK(peer.line() == "EXEC Wait 100\n");
    auto stopped = w.server->async_stop(10ms, asio::use_future);
    CHECK(peer.rest() == "failure\n");
    w.wait_for("ends: " + text_of(errc::closed));
    peer.finish_writing();
    CHECK_NOTHROW(stopped.get());
    CHECK(w.server->counters().stopped == 1);
}

TEST_CASE("fastagi: a stop whose time is over is cancelled before it knows -> the next one has its own time")
{
    fastagi_world w({}, 0);
    w.server->route("menu", hang_on);
    fastagi_peer peer(w, fastagi_environment());
    while (w.server->counters().commands == 0)
        w.context.run_one();
    CHECK(peer.line() == "EXEC Wait 100\n");
    asio::cancellation_signal cancel;
    bool cancelled = false;
    bool stopped = false;
    asio::steady_timer first(w.context, 0ms); // both times are over when the context looks at them
    first.async_wait([&](ami::error_code) {
        cancel.emit(asio::cancellation_type::total);
        w.server->async_stop(1h, [&](ami::error_code ec) { stopped = !ec; });
    });
    w.server->async_stop(0ms, asio::bind_cancellation_slot(cancel.slot(), [&](ami::error_code ec) {
        cancelled = ec == asio::error::operation_aborted;
    }));
    while (!cancelled)
        w.context.run_one();
    w.context.poll();
    peer.send("200 result=0\n");
    peer.finish_writing();
    while (!stopped)
        w.context.run_one();
    CHECK(peer.rest().empty()); // not `failure`
    CHECK(w.server->counters().completed == 1);
}

TEST_CASE("fastagi: a stop does not wait for ever, neither for a peer nor for a handler")
{
    fastagi_world w(with([](auto& options) { options.limits.close_timeout = 10ms; }));
    auto never = std::make_shared<asio::steady_timer>(w.context, 1h);
    w.server->route("menu", [&](ami::agi_session agi) -> asio::awaitable<void> {
        co_await agi.async_answer();
        w.note("answered");
        co_await never->async_wait(asio::use_awaitable);
    });
    w.server->route("wait", hang_on);
    fastagi_peer deaf(w, fastagi_environment("wait"));
    CHECK(deaf.line() == "EXEC Wait 100\n");
    SECTION("for a peer that does not close")
    {
        CHECK_NOTHROW(w.server->async_stop(0s, asio::use_future).get());
    }
    SECTION("for a handler that awaits something else")
    {
        fastagi_peer peer(w, fastagi_environment());
        peer.expect("ANSWER");
        w.wait_for("answered");
        auto stopped = w.server->async_stop(0s, asio::use_future);
        CHECK_THROWS_AS(stopped.get(), boost::system::system_error);
        CHECK(w.server->counters().sessions == 1);
    }
}

TEST_CASE("fastagi: the server is destroyed while sessions run -> their commands end with closed")
{
    fastagi_world w;
    w.server->route("menu", [&](ami::agi_session agi) -> asio::awaitable<void> {
        w.note("ends: " + co_await ending(hang_on(agi)));
        w.note("then: " + co_await ending(agi.async_answer(asio::use_awaitable)));
    });
    fastagi_peer peer(w, fastagi_environment());
    fastagi_peer silent(w);
    CHECK(peer.line() == "EXEC Wait 100\n");
    w.wait_until([](const auto& c) { return c.accepted == 2; });
    w.server.reset();
    w.wait_for("ends: " + text_of(errc::closed));
    w.wait_for("then: " + text_of(errc::closed));
    // Closing alone would be a success for the dialplan.
    CHECK(peer.rest() == "failure\n");
    CHECK(silent.rest() == "failure\n");
}

TEST_CASE("fastagi: connections in the backlog when the server stops or is destroyed -> failure")
{
    fastagi_world w({}, 0);
    w.server->route("menu", hang_on);
    std::deque<fastagi_peer> peers;
    for (int i = 0; i != 100; ++i)
        peers.emplace_back(w, i % 2 == 0 ? fastagi_environment() : std::string());
    SECTION("it stops")
    {
        bool stopped = false;
        w.server->async_stop(1h, [&](ami::error_code ec) {
            CHECK_FALSE(ec);
            stopped = true;
        });
        CHECK_THROWS_AS(fastagi_peer(w), std::runtime_error); // nobody listens any more
        w.context.poll();
        for (auto& each : peers) {
            CHECK(each.rest() == "failure\n");
            each.finish_writing();
        }
        while (!stopped)
            w.context.run_one();
        CHECK(w.server->counters().accepted == 100);
        CHECK(w.server->counters().stopped == 100);
    }
    SECTION("it is destroyed: at once, without its executor")
    {
        w.server.reset();
        for (auto& each : peers)
            CHECK(each.rest() == "failure\n");
    }
}

TEST_CASE("fastagi: the context is destroyed while sessions run -> nothing is left")
{
    const auto alive = std::make_shared<int>();
    {
        fastagi_world w;
        w.server->route("menu", [&w, alive](ami::agi_session agi) -> asio::awaitable<void> {
            const auto held = alive;
            agi.async_wait_hangup([alive](ami::error_code) {});
            w.note("runs");
            co_await hang_on(agi);
        });
        fastagi_peer peer(w, fastagi_environment());
        w.wait_for("runs");
        CHECK(peer.line() == "EXEC Wait 100\n");
    }
    CHECK(alive.use_count() == 1);
}

TEST_CASE("fastagi: sessions on strands of several threads")
{
    fastagi_world w({}, 4);
    std::atomic<int> ended = 0;
    w.server->route("menu", [&](ami::agi_session agi, ami::fastagi_request request) -> asio::awaitable<void> {
        for (int i = 0; i != 20; ++i)
            co_await agi.async_verbose(request.arguments().at(0));
        ++ended;
    });
    constexpr int count = 50;
    std::vector<std::thread> peers;
    for (int thread = 0; thread != 4; ++thread) {
        peers.emplace_back([&, thread] {
            std::deque<fastagi_peer> own;
            const auto argument = [&](std::size_t i) {
                return std::to_string(thread) + "-" + std::to_string(i);
            };
            for (std::size_t i = 0; i != count; ++i) {
                own.emplace_back(w);
                own.back().send(fastagi_environment("menu", "x", "agi_arg_1: " + argument(i) + "\n"));
            }
            for (int round = 0; round != 20; ++round) {
                for (std::size_t i = 0; i != count; ++i) {
                    if (own[i].line() != "VERBOSE \"" + argument(i) + "\" 1\n")
                        throw std::runtime_error("another session's command");
                    own[i].send("200 result=1\n");
                }
            }
        });
    }
    for (auto& each : peers)
        each.join();
    const auto counted =
        w.wait_until([](const auto& c) { return c.sessions == 0 && c.accepted == 4 * count; });
    CHECK(ended == 4 * count);
    CHECK(counted.commands == 4 * count * 20);
    CHECK(counted.completed == 4 * count);
}

TEST_CASE("fastagi: several threads, the server is destroyed or stopped under load -> each connection ends")
{
    const bool is_destroyed = GENERATE(false, true);
    fastagi_world w({}, 4);
    std::atomic<int> running = 0;
    std::atomic<int> ended = 0;
    w.server->route("menu", [&](ami::agi_session agi) -> asio::awaitable<void> {
        ++running;
        try {
            for (;;)
                co_await agi.async_verbose("x");
        } catch (const boost::system::system_error&) {
            ++ended;
        }
    });
    constexpr int count = 25;
    const auto port = w.server->port();
    std::atomic<int> over = 0;
    std::vector<std::thread> peers;
    for (int thread = 0; thread != 2; ++thread) {
        peers.emplace_back([&] {
            std::deque<raw_socket> own;
            for (int i = 0; i != count; ++i) {
                own.emplace_back(port);
                own.back().send(fastagi_environment());
            }
            std::set<raw_socket*> open;
            for (auto& each : own)
                open.insert(&each);
            while (!open.empty()) {
                for (auto* const each : std::set<raw_socket*>(open)) {
                    try {
                        if (each->line() == "VERBOSE \"x\" 1\n") {
                            each->send("200 result=1\n");
                            continue;
                        }
                    } catch (const std::runtime_error&) {
                        // A command that was not answered may make it a reset.
                    }
                    open.erase(each);
                    ++over;
                }
            }
        });
    }
    while (running != 2 * count || w.server->counters().commands < 20 * count)
        std::this_thread::yield();
    if (is_destroyed)
        w.server.reset();
    else
        w.server->async_stop(0s, asio::use_future).get();
    for (auto& each : peers)
        each.join();
    CHECK(over == 2 * count);
    while (ended != 2 * count)
        std::this_thread::yield();
}

TEST_CASE("fastagi: 10,000 connections that say nothing neither delay a call nor keep it out")
{
    const file_limit files(21'000);
    const auto count = std::min<std::size_t>(10'000, files.most() / 2 - 100);
    fastagi_world w;
    w.server->route("menu", hang_on);
    std::deque<fastagi_peer> many;
    for (std::size_t i = 0; i != count; ++i)
        many.emplace_back(w);
    fastagi_peer peer(w, fastagi_environment());
    CHECK(peer.line() == "EXEC Wait 100\n");
    CHECK(many.front().rest() == "failure\n"); // the oldest ones made place
    many.clear();
    const auto counted = w.wait_until([](const auto& c) { return c.sessions == 1; });
    CHECK(counted.accepted == count + 1);
    CHECK(counted.silent <= ami::fastagi_limits().environments);
    CHECK(counted.silent + counted.refused_sessions == count);
}

TEST_CASE("fastagi: a connection whose environment has come is not the one that makes place")
{
    fastagi_world w(with([](auto& options) { options.limits.environments = 1; }), 0);
    w.server->route("menu", hang_on);
    fastagi_peer first(w);
    while (w.server->counters().accepted == 0)
        w.context.run_one();
    first.send(fastagi_environment());
    fastagi_peer second(w);
    while (w.server->counters().accepted == 1 || w.server->counters().commands == 0)
        w.context.run_one();
    CHECK(first.line() == "EXEC Wait 100\n");
    CHECK(w.server->counters().refused_sessions == 0);
    fastagi_peer third(w);
    while (w.server->counters().refused_sessions == 0)
        w.context.run_one();
    CHECK(second.rest() == "failure\n");
}

// UndefinedBehaviorSanitizer looks at objects through a pipe, and takes them for wrong if it gets none: so this runs without it.
#ifndef __SANITIZE_ADDRESS__
TEST_CASE("fastagi: the files of connections that say nothing are what a call needs")
{
    fastagi_world w({}, 0);
    w.server->route("menu", hang_on);
    fastagi_peer begun(w, fastagi_environment().substr(0, 100)); // the oldest one
    std::deque<fastagi_peer> silent;
    for (int i = 0; i != 20; ++i)
        silent.emplace_back(w);
    while (w.server->counters().accepted != 21)
        w.context.run_one();
    fastagi_peer peer(w, fastagi_environment());
    {
        const no_more_files none;
        while (w.server->counters().commands == 0)
            w.context.run_one();
    }
    CHECK(peer.line() == "EXEC Wait 100\n");
    CHECK(w.server->counters().accept_errors == 2); // the second time, all have had a time to speak
    CHECK(silent.front().rest() == "failure\n");
    begun.send(fastagi_environment().substr(100));
    while (w.server->counters().commands == 1)
        w.context.run_one();
    CHECK(begun.line() == "EXEC Wait 100\n");
}

TEST_CASE("fastagi: the files of connections that were refused and stay are what a call needs")
{
    fastagi_world w({}, 0);
    w.server->route("menu", hang_on);
    std::deque<fastagi_peer> refused;
    for (int i = 0; i != 3; ++i) {
        refused.emplace_back(w, "GET / HTTP/1.1\r\n\r\n");
        while (w.server->counters().accepted != refused.size())
            w.context.run_one();
        w.context.poll();
        CHECK(refused.back().rest() == "failure\n");
    }
    fastagi_peer peer(w, fastagi_environment());
    {
        const no_more_files none;
        while (w.server->counters().commands == 0)
            w.context.run_one();
    }
    CHECK(peer.line() == "EXEC Wait 100\n");
    CHECK(w.server->counters().accept_errors == 2);
}

TEST_CASE("fastagi: no files for long -> callers that wait are told so, sessions go on, it is logged once")
{
    fastagi_world w({}, 0);
    w.server->route("menu", hang_on);
    fastagi_peer session(w, fastagi_environment());
    while (w.server->counters().commands == 0)
        w.context.run_one();
    CHECK(session.line() == "EXEC Wait 100\n");
    std::deque<fastagi_peer> waiting;
    for (int i = 0; i != 20; ++i)
        waiting.emplace_back(w, i % 2 == 0 ? fastagi_environment() : std::string());
    std::size_t turns = 0;
    {
        const no_more_files none;
        while (w.server->counters().refused_sessions == 0)
            turns += w.context.run_one();
    }
    CHECK(w.notes() == 1);
    // Not one turn for each time that the socket could be read.
    CHECK(turns < 3 * w.server->counters().accept_errors);
    for (auto& each : waiting)
        CHECK(each.rest() == "failure\n");
    CHECK(w.server->counters().accepted == 21);
    CHECK(w.server->counters().refused_sessions == 20);
    session.send("200 result=0\n");
    session.finish_writing();
    while (w.server->counters().sessions != 0)
        w.context.run_one();
    CHECK(w.server->counters().completed == 1);
    fastagi_peer later(w, fastagi_environment());
    while (w.server->counters().commands == 1)
        w.context.run_one();
    CHECK(later.line() == "EXEC Wait 100\n");
}

TEST_CASE("fastagi: files that come and go -> one record, until nobody waits any more")
{
    fastagi_world w({}, 0);
    w.server->route("menu", hang_on);
    std::deque<fastagi_peer> waiting;
    for (int i = 0; i != 4; ++i)
        waiting.emplace_back(w, fastagi_environment());
    for (std::uint64_t accepted = 1; accepted != 4; ++accepted) {
        const no_more_files one(1);
        const auto errors = w.server->counters().accept_errors;
        while (w.server->counters().accepted != accepted || w.server->counters().accept_errors == errors)
            w.context.run_one();
    }
    CHECK(w.notes() == 1);
    while (w.server->counters().commands != 4)
        w.context.run_one();
}

TEST_CASE("fastagi: no files when it stops or is destroyed -> callers that wait get failure all the same")
{
    fastagi_world w({}, 0);
    w.server->route("menu", hang_on);
    std::deque<fastagi_peer> peers;
    for (int i = 0; i != 50; ++i)
        peers.emplace_back(w, i % 2 == 0 ? fastagi_environment() : std::string());
    const bool is_destroyed = GENERATE(false, true);
    bool stopped = false;
    {
        const no_more_files few(GENERATE(0, 3));
        if (is_destroyed)
            w.server.reset();
        else
            w.server->async_stop(1h, [&](ami::error_code ec) { stopped = !ec; });
    }
    w.context.poll();
    for (auto& each : peers) {
        CHECK(each.rest() == "failure\n");
        each.finish_writing();
    }
    if (is_destroyed)
        return;
    while (!stopped)
        w.context.run_one();
    CHECK(w.server->counters().accepted == 50);
    CHECK(w.server->counters().stopped == 50);
}

TEST_CASE("fastagi: too many open files -> the server pauses, then accepts what waits")
{
    fastagi_world w({}, 0);
    w.server->route("menu", hang_on);
    fastagi_peer peer(w, fastagi_environment()); // in the backlog: nothing runs yet
    rlimit before{};
    getrlimit(RLIMIT_NOFILE, &before);
    auto none = before;
    none.rlim_cur = 3;
    setrlimit(RLIMIT_NOFILE, &none);
    while (w.server->counters().accept_errors < 3)
        w.context.run_one();
    setrlimit(RLIMIT_NOFILE, &before);
    // A wait of 10 ms, 20 ms, ... is between two: what ran is not more than the waits.
    CHECK(w.notes() == 1);
    while (w.server->counters().commands == 0)
        w.context.run_one();
    CHECK(peer.line() == "EXEC Wait 100\n");
}

#endif

TEST_CASE(
    "fastagi: child processes inherit no socket; each session's finds out that Asterisk's machine is gone")
{
    fastagi_world w;
    w.server->route("menu", hang_on);
    fastagi_peer peer(w, fastagi_environment());
    CHECK(peer.line() == "EXEC Wait 100\n");
    int sockets = 0;
    int with_keepalive = 0;
    for (int fd = 3; fd != 256; ++fd) {
        struct stat about {};
        if (::fstat(fd, &about) != 0 || !S_ISSOCK(about.st_mode))
            continue;
        ++sockets;
        CHECK((::fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
        const auto has = [fd](int level, int option) {
            int value = 0;
            socklen_t size = sizeof value;
            return ::getsockopt(fd, level, option, &value, &size) == 0 && value != 0;
        };
        with_keepalive += has(SOL_SOCKET, SO_KEEPALIVE) && has(IPPROTO_TCP, TCP_NODELAY);
    }
    CHECK(with_keepalive >= 2); // the listening one gives them to each session's
    CHECK(sockets >= 3);        // the listening one, the peer's, the session's
}

TEST_CASE("fastagi: the context is destroyed before the server -> nothing is left, the server is idle")
{
    const auto alive = std::make_shared<int>();
    auto context = std::make_unique<asio::io_context>();
    ami::fastagi_options options;
    options.port = 0;
    ami::fastagi_server server(*context, options);
    ami::agi_session kept;
    server.route("menu", [&kept, alive](ami::agi_session agi) -> asio::awaitable<void> {
        const auto held = alive;
        kept = agi;
        co_await hang_on(agi);
    });
    server.listen();
    raw_socket peer(server.port());
    peer.send(fastagi_environment());
    while (server.counters().commands == 0)
        context->run_one();
    server.async_stop(1h, [alive](ami::error_code) {});
    CHECK(alive.use_count() > 2);
    context.reset();
    CHECK(alive.use_count() == 2); // the route has one
    CHECK(server.counters().sessions == 0);
    CHECK(kept["agi_extension"] == "2018");
    peer.rest();
}
