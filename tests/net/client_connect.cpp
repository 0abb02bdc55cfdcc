// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// From async_connect to "logged in", and every way in which that fails.

#include "support/client_world.hpp"

#include <string>
#include <string_view>
#include <vector>

using ami::errc;
using namespace tests;

namespace {

const std::string authlimit =
    "; possible cause: too many sessions are waiting to log in (authlimit in manager.conf)";

} // namespace

TEST_CASE("connect: the usual way", "[client][connect]")
{
    client_world w;
    w.config.ping_after_silence = duration::max(); // this server answers no Ping
    CHECK_FALSE(w.pbx->is_ready());
    w.net->greet_with("Asterisk Call Manager/9.0.0\n");
    const auto op = begin_connect(*w.pbx, w.config);
    w.run();
    CHECK(op->pending());
    CHECK_FALSE(w.pbx->is_ready());
    auto& server = w.server();
    CHECK(server.endpoint().port() == 5038);
    const auto login = server.next();
    CHECK(login.name() == "Login");
    CHECK(login["Username"] == "user");
    CHECK(login["Secret"] == "s3cr3t");
    CHECK(login["Events"] == "on");
    CHECK(login.id().size() <= 32);
    CHECK(server.idle());
    server.success(login);
    w.run();
    CHECK(op->succeeded());
    CHECK(op->text().empty());
    CHECK(w.pbx->is_ready());
    CHECK(w.pbx->server_banner().version() == "9.0.0");
    CHECK(w.pbx->server_banner().major_version() == 9);
    CHECK(w.logged(ami::log_level::info, "logged in server=192.0.2.1:5038 version=9.0.0 user=user"));
    const auto& counts = w.pbx->get_counters();
    CHECK(counts.bytes_sent == server.written().size());
    CHECK(counts.responses_received == 1);
    CHECK(counts.actions_started == 1);
    CHECK(counts.actions_answered == 1);
    // Nothing is waited for any more, and a client that nobody uses stays logged in.
    w.advance(24h);
    CHECK(w.pbx->is_ready());
}

TEST_CASE("connect: the event mask of the login", "[client][connect]")
{
    client_world w;
    w.config.events = ami::event_mask("system, call");
    begin_connect(*w.pbx, w.config);
    w.run();
    CHECK(w.server().next()["Events"] == "system,call");
}

TEST_CASE("connect: what is refused before anything is tried", "[client][connect][bad]")
{
    client_world w;
    SECTION("a missing user")
    {
        w.config.username.clear();
        const auto op = begin_connect(*w.pbx, w.config);
        w.run();
        CHECK(op->failed(errc::invalid_config));
        CHECK(op->text() == "the user name is missing");
    }
    SECTION("a wrong mask")
    {
        w.config.events = ami::event_mask("systm");
        const auto op = begin_connect(*w.pbx, w.config);
        w.run();
        CHECK(op->failed(errc::invalid_event_mask));
        CHECK(op->text().find("\"systm\"") != std::string::npos);
    }
    SECTION("a deadline of zero")
    {
        w.config.banner_timeout = duration(0);
        const auto op = begin_connect(*w.pbx, w.config);
        w.run();
        CHECK(op->failed(errc::invalid_config));
        CHECK(op->text() == "banner_timeout must be longer than zero");
    }
    CHECK(w.net->streams().empty());
    CHECK(w.net->lookups() == 0);
    // And it can be tried again.
    w.config = usual_config();
    w.ready();
}

TEST_CASE("connect: a user or a secret that cannot be sent", "[client][connect][bad]")
{
    client_world w;
    std::string text;
    SECTION("LF in the secret")
    {
        w.config.secret = "s3cr3t\nAction: Originate";
        text =
            "header \"Secret\": its value has LF at byte 6, which would end the line; multi_line() sends several lines over HTTP, some actions have a Base64 form";
    }
    SECTION("CR in the user")
    {
        w.config.username = "us\rer";
        text =
            "header \"Username\": its value has CR at byte 2, which would end the line; multi_line() sends several lines over HTTP, some actions have a Base64 form";
    }
    SECTION("a secret that begins with a blank")
    {
        w.config.secret = " s3cr3t";
        text =
            "header \"Secret\": its value begins with a blank or a control byte, which Asterisk would drop";
    }
    SECTION("a secret that is too long")
    {
        w.config.secret = std::string(1015, 's');
        text = "header \"Secret\": the line has 1023 bytes, Asterisk reads at most 1022";
    }
    const auto op = begin_connect(*w.pbx, w.config);
    w.run();
    CHECK(op->failed(errc::invalid_config));
    CHECK(op->text() == text);
    CHECK(w.server().written().empty());
    CHECK(w.server().closed());
}

