// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_JSON_TEXT_HPP
#define AMI_SESSION_LIVE_JSON_TEXT_HPP

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ami::detail {

// The character with which a text begins, or what is no character.
struct utf8_begin {
    std::size_t size;
    bool is_valid;
};

// Of a text that is not empty. Bytes that are no UTF-8 are taken as browsers take them: the longest beginning of a character,
// else one byte.
AMI_DECL utf8_begin begin_of_utf8(std::string_view text) noexcept;

// Appends a JSON string with its quotes. Bytes that are no UTF-8 become U+FFFD; then it returns false.
AMI_DECL bool append_json_text(std::string& to, std::string_view text);

// Without line ends.
AMI_DECL void append_base64(std::string& to, std::string_view bytes);

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/json_text.ipp>
#endif

#endif // AMI_SESSION_LIVE_JSON_TEXT_HPP
