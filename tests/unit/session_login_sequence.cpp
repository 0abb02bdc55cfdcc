// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The login as a table: what is sent in each stage, and what each answer means.

#include "support/catch.hpp"

#include <ami/protocol/wire/parser.hpp>
#include <ami/session/connection/login_sequence.hpp>
#include <ami/session/connection/server_settings.hpp>

#include <boost/asio/error.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using ami::errc;
using ami::detail::failure;
using ami::detail::login_sequence;
using ami::detail::server_settings;
using outcome = login_sequence::outcome;
using purpose = login_sequence::purpose;

namespace {

ami::response answer(std::string_view text)
{
    ami::parser parser({}, ami::parser::greeting::none);
    parser.feed(text);
    ami::error_code ec;
    REQUIRE(parser.next(ec) == ami::parser::result::packet);
    return ami::response(parser.packet());
}

ami::response accepted()
{
    return answer("Response: Success\r\nChallenge: 123\r\n\r\n");
}

ami::response refused(std::string_view words)
{
    return answer("Response: Error\r\nMessage: " + std::string(words) + "\r\n\r\n");
}

// Not MD5, but it shows what was given.
std::optional<std::string> key_of(std::string_view challenge, std::string_view secret)
{
    return "key(" + std::string(challenge) + "," + std::string(secret) + ")";
}

std::optional<std::string> no_md5(std::string_view, std::string_view)
{
    return std::nullopt;
}

ami::action filter(std::string_view expression)
{
    return ami::action("Filter").add("Operation", "Add").add("Filter", expression);
}

// Whether an event of this name is kept from subscribers.
template <class Login>
bool holds_back(const Login& login, std::string_view name)
{
    const auto text = "Event: " + std::string(name) + "\r\n";
    return login.holds_back(
        ami::event_view(ami::packet_view(text, text.size(), {}, ami::packet_kind::event)));
}

// A sequence, and all that it refers to.
struct scene {
    explicit scene(ami::login_method method = ami::login_method::plain, int filters = 0)
    {
        settings.login_method = method;
        settings.ready_when = ami::ready_when::logged_in;
        server.start(ami::event_mask("call,system"));
        for (int i = 0; i != filters; ++i)
            server.add_filter(filter(std::to_string(i)));
    }

    void start(ami::detail::md5_function md5 = &key_of)
    {
        login = login_sequence(md5);
        login.server() = server;
        login.start(settings);
    }

    // What is sent now, as "name header=value ...".
    std::vector<std::string> sent()
    {
        std::vector<std::string> all;
        while (const auto request = login.next()) {
            auto text = request->message.name();
            for (ami::header_iterator at{request->message.header_lines()}; at != ami::header_iterator{}; ++at)
                text.append(" ").append(at->name).append("=").append(at->value);
            all.push_back(text);
            last = request->step;
            last_mask = request->mask;
        }
        return all;
    }

    // Brings it to where an answer of this purpose is waited for.
    void bring(purpose to)
    {
        start();
        REQUIRE(sent().size() == 1);
        if (last == purpose::challenge && to != purpose::challenge) {
            REQUIRE(login.on_answer(purpose::challenge, accepted()).result == outcome::go_on);
            REQUIRE(sent().size() == 1);
        }
        if (to == purpose::challenge || to == purpose::login)
            return;
        REQUIRE(login.on_answer(purpose::login, accepted()).result == outcome::go_on);
        REQUIRE(sent().size() == server.filters().size() + 2);
    }

    ami::config settings{"ami://user:s3cr3t@pbx"};
    server_settings server;
    login_sequence login{&key_of};
    purpose last = purpose::barrier;
    std::string last_mask;
};

constexpr purpose all_purposes[] = {
    purpose::challenge, purpose::login, purpose::filter, purpose::mask, purpose::barrier};

} // namespace

TEST_CASE("login: plain text -> one action, then ready", "[session][login]")
{
    scene s;
    CHECK(s.sent().empty());
    s.start();
    CHECK(s.sent() == std::vector<std::string>{"Login Username=user Secret=s3cr3t Events=call,system"});
    CHECK(s.login.on_answer(purpose::login, accepted()).result == outcome::ready);
    CHECK(s.sent().empty());
    CHECK_FALSE(s.login.is_settling());
}