// --- names and addresses ----------------------------------------------------------------------------------------

TEST_CASE("connect: the host is unknown", "[client][connect][bad]")
{
    client_world w;
    w.config.host = "nosuch.example";
    w.net->unknown_host("nosuch.example");
    const auto op = begin_connect(*w.pbx, w.config);
    w.run();
    CHECK(op->failed(errc::host_not_found));
    CHECK(op->text() == "nosuch.example: Host not found (authoritative)");
    CHECK(w.logged(ami::log_level::error,
        "session ended cause=the host name has no address details=nosuch.example: Host not found (authoritative)"));
}

TEST_CASE("connect: the host has no address", "[client][connect][bad]")
{
    client_world w;
    w.net->host("pbx", {});
    const auto op = begin_connect(*w.pbx, w.config);
    w.run();
    CHECK(op->failed(errc::host_not_found));
    CHECK(op->text() == "pbx: no address is known");
}

TEST_CASE("connect: a look-up that takes its time", "[client][connect]")
{
    client_world w;
    w.net->host("pbx", {"192.0.2.7"}, 4900ms);
    const auto op = begin_connect(*w.pbx, w.config);
    w.advance(4899ms);
    CHECK(w.net->streams().empty());
    w.advance(1ms);
    CHECK(w.server().endpoint().address().to_string() == "192.0.2.7");
    // The next step has its own time.
    w.advance(4s);
    CHECK(op->pending());
    w.log_in();
    CHECK(op->succeeded());
}

TEST_CASE("connect: a look-up that never ends holds nothing up", "[client][connect][bad]")
{
    client_world w;
    w.net->hanging_host("pbx");
    const auto op = begin_connect(*w.pbx, w.config);
    w.advance(5s - 1ns);
    CHECK(op->pending());
    CHECK(w.net->lookups() == 1);
    SECTION("its deadline")
    {
        w.advance(1ns);
        CHECK(op->failed(errc::resolve_timeout));
        CHECK(op->text() == "pbx: no answer within 5 s");
        CHECK(w.net->lookups() == 0);
        // The next try is not held up either.
        w.config.host = "192.0.2.9";
        w.ready();
    }
    SECTION("close")
    {
        w.pbx->close();
        CHECK(op->pending()); // not inside the call
        w.run();
        CHECK(op->failed(errc::closed));
        CHECK(w.net->lookups() == 0);
    }
    SECTION("the end of the client")
    {
        w.pbx.reset();
        w.run();
        CHECK(op->aborted());
        CHECK(w.net->lookups() == 0);
        w.pbx.emplace(w.context.get_executor(), w.net);
    }
    SECTION("a late answer")
    {
        w.pbx->close();
        w.net->host("pbx", {"192.0.2.1"});
        w.ready();
    }
}

TEST_CASE("connect: the port is closed", "[client][connect][bad]")
{
    client_world w;
    w.net->refuse("192.0.2.1");
    const auto op = begin_connect(*w.pbx, w.config);
    w.run();
    CHECK(op->failed(asio::error::connection_refused));
    CHECK(op->text() == "pbx:5038 (192.0.2.1:5038: Connection refused)");
    CHECK(w.server().closed());
}

TEST_CASE("connect: no answer from the address", "[client][connect][bad]")
{
    client_world w;
    w.net->silent("192.0.2.1");
    const auto op = begin_connect(*w.pbx, w.config);
    w.advance(5s - 1ns);
    CHECK(op->pending());
    w.advance(1ns);
    CHECK(op->failed(errc::connect_timeout));
    CHECK(op->text() == "pbx:5038 (192.0.2.1:5038: no answer within 5 s)");
    CHECK(w.server().closed());
}

