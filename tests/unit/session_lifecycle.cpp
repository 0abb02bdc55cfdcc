// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The way of a connection as a table: every state and every input.

#include "support/catch.hpp"
#include "support/connecting.hpp"

#include <ami/protocol/wire/parser.hpp>
#include <ami/session/connection/lifecycle.hpp>

#include <boost/asio/error.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using ami::errc;
using ami::error_code;
using ami::detail::failure;
using ami::detail::lifecycle;
using state = lifecycle::state;
using step = lifecycle::step;
using tests::addresses;

namespace ami::detail {

std::ostream& operator<<(std::ostream& out, lifecycle::state value)
{
    static constexpr const char* names[] = {"idle", "resolving", "connecting", "handshaking",
        "awaiting_banner", "logging_in", "ready", "logging_off", "waiting", "closed"};
    return out << names[static_cast<int>(value)];
}

std::ostream& operator<<(std::ostream& out, lifecycle::step value)
{
    static constexpr const char* names[] = {
        "none", "resolve", "connect", "handshake", "read", "log_in", "announce_ready", "lose", "close"};
    return out << names[static_cast<int>(value)];
}

} // namespace ami::detail

namespace {

using ami::detail::time_point;

const time_point begin = time_point{} + 1h;

ami::config settings()
{
    ami::config config("ami://user:secret@pbx.example:5038");
    config.resolve_timeout = 1s;
    config.connect_timeout = 2s;
    config.banner_timeout = 3s;
    config.login_timeout = 4s;
    config.logoff_timeout = 5s;
    config.handshake_timeout = 6s;
    config.login_method = ami::login_method::plain;
    config.reconnect.enabled = false;
    return config;
}

// A lifecycle that came to a state the usual way, with two addresses; over TLS only where the state is on that way. It waits for an attempt only where it reconnects.
lifecycle in(state wanted)
{
    lifecycle life;
    if (wanted == state::idle)
        return life;
    auto how = settings();
    if (wanted == state::handshaking)
        how.transport = ami::transport::tls;
    how.reconnect.enabled = wanted == state::waiting;
    REQUIRE(life.start(how, 1, begin) == step::resolve);
    if (wanted == state::closed) {
        REQUIRE(life.on_close({errc::closed, "before"}) == step::close);
        return life;
    }
    if (wanted == state::resolving)
        return life;
    REQUIRE(life.on_resolved({}, addresses(wanted == state::connecting ? 2 : 1), begin) == step::connect);
    if (wanted == state::connecting)
        return life;
    if (wanted == state::handshaking) {
        REQUIRE(life.on_connected({}, begin) == step::handshake);
        return life;
    }
    REQUIRE(life.on_connected({}, begin) == step::read);
    if (wanted == state::awaiting_banner)
        return life;
    REQUIRE(life.on_banner("Asterisk Call Manager/11.0.0", begin) == step::log_in);
    if (wanted == state::logging_in)
        return life;
    REQUIRE(life.on_login({}, begin) == step::announce_ready);
    if (wanted == state::ready)
        return life;
    if (wanted == state::waiting) {
        REQUIRE(life.on_lost({}, {}, begin) == step::lose);
        return life;
    }
    life.on_logoff_started(begin);
    REQUIRE(life.current() == state::logging_off);
    return life;
}

constexpr state all_states[] = {state::idle, state::resolving, state::connecting, state::handshaking,
    state::awaiting_banner, state::logging_in, state::ready, state::logging_off, state::waiting,
    state::closed};

struct input {
    const char* name;
    std::function<step(lifecycle&)> give;
};

// What an input leads to. Where a state is not named, nothing happens.
struct expectation {
    state from;
    state to;
    step what;
    std::optional<time_point> deadline;
    error_code cause = {};
    std::string text = {};
};

const error_code refused = asio::error::make_error_code(asio::error::connection_refused);
const error_code reset = asio::error::make_error_code(asio::error::connection_reset);

void check(const input& given, const std::vector<expectation>& rows)
{
    for (const auto from : all_states) {
        CAPTURE(given.name, from);
        auto life = in(from);
        const auto before_deadline = life.deadline();
        const auto before_cause = life.cause();
        const auto what = given.give(life);
        const expectation* row = nullptr;
        for (const auto& each : rows) {
            if (each.from == from)
                row = &each;
        }
        if (!row) {
            CHECK(what == step::none);
            CHECK(life.current() == from);
            CHECK(life.deadline() == before_deadline);
            CHECK(life.cause().ec == before_cause.ec);
            CHECK(life.cause().text == before_cause.text);
            continue;
        }
        CHECK(what == row->what);
        CHECK(life.current() == row->to);
        CHECK(life.deadline() == row->deadline);
        CHECK(life.cause().ec == row->cause);
        CHECK(life.cause().text == row->text);
        CHECK(life.is_active() == (row->to != state::idle && row->to != state::closed));
    }
}

} // namespace

