// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_JSON_TEXT_IPP
#define AMI_SESSION_LIVE_IMPL_JSON_TEXT_IPP

#include <ami/session/live/json_text.hpp>

#include <openssl/evp.h>

#include <algorithm>
#include <cstddef>

namespace ami::detail {

// Table 3-7 of the Unicode standard: overlong forms, surrogates and what is beyond U+10FFFF show in the second byte.
AMI_DECL utf8_begin begin_of_utf8(std::string_view text) noexcept
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto first = byte(0);
    if (first < 0x80)
        return {1, true};
    if (first < 0xC2 || first > 0xF4)
        return {1, false};
    const std::size_t size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    unsigned char lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    for (std::size_t i = 1; i != size; ++i) {
        if (i == text.size() || byte(i) < lowest || byte(i) > highest)
            return {i, false};
        lowest = 0x80;
        highest = 0xBF;
    }
    return {size, true};
}

AMI_DECL bool append_json_text(std::string& to, std::string_view text)
{
    static constexpr std::string_view replacement = "\xEF\xBF\xBD";
    static constexpr char digits[] = "0123456789abcdef";
    bool is_valid = true;
    to += '"';
    while (!text.empty()) {
        const auto plain = std::find_if(text.begin(), text.end(), [](char c) {
            const auto byte = static_cast<unsigned char>(c);
            return byte < 0x20 || byte >= 0x80 || c == '"' || c == '\\';
        });
        to.append(text.begin(), plain);
        text.remove_prefix(static_cast<std::size_t>(plain - text.begin()));
        if (text.empty())
            break;
        const auto next = begin_of_utf8(text);
        const auto first = static_cast<unsigned char>(text.front());
        if (!next.is_valid) {
            to += replacement;
            is_valid = false;
        } else if (first == '"' || first == '\\') {
            to += '\\';
            to += text.front();
        } else if (first < 0x20) {
            to += "\\u00";
            to += digits[first >> 4];
            to += digits[first & 15];
        } else
            to += text.substr(0, next.size);
        text.remove_prefix(next.size);
    }
    to += '"';
    return is_valid;
}

AMI_DECL void append_base64(std::string& to, std::string_view bytes)
{
    constexpr std::size_t most = 3 * 4096; // EVP_EncodeBlock counts in int; no padding between the parts
    while (!bytes.empty()) {
        const auto part = bytes.substr(0, most);
        bytes.remove_prefix(part.size());
        const auto old = to.size();
        to.resize(old + (part.size() + 2) / 3 * 4 + 1); // and a NUL
        ::EVP_EncodeBlock(reinterpret_cast<unsigned char*>(to.data() + old),
            reinterpret_cast<const unsigned char*>(part.data()), static_cast<int>(part.size()));
        to.pop_back();
    }
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_JSON_TEXT_IPP
