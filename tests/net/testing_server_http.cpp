// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The test server over HTTP, byte by byte: what Asterisk 16 and 22 were seen to answer.

#include "support/catch.hpp"
#include "support/data.hpp"
#include "testing_server_web.hpp"

#include <ami/testing/http_port.hpp>

#include <chrono>
#include <regex>
#include <string>

using namespace ami::testing;
using namespace std::chrono_literals;
using tests::authorization;
using tests::crlf;
using tests::web_client;

namespace {

const std::string denied = crlf("Response: Error\nMessage: Permission denied\n\n");
const std::string waited = crlf("Response: Success\nMessage: Waiting for Event completed.\n\n");
const std::string wait_end = crlf("Event: WaitEventComplete\n\n");

// An answer without what is another each time.
std::string normal(const std::string& answer)
{
    static const std::pair<std::regex, const char*> changes[] = {{std::regex("Server: [^\r]*"), "Server: S"},
        {std::regex("Date: [^\r]*"), "Date: D"},
        {std::regex("mansession_id=\"[0-9a-f]{8}\""), "mansession_id=\"C\""},
        {std::regex("(nonce|opaque)=\"[0-9a-f]{8}\""), "$1=\"N\""},
        {std::regex("Asterisk/[0-9.]*</address>"), "Asterisk</address>"},
        {std::regex("(timestamp='|Timestamp: )[0-9]+\\.[0-9]{6}"), "$1T"}};
    std::string result = answer;
    for (const auto& [pattern, text] : changes)
        result = std::regex_replace(result, pattern, text);
    return result;
}

} // namespace

TEST_CASE("test server over HTTP: every answer that was recorded and can be had again")
{
    const auto version = GENERATE(std::string("16"), std::string("22"));
    const auto encoding = GENERATE(std::string("rawman"), std::string("mxml"));
    CAPTURE(version, encoding);
    server pbx(options().with_era(version == "16" ? era::asterisk_16 : era::asterisk_22));
    http_port web(pbx);
    const auto recorded = [&](const std::string& step) {
        return tests::read_data("http-" + version + "-" + encoding + "-" + step + ".http");
    };
    // What a PBX has, and a double of it has not, is what it was there.
    for (const auto* const step : {"getconfig", "queuestatus", "status", "command"}) {
        auto packets = tests::read_data("http-" + version + "-rawman-" + step + ".http");
        packets.erase(0, packets.find("\r\n\r\n") + 4);
        pbx.script(step == std::string("command") ? "Command" : step,
            [packets](const request&) { return reply::raw(packets); });
    }
    web_client client(web);
    const auto ask = [&](const std::string& step, const std::string& fields) {
        INFO(step);
        const auto answer = client.post("/asterisk/" + encoding, fields);
        CHECK(normal(answer.head + answer.body) == normal(recorded(step)));
        return answer;
    };
    ask("not-logged-in", "Action=Ping");
    ask("bad-login", "Action=Login&Username=hello&Secret=wrong");
    client.cookie = ask("login", "Action=Login&ActionID=h1&Username=hello&Secret=world&Events=off").cookie();
    ask("ping", "Action=Ping&ActionID=h2");
    ask("denied-action", "Action=nope&ActionID=h3");
    ask("getconfig", "Action=GetConfig&ActionID=h8&Filename=queues.conf");
    if (encoding == "rawman") { // their values are others in the other encoding
        ask("command", "Action=Command&ActionID=h4&Command=core+show+uptime");
        ask("queuestatus", "Action=QueueStatus&ActionID=h7");
        ask("status", "Action=Status&ActionID=h6");
    }
    ask("originate", "Action=Originate&ActionID=h5&Channel=Local/2001@from-internal&Context=sets&Exten=103&"
                     "Priority=1&Async=true");
    ask("events", "Action=Events&ActionID=h9&EventMask=on");
    ask("logoff", "Action=Logoff&ActionID=h12");
}

