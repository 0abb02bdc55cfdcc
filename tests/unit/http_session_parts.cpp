// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The parts of a session over HTTP, each alone: logins of its lanes, connections, polling of events, requests, answers.

#include "support/catch.hpp"

#include <ami/net/md5.hpp>
#include <ami/protocol/wire/parser.hpp>
#include <ami/protocol/wire/response.hpp>
#include <ami/session/http/answer_packets.hpp>
#include <ami/session/http/connection_slots.hpp>
#include <ami/session/http/event_polling.hpp>
#include <ami/session/http/http_request.hpp>
#include <ami/session/http/http_results.hpp>
#include <ami/session/http/server_login.hpp>
#include <ami/session/http/timing.hpp>

#include <string>
#include <string_view>
#include <vector>

using ami::errc;
using ami::detail::action_kind;
using ami::detail::connection_slots;
using ami::detail::event_polling;
using ami::detail::http_answer;
using ami::detail::http_lane;
using ami::detail::http_order;
using ami::detail::http_request;
using ami::detail::server_login;
using kind = http_request::kind;
using namespace std::chrono_literals;

namespace {

const auto start = ami::detail::time_point{} + 1h;

ami::config settings(std::string_view path, std::size_t connections = 1)
{
    ami::config made("http://hello:world@pbx/" + std::string(path));
    made.http.connections = connections;
    return made;
}

http_answer with_cookie(std::string_view value, int lifetime = 60)
{
    http_answer made;
    made.cookies.push_back(
        "mansession_id=\"" + std::string(value) + "\"; Version=1; Max-Age=" + std::to_string(lifetime));
    return made;
}

http_answer with_challenge(std::string_view nonce)
{
    http_answer made;
    made.status = 401;
    made.challenges.push_back(
        "Digest algorithm=MD5, realm=\"asterisk\", nonce=\"" + std::string(nonce) + "\", qop=\"auth\"");
    return made;
}

bool has(const std::optional<std::string>& text, std::string_view words)
{
    return text && text->find(words) != std::string::npos;
}

std::vector<std::string> kinds(const std::vector<http_order>& orders)
{
    std::vector<std::string> made;
    for (const auto& order : orders)
        made.push_back(std::string(order.type == http_order::kind::open    ? "open "
                                   : order.type == http_order::kind::close ? "close "
                                                                           : "send ") +
                       std::to_string(order.slot));
    return made;
}
using orders = std::vector<std::string>;

std::string form(const http_request& request)
{
    return ami::detail::form_of(request).str();
}

} // namespace

TEST_CASE(
    "http login: a cookie -> both lanes have the session, a second one is another session", "[session][http]")
{
    const auto config = settings("rawman");
    server_login login(config, &ami::detail::md5_hex, "0123456789abcdef");
    CHECK(login.take_cookie({}) == server_login::cookie::missing);
    CHECK_FALSE(has(login.head(http_lane::actions, 3), "Cookie"));
    CHECK(login.take_cookie(with_cookie("c0ffee", 90)) == server_login::cookie::good);
    CHECK(login.lifetime() == 90s);
    for (const auto lane : {http_lane::actions, http_lane::events})
        CHECK(has(login.head(lane, 3), "Cookie: mansession_id=\"c0ffee\"\r\n\r\n"));
    CHECK(login.take_cookie({}) == server_login::cookie::good);
    CHECK(login.take_cookie(with_cookie("c0ffee", 0)) == server_login::cookie::good);
    CHECK(login.lifetime() == 90s); // 0 is the lifetime of a session that has ended
    CHECK(login.take_cookie(with_cookie("bad", 30)) == server_login::cookie::foreign);
    CHECK(has(login.head(http_lane::actions, 3), "c0ffee"));
    login.on_request(http_lane::actions, start);
    CHECK_FALSE(login.has_expired(http_lane::actions, start + 24h)); // the server says so itself
    CHECK(login.keep_alive_at() == start + 10s);
    login.on_request(http_lane::events, start + 5s);
    CHECK(login.keep_alive_at() == start + 10s);
    login.on_use(http_lane::actions, start + 5s);
    CHECK(login.keep_alive_at() == start + 15s);
}

