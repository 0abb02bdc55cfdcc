// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Connecting, logging in and out, and what a client may do when.

#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/inbox.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <vector>

using namespace tests;
using ami::errc;

TEST_CASE("session: connect logs in and reads the banner")
{
    run([]() -> asio::awaitable<void> {
        ami::client pbx{co_await asio::this_coro::executor, tests::any_transport()};
        CHECK_FALSE(pbx.is_ready());
        co_await pbx.async_connect(settings());
        CHECK(pbx.is_ready());
        if (over_http()) { // nothing greets there
            CHECK(pbx.server_banner().product().empty());
            CHECK(pbx.server_banner().version().empty());
            CHECK(pbx.server_banner().major_version() == 0);
            co_return;
        }
        CHECK(pbx.server_banner().product() == "Asterisk Call Manager");
        // protocol/README.md 8: 5.x is Asterisk 16, 11.x is Asterisk 22.
        CHECK(pbx.server_banner().major_version() == (server() == server_kind::asterisk_16 ? 5 : 11));
        CHECK(pbx.server_banner().version().find('.') != std::string::npos);
    });
}

TEST_CASE("session: the user's letter case does not matter")
{
    run([]() -> asio::awaitable<void> {
        auto how = settings();
        how.username = "HeLLo";
        ami::client pbx{co_await asio::this_coro::executor, tests::any_transport()};
        const auto failed = co_await failure_of(pbx.async_connect(how));
        if (over_digest()) { // the digest is made of the name
            CHECK(failed.code == ami::errc::authentication_failed);
            CHECK(failed.says("spelt as in manager.conf"));
            co_return;
        }
        CHECK_FALSE(failed.code);
        co_await pbx.async_ping();
    });
}

TEST_CASE("session: a secret with blanks and odd bytes")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected("awkward");
        co_await pbx.async_ping();
    });
}

TEST_CASE("session: a refused login names all three causes")
{
    const auto refused = [](std::string_view user, std::string_view secret) {
        run([&]() -> asio::awaitable<void> {
            INFO(user);
            ami::client pbx{co_await asio::this_coro::executor, tests::any_transport()};
            auto how = settings();
            how.username = user;
            how.secret = secret;
            const auto failed = co_await failure_of(pbx.async_connect(how));
            // Digest tells the ACL apart: HTTP 403.
            const bool acl = over_digest() && user == "denied";
            CHECK(failed.code == (acl ? ami::errc::http_refused : ami::errc::authentication_failed));
            CHECK(failed.says("user name is unknown") == !acl);
            CHECK(failed.says("secret is wrong") == !acl);
            CHECK(failed.says("ACL") == (acl || !over_digest()));
            CHECK_FALSE(failed.says("not the secret"));
            CHECK_FALSE(pbx.is_ready());
            const auto end = co_await pbx.async_wait_closed();
            CHECK(end.code() == failed.code);
            // The same client may try again.
            co_await pbx.async_connect(settings());
            co_await pbx.async_ping();
        });
    };
    SECTION("wrong secret")
    {
        refused("hello", "not the secret");
    }
    SECTION("the secret in another letter case")
    {
        refused("hello", "World");
    }
    SECTION("unknown user")
    {
        refused("nobody", "not the secret");
    }
    SECTION("an ACL denies")
    {
        refused("denied", "denied");
    }
}

TEST_CASE("session: a user with one session at a time")
{
    if (over_digest()) {
        std::puts("SKIPPED: digest has no sessions that could be counted");
        return;
    }
    run(
        []() -> asio::awaitable<void> {
            // Another test may be logged in as this user just now.
            ami::client first{co_await asio::this_coro::executor, tests::any_transport()};
            const auto try_for_a_while = [](ami::client& pbx) -> asio::awaitable<outcome> {
                // Over HTTP a session that was not logged off lives on for httptimeout.
                const auto deadline = std::chrono::steady_clock::now() + (over_http() ? 70s : 10s);
                for (;;) {
                    const auto last = co_await failure_of(pbx.async_connect(settings("single")));
                    if (last.code != ami::errc::login_in_use || std::chrono::steady_clock::now() > deadline)
                        co_return last;
                }
            };
            const auto entered = co_await try_for_a_while(first);
            REQUIRE_FALSE(entered.code);

            ami::client second{co_await asio::this_coro::executor, tests::any_transport()};
            const auto failed = co_await failure_of(second.async_connect(settings("single")));
            CHECK(failed.code == ami::errc::login_in_use);
            CHECK(failed.says("allowmultiplelogin"));
            co_await first.async_ping();

            co_await first.async_logoff();
            const auto later = co_await try_for_a_while(second);
            CHECK_FALSE(later.code);
            co_await second.async_logoff();
        },
        150s);
}

