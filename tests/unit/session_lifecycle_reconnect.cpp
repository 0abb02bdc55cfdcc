// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Reconnecting, as a table of causes and in virtual time.

#include "support/catch.hpp"
#include "support/connecting.hpp"

#include <ami/protocol/wire/parser.hpp>
#include <ami/session/connection/backoff.hpp>
#include <ami/session/connection/lifecycle.hpp>

#include <boost/asio/error.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using ami::errc;
using ami::error_code;
using ami::detail::backoff;
using ami::detail::lifecycle;
using ami::detail::time_point;
using state = lifecycle::state;
using step = lifecycle::step;
using tests::addresses;

namespace {

const time_point start = time_point{} + 1h;

ami::config settings()
{
    ami::config config("ami://user:secret@pbx.example:5038");
    config.login_method = ami::login_method::plain;
    return config;
}

// From a look-up to a state on the way; what the config needs for it must be set.
void bring(lifecycle& life, state to, const ami::config& how, time_point now)
{
    if (to == state::resolving)
        return;
    REQUIRE(life.on_resolved({}, addresses(1), now) == step::connect);
    if (to == state::connecting)
        return;
    const auto next = life.on_connected({}, now);
    if (how.transport == ami::transport::tls) {
        REQUIRE(next == step::handshake);
        if (to == state::handshaking)
            return;
        REQUIRE(life.on_handshake({}, now) == step::read);
    } else {
        REQUIRE(next == step::read);
    }
    if (to == state::awaiting_banner)
        return;
    REQUIRE(life.on_banner("Asterisk Call Manager/11.0.0", now) == step::log_in);
    if (to == state::logging_in)
        return;
    REQUIRE(life.on_login({}, now) == step::announce_ready);
}

// How one attempt ends.
struct cause {
    const char* name;
    state from;
    ami::transport by;
    ami::login_method login;
    std::function<step(lifecycle&, time_point)> happens;
    error_code code;
    bool final_before; // before the first success
    bool final_after;
};

std::vector<cause> causes()
{
    const auto tcp = ami::transport::tcp;
    const auto tls = ami::transport::tls;
    const auto plain = ami::login_method::plain;
    const auto md5 = ami::login_method::challenge;
    const error_code refused_code = asio::error::connection_refused;
    const auto lost = [](lifecycle& l, time_point now) { return l.on_lost({}, {}, now); };
    const auto late = [](lifecycle& l, time_point) { return l.on_time(*l.deadline()); };
    const auto login = [](errc error) {
        return [error](lifecycle& l, time_point now) { return l.on_login({error, "why"}, now); };
    };
    const auto handshake = [](errc why) {
        return [why](lifecycle& l, time_point now) { return l.on_handshake({why, "why"}, now); };
    };
    const auto violation = [](lifecycle& l, time_point now) {
        return l.on_violation({errc::packet_too_large, "limit"}, now);
    };
    return {
        {"unknown host", state::resolving, tcp, plain,
            [](lifecycle& l, time_point now) {
                return l.on_resolved({asio::error::host_not_found, "no"}, addresses(0), now);
            },
            errc::host_not_found, false, false},
        {"no address", state::resolving, tcp, plain,
            [](lifecycle& l, time_point now) { return l.on_resolved({}, addresses(0), now); },
            errc::host_not_found, false, false},
        {"look-up hangs", state::resolving, tcp, plain, late, errc::resolve_timeout, false, false},
        {"refused", state::connecting, tcp, plain,
            [refused_code](lifecycle& l, time_point now) { return l.on_connected(refused_code, now); },
            refused_code, false, false},
        {"connect hangs", state::connecting, tcp, plain, late, errc::connect_timeout, false, false},
        {"handshake fails", state::handshaking, tls, plain, handshake(errc::tls_failed), errc::tls_failed,
            false, false},
        {"certificate", state::handshaking, tls, plain, handshake(errc::certificate_rejected),
            errc::certificate_rejected, true, false},
        {"CA file", state::handshaking, tls, plain, handshake(errc::invalid_tls_settings),
            errc::invalid_tls_settings, true, false},
        {"handshake hangs", state::handshaking, tls, plain, late, errc::tls_failed, false, false},
        {"lost in the handshake", state::handshaking, tls, plain, lost, errc::tls_failed, false, false},
        {"SSH", state::awaiting_banner, tcp, plain,
            [](lifecycle& l, time_point now) { return l.on_banner("SSH-2.0-x", now); }, errc::not_ami, true,
            false},
        {"no banner", state::awaiting_banner, tcp, plain, late, errc::banner_timeout, false, false},
        {"closed before the banner", state::awaiting_banner, tcp, plain, lost, errc::closed_before_banner,
            false, false},
        {"a banner without end", state::awaiting_banner, tcp, plain, violation, errc::packet_too_large, false,
            false},
        {"authentication", state::logging_in, tcp, plain, login(errc::authentication_failed),
            errc::authentication_failed, true, false},
        {"shutting down", state::logging_in, tcp, plain, login(errc::login_refused), errc::login_refused,
            false, false},
        {"no challenge", state::logging_in, tcp, md5, login(errc::not_ami), errc::not_ami, true, false},
        {"no MD5", state::logging_in, tcp, md5, login(errc::md5_unavailable), errc::md5_unavailable, true,
            true},
        {"a user name that cannot be sent", state::logging_in, tcp, plain, login(errc::invalid_config),
            errc::invalid_config, true, true},
        {"in use", state::logging_in, tcp, plain, login(errc::login_in_use), errc::login_in_use, false,
            false},
        {"login hangs", state::logging_in, tcp, plain, late, errc::login_timeout, false, false},
        {"lost in the login", state::logging_in, tcp, md5, lost, errc::closed_during_login, false, false},
        {"restoring fails", state::logging_in, tcp, plain, login(errc::timed_out), errc::timed_out, false,
            false},
    };
}

} // namespace