TEST_CASE("lifecycle: begins with nothing", "[session][lifecycle]")
{
    const lifecycle life;
    CHECK(life.current() == state::idle);
    CHECK_FALSE(life.is_active());
    CHECK(life.deadline() == std::nullopt);
    CHECK_FALSE(life.cause());
    CHECK(life.greeting().version().empty());
}

TEST_CASE(
    "lifecycle: the session's end -> its secrets are wiped, not before", "[session][lifecycle][secrets]")
{
    for (const bool reconnects : {false, true}) {
        CAPTURE(reconnects);
        auto how = settings();
        how.tls.key_password = "also";
        how.reconnect.enabled = how.reconnect.retry_initial_connect = reconnects;
        lifecycle life;
        life.start(how, 1, begin);
        CHECK(life.settings().secret.view() == "secret");
        life.on_resolved({}, {}, begin);
        REQUIRE(life.is_active() == reconnects);
        CHECK(life.settings().secret.empty() == !reconnects);
        CHECK(life.settings().tls.key_password.empty() == !reconnects);
        life.on_close({errc::closed, "enough"});
        CHECK(life.settings().secret.empty());
        CHECK(life.settings().tls.key_password.empty());
        CHECK(life.settings().host == "pbx.example");
    }
}

TEST_CASE("lifecycle: over HTTP nobody greets", "[session][lifecycle]")
{
    for (const bool tls : {false, true}) {
        lifecycle life;
        auto how = settings();
        how.transport = tls ? ami::transport::https : ami::transport::http;
        REQUIRE(life.start(how, 1, begin) == step::resolve);
        REQUIRE(life.on_resolved({}, addresses(1), begin) == step::connect);
        const auto connected = life.on_connected({}, begin);
        CHECK((tls ? life.on_handshake({}, begin) : connected) == step::read_and_log_in);
        CHECK(life.current() == state::logging_in);
        CHECK(life.deadline() == begin + 4s);
        CHECK(life.greeting().product().empty());
        CHECK(life.on_login({}, begin) == step::announce_ready);
    }
}

TEST_CASE("lifecycle: the usual way", "[session][lifecycle]")
{
    lifecycle life;
    auto now = begin;
    CHECK(life.start(settings(), 1, now) == step::resolve);
    CHECK(life.current() == state::resolving);
    CHECK(life.deadline() == now + 1s);
    now += 10ms;
    CHECK(life.on_resolved({}, addresses(1), now) == step::connect);
    CHECK(life.current() == state::connecting);
    CHECK(life.addresses().current() == 0);
    CHECK(life.deadline() == now + 2s);
    now += 10ms;
    CHECK(life.on_connected({}, now) == step::read);
    CHECK(life.current() == state::awaiting_banner);
    CHECK(life.deadline() == now + 3s);
    now += 10ms;
    CHECK(life.on_banner("Asterisk Call Manager/9.0.0", now) == step::log_in);
    CHECK(life.current() == state::logging_in);
    CHECK(life.deadline() == now + 4s);
    CHECK(life.greeting().version() == "9.0.0");
    now += 10ms;
    CHECK(life.on_login({}, now) == step::announce_ready);
    CHECK(life.current() == state::ready);
    CHECK(life.deadline() == std::nullopt);
    CHECK(life.is_active());
    now += 1h;
    life.on_logoff_started(now);
    CHECK(life.current() == state::logging_off);
    CHECK(life.deadline() == now + 5s);
    CHECK(life.on_logoff_answer() == step::close);
    CHECK(life.current() == state::closed);
    CHECK(life.deadline() == std::nullopt);
    CHECK(life.cause().ec == errc::logged_off);
    CHECK(life.cause().text == "pbx.example:5038");
    CHECK(life.greeting().version() == "9.0.0"); // as it last was
}