TEST_CASE("session: logoff ends it and the same client can connect again")
{
    run([]() -> asio::awaitable<void> {
        // With digest there is no login that it could follow; with a cookie it is seen by whoever listens before.
        ami::client pbx{co_await asio::this_coro::executor, tests::any_transport()};
        std::optional<inbox> before;
        if (over_http())
            before.emplace(pbx, "FullyBooted");
        co_await pbx.async_connect(settings());
        std::optional<inbox> after;
        if (!over_http())
            after.emplace(pbx, "FullyBooted");
        inbox& booted = before ? *before : *after;
        if (!over_digest())
            co_await booted.next();
        for (int round = 0; round < 3; ++round) {
            co_await pbx.async_logoff();
            CHECK_FALSE(pbx.is_ready());
            const auto end = co_await pbx.async_wait_closed();
            CHECK(end.code() == ami::errc::logged_off);
            const auto failed = co_await failure_of(pbx.async_ping());
            CHECK(failed.code == ami::errc::not_connected);
            CHECK(failed.says("logged off"));

            co_await pbx.async_connect(settings());
            co_await pbx.async_ping();
            // The subscription outlived the session.
            if (over_digest())
                co_await caught_up(pbx);
            else
                co_await booted.next();
        }
        if (!over_digest())
            CHECK(booted.size() == 4);
    });
}

TEST_CASE("session: async_wait_closed waits for the end")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        bool heard = false;
        pbx.async_wait_closed([&](ami::error_code ec, ami::session_end end) {
            heard = true;
            CHECK_FALSE(ec);
            CHECK(end.code() == ami::errc::logged_off);
        });
        co_await pbx.async_ping();
        CHECK_FALSE(heard);
        co_await pbx.async_logoff();
        co_await pbx.async_wait_closed();
        CHECK(heard);
    });
}

TEST_CASE("session: Logoff as a plain action -> the session ends as by async_logoff")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto goodbye = co_await pbx.async_execute(ami::action{"Logoff"});
        CHECK(goodbye["Response"] == "Goodbye");
        CHECK(goodbye.message() == "Thanks for all the fish.");
        CHECK(goodbye.ok());
        const auto end = co_await pbx.async_wait_closed();
        INFO(end.message());
        CHECK(end.code() == ami::errc::logged_off);
    });
}

TEST_CASE("session: the ports for TLS and HTTP are known by their silence")
{
    if (server() == server_kind::embedded) {
        std::puts("SKIPPED: the embedded server has no such ports");
        return;
    }
    for (const std::uint16_t port : {std::uint16_t{5039}, std::uint16_t{8088}}) {
        run([&]() -> asio::awaitable<void> {
            auto how = tcp_settings();
            how.port = port;
            how.banner_timeout = 200ms;
            ami::client pbx{co_await asio::this_coro::executor, tests::any_transport()};
            const auto failed = co_await failure_of(pbx.async_connect(how));
            CHECK(failed.code == ami::errc::banner_timeout);
            CHECK(failed.says("TLS or HTTP"));
            CHECK(failed.says("5038"));
        });
    }
}

TEST_CASE("session: a second async_connect is refused and harms nothing")
{
    run([]() -> asio::awaitable<void> {
        ami::client pbx{co_await asio::this_coro::executor, tests::any_transport()};
        ami::error_code first = ami::errc::closed;
        pbx.async_connect(settings(), [&](ami::error_code ec) { first = ec; });
        const auto while_connecting = co_await failure_of(pbx.async_connect(settings()));
        CHECK(while_connecting.code == ami::errc::already_connected);

        // Over HTTP it is for those who listened before the login.
        inbox booted(pbx, "FullyBooted");
        if (over_http()) {
            while (first == ami::errc::closed)
                co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
        } else {
            co_await booted.next();
        }
        CHECK_FALSE(first);
        const auto while_connected = co_await failure_of(pbx.async_connect(settings()));
        CHECK(while_connected.code == ami::errc::already_connected);
        co_await pbx.async_ping();
    });
}

namespace {

// Every operation fails with this code, and says why in these words.
asio::awaitable<void> nothing_works(ami::client& pbx, std::string_view words)
{
    std::vector<outcome> failed;
    failed.push_back(co_await failure_of(pbx.async_ping()));
    failed.push_back(co_await failure_of(pbx.async_execute(ami::action{"CoreShowChannels"})));
    failed.push_back(co_await failure_of(
        pbx.async_execute_each(ami::action{"CoreShowChannels"}, [](const ami::event_view&) {})));
    failed.push_back(co_await failure_of(pbx.async_command("core show version")));
    failed.push_back(co_await failure_of(
        pbx.async_originate(ami::actions::originate{"Local/2001@from-internal"}.application("Wait", "1"))));
    failed.push_back(
        co_await failure_of(pbx.async_redirect(ami::actions::redirect{"nobody"}.dialplan("sets", "209"))));
    failed.push_back(co_await failure_of(pbx.async_hangup(ami::actions::hangup{"nobody"})));
    failed.push_back(co_await failure_of(pbx.async_set_event_mask(ami::event_mask::none())));
    failed.push_back(co_await failure_of(pbx.async_logoff()));
    for (const auto& each : failed) {
        INFO(each.text);
        CHECK(each.code == ami::errc::not_connected);
        CHECK(each.says(words));
    }
}

} // namespace

