// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_TRANSPORTS_IMPL_TLS_PEER_CHECK_IPP
#define AMI_NET_TRANSPORTS_IMPL_TLS_PEER_CHECK_IPP

#include <ami/net/transports/tls_peer_check.hpp>
#include <ami/protocol/wire/banner.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/error.hpp>
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <string>
#include <string_view>

namespace ami::detail {

AMI_DECL failure tls_peer_check::prepare(SSL* ssl) const
{
    if (fault_)
        return fault_;
    const auto& name = identity_->server_name;
    error_code ec;
    const auto address = asio::ip::make_address(name, ec);
    const bool is_address = !ec;
    if (!is_address && SSL_set_tlsext_host_name(ssl, name.c_str()) != 1)
        return {errc::invalid_tls_settings,
            fmt::format("tls.server_name \"{}\" cannot be sent to the server", printable(name))};
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
            fmt::format("tls.server_name \"{}\" is not a valid host name or IP address", printable(name))};
    return {};
}

AMI_DECL failure tls_peer_check::check_pin(SSL* ssl) const
{
    if (!identity_->pin)
        return {};
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(SSL_get1_peer_certificate(ssl), &X509_free);
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
        fmt::format("the server's key has the SHA-256 {}, which is not tls.pin_public_key_sha256", hex)};
}

AMI_DECL failure tls_peer_check::explain(SSL* ssl, error_code ec) const
{
    const long chain_verdict = SSL_get_verify_result(ssl);
    if (identity_->check_chain && chain_verdict != X509_V_OK) {
        const char* const advice =
            chain_verdict == X509_V_ERR_HOSTNAME_MISMATCH || chain_verdict == X509_V_ERR_IP_ADDRESS_MISMATCH
                ? "; if the certificate has another name than the host, set tls.server_name"
            : chain_verdict == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT ||
                    chain_verdict == X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN ||
                    chain_verdict == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY ||
                    chain_verdict == X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE
                ? "; if the certificate is your own, set its authority in tls.ca_file or its key in tls.pin_public_key_sha256"
                : "";
        return {errc::certificate_rejected,
            fmt::format("the certificate of \"{}\": {}{}", printable(identity_->server_name),
                X509_verify_cert_error_string(chain_verdict), advice)};
    }
    if (ec.category() == asio::error::get_ssl_category()) {
        const auto reason = ERR_GET_REASON(static_cast<unsigned long>(ec.value()));
        if (reason == SSL_R_UNSUPPORTED_PROTOCOL || reason == SSL_R_TLSV1_ALERT_PROTOCOL_VERSION)
            return {errc::tls_failed, "the server does not support TLS 1.2 or newer"};
        if (reason == SSL_R_WRONG_VERSION_NUMBER)
            return {errc::tls_failed,
                "the server does not speak TLS on this port (TLS: 5039 for AMI, 8089 for HTTPS)"};
    }
    if (ec == asio::error::eof || ec == asio::error::connection_reset || ec == asio::error::broken_pipe)
        return {errc::tls_failed, "the server closed the connection during the handshake"};
    return {errc::tls_failed, ec.message()};
}

} // namespace ami::detail

#endif // AMI_NET_TRANSPORTS_IMPL_TLS_PEER_CHECK_IPP
