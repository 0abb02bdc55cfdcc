// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What goes wrong on a TLS connection: in the handshake, and at every step behind it. The server runs in a thread of
// its own, with a certificate made here.

#include "support/catch.hpp"
#include "support/tls_server.hpp"

#include <ami/client.hpp>
#include <ami/net/transports/tls_stream.hpp>

#include <ami/detail/shared_object.hpp>

#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using ami::errc;
using namespace tests;

namespace {

// What the server does where it should go on.
struct fault {
    const char* name;
    std::function<void(tls_socket&)> happen;
    bool ends; // the connection
};

std::vector<fault> faults()
{
    return {
        {"close without close_notify", [](tls_socket& s) { s.next_layer().close(); }, true},
        {"close_notify",
            [](tls_socket& s) {
                boost::system::error_code ignored;
                s.shutdown(ignored);
            },
            true},
        {"half-close", [](tls_socket& s) { s.next_layer().shutdown(tcp::socket::shutdown_send); }, true},
        {"reset", [](tls_socket& s) { reset(s); }, true},
        {"bytes that are no record",
            [](tls_socket& s) {
                asio::write(
                    s.next_layer(), asio::buffer(std::string_view("\x17\x03\x03\x00\x07garbage", 12)));
                wait_for_end(s);
            },
            true},
        {"silence", [](tls_socket& s) { wait_for_end(s); }, false},
        {"a line without an end",
            [](tls_socket& s) {
                say(s, std::string(20'000, 'x'));
                wait_for_end(s);
            },
            true},
    };
}

} // namespace

TEST_CASE("tls: a whole session", "[fault][tls]")
{
    both_tls_versions();
    tls_server server([](tls_socket& s) {
        std::string pending;
        s.handshake(tls_socket::server);
        say(s, "Asterisk Call Manager/11.0.0\r\n");
        say(s, "Response: Success\r\nActionID: " + next_action(s, pending) + "\r\n\r\n");
        // More than one record.
        const auto id = next_action(s, pending);
        say(s,
            "Response: Success\r\nActionID: " + id + "\r\nValue: " + std::string(100'000, 'v') + "\r\n\r\n");
        say(s, "Response: Goodbye\r\nActionID: " + next_action(s, pending) + "\r\n\r\n");
        s.next_layer().close();
    });
    tls_client f;
    f.connect(server);
    CAPTURE(f.why.message());
    REQUIRE_FALSE(*f.connected);
    std::optional<std::size_t> got;
    f.pbx->async_execute(ami::action("Getvar"), [&](ami::error_code ec, const ami::response& answer) {
        CHECK_FALSE(ec);
        got = answer["Value"].size();
    });
    std::optional<ami::error_code> off;
    f.pbx->async_logoff([&](ami::error_code ec) { off = ec; });
    REQUIRE(f.until([&] { return off.has_value(); }));
    CHECK_FALSE(*off);
    CHECK(got == 100'000);
}

TEST_CASE("tls: faults of the handshake", "[fault][tls][bad]")
{
    both_tls_versions();
    struct row {
        const char* name;
        tls_server::script happen;
        const char* text;
    };
    const row rows[] = {
        {"close", [](tls_socket& s) { s.next_layer().close(); },
            "closed the connection during the handshake"},
        {"close behind the client's hello",
            [](tls_socket& s) {
                std::array<char, 100> hello;
                asio::read(s.next_layer(), asio::buffer(hello));
                s.next_layer().shutdown(tcp::socket::shutdown_send);
                wait_for_end(s);
            },
            "closed the connection during the handshake"},
        {"reset",
            [](tls_socket& s) {
                std::array<char, 100> hello;
                asio::read(s.next_layer(), asio::buffer(hello));
                reset(s);
            },
            "closed the connection during the handshake"},
        {"plain AMI",
            [](tls_socket& s) {
                asio::write(
                    s.next_layer(), asio::buffer(std::string_view("Asterisk Call Manager/11.0.0\r\n")));
                wait_for_end(s);
            },
            "does not speak TLS on this port"},
        {"garbage",
            [](tls_socket& s) {
                asio::write(s.next_layer(), asio::buffer(std::string(20'000, '\x16')));
                wait_for_end(s);
            },
            ""},
        {"an old protocol only",
            [](tls_socket& s) {
                SSL_set_min_proto_version(s.native_handle(), TLS1_VERSION);
                SSL_set_max_proto_version(s.native_handle(), TLS1_1_VERSION);
                SSL_set_security_level(s.native_handle(), 0);
                s.handshake(tls_socket::server);
            },
            "does not support TLS 1.2 or newer"},
        {"silence", [](tls_socket& s) { wait_for_end(s); }, "handshake"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        tls_server server(row.happen);
        tls_client f;
        if (std::string_view(row.name) == "silence")
            f.settings.handshake_timeout = 1ms;
        f.connect(server);
        CAPTURE(f.why.message());
        CHECK(*f.connected == errc::tls_failed);
        CHECK(f.why.message().find(row.text) != std::string::npos);
        CHECK_FALSE(f.pbx->is_ready());
    }
}

TEST_CASE("tls: a certificate that is not to be trusted", "[fault][tls][bad]")
{
    both_tls_versions();
    struct row {
        const char* name;
        std::function<void(ami::config&)> set;
        const char* text;
    };
    const row rows[] = {
        {"signed by itself", [](ami::config& c) { c.tls.pin_public_key_sha256.clear(); },
            "self-signed certificate"},
        {"another key", [](ami::config& c) { c.tls.pin_public_key_sha256 = std::string(64, '0'); },
            "tls.pin_public_key_sha256"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        std::string heard;
        {
            tls_server server([&](tls_socket& s) {
                s.handshake(tls_socket::server);
                std::string pending;
                boost::system::error_code ec;
                asio::read(s, asio::dynamic_buffer(heard), ec);
            });
            tls_client f;
            row.set(f.settings);
            f.connect(server);
            CAPTURE(f.why.message());
            CHECK(*f.connected == errc::certificate_rejected);
            CHECK(f.why.message().find(row.text) != std::string::npos);
            f.pbx.reset();
            f.context.restart();
            f.context.run();
        }
        CHECK(heard.empty()); // not a byte went to a stranger
    }
}

TEST_CASE("tls: settings that cannot be used", "[fault][tls][bad]")
{
    both_tls_versions();
    const auto folder =
        std::filesystem::temp_directory_path() / fmt::format("ami-tls-{:x}", std::random_device()());
    std::filesystem::create_directory(folder);
    const std::string certificate = (folder / "certificate.pem").string();
    const std::string key = (folder / "key.pem").string();
    server_identity().write(certificate, key, "open");
    struct row {
        const char* name;
        std::function<void(ami::tls_settings&)> set;
        const char* text;
    };
    const row rows[] = {
        {"a server name that stands for all hosts below it",
            [](ami::tls_settings& t) { t.server_name = ".example.com"; },
            "tls.server_name \".example.com\": a name cannot begin with a dot"},
        {"no such folder", [](ami::tls_settings& t) { t.ca_folder = "/nowhere"; },
            "tls.ca_folder \"/nowhere\""},
        {"no such file", [](ami::tls_settings& t) { t.ca_file = "/nowhere"; }, "tls.ca_file \"/nowhere\""},
        {"no certificate in it", [&](ami::tls_settings& t) { t.ca_file = key; }, "tls.ca_file"},
        {"a contradiction",
            [&](ami::tls_settings& t) {
                t.ca_file = certificate;
                t.dangerously_accept_any_certificate = true;
            },
            "it contradicts tls.ca_file"},
        {"no password",
            [&](ami::tls_settings& t) {
                t.certificate_file = certificate;
                t.key_file = key;
            },
            "tls.key_file"},
        {"a wrong password",
            [&](ami::tls_settings& t) {
                t.certificate_file = certificate;
                t.key_file = key;
                t.key_password = "s3cr3t";
            },
            "tls.key_file"},
        {"no such key",
            [&](ami::tls_settings& t) {
                t.certificate_file = certificate;
                t.key_file = "/nowhere";
            },
            "tls.key_file \"/nowhere\""},
        {"nothing wrong",
            [&](ami::tls_settings& t) {
                t.certificate_file = certificate;
                t.key_file = key;
                t.key_password = "open";
            },
            nullptr},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        tls_client f;
        f.settings.port = 1; // nobody is there
        row.set(f.settings.tls);
        f.pbx->async_connect(
            f.settings, ami::with_diagnostics([&](ami::error_code ec) { f.connected = ec; }, f.why));
        REQUIRE(f.until([&] { return f.connected.has_value(); }));
        CAPTURE(f.why.message());
        CHECK((*f.connected == errc::invalid_tls_settings) == (row.text != nullptr));
        if (row.text)
            CHECK(f.why.message().find(row.text) != std::string::npos);
        CHECK(f.why.message().find("s3cr3t") == std::string::npos);
    }
    std::filesystem::remove_all(folder);
}

TEST_CASE("tls: the server's name is sent where it is a name", "[fault][tls]")
{
    both_tls_versions();
    for (const std::string name : {"", "pbx.test"}) {
        std::optional<std::string> sent;
        {
            tls_server server([&](tls_socket& s) {
                s.handshake(tls_socket::server);
                const char* const found = SSL_get_servername(s.native_handle(), TLSEXT_NAMETYPE_host_name);
                sent = found ? found : "";
                say(s, "Asterisk Call Manager/11.0.0\r\n");
                wait_for_end(s);
            });
            tls_client f;
            f.settings.tls.server_name = name;
            f.settings.login_timeout = 50ms;
            f.connect(server);
            CHECK(*f.connected == errc::login_timeout);
        }
        CHECK(sent == name);
    }
}

TEST_CASE("tls: faults at every step after the handshake", "[fault][tls][bad]")
{
    both_tls_versions();
    for (const auto& each : faults()) {
        for (int step = 0; step != 4; ++step) {
            CAPTURE(each.name, step);
            tls_server server([&](tls_socket& s) {
                std::string pending;
                s.handshake(tls_socket::server);
                if (step == 0)
                    return each.happen(s);
                say(s, "Asterisk Call Manager/11.0.0\r\n");
                const auto login = next_action(s, pending);
                if (step == 1)
                    return each.happen(s);
                say(s, "Response: Success\r\nActionID: " + login + "\r\n\r\n");
                const auto id = next_action(s, pending);
                if (step == 2)
                    return each.happen(s);
                say(s, "Response: Success\r\nActionID: " + id + "\r\nEventList: start\r\n\r\n");
                each.happen(s);
            });
            tls_client f;
            f.settings.limits.max_line = 10'000;
            // Real time, but nothing depends on how long it is.
            if (!each.ends && step == 0)
                f.settings.banner_timeout = 100ms;
            if (!each.ends && step == 1)
                f.settings.login_timeout = 100ms;
            f.connect(server);
            CAPTURE(f.why.message());
            if (step < 2) {
                CHECK(*f.connected);
                CHECK_FALSE(f.why.message().empty());
                continue;
            }
            REQUIRE_FALSE(*f.connected);
            std::optional<ami::error_code> done;
            ami::diagnostics why;
            f.pbx->async_execute(ami::action("Status").timeout(each.ends ? 1min : 50ms),
                ami::with_diagnostics([&](ami::error_code ec, const ami::response&) { done = ec; }, why));
            REQUIRE(f.until([&] { return done.has_value(); }));
            CHECK(*done == (each.ends ? errc::outcome_unknown : errc::timed_out));
            CHECK_FALSE(why.message().empty());
            f.pbx.reset();
        }
    }
}

TEST_CASE("tls: a client that goes when data has just arrived", "[fault][tls]")
{
    both_tls_versions();
    for (const bool destroy : {true, false}) {
        tls_server server([](tls_socket& s) {
            std::string pending;
            s.handshake(tls_socket::server);
            say(s, "Asterisk Call Manager/11.0.0\r\n");
            say(s, "Response: Success\r\nActionID: " + next_action(s, pending) + "\r\n\r\n");
            next_action(s, pending);
            for (int i = 0; i != 10; ++i)
                say(s, "Event: Ring\r\nText: " + std::string(10'000, 'x') + "\r\n\r\n");
            s.next_layer().shutdown(tcp::socket::shutdown_send);
            wait_for_end(s);
        });
        tls_client f;
        f.connect(server);
        REQUIRE_FALSE(*f.connected);
        bool pinged = false;
        f.pbx->async_ping([&](ami::error_code ec, auto) {
            CHECK(ec);
            pinged = true;
        });
        f.context.restart();
        f.context.poll();
        // The bytes are there before the loop runs again, and this is in front of them.
        int rings = 0;
        f.pbx->on("Ring", [&](const ami::event_view&) { ++rings; });
        for (int i = 0; i != 200 && rings == 0; ++i) {
            asio::post(f.context, [&] {
                if (i == 5 && destroy)
                    f.pbx.reset();
                else if (i == 5)
                    f.pbx->close();
            });
            f.context.restart();
            f.context.poll();
            if (i > 5 && pinged)
                break;
            std::this_thread::yield();
        }
        f.pbx.reset();
        f.context.restart();
        f.context.run();
        CHECK(pinged);
    }
}

TEST_CASE("tls: each side sends more than the other takes at once, under changing keys", "[fault][tls]")
{
    both_tls_versions();
    constexpr int actions = 200;
    constexpr int events = 400;
    tls_server server([](tls_socket& s) {
        std::string pending;
        s.handshake(tls_socket::server);
        say(s, "Asterisk Call Manager/11.0.0\r\n");
        say(s, "Response: Success\r\nActionID: " + next_action(s, pending) + "\r\n\r\n");
        auto id = next_action(s, pending);
        // Nothing is read before all of this is gone.
        for (int i = 0; i != events; ++i) {
            if (i % 100 == 0)
                SSL_key_update(s.native_handle(), SSL_KEY_UPDATE_REQUESTED);
            say(s, "Event: Ring\r\nText: " + std::string(10'000, 'x') + "\r\n\r\n");
        }
        for (int i = 0; i != actions; ++i) {
            say(s, "Response: Success\r\nActionID: " + id + "\r\n\r\n");
            id = next_action(s, pending);
        }
        say(s, "Response: Goodbye\r\nActionID: " + id + "\r\n\r\n");
    });
    tls_client f;
    f.settings.limits.max_in_flight = actions + 1;
    f.settings.events = ami::event_mask::all();
    // It is not about time: a slow machine needs more than the usual times for all this.
    f.settings.action_timeout = f.settings.action_total_timeout = f.settings.logoff_timeout = 5min;
    f.connect(server);
    REQUIRE_FALSE(*f.connected);
    int rings = 0;
    f.pbx->on("Ring", [&](const ami::event_view& e) { rings += e["Text"].size() == 10'000 ? 1 : 0; });
    ami::action large("Originate");
    for (int i = 0; i != 20; ++i)
        large.add("Variable", std::string(900, 'v'));
    int answered = 0;
    for (int i = 0; i != actions; ++i)
        f.pbx->async_execute(
            large, [&](ami::error_code ec, const ami::response&) { answered += ec ? 0 : 1; });
    std::optional<ami::error_code> off;
    f.pbx->async_logoff([&](ami::error_code ec) { off = ec; });
    REQUIRE(f.until([&] { return off.has_value(); }));
    CHECK_FALSE(*off);
    CHECK(answered == actions);
    CHECK(rings == events);
}

TEST_CASE("tls: either side closes after a write -> what was written arrives", "[fault][tls]")
{
    both_tls_versions();
    struct writer final : ami::detail::stream_observer {
        void on_connected(ami::error_code ec) override
        {
            REQUIRE_FALSE(ec);
            stream->handshake();
        }
        void on_handshake(ami::detail::failure why) override
        {
            REQUIRE_FALSE(why);
            CHECK(stream->write("Action: Hangup\r\n\r\n").taken == 18);
            if (gently)
                stream->close_gently();
            else
                stream->close();
        }
        void on_read(ami::error_code, std::size_t) override {}
        void on_writable(ami::error_code) override {}

        std::shared_ptr<ami::detail::stream> stream;
        bool gently = false;
    };
    for (const bool gently : {true, false}) {
        std::string received;
        {
            tls_server server([&](tls_socket& s) {
                s.handshake(tls_socket::server);
                boost::system::error_code ec;
                asio::read(s, asio::dynamic_buffer(received), ec);
            });
            tls_client f;
            ami::detail::failure why;
            const auto identity = ami::detail::make_tls_identity(f.settings, why);
            REQUIRE_FALSE(why);
            writer client;
            client.gently = gently;
            client.stream = ami::detail::make_shared_object<ami::detail::tls_stream>(
                f.context.get_executor(), identity, why, client);
            client.stream->connect({asio::ip::address_v4::loopback(), server.port()});
            f.context.run();
        }
        CHECK(received == "Action: Hangup\r\n\r\n");
    }
}

TEST_CASE("tls: run, close, run, a hundred times", "[fault][tls]")
{
    both_tls_versions();
    tls_client f;
    std::atomic<int> told = 0;
    for (int i = 0; i != 100; ++i) {
        tls_server server([&told](tls_socket& s) {
            std::string pending;
            s.handshake(tls_socket::server);
            say(s, "Asterisk Call Manager/11.0.0\r\n");
            say(s, "Response: Success\r\nActionID: " + next_action(s, pending) + "\r\n\r\n");
            boost::system::error_code ec;
            asio::read(s, asio::dynamic_buffer(pending), ec);
            told += ec == asio::error::eof ? 1 : 0; // and not stream_truncated: there was a close_notify
        });
        f.connected.reset();
        f.connect(server);
        REQUIRE_FALSE(*f.connected);
        bool closed = false;
        f.pbx->async_wait_closed([&](ami::error_code, const ami::session_end&) { closed = true; });
        f.pbx->close();
        REQUIRE(f.until([&] { return closed; }));
        f.context.restart();
        f.context.run(); // returns: nothing is left to do
    }
    CHECK(f.pbx->get_counters().actions_started == 100);
    CHECK(told == 100);
}
