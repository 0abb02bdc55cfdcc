// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What only a real network shows: resets, half-closed connections, full buffers, names. The servers are raw sockets
// on ports of their own; everything runs in one thread and is driven until the one thing that is waited for happened.

#include "support/catch.hpp"

#include <ami/client.hpp>
#include <ami/net/name_lookup.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using ami::errc;
using tcp = asio::ip::tcp;

namespace {

// One connection, whose end is the session's end.
ami::config local_config()
{
    ami::config config("ami://user:s3cr3t@127.0.0.1");
    config.login_method = ami::login_method::plain;
    config.ready_when = ami::ready_when::logged_in; // the server knows nothing of a boot
    config.reconnect.enabled = false;
    return config;
}

// A server for one connection: greets, answers the login, and then does as it is told.
class raw_server {
public:
    explicit raw_server(asio::io_context& context, const std::string& address = "127.0.0.1")
        : acceptor_(context, tcp::endpoint(asio::ip::make_address(address), 0)), socket_(context)
    {
        acceptor_.async_accept(socket_, [this](ami::error_code ec) {
            if (ec)
                return;
            socket_.set_option(tcp::no_delay(true));
            if (on_accept)
                return on_accept();
            say("Asterisk Call Manager/11.0.0\r\n");
            read();
        });
    }

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    tcp::socket& socket() { return socket_; }

    void say(const std::string& bytes)
    {
        ami::error_code ignored;
        asio::write(socket_, asio::buffer(bytes), ignored);
    }

    // A byte at a time: the client reads them singly, or however the kernel likes.
    void dribble(const std::string& bytes)
    {
        for (const char c : bytes)
            say(std::string(1, c));
    }

    void reset()
    {
        socket_.set_option(asio::socket_base::linger(true, 0));
        socket_.close();
    }

    void half_close() { socket_.shutdown(tcp::socket::shutdown_send); }

    std::function<void()> on_accept;                                 // instead of the banner
    std::function<void(std::string name, std::string id)> on_action; // all but the login
    std::string received;

private:
    void read()
    {
        socket_.async_read_some(asio::buffer(buffer_), [this](ami::error_code ec, std::size_t size) {
            received.append(buffer_, size);
            pending_.append(buffer_, size);
            for (auto end = pending_.find("\r\n\r\n"); end != std::string::npos;
                 end = pending_.find("\r\n\r\n")) {
                const auto text = pending_.substr(0, end + 2);
                pending_.erase(0, end + 4);
                const auto value = [&](const std::string& name) {
                    const auto at = text.find(name + ": ");
                    const auto begin = at + name.size() + 2;
                    return at == std::string::npos ? std::string()
                                                   : text.substr(begin, text.find('\r', begin) - begin);
                };
                if (value("Action") == "Login")
                    say("Response: Success\r\nActionID: " + value("ActionID") + "\r\n\r\n");
                else if (on_action)
                    on_action(value("Action"), value("ActionID"));
            }
            if (ec || !socket_.is_open())
                ended = ec ? ec : ami::error_code(asio::error::not_connected);
            else
                read();
        });
    }

public:
    std::optional<ami::error_code> ended; // what the server's read ended with

private:
    tcp::acceptor acceptor_;
    tcp::socket socket_;
    char buffer_[65536];
    std::string pending_;
};

struct fixture {
    asio::io_context context;
    ami::client pbx{context};
    ami::config config = local_config();
    std::optional<ami::error_code> connected;
    ami::diagnostics why;

    // Runs until something is true; a minute is not waited for but a bound for a test that fails.
    template <class Condition>
    bool until(Condition condition)
    {
        const auto end = std::chrono::steady_clock::now() + 1min;
        while (!condition() && std::chrono::steady_clock::now() < end) {
            context.restart();
            context.run_one_until(end);
        }
        return condition();
    }

    void connect(std::uint16_t port)
    {
        config.port = port;
        connected.reset();
        pbx.async_connect(config, ami::with_diagnostics([this](ami::error_code ec) { connected = ec; }, why));
        REQUIRE(until([this] { return connected.has_value(); }));
    }

