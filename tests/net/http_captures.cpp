// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Every recorded HTTP answer, read by a connection as it may arrive, and what the layers above make of it.

#include "support/catch.hpp"
#include "support/data.hpp"
#include "support/virtual_network.hpp"

#include <ami/net/http/http_connection.hpp>
#include <ami/protocol/http/digest.hpp>
#include <ami/protocol/http/mxml_decoder.hpp>
#include <ami/protocol/http/session_cookie.hpp>
#include <ami/protocol/wire/parser.hpp>

#include <ami/detail/shared_object.hpp>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

// What a connection told.
struct listener final : ami::detail::http_connection_observer {
    void on_http_connected(std::size_t, ami::error_code) override { connected = true; }
    void on_http_handshake(std::size_t, ami::detail::failure) override {}
    void on_http_sent(std::size_t) override {}
    void on_http_answer(std::size_t, ami::detail::http_answer answer, bool keeps) override
    {
        answers.push_back(std::move(answer));
        keeps_alive = keeps;
    }
    void on_http_closed(std::size_t, ami::detail::failure why) override { end = std::move(why); }

    bool connected = false;
    bool keeps_alive = false;
    std::vector<ami::detail::http_answer> answers;
    ami::detail::failure end;
};

// A connection to a server that is the test.
struct wire {
    explicit wire(std::size_t max_body = ami::limits().max_body)
    {
        ami::limits bounds;
        bounds.max_body = max_body;
        net.greet_with("");
        connection = ami::detail::make_shared_object<ami::detail::http_connection>(0, bounds, heard);
        connection->connect(net.make_stream(context.get_executor(), ami::config{}, *connection),
            {asio::ip::make_address("192.0.2.1"), 8088});
        net.run();
        REQUIRE(heard.connected);
        connection->start();
    }

    void ask()
    {
        connection->send("POST /rawman HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
        net.run();
    }

    void say(std::string_view bytes)
    {
        net.server().send(bytes);
        net.run();
    }

    asio::io_context context;
    tests::virtual_network net{context};
    listener heard;
    std::shared_ptr<ami::detail::http_connection> connection;
};

// The answers of a recording. Of a challenge that was answered only the head was kept; its page is filled up.
std::vector<std::string> answers_of(const std::string& file)
{
    auto text = tests::read_data(file);
    const auto second = text.find("HTTP/1.1 ", 1);
    if (second == std::string::npos)
        return {text};
    auto head = text.substr(0, second);
    head += std::string(std::stoul(head.substr(head.find("Content-Length: ") + 16)), '.');
    return {head, text.substr(second)};
}

std::string header_of(const std::string& answer, const std::string& name)
{
    const auto at = answer.find("\r\n" + name + ": ");
    if (at == std::string::npos)
        return {};
    const auto begin = at + name.size() + 4;
    return answer.substr(begin, answer.find("\r\n", begin) - begin);
}

} // namespace