TEST_CASE("connect: several addresses", "[client][connect]")
{
    client_world w;
    w.net->host("pbx", {"192.0.2.1", "2001:db8::2", "192.0.2.3", "192.0.2.4"});
    w.net->refuse("192.0.2.1");
    w.net->silent("2001:db8::2");
    w.net->refuse("192.0.2.3", asio::error::host_unreachable, 3s);
    SECTION("the first that accepts is taken")
    {
        const auto op = begin_connect(*w.pbx, w.config);
        w.run();
        CHECK(w.net->streams().size() == 2);
        CHECK(w.net->streams()[0]->closed());
        CHECK(w.server().endpoint().address().to_string() == "2001:db8::2");
        w.advance(5s);
        CHECK(w.net->streams().size() == 3);
        w.advance(3s);
        REQUIRE(w.net->streams().size() == 4);
        CHECK(w.server().endpoint().address().to_string() == "192.0.2.4");
        CHECK(op->pending());
        w.log_in();
        CHECK(op->succeeded());
        for (std::size_t i = 0; i != 3; ++i)
            CHECK(w.net->streams()[i]->closed());
    }
    SECTION("none accepts: the text names each")
    {
        w.net->refuse("192.0.2.4", asio::error::network_unreachable);
        const auto op = begin_connect(*w.pbx, w.config);
        w.advance(1h);
        CHECK(op->failed(asio::error::network_unreachable));
        CHECK(op->text() ==
              "pbx:5038 (192.0.2.1:5038: Connection refused; [2001:db8::2]:5038: no answer within 5 s; "
              "192.0.2.3:5038: No route to host; 192.0.2.4:5038: Network is unreachable)");
        CHECK(w.logged(ami::log_level::error,
            "session ended cause=Network is unreachable details=pbx:5038 (192.0.2.1:5038: "));
    }
    SECTION("an address that accepts and is no AMI is the end: it is what answers there")
    {
        w.net->forget("192.0.2.1");
        w.net->greet_with("SSH-2.0-x\n");
        const auto op = begin_connect(*w.pbx, w.config);
        w.run();
        CHECK(op->failed(errc::not_ami));
        CHECK(w.net->streams().size() == 1);
    }
}

TEST_CASE("connect: a late answer of an address that was given up", "[client][connect]")
{
    client_world w;
    w.net->host("pbx", {"192.0.2.1", "192.0.2.2"});
    w.net->slow("192.0.2.1", 5s); // in the moment in which it is given up
    w.net->slow("192.0.2.2", 1s);
    const auto op = begin_connect(*w.pbx, w.config);
    w.advance(10s);
    w.log_in();
    CHECK(op->succeeded());
    CHECK(std::count_if(w.net->streams().begin(), w.net->streams().end(),
              [](const auto& each) { return !each->closed(); }) == 1);
}

// --- the banner -------------------------------------------------------------------------------------------------

