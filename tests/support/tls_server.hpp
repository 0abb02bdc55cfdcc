// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A TLS server in a thread of its own that does what a script says, with a certificate made here, and a client for it.

#ifndef AMI_TESTS_SUPPORT_TLS_SERVER_HPP
#define AMI_TESTS_SUPPORT_TLS_SERVER_HPP

#include "support/catch.hpp"
#include "support/native_socket.hpp"

#include <ami/client.hpp>
#include <ami/net/transports/open_socket.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace tests {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using tcp = asio::ip::tcp;
using tls_socket = asio::ssl::stream<tcp::socket>;

// A key and a certificate for "pbx.test", signed by itself.
class identity {
public:
    identity() : key_(EVP_EC_gen("P-256"), &EVP_PKEY_free), certificate_(X509_new(), &X509_free)
    {
        X509* const made = certificate_.get();
        ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
        X509_gmtime_adj(X509_getm_notBefore(made), -3600);
        X509_gmtime_adj(X509_getm_notAfter(made), 3600);
        X509_set_pubkey(made, key_.get());
        X509_NAME* const name = X509_get_subject_name(made);
        X509_NAME_add_entry_by_txt(
            name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("pbx.test"), -1, -1, 0);
        X509_set_issuer_name(made, name);
        X509_sign(made, key_.get(), EVP_sha256());
    }

    void use(asio::ssl::context& context) const
    {
        SSL_CTX_use_certificate(context.native_handle(), certificate_.get());
        SSL_CTX_use_PrivateKey(context.native_handle(), key_.get());
    }

    // As tls_settings::pin_public_key_sha256 wants it.
    std::string pin() const
    {
        unsigned char* der = nullptr;
        const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate_.get()), &der);
        unsigned char digest[EVP_MAX_MD_SIZE];
        unsigned length = 0;
        EVP_Digest(der, static_cast<std::size_t>(size), digest, &length, EVP_sha256(), nullptr);
        OPENSSL_free(der);
        std::string hex;
        for (unsigned i = 0; i != length; ++i)
            hex += fmt::format("{:02x}", digest[i]);
        return hex;
    }

    // As PEM files; the key under a password.
    void write(const std::string& certificate, const std::string& key, const char* password) const
    {
        using file = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;
        const file first(std::fopen(certificate.c_str(), "w"), &std::fclose);
        PEM_write_X509(first.get(), certificate_.get());
        const file second(std::fopen(key.c_str(), "w"), &std::fclose);
        PEM_write_PKCS8PrivateKey(
            second.get(), key_.get(), EVP_aes_128_cbc(), nullptr, 0, nullptr, const_cast<char*>(password));
    }

private:
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
    std::unique_ptr<X509, decltype(&X509_free)> certificate_;
};

inline const identity& server_identity()
{
    static const identity one;
    return one;
}

/// The protocol that the next tls_server speaks, and no other.
inline int& tls_version()
{
    static int chosen = TLS1_3_VERSION;
    return chosen;
}

/// Runs a test case twice, with TLS 1.2 and 1.3. To be called once in it, before anything else.
inline void both_tls_versions()
{
    tls_version() = GENERATE(TLS1_2_VERSION, TLS1_3_VERSION);
    CAPTURE(tls_version() == TLS1_2_VERSION);
}

/// Serves one connection by a script and joins its thread at the end. The client's TCP segments have at most `segment`
/// bytes, if that is not 0.
class tls_server {
public:
    using script = std::function<void(tls_socket&)>;

    explicit tls_server(script what, [[maybe_unused]] int segment = 0) : acceptor_(context_)
    {
        boost::system::error_code ec;
        ami::detail::open_socket(acceptor_, tcp::v4(), ec);
#if defined(TCP_MAXSEG) && !defined(_WIN32)
        using max_segment = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_MAXSEG>;
        if (segment != 0)
            acceptor_.set_option(max_segment(segment));
#endif
        acceptor_.bind(tcp::endpoint(asio::ip::address_v4::loopback(), 0));
        acceptor_.listen();
        SSL_CTX_set_min_proto_version(tls_.native_handle(), tls_version());
        SSL_CTX_set_max_proto_version(tls_.native_handle(), tls_version());
        server_identity().use(tls_);
        thread_ = std::thread([this, what = std::move(what)] {
            try {
                tls_socket socket(context_, tls_);
                acceptor_.accept(socket.next_layer());
                ami::detail::close_on_exec(socket.next_layer());
                accepted_ = socket.next_layer().native_handle();
                what(socket);
            } catch (const boost::system::system_error&) {
                // The client went away first.
            }
        });
    }

    // A test that fails may leave its client open, and the script would wait for it for ever.
    ~tls_server()
    {
        if (std::uncaught_exceptions() != 0) {
            ::shutdown(acceptor_.native_handle(), both_directions);
            ::shutdown(accepted_, both_directions);
        }
        thread_.join();
    }

    std::uint16_t port() const
    {
        return acceptor_.local_endpoint().port();
    }

private:
    asio::io_context context_;
    asio::ssl::context tls_{asio::ssl::context::tls_server};
    tcp::acceptor acceptor_;
    std::atomic<native_socket> accepted_{no_socket};
    std::thread thread_;
};

inline void say(tls_socket& socket, std::string_view bytes)
{
    asio::write(socket, asio::buffer(bytes.data(), bytes.size()));
}

// The ActionID of the next action.
inline std::string next_action(tls_socket& socket, std::string& pending)
{
    const auto size = asio::read_until(socket, asio::dynamic_buffer(pending), "\r\n\r\n");
    const auto text = pending.substr(0, size);
    pending.erase(0, size);
    const auto at = text.find("ActionID: ") + 10;
    return text.substr(at, text.find('\r', at) - at);
}

inline void reset(tls_socket& socket)
{
    socket.next_layer().set_option(asio::socket_base::linger(true, 0));
    socket.next_layer().close();
}

// Until the client closes.
inline void wait_for_end(tls_socket& socket)
{
    std::array<char, 1000> ignored;
    boost::system::error_code ec;
    while (!ec)
        socket.next_layer().read_some(asio::buffer(ignored), ec);
}

/// A client for such a server.
struct tls_client {
    tls_client()
    {
        settings.login_method = ami::login_method::plain;
        settings.reconnect.enabled = false;
        settings.tls.pin_public_key_sha256 = server_identity().pin();
    }

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

    void connect(const tls_server& server)
    {
        settings.port = server.port();
        settings.ready_when = ami::ready_when::logged_in; // the server knows nothing of a boot
        pbx->async_connect(
            settings, ami::with_diagnostics([this](ami::error_code ec) { connected = ec; }, why));
        REQUIRE(until([this] { return connected.has_value(); }));
    }

    asio::io_context context;
    std::optional<ami::client> pbx{std::in_place, context};
    ami::config settings{"amis://user:s3cr3t@127.0.0.1"};
    std::optional<ami::error_code> connected;
    ami::diagnostics why;
};

} // namespace tests

#endif // AMI_TESTS_SUPPORT_TLS_SERVER_HPP