TEST_CASE("http captures: every recorded answer, in pieces of every kind")
{
    // Packets in the answer: of rawman and mxml, of Asterisk 16 and of 22.
    const std::map<std::string, std::size_t> packets = {{"bad-login", 1}, {"command", 1},
        {"denied-action", 1}, {"events", 1}, {"getconfig", 1}, {"hangup", 0}, {"login", 1}, {"logoff", 1},
        {"not-logged-in", 1}, {"originate", 1}, {"ping", 1}, {"waitevent-empty", 0}, {"queuestatus", 0},
        {"status", 0}, {"waitevent", 0}};
    std::size_t files = 0;
    for (const std::string version : {"16", "22"}) {
        std::vector<std::string> names = {
            "404", "arawman-challenge", "arawman-digest", "amxml-challenge", "amxml-digest"};
        for (const auto& [step, count] : packets) {
            names.push_back("rawman-" + step);
            names.push_back("mxml-" + step);
        }
        for (const auto& name : names) {
            ++files;
            const auto answers = answers_of("http-" + version + "-" + name + ".http");
            for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{1} << 20}) {
                INFO(version << " " << name << " in pieces of " << piece);
                wire to;
                to.net.server().fragment(piece);
                for (const auto& bytes : answers) {
                    const auto before = to.heard.answers.size();
                    to.ask();
                    to.say(bytes);
                    REQUIRE(to.heard.answers.size() == before + 1);
                    CHECK(to.heard.keeps_alive);
                    const auto& found = to.heard.answers.back();
                    CHECK(found.status == std::stoul(bytes.substr(9, 3)));
                    CHECK(found.content_type == header_of(bytes, "Content-type"));
                    CHECK(found.body == bytes.substr(bytes.find("\r\n\r\n") + 4));
                    CHECK(found.body.size() == std::stoul(header_of(bytes, "Content-Length")));
                    const auto cookie = header_of(bytes, "Set-Cookie");
                    CHECK(found.cookies.size() == (cookie.empty() ? 0 : 1));
                    CHECK(found.challenges.size() == (found.status == 401 ? 1 : 0));
                    CHECK_FALSE(to.heard.end);
                }
            }

            wire to;
            for (const auto& bytes : answers) {
                to.ask();
                to.say(bytes);
                const auto& found = to.heard.answers.back();
                INFO(version << " " << name << " " << found.status);
                if (found.status == 404) {
                    const auto why = ami::detail::explain_http_status(found, "/rawman", 10, false);
                    CHECK(why.ec == ami::errc::http_refused);
                    CHECK(why.text.find("webenabled=yes") != std::string::npos);
                    continue;
                }
                if (found.status == 401) {
                    ami::detail::failure why;
                    const auto challenge = ami::detail::parse_digest_challenge(found.challenges.at(0), why);
                    REQUIRE(challenge);
                    CHECK(challenge->realm == "asterisk");
                    CHECK(challenge->nonce.size() >= 6);
                    CHECK(challenge->opaque == challenge->nonce);
                    CHECK_FALSE(challenge->stale);
                    continue;
                }
                CHECK(found.status == 200);
                const bool digest = name.starts_with("a");
                CHECK(found.cookies.empty() == digest);
                if (!digest) {
                    const auto cookie = ami::detail::parse_session_cookie(found.cookies.at(0));
                    REQUIRE(cookie);
                    CHECK(cookie->value.size() >= 6);
                    CHECK(cookie->lifetime >= (name.ends_with("-logoff") ? 0s : 1s));
                }
                auto text = found.body;
                if (name.find("mxml") != std::string::npos) {
                    text.clear();
                    const auto result = ami::detail::decode_mxml(found.body, text);
                    CHECK(result.is_whole);
                    CHECK(result.damaged == 0);
                }
                ami::parser cutter({}, ami::parser::greeting::none);
                cutter.feed(text);
                ami::error_code ec;
                std::size_t count = 0;
                while (cutter.next(ec) == ami::parser::result::packet)
                    ++count;
                CHECK_FALSE(ec);
                CHECK(cutter.bytes_pending() == 0);
                const auto step = name.substr(name.find('-') + 1);
                const auto expected = digest ? 1 : packets.at(step);
                if (expected != 0)
                    CHECK(count == expected);
                else
                    CHECK(count > 1);
            }
        }
    }
    CHECK(files == 70);
}

TEST_CASE("http connection: answers in forms that Asterisk does not use")
{
    SECTION("chunked, with a trailer")
    {
        wire to;
        to.net.server().fragment(1);
        to.ask();
        to.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n"
               "5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nX-Sum: 1\r\n\r\n");
        REQUIRE(to.heard.answers.size() == 1);
        CHECK(to.heard.answers[0].body == "hello world");
        CHECK(to.heard.keeps_alive);
        to.ask();
        to.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        CHECK(to.heard.answers.size() == 2);
    }
    SECTION("Connection: close")
    {
        wire to;
        to.ask();
        to.say("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nab");
        REQUIRE(to.heard.answers.size() == 1);
        CHECK_FALSE(to.heard.keeps_alive);
    }
    SECTION("HTTP/1.0")
    {
        wire to;
        to.ask();
        to.say("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nab");
        REQUIRE(to.heard.answers.size() == 1);
        CHECK_FALSE(to.heard.keeps_alive);
    }
    SECTION("news before the answer")
    {
        wire to;
        to.net.server().fragment(1);
        to.ask();
        to.say("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
               "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab");
        REQUIRE(to.heard.answers.size() == 1);
        CHECK(to.heard.answers[0].body == "ab");
        CHECK(to.heard.keeps_alive);
    }
    SECTION("before the request was read")
    {
        wire to;
        to.net.server().stop_taking(10);
        to.ask();
        to.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        REQUIRE(to.heard.answers.size() == 1);
        CHECK_FALSE(to.heard.keeps_alive); // the rest of the request is still on its way
    }
    SECTION("two cookies, two challenges, folded and odd letter case")
    {
        wire to;
        to.ask();
        to.say(
            "HTTP/1.1 401 Unauthorized\r\nset-cookie: a=b\r\nSET-COOKIE: mansession_id=\"1\"\r\n"
            "www-Authenticate: Basic realm=x\r\nWWW-AUTHENTICATE: Digest nonce=\"1\"\r\nContent-Length: 0\r\n\r\n");
        REQUIRE(to.heard.answers.size() == 1);
        CHECK(to.heard.answers[0].cookies.size() == 2);
        CHECK(to.heard.answers[0].challenges.size() == 2);
    }
}

