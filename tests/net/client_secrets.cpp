// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A server says the client's secret, or another one, back: no error text and no log record shows it.

#include "support/client_world.hpp"

#include <ami/http.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace tests;

namespace {

constexpr std::string_view hidden[] = {"s3cr3t", "0therS3cret", "c0ffee"};

bool shows_secret(std::string_view text)
{
    for (const auto each : hidden) {
        if (text.find(each) != std::string_view::npos)
            return true;
    }
    return false;
}

} // namespace

TEST_CASE("secrets: a server says them back -> no text shows them", "[client][secrets]")
{
    // What the server does instead of an answer to the login, or when the client is ready.
    const std::vector<std::string> said = {
        "Response: Error\nActionID: $ID\nMessage: Authentication failed for s3cr3t\n\n",
        "Response: Error\nActionID: $ID\nMessage: Secret: 0therS3cret\n\n",
        "Response: Error\nActionID: $ID\nMessage: password=0therS3cret\n\n",
        "Secret: 0therS3cret\n\n",
        "Echo: s3cr3t\n\n",
        "Echo: 1\nSecret: 0therS3cret\n\n",
        "Secret: 0therS3c",
        "You said s3cr3",
        "Secret: 0therS3cret and 2,000 bytes more" + std::string(2000, '.'),
        "Response: Success\nActionID: s3cr3t\n\n",
    };
    for (const bool before : {true, false}) {
        for (const auto& each : said) {
            CAPTURE(before, each);
            client_world w;
            w.config.limits.max_line = 1024;
            std::vector<std::string> states;
            w.pbx->on_state([&](const ami::state_change& change) { states.push_back(change.message()); });
            operation<> connected;
            operation<ami::response> asked;
            std::string id;
            if (before) {
                connected = begin_connect(*w.pbx, w.config);
                w.run();
                id = w.server().next().id();
            } else {
                w.ready();
                asked = begin_hangup(*w.pbx, ami::actions::hangup("PJSIP/1"));
                w.run();
                id = w.server().next().id();
            }
            const auto closed = begin_closed(*w.pbx);
            w.server().say(each, id);
            w.run();
            w.server().eof();
            w.run();
            w.advance(1h);
            REQUIRE(closed->completions == 1);
            CHECK_FALSE(shows_secret(closed->value().message()));
            for (const auto& text : states)
                CHECK_FALSE(shows_secret(text));
            if (connected) {
                CHECK(connected->ec);
                CHECK_FALSE(shows_secret(connected->text()));
            }
            if (asked)
                CHECK_FALSE(shows_secret(asked->text()));
            for (const auto& [level, text] : w.log)
                CHECK_FALSE(shows_secret(text));
        }
    }
}

TEST_CASE("secrets: a malformed answer of a web server -> no text shows them", "[client][secrets][http]")
{
    for (const std::string_view said : {"HTTP/1.1 200 OK\r\nSet-Cookie: mansession_id=\"c0ffee\"\x01\r\n\r\n",
             "HTTP/1.1 200 OK\r\nX: y\r\nSet-Cookie mansession_id=\"c0ffee\"\r\nContent-Length: 0\r\n\r\n",
             "POST /rawman HTTP/1.1\r\nCookie: mansession_id=\"c0ffee\"\r\n\r\n",
             "Secret=0therS3cret&more\r\n\r\n", "s3cr3t\r\n\r\n",
             "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 21\r\n\r\n<p>Secret=0therS3cret",
             "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\n<p>s3cr3t",
             "HTTP/1.1 302 Found\r\nLocation: http://x/secret=0therS3cret\r\nContent-Length: 0\r\n\r\n",
             "HTTP/1.1 401 No\r\nWWW-Authenticate: s3cr3t\r\nContent-Length: 0\r\n\r\n"}) {
        for (const std::string_view path : {"rawman", "arawman"}) {
            CAPTURE(said, path);
            asio::io_context context;
            const auto net = std::make_shared<virtual_network>(context);
            net->greet_with("");
            std::vector<std::string> records;
            ami::config config("http://user:s3cr3t@pbx/" + std::string(path));
            config.login_method = ami::login_method::plain;
            config.reconnect.enabled = false;
            config.log_level = ami::log_level::debug;
            config.log = [&](const ami::log_record& record) { records.push_back(record.line()); };
            ami::client pbx(context.get_executor(), ami::detail::add_http(net));
            const auto connected = begin_connect(pbx, config);
            net->run();
            net->server().send(said);
            net->run();
            net->advance(1min);
            CHECK(connected->ec);
            CHECK_FALSE(shows_secret(connected->text()));
            for (const auto& each : records)
                CHECK_FALSE(shows_secret(each));
            pbx.close();
            net->run();
            net->advance(1min);
        }
    }
}

TEST_CASE("secrets: actions that carry them -> no debug record shows them", "[client][secrets]")
{
    client_world w;
    w.ready();
    begin_execute(*w.pbx, ami::action("UpdateConfig")
                              .add("SrcFilename", "pjsip.conf")
                              .add("Action-000000", "Append")
                              .add("Cat-000000", "phone")
                              .add("Var-000000", "password")
                              .add("Value-000000", "0therS3cret")
                              .add("Match-000000", "0therS3cret"));
    begin_execute(*w.pbx, ami::action("Any").add("Password", "0therS3cret").add("Md5Cred", "0therS3cret"));
    begin_execute(*w.pbx, ami::action("DBPut").add("Family", "f").add("Key", "k").add("Val", "0therS3cret"));
    begin_command(*w.pbx, "database put f k 0therS3cret");
    begin_originate(*w.pbx,
        ami::actions::originate("PJSIP/1").dialplan("x", "1").variable("SIP_PASSWORD", "0therS3cret"));
    const auto refused = begin_execute(*w.pbx, ami::action("Any").variable("PIN=0therS3cret", "x"));
    const auto also = begin_execute(*w.pbx, ami::action("Any").add("Secret: 0therS3cret", "x"));
    w.run();
    CHECK(refused->failed(ami::errc::invalid_header_value));
    CHECK_FALSE(shows_secret(refused->text()));
    CHECK(also->failed(ami::errc::invalid_header_name));
    CHECK_FALSE(shows_secret(also->text()));
    CHECK(w.logged(ami::log_level::debug, "SrcFilename=pjsip.conf"));
    CHECK(w.logged(ami::log_level::debug, "Variable=SIP_PASSWORD=(redacted)"));
    for (const auto& [level, text] : w.log)
        CHECK_FALSE(shows_secret(text));
}
