// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What a program that is started from this one gets of its sockets.

#include "support/catch.hpp"
#include "support/tls_server.hpp"

#include <ami/http.hpp>
#include <ami/testing/http_port.hpp>
#include <ami/testing/server.hpp>

#include <array>
#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

using namespace tests;

namespace {

// The sockets of a shell that is started now.
std::set<std::string> sockets_of_a_child()
{
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> output(
        ::popen("ls -l /proc/self/fd", "r"), &::pclose);
    REQUIRE(output);
    std::set<std::string> found;
    std::array<char, 1000> buffer;
    int lines = 0;
    while (std::fgets(buffer.data(), buffer.size(), output.get())) {
        const std::string_view line(buffer.data());
        ++lines;
        if (const auto at = line.find("socket:["); at != std::string_view::npos)
            found.emplace(line.substr(at));
    }
    REQUIRE(lines > 3);
    return found;
}

} // namespace

TEST_CASE("socket: a child process -> it inherits no connection", "[fault][socket]")
{
    const auto before = sockets_of_a_child();
    SECTION("over TCP and HTTP, and none of the embedded server's")
    {
        ami::testing::server pbx;
        ami::testing::http_port web(pbx);
        for (const auto& url : {pbx.url(), web.url("rawman")}) {
            CAPTURE(url);
            asio::io_context context;
            ami::client client(context, ami::with_http);
            std::optional<ami::error_code> connected;
            client.async_connect(ami::config(url), [&](ami::error_code ec) { connected = ec; });
            const auto end = std::chrono::steady_clock::now() + 1min;
            while (!connected && context.run_one_until(end) != 0) {}
            REQUIRE(connected);
            REQUIRE_FALSE(*connected);
            CHECK(sockets_of_a_child() == before);
        }
    }
    SECTION("over TLS")
    {
        both_tls_versions();
        tls_server server([](tls_socket& s) {
            std::string pending;
            s.handshake(tls_socket::server);
            say(s, "Asterisk Call Manager/11.0.0\r\n");
            say(s, "Response: Success\r\nActionID: " + next_action(s, pending) + "\r\n\r\n");
            wait_for_end(s);
        });
        tls_client f;
        f.connect(server);
        REQUIRE_FALSE(*f.connected);
        CHECK(sockets_of_a_child() == before);
        f.pbx.reset();
        f.context.restart();
        f.context.run();
    }
}
