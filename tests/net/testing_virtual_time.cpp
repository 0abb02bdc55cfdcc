// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

// The embedded server and clients in virtual time.

#include "support/client_world.hpp"

#include <ami/testing/virtual_http.hpp>
#include <ami/testing/virtual_time.hpp>

#include <optional>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using ami::testing::detail::virtual_link;

namespace {

struct timeless_world {
    tests::operation<> connect()
    {
        auto op = tests::begin_connect(*pbx, ami::config{server->url()});
        time.run();
        return op;
    }

    tests::asio::io_context context;
    ami::testing::virtual_time time{context};
    std::optional<ami::testing::server> server{std::in_place, time};
    std::optional<ami::client> pbx{std::in_place, context.get_executor(), time.network()};
};

} // namespace

TEST_CASE(
    "virtual time: a client connects without time passing, and is connected again after a loss", "[testing]")
{
    timeless_world world;
    const auto began = world.time.now();
    CHECK(world.connect()->succeeded());
    CHECK(world.time.now() == began);
    world.server->faults().stop_listening().cut();
    world.time.run_for(10min);
    CHECK_FALSE(world.pbx->is_ready());
    world.server->faults().listen();
    CHECK(world.time.run_until([&] { return world.pbx->is_ready(); }, 1min + 10s));
    CHECK(world.server->accepted() == 2);
}

TEST_CASE("virtual time: a call lasts as long as its dialplan says", "[testing]")
{
    timeless_world world;
    world.connect();
    const auto op = tests::begin_originate(
        *world.pbx, ami::actions::originate{"Local/3030@from-internal"}.application("Wait", "300"));
    CHECK(world.time.run_until([&] { return op->done(); }, 5s));
    CHECK(op->succeeded());
    world.time.run_for(25s);
    CHECK(world.server->channels().size() == 2);
    world.time.run_for(6s);
    CHECK(world.server->channels().empty());
}

TEST_CASE("virtual time: the server's waits pass the time, and find what comes", "[testing]")
{
    timeless_world world;
    const auto began = world.time.now();
    CHECK_FALSE(world.server->wait_for_sessions(1, 90s));
    CHECK(world.time.now() == began + 90s);
    const auto op = tests::begin_connect(*world.pbx, ami::config{world.server->url()});
    CHECK(world.server->wait_for_sessions(1, 1s));
    CHECK(world.server->wait_for_request("Login", 1s));
}

TEST_CASE("virtual time: a server that is destroyed resets its connections, and another one takes its port",
    "[testing]")
{
    timeless_world world;
    world.connect();
    ami::testing::options again;
    again.port = world.server->port();
    world.server.reset();
    world.time.run();
    CHECK_FALSE(world.pbx->is_ready());
    world.time.run_for(10min);
    world.server.emplace(world.time, again);
    CHECK(world.time.run_until([&] { return world.pbx->is_ready(); }, 1min + 10s));
}

TEST_CASE("virtual time: a port is taken once", "[testing]")
{
    timeless_world world;
    ami::testing::options same;
    same.port = world.server->port();
    CHECK_THROWS_AS(ami::testing::server(world.time, same), boost::system::system_error);
}

TEST_CASE("virtual time: what the program does later happens at its time", "[testing]")
{
    timeless_world world;
    const auto began = world.time.now();
    std::vector<std::chrono::seconds> when;
    const auto note = [&] {
        when.push_back(std::chrono::duration_cast<std::chrono::seconds>(world.time.now() - began));
    };
    world.time.after(20s, note);
    world.time.after(10s, note);
    world.time.run_for(15s);
    CHECK(when == std::vector<std::chrono::seconds>{10s});
    world.time.run_for(15s);
    CHECK(when == std::vector<std::chrono::seconds>{10s, 20s});
}

TEST_CASE(
    "virtual time: a connection takes what its window holds, and more once some of it was read", "[testing]")
{
    timeless_world world;
    const auto conditions = std::make_shared<ami::testing::detail::network_conditions>();
    ami::testing::detail::virtual_world inner(world.context);
    const auto link = std::make_shared<virtual_link>(inner.agenda(), conditions);
    ami::error_code ec;
    const std::string much(100000, 'x');
    CHECK(link->write(virtual_link::side::server, much, ec) == conditions->window());
    CHECK_FALSE(ec);
    CHECK(link->write(virtual_link::side::server, much, ec) == 0);
    CHECK(ec == tests::asio::error::would_block);
    std::string taken(1000, ' ');
    CHECK(link->read(virtual_link::side::client, taken, ec) == 1000);
    CHECK(link->is_writable(virtual_link::side::server));
}

TEST_CASE("virtual time: a reset follows what was written before, unless the network loses it", "[testing]")
{
    timeless_world world;
    const auto conditions = std::make_shared<ami::testing::detail::network_conditions>();
    ami::testing::detail::virtual_world inner(world.context);
    ami::error_code ec;
    std::string taken(10, ' ');
    for (const bool loses : {false, true}) {
        const auto link = std::make_shared<virtual_link>(inner.agenda(), conditions);
        link->stall(virtual_link::side::client, 5s);
        CHECK(link->write(virtual_link::side::server, "abc", ec) == 3);
        CHECK_FALSE(link->is_readable(virtual_link::side::client));
        link->cut(loses);
        const auto limit = inner.now() + 6s;
        while (inner.step(limit)) {}
        CHECK(link->read(virtual_link::side::client, taken, ec) == (loses ? 0U : 3U));
        link->read(virtual_link::side::client, taken, ec);
        CHECK(ec == tests::asio::error::connection_reset);
        link->write(virtual_link::side::client, "abc", ec);
        CHECK(ec == tests::asio::error::broken_pipe);
    }
}

TEST_CASE(
    "virtual time: a client over HTTP sees events, and reconnects when its session is forgotten", "[testing]")
{
    const auto* const path = GENERATE("rawman", "mxml", "arawman");
    tests::asio::io_context context;
    ami::testing::virtual_time time{context};
    ami::testing::server server{time};
    ami::testing::http_port web{server};
    ami::client pbx{context.get_executor(), ami::testing::with_http(time)};
    int seen = 0;
    const auto heard = pbx.on("UserEvent", [&](const ami::event_view&) { ++seen; });
    const auto op = tests::begin_connect(pbx, ami::config{web.url(path)});
    CHECK(time.run_until([&] { return op->done(); }, 5s));
    CHECK(op->succeeded());
    time.run_for(1min);
    server.inject("UserEvent", {{"Privilege", "user,all"}, {"UserEvent", "One"}});
    time.run_for(2s);
    CHECK(seen == 1);
    web.forget_sessions();
    server.faults().cut();
    time.run_for(2min);
    CHECK(pbx.is_ready());
    server.inject("UserEvent", {{"Privilege", "user,all"}, {"UserEvent", "Two"}});
    time.run_for(2s);
    CHECK(seen == 2);
}

TEST_CASE("virtual time: over HTTP random numbers are those of the virtual network", "[testing]")
{
    const auto numbers = [] {
        tests::asio::io_context context;
        const ami::testing::virtual_time time{context};
        std::vector<unsigned char> bytes(16);
        ami::testing::with_http(time)->fill_random(bytes);
        return bytes;
    };
    CHECK(numbers() == numbers());
}