TEST_CASE("reconnect: which causes are final", "[session][lifecycle][reconnect]")
{
    for (const auto& each : causes()) {
        for (const bool before : {true, false}) {
            CAPTURE(each.name, before);
            auto how = settings();
            how.transport = each.by;
            how.login_method = each.login;
            how.reconnect.retry_initial_connect = true;
            lifecycle life;
            auto now = start;
            REQUIRE(life.start(how, 7, now) == step::resolve);
            if (!before) {
                bring(life, state::ready, how, now);
                REQUIRE(life.on_lost({}, {}, now) == step::lose);
                now = *life.deadline();
                REQUIRE(life.on_time(now) == step::resolve);
            }
            bring(life, each.from, how, now);
            REQUIRE(life.current() == each.from);
            const bool is_final = before ? each.final_before : each.final_after;
            CHECK(each.happens(life, now) == (is_final ? step::close : step::lose));
            CHECK(life.current() == (is_final ? state::closed : state::waiting));
            CHECK(life.cause().ec == each.code);
            CHECK(life.deadline().has_value() != is_final);
            CHECK(life.is_active() != is_final);
            if (is_final)
                continue;
            // And the next attempt goes all the way.
            now = *life.deadline();
            CHECK(life.on_time(now - 1ns) == step::none);
            CHECK(life.on_time(now) == step::resolve);
            bring(life, state::ready, how, now);
            CHECK(life.is_reconnected() == !before);
            CHECK_FALSE(life.cause());
        }
    }
}

TEST_CASE("reconnect: without retry_initial_connect the first failure is the end",
    "[session][lifecycle][reconnect]")
{
    for (const auto& each : causes()) {
        CAPTURE(each.name);
        auto how = settings();
        how.transport = each.by;
        how.login_method = each.login;
        lifecycle life;
        life.start(how, 7, start);
        bring(life, each.from, how, start);
        CHECK(each.happens(life, start) == step::close);
        CHECK(life.cause().ec == each.code);
    }
}

TEST_CASE("reconnect: how a connection that is ready can be lost", "[session][lifecycle][reconnect]")
{
    const auto how = settings();
    lifecycle life;
    life.start(how, 7, start);
    bring(life, state::ready, how, start);
    SECTION("the end")
    {
        CHECK(life.on_lost({}, {}, start) == step::lose);
        CHECK(life.cause().ec == errc::connection_lost);
    }
    SECTION("a reset")
    {
        CHECK(life.on_lost(asio::error::connection_reset, "Event: X\r\nY", start) == step::lose);
        CHECK(life.cause().text ==
              "pbx.example:5038: Connection reset by peer in the middle of a packet that begins "
              "with \"Event: X\"");
    }
    SECTION("silence")
    {
        CHECK(life.on_silence(start) == step::lose);
        CHECK(life.cause().ec == errc::connection_lost);
    }
    SECTION("a limit")
    {
        CHECK(life.on_violation({errc::line_too_long, "x"}, start) == step::lose);
        CHECK(life.cause().ec == errc::line_too_long);
    }
    CHECK(life.current() == state::waiting);
    // What comes too late, does nothing.
    CHECK(life.on_lost({}, {}, start) == step::none);
    CHECK(life.on_silence(start) == step::none);
    CHECK(life.on_violation({errc::line_too_long, "x"}, start) == step::none);
    CHECK(life.on_close({errc::closed, "enough"}) == step::close);
    CHECK(life.cause().ec == errc::closed);
}