TEST_CASE("session: operations before connect")
{
    run([]() -> asio::awaitable<void> {
        ami::client pbx{co_await asio::this_coro::executor, tests::any_transport()};
        co_await nothing_works(pbx, "call async_connect first");
        const auto end = co_await pbx.async_wait_closed();
        CHECK(end.code() == ami::errc::not_connected);
        co_await pbx.async_connect(settings());
        co_await pbx.async_ping();
    });
}

TEST_CASE("session: operations after close")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        pbx.close();
        pbx.close();
        CHECK_FALSE(pbx.is_ready());
        co_await nothing_works(pbx, "close() was called");
        const auto end = co_await pbx.async_wait_closed();
        CHECK(end.code() == ami::errc::closed);
        co_await pbx.async_connect(settings());
        co_await pbx.async_ping();
    });
}

TEST_CASE("session: close ends what is under way")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        ami::error_code answered;
        int completions = 0;
        pbx.async_execute(ami::action{"Ping"}, [&](ami::error_code ec, ami::response) {
            answered = ec;
            ++completions;
        });
        pbx.close();
        CHECK(completions == 0); // not inside the call
        co_await pbx.async_wait_closed();
        CHECK(completions == 1);
        CHECK((answered == ami::errc::outcome_unknown || answered == ami::errc::not_sent));
    });
}

TEST_CASE("session: twenty clients at once")
{
    run([]() -> asio::awaitable<void> {
        const auto mark = unique("twenty");
        std::vector<std::unique_ptr<ami::client>> clients;
        std::vector<std::unique_ptr<inbox>> booted;
        std::vector<std::unique_ptr<inbox>> inboxes;
        std::size_t ready = 0;
        for (int i = 0; i < 20; ++i) {
            clients.push_back(
                std::make_unique<ami::client>(co_await asio::this_coro::executor, tests::any_transport()));
            booted.push_back(std::make_unique<inbox>(*clients.back(), "FullyBooted"));
            inboxes.push_back(std::make_unique<inbox>(*clients.back(), "UserEvent"));
        }
        ami::error_code worst;
        for (const auto& each : clients) {
            each->async_connect(settings(), [&](ami::error_code ec) {
                ++ready;
                worst = ec ? ec : worst;
            });
        }
        // Its connect has completed by the time that its FullyBooted is there.
        for (const auto& each : booted) {
            if (!over_digest())
                co_await each->next();
        }
        while (ready != clients.size())
            co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
        REQUIRE(ready == clients.size());
        REQUIRE_FALSE(worst);
        // Each hears each.
        for (const auto& each : clients)
            co_await each->async_execute(ami::action{"UserEvent"}.add("UserEvent", mark));
        for (const auto& each : inboxes) {
            for (std::size_t i = 0; i < clients.size(); ++i)
                co_await each->next("UserEvent", mark);
        }
    });
}

TEST_CASE("session: every way to log in, and none falls back")
{
    run([]() -> asio::awaitable<void> {
        for (const auto method :
            {ami::login_method::automatic, ami::login_method::challenge, ami::login_method::plain}) {
            auto how = settings();
            how.login_method = method;
            auto seen = co_await attempt(how);
            CAPTURE(seen.text);
            CHECK_FALSE(seen.code);
            how = settings("awkward");
            how.login_method = method;
            seen = co_await attempt(how);
            CAPTURE(seen.text);
            CHECK_FALSE(seen.code);
            how.secret = "wrong";
            seen = co_await attempt(how);
            CHECK(seen.code == errc::authentication_failed);
        }
    });
}

TEST_CASE("session: a user with one session at a time waits for the other's end")
{
    if (over_digest()) {
        std::puts("SKIPPED: digest has no sessions that could be counted");
        return;
    }
    run([]() -> asio::awaitable<void> {
        auto first = co_await connected("single");
        ami::client second{co_await asio::this_coro::executor, tests::any_transport()};
        auto how = settings("single");
        how.reconnect.retry_initial_connect = true;
        how.reconnect.initial_delay = 10ms;
        how.reconnect.max_delay = 10ms;
        int refused = 0;
        const auto states = second.on_state([&](const ami::state_change& now) {
            if (now.state() != ami::session_state::lost)
                return;
            CHECK(now.code() == errc::login_in_use);
            if (++refused == 1)
                first.close();
        });
        co_await second.async_connect(how);
        CHECK(refused >= 1);
        co_await second.async_ping();
        co_await second.async_logoff();
    });
}

TEST_CASE("session: manager.conf is read again under a session")
{
    if (server() == server_kind::embedded) {
        std::printf("SKIPPED: the embedded server has no manager.conf\n");
        return;
    }
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        inbox heard(pbx, "UserEvent");
        const auto name = unique("Reload");
        co_await pbx.async_command("manager reload");
        co_await pbx.async_execute(ami::action("Reload").add("Module", "manager"));
        co_await pbx.async_execute(ami::action("UserEvent").add("UserEvent", name));
        const auto seen = co_await heard.next("UserEvent", name);
        CHECK(seen["UserEvent"] == name);
        CHECK(pbx.get_counters().reconnects == 0);
        co_await pbx.async_logoff();
    });
}
