// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The client over HTTP and a web server that does everything wrong: what a user is told, and that it goes on.

#include "support/client_world.hpp"
#include "support/jumping_network.hpp"

#include <ami/http.hpp>
#include <ami/testing/http_port.hpp>

#include <boost/asio/post.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using ami::errc;
using ami::testing::http_port;
using ami::testing::http_reply;
using ami::testing::request;

namespace {

namespace asio = boost::asio;

// The server, its web port and a client of it.
class web_world {
public:
    explicit web_world(std::string path = "rawman") : config(web.url(path))
    {
        config.reconnect.enabled = false;
        states = client->on_state([this](const ami::state_change& now) {
            if (now.state() == ami::session_state::lost)
                losses.push_back(now.message());
            // The wait before another attempt.
            if (now.state() == ami::session_state::waiting)
                asio::post(context, [this, until = *now.until()] { net->jump(until - net->now()); });
        });
    }
    ~web_world()
    {
        client.reset();
        turn_until([this] { return context.poll_one() == 0; });
    }

    // Until something has come about. Nothing here takes long but by a fault.
    template <class Condition>
    void turn_until(Condition done)
    {
        const auto deadline = std::chrono::steady_clock::now() + 10s;
        while (!done()) {
            if (std::chrono::steady_clock::now() >= deadline) {
                std::string all;
                for (const auto& each : server.requests())
                    all += std::string(each.raw()) + "\n";
                FAIL("nothing comes about; the server was asked:\n" << all);
            }
            context.restart();
            context.run_one_for(10ms);
        }
    }

    template <class Operation>
    auto finish(Operation op)
    {
        turn_until([&] { return op->done(); });
        INFO(op->text());
        CHECK(op->completions == 1);
        return op;
    }

    auto connect() { return finish(tests::begin_connect(*client, config)); }
    auto ping() { return finish(tests::begin_execute(*client, "Ping")); }

    void ready()
    {
        const auto op = connect();
        INFO(op->text());
        REQUIRE(op->succeeded());
    }

    // What comes of a Ping whose answer is changed.
    auto ping_with(const std::function<void(http_reply&)>& fault)
    {
        web.rewrite("Ping", [fault](const request&, http_reply& answer) { fault(answer); });
        auto op = ping();
        web.unrewrite("Ping");
        return op;
    }

    // The session goes on, over another connection if need be.
    void check_alive()
    {
        CHECK(client->is_ready());
        const auto op = ping();
        INFO(op->text());
        CHECK(op->succeeded());
    }

    ami::testing::server server;
    http_port web{server};
    asio::io_context context;
    std::shared_ptr<tests::jumping_network> net = std::make_shared<tests::jumping_network>();
    std::unique_ptr<ami::client> client =
        std::make_unique<ami::client>(context.get_executor(), ami::detail::add_http(net));
    ami::config config;
    ami::state_subscription states;
    std::vector<std::string> losses;
};

template <class Operation>
void check_failed(const Operation& op, ami::error_code with, const std::vector<std::string>& words)
{
    INFO(op->text());
    INFO(op->ec.message());
    CHECK(op->ec == with);
    for (const auto& each : words) {
        INFO(each);
        CHECK(op->text().find(each) != std::string::npos);
    }
    CHECK(op->text().find("world") == std::string::npos); // the secret
}

} // namespace

