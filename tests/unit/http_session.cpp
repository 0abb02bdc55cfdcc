// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A session over HTTP, in virtual time and without a network: which requests go out, what becomes of the answers.

#include "support/catch.hpp"

#include <ami/net/md5.hpp>
#include <ami/protocol/wire/action.hpp>
#include <ami/protocol/wire/header_view.hpp>
#include <ami/session/actions/action_kind.hpp>
#include <ami/session/http/http_session.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using ami::errc;
using ami::detail::action_kind;
using ami::detail::http_answer;
using ami::detail::http_order;
using ami::detail::http_session;
using namespace std::chrono_literals;

namespace {

// The session, and the web server's side of it.
class world {
public:
    explicit world(
        std::string_view path = "rawman", std::size_t connections = 1, std::string_view scheme = "http")
        : session(
              settings(path, connections, scheme), &ami::detail::md5_hex, "0123456789abcdef", queue, server),
          digest(path.starts_with('a'))
    {
        session.start(now);
        open[0] = true;
    }

    static ami::config settings(
        std::string_view path, std::size_t connections, std::string_view scheme = "http")
    {
        ami::config how(std::string(scheme) + "://hello:world@pbx/" + std::string(path));
        how.http.connections = connections;
        return how;
    }

    // The action waits to be sent, under this ActionID.
    void write(const ami::action& what, const std::string& id)
    {
        const bool login = what.name() == "Login";
        const auto kind = login                        ? action_kind::login
                          : what.name() == "Challenge" ? action_kind::challenge
                                                       : ami::detail::kind_of(what);
        std::string mask;
        for (ami::header_iterator at{what.header_lines()}; at != ami::header_iterator{}; ++at) {
            if (at->name == (login ? "Events" : "EventMask"))
                mask = at->value;
        }
        if (login && digest)
            ami::action("Events").add("EventMask", "off").serialize(queue.text(), id);
        else
            what.serialize(queue.text(), id);
        if (login && !restores)
            server.start(mask.empty() ? ami::event_mask::all() : ami::event_mask(mask));
        sent.insert_or_assign(ids.size() + 1, what);
        ids.push_back(id);
        queue.added(ids.size(), kind, mask);
        settle();
    }
    std::uint64_t number(const std::string& id) const
    {
        const auto at = std::find(ids.begin(), ids.end(), id);
        REQUIRE(at != ids.end());
        return static_cast<std::uint64_t>(at - ids.begin()) + 1;
    }
    bool waits(const std::string& id) const { return number(id) >= queue.front().id; }
    void withdraw(const std::string& id)
    {
        session.withdraw(number(id), now);
        settle();
    }

    // Carries orders out; connections open at once. What is taken was sent.
    void settle()
    {
        for (bool any = true; any;) {
            any = carry_out();
            if (!queue.empty()) {
                any = session.send(now) != 0 || any;
                any = carry_out() || any;
            }
            any = deliver() || any;
        }
    }
    // What the session above does: it records what was accepted, without a response too.
    bool deliver()
    {
        bool any = false;
        if (!delivers)
            return any;
        for (auto& each : session.take_results()) {
            received += each.is_gap ? "(gap)" : each.packets;
            if (each.error)
                failed.push_back({ids[static_cast<std::size_t>(each.id) - 1], each.error});
            else if (each.id != 0 && (each.packets.empty() || each.packets.find("Success") < 20))
                server.on_accepted(sent.at(each.id));
            any = session.on_delivered(each.id, now) || any;
        }
        return any;
    }
    std::string take_received()
    {
        settle();
        return std::exchange(received, {});
    }
    struct failed_action {
        std::string id;
        ami::detail::failure why;
    };
    std::vector<failed_action> take_failed()
    {
        settle();
        return std::exchange(failed, {});
    }

    bool carry_out()
    {
        bool any = false;
        for (auto orders = session.take_orders(); !orders.empty(); orders = session.take_orders()) {
            any = true;
            for (auto& each : orders) {
                switch (each.type) {
                case http_order::kind::open:
                    ++opened;
                    if (slow_connections) {
                        break;
                    } else if (refuse_connections) {
                        session.on_open(each.slot, {errc::connect_timeout, "refused"}, now);
                    } else {
                        open[each.slot] = true;
                        session.on_open(each.slot, {}, now);
                    }
                    break;
                case http_order::kind::send:
                    CHECK(open[each.slot]);
                    CHECK_FALSE(requests.count(each.slot));
                    requests[each.slot] = each.text;
                    if (sends_whole)
                        session.on_sent(each.slot);
                    break;
                case http_order::kind::close:
                    open[each.slot] = false;
                    requests.erase(each.slot);
                    break;
                }
            }
        }
        return any;
    }

    // The body of the request that is under way on this slot.
    std::string body(std::size_t slot) const
    {
        const auto at = requests.find(slot);
        return at == requests.end() ? std::string() : at->second.substr(at->second.find("\r\n\r\n") + 4);
    }
    bool sends(std::size_t slot, std::string_view words) const
    {
        const auto at = requests.find(slot);
        return at != requests.end() && at->second.find(words) != std::string::npos;
    }

    void answer(std::size_t slot, std::string packets)
    {
        http_answer what;
        what.status = 200;
        what.content_type = "text/plain";
        if (!cookie.empty())
            what.cookies.push_back(
                "mansession_id=\"" + cookie + "\"; Version=1; Max-Age=" + std::to_string(lifetime));
        what.body = std::move(packets);
        answer(slot, std::move(what));
    }
    void answer(std::size_t slot, http_answer what, bool keeps_alive = true)
    {
        REQUIRE(requests.count(slot) == 1);
        requests.erase(slot);
        session.want_events(wanted, now);
        session.on_answer(slot, std::move(what), keeps_alive, now);
        settle();
    }
    void status(std::size_t slot, unsigned status, std::string challenge = {})
    {
        http_answer what;
        what.status = status;
        if (!challenge.empty())
            what.challenges.push_back(std::move(challenge));
        answer(slot, std::move(what));
    }
    void success(std::size_t slot, std::string_view more = {})
    {
        answer(slot, "Response: Success\r\n" + std::string(more) + "\r\n");
    }
    void close(std::size_t slot)
    {
        requests.erase(slot);
        open[slot] = false;
        session.on_closed(slot, {errc::connection_lost, "closed"}, now);
        settle();
    }

