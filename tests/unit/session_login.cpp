// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The login of a connection: what is written for it, and what each answer leads to. What is sent in each stage is
// login_sequence's.

#include "support/catch.hpp"
#include "support/connecting.hpp"
#include "support/correlating.hpp"

#include <ami/session/connection/session_login.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace ami::detail;
using namespace std::chrono_literals;
using ami::errc;

namespace {

using kind = output::kind;

const time_point begin = time_point{} + 1h;

std::optional<std::string> key_of(std::string_view challenge, std::string_view)
{
    return "key(" + std::string(challenge) + ")";
}

// Whether an event of this name is kept from subscribers.
template <class Login>
bool holds_back(const Login& login, std::string_view name)
{
    const auto text = "Event: " + std::string(name) + "\r\n";
    return login.holds_back(
        ami::event_view(ami::packet_view(text, text.size(), {}, ami::packet_kind::event)));
}

struct logging_in {
    explicit logging_in(ami::login_method method, int filters = 0, std::string username = "user")
    {
        ami::config settings("ami://user:s3cr3t@pbx");
        settings.login_method = method;
        settings.ready_when = ami::ready_when::logged_in;
        settings.username = std::move(username);
        log.start(std::make_shared<ami::log_function>(), ami::log_level::debug, "");
        life.start(settings, 1, begin);
        actions.start("p-");
        life.on_resolved({}, tests::addresses(1), begin);
        life.on_connected({}, begin);
        life.on_banner("Asterisk Call Manager/11.0.0", begin);
        login.server().start(ami::event_mask("call"));
        for (int i = 0; i != filters; ++i)
            login.server().add_filter(
                ami::action("Filter").add("Operation", "Add").add("Filter", std::to_string(i)));
    }

    // The names of the actions that are written now.
    std::string written()
    {
        std::string names;
        auto& queue = actions.answers().queue();
        while (!queue.empty()) {
            const std::string text(queue.next(100000));
            queue.written(text.size(), text.size());
            for (auto at = text.find("Action: "); at != std::string::npos; at = text.find("Action: ", at)) {
                at += 8;
                names.append(names.empty() ? "" : " ").append(text.substr(at, text.find('\r', at) - at));
            }
        }
        return names;
    }

    // The answer to the action of this number: how the login ended, if it did.
    session_login::result answer(int number, std::string_view text)
    {
        const auto packet = "Response: " + std::string(text.substr(0, text.find('\n'))) + "\r\nActionID: p-" +
                            std::to_string(number) + "\r\n" +
                            (text.find('\n') == std::string_view::npos
                                    ? std::string()
                                    : std::string(text.substr(text.find('\n') + 1)) + "\r\n") +
                            "\r\n";
        ami::parser parser({}, ami::parser::greeting::none);
        parser.feed(packet);
        ami::error_code ec;
        REQUIRE(parser.next(ec) == ami::parser::result::packet);
        actions.on_packet(parser.packet(), begin);
        return taken();
    }

    // What the actions that ended lead to.
    session_login::result taken()
    {
        session_login::result end;
        while (auto* const told = outputs.take()) {
            if (told->type == kind::log)
                logged.emplace_back(told->record->text);
            if (told->type != kind::complete)
                continue;
            if (auto result = login.on_answer(*told, begin))
                end = std::move(result);
        }
        return end;
    }

    ami::counters counts;
    output_queue outputs;
    session_log log{outputs};
    lifecycle life;
    action_scheduler actions{counts, outputs, life, log};
    session_login login{&key_of, life.settings(), actions, log};
    std::vector<std::string> logged;
};

} // namespace

TEST_CASE("session login: each method, with and without filters -> what is written, and when it is ready",
    "[session][login]")
{
    struct {
        ami::login_method method;
        int filters;
        std::vector<std::string> written; // at the start, and after each answer
    } const rows[] = {
        {ami::login_method::plain, 0, {"Login", ""}},
        {ami::login_method::challenge, 0, {"Challenge", "Login", ""}},
        {ami::login_method::plain, 2, {"Login", "Filter Filter Events Ping", "", "", "", ""}},
        {ami::login_method::challenge, 1, {"Challenge", "Login", "Filter Events Ping", "", "", ""}},
    };
    for (const auto& row : rows) {
        logging_in l(row.method, row.filters);
        CHECK_FALSE(l.login.start(begin));
        CHECK(l.written() == row.written[0]);
        for (std::size_t i = 1; i != row.written.size(); ++i) {
            CAPTURE(row.filters, i);
            const auto end = l.answer(static_cast<int>(i), "Success\nChallenge: 123");
            const bool is_last = i + 1 == row.written.size();
            REQUIRE(end.has_value() == is_last);
            CHECK(l.written() == row.written[i]);
            if (is_last)
                CHECK_FALSE(*end);
        }
    }
}

