// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Why a connection failed, and how long each state of it may last, as tables.

#include "support/catch.hpp"

#include <ami/session/connection/connection_failure.hpp>

#include <boost/asio/error.hpp>

#include <chrono>
#include <string>
#include <string_view>

using namespace std::chrono_literals;
using namespace ami::detail;
using ami::errc;
using ami::error_code;
using state = connection_state;

namespace {

ami::config settings(std::string_view host = "pbx")
{
    ami::config made("ami://user:s3cr3t@pbx.example:5038");
    made.host = host;
    made.resolve_timeout = 1s;
    made.connect_timeout = 2s;
    made.handshake_timeout = 3s;
    made.banner_timeout = 4s;
    made.login_timeout = 5s;
    made.logoff_timeout = 6s;
    return made;
}

} // namespace

TEST_CASE("connection failure: the time limit of a state passes -> its duration, error and text",
    "[session][failure]")
{
    struct {
        state at;
        duration limit;
        error_code ec;
        std::string_view text;
    } const rows[] = {
        {state::idle, duration::max(), {}, ""},
        {state::resolving, 1s, errc::resolve_timeout, "pbx: no answer within 1 s"},
        {state::connecting, 2s, errc::connect_timeout, "no answer within 2 s"},
        {state::handshaking, 3s, errc::tls_failed,
            "pbx:5038: the handshake did not end within 3 s; possible cause: a port without TLS (AMI: 5038, AMI over "
            "TLS: 5039)"},
        {state::awaiting_banner, 4s, errc::banner_timeout,
            "pbx:5038: connected, but the server sent nothing within 4 s; possible cause: a port for TLS or HTTP, "
            "whose servers wait for the client (AMI: 5038, AMI over TLS: 5039, HTTP: 8088)"},
        {state::logging_in, 5s, errc::login_timeout, "pbx:5038: no answer within 5 s"},
        {state::ready, duration::max(), {}, ""},
        {state::logging_off, 6s, errc::logged_off, "pbx:5038"},
        {state::waiting, duration::max(), {}, ""},
        {state::closed, duration::max(), {}, ""},
    };
    for (const auto& row : rows) {
        CAPTURE(static_cast<int>(row.at));
        CHECK(time_limit(row.at, settings()) == row.limit);
        const auto failed = timeout_failure(row.at, settings());
        CHECK(failed.ec == row.ec);
        CHECK(failed.text == row.text);
    }
    auto settings_in_ms = settings("2001:db8::1");
    settings_in_ms.login_timeout = 1500ms;
    CHECK(timeout_failure(state::logging_in, settings_in_ms).text ==
          "[2001:db8::1]:5038: no answer within 1.5 s");
}

TEST_CASE("connection failure: the connection is lost in a state -> its error and text", "[session][failure]")
{
    const std::string closed = "pbx:5038: the server closed the connection";
    const std::string reset = "pbx:5038: Connection reset by peer";
    const std::string cut = " in the middle of a packet that begins with \"Event: Hang\"";
    const std::string authlimit =
        "; possible cause: too many sessions are waiting to log in (authlimit in manager.conf)";
    const error_code reset_code = boost::asio::error::make_error_code(boost::asio::error::connection_reset);
    struct {
        state at;
        error_code ec;
        std::string_view pending;
        errc code;
        std::string text;
    } const rows[] = {
        {state::handshaking, {}, "", errc::tls_failed, closed},
        {state::handshaking, reset_code, "x", errc::tls_failed, reset},
        {state::awaiting_banner, {}, "", errc::closed_before_banner, closed + authlimit},
        {state::awaiting_banner, reset_code, "Event: Hang", errc::closed_before_banner,
            reset + cut + authlimit},
        {state::logging_in, {}, "", errc::closed_during_login, closed},
        {state::logging_in, reset_code, "Event: Hang", errc::closed_during_login, reset + cut},
        {state::ready, {}, "", errc::connection_lost, closed},
        {state::ready, {}, "Event: Hang\r\nChannel: x", errc::connection_lost, closed + cut},
        {state::ready, reset_code, "", errc::connection_lost, reset},
        {state::ready, {}, "Secret: s3cr3t\n", errc::connection_lost,
            closed + " in the middle of a packet that begins with \"Secret: (redacted)\""},
        {state::logging_off, {}, "Event: Hang", errc::logged_off, "pbx:5038"},
        {state::logging_off, reset_code, "", errc::logged_off, "pbx:5038"},
    };
    for (const auto& row : rows) {
        CAPTURE(static_cast<int>(row.at), row.ec, row.pending);
        const auto failed = loss_failure(row.at, settings(), row.ec, row.pending);
        CHECK(failed.ec == row.code);
        CHECK(failed.text == row.text);
    }
}

TEST_CASE("connection failure: no answer to a Ping -> connection_lost", "[session][failure]")
{
    const auto failed = silence_failure(settings());
    CHECK(failed.ec == errc::connection_lost);
    CHECK(failed.text == "pbx:5038: no data was received, and no answer to a Ping");
}