TEST_CASE("http login: digest -> a nonce, a counter and a lifetime for each lane", "[session][http]")
{
    const auto config = settings("arawman");
    server_login login(config, &ami::detail::md5_hex, "0123456789abcdef");
    CHECK(login.take_cookie({}) == server_login::cookie::good);
    CHECK_FALSE(has(login.head(http_lane::actions, 3), "Authorization"));
    const auto take = [&](http_lane lane, std::string_view nonce) {
        ami::detail::failure error;
        auto challenge = server_login::find_challenge(with_challenge(nonce), error);
        REQUIRE(challenge);
        login.take_challenge(lane, *challenge);
    };
    take(http_lane::actions, "a");
    CHECK(login.has_challenge(http_lane::actions));
    CHECK_FALSE(login.has_challenge(http_lane::events));
    CHECK(has(login.head(http_lane::actions, 3), "nc=00000001"));
    CHECK(has(login.head(http_lane::actions, 3), "nc=00000002"));
    take(http_lane::actions, "a"); // another connection had the same one
    CHECK(has(login.head(http_lane::actions, 3), "nc=00000003"));
    take(http_lane::events, "e");
    CHECK(has(login.head(http_lane::events, 3), "nonce=\"e\""));
    take(http_lane::actions, "b");
    CHECK(has(login.head(http_lane::actions, 3), "nc=00000001"));

    login.on_request(http_lane::actions, start);
    login.on_request(http_lane::events, start + 30s);
    const auto lifetime = login.lifetime();
    CHECK_FALSE(login.has_expired(http_lane::actions, start + lifetime - 1ms));
    CHECK(login.has_expired(http_lane::actions, start + lifetime));
    CHECK_FALSE(login.has_expired(http_lane::events, start + lifetime));
    login.on_use(http_lane::actions, start + lifetime); // the server counts from the request
    CHECK(login.has_expired(http_lane::actions, start + lifetime));
    login.forget(http_lane::actions);
    CHECK_FALSE(login.has_expired(http_lane::actions, start + lifetime));
    CHECK_FALSE(has(login.head(http_lane::actions, 3), "Authorization"));

    ami::detail::failure error;
    CHECK_FALSE(server_login::find_challenge({}, error));
    CHECK(error.ec == errc::not_ami);
    const auto no_md5 = [](std::string_view, std::string_view) -> std::optional<std::string> { return {}; };
    server_login without(config, no_md5, "0123456789abcdef");
    CHECK(without.head(http_lane::actions, 3));
    without.take_challenge(http_lane::actions, *server_login::find_challenge(with_challenge("a"), error));
    CHECK_FALSE(without.head(http_lane::actions, 3));
}

TEST_CASE("http slots: as many connections as actions need, and not more", "[session][http]")
{
    connection_slots slots(settings("rawman", 3));
    CHECK(slots.size() == 4);
    CHECK(slots.is_for_events(3));
    CHECK_FALSE(slots.is_for_events(2));
    CHECK_FALSE(slots.find_idle(2, start));
    CHECK(kinds(slots.take_orders()) == orders{"open 0"});
    CHECK_FALSE(slots.find_idle(1, start)); // one is being opened for it
    CHECK(slots.take_orders().empty());
    CHECK_FALSE(slots.find_idle(2, start));
    CHECK(kinds(slots.take_orders()) == orders{"open 1"});
    slots.on_open(1, start);
    CHECK(slots.find_idle(2, start) == 1);
    CHECK_FALSE(slots.on_refused(0, start)); // there is another one
    slots.send(1, {}, "text", 10s, start);
    CHECK(slots.any_action([](const http_request&) { return true; }));
    CHECK_FALSE(slots.find_idle(1, start));
    CHECK(kinds(slots.take_orders()) == orders{"send 1", "open 2"}); // 0 was refused a moment ago
    CHECK_FALSE(slots.on_refused(2, start));
    CHECK_FALSE(slots.find_idle(1, start + ami::detail::max_idle - 1ms));
    CHECK(slots.take_orders().empty());
    slots.on_closed(1, start);
    CHECK(slots.on_refused(0, start)); // none is left
}

TEST_CASE("http slots: deadlines of each state", "[session][http]")
{
    auto config = settings("amxml");
    config.connect_timeout = 5s;
    connection_slots slots(config);
    CHECK(slots.size() == 3);
    CHECK(slots.events() == 1);
    CHECK(slots.control() == 2);
    CHECK_FALSE(slots.deadline());
    slots.open(1, start);
    CHECK(slots.deadline() == start + 5s);
    CHECK_FALSE(slots.find_expired(start + 5s - 1ms));
    CHECK(slots.find_expired(start + 5s) == 1);
    slots.on_open(1, start + 1s);
    CHECK(slots.deadline() == start + 1s + ami::detail::max_idle);
    CHECK_FALSE(slots.find_expired(start + 1h)); // it is idle, not overdue
    slots.close_idle(start + 1s);
    CHECK(slots.is(1, connection_slots::state::idle));
    slots.send(1, {}, "text", ami::detail::duration::max(), start + 2s);
    CHECK_FALSE(slots.deadline());
    slots.set_deadline(1, start + 7s);
    CHECK(slots.find_expired(start + 7s) == 1);
    slots.on_answer(1, true, start + 3s);
    slots.close_idle(start + 3s + ami::detail::max_idle);
    CHECK(slots.is(1, connection_slots::state::closed));
    slots.open(1, start + 20s);
    slots.on_open(1, start + 20s);
    slots.send(1, {}, "text", 1s, start + 20s);
    slots.on_answer(1, false, start + 20s);
    CHECK(slots.is(1, connection_slots::state::closed));
    slots.take_orders();
    slots.open(0, start + 30s);
    slots.close_all();
    CHECK(kinds(slots.take_orders()) == orders{"close 0", "close 1", "close 2"});
    CHECK_FALSE(slots.deadline());
}