    void want()
    {
        wanted = true;
        session.want_events(true, now);
        settle();
    }

    void pass(ami::detail::duration time)
    {
        const auto until = now + time;
        for (int turns = 0;; ++turns) {
            REQUIRE(turns < 1000);
            const auto next = session.deadline();
            if (!next || *next > until)
                break;
            now = std::max(now, *next);
            session.want_events(wanted, now);
            session.on_time(now);
            settle();
        }
        now = until;
    }

    void log_in()
    {
        write(ami::action("Login").add("Username", "hello").add("Secret", "world").add("Events", "call"),
            "id-1");
        success(0, "ActionID: id-1\r\n");
        CHECK(take_received().find("id-1") != std::string::npos);
    }

    // What a server says with digest.
    static std::string challenge(std::string_view nonce, bool stale = false)
    {
        return "Digest algorithm=MD5, realm=\"asterisk\", nonce=\"" + std::string(nonce) +
               "\", qop=\"auth\", opaque=\"" + std::string(nonce) + "\"" + (stale ? ", stale=true" : "");
    }

    // Logs in with digest: the action session has nonce n1.
    void log_in_by_digest()
    {
        write(ami::action("Login").add("Username", "hello").add("Events", "call"), "id-1");
        CHECK_FALSE(sends(0, "Authorization"));
        status(0, 401, challenge("n1"));
        CHECK(sends(0, "nc=00000001"));
        success(0, "ActionID: id-1\r\nEvents: Off\r\n");
    }

    ami::detail::time_point now = ami::detail::time_point{} + 1h;
    ami::detail::write_queue queue;
    ami::detail::server_settings server;
    std::map<std::uint64_t, ami::action> sent; // by number
    http_session session;
    bool digest;
    std::vector<std::string> ids; // by number
    std::string received;
    std::vector<failed_action> failed;
    bool sends_whole = true;
    bool restores = false; // the server's settings are those of an earlier connection
    bool delivers = true;  // results to the session above
    std::map<std::size_t, bool> open;
    std::map<std::size_t, std::string> requests; // under way, by slot
    std::string cookie = "c0ffee";
    int lifetime = 60;
    bool wanted = false;
    bool refuse_connections = false;
    bool slow_connections = false; // they open when the test says so
    int opened = 0;
};

const std::string wait_complete = "Response: Success\r\nMessage: Waiting for Event completed.\r\n\r\n";
const std::string wait_end = "Event: WaitEventComplete\r\n\r\n";

} // namespace

TEST_CASE("http session: a request, its cookie, its answer")
{
    world net;
    net.write(ami::action("Challenge").add("AuthType", "MD5"), "id-0");
    CHECK(net.requests[0] == "POST /rawman HTTP/1.1\r\nHost: pbx:8088\r\nUser-Agent: ami\r\n"
                             "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 43\r\n\r\n"
                             "Action=Challenge&ActionID=id-0&AuthType=MD5");
    net.success(0, "ActionID: id-0\r\nChallenge: 1\r\n");
    CHECK(net.take_received() == "Response: Success\r\nActionID: id-0\r\nChallenge: 1\r\n\r\n");
    net.log_in();
    net.write(ami::action("Ping"), "id-2");
    CHECK(net.sends(0, "\r\nCookie: mansession_id=\"c0ffee\"\r\n"));
    CHECK(net.body(0) == "Action=Ping&ActionID=id-2");
    CHECK(net.opened == 0);
}

TEST_CASE("http session: nobody listens, so the mask is none")
{
    world net;
    net.write(ami::action("Login").add("Username", "hello").add("Events", "call"), "id-1");
    CHECK(net.sends(0, "&Events=off"));
    net.success(0);
    net.write(ami::action("Events").add("EventMask", "call"), "id-2");
    CHECK(net.sends(0, "&EventMask=off"));
    net.success(0);
    net.pass(5s);
    CHECK(net.requests.empty());

    // What was collected is thrown away before the mask is set.
    net.want();
    CHECK(net.body(1) == "Action=Events&EventMask=aoc");
    net.write(ami::action("Originate"), "id-3");
    CHECK_FALSE(net.requests.count(0)); // what it causes must be seen
    net.success(1);
    CHECK(net.body(1) == "Action=WaitEvent&Timeout=0");
    net.answer(1, wait_complete + "Event: Old\r\n\r\n" + wait_end);
    CHECK(net.body(1) == "Action=Events&EventMask=call");
    net.success(1);
    CHECK(net.body(1) == "Action=WaitEvent&Timeout=30");
    CHECK(net.body(0) == "Action=Originate&ActionID=id-3");
    CHECK(net.take_received().find("Old") == std::string::npos);
}

TEST_CASE("http session: who listened before the login gets events from it on")
{
    world net;
    net.want();
    net.write(ami::action("Login").add("Username", "hello").add("Events", "call"), "id-1");
    CHECK(net.sends(0, "&Events=call"));
    net.answer(0, "Response: Success\r\nActionID: id-1\r\n\r\nEvent: FullyBooted\r\n\r\n");
    CHECK(net.take_received().find("FullyBooted") != std::string::npos);
    CHECK(net.body(1) == "Action=WaitEvent&Timeout=30");
    net.answer(1, wait_complete + "Event: A\r\nX: 1\r\n\r\nEvent: B\r\n\r\n" + wait_end);
    CHECK(net.take_received() == "Event: A\r\nX: 1\r\n\r\nEvent: B\r\n\r\n");
    CHECK(net.requests.empty());
    net.pass(50ms);
    CHECK(net.body(1) == "Action=WaitEvent&Timeout=30");
}