TEST_CASE("lifecycle: start, from any state", "[session][lifecycle]")
{
    for (const auto from : all_states) {
        CAPTURE(from);
        auto life = in(from);
        CHECK(life.start(settings(), 1, begin + 5s) == step::resolve);
        CHECK(life.current() == state::resolving);
        CHECK(life.deadline() == begin + 6s);
        CHECK_FALSE(life.cause());
        CHECK(life.addresses().current() == 0);
        CHECK(life.greeting().version().empty());
    }
}

TEST_CASE("lifecycle: the look-up ends", "[session][lifecycle]")
{
    const auto now = begin + 500ms;
    check({"two addresses", [&](lifecycle& l) { return l.on_resolved({}, addresses(2), now); }},
        {{state::resolving, state::connecting, step::connect, now + 2s}});
    check({"no address", [&](lifecycle& l) { return l.on_resolved({}, addresses(0), now); }},
        {{state::resolving, state::closed, step::close, std::nullopt, errc::host_not_found,
            "pbx.example: no address is known"}});
    check({"a failure",
              [&](lifecycle& l) {
                  return l.on_resolved(
                      {asio::error::host_not_found, "Host not found (authoritative)"}, addresses(0), now);
              }},
        {{state::resolving, state::closed, step::close, std::nullopt, errc::host_not_found,
            "pbx.example: Host not found (authoritative)"}});
}

TEST_CASE("lifecycle: connecting", "[session][lifecycle]")
{
    const auto now = begin + 500ms;
    check({"connected", [&](lifecycle& l) { return l.on_connected({}, now); }},
        {{state::connecting, state::awaiting_banner, step::read, now + 3s}});
    check({"the first of two refused", [&](lifecycle& l) { return l.on_connected(refused, now); }},
        {{state::connecting, state::connecting, step::connect, now + 2s}});
    check({"both refused",
              [&](lifecycle& l) {
                  l.on_connected(refused, now);
                  return l.on_connected(reset, now);
              }},
        {{state::connecting, state::closed, step::close, std::nullopt, reset,
            "pbx.example:5038 (192.0.2.1:5038: Connection refused; 192.0.2.2:5038: Connection reset by peer)"}});
}

TEST_CASE("lifecycle: addresses are tried in order, each with its time", "[session][lifecycle]")
{
    auto life = in(state::connecting);
    CHECK(life.addresses().current() == 0);
    CHECK(life.on_time(begin + 2s) == step::connect);
    CHECK(life.addresses().current() == 1);
    CHECK(life.deadline() == begin + 4s);
    SECTION("the second answers")
    {
        CHECK(life.on_connected({}, begin + 3s) == step::read);
        CHECK(life.addresses().current() == 1);
    }
    SECTION("the second is silent too")
    {
        CHECK(life.on_time(begin + 4s) == step::close);
        CHECK(life.cause().ec == errc::connect_timeout);
        CHECK(
            life.cause().text ==
            "pbx.example:5038 (192.0.2.1:5038: no answer within 2 s; 192.0.2.2:5038: no answer within 2 s)");
    }
    SECTION("the second refuses: the last one's code, everybody's text")
    {
        CHECK(life.on_connected(refused, begin + 3s) == step::close);
        CHECK(life.cause().ec == refused);
        CHECK(life.cause().text ==
              "pbx.example:5038 (192.0.2.1:5038: no answer within 2 s; 192.0.2.2:5038: Connection refused)");
    }
    SECTION("nothing of it is left at the next start")
    {
        life.on_close({errc::closed});
        life.start(settings(), 1, begin);
        life.on_resolved({}, addresses(1), begin);
        CHECK(life.addresses().current() == 0);
        life.on_connected(refused, begin);
        CHECK(life.cause().text == "pbx.example:5038 (192.0.2.1:5038: Connection refused)");
    }
}

