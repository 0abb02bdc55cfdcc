// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Actions over HTTP that were not sent are reported as not sent. The oracle is the wire: what the server read whole.

#include "support/client_world.hpp"

#include <ami/http.hpp>

#include <boost/asio/error.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace std::chrono_literals;
using ami::errc;
using tests::virtual_stream;

namespace {

namespace asio = boost::asio;

const std::vector<std::string> paths = {"rawman", "mxml", "arawman", "amxml"};

// A client at http://user:s3cr3t@pbx/PATH and a server that answers what the test lets it.
class web_world {
public:
    explicit web_world(const std::string& path)
        : config("http://user:s3cr3t@pbx/" + path), digest(path[0] == 'a'),
          mxml(path.find("mxml") != std::string::npos)
    {
        net->greet_with("");
        config.reconnect.enabled = false;
    }
    ~web_world()
    {
        pbx.reset();
        net->run();
        CHECK(net->problems() == std::vector<std::string>());
    }

    struct request {
        std::string head;
        std::string body;
        std::string field(const std::string& name) const
        {
            const auto at = ("&" + body).find("&" + name + "=");
            if (at == std::string::npos)
                return {};
            const auto begin = at + name.size() + 1;
            return body.substr(begin, body.find('&', begin) - begin);
        }
    };

    // The requests that were written whole on this connection.
    static std::vector<request> requests(const virtual_stream& on)
    {
        std::vector<request> found;
        std::string_view rest = on.written();
        for (;;) {
            const auto end = rest.find("\r\n\r\n");
            if (end == std::string_view::npos)
                return found;
            constexpr std::string_view name = "Content-Length: ";
            const auto size = std::stoul(std::string(rest.substr(rest.find(name) + name.size(), 10)));
            if (rest.size() < end + 4 + size)
                return found;
            found.push_back({std::string(rest.substr(0, end)), std::string(rest.substr(end + 4, size))});
            rest.remove_prefix(end + 4 + size);
        }
    }

    // Answers the requests that are not answered yet, but for those of the action `but`.
    void answer(const std::string& but = "none")
    {
        for (std::size_t turn = 0; turn != 1000; ++turn) {
            net->run();
            bool any = false;
            const auto streams = net->streams();
            for (const auto& each : streams) {
                const auto all = requests(*each);
                auto& done = answered[each.get()];
                if (each->closed() || done == all.size() || all[done].field("Action") == but)
                    continue;
                any = true;
                answer(*each, all[done++]);
            }
            if (!any)
                return;
        }
        FAIL("requests without end");
    }