TEST_CASE("reconnect: a Logoff -> no reconnect", "[session][lifecycle][reconnect]")
{
    const auto how = settings();
    const auto leaving = [&] {
        lifecycle life;
        life.start(how, 7, start);
        bring(life, state::ready, how, start);
        life.on_logoff_started(start);
        return life;
    };
    auto life = leaving();
    CHECK(life.on_lost({}, {}, start) == step::close);
    CHECK(life.cause().ec == errc::logged_off);
    life = leaving();
    CHECK(life.on_time(*life.deadline()) == step::close);
    CHECK(life.cause().ec == errc::logged_off);
    life = leaving();
    CHECK(life.on_silence(start) == step::none);
    CHECK(life.on_violation({errc::line_too_long, "x"}, start) == step::close);
    CHECK(life.cause().ec == errc::line_too_long);
}

TEST_CASE("reconnect: switched off", "[session][lifecycle][reconnect]")
{
    auto how = settings();
    how.reconnect.enabled = false;
    how.reconnect.retry_initial_connect = true;
    lifecycle life;
    life.start(how, 7, start);
    CHECK(life.on_resolved({}, addresses(0), start) == step::close);
    life.start(how, 7, start);
    bring(life, state::ready, how, start);
    CHECK(life.on_lost({}, {}, start) == step::close);
}

TEST_CASE("reconnect: waits are within bounds that double, and differ", "[session][lifecycle][reconnect]")
{
    auto how = settings();
    how.reconnect.initial_delay = 1s;
    how.reconnect.max_delay = 20s;
    std::vector<ami::detail::duration> firsts;
    for (std::uint32_t seed = 0; seed != 50; ++seed) {
        lifecycle life;
        auto now = start;
        life.start(how, seed * 2654435761U + 12345U, now); // spread, as random seeds are
        bring(life, state::ready, how, now);
        REQUIRE(life.on_lost({}, {}, now) == step::lose);
        firsts.push_back(*life.deadline() - now);
        ami::detail::duration bound = 1s;
        for (int i = 0; i != 10; ++i) {
            const auto wait = *life.deadline() - now;
            CHECK(wait >= 0s);
            CHECK(wait <= bound);
            bound = std::min<ami::detail::duration>(bound * 2, 20s);
            now = *life.deadline();
            REQUIRE(life.on_time(now) == step::resolve);
            REQUIRE(life.on_resolved({}, addresses(0), now) == step::lose);
        }
    }
    // Full jitter: short waits and long ones.
    CHECK(*std::min_element(firsts.begin(), firsts.end()) < 200ms);
    CHECK(*std::max_element(firsts.begin(), firsts.end()) > 800ms);
}

TEST_CASE("reconnect: a connection that lasted begins anew, one that did not goes on",
    "[session][lifecycle][reconnect]")
{
    for (const bool lasts : {true, false}) {
        CAPTURE(lasts);
        auto how = settings();
        how.reconnect.max_attempts = 2;
        how.reconnect.stable_after = 60s;
        lifecycle life;
        auto now = start;
        life.start(how, 7, now);
        bring(life, state::ready, how, now);
        REQUIRE(life.on_lost({}, {}, now) == step::lose);
        now = *life.deadline();
        life.on_time(now);
        REQUIRE(life.on_resolved({}, addresses(0), now) == step::lose);
        now = *life.deadline();
        life.on_time(now);
        bring(life, state::ready, how, now);
        now += lasts ? 60s : 59s;
        // Two attempts were used up.
        CHECK(life.on_lost({}, {}, now) == (lasts ? step::lose : step::close));
    }
}

TEST_CASE("reconnect: gives up after max_attempts", "[session][lifecycle][reconnect]")
{
    auto how = settings();
    how.reconnect.max_attempts = 3;
    how.reconnect.retry_initial_connect = true;
    lifecycle life;
    auto now = start;
    life.start(how, 7, now);
    for (int i = 0; i != 3; ++i) {
        REQUIRE(life.on_resolved({}, addresses(0), now) == step::lose);
        now = *life.deadline();
        REQUIRE(life.on_time(now) == step::resolve);
    }
    CHECK(life.on_resolved({}, addresses(0), now) == step::close);
    CHECK(life.cause().ec == errc::host_not_found);
    CHECK(life.cause().text == "pbx.example: no address is known (given up after 3 attempts)");
    // A new start has all its attempts again.
    life.start(how, 7, now);
    CHECK(life.on_resolved({}, addresses(0), now) == step::lose);
}

