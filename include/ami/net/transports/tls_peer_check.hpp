// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_TRANSPORTS_TLS_PEER_CHECK_HPP
#define AMI_NET_TRANSPORTS_TLS_PEER_CHECK_HPP

#include <ami/net/transports/tls_context.hpp>
#include <ami/protocol/errors/error.hpp>

#include <ami/detail/macros.hpp>
#include <ami/detail/shared_object.hpp>

#include <openssl/ssl.h>

#include <memory>
#include <utility>

namespace ami::detail {

// Whether the server is the one that the settings name: by the chain and the name of its certificate, by its key, or both.
class tls_peer_check {
public:
    // Without an identity, `prepare` fails with `fault`.
    tls_peer_check(std::shared_ptr<tls_identity> identity, failure fault)
        : identity_(identity ? std::move(identity) : make_shared_object<tls_identity>()),
          fault_(std::move(fault))
    {}

    SSL_CTX* context() const noexcept { return identity_->context.native_handle(); }

    // Asks OpenSSL to check chain and name during the handshake, so that nothing is sent to another server.
    AMI_COLD AMI_DECL failure prepare(SSL* ssl) const;

    // After a handshake that succeeded: whether the key is the pinned one.
    AMI_COLD AMI_DECL failure check_pin(SSL* ssl) const;

    // Why a handshake failed.
    AMI_COLD AMI_DECL failure explain(SSL* ssl, error_code ec) const;

private:
    std::shared_ptr<tls_identity> identity_;
    failure fault_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/net/transports/impl/tls_peer_check.ipp>
#endif

#endif // AMI_NET_TRANSPORTS_TLS_PEER_CHECK_HPP