TEST_CASE("connect: no banner", "[client][connect][bad]")
{
    client_world w;
    w.net->greet_with("");
    const auto op = begin_connect(*w.pbx, w.config);
    SECTION("silence, as of a TLS or HTTP server")
    {
        w.advance(5s - 1ns);
        CHECK(op->pending());
        w.advance(1ns);
        CHECK(op->failed(errc::banner_timeout));
        CHECK(
            op->text() ==
            "pbx:5038: connected, but the server sent nothing within 5 s; possible cause: a port for TLS or HTTP, "
            "whose servers wait for the client (AMI: 5038, AMI over TLS: 5039, HTTP: 8088)");
    }
    SECTION("a byte a second is no banner either")
    {
        for (int i = 0; i != 4; ++i) {
            w.advance(1s);
            w.say("A");
        }
        CHECK(op->pending());
        w.advance(1s);
        CHECK(op->failed(errc::banner_timeout));
    }
    SECTION("the server closes at once (authlimit)")
    {
        w.run();
        w.server().eof();
        w.run();
        CHECK(op->failed(errc::closed_before_banner));
        CHECK(op->text() == "pbx:5038: the server closed the connection" + authlimit);
    }
    SECTION("the server resets the connection")
    {
        w.run();
        w.server().reset();
        w.run();
        CHECK(op->failed(errc::closed_before_banner));
        CHECK(op->text() == "pbx:5038: Connection reset by peer" + authlimit);
    }
    SECTION("the server closes in the middle of the banner")
    {
        w.run();
        w.server().say("Asterisk Call Man");
        w.server().eof();
        w.run();
        CHECK(op->failed(errc::closed_before_banner));
        CHECK(
            op->text() ==
            "pbx:5038: the server closed the connection in the middle of a packet that begins with \"Asterisk Call "
            "Man\"" +
                authlimit);
    }
    SECTION("a banner that does not end")
    {
        w.run();
        w.server().send(std::string(5000, 'x'));
        w.run();
        CHECK(op->failed(errc::not_ami));
        CHECK(op->text() ==
              "pbx:5038: its first line does not end; it begins with \"" + std::string(40, 'x') + "...\"");
    }
    CHECK(w.server().written().empty());
    CHECK(w.server().closed());
}

TEST_CASE("connect: the first address does not greet -> the second is read from once it is connected",
    "[client][connect]")
{
    client_world w;
    w.net->greet_with("");
    w.net->host("pbx", {"192.0.2.1", "192.0.2.2"});
    w.net->slow("192.0.2.2", 1s);
    const auto op = begin_connect(*w.pbx, w.config);
    w.run();
    REQUIRE(w.server().is_reading());
    SECTION("silence")
    {
        w.advance(5s);
    }
    SECTION("closed")
    {
        w.server().eof();
    }
    SECTION("reset")
    {
        w.server().reset();
    }
    w.run();
    REQUIRE(w.net->streams().size() == 2);
    CHECK_FALSE(w.server().is_reading());
    w.advance(1s);
    CHECK(w.server().is_reading());
    w.server().banner();
    w.run();
    w.server().success(w.server().next());
    w.run();
    CHECK(op->succeeded());
}

TEST_CASE("connect: banners", "[client][connect]")
{
    for (const std::string_view greeting : {"Asterisk Call Manager/1.0\r\n", "Asterisk Call Manager/11.0.0\n",
             "Some Proxy/2\r\n", "AstManProxy/1.3 with words\r\n"}) {
        client_world w;
        CAPTURE(greeting);
        w.net->greet_with("");
        const auto op = begin_connect(*w.pbx, w.config);
        w.run();
        w.server().fragment(1);
        w.server().send(greeting);
        w.run();
        w.log_in();
        CHECK(op->succeeded());
    }
}

TEST_CASE("connect: servers that are not AMI's", "[client][connect][bad]")
{
    const struct {
        std::string greeting;
        std::string what;
    } rows[] = {
        {"SSH-2.0-OpenSSH_9.2p1\r\n", "\"SSH-2.0-OpenSSH_9.2p1\", which is an SSH server"},
        {"HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n",
            "\"HTTP/1.1 400 Bad Request\", which is an HTTP server"},
        {"http/1.0 200 OK\r\n", "\"http/1.0 200 OK\", which is an HTTP server"},
        {std::string("\x15\x03\x01\x00\x02\x02\n", 7),
            "\"\\x15\\x03\\x01\\x00\\x02\\x02\", which looks like TLS"},
        {"220 mail ESMTP\r\n", "\"220 mail ESMTP\""},
        {"\r\n", "\"\""},
        {"Asterisk Call Manager\r\n", "\"Asterisk Call Manager\""},
        {"Asterisk Call Manager/\r\n", "\"Asterisk Call Manager/\""},
        {"/1.0\r\n", "\"/1.0\""},
        {"Response: Success\r\n\r\n", "\"Response: Success\""},
    };
    for (const auto& row : rows) {
        client_world w;
        CAPTURE(row.greeting);
        w.net->greet_with("");
        const auto op = begin_connect(*w.pbx, w.config);
        w.run();
        w.server().send(row.greeting);
        w.run();
        CHECK(op->failed(errc::not_ami));
        CHECK(
            op->text() ==
            "pbx:5038: the first line is " + row.what +
                "; AMI greets with \"Asterisk Call Manager/<version>\" and listens on port 5038 unless manager.conf "
                "says otherwise");
        CHECK(w.server().written().empty()); // no secret for a stranger
    }
}

