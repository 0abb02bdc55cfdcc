// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Calls to a real SIP endpoint (SIPp), and calls that come in by SIP.

#include "support/calls.hpp"
#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/inbox.hpp"

#include <fmt/format.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

using namespace tests;
using ami::call_outcome;
using ami::call_state;
using ami::hangup_cause;
using ami::actions::originate;

namespace {

// SIPp behaves as a phone while this lives.
class phone {
public:
    explicit phone(const char* how)
    {
        const auto program = asterisk_value("PHONE");
        pid_ = ::fork();
        if (pid_ == 0) {
            ::setpgid(0, 0);
            ::execl("/bin/sh", "sh", program.c_str(), how, nullptr);
            ::_exit(127);
        }
        ::setpgid(pid_, pid_);
    }
    phone(const phone&) = delete;
    phone& operator=(const phone&) = delete;
    ~phone()
    {
        ::kill(-pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }

private:
    pid_t pid_;
};

bool has_phone()
{
    if (!asterisk_value("PHONE").empty())
        return true;
    fmt::print("SKIPPED: the embedded server speaks no SIP\n");
    return false;
}

} // namespace

TEST_CASE("phone: answered")
{
    if (!has_phone())
        return;
    run([]() -> asio::awaitable<void> {
        const phone alice("answer");
        auto pbx = co_await connected();
        const auto id = unique("sip");
        // The first INVITE may be too early for SIPp; it is sent again within the second.
        ami::call call = co_await pbx.async_start_call(
            originate{"PJSIP/alice"}.dialplan("sets", "103").channel_id(id).ring_time(15s));
        const auto answer = co_await call.async_wait_outcome();
        CHECK(answer.value() == call_outcome::answered);
        CHECK(call.channel().starts_with("PJSIP/alice-"));
        co_await arrival(pbx, id, "103");
        co_await call.async_hangup();
        const auto end = co_await call.async_wait_end();
        CHECK(end.cause() == hangup_cause::normal_clearing);
        CHECK(end.hung_up_by() == ami::hung_up_by::this_client);
    });
}

TEST_CASE("phone: busy, declined, left ringing, not registered")
{
    if (!has_phone())
        return;
    struct row {
        const char* how;
        call_outcome value;
        hangup_cause cause;
    };
    const row rows[] = {
        {"busy", call_outcome::busy, hangup_cause::user_busy},
        {"decline", call_outcome::failed, hangup_cause::call_rejected},
        {"ring", call_outcome::no_answer, hangup_cause::no_answer},
    };
    for (const auto& each : rows) {
        run([&]() -> asio::awaitable<void> {
            CAPTURE(each.how);
            const phone alice(each.how);
            auto pbx = co_await connected();
            ami::call call = co_await pbx.async_start_call(
                originate{"PJSIP/alice"}
                    .dialplan("sets", "103")
                    .ring_time(each.value == call_outcome::no_answer ? 4s : 15s));
            bool rang = false;
            call.on_state([&](call_state now) { rang = rang || now == call_state::ringing; });
            const auto answer = co_await call.async_wait_outcome();
            CHECK(answer.value() == each.value);
            const auto end = co_await call.async_wait_end();
            CHECK(end.cause() == each.cause);
            CHECK(rang == (each.value == call_outcome::no_answer));
            // Through a Local channel the same.
            const auto outcome = co_await pbx.async_originate(
                originate{"Local/4001@from-internal"}
                    .dialplan("sets", "103")
                    .ring_time(each.value == call_outcome::no_answer ? 2s : 15s));
            CHECK(outcome.value() == each.value);
        });
    }
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        // No contact at all: there is never a channel.
        const auto nobody = co_await pbx.async_originate(originate{"PJSIP/bob"}.dialplan("sets", "103"));
        CHECK(nobody.value() == call_outcome::failed);
    });
}

TEST_CASE("phone: a call that comes in")
{
    if (!has_phone())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        asio::steady_timer arrived(co_await asio::this_coro::executor, 10s);
        ami::call incoming;
        auto every = pbx.on_incoming_call([&](ami::call call) {
            if (call.exten() == "2002") {
                incoming = call;
                arrived.cancel();
            }
        });
        ami::call outgoing = co_await pbx.async_start_call(
            originate{"Local/6002@from-internal/n"}.dialplan("sets", "103").ring_time(10s));
        co_await arrived.async_wait(asio::as_tuple(asio::deferred));
        REQUIRE(incoming);
        CHECK(incoming.channel().starts_with("PJSIP/self-"));
        CHECK(incoming.caller_number() == "6000");
        CHECK(incoming.context() == "from-internal");
        CHECK_FALSE(incoming.dialled());
        const auto answer = co_await incoming.async_wait_outcome();
        CHECK(answer.answered());
        co_await outgoing.async_wait_outcome();
        co_await outgoing.async_hangup();
        const auto end = co_await incoming.async_wait_end();
        CHECK(end.cause() == hangup_cause::normal_clearing);
        CHECK(end.hung_up_by() == ami::hung_up_by::party);
        every.cancel();
    });
}

TEST_CASE("phone: a Local channel that is optimised away takes no call with it")
{
    if (!has_phone())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("optimised");
        auto optimised = pbx.expect(
            "LocalOptimizationEnd", [id](const ami::event_view& e) { return e["LocalOneUniqueid"] == id; });
        auto half_gone = pbx.expect("Hangup", [id](const ami::event_view& e) { return e["Uniqueid"] == id; });
        // Sound on both sides of the Local channel.
        ami::call call = co_await pbx.async_start_call(originate{"Local/2020@from-internal"}
                                                           .dialplan("from-internal", "2020")
                                                           .channel_id(id)
                                                           .ring_time(5s));
        const auto answer = co_await call.async_wait_outcome();
        CHECK(answer.answered());
        co_await optimised.async_wait(10s);
        co_await half_gone.async_wait(10s);
        CHECK(call.state() == call_state::up);
        CHECK(call.channel_id() != id);
        CHECK(call.id() == id);
        CHECK(call.channel().starts_with("Local/2019@from-internal-"));
        const auto there = co_await show_channel(pbx, call.channel_id());
        CHECK(there["Channel"] == call.channel());
        co_await call.async_hangup(hangup_cause::call_rejected);
        const auto end = co_await call.async_wait_end();
        CHECK(end.cause() == hangup_cause::call_rejected);
        CHECK(call.state() == call_state::ended);
    });
}
