// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The steps of a connection: what each asks of the network, tells, writes and ends.

#include "support/catch.hpp"
#include "support/connecting.hpp"
#include "support/correlating.hpp"

#include <ami/session/connection/connection_steps.hpp>

#include <chrono>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace ami::detail;
using namespace std::chrono_literals;
using ami::errc;
using tests::recorded;
using step = lifecycle::step;

namespace {

using lines = std::vector<std::string>;
using kind = output::kind;

const time_point begin = time_point{} + 1h;

std::optional<std::string> no_md5(std::string_view, std::string_view)
{
    return std::nullopt;
}

struct stepping {
    stepping()
    {
        config.login_method = ami::login_method::plain;
        config.ping_after_silence = 10s;
        config.ping_timeout = 2s;
    }

    void carry_out(step next) { steps.carry_out(next, now); }

    // Everything up to a ready session.
    void become_ready()
    {
        carry_out(life.start(config, 1, now));
        actions.start("p-");
        carry_out(life.on_resolved({}, tests::addresses(1), now));
        carry_out(life.on_connected({}, now));
        carry_out(life.on_banner("Asterisk Call Manager/11.0.0", now));
        written();
        ami::parser parser({}, ami::parser::greeting::none);
        parser.feed("Response: Success\r\nActionID: p-1\r\n\r\n"); // to the Login
        ami::error_code ec;
        REQUIRE(parser.next(ec) == ami::parser::result::packet);
        actions.on_packet(parser.packet(), now);
        while (auto* const told = outputs.take()) {
            if (told->type == kind::complete)
                steps.on_own_answer(*told, now);
        }
        REQUIRE(life.current() == lifecycle::state::ready);
        take();
        written();
    }

    operation_pointer submit(std::string_view name, bool retry = false)
    {
        ami::action request{name};
        if (retry)
            request.retry_if_unsent();
        const operation_pointer made = std::make_shared<recorded>();
        auto given = made;
        REQUIRE_FALSE(actions.submit(request, tests::usual_terms, given, now));
        return made;
    }

    lines take()
    {
        lines all;
        while (auto* const told = outputs.take()) {
            switch (told->type) {
            case kind::resolve: all.emplace_back("resolve"); break;
            case kind::connect: all.push_back("connect " + std::to_string(told->address)); break;
            case kind::handshake: all.emplace_back("handshake"); break;
            case kind::read: all.emplace_back("read"); break;
            case kind::disconnect:
                all.push_back(
                    (told->gently ? "disconnect gently: " : "disconnect: ") + told->error.ec.message());
                break;
            case kind::complete: all.push_back("completed: " + told->error.ec.message()); break;
            case kind::ready: all.emplace_back("ready"); break;
            case kind::lost: all.emplace_back("lost"); break;
            case kind::ended: all.emplace_back("ended"); break;
            case kind::state: all.push_back("state " + std::string(to_string(told->change->state()))); break;
            default: all.emplace_back("?");
            }
        }
        return all;
    }

    std::string written()
    {
        auto& queue = actions.answers().queue();
        std::string text;
        while (!queue.empty()) {
            const std::string next(queue.next(100000));
            queue.written(next.size(), next.size());
            text += next;
        }
        return text.substr(0, text.find('\r'));
    }

    ami::config config = [] {
        ami::config made("ami://user:secret@pbx");
        made.ready_when = ami::ready_when::logged_in;
        return made;
    }();
    ami::counters counts;
    output_queue outputs;
    session_log log{outputs};
    lifecycle life;
    action_scheduler actions{counts, outputs, life, log};
    packet_reader packets;
    connection_steps steps{&no_md5, counts, outputs, log, life, actions, packets};
    time_point now = begin;
};

std::string words(errc code)
{
    return make_error_code(code).message();
}

} // namespace