TEST_CASE("lifecycle: the banner", "[session][lifecycle]")
{
    const auto now = begin + 500ms;
    check({"AMI", [&](lifecycle& l) { return l.on_banner("Asterisk Call Manager/2.10.6", now); }},
        {{state::awaiting_banner, state::logging_in, step::log_in, now + 4s}});
    check({"SSH", [&](lifecycle& l) { return l.on_banner("SSH-2.0-OpenSSH_9.2p1", now); }},
        {{state::awaiting_banner, state::closed, step::close, std::nullopt, errc::not_ami,
            "pbx.example:5038: the first line is \"SSH-2.0-OpenSSH_9.2p1\", which is an SSH server; AMI greets with "
            "\"Asterisk Call Manager/<version>\" and listens on port 5038 unless manager.conf says otherwise"}});
    check({"HTTP", [&](lifecycle& l) { return l.on_banner("HTTP/1.1 400 Bad Request", now); }},
        {{state::awaiting_banner, state::closed, step::close, std::nullopt, errc::not_ami,
            "pbx.example:5038: the first line is \"HTTP/1.1 400 Bad Request\", which is an HTTP server; AMI greets "
            "with \"Asterisk Call Manager/<version>\" and listens on port 5038 unless manager.conf says otherwise"}});
}

TEST_CASE("lifecycle: the login sequence ends", "[session][lifecycle]")
{
    const auto now = begin + 500ms;
    check({"ready", [&](lifecycle& l) { return l.on_login({}, now); }},
        {{state::logging_in, state::ready, step::announce_ready, std::nullopt}});
    check({"failed",
              [&](lifecycle& l) {
                  return l.on_login({errc::authentication_failed, "why"}, now);
              }},
        {{state::logging_in, state::closed, step::close, std::nullopt, errc::authentication_failed, "why"}});
}

TEST_CASE("lifecycle: the logoff", "[session][lifecycle]")
{
    const auto now = begin + 500ms;
    check({"started",
              [&](lifecycle& l) {
                  l.on_logoff_started(now);
                  return step::none;
              }},
        {{state::ready, state::logging_off, step::none, now + 5s}});
    check({"withdrawn",
              [&](lifecycle& l) {
                  l.on_logoff_withdrawn();
                  return step::none;
              }},
        {{state::logging_off, state::ready, step::none, std::nullopt}});
    check({"answered", [&](lifecycle& l) { return l.on_logoff_answer(); }},
        {{state::logging_off, state::closed, step::close, std::nullopt, errc::logged_off,
            "pbx.example:5038"}});
}

TEST_CASE("lifecycle: an address that goes no further than connecting is no reason to give up",
    "[session][lifecycle]")
{
    const auto tls = [] {
        auto how = settings();
        how.transport = ami::transport::tls;
        lifecycle life;
        life.start(how, 1, begin);
        life.on_resolved({}, addresses(2), begin);
        REQUIRE(life.on_connected({}, begin) == step::handshake);
        return life;
    };
    const auto plain = [] {
        lifecycle life;
        life.start(settings(), 1, begin);
        life.on_resolved({}, addresses(2), begin);
        REQUIRE(life.on_connected({}, begin) == step::read);
        return life;
    };
    auto life = tls();
    CHECK(life.on_handshake({errc::tls_failed, "no"}, begin) == step::connect);
    CHECK(life.addresses().current() == 1);
    CHECK(life.on_connected({}, begin) == step::handshake);
    CHECK(life.on_handshake({errc::tls_failed, "nor here"}, begin) == step::close);
    CHECK(life.cause().text == "pbx.example:5038: nor here (pbx.example:5038: no)");
    life = tls();
    CHECK(life.on_lost({}, {}, begin) == step::connect);
    life = tls();
    CHECK(life.on_time(*life.deadline()) == step::connect);
    life = tls(); // not where it would be careless
    CHECK(life.on_handshake({errc::certificate_rejected, "stranger"}, begin) == step::close);
    life = plain();
    CHECK(life.on_lost({}, {}, begin) == step::connect);
    life = plain();
    CHECK(life.on_time(*life.deadline()) == step::connect);
    CHECK(life.on_connected({}, begin) == step::read);
    CHECK(life.on_banner("Asterisk Call Manager/11.0.0", begin) == step::log_in);
    life = plain();
    CHECK(life.on_banner("SSH-2.0-x", begin) == step::close);
}

