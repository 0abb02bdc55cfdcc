// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Challenges of HTTP digest: nothing crashes, and no challenge puts anything but its own values into our header.

#include "fuzz/check.hpp"

#include <ami/protocol/http/digest.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

std::optional<std::string> no_md5(std::string_view, std::string_view)
{
    return "0123456789abcdef0123456789abcdef";
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    for (const std::string& header :
        {std::string(input), "Digest nonce=\"a\", qop=auth, " + std::string(input)}) {
        ami::detail::failure why;
        const auto challenge = ami::detail::parse_digest_challenge(header, why);
        FUZZ_CHECK(challenge.has_value() != why.ec.failed());
        if (!challenge) {
            FUZZ_CHECK(
                std::all_of(why.text.begin(), why.text.end(), [](char c) { return c >= 0x20 && c < 0x7f; }));
            continue;
        }
        FUZZ_CHECK(!challenge->nonce.empty());
        const auto answer = ami::detail::digest_authorization(
            *challenge, {"POST", "/arawman", "hello", "world", "cnonce", 1}, &no_md5);
        FUZZ_CHECK(answer.has_value());
        FUZZ_CHECK(
            answer->find_first_of("\r\n") == std::string::npos && answer->find('\0') == std::string::npos);
        // Two quotes around each of seven values, or six.
        FUZZ_CHECK(std::count(answer->begin(), answer->end(), '"') == (challenge->opaque ? 14 : 12));
    }
    return 0;
}