TEST_CASE("login: by challenge -> the key and not the secret", "[session][login]")
{
    scene s(ami::login_method::challenge);
    s.start();
    CHECK(s.sent() == std::vector<std::string>{"Challenge AuthType=MD5"});
    CHECK(s.login.on_answer(purpose::challenge, accepted()).result == outcome::go_on);
    CHECK(s.sent() == std::vector<std::string>{
                          "Login AuthType=MD5 Username=user Key=key(123,s3cr3t) Events=call,system"});
    CHECK(s.login.on_answer(purpose::login, accepted()).result == outcome::ready);
}

TEST_CASE("login: HTTP digest -> neither key nor secret", "[session][login]")
{
    scene s;
    s.settings = ami::config("http://user:s3cr3t@pbx/arawman");
    s.start();
    CHECK(s.sent() == std::vector<std::string>{"Events EventMask=off"});
    CHECK(s.last_mask == "call,system"); // for the session that has the events
}

TEST_CASE("login: the actions with a secret are wiped", "[session][login]")
{
    for (const auto method : {ami::login_method::plain, ami::login_method::challenge}) {
        scene s(method);
        s.bring(purpose::login);
        s.start();
        if (method == ami::login_method::challenge) {
            CHECK_FALSE(s.login.next()->message.is_secret());
            s.login.on_answer(purpose::challenge, accepted());
        }
        CHECK(s.login.next()->message.is_secret());
    }
}

TEST_CASE("login: filters are owed -> no events before them, and a Ping as barrier", "[session][login]")
{
    scene s(ami::login_method::plain, 2);
    s.start();
    CHECK(s.sent() == std::vector<std::string>{"Login Username=user Secret=s3cr3t Events=system"});
    CHECK_FALSE(holds_back(s.login, "Newchannel"));
    CHECK(s.login.on_answer(purpose::login, accepted()).result == outcome::go_on);
    CHECK(s.login.is_settling());
    CHECK(holds_back(s.login, "Reload"));
    CHECK_FALSE(holds_back(s.login, "FullyBooted"));
    CHECK(s.sent() == std::vector<std::string>{"Filter Operation=Add Filter=0",
                          "Filter Operation=Add Filter=1", "Events EventMask=call,system", "Ping"});
    CHECK(s.login.on_answer(purpose::filter, accepted()).result == outcome::go_on);
    CHECK(holds_back(s.login, "Reload"));
    // With brokeneventsaction=yes the mask is not answered.
    const bool is_answered = GENERATE(true, false);
    if (is_answered)
        s.login.on_answer(purpose::mask, accepted());
    CHECK(holds_back(s.login, "Reload") != is_answered);
    CHECK(s.login.on_answer(purpose::barrier, accepted()).result == outcome::ready);
    CHECK_FALSE(holds_back(s.login, "Reload"));
    CHECK_FALSE(s.login.is_settling());
    CHECK(s.login.on_answer(purpose::barrier, accepted()).result == outcome::go_on); // no second time
}