TEST_CASE("lifecycle: the connection is lost", "[session][lifecycle]")
{
    const std::string authlimit =
        "; possible cause: too many sessions are waiting to log in (authlimit in manager.conf)";
    check({"closed by the server", [&](lifecycle& l) { return l.on_lost({}, {}, begin); }},
        {{state::handshaking, state::closed, step::close, std::nullopt, errc::tls_failed,
             "pbx.example:5038: the server closed the connection"},
            {state::awaiting_banner, state::closed, step::close, std::nullopt, errc::closed_before_banner,
                "pbx.example:5038: the server closed the connection" + authlimit},
            {state::logging_in, state::closed, step::close, std::nullopt, errc::closed_during_login,
                "pbx.example:5038: the server closed the connection"},
            {state::ready, state::closed, step::close, std::nullopt, errc::connection_lost,
                "pbx.example:5038: the server closed the connection"},
            {state::logging_off, state::closed, step::close, std::nullopt, errc::logged_off,
                "pbx.example:5038"}});
    check({"reset", [&](lifecycle& l) { return l.on_lost(reset, {}, begin); }},
        {{state::handshaking, state::closed, step::close, std::nullopt, errc::tls_failed,
             "pbx.example:5038: Connection reset by peer"},
            {state::awaiting_banner, state::closed, step::close, std::nullopt, errc::closed_before_banner,
                "pbx.example:5038: Connection reset by peer" + authlimit},
            {state::logging_in, state::closed, step::close, std::nullopt, errc::closed_during_login,
                "pbx.example:5038: Connection reset by peer"},
            {state::ready, state::closed, step::close, std::nullopt, errc::connection_lost,
                "pbx.example:5038: Connection reset by peer"},
            {state::logging_off, state::closed, step::close, std::nullopt, errc::logged_off,
                "pbx.example:5038"}});

    const std::string cut = " in the middle of a packet that begins with \"Event: Newch\\x00annel\"";
    const std::string_view pending("Event: Newch\0annel\r\nChannel: x", 31);
    for (const auto& [from, code, text] :
        {std::tuple(state::awaiting_banner, errc::closed_before_banner, cut + authlimit),
            std::tuple(state::logging_in, errc::closed_during_login, cut),
            std::tuple(state::ready, errc::connection_lost, cut)}) {
        auto life = in(from);
        CAPTURE(from);
        CHECK(life.on_lost({}, pending, begin) == step::close);
        CHECK(life.cause().ec == code);
        CHECK(life.cause().text == "pbx.example:5038: the server closed the connection" + text);
    }
    auto life = in(state::ready);
    life.on_lost({}, std::string(100, 'x'), begin);
    CHECK(life.cause().text ==
          "pbx.example:5038: the server closed the connection in the middle of a packet that begins with \"" +
              std::string(40, 'x') + "...\"");
}

TEST_CASE("lifecycle: violations and the user's wish", "[session][lifecycle]")
{
    std::vector<expectation> rows;
    for (const auto from : {state::resolving, state::connecting, state::handshaking, state::awaiting_banner,
             state::logging_in, state::ready, state::logging_off})
        rows.push_back({from, state::closed, step::close, std::nullopt, errc::line_too_long,
            "pbx.example:5038: limits::max_line is 10 bytes"});
    check({"violation",
              [](lifecycle& l) {
                  return l.on_violation({errc::line_too_long, "limits::max_line is 10 bytes"}, begin);
              }},
        rows);
    for (auto& row : rows) {
        row.cause = errc::closed;
        row.text = "why not";
    }
    rows.push_back({state::waiting, state::closed, step::close, std::nullopt, errc::closed, "why not"});
    check({"close", [](lifecycle& l) { return l.on_close({errc::closed, "why not"}); }}, rows);
}