TEST_CASE("http faults: answers that harm one action")
{
    const auto path = GENERATE(std::string("rawman"), std::string("amxml"));
    CAPTURE(path);
    web_world world(path);
    world.ready();
    SECTION("cut short")
    {
        const auto op = world.ping_with([](http_reply& answer) { answer.cut_after = 10; });
        check_failed(op, errc::outcome_unknown, {"action Ping", "in the middle of an answer"});
    }
    SECTION("cut short by a reset")
    {
        const auto op = world.ping_with([](http_reply& answer) {
            answer.cut_after = 0;
            answer.how = ami::testing::ending::rst;
        });
        check_failed(op, errc::outcome_unknown, {"action Ping"});
    }
    SECTION("the connection ends without an answer")
    {
        world.server.script("Ping", [&](const request& r) {
            world.server.faults().cut();
            return ami::testing::reply::success(r);
        });
        const auto op = world.ping();
        world.server.unscript("Ping");
        check_failed(op, errc::outcome_unknown, {"action Ping", "without an answer"});
    }
    SECTION("a body that is longer than it says")
    {
        CHECK(world.ping_with([](http_reply& answer) { answer.trailing = "and more\r\n\r\n"; })->succeeded());
    }
    SECTION("in chunks, of one byte too")
    {
        CHECK(world.ping_with([](http_reply& answer) { answer.chunk_size = 1; })->succeeded());
        CHECK(world.ping_with([](http_reply& answer) { answer.chunk_size = 1000; })->succeeded());
        check_failed(world.ping_with([](http_reply& answer) {
            answer.chunk_size = 10;
            answer.cut_after = 25;
        }),
            errc::outcome_unknown, {"in the middle of an answer"});
    }
    SECTION("closed behind the answer, said or not")
    {
        CHECK(world.ping_with([](http_reply& answer) { answer.closes = true; })->succeeded());
        world.check_alive();
        CHECK(world.ping_with([](http_reply& answer) { answer.closes_silently = true; })->succeeded());
        // A request that crosses the end of its connection would be lost.
        CHECK(world.server.wait_for_connections(0));
        world.context.restart();
        world.context.poll();
    }
    SECTION("in pieces, and late")
    {
        world.server.faults().fragment(7, 0us);
        CHECK(world.ping_with([](http_reply& answer) { answer.delay = 20ms; })->succeeded());
    }
    SECTION("longer than the limit")
    {
        const auto op = world.ping_with([&](http_reply& answer) {
            answer.body.clear();
            answer.content_length = world.config.limits.max_body + 1;
        });
        check_failed(op, errc::body_too_large, {"action Ping", "limits::max_body"});
    }
    SECTION("statuses that come from the action")
    {
        check_failed(world.ping_with([](http_reply& answer) {
            answer = http_reply::page(413, "Request Entity Too Large", "Body too large");
        }),
            errc::http_failed, {"action Ping", "HTTP 413", "bytes as a form", "40,960"});
        check_failed(world.ping_with([](http_reply& answer) {
            answer = http_reply::page(500, "Server Error", "Internal Server Error");
        }),
            errc::http_failed, {"HTTP 500", "no memory or no temporary file"});
        check_failed(
            world.ping_with([](http_reply& answer) { answer = http_reply::page(400, "Bad Request", ""); }),
            errc::http_failed, {"HTTP 400", "malformed"});
    }
    SECTION("statuses behind which the action may have been run")
    {
        for (const unsigned status : {408u, 418u, 502u, 504u})
            check_failed(world.ping_with([status](http_reply& answer) {
                answer = http_reply::page(status, "Sorry", "x");
            }),
                errc::outcome_unknown, {"action Ping", "HTTP " + std::to_string(status)});
    }
    SECTION("an action that is too long for the web server")
    {
        const auto op = world.finish(tests::begin_execute(
            *world.client, ami::action("Ping").multi_line("Body", std::string(41'000, 'x'))));
        check_failed(op, errc::http_failed, {"action Ping", "HTTP 413", "40,960"});
    }
    CHECK(world.losses.empty());
    world.check_alive();
}

TEST_CASE("http faults: an answer that does not come in time")
{
    const auto path = GENERATE(std::string("mxml"), std::string("arawman"));
    web_world world(path);
    world.ready();
    const auto fault = GENERATE(0, 1, 2);
    world.web.rewrite("Ping", [fault](const request&, http_reply& answer) {
        if (fault == 0)
            answer.never = true;
        else if (fault == 1)
            answer.content_length = answer.body.size() + 1; // the byte never comes
        else
            answer.delay = 1h;
    });
    const auto op = tests::begin_execute(*world.client, "Ping");
    world.turn_until([&] { return world.server.wait_for_request("Ping", 0s).has_value(); });
    world.net->jump(world.config.action_timeout);
    check_failed(world.finish(op), errc::timed_out, {"action Ping"});
    world.web.unrewrite("Ping");
    // Another connection is made for the next, because that answer may still come.
    world.net->jump(10s);
    world.check_alive();
    CHECK(world.losses.empty());
}

TEST_CASE("http faults: an answer that does not have what it should -> the action fails at once")
{
    const auto path =
        GENERATE(std::string("rawman"), std::string("mxml"), std::string("arawman"), std::string("amxml"));
    CAPTURE(path);
    const bool mxml = path.find("mxml") != std::string::npos;
    web_world world(path);
    world.ready();
    const auto began = std::chrono::steady_clock::now();
    SECTION("no packet")
    {
        const auto op = world.ping_with(
            [&](http_reply& answer) { answer.body = mxml ? "<ajax-response>\n</ajax-response>\n" : ""; });
        check_failed(op, errc::outcome_unknown, {"action Ping", "no response came"});
    }
    SECTION("a packet that does not end")
    {
        const auto op =
            world.ping_with([&](http_reply& answer) { answer.body.resize(answer.body.size() / 2); });
        check_failed(op, errc::outcome_unknown, {"action Ping", "no response came"});
    }
    SECTION("another action's response")
    {
        const auto op = world.ping_with([&](http_reply& answer) {
            answer.body =
                mxml ? "<ajax-response>\n<response type='object' id='unknown'><generic response='Success' "
                       "actionid='x' /></response>\n</ajax-response>\n"
                     : "Response: Success\r\nActionID: x\r\n\r\n";
        });
        check_failed(op, errc::outcome_unknown, {"action Ping", "no response came"});
    }
    SECTION("a list that does not end")
    {
        world.web.rewrite("CoreShowChannels", [&](const request&, http_reply& answer) {
            const auto end = answer.body.find("CoreShowChannelsComplete");
            REQUIRE(end != std::string::npos);
            answer.body.erase(answer.body.rfind(mxml ? "<response" : "Event: ", end));
            if (mxml)
                answer.body += "</ajax-response>\n";
        });
        const auto op = world.finish(tests::begin_execute(*world.client, "CoreShowChannels"));
        check_failed(
            op, errc::outcome_unknown, {"action CoreShowChannels", "the end of its list did not come"});
    }
    SECTION("none, because Asterisk gives none")
    {
        world.web.rewrite("IAXnetstats", [&](const request&, http_reply& answer) {
            answer.body = mxml ? "<ajax-response>\n</ajax-response>\n" : "IAX2 netstats\r\n";
        });
        const auto op = world.finish(tests::begin_execute(*world.client, "IAXnetstats"));
        check_failed(op, errc::outcome_unknown, {"action IAXnetstats", "never answers IAXnetstats"});
    }
    CHECK(std::chrono::steady_clock::now() - began < world.config.action_timeout / 2);
    CHECK(world.losses.empty());
    world.check_alive();
}

TEST_CASE("http faults: the connection on which events are awaited ends -> the session goes on")
{
    const auto path = GENERATE(std::string("rawman"), std::string("amxml"));
    CAPTURE(path);
    web_world world(path);
    std::vector<ami::error_code> gaps;
    const auto states = world.client->on_state([&](const ami::state_change& now) {
        if (now.state() == ami::session_state::ready && now.code())
            gaps.push_back(now.code());
    });
    world.ready();
    int seen = 0;
    const auto subscription = world.client->on("UserEvent", [&](const ami::event_view&) { ++seen; });
    const auto waits = [&] {
        const auto is_wait = [](const request& r) { return r.name() == "WaitEvent" && r["Timeout"] != "0"; };
        return world.server.wait_for_request(is_wait, 0s).has_value();
    };
    world.turn_until(waits);
    world.server.clear_requests();
    world.server.faults().cut();
    bool is_in_force = false;
    const std::function<void()> wait_in_force = [&] {
        subscription.async_in_force([&](ami::error_code ec) {
            if (ec) // its own connection was cut, too
                return wait_in_force();
            is_in_force = true;
            CHECK(gaps.size() == 1); // what is lost is lost before
        });
    };
    wait_in_force();
    world.turn_until([&] { return is_in_force; });
    CHECK(gaps == std::vector<ami::error_code>{errc::events_missed});
    CHECK(world.client->get_counters().event_gaps == 1);
    world.server.inject("UserEvent", {{"Privilege", "user,all"}});
    world.turn_until([&] { return seen == 1; });
    world.check_alive();
    CHECK(world.losses.empty());
    CHECK(world.client->get_counters().reconnects == 0);
}

TEST_CASE("http faults: answers that end the session")
{
    web_world world;
    world.ready();
    struct fault {
        std::function<void(http_reply&)> how;
        ami::error_code action;
        std::vector<std::string> words;
    };
    const auto page = [](unsigned status, const char* reason) {
        return [=](http_reply& answer) { answer = http_reply::page(status, reason, "x"); };
    };
    const fault faults[] = {
        {page(200, "OK"), errc::outcome_unknown, {"a web page at /asterisk/rawman", "<!DOCTYPE"}},
        {[](http_reply& answer) { answer.body = "<html>sign in</html>"; }, errc::outcome_unknown,
            {"something else at /asterisk/rawman", "<html>sign in"}},
        {[](http_reply& answer) {
             answer = http_reply::page(302, "Found", "");
             answer.set("Location", "http://elsewhere.example/?secret=1");
         },
            errc::not_sent,
            {"HTTP 302", "redirects to \"http://elsewhere.example/\"", "the client does not follow it"}},
        {page(401, "Unauthorized"), errc::not_sent, {"HTTP 401", "a proxy that requires its own login"}},
        {page(403, "Forbidden"), errc::not_sent, {"HTTP 403", "permit, deny, acl in manager.conf"}},
        {page(404, "Not Found"), errc::not_sent, {"HTTP 404", "webenabled=yes", "/asterisk/rawman"}},
        {page(501, "Not Implemented"), errc::not_sent, {"HTTP 501", "does not accept POST"}},
        {page(503, "Service Unavailable"), errc::outcome_unknown, {"HTTP 503", "shutting down"}},
        {[](http_reply& answer) {
             answer.set("Set-Cookie", "mansession_id=\"0badcafe\"; Version=1; Max-Age=60");
         },
            errc::not_sent, {"session's cookie", "httptimeout in manager.conf (60 s)"}},
    };
    const auto& chosen = faults[GENERATE(range(0, 9))];
    const auto op = world.ping_with(chosen.how);
    auto words = chosen.words;
    words.push_back("action Ping");
    check_failed(op, chosen.action, words);
    CHECK_FALSE(world.client->is_ready());
    check_failed(world.ping(), errc::not_connected, {chosen.words.front()});
    // The same client may connect again.
    world.ready();
    world.check_alive();
}

TEST_CASE("http faults: a login that meets no Asterisk")
{
    web_world world;
    const auto fails = [&](ami::error_code with, const std::vector<std::string>& words) {
        const auto op = world.connect();
        check_failed(op, with, words);
        CHECK_FALSE(world.client->is_ready());
    };
    const auto rewrite = [&](std::function<void(http_reply&)> how) {
        world.web.rewrite({}, [how](const request&, http_reply& answer) { how(answer); });
    };
    SECTION("a path that is none")
    {
        world.config.http.path = "/rawman";
        fails(errc::http_refused, {"HTTP 404", "there is nothing at /rawman", "webenabled=yes", "prefix"});
    }
    SECTION("a web page")
    {
        rewrite([](http_reply& answer) { answer = http_reply::page(200, "OK", "Welcome"); });
        fails(errc::not_ami, {"a web page at /asterisk/rawman"});
    }
    SECTION("a redirect")
    {
        rewrite([](http_reply& answer) {
            answer = http_reply::page(301, "Moved", "");
            answer.set("Location", "https://pbx.example/");
        });
        fails(errc::http_refused, {"HTTP 301", "https://pbx.example/", "put the right address into the URL"});
    }
    SECTION("no cookie")
    {
        rewrite([](http_reply& answer) { answer.erase("Set-Cookie"); });
        fails(errc::not_ami, {"no cookie mansession_id", "Set-Cookie"});
    }
    SECTION("another cookie each time")
    {
        auto number = std::make_shared<unsigned>(0xabc);
        rewrite([number](http_reply& answer) {
            answer.set(
                "Set-Cookie", "mansession_id=\"" + std::to_string(++*number) + "\"; Version=1; Max-Age=60");
        });
        fails(errc::closed_during_login,
            {"session's cookie", "check whether a proxy between client and server drops cookies"});
    }
    SECTION("closed at once, as beyond sessionlimit")
    {
        world.server.faults().close_at_once();
        fails(errc::closed_during_login, {"sessionlimit in http.conf"});
    }
    SECTION("silence")
    {
        rewrite([](http_reply& answer) { answer.never = true; });
        const auto op = tests::begin_connect(*world.client, world.config);
        world.turn_until([&] { return world.server.wait_for_request("Challenge", 0s).has_value(); });
        world.net->jump(world.config.login_timeout);
        check_failed(world.finish(op), errc::login_timeout, {});
    }
    SECTION("another protocol")
    {
        world.config.port = world.server.port(); // AMI over TCP: it greets
        fails(errc::not_ami, {"not an HTTP answer", "\"Asterisk Call Manager/11.0.0"});
    }
    SECTION("TLS where there is none")
    {
        world.config.transport = ami::transport::https;
        fails(errc::tls_failed, {});
    }
    world.web.unrewrite({});
    world.server.faults().clear();
}

TEST_CASE("http faults: digest challenges that cannot be answered")
{
    web_world world("arawman");
    const auto challenge = [&](std::string text) {
        world.web.rewrite({}, [text](const request&, http_reply& answer) {
            if (answer.status == 401)
                text.empty() ? answer.erase("WWW-authenticate") : answer.set("WWW-authenticate", text);
        });
        return world.connect();
    };
    check_failed(challenge(""), errc::not_ami, {"without a challenge"});
    check_failed(challenge("Digest realm=\"asterisk\", qop=\"auth\""), errc::not_ami, {"has no nonce"});
    check_failed(challenge("Digest algorithm=SHA-256, realm=\"asterisk\", nonce=\"1\", qop=\"auth\""),
        errc::not_ami, {"SHA-256", "MD5"});
    check_failed(challenge("Digest realm=\"asterisk\", nonce=\"1\""), errc::not_ami, {"qop=auth"});
    check_failed(challenge("Basic realm=\"proxy\""), errc::not_ami, {"\"Basic\"", "proxy"});
    // For ever stale.
    world.web.rewrite({}, [](const request&, http_reply& answer) {
        answer = http_reply::page(401, "Unauthorized", "");
        answer.set("WWW-authenticate", R"(Digest realm="a", nonce="1", qop="auth", stale=true)");
    });
    check_failed(world.connect(), errc::authentication_failed, {"HTTP 401"});
    world.web.unrewrite({});
    world.ready();
    world.check_alive();
}

TEST_CASE("http faults: a stale nonce is renewed without an error")
{
    const auto path = GENERATE(std::string("arawman"), std::string("amxml"));
    web_world world(path);
    world.ready();
    int seen = 0;
    const auto subscription = world.client->on("UserEvent", [&](const ami::event_view&) { ++seen; });
    const auto waits = [&] { return world.server.wait_for_request("WaitEvent", 0s).has_value(); };
    world.turn_until(waits);
    for (int i = 0; i != 3; ++i) {
        if (i == 0) {
            // Less than the session's 60 s at a time, and more than the nonce's 62 in all.
            world.server.clear_requests();
            world.web.advance(40s);
            world.turn_until(waits);
            world.check_alive();
            world.server.clear_requests();
            world.web.advance(40s);
            world.turn_until(waits);
        } else {
            world.web.invalidate_nonces();
        }
        world.check_alive();
        world.server.inject("UserEvent", {{"Privilege", "user,all"}});
        world.turn_until([&] { return seen == i + 1; });
    }
    CHECK(world.losses.empty());
}

TEST_CASE("http faults: a lost session is a lost connection")
{
    const auto path = GENERATE(std::string("rawman"), std::string("mxml"));
    web_world world(path);
    world.config.reconnect.enabled = true;
    world.config.reconnect.initial_delay = 1s;
    world.ready();
    int seen = 0;
    const auto subscription = world.client->on("UserEvent", [&](const ami::event_view&) { ++seen; });
    const auto waits = [&] {
        const auto is_wait = [](const request& r) { return r.name() == "WaitEvent" && r["Timeout"] != "0"; };
        return world.server.wait_for_request(is_wait, 0s).has_value();
    };
    world.turn_until(waits);
    SECTION("restarted")
    {
        world.server.faults().stop_listening().cut();
        world.web.forget_sessions();
        world.turn_until([&] { return !world.losses.empty(); });
        world.server.clear_requests();
        world.server.faults().listen();
    }
    SECTION("forgotten, which an action finds out")
    {
        world.server.clear_requests();
        world.web.forget_sessions();
        const auto op = world.ping();
        check_failed(op, errc::not_sent, {"action Ping", "session's cookie", "Asterisk was restarted"});
    }
    SECTION("a WaitEvent that never returns")
    {
        world.web.rewrite("WaitEvent", [](const request&, http_reply& answer) { answer.never = true; });
        world.net->jump(world.config.http.max_event_wait + world.config.action_timeout);
        world.server.clear_requests();
        world.turn_until([&] { return !world.losses.empty(); });
        CHECK(world.losses.front().find("WaitEvent") != std::string::npos);
        world.web.unrewrite("WaitEvent");
    }
    world.turn_until([&] { return !world.losses.empty(); });
    world.turn_until([&] { return world.client->is_ready(); });
    world.turn_until(waits);
    const int before = seen;
    world.server.inject("UserEvent", {{"Privilege", "user,all"}});
    world.turn_until([&] { return seen == before + 1; });
    world.check_alive();
}

TEST_CASE("http faults: an idle session outlives httptimeout and the web server's patience")
{
    web_world world;
    world.ready();
    // Both clocks go forward by ten minutes, a third of the session's 60 s at a time.
    for (int i = 0; i != 30; ++i) {
        world.server.clear_requests();
        world.net->jump(20s);
        world.web.advance(20s);
        world.turn_until([&] { return !world.server.requests().empty(); });
        CHECK(world.server.requests().front().name() == "Ping");
        // Behind the answer to that, which must be there before time goes on.
        world.check_alive();
    }
    CHECK(world.losses.empty());
}