    void answer(virtual_stream& on, const request& what)
    {
        if (digest && (refuse_next || what.head.find("Authorization") == std::string::npos)) {
            const std::string stale = std::exchange(refuse_next, false) ? ", stale=true" : "";
            on.send("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest algorithm=MD5, "
                    "realm=\"asterisk\", nonce=\"n" +
                    std::to_string(++nonces) + "\", qop=\"auth\", opaque=\"x\"" + stale + "\r\nConnection: " +
                    (stale.empty() ? "keep-alive" : "close") + "\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        std::string fields = what.field("Action") == "Challenge" ? "Challenge: 123\r\n" : "";
        if (!what.field("ActionID").empty())
            fields += "ActionID: " + what.field("ActionID") + "\r\n";
        std::string body = "Response: Success\r\n" + fields + "\r\n";
        if (mxml) {
            body = "<ajax-response>\n<response type='object' id='unknown'><generic response='Success'";
            if (what.field("Action") == "Challenge")
                body += " challenge='123'";
            body += " actionid='" + what.field("ActionID") + "' /></response>\n</ajax-response>\n";
        }
        on.send("HTTP/1.1 200 OK\r\nContent-type: text/" + std::string(mxml ? "xml" : "plain") + "\r\n" +
                (digest ? "" : "Set-Cookie: mansession_id=\"c0ffee\"; Version=1; Max-Age=3600\r\n") +
                "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    }

    void ready()
    {
        const auto op = tests::begin_connect(*pbx, config);
        answer();
        INFO(op->text());
        REQUIRE(op->succeeded());
    }

    // How often the server read the action with this variable.
    std::size_t read(const std::string& number) const
    {
        std::size_t found = 0;
        for (const auto& each : net->streams()) {
            for (const auto& what : requests(*each))
                found += what.field("Number") == number;
        }
        return found;
    }

    void start(std::size_t count, bool retries = false)
    {
        for (std::size_t i = 0; i != count; ++i) {
            ami::action what("UserEvent");
            what.add("UserEvent", "X").add("Number", std::to_string(actions.size()));
            if (retries)
                what.retry_if_unsent();
            actions.push_back(tests::begin_execute(*pbx, what));
        }
        net->run();
    }

    // Every action that the server read whole may have been carried out; every other one certainly was not.
    void check_told()
    {
        std::size_t unsent = 0;
        for (std::size_t i = 0; i != actions.size(); ++i) {
            const auto& each = *actions[i];
            INFO("action " << i << ": " << each.ec.message() << "; " << each.text());
            REQUIRE(each.completions == 1);
            const bool was_read = read(std::to_string(i)) != 0;
            CHECK(each.failed(errc::not_sent) == !was_read);
            unsent += each.failed(errc::not_sent);
        }
        // The client's own Ping counts too.
        CHECK(pbx->get_counters().actions_not_sent >= unsent);
        CHECK(unsent >= actions.size() - 5);
    }

    asio::io_context context;
    std::shared_ptr<tests::virtual_network> net = std::make_shared<tests::virtual_network>(context);
    ami::config config;
    bool digest;
    bool mxml;
    bool refuse_next = false; // the next request that has an authorization, and close
    int nonces = 0;
    std::map<const virtual_stream*, std::size_t> answered;
    std::vector<tests::operation<ami::response>> actions;
    std::optional<ami::client> pbx{std::in_place, context.get_executor(), ami::detail::add_http(net)};
};

} // namespace

TEST_CASE("http unsent: the server falls silent -> what was not sent is not_sent")
{
    for (const auto& path : paths) {
        INFO(path);
        web_world world(path);
        world.ready();
        world.start(41);
        world.net->advance(5min);
        CHECK_FALSE(world.pbx->is_ready());
        world.check_told();
    }
}

TEST_CASE("http unsent: close() -> what was not sent is not_sent")
{
    for (const auto& path : paths) {
        INFO(path);
        web_world world(path);
        world.ready();
        world.start(41);
        world.pbx->close();
        world.net->run();
        world.check_told();
    }
}

TEST_CASE("http unsent: the client is destroyed -> nothing that waited is sent")
{
    for (const auto& path : paths) {
        INFO(path);
        web_world world(path);
        world.ready();
        world.start(41);
        world.pbx.reset();
        world.answer();
        for (std::size_t i = 1; i != 41; ++i)
            CHECK(world.read(std::to_string(i)) == 0);
    }
}

TEST_CASE("http unsent: action_total_timeout passes -> what was not sent is not_sent")
{
    for (const auto& path : paths) {
        INFO(path);
        web_world world(path);
        world.config.action_timeout = 20s;
        world.config.action_total_timeout = 20s;
        world.ready();
        world.start(41);
        world.net->advance(20s);
        world.check_told();
        world.answer("UserEvent");
        world.net->advance(10s);
        for (std::size_t i = 1; i != 41; ++i)
            CHECK(world.read(std::to_string(i)) == 0);
    }
}

TEST_CASE("http unsent: cancelled while it waits -> it is not sent, at once")
{
    for (const auto& path : paths) {
        INFO(path);
        web_world world(path);
        world.ready();
        world.start(41);
        const auto type = GENERATE(asio::cancellation_type::terminal, asio::cancellation_type::total);
        for (const auto& each : world.actions)
            each->cancel(type);
        world.net->run();
        for (std::size_t i = 0; i != 41; ++i) {
            const bool sent = world.read(std::to_string(i)) != 0;
            CHECK(sent == (i == 0));
            if (type == asio::cancellation_type::total)
                CHECK(world.actions[i]->aborted() == !sent);
            else
                CHECK(world.actions[i]->aborted());
        }
        world.answer();
        for (std::size_t i = 1; i != 41; ++i)
            CHECK(world.read(std::to_string(i)) == 0);
        world.start(1);
        world.answer();
        CHECK(world.actions.back()->succeeded());
    }
}

TEST_CASE("http unsent: retry_if_unsent -> what was not sent is sent once by the next session")
{
    for (const auto& path : paths) {
        INFO(path);
        web_world world(path);
        world.config.reconnect.enabled = true;
        world.config.ping_after_silence = 5s;
        world.config.action_timeout = 10s;
        world.ready();
        world.start(41, true);
        for (int i = 0; i != 60 && world.pbx->is_ready(); ++i)
            world.net->advance(1s);
        CHECK_FALSE(world.pbx->is_ready());
        for (int i = 0; i != 100; ++i) {
            world.answer();
            world.net->advance(1s);
        }
        std::size_t rescued = 0;
        for (std::size_t i = 0; i != 41; ++i) {
            CHECK(world.actions[i]->completions == 1);
            CHECK(world.read(std::to_string(i)) == 1);
            rescued += world.actions[i]->succeeded();
        }
        CHECK(rescued >= 36);
    }
}

TEST_CASE("http unsent: the network takes a part of the request -> not_sent")
{
    for (const auto& path : paths) {
        for (const std::size_t part : {0, 1, 100, 250}) {
            INFO(path << ", " << part << " bytes");
            web_world world(path);
            world.ready();
            world.net->server().stop_taking(part);
            SECTION("the connection is reset")
            {
                world.start(1);
                world.net->server().reset();
                world.net->run();
                CHECK(world.actions[0]->failed(errc::not_sent));
            }
            SECTION("close()")
            {
                world.start(3);
                world.pbx->close();
                world.net->run();
                for (const auto& each : world.actions)
                    CHECK(each->failed(errc::not_sent));
            }
            SECTION("cancelled: the rest is not sent")
            {
                world.start(1);
                auto& before = world.net->server();
                world.actions[0]->cancel(asio::cancellation_type::total);
                world.net->run();
                CHECK(world.actions[0]->aborted());
                CHECK(before.closed());
                world.start(1);
                world.answer();
                CHECK(world.actions[1]->succeeded());
                CHECK(world.read("0") == 0);
            }
            SECTION("no time is left: the rest is not sent")
            {
                world.start(1);
                world.net->advance(world.config.action_timeout);
                CHECK(world.actions[0]->failed(errc::not_sent));
                world.net->run();
                CHECK(world.read("0") == 0);
            }
        }
    }
}

TEST_CASE("http unsent: a stale nonce -> the action is repeated, or not_sent")
{
    for (const std::string path : {"arawman", "amxml"}) {
        INFO(path);
        web_world world(path);
        world.ready();
        world.refuse_next = true;
        SECTION("repeated")
        {
            world.start(1);
            world.answer();
            CHECK(world.actions[0]->succeeded());
            CHECK(world.read("0") == 2);
        }
        world.net->silent("192.0.2.1");
        SECTION("close() before it is repeated")
        {
            world.start(1);
            world.answer();
            CHECK(world.actions[0]->pending());
            world.pbx->close();
            world.net->run();
            CHECK(world.actions[0]->failed(errc::not_sent));
        }
        SECTION("cancelled before it is repeated")
        {
            world.start(1);
            world.answer();
            world.actions[0]->cancel(asio::cancellation_type::total);
            world.net->run();
            CHECK(world.actions[0]->aborted());
            CHECK(world.read("0") == 1);
        }
        SECTION("no time is left before it is repeated")
        {
            world.config.connect_timeout = 100s;
            world.start(1);
            world.answer();
            world.net->advance(world.config.action_timeout);
            CHECK(world.actions[0]->failed(errc::not_sent));
        }
    }
}

TEST_CASE("http unsent: more than max_write_queue waits -> write_queue_full")
{
    web_world world("rawman");
    world.config.limits.max_write_queue = 1000;
    world.ready();
    world.start(41);
    CHECK(world.actions.back()->failed(errc::write_queue_full));
    CHECK(world.actions.front()->pending());
    world.answer();
    CHECK(world.actions.front()->succeeded());
}
