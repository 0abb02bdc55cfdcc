// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_TRANSPORTS_IMPL_TLS_CONTEXT_IPP
#define AMI_NET_TRANSPORTS_IMPL_TLS_CONTEXT_IPP

#include <ami/net/transports/tls_context.hpp>
#include <ami/protocol/wire/banner.hpp>
#include <ami/protocol/wire/hex_digit.hpp>

#include <ami/detail/shared_object.hpp>

#include <fmt/format.h>
#include <openssl/ssl.h>

#include <cerrno>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <system_error>

namespace ami::detail {

// 64 hexadecimal digits, colons between them allowed, as 32 bytes.
inline std::optional<std::string> parse_pin(std::string_view text)
{
    std::string bytes;
    int high = -1;
    for (const char c : text) {
        if (c == ':' && high < 0)
            continue;
        const int digit = hex_digit(c);
        if (digit < 0)
            return std::nullopt;
        if (high < 0) {
            high = digit;
        } else {
            bytes += static_cast<char>(high * 16 + digit);
            high = -1;
        }
    }
    if (high >= 0 || bytes.size() != 32)
        return std::nullopt;
    return bytes;
}

// Nothing if it is a folder. <filesystem> costs a program more to compile than all that is asked of it here.
inline std::string folder_trouble(const std::string& path)
{
    struct stat found = {};
    if (::stat(path.c_str(), &found) != 0)
        return std::generic_category().message(errno);
    return (found.st_mode & S_IFMT) == S_IFDIR ? "" : "no folder";
}

AMI_DECL std::shared_ptr<tls_identity> make_tls_identity(const config& settings, failure& error)
{
    const auto& tls = settings.tls;
    auto made = make_shared_object<tls_identity>();
    auto& context = made->context;
    const auto refuse = [&error](std::string_view setting, std::string_view file, std::string_view fault) {
        error = {
            errc::invalid_tls_settings, fmt::format("{} \"{}\": {}", setting, printable(file, 200), fault)};
        return std::shared_ptr<tls_identity>();
    };

    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
    // A write that reads (TLS 1.2 only) would leave bytes in OpenSSL while the reader waits for the socket.
    SSL_CTX_set_options(context.native_handle(), SSL_OP_NO_RENEGOTIATION);
    made->server_name = tls.server_name.empty() ? settings.host : tls.server_name;
    if (made->server_name.starts_with('.'))
        return refuse(tls.server_name.empty() ? "the host" : "tls.server_name", made->server_name,
            "a name cannot begin with a dot (OpenSSL would accept the certificate of any host below it)");
    const bool own_authorities = !tls.ca_file.empty() || !tls.ca_folder.empty();
    if (tls.dangerously_accept_any_certificate && own_authorities)
        return refuse("tls.dangerously_accept_any_certificate", "true",
            "it contradicts tls.ca_file and tls.ca_folder, which would have no effect");
    if (!tls.pin_public_key_sha256.empty()) {
        made->pin = parse_pin(tls.pin_public_key_sha256);
        if (!made->pin)
            return refuse(
                "tls.pin_public_key_sha256", tls.pin_public_key_sha256, "a pin is 64 hexadecimal digits");
    }
    made->check_chain =
        !tls.dangerously_accept_any_certificate && (own_authorities || tls.pin_public_key_sha256.empty());

    error_code ec;
    if (!tls.ca_file.empty()) {
        context.load_verify_file(tls.ca_file, ec);
        if (ec)
            return refuse("tls.ca_file", tls.ca_file, ec.message());
    }
    if (!tls.ca_folder.empty()) {
        if (const auto unusable = folder_trouble(tls.ca_folder);
            !unusable.empty()) // OpenSSL would find out too late
            return refuse("tls.ca_folder", tls.ca_folder, unusable);
        context.add_verify_path(tls.ca_folder, ec);
        if (ec)
            return refuse("tls.ca_folder", tls.ca_folder, ec.message());
    }
    if (made->check_chain && !own_authorities) {
        context.set_default_verify_paths(ec);
        if (ec)
            return refuse("the system's authorities", "", ec.message());
    }

    if (tls.certificate_file.empty() != tls.key_file.empty())
        return tls.key_file.empty() ? refuse("tls.certificate_file", tls.certificate_file,
                                          "a certificate needs its key, tls.key_file")
                                    : refuse("tls.key_file", tls.key_file,
                                          "a key needs its certificate, tls.certificate_file");
    if (!tls.certificate_file.empty()) {
        context.use_certificate_chain_file(tls.certificate_file, ec);
        if (ec)
            return refuse("tls.certificate_file", tls.certificate_file, ec.message());
        context.set_password_callback(
            [password = tls.key_password](
                std::size_t, asio::ssl::context::password_purpose) { return std::string(password.view()); });
        context.use_private_key_file(tls.key_file, asio::ssl::context::pem, ec);
        if (ec)
            return refuse("tls.key_file", tls.key_file, ec.message());
        if (SSL_CTX_check_private_key(context.native_handle()) != 1)
            return refuse("tls.key_file", tls.key_file, "it is not the key of tls.certificate_file");
    }
    return made;
}

} // namespace ami::detail

#endif // AMI_NET_TRANSPORTS_IMPL_TLS_CONTEXT_IPP