TEST_CASE("login: every stage x accepted, refused, timed out, lost, cancelled, not sent", "[session][login]")
{
    struct row {
        purpose stage;
        outcome accepted, refused, unanswered, unsent;
    };
    const row rows[] = {
        {purpose::challenge, outcome::go_on, outcome::failed, outcome::go_on, outcome::failed},
        {purpose::login, outcome::go_on, outcome::failed, outcome::go_on, outcome::failed},
        {purpose::filter, outcome::go_on, outcome::filter_refused, outcome::go_on, outcome::go_on},
        {purpose::mask, outcome::go_on, outcome::mask_refused, outcome::go_on, outcome::go_on},
        {purpose::barrier, outcome::ready, outcome::ready, outcome::failed, outcome::failed},
    };
    const ami::error_code aborted = boost::asio::error::operation_aborted;
    for (const auto& each : rows) {
        const auto at = [&](auto input) {
            scene s(ami::login_method::challenge, 1);
            s.bring(each.stage);
            return input(s.login);
        };
        CAPTURE(static_cast<int>(each.stage));
        CHECK(at([&](login_sequence& l) { return l.on_answer(each.stage, accepted()); }).result ==
              each.accepted);
        const auto no = at([&](login_sequence& l) { return l.on_answer(each.stage, refused("no")); });
        CHECK(no.result == each.refused);
        CHECK((no.result != outcome::failed || no.error.ec == errc::login_refused));
        for (const ami::error_code code : {make_error_code(errc::timed_out),
                 make_error_code(errc::outcome_unknown), make_error_code(errc::not_sent), aborted}) {
            const auto none = at([&](login_sequence& l) { return l.on_failure(each.stage, {code, "x"}); });
            CHECK(none.result == each.unanswered);
            if (none.result == outcome::failed) {
                CHECK(none.error.ec == code);
                CHECK(none.error.text == "pbx:5038: x");
            }
        }
        const auto unsent = at([&](login_sequence& l) {
            return l.on_refused(each.stage, {errc::header_too_long, "x"});
        });
        CHECK(unsent.result == each.unsent);
        CHECK((unsent.result != outcome::failed || unsent.error.ec == errc::invalid_config));
        // After the end of the connection nothing means anything.
        scene s(ami::login_method::challenge, 1);
        s.bring(each.stage);
        s.login.stop();
        CHECK(s.sent().empty());
        for (const auto of : all_purposes) {
            CHECK(s.login.on_answer(of, accepted()).result == outcome::go_on);
            CHECK(s.login.on_answer(of, refused("no")).result == outcome::go_on);
            CHECK(s.login.on_failure(of, {errc::timed_out, "x"}).result == outcome::go_on);
            CHECK(s.login.on_refused(of, {errc::timed_out, "x"}).result == outcome::go_on);
        }
        s.start();
        CHECK(s.sent() == std::vector<std::string>{"Challenge AuthType=MD5"});
    }
}

TEST_CASE("login: an answer of another stage -> nothing", "[session][login]")
{
    for (const auto stage : all_purposes) {
        for (const auto of : all_purposes) {
            const bool both_restore = stage >= purpose::filter && of >= purpose::filter;
            if (of == stage || both_restore)
                continue;
            scene s(ami::login_method::challenge, 1);
            s.bring(stage);
            CHECK(s.login.on_answer(of, refused("no")).result == outcome::go_on);
            CHECK(s.login.on_failure(of, {errc::timed_out, "x"}).result == outcome::go_on);
            CHECK(s.sent().empty());
        }
    }
}

TEST_CASE("login: what the server says", "[session][login]")
{
    const auto said = [](ami::login_method method, purpose of, const ami::response& what,
                          ami::detail::md5_function md5 = &key_of) {
        scene s(method);
        s.start(md5);
        REQUIRE(s.sent().size() == 1);
        if (of != s.last) {
            s.login.on_answer(purpose::challenge, accepted());
            REQUIRE(s.sent().size() == 1);
        }
        const auto verdict = s.login.on_answer(of, what);
        CHECK(verdict.result == outcome::failed);
        CHECK(s.sent().empty());
        return verdict.error;
    };
    const auto plain = ami::login_method::plain;
    const auto md5 = ami::login_method::challenge;
    auto error = said(plain, purpose::login, refused("Authentication failed"));
    CHECK(error.ec == errc::authentication_failed);
    CHECK(error.text ==
          "pbx:5038 says \"Authentication failed\": the user name is unknown, the secret is wrong, or an ACL "
          "(permit/deny in manager.conf) forbids this address; Asterisk does not tell which");
    for (const auto* words : {"Login Already In Use", "login already in use"}) {
        error = said(md5, purpose::login, refused(words));
        CHECK(error.ec == errc::login_in_use);
        CHECK(error.text ==
              "pbx:5038 says \"" + std::string(words) +
                  "\": the user has allowmultiplelogin=no in manager.conf and another session; possible "
                  "cause: a lost session that Asterisk still keeps");
    }
    error = said(plain, purpose::login, refused("\x1b[31mred, s3cr3t"));
    CHECK(error.ec == errc::login_refused);
    CHECK(error.text == "pbx:5038 says \"\\x1b[31mred, (redacted)\"");
    CHECK(said(plain, purpose::login, answer("Response: Error\r\n\r\n")).ec == errc::login_refused);
    CHECK(said(md5, purpose::challenge, refused("Must specify AuthType")).ec == errc::login_refused);
    error = said(md5, purpose::challenge, answer("Response: Success\r\n\r\n"));
    CHECK(error.ec == errc::not_ami);
    CHECK(error.text == "pbx:5038: the answer to Challenge has no challenge");
    CHECK(said(md5, purpose::challenge, accepted(), &no_md5).ec == errc::md5_unavailable);

    scene s(plain, 1);
    s.bring(purpose::barrier);
    const auto verdict = s.login.on_answer(purpose::filter, refused("Secret: abc"));
    CHECK(verdict.result == outcome::filter_refused);
    CHECK(verdict.error.text == "Secret: (redacted)");
}