    ami::session_end closed()
    {
        std::optional<ami::session_end> end;
        pbx.async_wait_closed([&](ami::error_code, ami::session_end how) { end = std::move(how); });
        REQUIRE(until([&] { return end.has_value(); }));
        return *end;
    }
};

struct answer {
    std::optional<ami::error_code> ec;
    ami::diagnostics why;
    ami::response got;
};

std::shared_ptr<answer> execute(ami::client& pbx, const ami::action& what)
{
    auto result = std::make_shared<answer>();
    pbx.async_execute(what, ami::with_diagnostics(
                                [result](ami::error_code ec, ami::response got) {
                                    result->ec = ec;
                                    result->got = std::move(got);
                                },
                                result->why));
    return result;
}

std::string success(const std::string& id, const std::string& more = {})
{
    return "Response: Success\r\nActionID: " + id + "\r\n" + more + "\r\n";
}

} // namespace

TEST_CASE("socket: a whole session", "[fault][socket]")
{
    fixture f;
    raw_server server(f.context);
    server.on_action = [&](const std::string& name, const std::string& id) {
        if (name == "Logoff") {
            server.say("Response: Goodbye\r\nActionID: " + id + "\r\n\r\n");
            server.socket().close();
        } else {
            server.dribble(success(id, "EventList: start\r\n") + "Event: Status\r\nActionID: " + id +
                           "\r\n\r\nEvent: StatusComplete\r\nActionID: " + id +
                           "\r\nEventList: Complete\r\n\r\n");
        }
    };
    f.connect(server.port());
    REQUIRE(!*f.connected);
    const auto list = execute(f.pbx, ami::action("Status"));
    CHECK(f.until([&] { return list->ec.has_value(); }));
    CHECK(!*list->ec);
    CHECK(list->got.events().size() == 1);
    std::optional<ami::error_code> off;
    f.pbx.async_logoff([&](ami::error_code ec) { off = ec; });
    CHECK(f.until([&] { return off.has_value(); }));
    CHECK(!*off);
    CHECK(f.closed().code() == errc::logged_off);
}

TEST_CASE("socket: a reset", "[fault][socket]")
{
    fixture f;
    raw_server server(f.context);
    server.on_action = [&](const std::string&, const std::string&) { server.reset(); };
    f.connect(server.port());
    REQUIRE(!*f.connected);
    const auto ping = execute(f.pbx, ami::action("Ping"));
    const auto end = f.closed();
    CHECK(end.code() == errc::connection_lost);
    CHECK(end.message() == "127.0.0.1:" + std::to_string(server.port()) + ": Connection reset by peer");
    REQUIRE(ping->ec);
    CHECK(*ping->ec == errc::outcome_unknown);
    CHECK(ping->why.message() == "action Ping: the connection was lost: " + end.message());
}

TEST_CASE("socket: a half-closed connection is over", "[fault][socket]")
{
    fixture f;
    raw_server server(f.context);
    server.on_action = [&](const std::string&, const std::string& id) {
        server.say(success(id).substr(0, 20));
        server.half_close();
    };
    f.connect(server.port());
    const auto ping = execute(f.pbx, ami::action("Ping"));
    const auto end = f.closed();
    CHECK(end.code() == errc::connection_lost);
    CHECK(
        end.message() ==
        "127.0.0.1:" + std::to_string(server.port()) +
            ": the server closed the connection in the middle of a packet that begins with \"Response: Success\"");
    CHECK(*ping->ec == errc::outcome_unknown);
    // We closed ours too.
    CHECK(f.until([&] { return server.ended.has_value(); }));
    CHECK(*server.ended == asio::error::eof);
}