TEST_CASE("connect: a banner's bytes reach the log printable", "[client][connect]")
{
    client_world w;
    w.net->greet_with("Asterisk Call Manager/1\x1b[31m\n");
    w.ready();
    for (const auto& [level, text] : w.log)
        CHECK(text.find('\x1b') == std::string::npos);
}

// --- the login --------------------------------------------------------------------------------------------------

TEST_CASE("connect: the login is refused", "[client][connect][bad]")
{
    client_world w;
    const auto op = begin_connect(*w.pbx, w.config);
    w.run();
    const auto login = w.server().next();
    SECTION("wrong user, wrong secret or a denying ACL")
    {
        w.server().error(login, "Authentication failed");
        w.run();
        CHECK(op->failed(errc::authentication_failed));
        CHECK(
            op->text() ==
            "pbx:5038 says \"Authentication failed\": the user name is unknown, the secret is wrong, or an ACL "
            "(permit/deny in manager.conf) forbids this address; Asterisk does not tell which");
    }
    SECTION("in use")
    {
        w.server().error(login, "Login Already In Use");
        w.run();
        CHECK(op->failed(errc::login_in_use));
        CHECK(
            op->text() ==
            "pbx:5038 says \"Login Already In Use\": the user has allowmultiplelogin=no in manager.conf and another "
            "session; possible cause: a lost session that Asterisk still keeps");
    }
    CHECK(w.server().closed());
    CHECK_FALSE(w.pbx->is_ready());
    const auto end = begin_closed(*w.pbx);
    w.run();
    CHECK(end->succeeded());
    CHECK(end->value().code() == op->ec);
    CHECK(end->value().message() == op->text());
}

TEST_CASE("connect: the login is not answered", "[client][connect][bad]")
{
    client_world w;
    const auto op = begin_connect(*w.pbx, w.config);
    w.run();
    const auto login = w.server().next();
    SECTION("silence")
    {
        w.advance(10s - 1ns);
        CHECK(op->pending());
        w.advance(1ns);
        CHECK(op->failed(errc::login_timeout));
        CHECK(op->text() == "pbx:5038: no answer within 10 s");
    }
    SECTION("events are no answer")
    {
        for (int i = 0; i != 9; ++i) {
            w.advance(1s);
            w.say("Event: FullyBooted\nStatus: Fully Booted\n\n");
        }
        w.advance(1s);
        CHECK(op->failed(errc::login_timeout));
    }
    SECTION("nor is the answer to another action")
    {
        w.say("Response: Success\nActionID: 1\n\n");
        CHECK(op->pending());
        CHECK(w.pbx->get_counters().orphan_responses == 1);
        w.advance(10s);
        CHECK(op->failed(errc::login_timeout));
    }
    SECTION("an answer without ActionID counts: before the login nothing of others is sent")
    {
        w.say("Response: Error\nMessage: Authentication failed\n\n");
        CHECK(op->failed(errc::authentication_failed));
    }
    SECTION("the network takes only a part of it")
    {
        client_world v;
        const auto other = begin_connect(*v.pbx, v.config);
        v.net->greet_with("");
        v.run();
        v.server().stop_taking(10);
        v.server().banner();
        v.run();
        CHECK(v.server().written().size() == 10);
        v.advance(10s);
        CHECK(other->failed(errc::login_timeout));
    }
    SECTION("the server closes")
    {
        w.server().eof();
        w.run();
        CHECK(op->failed(errc::closed_during_login));
        CHECK(op->text() == "pbx:5038: the server closed the connection");
    }
    SECTION("the server resets the connection")
    {
        w.server().reset();
        w.run();
        CHECK(op->failed(errc::closed_during_login));
        CHECK(op->text() == "pbx:5038: Connection reset by peer");
    }
    SECTION("the server closes in the middle of its answer")
    {
        w.server().say("Response: Success\nActionID: $ID\n", login.id());
        w.server().eof();
        w.run();
        CHECK(op->failed(errc::closed_during_login));
        CHECK(
            op->text() ==
            "pbx:5038: the server closed the connection in the middle of a packet that begins with \"Response: "
            "Success\"");
    }
    CHECK(w.server().closed() == op->done());
}