TEST_CASE("http polling: the pause between two WaitEvents grows while there are no events", "[session][http]")
{
    ami::detail::wait_pace pace;
    CHECK_FALSE(pace.next());
    pace.start(start);
    CHECK(pace.next() == start);
    auto now = start;
    for (const auto pause : {100ms, 200ms, 400ms, 800ms, 1000ms, 1000ms}) {
        pace.on_sent(now);
        pace.on_answer(false, now);
        CHECK(pace.next() == now + pause);
        now += pause;
    }
    pace.on_sent(now);
    pace.on_answer(true, now + 10ms);
    CHECK(pace.next() == now + 50ms);
    pace.on_sent(now);
    pace.on_answer(true, now + 30s); // it had waited long enough
    CHECK(pace.next() == now + 30s);
    pace.stop();
    CHECK_FALSE(pace.next());
}

TEST_CASE("http polling: subscribers and a mask -> events are prepared, then waited for", "[session][http]")
{
    using state = event_polling::state;
    for (const bool digest : {false, true}) {
        const auto config = settings(digest ? "arawman" : "rawman");
        ami::detail::server_settings server;
        server.start(ami::event_mask("call"));
        event_polling polling(config, server);
        CHECK_FALSE(polling.may_begin()); // no subscribers
        polling.want(true, start);
        CHECK(polling.may_begin());
        polling.on_login();
        CHECK(polling.may_begin());
        server.add_filter(ami::action("Filter").add("Operation", "Add").add("Filter", "x"));
        polling.on_login(); // filters and the mask are restored first
        CHECK_FALSE(polling.may_begin());
        CHECK_FALSE(polling.on_mask(false));
        CHECK(polling.may_begin());
        std::vector<std::string> forms;
        for (const auto& request : polling.prepare())
            forms.push_back(form(request));
        CHECK(forms == (digest ? orders{"Action=Events&EventMask=off", "Action=Filter&Operation=Add&Filter=x",
                                     "Action=Events&EventMask=call"}
                               : orders{"Action=Events&EventMask=aoc", "Action=WaitEvent&Timeout=0",
                                     "Action=Events&EventMask=call"}));
        CHECK(polling.is(state::preparing));
        CHECK_FALSE(polling.next_wait(60s, start));
        polling.on_prepared(start);
        CHECK(polling.deadline() == start);
        const auto wait = polling.next_wait(60s, start);
        REQUIRE(wait);
        CHECK(form(*wait) == "Action=WaitEvent&Timeout=30");
        CHECK_FALSE(polling.next_wait(60s, start)); // one at a time
        CHECK(polling.wait_time(20s) == 5s);
        CHECK(polling.wait_time(10s) == 1s);

        // An empty mask ends the wait, which would make it a full one.
        CHECK_FALSE(polling.on_mask(false));
        CHECK(polling.on_mask(true));
        CHECK(polling.is(state::off));
    }
}

TEST_CASE("http polling: no subscribers for some time -> the server is told", "[session][http]")
{
    auto config = settings("rawman");
    config.http.event_idle_timeout = 10s;
    const ami::detail::server_settings server;
    event_polling polling(config, server);
    polling.want(true, start);
    polling.prepare();
    polling.on_prepared(start);
    polling.want(false, start);
    polling.want(false, start + 5s); // it counts from the first time
    CHECK_FALSE(polling.on_wait_answered(false, true, start + 10s - 1ms));
    CHECK_FALSE(polling.on_wait_answered(false, false, start + 10s)); // a mask is on its way
    polling.want(true, start + 10s);
    CHECK_FALSE(polling.on_wait_answered(false, true, start + 11s));
    polling.want(false, start + 11s);
    const auto end = polling.on_wait_answered(false, true, start + 21s);
    REQUIRE(end);
    CHECK(form(*end) == "Action=Events&EventMask=off");
    CHECK(polling.is(event_polling::state::stopping));
    CHECK_FALSE(polling.is_wanted());
    CHECK_FALSE(polling.deadline());
    polling.want(true, start + 22s);
    CHECK_FALSE(polling.may_begin());
    polling.on_ended();
    CHECK(polling.may_begin());
}