TEST_CASE("socket: what was said before the end is heard", "[fault][socket]")
{
    fixture f;
    raw_server server(f.context);
    int rings = 0;
    f.pbx.on("Ring", [&](const ami::event_view&) { ++rings; });
    server.on_action = [&](const std::string&, const std::string& id) {
        std::string all = success(id);
        for (int i = 0; i != 10'000; ++i)
            all += "Event: Ring\r\n\r\n";
        server.say(all);
        server.socket().close();
    };
    f.connect(server.port());
    const auto ping = execute(f.pbx, ami::action("Ping"));
    CHECK(f.closed().code() == errc::connection_lost);
    CHECK(!*ping->ec);
    CHECK(rings == 10'000);
}

TEST_CASE("socket: the port is closed", "[fault][socket][bad]")
{
    fixture f;
    std::uint16_t port = 0;
    {
        const raw_server gone(f.context);
        port = gone.port();
    }
    f.connect(port);
    CHECK(*f.connected == asio::error::connection_refused);
    CHECK(f.why.message() == fmt::format("127.0.0.1:{0} (127.0.0.1:{0}: {1})", port,
                                 ami::error_code(asio::error::connection_refused).message()));
    CHECK_FALSE(f.connected->has_location());

    auto failed = f.pbx.async_connect(f.config, asio::use_future);
    REQUIRE(f.until([&] { return failed.wait_for(0s) == std::future_status::ready; }));
    try {
        failed.get();
        FAIL("it is connected");
    } catch (const boost::system::system_error& error) {
        CHECK(std::string(error.what()).find(".hpp") == std::string::npos);
    }
}

TEST_CASE("socket: closed at once, before the banner", "[fault][socket][bad]")
{
    for (const bool hard : {false, true}) {
        fixture f;
        raw_server server(f.context);
        server.on_accept = [&] { hard ? server.reset() : server.socket().close(); };
        f.connect(server.port());
        CHECK(*f.connected == errc::closed_before_banner);
        CAPTURE(hard, f.why.message());
        CHECK(f.why.message().find("(authlimit in manager.conf)") != std::string::npos);
        const auto reset =
            ami::error_code(asio::error::connection_reset).message(); // each system has its own words
        CHECK(f.why.message().find(hard ? ": " + reset + ";" : ": the server closed the connection;") !=
              std::string::npos);
    }
}

TEST_CASE("socket: an answer of several megabytes, and as much to send", "[fault][socket]")
{
    fixture f;
    raw_server server(f.context);
    int actions = 0;
    server.on_action = [&](const std::string& name, const std::string& id) {
        if (name == "Status") {
            std::string all = success(id, "EventList: start\r\n");
            for (int i = 0; i != 50'000; ++i)
                all += "Event: Status\r\nActionID: " + id + "\r\nN: " + std::to_string(i) + "\r\n\r\n";
            all += "Event: StatusComplete\r\nActionID: " + id + "\r\nEventList: Complete\r\n\r\n";
            // In the background: one thread is both ends.
            const auto text = std::make_shared<std::string>(std::move(all));
            asio::async_write(server.socket(), asio::buffer(*text), [text](ami::error_code, std::size_t) {});
        } else {
            ++actions;
            if (actions == 5000)
                server.say(success(id));
        }
    };
    f.connect(server.port());
    const auto list = execute(f.pbx, ami::action("Status"));
    CHECK(f.until([&] { return list->ec.has_value(); }));
    REQUIRE(list->got.events().size() == 50'000);
    CHECK(list->got.events().back()["N"] == "49999");

    std::vector<std::shared_ptr<answer>> all;
    for (int i = 0; i != 5000; ++i)
        all.push_back(execute(f.pbx, ami::action("Setvar").add("Value", std::string(1000, 'x'))));
    CHECK(f.until([&] { return all.back()->ec.has_value(); }));
    CHECK(!*all.back()->ec);
    CHECK(actions == 5000);
    CHECK(f.pbx.get_counters().bytes_sent == server.received.size());
}

TEST_CASE("socket: a server that does not read", "[fault][socket]")
{
    fixture f;
    f.config.limits.max_write_queue = 64u << 20;
    f.config.events = ami::event_mask::none(); // no action of the client itself is counted with the others
    raw_server server(f.context);
    f.connect(server.port());
    // From here on the kernel's buffers fill.
    server.socket().cancel();
    std::vector<std::shared_ptr<answer>> all;
    for (int i = 0; i != 9'000; ++i) {
        ami::action big("Setvar");
        for (int n = 0; n != 5; ++n)
            big.add("Value", std::string(1000, 'x'));
        all.push_back(execute(f.pbx, big));
    }
    f.until([&] { return server.ended && f.pbx.get_counters().bytes_sent > 100'000; });
    server.reset();
    CHECK(f.closed().code() == errc::connection_lost);
    std::size_t unknown = 0;
    std::size_t unsent = 0;
    for (const auto& each : all) {
        REQUIRE(each->ec);
        unknown += *each->ec == errc::outcome_unknown;
        unsent += *each->ec == errc::not_sent;
    }
    CHECK(unknown + unsent == all.size());
    // Of unknown outcome are those that the kernel took whole: one has some 5,080 bytes.
    const auto taken = f.pbx.get_counters().bytes_sent;
    CHECK(unknown <= taken / 5'000);
    CHECK(unknown >= taken / 5'200);
    CHECK(unsent >= 1);
    CHECK(f.pbx.get_counters().actions_not_sent == unsent);
}

TEST_CASE("socket: a client that goes away in the middle", "[fault][socket]")
{
    asio::io_context context;
    raw_server server(context);
    std::optional<ami::client> pbx(std::in_place, context);
    bool connected = false;
    ami::config config = local_config();
    config.port = server.port();
    pbx->async_connect(config, [&](ami::error_code) { connected = true; });
    while (!connected)
        context.run_one();
    const auto ping = execute(*pbx, ami::action("Ping"));
    pbx.reset();
    context.run(); // returns: nothing is left to do
    CHECK(*ping->ec == asio::error::operation_aborted);
    CHECK(server.ended.has_value());
}

TEST_CASE("socket: a name", "[fault][socket]")
{
    fixture f;
    ami::error_code unknown;
    tcp::resolver(f.context).resolve("localhost", "1", unknown);
    if (unknown) {
        WARN("this system does not know localhost: " + unknown.message());
        return;
    }
    raw_server server(f.context);
    f.config.host = "localhost";
    f.connect(server.port()); // whether or not ::1 comes first
    CHECK(!*f.connected);
    f.pbx.close();
    f.closed();
}

TEST_CASE("socket: an unknown host name", "[fault][socket][bad]")
{
    fixture f;
    // Longer than any name may be: no resolver needs to ask anybody.
    f.config.host = std::string(300, 'a');
    f.connect(5038);
    CHECK(*f.connected == errc::host_not_found);
    CHECK(f.why.message().find(f.config.host + ": ") == 0);
}

TEST_CASE("socket: IPv6", "[fault][socket]")
{
    fixture f;
    std::optional<raw_server> server;
    try {
        server.emplace(f.context, "::1");
    } catch (const boost::system::system_error&) {
        WARN("there is no IPv6 here");
        return;
    }
    f.config.host = "::1";
    f.connect(server->port());
    CHECK(!*f.connected);
    server->reset();
    const auto end = f.closed();
    CHECK(end.message() == fmt::format("[::1]:{}: Connection reset by peer", server->port()));
}

TEST_CASE("socket: a look-up whose context or owner is gone", "[fault][socket]")
{
    int called = 0;
    for (int i = 0; i != 20; ++i) {
        asio::io_context context;
        const auto lookup = ami::detail::look_up_name(context.get_executor(), "localhost", 1,
            [&](ami::detail::failure, ami::detail::endpoint_list) { ++called; });
        if (i % 2 == 0)
            continue; // the look-up goes first, then the context
        auto dropped = ami::detail::look_up_name(context.get_executor(), "localhost", 1,
            [&](ami::detail::failure, ami::detail::endpoint_list) { ++called; });
        dropped.reset();
        context.poll();
    }
    static_cast<void>(called); // whether one was quick enough is not said
    asio::io_context context;
    std::optional<ami::detail::endpoint_list> found;
    const auto lookup = ami::detail::look_up_name(context.get_executor(), "127.0.0.1", 5038,
        [&](ami::detail::failure, ami::detail::endpoint_list list) { found = std::move(list); });
    CHECK_FALSE(found);
    context.run();
    REQUIRE(found);
    REQUIRE(found->size() == 1);
    CHECK(found->front() == tcp::endpoint(asio::ip::make_address("127.0.0.1"), 5038));
    // A thread that the end of the process meets in the system's resolver would leak what that has allocated.
    while (ami::detail::lookups_under_way() != 0)
        std::this_thread::yield();
}