TEST_CASE("http session: who subscribes while the connection is being made does not disturb it")
{
    const auto now = ami::detail::time_point{} + 1h;
    ami::detail::write_queue queue;
    const ami::detail::server_settings server;
    http_session session(
        world::settings("rawman", 1), &ami::detail::md5_hex, "0123456789abcdef", queue, server);
    session.want_events(true, now);
    CHECK_FALSE(session.deadline());
    session.on_time(now);
    CHECK(session.take_orders().empty());
    session.start(now);
    ami::action("Login").add("Username", "hello").serialize(queue.text(), "id-1");
    queue.added(1, action_kind::login);
    session.send(now);
    const auto orders = session.take_orders();
    REQUIRE(orders.size() == 1);
    CHECK(orders[0].type == http_order::kind::send);
    CHECK(orders[0].slot == 0);
}

TEST_CASE("http session: an answer without an event that comes at once is not asked for without end")
{
    world net;
    net.lifetime = 10; // WaitEvent returns at once then
    net.want();
    net.log_in();
    int asked = 0;
    const auto until = net.now + 10s;
    while (net.now < until) {
        if (net.requests.count(1)) {
            // After an empty one it must be certain that none has taken its place.
            CHECK(net.body(1) == (asked % 2 ? "Action=WaitEvent&Timeout=0" : "Action=WaitEvent&Timeout=1"));
            ++asked;
            net.answer(1, asked % 2 ? "" : wait_complete + wait_end); // superseded, or without events
        }
        net.pass(10ms);
    }
    CHECK(asked >= 10);
    CHECK(asked <= 16);
}

TEST_CASE("http session: when nobody listens any more the server is told")
{
    world net;
    net.want();
    net.log_in();
    net.pass(20s);
    net.wanted = false;
    net.answer(1, wait_complete + wait_end);
    net.pass(0s);
    CHECK(net.sends(1, "WaitEvent")); // not at once
    net.pass(30s);
    net.answer(1, wait_complete + wait_end);
    CHECK(net.body(1) == "Action=Events&EventMask=off");
    net.want(); // meanwhile
    net.success(1);
    CHECK(net.body(1) == "Action=Events&EventMask=aoc");
}

TEST_CASE("http session: an empty mask is kept empty")
{
    world net;
    net.want();
    net.log_in();
    net.write(ami::action("Events").add("EventMask", "off"), "id-2");
    CHECK(net.sends(0, "&EventMask=off"));
    net.success(0);
    CHECK_FALSE(net.open[1]); // else what comes next would wait for up to 30 s behind it
    net.pass(5s);
    CHECK_FALSE(net.sends(1, "WaitEvent")); // which would make it a full one
    net.write(ami::action("Events").add("EventMask", "system"), "id-3");
    net.success(0);
    CHECK(net.body(1) == "Action=Events&EventMask=aoc");
    net.success(1);
    net.success(1);
    CHECK(net.body(1) == "Action=Events&EventMask=system");
}

TEST_CASE("http session: a mask that is being changed when events begin to be wanted")
{
    SECTION("cookie: in flight")
    {
        world net;
        net.log_in();
        net.write(ami::action("Events").add("EventMask", "call,system"), "id-2");
        CHECK(net.sends(0, "&EventMask=off"));
        net.want();
        CHECK_FALSE(net.requests.count(1)); // it would begin with the old mask
        net.success(0);
        net.success(1);
        net.answer(1, wait_complete + wait_end);
        CHECK(net.body(1) == "Action=Events&EventMask=call%2Csystem");
    }
    SECTION("cookie: not sent yet")
    {
        world net;
        net.log_in();
        net.write(ami::action("CoreStatus"), "id-2");
        net.write(ami::action("Events").add("EventMask", "call,system"), "id-3");
        net.want();
        net.success(1);
        net.answer(1, wait_complete + wait_end);
        CHECK(net.body(1) == "Action=Events&EventMask=call");
        net.success(1);
        net.success(0);
        CHECK(net.sends(0, "&EventMask=call%2Csystem")); // `off` would make the next wait's a full one
    }
    SECTION("cookie: taken without a word")
    {
        world net;
        net.want();
        net.write(ami::action("Login").add("Username", "hello").add("Events", "off"), "id-1");
        net.success(0);
        CHECK_FALSE(net.requests.count(1));
        net.write(ami::action("Events").add("EventMask", "call"), "id-2");
        net.answer(0, "");
        CHECK(net.body(1) == "Action=Events&EventMask=aoc");
    }
    SECTION("digest: a filter and a mask in flight")
    {
        for (const std::string name : {"Filter", "Events"}) {
            world net("arawman");
            net.log_in_by_digest();
            net.write(name == "Filter" ? ami::action("Filter").add("Operation", "Add").add("Filter", "!A")
                                       : ami::action("Events").add("EventMask", "system"),
                "id-2");
            net.want();
            CHECK_FALSE(net.requests.count(1));
            net.success(0);
            CHECK(net.body(1) ==
                  (name == "Filter" ? "Action=Events&EventMask=off" : "Action=Events&EventMask=system"));
        }
    }
    SECTION("digest: an action behind a mask waits for it")
    {
        world net("arawman");
        net.want();
        net.log_in_by_digest();
        net.status(1, 401, world::challenge("n2"));
        net.success(1);
        net.write(ami::action("Events").add("EventMask", "system"), "id-2");
        net.write(ami::action("Originate"), "id-3");
        CHECK(net.sends(2, "EventMask=system"));
        CHECK_FALSE(net.requests.count(0));
        net.success(2);
        CHECK(net.sends(0, "Action=Originate"));
    }
}

