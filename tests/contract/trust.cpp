// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// Who the server is, who we are, and streams, on every server. What TLS is about is skipped where there is none.

#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/inbox.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>

using namespace tests;
using ami::errc;

namespace {

bool skipped()
{
    if (has_tls())
        return false;
    std::printf("SKIPPED: the embedded server has no TLS\n");
    return true;
}

// What an attempt to connect and to ping leads to.
asio::awaitable<outcome> attempt(ami::config how)
{
    ami::client pbx{co_await asio::this_coro::executor, tests::any_transport()};
    const auto failed = co_await failure_of(pbx.async_connect(std::move(how)));
    if (!failed.code) {
        co_await pbx.async_ping();
        co_await pbx.async_logoff();
    }
    co_return failed;
}

// The SHA-256 of a certificate's key, as tls_settings::pin_public_key_sha256 wants it.
std::string pin_of(const std::string& file)
{
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> opened(std::fopen(file.c_str(), "r"), &std::fclose);
    REQUIRE(opened);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        PEM_read_X509(opened.get(), nullptr, nullptr, nullptr), &X509_free);
    REQUIRE(certificate);
    unsigned char* der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &der);
    REQUIRE(size > 0);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    REQUIRE(EVP_Digest(der, static_cast<std::size_t>(size), digest, &length, EVP_sha256(), nullptr) == 1);
    OPENSSL_free(der);
    std::string hex;
    for (unsigned i = 0; i != length; ++i) {
        hex += "0123456789abcdef"[digest[i] >> 4];
        hex += "0123456789abcdef"[digest[i] & 15];
    }
    return hex;
}

} // namespace

TEST_CASE("trust: a good certificate, by address and by name")
{
    if (skipped())
        return;
    run([]() -> asio::awaitable<void> {
        auto how = secure_settings();
        auto seen = co_await attempt(how);
        CAPTURE(seen.text);
        CHECK_FALSE(seen.code);
        how.tls.server_name = "pbx.test";
        seen = co_await attempt(how);
        CAPTURE(seen.text);
        CHECK_FALSE(seen.code);
        how.login_method = ami::login_method::challenge;
        seen = co_await attempt(how);
        CHECK_FALSE(seen.code);
    });
}

TEST_CASE("trust: what is wrong with a certificate is said")
{
    if (skipped())
        return;
    run([]() -> asio::awaitable<void> {
        auto how = secure_settings();
        how.tls.server_name = "other.test";
        auto seen = co_await attempt(how);
        CAPTURE(seen.text);
        CHECK(seen.code == errc::certificate_rejected);
        CHECK(seen.says("other.test"));

        how = secure_settings();
        how.tls.ca_file.clear(); // the system's authorities
        seen = co_await attempt(how);
        CAPTURE(seen.text);
        CHECK(seen.code == errc::certificate_rejected);

        how.tls.ca_file = tls_file("selfsigned.pem"); // an authority, but not the one
        seen = co_await attempt(how);
        CAPTURE(seen.text);
        CHECK(seen.code == errc::certificate_rejected);
    });
}

TEST_CASE("trust: a pin, and none at all")
{
    if (skipped())
        return;
    run([]() -> asio::awaitable<void> {
        auto how = secure_settings();
        how.tls.ca_file.clear();
        how.tls.pin_public_key_sha256 = pin_of(tls_file("server.pem"));
        auto seen = co_await attempt(how);
        CAPTURE(seen.text);
        CHECK_FALSE(seen.code);

        // With an authority too, both count.
        how.tls.ca_file = tls_file("selfsigned.pem");
        seen = co_await attempt(how);
        CAPTURE(seen.text);
        CHECK(seen.code == errc::certificate_rejected);

        how.tls.ca_file.clear();
        how.tls.pin_public_key_sha256 = std::string(64, 'a');
        seen = co_await attempt(how);
        CAPTURE(seen.text);
        CHECK(seen.code == errc::certificate_rejected);
        CHECK(seen.says("pin"));

        how.tls.pin_public_key_sha256.clear();
        how.tls.dangerously_accept_any_certificate = true;
        seen = co_await attempt(how);
        CAPTURE(seen.text);
        CHECK_FALSE(seen.code);

        // A pin counts nevertheless.
        how.tls.pin_public_key_sha256 = std::string(64, 'a');
        seen = co_await attempt(how);
        CHECK(seen.code == errc::certificate_rejected);
    });
}

TEST_CASE("trust: TLS settings that cannot be used are refused before anything is done")
{
    run([]() -> asio::awaitable<void> {
        ami::config how("amis://hello:world@" + settings().host);
        how.tls.ca_file = "/nowhere/ca.pem";
        auto seen = co_await attempt(how);
        CHECK(seen.code == errc::invalid_tls_settings);
        CHECK(seen.says("tls.ca_file \"/nowhere/ca.pem\": "));
        how.tls.ca_file.clear();
        for (const std::string& bad : {std::string("abc"), std::string(63, 'a'), std::string(65, 'a'),
                 std::string(66, 'a'), std::string(64, 'g')}) {
            how.tls.pin_public_key_sha256 = bad;
            seen = co_await attempt(how);
            CHECK(seen.code == errc::invalid_tls_settings);
            CHECK(seen.says("a pin is 64 hexadecimal digits"));
        }
        how.tls.pin_public_key_sha256.clear();
        how.tls.key_file = "/nowhere/key.pem";
        seen = co_await attempt(how);
        CHECK(seen.code == errc::invalid_tls_settings);
        CHECK(seen.says("a key needs its certificate"));
        std::swap(how.tls.key_file, how.tls.certificate_file);
        seen = co_await attempt(how);
        CHECK(seen.code == errc::invalid_tls_settings);
        CHECK(seen.says("a certificate needs its key"));
    });
}

