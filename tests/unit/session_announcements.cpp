// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What is told of a session's course, to whom, and in which order.

#include "support/catch.hpp"
#include "support/connecting.hpp"
#include "support/correlating.hpp"

#include <ami/session/connection/session_announcements.hpp>

#include <fmt/format.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace ami::detail;
using namespace std::chrono_literals;
using ami::errc;
using tests::recorded;

namespace {

using lines = std::vector<std::string>;
using kind = output::kind;

const time_point begin = time_point{} + 1h;

std::string words(errc code)
{
    return make_error_code(code).message();
}

std::string words(ami::log_level level)
{
    return level == ami::log_level::error ? "error" : level == ami::log_level::info ? "info" : "debug";
}

struct announcing {
    announcing()
    {
        settings.name = "pbx1";
        settings.reconnect.initial_delay = settings.reconnect.max_delay = 2s;
        log.start(std::make_shared<ami::log_function>(), ami::log_level::debug, settings.name);
    }

    void connect()
    {
        life.start(settings, 1, begin);
        told.waits().start(connecting);
        life.on_resolved({}, tests::addresses(1), begin);
    }
    void become_ready()
    {
        connect();
        life.on_connected({}, begin);
        life.on_banner("Asterisk Call Manager/11.0.0", begin);
        life.on_login({}, begin);
    }

    lines take()
    {
        lines all;
        while (const auto* const each = outputs.take())
            all.push_back(text(*each));
        return all;
    }

    std::string text(const output& each) const
    {
        switch (each.type) {
        case kind::state:
            CHECK(each.change->client() == "pbx1");
            return fmt::format("state {}{}{}{}", to_string(each.change->state()),
                each.change->code() ? ": " + each.change->code().message() : std::string(),
                each.change->message().empty() ? "" : ": " + each.change->message(),
                each.change->until()
                    ? fmt::format(
                          " in {} s", std::chrono::duration<double>(*each.change->until() - begin).count())
                    : std::string());
        case kind::log: {
            auto line = fmt::format("{} {}", words(each.record->level), each.record->text);
            for (const auto& [name, value] : each.record->fields)
                line += fmt::format(", {}: {}", name, value);
            return line;
        }
        case kind::complete:
            return fmt::format("{} {}", each.operation == connecting ? "connect" : "closed",
                each.error ? "failed: " + each.error.ec.message() : "done");
        case kind::ready: return "ready";
        case kind::events_missed: return "events missed";
        case kind::lost: return "lost: " + each.error.ec.message();
        case kind::ended: return fmt::format("ended {}: {}", each.epoch, each.error.ec.message());
        default: return "?";
        }
    }

    ami::config settings{"ami://user:11.0@pbx"};
    output_queue outputs;
    session_log log{outputs};
    lifecycle life;
    session_announcements told{outputs, log, life};
    operation_pointer connecting = std::make_shared<recorded>();
};

} // namespace

TEST_CASE("session announcements: a connection goes on -> states, records and the connect operation",
    "[session][announcements]")
{
    struct {
        std::function<void(session_announcements&)> announce;
        lines expected;
    } const rows[] = {
        {[](auto& told) { told.resolving(); }, {"state connecting"}},
        {[](auto& told) { told.connecting(); }, {"debug connecting, address: 192.0.2.1:5038"}},
        {[](auto& told) { told.logging_in(); }, {"state logging in"}},
        {[](auto& told) { told.ready(); },
            {"info logged in, server: 192.0.2.1:5038, version: (redacted).0, user: user", "connect done",
                "ready", "state ready"}},
        {[](auto& told) { told.ready(); }, // after a reconnect nothing waits
            {"info logged in, server: 192.0.2.1:5038, version: (redacted).0, user: user", "ready",
                "state ready"}},
        {[](auto& told) { told.events_missed("the line was cut"); },
            {"error events may have been lost, cause: the line was cut", "events missed",
                "state ready: " + words(errc::events_missed) + ": the line was cut; the session goes on"}},
    };
    announcing a;
    a.become_ready();
    for (const auto& row : rows) {
        row.announce(a.told);
        CHECK(a.take() == row.expected);
    }
}

TEST_CASE("session announcements: the connection is lost -> why, and when the next one is tried",
    "[session][announcements]")
{
    announcing a;
    a.become_ready();
    REQUIRE(a.life.on_lost({}, {}, begin) == lifecycle::step::lose);
    const auto delay = std::chrono::duration<double>(*a.life.deadline() - begin).count();
    const auto cause = words(errc::connection_lost);
    const std::string details = "pbx:5038: the server closed the connection";
    a.told.lost(begin);
    CHECK(a.take() ==
          lines{fmt::format("error connection lost, cause: {}, details: {}, seconds_to_wait: {:.1f}", cause,
                    details, delay),
              "lost: " + cause});
    a.told.waiting(begin);
    CHECK(a.take() == lines{fmt::format("state lost: {}: {}", cause, details),
                          fmt::format("state waiting in {} s", delay)});
}

TEST_CASE("session announcements: the session ends -> the record's level, and everybody that waits",
    "[session][announcements]")
{
    struct {
        ami::error_code cause;
        std::string level;
    } const rows[] = {
        {errc::closed, "info"},
        {errc::logged_off, "info"},
        {aborted(), "info"},
        {errc::authentication_failed, "error"},
        {errc::host_not_found, "error"},
    };
    for (const auto& row : rows) {
        announcing a;
        a.connect();
        a.told.wait_closed(std::make_shared<recorded>());
        REQUIRE(a.take().empty());
        a.life.on_close({row.cause, "why"});
        a.told.ending();
        const auto cause = row.cause.message();
        CHECK(a.take() == lines{fmt::format("{} session ended, cause: {}, details: why", row.level, cause)});
        a.told.ended();
        CHECK(a.take() == lines{"ended 1: " + cause, "connect failed: " + cause, "closed failed: " + cause,
                              "state closed: " + cause + ": why"});
    }
}

TEST_CASE("session announcements: wait_closed -> by the session's state", "[session][announcements]")
{
    announcing a;
    a.told.wait_closed(std::make_shared<recorded>());
    CHECK(a.take() == lines{"closed failed: " + words(errc::not_connected)});
    a.connect();
    a.told.wait_closed(std::make_shared<recorded>());
    CHECK(a.take().empty());
    a.life.on_close({errc::closed, "why"});
    a.told.wait_closed(std::make_shared<recorded>());
    CHECK(a.take() == lines{"closed failed: " + words(errc::closed)});
}