TEST_CASE("http request: what an action becomes", "[session][http]")
{
    const struct {
        action_kind queued;
        kind made;
        bool alone, users, withdrawn;
    } table[] = {
        {action_kind::user, kind::action, false, true, true},
        {action_kind::ping, kind::action, false, true, true},
        {action_kind::challenge, kind::challenge, true, false, false},
        {action_kind::login, kind::login, true, false, false},
        {action_kind::filter, kind::filter, true, true, true},
        {action_kind::mask, kind::mask, true, true, true},
        {action_kind::logoff, kind::logoff, true, true, false},
    };
    for (const auto& row : table) {
        auto made = ami::detail::request_of(
            {7, row.queued, "Action: A\r\nEvents: call\r\nEventMask: user\r\n\r\n", "off"});
        CHECK(made.id == 7);
        CHECK(made.purpose == row.made);
        CHECK(made.alone == row.alone);
        CHECK(made.is_users() == row.users);
        CHECK(made.can_be_withdrawn() == row.withdrawn);
        CHECK(made.has_no_mask);
        CHECK(form(made) == "Action=A&Events=call&EventMask=user");
        made.quiet = true;
        CHECK(form(made) == (row.made == kind::login     ? "Action=A&Events=off&EventMask=user"
                                : row.made == kind::mask ? "Action=A&Events=call&EventMask=off"
                                                         : "Action=A&Events=call&EventMask=user"));
    }
    CHECK_FALSE(
        ami::detail::request_of({1, action_kind::mask, "Action: Events\r\n\r\n", "call"}).has_no_mask);
    CHECK_FALSE(ami::detail::own_request(kind::wait, "WaitEvent").is_users());

    ami::detail::request_queues queues;
    for (auto* const queue : {&queues.actions, &queues.control, &queues.events}) {
        for (const auto purpose : {kind::action, kind::logoff}) {
            queue->emplace_back().purpose = purpose;
            queue->back().id = 3;
        }
    }
    queues.withdraw(2);
    CHECK(queues.actions.size() == 2);
    queues.withdraw(3);
    CHECK(queues.actions.size() == 1); // a Logoff stays
    CHECK(queues.control.size() == 1);
    queues.clear();
    CHECK(queues.actions.empty());
    CHECK(queues.events.empty());
}

TEST_CASE("http results: what is told of an action, and what is waited for", "[session][http]")
{
    ami::detail::write_queue queue;
    for (const std::uint64_t id : {1, 2}) {
        ami::action("Ping").serialize(queue.text(), "id");
        queue.added(id);
        queue.hand_over();
    }
    ami::detail::http_results results(queue);
    results.add({});
    results.fail(0, {errc::not_sent, "none"});
    CHECK(results.take().empty());
    results.sent(1);
    CHECK(queue.was_sent(1));
    results.fail_unsent(1, {errc::connection_lost, "cause"});
    CHECK_FALSE(queue.was_sent(1));
    results.hold_login("login");
    results.add("packets", 2);
    results.release_login();
    results.release_login();
    results.add_gap();
    const auto all = results.take();
    REQUIRE(all.size() == 4);
    CHECK(all[0].error.ec == errc::not_sent);
    CHECK(all[0].error.text == "cause");
    CHECK(all[1].id == 2);
    CHECK(all[2].packets == "login");
    CHECK_FALSE(all[2].is_gap);
    CHECK(all[3].is_gap); // after what came before it

    results.await_delivery(2);
    CHECK(results.has_undelivered());
    CHECK_FALSE(results.on_delivered(1));
    CHECK(results.on_delivered(2));
    CHECK_FALSE(results.has_undelivered());
    results.await_delivery(2);
    results.leave();
    CHECK_FALSE(results.has_undelivered()); // nobody reads them
    results.sent(2);
    CHECK(queue.can_remove(2)); // the queue is not used any more
}