TEST_CASE("test server over HTTP: what is none of its paths, and what is no request")
{
    server pbx;
    http_port web(pbx);
    SECTION("as recorded")
    {
        const auto version = GENERATE(std::string("16"), std::string("22"));
        web_client client(web);
        client.send("GET /asterisk/nothing HTTP/1.1\r\nHost: pbx\r\n\r\n");
        auto answer = client.read();
        const auto page = normal(answer.head + answer.body);
        auto recorded = normal(tests::read_data("http-" + version + "-404.http"));
        // The server's name stands in the page.
        recorded.replace(recorded.find("Content-Length: 240"), 19,
            "Content-Length: " + std::to_string(240 + std::string("/22.10.1").size()));
        CHECK(page == recorded);
        CHECK(answer.header("Server") == "Asterisk/22.10.1");
        for (const auto* const encoding : {"arawman", "amxml"}) {
            answer = client.post("/asterisk/" + std::string(encoding), "Action=Ping");
            recorded = normal(tests::read_data("http-" + version + "-" + encoding + "-challenge.http"));
            recorded.replace(recorded.find("Content-Length: 199"), 19, "Content-Length: 207");
            CHECK(normal(answer.head + answer.body) == recorded);
        }
    }
    SECTION("paths and methods")
    {
        web_client client(web);
        const auto status = [&](const char* line) {
            client.send(std::string(line) + " HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
            return client.read().status().substr(9);
        };
        CHECK(status("GET /rawman") == "404 Not Found");
        CHECK(status("GET /") == "404 Not Found");
        CHECK(status("GET /asterisk/rawmanx") == "404 Not Found");
        CHECK(status("GET /asterisk/RawMan/") == "200 OK");
        CHECK(status("PUT /asterisk/rawman") == "501 Not Implemented");
        CHECK(status("FOO /asterisk/rawman") == "501 Not Implemented");
    }
    SECTION("malformed ones end the connection")
    {
        const auto answer = [&](const std::string& bytes) {
            web_client client(web);
            client.send(bytes);
            const auto seen = client.read();
            CHECK(seen.header("Connection") == "close");
            CHECK(client.is_closed());
            return seen.status().substr(9) + ": " + seen.body;
        };
        CHECK(answer("GARBAGE\r\n\r\n").starts_with("400 Bad Request: "));
        CHECK(answer("POST /asterisk/rawman HTTP/1.1\r\nContent-Length: abc\r\n\r\n")
                  .find("<p>Invalid Content-Length in request!</p>") != std::string::npos);
        CHECK(answer("POST /asterisk/rawman HTTP/1.1\r\nContent-Length: 40960\r\n\r\n")
                  .find("<p>Body too large</p>") != std::string::npos);
    }
    SECTION("connections")
    {
        web_client client(web);
        auto answer = client.post("/asterisk/rawman", "Action=Ping", "Connection: Close\r\n");
        CHECK(answer.header("Connection") == "close");
        CHECK(client.is_closed());
        web_client other(web);
        answer = other.post("/asterisk/rawman", "Action=Ping", "Connection: keep-alive, close\r\n");
        CHECK(answer.header("Connection").empty());
        CHECK(other.ask("Action=Ping") == denied);
    }
}

TEST_CASE("test server over HTTP: fields")
{
    server pbx;
    http_port web(pbx, http_options().with_prefix(""));
    web_client client(web);
    const auto answer = [&](const std::string& fields) { return client.post("/rawman", fields).body; };
    client.cookie = client.post("/rawman", "action=login&USERNAME=hello&secret=world").cookie();
    CHECK(answer("Action=Nope;ActionID=5&ActionID=6&&x") ==
          crlf("Response: Error\nActionID: 6\nMessage: Invalid/unknown command: Nope;ActionID=5. Use Action: "
               "ListCommands to show available commands.\n\n"));
    CHECK(answer("Action=Setvar&Variable=V&Value=a+b%2Bc%00d%zz") ==
          crlf("Response: Success\nMessage: Variable Set\n\n"));
    CHECK(answer("Action=Getvar&Variable=V") == crlf("Response: Success\nVariable: V\nValue: a b+c\n\n"));
    // Whatever is in the query of a POST does not matter, nor does a body of another type.
    CHECK(client.post("/rawman?Action=Ping", "").body ==
          crlf("Response: Error\nMessage: Missing action in request\n\n"));
    client.send("POST /rawman HTTP/1.1\r\nContent-Type: text/plain\r\nContent-Length: 11\r\n\r\nAction=Ping");
    CHECK(client.read().body == crlf("Response: Error\nMessage: Missing action in request\n\n"));
    client.send("POST /rawman HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded; charset=x\r\n"
                "Transfer-Encoding: chunked\r\n\r\n5\r\nActio\r\n6\r\nn=Ping\r\n0\r\n\r\n");
    CHECK(client.read().body == denied); // no cookie: another session
    client.send("GET /rawman?action=ping&actionid=7 HTTP/1.1\r\n\r\n");
    CHECK(client.read().body == crlf("Response: Error\nActionID: 7\nMessage: Permission denied\n\n"));
    // Asterisk drops what is beyond 128.
    std::string many;
    for (int i = 0; i != 128; ++i)
        many += "x=1&";
    CHECK(answer(many + "Action=Ping") == crlf("Response: Error\nMessage: Missing action in request\n\n"));
    CHECK(
        answer(many.substr(8) + "Action=Events&EventMask=off") == crlf("Response: Success\nEvents: Off\n\n"));
}

TEST_CASE("test server over HTTP: a session, its cookie and its end")
{
    server pbx;
    http_port web(pbx, http_options().with_session_timeout(30s));
    web_client client(web);
    client.log_in();
    const auto first = client.cookie;
    CHECK(pbx.sessions() == 1);
    CHECK(web.sessions() == 1);
    SECTION("known by the cookie alone, on any connection, with any path")
    {
        web_client other(web);
        other.cookie = first;
        const auto answer = other.post("/asterisk/mxml", "Action=Events&EventMask=off");
        CHECK(answer.header("Set-Cookie") == "mansession_id=\"" + first + "\"; Version=1; Max-Age=30");
        CHECK(answer.header("Pragma") == "SuppressEvents");
        CHECK(answer.body == "<ajax-response>\n<response type='object' id='unknown'><generic "
                             "response='Success' events='Off' /></response>\n</ajax-response>\n");
        other.cookie.clear();
        CHECK(other
                  .post("/asterisk/rawman", "Action=Events&EventMask=off",
                      "Cookie: a=b; mansession_id=" + first + "; c=d\r\n")
                  .cookie() == first);
        CHECK(other.ask("Action=Ping") == denied);
    }
    SECTION("unused for httptimeout")
    {
        web.advance(29s);
        CHECK(client.post("/asterisk/rawman", "Action=Ping").cookie() == first);
        web.advance(29s);
        CHECK(client.post("/asterisk/rawman", "Action=Ping").cookie() == first);
        web.advance(31s);
        CHECK(pbx.sessions() == 0);
        const auto answer = client.post("/asterisk/rawman", "Action=Ping");
        CHECK(answer.cookie() != first);
        CHECK(answer.body == denied);
    }
    SECTION("not logged in it lives for 5 s")
    {
        client.cookie = "0";
        client.cookie = client.post("/asterisk/rawman", "Action=Challenge&AuthType=MD5").cookie();
        web.advance(6s);
        CHECK(client.post("/asterisk/rawman", "Action=Ping").cookie() != client.cookie);
    }
    SECTION("logged off")
    {
        CHECK(client.post("/asterisk/rawman", "Action=Logoff").cookie() == first);
        CHECK(client.post("/asterisk/rawman", "Action=Ping").cookie() != first);
        CHECK(pbx.sessions() == 0);
    }
    SECTION("a login that fails ends it")
    {
        client.cookie.clear();
        client.cookie = client.post("/asterisk/rawman", "Action=Challenge&AuthType=MD5").cookie();
        const auto failed = client.post("/asterisk/rawman", "Action=Login&Username=hello&Secret=no");
        CHECK(failed.body == crlf("Response: Error\nMessage: Authentication failed\n\n"));
        CHECK(failed.cookie() == client.cookie);
        CHECK(client.post("/asterisk/rawman", "Action=Ping").cookie() != client.cookie);
    }
    SECTION("forgotten")
    {
        web.forget_sessions();
        CHECK(client.ask("Action=Ping") == denied);
    }
    SECTION("closed by number")
    {
        client.ask("Action=Ping");
        pbx.close(pbx.requests().back().session());
        CHECK(client.ask("Action=Ping") == denied);
    }
    CHECK(pbx.requests().front().user().empty());
    CHECK(pbx.requests().front().name() == "Login");
}

TEST_CASE("test server over HTTP: events wait for WaitEvent")
{
    server pbx;
    http_port web(pbx);
    web_client client(web);
    client.log_in();
    const auto wait = [&](const std::string& timeout = "0") {
        auto body = client.ask("Action=WaitEvent&Timeout=" + timeout);
        CHECK(body.starts_with(waited));
        CHECK(body.ends_with(wait_end));
        return body.substr(waited.size(), body.size() - waited.size() - wait_end.size());
    };
    const auto user_event = [](const std::string& name) {
        return crlf("Event: UserEvent\nPrivilege: user,all\nUserEvent: " + name + "\n\n");
    };
    SECTION("everything since the session began; the first makes an empty mask a whole one")
    {
        pbx.inject(user_event("A"));
        const auto seen = wait();
        CHECK(seen.starts_with("Event: SuccessfulAuth\r\n"));
        CHECK(seen.ends_with(user_event("A")));
        CHECK(wait().empty());
        client.ask("Action=Events&EventMask=off");
        pbx.inject(user_event("B"));
        CHECK(wait() == user_event("B"));
    }
    wait();
    SECTION("the mask is looked at when they are fetched")
    {
        client.ask("Action=Events&EventMask=user");
        pbx.inject(user_event("A"));
        pbx.inject("Event: X\nPrivilege: call,all\n");
        CHECK(wait() == user_event("A"));
        CHECK(client.ask("Action=Filter&Operation=Add&Filter=UserEvent:+B") ==
              crlf("Response: Success\nMessage: Success\n\n"));
        pbx.inject(user_event("A"));
        pbx.inject(user_event("B"));
        CHECK(wait() == user_event("B"));
    }
    SECTION("one that comes ends the waiting, seen or not")
    {
        client.ask("Action=Events&EventMask=user");
        client.start_post("/asterisk/rawman", "Action=WaitEvent&Timeout=40&ActionID=w");
        REQUIRE(pbx.wait_for_request([](const request& r) { return r.action_id() == "w"; }));
        pbx.inject(user_event("A"));
        pbx.inject("Event: X\nPrivilege: call,all\n");
        const auto seen = client.read().body;
        CHECK(seen.starts_with(crlf("Response: Success\nActionID: w\nMessage: Waiting for Event "
                                    "completed.\n\nEvent: UserEvent\n")));
        CHECK(seen.ends_with(crlf("Event: WaitEventComplete\nActionID: w\n\n")));
        wait(); // what of the second came too late
        client.start_post("/asterisk/rawman", "Action=WaitEvent&Timeout=40&ActionID=v");
        REQUIRE(pbx.wait_for_request([](const request& r) { return r.action_id() == "v"; }));
        pbx.inject("Event: X\nPrivilege: call,all\n");
        CHECK(client.read().body == crlf("Response: Success\nActionID: v\nMessage: Waiting for Event "
                                         "completed.\n\nEvent: WaitEventComplete\nActionID: v\n\n"));
    }
    SECTION("the time is over")
    {
        pbx.clear_requests();
        client.start_post("/asterisk/rawman", "Action=WaitEvent&Timeout=20");
        REQUIRE(pbx.wait_for_request("WaitEvent"));
        pbx.clear_requests();
        web.advance(21s);
        CHECK(client.read().body == waited + wait_end);
        // Never longer than the session would live, less ten seconds.
        client.start_post("/asterisk/rawman", "Action=WaitEvent&Timeout=-1");
        REQUIRE(pbx.wait_for_request("WaitEvent"));
        web.advance(51s);
        CHECK(client.read().body == waited + wait_end);
    }
    SECTION("the next one takes its place, other actions do not")
    {
        const auto path = GENERATE(std::string("/asterisk/rawman"), std::string("/asterisk/mxml"));
        client.start_post(path, "Action=WaitEvent&Timeout=40&ActionID=1");
        REQUIRE(pbx.wait_for_request([](const request& r) { return r.action_id() == "1"; }));
        web_client other(web);
        other.cookie = client.cookie;
        CHECK(other.ask("Action=Ping").starts_with("Response: Success\r\nPing: Pong"));
        other.start_post(path, "Action=WaitEvent&Timeout=40&ActionID=2");
        const auto answer = client.read();
        CHECK(answer.status() == "HTTP/1.1 200 OK");
        CHECK(answer.body == (path == "/asterisk/mxml" ? "<ajax-response>\n</ajax-response>\n" : ""));
        pbx.inject(user_event("A"));
        CHECK(other.read().body.find("ser") != std::string::npos);
    }
    SECTION("a logoff ends it")
    {
        client.start_post("/asterisk/rawman", "Action=WaitEvent&Timeout=40&ActionID=1");
        REQUIRE(pbx.wait_for_request([](const request& r) { return r.action_id() == "1"; }));
        web_client other(web);
        other.cookie = client.cookie;
        CHECK(other.ask("Action=Logoff").starts_with("Response: Goodbye"));
        CHECK(client.read().body == crlf("Response: Success\nActionID: 1\nMessage: Waiting for Event "
                                         "completed.\n\nEvent: WaitEventComplete\nActionID: 1\n\n"));
        CHECK(client.ask("Action=Ping") == denied);
    }
}

TEST_CASE("test server over HTTP: digest")
{
    server pbx(options().with_user(user("Anna", "secret")).with_user(user("denied", "x").with_denied()));
    http_port web(pbx);
    web_client client(web);
    const auto ping = [&](const std::string& more) {
        return client.post("/asterisk/arawman", "Action=Ping", more);
    };
    const auto nonce = ping({}).quoted("nonce=\"");
    REQUIRE(nonce.size() == 8);
    SECTION("accepted")
    {
        const auto answer = ping(authorization(nonce, 1));
        CHECK(answer.body.starts_with("Response: Success\r\nPing: Pong"));
        CHECK(answer.header("Set-Cookie").empty());
        CHECK(answer.header("Pragma").empty());
        // The first request is not counted, the others must rise.
        CHECK(ping(authorization(nonce, 1)).status() == "HTTP/1.1 200 OK");
        CHECK(ping(authorization(nonce, 5)).status() == "HTTP/1.1 200 OK");
        const auto stale = ping(authorization(nonce, 5));
        CHECK(stale.status() == "HTTP/1.1 401 Unauthorized");
        CHECK(stale.header("WWW-authenticate").ends_with(", stale=true"));
        const auto next = stale.quoted("nonce=\"");
        CHECK(next != nonce);
        // Who comes with the one before is told the same one.
        CHECK(ping(authorization(nonce, 6)).quoted("nonce=\"") == next);
        CHECK(ping(authorization(next, 1)).status() == "HTTP/1.1 200 OK");
        CHECK(web.sessions() == 1);
    }
    SECTION("the session lasts longer than its nonce")
    {
        client.post("/asterisk/arawman", "Action=Events&EventMask=user", authorization(nonce, 1));
        ping(authorization(nonce, 2));
        const bool by_time = GENERATE(true, false);
        if (by_time) {
            web.advance(50s);
            CHECK(ping(authorization(nonce, 3)).status() == "HTTP/1.1 200 OK");
            web.advance(13s);
        } else {
            web.invalidate_nonces();
        }
        const auto stale = ping(authorization(nonce, 4));
        REQUIRE(stale.header("WWW-authenticate").ends_with(", stale=true"));
        pbx.inject("UserEvent", {{"Privilege", "user,all"}});
        const auto seen = client.post(
            "/asterisk/arawman", "Action=WaitEvent&Timeout=0", authorization(stale.quoted("nonce=\""), 1));
        CHECK(seen.body == waited + crlf("Event: UserEvent\nPrivilege: user,all\n\n") + wait_end);
    }
    SECTION("refused")
    {
        for (const auto& wrong :
            {authorization(nonce, 1, "hello", "wrong"), authorization(nonce, 1, "nobody"),
                authorization(nonce, 1, "HELLO"), std::string("Authorization: Basic aGVsbG86d29ybGQ=\r\n")}) {
            const auto answer = ping(wrong);
            CHECK(answer.status() == "HTTP/1.1 401 Unauthorized");
            CHECK(answer.header("WWW-authenticate").find("stale") == std::string::npos);
        }
        CHECK(ping(authorization(nonce, 1, "Anna", "secret")).status() == "HTTP/1.1 200 OK");
        const auto answer = ping(authorization(nonce, 1, "denied", "x"));
        CHECK(answer.status() == "HTTP/1.1 403 Permission denied");
        CHECK(answer.header("Connection") == "close");
        CHECK(client.is_closed());
    }
    SECTION("events are collected from the beginning, without the user's filters; logged off")
    {
        ping(authorization(nonce, 1));
        pbx.inject("UserEvent", {{"Privilege", "user,all"}});
        const auto seen =
            client.post("/asterisk/arawman", "Action=WaitEvent&Timeout=0", authorization(nonce, 2));
        CHECK(seen.body == waited + crlf("Event: UserEvent\nPrivilege: user,all\n\n") + wait_end);
        CHECK(
            client.post("/asterisk/arawman", "Action=Login&Username=hello&Secret=no", authorization(nonce, 3))
                .body == crlf("Response: Success\nMessage: Already authenticated\n\n"));
        CHECK(client.post("/asterisk/arawman", "Action=Logoff", authorization(nonce, 4)).body ==
              crlf("Response: Goodbye\nMessage: Thanks for all the fish.\n\n"));
        CHECK(web.sessions() == 0);
        CHECK(ping(authorization(nonce, 1)).status() == "HTTP/1.1 200 OK"); // any nonce does
    }
}

TEST_CASE("test server over HTTP: mxml, faults included")
{
    server pbx;
    http_port web(pbx);
    web_client client(web);
    client.log_in();
    client.ask("Action=WaitEvent&Timeout=0");
    client.ask("Action=Events&EventMask=user");
    const auto mxml = [&](const std::string& fields) { return client.post("/asterisk/mxml", fields).body; };
    // Asterisk 16 and 22 answered the same.
    mxml("Action=UserEvent&UserEvent=Q&100rel=a&A-b=1&a_B=2&A-b=3&Body=l1%0D%0Al2:+x%0D%0A%0D%0Al4&"
         "%C3%9Cmlaut=%3C%26%3E%22'");
    CHECK(
        mxml("Action=WaitEvent&Timeout=0") ==
        "<ajax-response>\n"
        "<response type='object' id='unknown'><generic response='Success' message='Waiting for Event "
        "completed.' /></response>\n"
        "<response type='object' id='unknown'><generic event='UserEvent' privilege='user,all' userevent='Q' "
        "_100rel='a' a_b='1' a_b='2' a_b-2='3' body='l1' l2='x' /></response>\n"
        "<response type='object' id='unknown'><generic opaque_data='l4\n\xC3\x9Cmlaut: "
        "&lt;&amp;&gt;&quot;&apos;' /></response>\n"
        "<response type='object' id='unknown'><generic event='WaitEventComplete' /></response>\n"
        "</ajax-response>\n");
    mxml("Action=UserEvent&UserEvent=T&a=&b=x++&c=++x&d=a%09b&e=1%0D2&f=1%0A2");
    CHECK(mxml("Action=WaitEvent&Timeout=0")
              .find("userevent='T' a='' b='x' c='x' d='a\tb' e='1' opaque_data='2\nf: 1\n2' />") !=
          std::string::npos);
    CHECK(mxml("Action=IAXnetstats") == "<ajax-response>\n</ajax-response>\n");
    CHECK(client.ask("Action=IAXnetstats") == "\r\n");
    CHECK(mxml("Action=Events&EventMask=x&ajaxdest=bar&ajaxobjtype=obj") ==
          "<ajax-response>\n<response type='object' id='bar'><obj response='Success' events='Off' "
          "/></response>\n</ajax-response>\n");
}

TEST_CASE("test server over HTTP: a synchronous originate, scripts, and two encodings of one session")
{
    server pbx(options().with_dialplan_second(1ms));
    http_port web(pbx);
    web_client client(web);
    client.log_in();
    CHECK(client.ask("Action=Originate&Channel=Local/2003@from-internal&Context=sets&Exten=103&Priority=1") ==
          crlf("Response: Error\nMessage: Originate failed\n\n"));
    CHECK(client.ask("Action=Originate&Channel=Local/2002@from-internal&Context=sets&Exten=103&Priority=1") ==
          crlf("Response: Success\nMessage: Originate successfully queued\n\n"));
    pbx.script("Ping", [](const request& r) { return reply::success(r, "mine").after(1ms); });
    CHECK(client.ask("Action=Ping&ActionID=1") == crlf("Response: Success\nActionID: 1\nMessage: mine\n\n"));
    pbx.script("Ping", [](const request&) { return reply::never(); });
    CHECK(client.ask("Action=Ping").empty());
    pbx.script("Ping", [](const request&) -> reply { throw std::runtime_error("oh"); });
    CHECK(client.ask("Action=Ping") ==
          crlf("Response: Error\nMessage: the test server's script threw: oh\n\n"));
}

TEST_CASE("test server: WaitEvent over TCP")
{
    server pbx;
    tests::raw_socket client(pbx);
    client.log_in("hello", "world", "user");
    const auto answer = crlf("Response: Success\nMessage: Waiting for Event completed.\n\n");
    CHECK(client.ask("Action: WaitEvent\nTimeout: 0", 2) == answer + wait_end);
    client.send_lines("Action: WaitEvent\nTimeout: -1\n\n");
    REQUIRE(pbx.wait_for_request([&](const request& r) { return r["Timeout"] == "-1"; }));
    pbx.inject("UserEvent", {{"Privilege", "user,all"}});
    CHECK(client.packets(3) == answer + crlf("Event: UserEvent\nPrivilege: user,all\n\n") + wait_end);
    client.send_lines("Action: WaitEvent\nTimeout: -1\nActionID: w\n\n");
    REQUIRE(pbx.wait_for_request([&](const request& r) { return r.action_id() == "w"; }));
    CHECK(client.ask("Action: Events\nEventMask: off", 3)
              .ends_with(crlf("Response: Success\nEvents: Off\n\n")));
}