TEST_CASE("connect: an answer and the end at once", "[client][connect]")
{
    client_world w;
    const auto op = begin_connect(*w.pbx, w.config);
    w.run();
    const auto login = w.server().next();
    SECTION("accepted, then lost")
    {
        w.server().success(login);
        w.server().eof();
        w.run();
        CHECK(op->succeeded());
        CHECK_FALSE(w.pbx->is_ready());
        const auto end = begin_closed(*w.pbx);
        w.run();
        CHECK(end->value().code() == errc::connection_lost);
    }
    SECTION("refused, then closed: the refusal counts")
    {
        w.server().error(login, "Authentication failed");
        w.server().eof();
        w.run();
        CHECK(op->failed(errc::authentication_failed));
    }
}

TEST_CASE("connect: events around the login", "[client][connect]")
{
    client_world w;
    std::vector<std::string> seen;
    const auto early = w.pbx->on_any([&](const ami::event_view& e) { seen.emplace_back(e.name()); });
    const auto op = begin_connect(*w.pbx, w.config);
    std::vector<std::string> late;
    op->then = [&] {
        seen.emplace_back("(connected)");
        w.pbx->on_any([&](const ami::event_view& e) { late.emplace_back(e.name()); });
    };
    w.run();
    const auto login = w.server().next();
    // All in one read.
    w.server().say(
        "Event: Before\n\nResponse: Success\nActionID: $ID\n\nEvent: FullyBooted\n\nEvent: After\n\n",
        login.id());
    w.run();
    CHECK(seen == std::vector<std::string>{"Before", "(connected)", "FullyBooted", "After"});
    CHECK(late == std::vector<std::string>{"FullyBooted", "After"});
}

// --- states -----------------------------------------------------------------------------------------------------

TEST_CASE("connect: a second time", "[client][connect][bad]")
{
    client_world w;
    const std::string text = "close() or async_logoff first, or use a second client";
    SECTION("while connected")
    {
        w.ready();
        const auto again = begin_connect(*w.pbx, w.config);
        w.run();
        CHECK(again->failed(errc::already_connected));
        CHECK(again->text() == text);
        CHECK(w.pbx->is_ready());
    }
    SECTION("while connecting")
    {
        const auto first = begin_connect(*w.pbx, w.config);
        const auto again = begin_connect(*w.pbx, w.config);
        w.run();
        CHECK(again->failed(errc::already_connected));
        w.log_in();
        CHECK(first->succeeded());
    }
    SECTION("while logging off")
    {
        w.ready();
        const auto off = begin_logoff(*w.pbx);
        const auto again = begin_connect(*w.pbx, w.config);
        w.run();
        CHECK(again->failed(errc::already_connected));
        w.server().eof();
        w.run();
        CHECK(off->succeeded());
    }
    CHECK(w.net->streams().size() == 1);
}

TEST_CASE("connect: again with the same client", "[client][connect]")
{
    client_world w;
    int seen = 0;
    w.pbx->on("Ring", [&](const ami::event_view&) { ++seen; });
    for (int round = 0; round != 100; ++round) {
        CAPTURE(round);
        auto& server = w.ready();
        w.say("Event: Ring\n\n");
        REQUIRE(seen == round + 1); // subscriptions are kept
        const auto waiting = begin_execute(*w.pbx, "Status");
        const auto closed = begin_closed(*w.pbx);
        w.run();
        const auto action = server.next();
        REQUIRE(action.name() == "Status");
        switch (round % 4) {
        case 0: w.pbx->close(); break;
        case 1: server.eof(); break;
        case 2: server.reset(); break;
        case 3:
            begin_logoff(*w.pbx);
            w.run();
            server.success(server.next());
            break;
        }
        w.run();
        REQUIRE(waiting->failed(errc::outcome_unknown));
        REQUIRE(closed->succeeded());
        REQUIRE(server.closed());
        REQUIRE_FALSE(w.pbx->is_ready());
        // Bytes of the old connection reach nobody.
        server.say("Event: Ring\n\nResponse: Success\nActionID: $ID\n\n", action.id());
        w.run();
        REQUIRE(seen == round + 1);
    }
    CHECK(w.net->streams().size() == 100);
    w.net->streams(); // every one closed
    for (const auto& each : w.net->streams())
        CHECK(each->closed());
}