TEST_CASE("login: a server says the secret or the key back -> no text shows it", "[session][login][secrets]")
{
    constexpr auto md5 = [](std::string_view, std::string_view) {
        return std::optional<std::string>("5eb63bbbe01eeed093cb22bb8f5acdc3");
    };
    for (const std::string words :
        {"s3cr3t is wrong", "Authentication failed", "Key: 5eb63bbbe01eeed093cb22bb8f5acdc3",
            "5eb63bbbe01eeed093cb22bb8f5acdc3 is not the key of s3cr3t", "Login refused (s3cr3t)"}) {
        CAPTURE(words);
        scene plain;
        plain.start();
        plain.sent();
        scene challenged(ami::login_method::challenge);
        challenged.start(md5);
        challenged.sent();
        REQUIRE(challenged.login.on_answer(purpose::challenge, accepted()).result == outcome::go_on);
        CHECK(challenged.sent().size() == 1);
        scene unchallenged(ami::login_method::challenge);
        unchallenged.start(md5);
        unchallenged.sent();
        for (const auto& [login, stage] :
            {std::pair(&plain.login, purpose::login), std::pair(&challenged.login, purpose::login),
                std::pair(&unchallenged.login, purpose::challenge)}) {
            const auto end = login->on_answer(stage, refused(words));
            CHECK(end.result == outcome::failed);
            CHECK(end.error.text.find("s3cr3t") == std::string::npos);
            // The plain login has no key, and the challenge was not answered.
            if (login == &challenged.login)
                CHECK(end.error.text.find("5eb63bbb") == std::string::npos);
        }
    }
}

TEST_CASE("server settings: one mask, each filter once", "[session][login]")
{
    server_settings server;
    CHECK(server.mask() == ami::event_mask::all());
    server.start(ami::event_mask("call"));
    server.add_filter(filter("a"));
    server.add_filter(filter("b"));
    server.add_filter(filter("a"));
    CHECK(server.filters().size() == 2);
    server.set_mask(ami::event_mask::none());
    CHECK(server.mask() == ami::event_mask::none());
    CHECK(server.filters().size() == 2);
    server.start(ami::event_mask("system"));
    CHECK(server.mask() == ami::event_mask("system"));
    CHECK(server.filters().empty());
}

TEST_CASE(
    "login: filters are owed -> no events but FullyBooted if the mask has its class", "[session][login]")
{
    struct {
        const char* url;
        const char* mask;
        const char* expected;
    } const rows[] = {{"ami://user:s3cr3t@pbx", "call,system", "system"},
        {"ami://user:s3cr3t@pbx", "on", "system"}, {"amis://user:s3cr3t@pbx", "system", "system"},
        {"ami://user:s3cr3t@pbx", "call", "off"}, {"ami://user:s3cr3t@pbx", "off", "off"},
        {"http://user:s3cr3t@pbx:8088/rawman", "call,system", "system"},
        {"http://user:s3cr3t@pbx:8088/arawman", "call,system", "off"}};
    for (const auto& row : rows) {
        INFO(row.url << ' ' << row.mask);
        scene s(ami::login_method::plain, 1);
        s.settings = ami::config(row.url);
        s.settings.login_method = ami::login_method::plain;
        s.settings.ready_when = ami::ready_when::logged_in;
        s.server.set_mask(ami::event_mask(row.mask));
        s.start();
        s.sent();
        CHECK(s.last_mask == row.expected);
    }
}