TEST_CASE("reconnect: a refused login waits long, one in use does not", "[session][lifecycle][reconnect]")
{
    auto how = settings();
    how.reconnect.delay_after_refused_login = 77s;
    how.reconnect.initial_delay = 1s;
    lifecycle life;
    auto now = start;
    life.start(how, 7, now);
    bring(life, state::ready, how, now);
    life.on_lost({}, {}, now);
    now = *life.deadline();
    life.on_time(now);
    bring(life, state::logging_in, how, now);
    SECTION("refused")
    {
        REQUIRE(life.on_login({errc::authentication_failed, "no"}, now) == step::lose);
        CHECK(*life.deadline() == now + 77s);
    }
    SECTION("in use")
    {
        REQUIRE(life.on_login({errc::login_in_use, "no"}, now) == step::lose);
        CHECK(*life.deadline() <= now + 2s);
    }
}

TEST_CASE("reconnect: every address is tried on each attempt", "[session][lifecycle][reconnect]")
{
    auto how = settings();
    how.reconnect.retry_initial_connect = true;
    lifecycle life;
    auto now = start;
    life.start(how, 7, now);
    for (int attempt = 0; attempt != 3; ++attempt) {
        REQUIRE(life.on_resolved({}, addresses(2), now) == step::connect);
        CHECK(life.addresses().current() == 0);
        REQUIRE(life.on_connected(asio::error::connection_refused, now) == step::connect);
        CHECK(life.addresses().current() == 1);
        REQUIRE(life.on_connected(asio::error::connection_refused, now) == step::lose);
        CHECK(life.cause().text == "pbx.example:5038 (192.0.2.1:5038: Connection refused; "
                                   "192.0.2.2:5038: Connection refused)");
        now = *life.deadline();
        REQUIRE(life.on_time(now) == step::resolve);
    }
}

TEST_CASE("md5: which settings ask for a challenge", "[session][lifecycle][md5]")
{
    ami::config how("ami://u:s@h");
    CHECK(how.uses_md5());
    how.login_method = ami::login_method::plain;
    CHECK_FALSE(how.uses_md5());
    ami::config secure("amis://u:s@h");
    CHECK_FALSE(secure.uses_md5());
    secure.login_method = ami::login_method::challenge;
    CHECK(secure.uses_md5());
}

TEST_CASE("backoff: growth, jitter, exhaustion, reset", "[session][backoff]")
{
    constexpr std::uint32_t most = 4294967295U;
    ami::reconnect_policy policy;
    policy.initial_delay = 1s;
    policy.max_delay = 5s;
    policy.max_attempts = 4;
    backoff waits;
    waits.configure(policy);
    CHECK_FALSE(waits.is_exhausted());
    CHECK(waits.next(most) == 1s);
    CHECK(waits.next(most) == 2s);
    CHECK(waits.next(most) == 4s);
    CHECK(waits.next(most) == 5s);
    CHECK(waits.is_exhausted());
    CHECK(waits.attempts() == 4);
    waits.reset();
    CHECK_FALSE(waits.is_exhausted());
    CHECK(waits.next(0) == 0s);
    const auto half = waits.next(most / 2);
    CHECK(half > 999ms);
    CHECK(half < 1001ms);
    policy.max_attempts = 0;
    policy.initial_delay = 10s; // longer than the longest
    waits.configure(policy);
    for (int i = 0; i != 1000; ++i)
        CHECK(waits.next(most) == 5s);
    CHECK_FALSE(waits.is_exhausted());
}

TEST_CASE("backoff: no overflow, however long the longest wait is", "[session][backoff]")
{
    ami::reconnect_policy policy;
    policy.max_delay = backoff::duration::max();
    backoff waits;
    waits.configure(policy);
    auto before = backoff::duration::zero();
    for (int i = 0; i != 100; ++i) {
        const auto wait = waits.next(4294967295U);
        CHECK(wait >= before);
        before = wait;
    }
    CHECK(before == backoff::duration::max());
    CHECK(waits.next(4294967294U) > backoff::duration::zero());
}