TEST_CASE("session login: the server refuses -> the login fails, but not for a filter", "[session][login]")
{
    logging_in l(ami::login_method::plain, 1);
    CHECK_FALSE(l.login.start(begin));
    l.written();
    SECTION("the Login")
    {
        const auto end = l.answer(1, "Error\nMessage: Authentication failed");
        REQUIRE(end);
        CHECK(end->ec == errc::authentication_failed);
    }
    SECTION("a filter")
    {
        CHECK_FALSE(l.answer(1, "Success"));
        CHECK(l.written() == "Filter Events Ping");
        CHECK(holds_back(l.login, "Hangup"));
        CHECK_FALSE(l.answer(2, "Error\nMessage: no"));
        CHECK(l.logged == std::vector<std::string>{"Asterisk does not take a filter any more"});
        CHECK_FALSE(l.answer(3, "Success"));
        CHECK_FALSE(holds_back(l.login, "Hangup"));
        const auto end = l.answer(4, "Success");
        REQUIRE(end);
        CHECK_FALSE(*end);
    }
    SECTION("the connection ends before the answer")
    {
        l.login.stop();
        l.actions.settle(l.actions.connection_ended("gone", {}, false));
        CHECK_FALSE(l.taken());
    }
}

TEST_CASE("session login: an action that cannot be sent -> the login fails at once", "[session][login]")
{
    logging_in l(ami::login_method::plain, 0, "line\r\nbreak");
    const auto end = l.login.start(begin);
    REQUIRE(end);
    CHECK(end->ec == errc::invalid_config);
    CHECK(l.written().empty());
}

TEST_CASE("session login: other actions of the session end -> the login goes on", "[session][login]")
{
    logging_in l(ami::login_method::plain);
    CHECK_FALSE(l.login.start(begin));
    l.actions.ping(begin);
    CHECK(l.written() == "Login Ping");
    CHECK_FALSE(l.answer(2, "Error\nMessage: no"));
    CHECK(l.answer(1, "Success"));
}

TEST_CASE("session login: an action of the user that sets the mask or adds a filter ends -> what is recorded",
    "[session][login]")
{
    const auto mask = ami::action("Events").add("EventMask", "system");
    const auto filter = ami::action("Filter").add("Operation", "Add").add("Filter", "A");
    struct {
        const ami::action& change;
        ami::error_code ec;
        std::string_view answer;
        bool recorded;
    } const rows[] = {
        {mask, {}, "Success", true},
        {mask, {}, "Error", false},
        {mask, errc::timed_out, "", true}, // some masks are not answered
        {mask, errc::outcome_unknown, "", false},
        {filter, {}, "Success", true},
        {filter, {}, "Error", false},
        {filter, errc::timed_out, "", false},
    };
    for (const auto& row : rows) {
        CAPTURE(row.change.name(), row.ec, row.answer);
        logging_in l(ami::login_method::plain);
        output ended;
        ended.type = kind::complete;
        ended.operation = std::make_shared<tests::recorded>();
        ended.operation->settings_change = std::make_unique<ami::action>(row.change);
        ended.error.ec = row.ec;
        if (!row.ec) {
            ami::parser parser({}, ami::parser::greeting::none);
            parser.feed("Response: " + std::string(row.answer) + "\r\n\r\n");
            ami::error_code ec;
            REQUIRE(parser.next(ec) == ami::parser::result::packet);
            ended.answer = ami::response(parser.packet());
        }
        l.login.record_settings(ended, false, {});
        CHECK_FALSE(ended.operation->settings_change);
        const bool is_mask = row.change.name() == "Events";
        CHECK((is_mask ? l.login.server().mask().text() == "system"
                       : l.login.server().filters().size() == 1) == row.recorded);
    }
}