TEST_CASE("lifecycle: each step has its deadline", "[session][lifecycle]")
{
    const std::string silence =
        "connected, but the server sent nothing within 3 s; possible cause: a port for TLS or HTTP, whose servers "
        "wait for the client (AMI: 5038, AMI over TLS: 5039, HTTP: 8088)";
    const std::vector<expectation> rows = {
        {state::resolving, state::closed, step::close, std::nullopt, errc::resolve_timeout,
            "pbx.example: no answer within 1 s"},
        {state::connecting, state::connecting, step::connect, begin + 1h + 2s},
        {state::handshaking, state::closed, step::close, std::nullopt, errc::tls_failed,
            "pbx.example:5038: the handshake did not end within 6 s; possible cause: a port without TLS (AMI: 5038, AMI "
            "over TLS: 5039)"},
        {state::waiting, state::resolving, step::resolve, begin + 1h + 1s, errc::connection_lost,
            "pbx.example:5038: the server closed the connection"},
        {state::awaiting_banner, state::closed, step::close, std::nullopt, errc::banner_timeout,
            "pbx.example:5038: " + silence},
        {state::logging_in, state::closed, step::close, std::nullopt, errc::login_timeout,
            "pbx.example:5038: no answer within 4 s"},
        {state::logging_off, state::closed, step::close, std::nullopt, errc::logged_off, "pbx.example:5038"},
    };
    check({"much later", [](lifecycle& l) { return l.on_time(begin + 1h); }}, rows);
    check({"just before",
              [](lifecycle& l) { return l.deadline() ? l.on_time(*l.deadline() - 1ns) : step::none; }},
        {});
    for (const auto& row : rows) {
        CAPTURE(row.from);
        auto life = in(row.from);
        CHECK(life.on_time(*life.deadline()) == row.what);
        CHECK(life.current() == row.to);
    }
}

TEST_CASE("lifecycle: settings that mean never", "[session][lifecycle]")
{
    auto config = settings();
    config.resolve_timeout = config.connect_timeout = config.banner_timeout = config.login_timeout =
        config.logoff_timeout = time_point::duration::max();
    lifecycle life;
    const auto later = begin + 24h * 365 * 100;
    const auto waits = [&] { return life.on_time(later) == step::none; };
    life.start(config, 1, begin);
    CHECK(waits());
    life.on_resolved({}, addresses(1), begin);
    CHECK(waits());
    life.on_connected({}, begin);
    CHECK(waits());
    life.on_banner("Asterisk Call Manager/11.0.0", begin);
    CHECK(waits());
    life.on_login({}, begin);
    CHECK(waits());
    life.on_logoff_started(begin);
    CHECK(waits());
    CHECK(life.current() == state::logging_off);
}

TEST_CASE("lifecycle: an IPv6 address is written in brackets", "[session][lifecycle]")
{
    auto config = settings();
    config.host = "2001:db8::1";
    config.port = 5039;
    lifecycle life;
    life.start(config, 1, begin);
    life.on_resolved({}, {"[2001:db8::1]:5039"}, begin);
    life.on_connected(refused, begin);
    CHECK(life.cause().text == "[2001:db8::1]:5039 ([2001:db8::1]:5039: Connection refused)");
}

TEST_CASE("lifecycle: the handshake, and silence", "[session][lifecycle]")
{
    const auto now = begin + 500ms;
    check({"secure", [&](lifecycle& l) { return l.on_handshake({}, now); }},
        {{state::handshaking, state::awaiting_banner, step::read, now + 3s}});
    check({"a bad certificate",
              [&](lifecycle& l) {
                  return l.on_handshake({errc::certificate_rejected, "it has expired"}, now);
              }},
        {{state::handshaking, state::closed, step::close, std::nullopt, errc::certificate_rejected,
            "pbx.example:5038: it has expired"}});
    check({"silence", [&](lifecycle& l) { return l.on_silence(now); }},
        {{state::ready, state::closed, step::close, std::nullopt, errc::connection_lost,
            "pbx.example:5038: no data was received, and no answer to a Ping"}});
}