TEST_CASE("http session: the answer to a mask was not read yet -> nothing goes out that depends on it",
    "[session][http]")
{
    world net;
    net.log_in();
    net.want();
    net.success(1);
    net.answer(1, wait_complete + wait_end);
    net.success(1);
    net.write(ami::action("Events").add("EventMask", "off"), "id-2");
    net.success(0);
    REQUIRE_FALSE(net.sends(1, "WaitEvent"));
    net.delivers = false;
    net.write(ami::action("Events").add("EventMask", "call,system"), "id-3");
    net.success(0);
    net.write(ami::action("Originate"), "id-4");
    CHECK(net.requests.empty());
    CHECK(net.waits("id-4"));
    net.delivers = true;
    net.settle();
    CHECK(net.body(1) == "Action=Events&EventMask=aoc"); // the events that the call causes must be seen
    net.success(1);
    net.answer(1, wait_complete + wait_end);
    CHECK(net.body(1) == "Action=Events&EventMask=call%2Csystem");
    CHECK(net.waits("id-4"));
    net.success(1);
    CHECK(net.body(0) == "Action=Originate&ActionID=id-4");
}

TEST_CASE("http session: a new connection restores filters and mask -> events are asked for after these",
    "[session][http]")
{
    for (const bool digest : {false, true}) {
        world net(digest ? "arawman" : "rawman");
        net.want();
        net.restores = true;
        net.server.start(ami::event_mask("call,system"));
        net.server.add_filter(ami::action("Filter").add("Operation", "Add").add("Filter", "!A"));
        // For FullyBooted, which is in the answer to the login.
        net.write(
            ami::action("Login").add("Username", "hello").add("Events", digest ? "off" : "system"), "id-1");
        if (digest)
            net.status(0, 401, world::challenge("n1"));
        net.success(0);
        CHECK_FALSE(net.requests.count(1));
        net.write(ami::action("Filter").add("Operation", "Add").add("Filter", "!A"), "id-2");
        net.success(0);
        CHECK_FALSE(net.requests.count(1));
        net.write(ami::action("Events").add("EventMask", "call,system"), "id-3");
        net.success(0);
        REQUIRE(net.requests.count(1));
        if (!digest) {
            CHECK(net.body(1) == "Action=Events&EventMask=aoc");
            continue;
        }
        CHECK(net.body(1) == "Action=Events&EventMask=off");
        net.status(1, 401, world::challenge("e1"));
        net.success(1);
        CHECK(net.body(1) == "Action=Filter&Operation=Add&Filter=%21A");
        net.success(1);
        CHECK(net.body(1) == "Action=Events&EventMask=call%2Csystem");
    }
}

TEST_CASE("http session: a session by digest that the server has forgotten")
{
    SECTION("behind a long action the new one is told to be quiet")
    {
        world net("arawman");
        net.log_in_by_digest();
        net.write(ami::action("Originate"), "id-2");
        net.now += 61s;
        net.success(0);
        net.write(ami::action("Ping"), "id-3");
        CHECK(net.body(0) == "Action=Events&EventMask=off");
        CHECK_FALSE(net.sends(0, "Authorization"));
        net.status(0, 401, world::challenge("n3"));
        CHECK(net.body(0) == "Action=Events&EventMask=off");
        net.success(0);
        CHECK(net.sends(0, "Action=Ping"));
        CHECK(net.sends(0, "nonce=\"n3\", uri=\"/arawman\", algorithm=MD5, qop=auth, nc=00000002"));
    }
    SECTION("the events' one is a lost session")
    {
        world net("arawman");
        net.want();
        net.log_in_by_digest();
        net.status(1, 401, world::challenge("n2"));
        net.success(1);
        net.now += 61s; // the process was suspended
        net.answer(1, wait_complete + wait_end);
        net.pass(1s);
        CHECK(net.session.fault().ec == errc::connection_lost);
    }
}

// A server that was restarted takes the nonce for a session of its own, without mask and filters.
TEST_CASE("http session: with digest, the connection of the events ends -> they get another session")
{
    world net("arawman");
    net.want();
    net.log_in_by_digest();
    net.status(1, 401, world::challenge("e1"));
    net.success(1);
    CHECK(net.body(1) == "Action=WaitEvent&Timeout=30");
    net.take_received();
    SECTION("while they are waited for")
    {
        net.close(1);
    }
    SECTION("between two waits")
    {
        net.answer(1, wait_complete + wait_end);
        net.close(1);
    }
    SECTION("a mask is on its way")
    {
        net.write(ami::action("Events").add("EventMask", "off"), "id-2");
        CHECK(net.sends(2, "EventMask=off"));
        net.close(1);
        CHECK_FALSE(net.sends(1, "EventMask"));
        net.success(2, "ActionID: id-2\r\n");
        CHECK(net.take_received().starts_with("(gap)")); // nothing is waited for any more
        net.write(ami::action("Ping"), "id-3");
        CHECK(net.sends(0, "Action=Ping"));
        return;
    }
    CHECK(net.body(1) == "Action=Events&EventMask=call");
    CHECK_FALSE(net.sends(1, "nonce=\"e1\""));
    net.write(ami::action("Ping"), "id-2");
    CHECK(net.waits("id-2"));
    net.status(1, 401, world::challenge("e2"));
    CHECK(net.take_received().empty());
    net.success(1);
    CHECK(net.take_received() == "(gap)");
    CHECK(net.sends(0, "Action=Ping"));
    CHECK(net.body(1) == "Action=WaitEvent&Timeout=30");

    net.close(1);
    net.status(1, 401, world::challenge("e3"));
    net.success(1);
    CHECK_FALSE(net.session.fault());
    net.close(1); // again and again
    CHECK(net.session.fault().ec == errc::connection_lost);
}