TEST_CASE("connect: no two sessions share ActionIDs", "[client][connect]")
{
    client_world w;
    std::vector<std::string> ids;
    for (int round = 0; round != 20; ++round) {
        begin_connect(*w.pbx, w.config);
        w.run();
        ids.push_back(w.server().next().id());
        CHECK(ids.back().size() <= 32);
        CHECK(ids.back().find_first_not_of("abcdefghijklmnopqrstuvwxyz234567-0189") == std::string::npos);
        w.pbx->close();
        w.run();
    }
    for (std::size_t i = 0; i != ids.size(); ++i) {
        for (std::size_t j = i + 1; j != ids.size(); ++j)
            CHECK(ids[i].substr(0, 11) != ids[j].substr(0, 11));
    }
}

TEST_CASE("connect: cancelled in every step", "[client][connect][cancel]")
{
    for (const auto type : {asio::cancellation_type::terminal, asio::cancellation_type::partial,
             asio::cancellation_type::total, asio::cancellation_type::all}) {
        for (int step = 0; step != 5; ++step) {
            client_world w;
            CAPTURE(step, static_cast<int>(type));
            w.net->host("pbx", {"192.0.2.1"}, 1s);
            w.net->slow("192.0.2.1", 1s);
            w.net->greet_with("");
            const auto op = begin_connect(*w.pbx, w.config);
            const auto closed = begin_closed(*w.pbx);
            w.advance(step * 800ms); // 0: not begun, 1: resolving, 2: connecting, 3: no banner
            if (step == 4) {
                w.server().banner();
                w.run();
            }
            op->cancel(type);
            CHECK(op->pending());
            w.run();
            CHECK(op->aborted());
            CHECK(closed->succeeded());
            CHECK(closed->value().code() == errc::closed);
            CHECK(closed->value().message() == "async_connect was cancelled");
            for (const auto& each : w.net->streams())
                CHECK(each->closed());
            w.advance(1h);
            CHECK(op->completions == 1);
            op->cancel(type); // again: nothing
            w.net->greet_with("Asterisk Call Manager/11.0.0\n");
            w.net->forget("192.0.2.1");
            w.net->host("pbx", {"192.0.2.1"});
            w.ready();
        }
    }
}

TEST_CASE("connect: cancelled and closed in the same moment", "[client][connect][cancel]")
{
    for (const bool cancel_first : {true, false}) {
        client_world w;
        CAPTURE(cancel_first);
        w.net->silent("192.0.2.1");
        const auto op = begin_connect(*w.pbx, w.config);
        w.run();
        if (cancel_first)
            op->cancel();
        w.pbx->close();
        if (!cancel_first)
            op->cancel();
        w.run();
        CHECK(op->completions == 1);
        // Even where the next one has begun already.
        w.net->forget("192.0.2.1");
        w.ready();
    }
    client_world w;
    w.net->silent("192.0.2.1");
    const auto op = begin_connect(*w.pbx, w.config);
    w.run();
    w.net->forget("192.0.2.1");
    op->cancel();
    w.pbx->close();
    const auto next = begin_connect(*w.pbx, w.config);
    w.run();
    CHECK(op->completions == 1);
    w.log_in();
    CHECK(next->succeeded());
}

TEST_CASE("connect: a cancellation that comes too late", "[client][connect][cancel]")
{
    client_world w;
    const auto op = begin_connect(*w.pbx, w.config);
    w.run();
    w.log_in();
    CHECK(op->succeeded());
    op->cancel();
    w.run();
    CHECK(w.pbx->is_ready());
    CHECK(op->completions == 1);
}
