// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_NET_IMPL_TLS_STREAM_IPP
#define AMI_NET_IMPL_TLS_STREAM_IPP

#include <ami/net/tls_stream.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <chrono>
#include <vector>

namespace ami::detail {

AMI_DECL void tls_stream::connect(const asio::ip::tcp::endpoint& to)
{
    stream_.next_layer().async_connect(to, [self = shared_from_this()](error_code ec) {
        if (!self->observer_)
            return;
        if (!ec) {
            error_code ignored;
            self->stream_.next_layer().set_option(asio::ip::tcp::no_delay(true), ignored);
            self->stream_.next_layer().set_option(asio::socket_base::keep_alive(true), ignored);
        }
        self->observer_->on_connected(ec);
    });
}

// Asks OpenSSL to check chain and name during the handshake, so that nothing is sent to a stranger.
AMI_DECL failure tls_stream::prepare_checks()
{
    if (fault_)
        return fault_;
    SSL* const ssl = stream_.native_handle();
    const auto& name = identity_->server_name;
    error_code ec;
    const auto address = asio::ip::make_address(name, ec);
    const bool is_address = !ec;
    if (!is_address && SSL_set_tlsext_host_name(ssl, name.c_str()) != 1)
        return {errc::invalid_tls_settings,
            fmt::format("\"{}\" cannot be sent as a server's name", printable(name))};
    if (!identity_->check_chain) {
        SSL_set_verify(ssl, SSL_VERIFY_NONE, nullptr);
        return {};
    }
    SSL_set_verify(ssl, SSL_VERIFY_PEER, nullptr);
    auto* const parameters = SSL_get0_param(ssl);
    X509_VERIFY_PARAM_set_hostflags(parameters, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    const int set = is_address ? X509_VERIFY_PARAM_set1_ip_asc(parameters, address.to_string().c_str())
                               : X509_VERIFY_PARAM_set1_host(parameters, name.c_str(), name.size());
    if (set != 1)
        return {errc::invalid_tls_settings,
            fmt::format("\"{}\" is no name that a certificate could be for", printable(name))};
    return {};
}

AMI_DECL void tls_stream::handshake()
{
    if (auto why = prepare_checks()) {
        asio::post(stream_.get_executor(), [self = shared_from_this(), why = std::move(why)]() mutable {
            if (self->observer_)
                self->observer_->on_handshake(std::move(why));
        });
        return;
    }
    stream_.async_handshake(asio::ssl::stream_base::client, [self = shared_from_this()](error_code ec) {
        if (!self->observer_)
            return;
        auto why = ec ? self->explain(ec) : self->check_pin();
        self->secure_ = !why;
        self->observer_->on_handshake(std::move(why));
    });
}

AMI_DECL failure tls_stream::explain(error_code ec)
{
    const long verdict = SSL_get_verify_result(stream_.native_handle());
    if (identity_->check_chain && verdict != X509_V_OK) {
        const char* const advice =
            verdict == X509_V_ERR_HOSTNAME_MISMATCH || verdict == X509_V_ERR_IP_ADDRESS_MISMATCH
                ? "; if it is for another name than the host that is dialled, set tls.server_name"
            : verdict == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT ||
                    verdict == X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN ||
                    verdict == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY ||
                    verdict == X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE
                ? "; if it is your own, give its authority with tls.ca_file or its key with tls.pin_sha256"
                : "";
        return {errc::certificate_rejected,
            fmt::format("the certificate of \"{}\": {}{}", printable(identity_->server_name),
                X509_verify_cert_error_string(verdict), advice)};
    }
    if (ec.category() == asio::error::get_ssl_category()) {
        const auto reason = ERR_GET_REASON(static_cast<unsigned long>(ec.value()));
        if (reason == SSL_R_UNSUPPORTED_PROTOCOL || reason == SSL_R_TLSV1_ALERT_PROTOCOL_VERSION)
            return {errc::tls_failed, "the server speaks no TLS version from 1.2 on"};
        if (reason == SSL_R_WRONG_VERSION_NUMBER)
            return {errc::tls_failed,
                "the server does not speak TLS on this port (TLS: 5039 for AMI, 8089 for HTTPS)"};
    }
    if (ec == asio::error::eof || ec == asio::ssl::error::stream_truncated ||
        ec == asio::error::connection_reset)
        return {errc::tls_failed, "the server closed the connection during the handshake"};
    return {errc::tls_failed, ec.message()};
}

AMI_DECL failure tls_stream::check_pin()
{
    if (!identity_->pin)
        return {};
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        SSL_get1_peer_certificate(stream_.native_handle()), &X509_free);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    unsigned char* encoded = nullptr;
    const int length = certificate ? i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &encoded) : -1;
    const bool hashed = length > 0 && EVP_Digest(encoded, static_cast<std::size_t>(length), digest, &size,
                                          EVP_sha256(), nullptr) == 1;
    OPENSSL_free(encoded);
    const std::string_view found(reinterpret_cast<const char*>(digest), hashed ? size : 0);
    if (found == *identity_->pin)
        return {};
    std::string hex;
    for (const char c : found)
        hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return {errc::certificate_rejected,
        fmt::format("the server's key has the SHA-256 {}, which is not tls.pin_sha256", hex)};
}

AMI_DECL void tls_stream::read(std::span<char> into)
{
    stream_.async_read_some(asio::buffer(received_, into.size()),
        [self = shared_from_this(), into](error_code ec, std::size_t size) {
            if (!self->observer_)
                return;
            std::copy_n(self->received_.begin(), size, into.begin());
            // Asterisk closes without a close_notify; the packets' own framing shows what is missing.
            if (ec == asio::error::eof || ec == asio::ssl::error::stream_truncated)
                ec = {};
            self->observer_->on_read(ec, size);
        });
}

AMI_DECL void tls_stream::write(std::string_view bytes)
{
    sent_ = bytes;
    asio::async_write(
        stream_, asio::buffer(sent_), [self = shared_from_this()](error_code ec, std::size_t size) {
            wipe(self->sent_); // it may have had a secret
            if (self->observer_)
                self->observer_->on_written(ec, size);
        });
}

AMI_DECL void tls_stream::close() noexcept
{
    if (!std::exchange(observer_, nullptr))
        return;
    error_code ignored;
    if (!secure_) {
        stream_.next_layer().close(ignored);
        return;
    }
    // The close_notify is a courtesy: a peer that does not take it is cut off.
    stream_.next_layer().cancel(ignored);
    farewell_.expires_after(std::chrono::seconds(1));
    farewell_.async_wait([self = shared_from_this()](error_code) {
        error_code none;
        self->stream_.next_layer().close(none);
    });
    stream_.async_shutdown([self = shared_from_this()](error_code) { self->farewell_.cancel(); });
}

} // namespace ami::detail

#endif // AMI_NET_IMPL_TLS_STREAM_IPP