TEST_CASE("http session: the server is told again that nobody listens, where the connection ended under that")
{
    world net;
    net.want();
    net.log_in();
    net.wanted = false;
    net.answer(1, wait_complete + "Event: A\r\n\r\n" + wait_end);
    net.pass(11s);
    net.answer(1, wait_complete + "Event: A\r\n\r\n" + wait_end);
    CHECK(net.body(1) == "Action=Events&EventMask=off");
    net.close(1);
    CHECK(net.body(1) == "Action=Events&EventMask=off");
    net.success(1);
    CHECK(net.requests.empty());
}

TEST_CASE("http session: actions go one after another, or several at a time")
{
    world one;
    one.log_in();
    for (const auto* id : {"a", "b", "c"})
        one.write(ami::action("Ping"), id);
    CHECK(one.requests.size() == 1);
    CHECK(one.sends(0, "ActionID=a"));
    one.success(0);
    CHECK(one.sends(0, "ActionID=b"));
    CHECK(one.opened == 0);

    world three("rawman", 3);
    three.log_in();
    for (const auto* id : {"a", "b", "c", "d"})
        three.write(ami::action("Ping"), id);
    CHECK(three.requests.size() == 3);
    CHECK(three.opened == 2);
    three.write(ami::action("Logoff"), "e");
    three.success(1);
    CHECK(three.sends(1, "ActionID=d"));
    for (const std::size_t slot : {0, 1})
        three.success(slot);
    CHECK(three.requests.size() == 1); // the logoff waits for the last
    three.success(2);
    CHECK(three.body(0) == "Action=Logoff&ActionID=e");
    three.answer(0, "Response: Goodbye\r\nActionID: e\r\n\r\n");
    CHECK(three.take_received().find("Goodbye") != std::string::npos);
    CHECK(three.session.fault().ec == errc::connection_lost);
}

TEST_CASE("http session: an action may reload http.conf -> over HTTPS its connection is not used again")
{
    const auto reloads = {ami::action("Reload"), ami::action("ModuleLoad").add("LoadType", "reload"),
        ami::action("Command").add("Command", "module Reload http"),
        ami::action("UpdateConfig").add("Reload", "yes")};
    for (const auto& reload : reloads) {
        for (const auto* scheme : {"http", "https"}) {
            INFO(reload.name() << ' ' << scheme);
            world net("rawman", 1, scheme);
            net.log_in();
            net.write(reload, "id-2");
            net.write(ami::action("Ping"), "id-3");
            net.slow_connections = true;
            net.success(0, "ActionID: id-2\r\n");
            const bool is_closed = !net.open[0];
            CHECK(is_closed == (scheme == std::string_view("https")));
            CHECK(net.sends(0, "ActionID=id-3") == !is_closed);
            if (is_closed) {
                net.open[0] = true;
                net.session.on_open(0, {}, net.now);
                net.settle();
            }
            CHECK(net.sends(0, "ActionID=id-3"));
            CHECK(net.take_failed().empty());
        }
    }
}

TEST_CASE("http session: kept alive within httptimeout, idle connections closed")
{
    world net;
    net.lifetime = 30;
    net.log_in();
    net.pass(9s);
    CHECK(net.open[0]);
    net.pass(1s);
    CHECK(net.body(0) == "Action=Ping"); // a third of it
    net.success(0);
    CHECK(net.take_received().empty());
    net.lifetime = 300;
    net.pass(10s);
    net.success(0);
    CHECK(net.open[0]);
    net.pass(11s);
    CHECK_FALSE(net.open[0]);
    net.pass(80s);
    CHECK(net.requests.empty());
    net.pass(10s);
    CHECK(net.body(0) == "Action=Ping");
    CHECK(net.opened == 1);
}

TEST_CASE("http session: another cookie means that the session is gone")
{
    world net;
    net.log_in();
    net.write(ami::action("Originate"), "id-2");
    net.write(ami::action("Ping"), "id-3");
    net.cookie = "other";
    net.answer(0, "Response: Error\r\nActionID: id-2\r\nMessage: Permission denied\r\n\r\n");
    CHECK(net.session.fault().ec == errc::connection_lost);
    CHECK(net.session.fault().text.find("httptimeout") != std::string::npos);
    const auto failed = net.take_failed();
    REQUIRE(failed.size() == 1);
    CHECK(failed[0].id == "id-2");
    CHECK(failed[0].why.ec == errc::not_sent); // it was not run
    CHECK(net.waits("id-3"));                  // it was not taken
    CHECK(net.take_received().empty());
    CHECK_FALSE(net.session.deadline());

    world denied;
    denied.log_in();
    denied.write(ami::action("Command"), "id-2");
    denied.answer(0, "Response: Error\r\nActionID: id-2\r\nMessage: Permission denied\r\n\r\n");
    CHECK_FALSE(denied.session.fault()); // the user may not, that is all
    denied.pass(21s);
    CHECK(denied.body(0) == "Action=Ping");
    denied.answer(0, "Response: Error\r\nMessage: Permission denied\r\n\r\n");
    CHECK(denied.session.fault().ec == errc::connection_lost);

    world changing;
    changing.write(ami::action("Challenge"), "id-0");
    changing.success(0);
    changing.write(ami::action("Login"), "id-1");
    changing.cookie = "other";
    changing.success(0);
    CHECK(changing.session.fault().ec == errc::closed_during_login);

    world none;
    none.cookie.clear();
    none.write(ami::action("Challenge"), "id-0");
    none.success(0);
    CHECK(none.session.fault().ec == errc::not_ami);
    CHECK(none.session.fault().text.find("Set-Cookie") != std::string::npos);
}