TEST_CASE("connection steps: each step up to ready -> what the network is asked for, told and written",
    "[session][steps]")
{
    stepping s;
    s.life.start(s.config, 1, begin);
    s.actions.start("p-");
    s.life.on_resolved({}, tests::addresses(2), begin);
    struct {
        step next;
        lines told;
        std::string written;
    } const rows[] = {
        {step::none, {}, ""},
        {step::resolve, {"state connecting", "resolve"}, ""},
        {step::connect, {"connect 0"}, ""},
        {step::handshake, {"handshake"}, ""},
        {step::read, {"read"}, ""},
        {step::log_in, {"state logging in"}, "Action: Login"},
        {step::read_and_log_in, {"read", "state logging in"}, "Action: Login"},
        {step::announce_ready, {"ready", "state ready"}, ""},
    };
    for (const auto& row : rows) {
        CAPTURE(static_cast<int>(row.next));
        s.carry_out(row.next);
        CHECK(s.take() == row.told);
        CHECK(s.written() == row.written);
    }
    CHECK(s.steps.liveness_deadline() == begin + 10s);
    CHECK(s.counts.reconnects == 0);
}

TEST_CASE(
    "connection steps: the connection is lost -> its actions end or wait, and the next one is announced",
    "[session][steps]")
{
    stepping s;
    s.become_ready();
    s.submit("Sent");
    s.written();
    const auto again = s.submit("Again", true);
    s.carry_out(s.life.on_lost({}, {}, s.now));
    CHECK(s.take() == lines{"disconnect: " + words(errc::outcome_unknown), "lost",
                          "completed: " + words(errc::outcome_unknown), "state lost", "state waiting"});
    CHECK(again->held_id != 0);
    CHECK(s.steps.liveness_deadline() == std::nullopt);
    CHECK(s.steps.network().left() == 1);
    s.now = *s.life.deadline();
    s.carry_out(s.life.on_time(s.now));
    CHECK(s.take() == lines{"state connecting", "resolve"});
    s.carry_out(s.life.on_resolved({}, tests::addresses(1), s.now));
    s.carry_out(s.life.on_connected({}, s.now));
    s.carry_out(s.life.on_banner("Asterisk Call Manager/11.0.0", s.now));
    s.carry_out(s.life.on_login({}, s.now));
    CHECK(s.counts.reconnects == 1);
    CHECK(s.actions.send_held(s.now));
}

TEST_CASE("connection steps: the session ends -> the code of its actions, held ones too", "[session][steps]")
{
    struct {
        ami::error_code cause;
        bool must_arrive;
        ami::error_code sent;
        ami::error_code held;
    } const rows[] = {
        {errc::closed, false, errc::outcome_unknown, errc::not_sent},
        {errc::closed, true, errc::outcome_unknown, errc::not_sent},
        {aborted(), false, aborted(), aborted()},
    };
    for (const auto& row : rows) {
        CAPTURE(row.cause, row.must_arrive);
        stepping s;
        s.config.reconnect.hold_actions = true;
        s.become_ready();
        s.submit("Sent")->must_arrive = row.must_arrive;
        s.written();
        s.carry_out(s.life.on_close({row.cause, "why"}));
        const auto gently = std::string(row.must_arrive ? " gently" : "");
        CHECK(s.take() == lines{"disconnect" + gently + ": " + row.sent.message(),
                              "completed: " + row.sent.message(), "ended", "state closed"});

        stepping held;
        held.config.reconnect.hold_actions = true;
        held.carry_out(held.life.start(held.config, 1, begin));
        held.take();
        held.submit("Held");
        held.carry_out(held.life.on_close({row.cause, "why"}));
        CHECK(held.take() == lines{"disconnect: " + row.sent.message(), "completed: " + row.held.message(),
                                 "ended", "state closed"});
    }
}

TEST_CASE("connection steps: silence -> a Ping, then the connection is lost", "[session][steps]")
{
    stepping s;
    s.become_ready();
    s.now += 9s;
    s.steps.check_liveness(s.now);
    CHECK(s.written().empty());
    s.steps.heard(s.now);
    s.now += 10s;
    s.steps.check_liveness(s.now);
    CHECK(s.written() == "Action: Ping");
    SECTION("something is heard")
    {
        s.steps.heard(s.now);
        CHECK(s.steps.liveness_deadline() == s.now + 10s);
    }
    SECTION("nothing is heard")
    {
        s.now += 2s;
        s.steps.check_liveness(s.now);
        CHECK(s.life.current() == lifecycle::state::waiting);
        CHECK(s.take() ==
              lines{"disconnect: " + words(errc::outcome_unknown), "lost", "state lost", "state waiting"});
    }
}