TEST_CASE("http answer: its packets, and what they say", "[session][http]")
{
    const auto raw = settings("rawman");
    const auto read = [&](std::string_view type, std::string body) {
        http_answer answer;
        answer.content_type = type;
        answer.body = std::move(body);
        return ami::detail::packets_of(answer, raw);
    };
    CHECK(read("text/plain", "Response: Success\r\n\r\n").text == "Response: Success\r\n\r\n");
    CHECK_FALSE(read("text/plain", "").error);
    CHECK(read("text/html", "<html>").error.text.find("a web page at /rawman") == 0);
    const auto other = read("text/plain", " <x>world</x>").error;
    CHECK(other.ec == errc::not_ami);
    CHECK(other.text.find("something else") == 0);
    CHECK(other.text.find("world") == std::string::npos);

    std::string text = "Response: Success\r\n\r\nEvent: A\r\n\r\nEvent: B\r\nX:";
    auto found = ami::detail::read_answer(text, "7", raw);
    CHECK(found.is_accepted);
    CHECK_FALSE(found.is_empty);
    CHECK(text == "Response: Success\r\n\r\nEvent: A\r\n\r\n");
    text = "Event: A\r\n\r\nResponse: Success\r\n\r\n";
    CHECK_FALSE(ami::detail::read_answer(text, "7", raw).is_accepted);
    text.clear();
    CHECK(ami::detail::read_answer(text, "7", raw).is_empty);

    for (const bool is_wait : {true, false}) {
        text = "Response: Success\r\n\r\nEvent: A\r\n\r\nEvent: WaitEventComplete\r\n\r\n";
        CHECK_FALSE(ami::detail::read_own_answer(text, raw, is_wait).is_denied);
        CHECK(text == (is_wait ? "Event: A\r\n\r\n" : ""));
    }
    text = "Response: Error\r\nMessage: not for world\r\n\r\n";
    found = ami::detail::read_own_answer(text, raw, true);
    CHECK(found.is_denied);
    CHECK(found.refusal.find("not for") == 0);
    CHECK(found.refusal.find("world") == std::string::npos);
}

TEST_CASE("http answers: a Command up to Asterisk 13 -> its output goes on to the last marker of the body",
    "[http]")
{
    const auto raw = settings("rawman");
    const std::string head = "Privilege: Command\r\nActionID: 7\r\n";
    struct {
        std::string_view text;
        std::vector<std::string> output;
    } const cases[] = {
        {"one\n\n two\n", {"one", "", " two"}},
        {"one\n--END COMMAND--\r\n\r\nEvent: Hangup\r\nUniqueid: 1\r\n\r\nend",
            {"one", "--END COMMAND--", "", "Event: Hangup", "Uniqueid: 1", "", "end"}},
        {"--END COMMAND--\r\n\r\n--END COMMAND--\r\n\r\n", {"--END COMMAND--", "", "--END COMMAND--", ""}},
        {"the --END COMMAND-- quoted\n", {"the --END COMMAND-- quoted"}},
    };
    for (const auto& each : cases) {
        INFO(each.text);
        auto body = "Response: Follows\r\n" + head + std::string(each.text) + "--END COMMAND--\r\n\r\n";
        const auto found = ami::detail::read_answer(body, "7", raw);
        CHECK_FALSE(found.error);
        ami::parser parser({}, ami::parser::greeting::none);
        parser.feed(body);
        ami::error_code ec;
        REQUIRE(parser.next(ec) == ami::parser::result::packet);
        const ami::response answer(parser.packet());
        CHECK(answer.ok());
        CHECK(answer["ActionID"] == "7");
        CHECK(answer["Privilege"] == "Command");
        CHECK(answer.output() == each.output);
        CHECK(parser.next(ec) == ami::parser::result::need_more);
    }
    // The answer of another action is not a Command's.
    auto body = "Response: Follows\r\n" + head + "a\n--END COMMAND--\r\n\r\nb\n--END COMMAND--\r\n\r\n";
    const auto before = body;
    ami::detail::read_answer(body, "8", raw);
    CHECK(body == before);
}

TEST_CASE("http answers: a forged Command's answer -> no event behind it is lost", "[http]")
{
    const auto raw = settings("rawman");
    const std::string body = "Response: Follows\r\nActionID: 1\r\n\r\nEvent: A\r\n\r\n";
    auto text = "Response: Success\r\nActionID: 7\r\n\r\n" + body;
    ami::detail::read_answer(text, "7", raw);
    CHECK(text == "Response: Success\r\nActionID: 7\r\n\r\n" + body);
    text = "Response: Success\r\n\r\n" + body + "Response: Error\r\n\r\nEvent: WaitEventComplete\r\n\r\n";
    CHECK_FALSE(ami::detail::read_own_answer(text, raw, true).is_denied);
    CHECK(text == "Event: A\r\n\r\n");
    text = body + "Event: WaitEventComplete\r\n\r\n";
    ami::detail::read_own_answer(text, raw, true);
    CHECK(text == "Event: A\r\n\r\n");
}