TEST_CASE("http session: digest, its counter, a stale nonce")
{
    world net("arawman");
    net.log_in_by_digest();
    CHECK(net.take_received().find("id-1") != std::string::npos);
    net.write(ami::action("Ping"), "id-2");
    CHECK(net.sends(0, "nc=00000002"));
    CHECK(net.sends(0, "nonce=\"n1\""));
    CHECK_FALSE(net.sends(0, "Cookie"));
    net.status(0, 401, world::challenge("n2", true));
    CHECK(net.sends(0, "nonce=\"n2\""));
    CHECK(net.sends(0, "nc=00000001"));
    CHECK(net.body(0) == "Action=Ping&ActionID=id-2");
    net.success(0, "ActionID: id-2\r\n");
    CHECK(net.take_failed().empty());
    CHECK(net.take_received().find("id-2") != std::string::npos);

    net.write(ami::action("Ping"), "id-3");
    net.status(0, 401, world::challenge("n3"));
    CHECK(net.session.fault().ec == errc::authentication_failed);
    CHECK(net.take_failed().at(0).why.ec == errc::not_sent);

    world endless("arawman");
    endless.write(ami::action("Login"), "id-1");
    for (int i = 0; i != 3; ++i)
        endless.status(0, 401, world::challenge("n", true));
    CHECK_FALSE(endless.session.fault());
    endless.status(0, 401, world::challenge("n", true));
    CHECK(endless.session.fault().ec == errc::authentication_failed);

    world strange("arawman");
    strange.write(ami::action("Login"), "id-1");
    strange.status(0, 401, "Digest nonce=\"a\", qop=\"auth\", algorithm=SHA-256");
    CHECK(strange.session.fault().ec == errc::not_ami);
}

TEST_CASE("http session: with digest, events have a session of their own")
{
    world net("amxml");
    const auto xml = [](std::string_view attributes) {
        return "<ajax-response>\n<response type='object' id='unknown'><generic response='Success'" +
               std::string(attributes) + " /></response>\n</ajax-response>\n";
    };
    net.want();
    net.write(ami::action("Login").add("Username", "hello").add("Events", "call"), "id-1");
    CHECK(net.body(0) == "Action=Events&ActionID=id-1&EventMask=off");
    net.status(0, 401, world::challenge("n1"));
    net.answer(0, xml(" actionid='id-1'"));
    CHECK(net.take_received().empty()); // not before events are collected
    CHECK(net.body(1) == "Action=Events&EventMask=call");
    net.status(1, 401, world::challenge("e1"));
    CHECK(net.sends(1, "nonce=\"e1\""));
    net.answer(1, xml(" events='On'"));
    CHECK(net.take_received() == "response: Success\r\nactionid: id-1\r\n\r\n");
    CHECK(net.sends(1, "WaitEvent"));
    CHECK(net.sends(1, "nc=00000002"));

    // A change goes to it beside the wait; a filter stays for the next one.
    net.write(ami::action("Filter").add("Operation", "Add").add("Filter", "x"), "id-2");
    CHECK(net.sends(2, "Action=Filter"));
    CHECK(net.sends(2, "nonce=\"e1\""));
    CHECK(net.sends(2, "nc=00000003"));
    net.answer(2, xml(" actionid='id-2'"));
    net.write(ami::action("Events").add("EventMask", "user"), "id-3");
    CHECK(net.sends(2, "EventMask=user"));
    net.answer(2, xml(" actionid='id-3'"));
    CHECK(net.take_received().find("id-3") != std::string::npos);

    // Good-bye is said to both.
    net.write(ami::action("Logoff"), "id-4");
    CHECK(net.body(2) == "Action=Logoff");
    CHECK_FALSE(net.requests.count(0));
    net.answer(2, xml(""));
    CHECK(net.body(0) == "Action=Logoff&ActionID=id-4");
}

TEST_CASE("http session: a web page is called one, whether or not it brings a cookie")
{
    world net;
    net.write(ami::action("Login").add("Username", "hello"), "id-1");
    http_answer page;
    page.status = 200;
    page.content_type = "text/html; charset=utf-8";
    page.body = "<html>Sign in</html>";
    net.answer(0, page);
    CHECK(net.session.fault().ec == errc::not_ami);
    CHECK(net.session.fault().text.find("a web page at /rawman") != std::string::npos);
}

