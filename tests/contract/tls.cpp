// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Certificates and keys of both sides. Skipped where the server has no TLS.

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

TEST_CASE("tls: a good certificate, by address and by name")
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

TEST_CASE("tls: what is wrong with a certificate is said")
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

TEST_CASE("tls: a pin, and none at all")
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

TEST_CASE("tls: TLS settings that cannot be used are refused before anything is done")
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

TEST_CASE("tls: our own certificate, and a key that is not its own")
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

TEST_CASE("tls: TLS with a port that speaks none")
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