TEST_CASE("trust: our own certificate, and a key that is not its own")
{
    if (skipped())
        return;
    run([]() -> asio::awaitable<void> {
        auto how = secure_settings();
        how.tls.certificate_file = tls_file("client.pem");
        how.tls.key_file = tls_file("client.key");
        auto seen = co_await attempt(how);
        CAPTURE(seen.text);
        CHECK_FALSE(seen.code);
        how.tls.key_file = tls_file("server.key");
        seen = co_await attempt(how);
        CHECK(seen.code == errc::invalid_tls_settings);
    });
}

TEST_CASE("trust: TLS with a port that speaks none")
{
    run([]() -> asio::awaitable<void> {
        const auto plain = tcp_settings();
        ami::config how("amis://hello:world@" + plain.host + ':' + std::to_string(plain.port));
        how.handshake_timeout = 2s;
        const auto seen = co_await attempt(how);
        CAPTURE(seen.text);
        CHECK(seen.code == errc::tls_failed);
    });
}

TEST_CASE("trust: every way to log in, and none falls back")
{
    run([]() -> asio::awaitable<void> {
        for (const auto method :
            {ami::login_method::automatic, ami::login_method::challenge, ami::login_method::plain}) {
            auto how = settings();
            how.login_method = method;
            auto seen = co_await attempt(how);
            CAPTURE(seen.text);
            CHECK_FALSE(seen.code);
            how = settings("awkward");
            how.login_method = method;
            seen = co_await attempt(how);
            CAPTURE(seen.text);
            CHECK_FALSE(seen.code);
            how.secret = "wrong";
            seen = co_await attempt(how);
            CHECK(seen.code == errc::authentication_failed);
        }
    });
}

TEST_CASE("trust: a filter keeps events away, for this session")
{
    run([]() -> asio::awaitable<void> {
        if (server() == server_kind::embedded) {
            std::printf("SKIPPED: filters that sessions add\n");
            co_return;
        }
        auto pbx = co_await connected();
        const auto mark = unique("filtered");
        co_await pbx.async_add_filter(ami::event_filter::matching("!Kept: away"));
        auto stream =
            pbx.events_if([mark](const ami::event_view& seen) { return seen["UserEvent"] == mark; });
        ami::action away("UserEvent");
        away.add("UserEvent", mark).add("Kept", "away");
        co_await pbx.async_execute(away);
        ami::action here("UserEvent");
        here.add("UserEvent", mark).add("Kept", "here");
        co_await pbx.async_execute(here);
        const auto seen = co_await stream.async_next();
        CHECK(seen["Kept"] == "here");
        CHECK(stream.size() == 0);
        const auto faulty =
            co_await failure_of(pbx.async_add_filter(ami::event_filter::with_criteria("action")));
        CHECK(faulty.code == errc::invalid_filter);
    });
}

TEST_CASE("trust: a stream's consumer may take its time")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto mark = unique("stream");
        auto stream =
            pbx.events_if([mark](const ami::event_view& seen) { return seen["UserEvent"] == mark; }, 3);
        for (int i = 0; i != 5; ++i) {
            ami::action what("UserEvent");
            what.add("UserEvent", mark).add("N", i);
            co_await pbx.async_execute(what);
        }
        co_await caught_up(pbx);
        auto seen = co_await stream.async_next();
        // The last one may come behind the answer to its action.
        const auto first = seen.lost();
        CHECK(seen["N"] == std::to_string(first));
        CHECK((first == 1 || first == 2));
        std::uint64_t lost = first;
        for (std::uint64_t n = first + 1; n != 5; ++n) {
            seen = co_await stream.async_next();
            lost += seen.lost();
            CHECK(seen["N"] == std::to_string(n));
        }
        CHECK(stream.lost() == lost);
        co_await pbx.async_logoff();
        const auto end = co_await failure_of(stream.async_next());
        CHECK(end.code == errc::logged_off);
    });
}

TEST_CASE("trust: a user with one session at a time waits for the other's end")
{
    if (over_digest()) {
        std::puts("SKIPPED: digest has no sessions that could be counted");
        return;
    }
    run([]() -> asio::awaitable<void> {
        auto first = co_await connected("single");
        ami::client second{co_await asio::this_coro::executor, tests::any_transport()};
        auto how = settings("single");
        how.reconnect.retry_initial_connect = true;
        how.reconnect.initial_delay = 10ms;
        how.reconnect.max_delay = 10ms;
        int refused = 0;
        const auto states = second.on_state([&](const ami::state_change& now) {
            if (now.state() != ami::session_state::lost)
                return;
            CHECK(now.code() == errc::login_in_use);
            if (++refused == 1)
                first.close();
        });
        co_await second.async_connect(how);
        CHECK(refused >= 1);
        co_await second.async_ping();
        co_await second.async_logoff();
    });
}

TEST_CASE("trust: manager.conf is read again under a session")
{
    if (server() == server_kind::embedded) {
        std::printf("SKIPPED: the embedded server has no manager.conf\n");
        return;
    }
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        inbox heard(pbx, "UserEvent");
        const auto name = unique("Reload");
        co_await pbx.async_command("manager reload");
        co_await pbx.async_execute(ami::action("Reload").add("Module", "manager"));
        co_await pbx.async_execute(ami::action("UserEvent").add("UserEvent", name));
        const auto seen = co_await heard.next("UserEvent", name);
        CHECK(seen["UserEvent"] == name);
        CHECK(pbx.get_counters().reconnects == 0);
        co_await pbx.async_logoff();
    });
}