TEST_CASE("http connection: answers that end it, each with its reason")
{
    struct bad {
        const char* what;
        std::string bytes;
        bool closes;
        ami::errc code;
        const char* words;
        const char* words_of_beast = nullptr; // newer versions have limits of their own
    };
    const std::string ok = "HTTP/1.1 200 OK\r\n";
    const bad cases[] = {
        {"nothing", "", true, ami::errc::connection_lost,
            "without an answer; possible causes: sessionlimit in http.conf"},
        {"head cut short", ok + "Content-Le", true, ami::errc::connection_lost, "in the middle of an answer"},
        {"body cut short", ok + "Content-Length: 10\r\n\r\nabc", true, ami::errc::connection_lost,
            "in the middle of an answer"},
        {"chunk cut short", ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nab", true,
            ami::errc::connection_lost, "in the middle of an answer"},
        {"a banner of AMI", "Asterisk Call Manager/11.0.0\r\n", false, ami::errc::not_ami,
            "not an HTTP answer"},
        {"a TLS alert", std::string("\x15\x03\x01\x00\x02\x02\x46", 7) + "\r\n\r\n", false,
            ami::errc::not_ami, "not an HTTP answer"},
        {"no length", ok + "\r\nabc", false, ami::errc::not_ami, "neither a Content-Length nor chunks"},
        {"a length that is none", ok + "Content-Length: ten\r\n\r\n", false, ami::errc::not_ami,
            "not an HTTP answer"},
        {"a negative length", ok + "Content-Length: -1\r\n\r\n", false, ami::errc::not_ami,
            "not an HTTP answer"},
        {"two lengths", ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", false, ami::errc::not_ami,
            "not an HTTP answer"},
        {"a chunk size that is none", ok + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n", false,
            ami::errc::not_ami, "not an HTTP answer"},
        {"a length above the limit", ok + "Content-Length: 1001\r\n\r\n", false, ami::errc::body_too_large,
            "limits::max_body is 1000 bytes"},
        {"chunks above the limit", ok + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1001, 'x'),
            false, ami::errc::body_too_large, "limits::max_body is 1000 bytes"},
        {"an endless chunk head", ok + "Transfer-Encoding: chunked\r\n\r\n1;" + std::string(70000, 'x'),
            false, ami::errc::not_ami, "a chunk's head or a trailer has more than 65536 bytes",
            "bad chunk extension"},
        {"an endless trailer", ok + "Transfer-Encoding: chunked\r\n\r\n0\r\nX: " + std::string(70000, 'x'),
            false, ami::errc::not_ami, "a chunk's head or a trailer has more than 65536 bytes",
            "header limit exceeded"},
        {"an endless head", ok + "X: " + std::string(70000, 'x'), false, ami::errc::not_ami,
            "not an HTTP answer"},
    };
    for (const auto& each : cases) {
        for (const std::size_t piece : {std::size_t{1}, std::size_t{1} << 20}) {
            INFO(each.what << " in pieces of " << piece);
            wire to(1000);
            to.net.server().fragment(piece);
            to.ask();
            to.say(each.bytes);
            if (each.closes) {
                CHECK_FALSE(to.heard.end);
                to.net.server().eof();
                to.net.run();
            }
            INFO(to.heard.end.text);
            CHECK(to.heard.answers.empty());
            CHECK(to.heard.end.ec == each.code);
            const auto& text = to.heard.end.text;
            CHECK((text.find(each.words) != std::string::npos ||
                   (each.words_of_beast && text.find(each.words_of_beast) != std::string::npos)));
            CHECK(to.net.server().closed());
        }
    }
}

TEST_CASE("http connection: a body longer than its length, and an answer to nothing")
{
    wire to;
    to.ask();
    to.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    REQUIRE(to.heard.answers.size() == 1);
    CHECK(to.heard.answers[0].body == "ab");
    CHECK_FALSE(to.heard.keeps_alive);

    wire unasked;
    unasked.say("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n");
    CHECK(unasked.heard.answers.empty());
    CHECK(unasked.heard.end.ec == ami::errc::not_ami);
}