TEST_CASE("http session: what ends a request, and what ends the session")
{
    SECTION("the connection under an action")
    {
        world net;
        net.log_in();
        net.write(ami::action("Originate"), "id-2");
        net.close(0);
        const auto failed = net.take_failed();
        REQUIRE(failed.size() == 1);
        CHECK(failed[0].why.ec == errc::outcome_unknown);
        CHECK_FALSE(net.session.fault());
        net.write(ami::action("Ping"), "id-3");
        CHECK(net.opened == 1);
        CHECK(net.sends(0, "id-3"));
    }
    SECTION("an idle connection")
    {
        world net;
        net.log_in();
        net.close(0);
        CHECK(net.take_failed().empty());
        net.write(ami::action("Ping"), "id-2");
        CHECK(net.sends(0, "id-2"));
    }
    SECTION("a connection that cannot be made")
    {
        world net;
        net.log_in();
        net.close(0);
        net.refuse_connections = true;
        net.write(ami::action("Ping"), "id-2");
        CHECK(net.session.fault().ec == errc::connection_lost);
        CHECK(net.take_failed().empty()); // it was not taken
        CHECK(net.waits("id-2"));
    }
    SECTION("a request of which the network took a part")
    {
        world net;
        net.log_in();
        net.sends_whole = false;
        net.write(ami::action("Ping"), "id-2");
        CHECK_FALSE(net.queue.was_sent(net.number("id-2")));
        CHECK(net.queue.can_remove(net.number("id-2")));
        net.close(0);
        CHECK(net.take_failed().at(0).why.ec == errc::not_sent);
        CHECK_FALSE(net.session.fault());
        net.sends_whole = true;
        net.write(ami::action("Ping"), "id-3");
        CHECK(net.queue.was_sent(net.number("id-3")));
        CHECK_FALSE(net.queue.can_remove(net.number("id-3")));
        net.close(0);
        CHECK(net.take_failed().at(0).why.ec == errc::outcome_unknown);
    }
    SECTION("the connection under a wait for events")
    {
        world net;
        net.want();
        net.log_in();
        CHECK(net.body(1) == "Action=WaitEvent&Timeout=30");
        for (int i = 0; i != 2; ++i) {
            net.close(1);
            CHECK_FALSE(net.session.fault());
            CHECK(net.take_received().empty()); // what happens now may still be lost
            net.pass(0s);
            CHECK(net.body(1) == "Action=WaitEvent&Timeout=0");
        }
        SECTION("again and again")
        {
            net.close(1);
            CHECK(net.session.fault().ec == errc::connection_lost);
        }
        SECTION("an answer between")
        {
            net.answer(1, wait_complete + "Event: A\r\n\r\n" + wait_end);
            CHECK(net.take_received() == "(gap)Event: A\r\n\r\n");
            net.pass(1s);
            CHECK(net.body(1) == "Action=WaitEvent&Timeout=30");
            net.answer(1, wait_complete + "Event: B\r\n\r\n" + wait_end);
            CHECK(net.take_received() == "Event: B\r\n\r\n");
            net.pass(1s);
            net.close(1);
            CHECK_FALSE(net.session.fault());
        }
        SECTION("an answer without packets says that another one took its place")
        {
            net.answer(1, wait_complete + wait_end);
            net.pass(1s);
            CHECK(net.take_received() == "(gap)");
            net.answer(1, "");
            CHECK(net.take_received().empty());
            net.pass(1s);
            CHECK(net.body(1) == "Action=WaitEvent&Timeout=0");
            net.answer(1, wait_complete + wait_end);
            CHECK(net.take_received() == "(gap)");
        }
        SECTION("an answer without events")
        {
            net.answer(1, wait_complete + wait_end);
            CHECK(net.take_received() == "(gap)");
        }
        SECTION("actions wait until their events are seen")
        {
            net.write(ami::action("Ping"), "id-2");
            CHECK(net.waits("id-2"));
            net.answer(1, wait_complete + wait_end);
            CHECK(net.sends(0, "Ping"));
        }
        SECTION("no answer")
        {
            net.pass(9s);
            CHECK_FALSE(net.session.fault());
            net.pass(2s);
            CHECK(net.session.fault().ec == errc::connection_lost);
            CHECK(net.take_received().empty());
        }
    }
    SECTION("the connection under a wait for events, and then events are not wanted any more")
    {
        world net;
        net.want();
        net.log_in();
        net.write(ami::action("Events").add("EventMask", "off"), "id-2");
        net.close(1);
        CHECK(net.take_received().empty());
        net.answer(0, "Response: Success\r\nActionID: id-2\r\nEvents: Off\r\n\r\n");
        CHECK(net.take_received().starts_with("(gap)"));
        CHECK_FALSE(net.session.fault());
        net.write(ami::action("Ping"), "id-3");
        CHECK(net.sends(0, "Ping"));
    }
    SECTION("a wait for events that never returns")
    {
        world net;
        net.want();
        net.log_in();
        net.pass(39s);
        CHECK_FALSE(net.session.fault());
        net.pass(2s);
        CHECK(net.session.fault().ec == errc::connection_lost);
        CHECK(net.session.fault().text.find("WaitEvent") != std::string::npos);
    }
    SECTION("a login that is not answered")
    {
        world net;
        net.write(ami::action("Challenge"), "id-0");
        net.pass(11s);
        CHECK(net.session.fault().ec == errc::closed_during_login);
    }
    SECTION("an action that nobody waits for any more")
    {
        world net;
        net.log_in();
        net.write(ami::action("Command"), "id-2");
        net.write(ami::action("Ping"), "id-4");
        net.withdraw("id-2");
        CHECK(net.sends(0, "id-2")); // the server has it
        net.pass(4s);
        CHECK(net.sends(0, "id-2"));
        net.pass(1s);
        CHECK(net.sends(0, "id-4"));
        CHECK(net.opened == 1);
    }
    SECTION("statuses of one action")
    {
        world net;
        net.log_in();
        for (const unsigned status : {400u, 413u, 500u}) {
            net.write(ami::action("Ping"), "id-2");
            net.status(0, status);
            CHECK(net.take_failed().at(0).why.ec == errc::http_failed);
            CHECK_FALSE(net.session.fault());
        }
    }
    SECTION("statuses of the whole")
    {
        for (const unsigned status : {302u, 401u, 403u, 404u, 501u, 503u}) {
            world net;
            net.log_in();
            net.write(ami::action("Ping"), "id-2");
            net.status(0, status);
            const auto failed = net.take_failed();
            CHECK(failed.at(0).why.ec == (status == 503 ? errc::outcome_unknown : errc::not_sent));
            CHECK(net.session.fault().ec == (status == 503 ? errc::http_failed : errc::http_refused));
        }
    }
    SECTION("a proxy that gave up does not know whether the action was run")
    {
        for (const unsigned status : {408u, 429u, 502u, 504u, 599u}) {
            world net;
            net.log_in();
            net.write(ami::action("Originate"), "id-2");
            net.status(0, status);
            const auto failed = net.take_failed();
            REQUIRE(failed.size() == 1);
            CHECK(failed[0].why.ec == errc::outcome_unknown);
            CHECK(failed[0].why.text.find("HTTP " + std::to_string(status)) == 0);
            CHECK_FALSE(net.session.fault());
        }
    }
    SECTION("a web page instead of an answer")
    {
        world net;
        net.write(ami::action("Challenge"), "id-0");
        http_answer page;
        page.status = 200;
        page.content_type = "text/html; charset=utf-8";
        page.cookies = {"mansession_id=\"1\""};
        page.body = "<html>Welcome</html>";
        net.answer(0, page);
        CHECK(net.session.fault().ec == errc::not_ami);
        CHECK(net.session.fault().text.find("a web page") != std::string::npos);
    }
    SECTION("an answer that is cut short does not grow into the next")
    {
        world net;
        net.log_in();
        net.write(ami::action("Ping"), "id-2");
        net.answer(0, "Response: Success\r\nActionID: id-2\r\n\r\nEvent: A\r\nX:");
        net.write(ami::action("Ping"), "id-3");
        net.success(0, "ActionID: id-3\r\n");
        CHECK(net.take_received() ==
              "Response: Success\r\nActionID: id-2\r\n\r\nResponse: Success\r\nActionID: id-3\r\n\r\n");
    }
}

