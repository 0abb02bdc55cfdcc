// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_HTTP_DIGEST_HPP
#define AMI_PROTOCOL_HTTP_DIGEST_HPP

#include <ami/protocol/errors/error.hpp>

#include <ami/detail/macros.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ami::detail {

// The fields of a `WWW-Authenticate: Digest ...` header (RFC 7616, and 2617 before it).
struct digest_challenge {
    std::string realm;
    std::string nonce;
    std::optional<std::string> opaque;
    bool stale = false; // the nonce is too old, the user and the secret are not the matter
};

// Fails if the challenge is none that can be answered: another scheme, another algorithm than MD5, no nonce, no
// `auth` among the qualities of protection. Asterisk compares an uninitialised counter if there is none.
AMI_DECL std::optional<digest_challenge> parse_digest_challenge(std::string_view header, failure& error);

// Hexadecimal MD5 of both texts, one after the other; nothing if the platform has no MD5.
using md5_function = std::optional<std::string> (*)(std::string_view first, std::string_view second);

// What an Authorization header is computed from.
struct digest_request {
    std::string_view method;
    std::string_view target; // as in the request line
    std::string_view username;
    std::string_view secret;
    std::string_view client_nonce;
    std::uint32_t count = 1; // of requests with this nonce, this one included
};

// The value of an Authorization header; nothing if the platform has no MD5.
AMI_DECL std::optional<std::string> digest_authorization(
    const digest_challenge& challenge, const digest_request& request, md5_function md5);

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/http/impl/digest.ipp>
#endif

#endif // AMI_PROTOCOL_HTTP_DIGEST_HPP
