// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_CONFIG_TLS_SETTINGS_HPP
#define AMI_PROTOCOL_CONFIG_TLS_SETTINGS_HPP

#include <ami/protocol/values/secret.hpp>

#include <string>

namespace ami {

/// How the server of an `amis://` connection proves who it is, and how we do. The defaults check the server's
/// certificate against the system's authorities and the host's name; TLS 1.2 is the oldest version that is spoken.
class tls_settings {
public:
    tls_settings() = default;

    /// PEM file, and folder made by `openssl rehash`, of the authorities to trust instead of the system's.
    std::string ca_file;
    /// Folder made by `openssl rehash`, of authorities to trust instead of the system's.
    std::string ca_folder;

    /// The name in the server's certificate, if it differs from the host of the URL. Many URLs have an address, and the
    /// certificate a name. Sent as SNI too.
    std::string server_name;

    /// SHA-256 of the server's public key (its SubjectPublicKeyInfo), 64 hexadecimal digits, colons allowed. With a pin
    /// only the key counts; authorities and names are checked only if `ca_file` or `ca_folder` is set too.
    ///
    ///     openssl x509 -in cert.pem -pubkey -noout | openssl pkey -pubin -outform der | sha256sum
    std::string pin_public_key_sha256;

    /// PEM files of our own certificate, with its chain, and its key. If only a pin is set, the server gets this
    /// certificate before the client has checked the server's key.
    std::string certificate_file;
    /// PEM file with the key of our own certificate.
    std::string key_file;
    /// The password of `key_file`, if it has one.
    secret key_password;

    /// Accepts any certificate. An attacker between client and server can then read the secret and act as the user.
    bool dangerously_accept_any_certificate = false;
};

} // namespace ami

#endif // AMI_PROTOCOL_CONFIG_TLS_SETTINGS_HPP