TEST_CASE("http session: a logoff and a WaitEvent at the same time")
{
    world net;
    net.want();
    SECTION("its connection is not open yet")
    {
        net.slow_connections = true;
        net.log_in();
        REQUIRE(net.opened == 1);
        net.write(ami::action("Logoff"), "id-2");
        REQUIRE(net.body(0) == "Action=Logoff&ActionID=id-2");
        net.open[1] = true;
        net.session.on_open(1, {}, net.now);
        net.settle();
        CHECK_FALSE(net.requests.count(1)); // no session would be there for it
    }
    SECTION("it comes to the server behind the logoff")
    {
        net.log_in();
        REQUIRE(net.body(1) == "Action=WaitEvent&Timeout=30");
        net.write(ami::action("Logoff"), "id-2");
        net.cookie = "another";
        net.answer(1, "Response: Error\r\nMessage: Permission denied\r\n\r\n");
        net.cookie = "c0ffee";
    }
    SECTION("its connection ends")
    {
        net.log_in();
        REQUIRE(net.body(1) == "Action=WaitEvent&Timeout=30");
        net.write(ami::action("Logoff"), "id-2");
        net.close(1);
    }
    CHECK_FALSE(net.session.fault());
    net.answer(0, "Response: Goodbye\r\nActionID: id-2\r\n\r\n");
    CHECK(net.session.fault().text == "the session was logged off");
    CHECK(net.take_received().ends_with("Response: Goodbye\r\nActionID: id-2\r\n\r\n"));
}

TEST_CASE(
    "http session: a refused WaitEvent says the secret back -> no text shows it", "[session][http][secrets]")
{
    world net;
    net.want();
    net.log_in();
    REQUIRE(net.body(1) == "Action=WaitEvent&Timeout=30");
    net.answer(1, "Response: Error\r\nMessage: the user may not, says world\r\n\r\n");
    REQUIRE(net.session.fault());
    CHECK(net.session.fault().text.find("world") == std::string::npos);
    CHECK(net.session.fault().text.find("(redacted)") != std::string::npos);
}

TEST_CASE("http session: the server is told when nobody needs the session any more")
{
    SECTION("cookie")
    {
        world net;
        net.want();
        net.log_in();
        REQUIRE(net.body(1) == "Action=WaitEvent&Timeout=30");
        net.session.leave(net.now);
        net.settle();
        CHECK(net.requests.size() == 1);
        CHECK(net.body(0) == "Action=Logoff");
        CHECK(net.sends(0, "c0ffee"));
        CHECK_FALSE(net.session.fault());
        net.answer(0, "Response: Goodbye\r\nMessage: Thanks for all the fish.\r\n\r\n");
        CHECK(net.session.fault());
    }
    SECTION("an action was under way")
    {
        world net;
        net.log_in();
        net.write(ami::action("Ping"), "id-2");
        net.write(ami::action("Ping"), "id-3");
        net.session.leave(net.now);
        net.settle();
        CHECK(net.opened == 1); // its connection could bring an answer to that
        CHECK(net.requests.size() == 1);
        CHECK(net.body(0) == "Action=Logoff");
        CHECK(net.take_failed().empty());
    }
    SECTION("digest: both sessions")
    {
        world net("arawman");
        net.want();
        net.log_in_by_digest();
        net.status(1, 401, world::challenge("n2"));
        net.success(1);
        REQUIRE(net.body(1) == "Action=WaitEvent&Timeout=30");
        net.session.leave(net.now);
        net.settle();
        CHECK(net.requests.size() == 1);
        CHECK(net.body(2) == "Action=Logoff");
        CHECK(net.sends(2, "nonce=\"n2\""));
        net.answer(2, "Response: Goodbye\r\n\r\n");
        CHECK(net.body(0) == "Action=Logoff");
        CHECK(net.sends(0, "nonce=\"n1\""));
        net.answer(0, "Response: Goodbye\r\n\r\n");
        CHECK(net.session.fault());
    }
    SECTION("a server that does not listen is left alone after a second")
    {
        world net;
        net.log_in();
        net.session.leave(net.now);
        net.settle();
        net.pass(999ms);
        CHECK_FALSE(net.session.fault());
        net.pass(1ms);
        CHECK(net.session.fault());
        CHECK_FALSE(net.session.deadline());
        CHECK(net.requests.empty());
    }
    SECTION("no new connection")
    {
        world net;
        net.log_in();
        net.close(0);
        net.refuse_connections = true;
        net.session.leave(net.now);
        net.settle();
        CHECK(net.session.fault());
    }
    SECTION("before the login there is nothing to say")
    {
        world net;
        net.session.leave(net.now);
        net.settle();
        CHECK(net.session.fault());
        CHECK(net.requests.empty());
    }
}
