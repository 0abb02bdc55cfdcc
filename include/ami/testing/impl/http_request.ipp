// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_HTTP_REQUEST_IPP
#define AMI_TESTING_IMPL_HTTP_REQUEST_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/percent_encoding.hpp>

#include <ami/testing/detail/http_request.hpp>
#include <ami/testing/detail/text.hpp>

#include <algorithm>
#include <charconv>

namespace ami::testing::detail {

// Takes what stands before the separator, and the separator, off the text.
inline std::string_view take_part(std::string_view& text, char separator)
{
    const auto end = std::min(text.find(separator), text.size());
    const auto part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

inline std::string_view trimmed(std::string_view text)
{
    text = ami::detail::skip_blanks(text);
    return text.substr(0, text.find_last_not_of(" \t") + 1);
}

// uri.c: ast_uri_decode, whose result is a C string.
inline std::string decode_field(std::string_view text)
{
    std::string blanks(text);
    std::replace(blanks.begin(), blanks.end(), '+', ' ');
    auto decoded = ami::detail::percent_decode(blanks).text;
    decoded.resize(std::min(decoded.find('\0'), decoded.size()));
    return decoded;
}

AMI_DECL form_fields parse_fields(const http_request& from)
{
    std::string_view text;
    if (from.method == "POST") {
        auto type = std::string_view(from.content_type);
        if (ami::detail::iequals(trimmed(take_part(type, ';')), "application/x-www-form-urlencoded"))
            text = from.body;
    } else if (const auto query = from.target.find('?'); query != std::string::npos) {
        text = std::string_view(from.target).substr(query + 1);
    }
    form_fields fields;
    while (!text.empty()) {
        auto value = take_part(text, '&');
        const auto name = take_part(value, '=');
        fields.emplace_back(decode_field(name), decode_field(value));
    }
    return fields;
}

AMI_DECL unsigned find_cookie(const http_request& in)
{
    for (std::string_view header : in.cookies) {
        while (!header.empty()) {
            auto value = take_part(header, ';');
            if (!ami::detail::iequals(trimmed(take_part(value, '=')), "mansession_id"))
                continue;
            value = trimmed(value);
            if (value.starts_with('"'))
                value.remove_prefix(1);
            unsigned number = 0;
            std::from_chars(value.data(), value.data() + value.size(), number, 16);
            return number;
        }
    }
    return 0;
}

AMI_DECL std::optional<digest_answer> parse_digest_answer(std::string_view header)
{
    header = ami::detail::skip_blanks(header);
    if (!ami::detail::istarts_with(header, "Digest "))
        return std::nullopt;
    header.remove_prefix(7);
    digest_answer found;
    std::string nonce;
    std::string algorithm = "MD5";
    while (!header.empty()) {
        const auto name = trimmed(take_part(header, '='));
        header = ami::detail::skip_blanks(header);
        std::string value;
        if (header.starts_with('"')) {
            header.remove_prefix(1);
            while (!header.empty() && header.front() != '"') {
                if (header.front() == '\\' && header.size() > 1)
                    header.remove_prefix(1);
                value += header.front();
                header.remove_prefix(1);
            }
            take_part(header, ',');
        } else {
            value = trimmed(take_part(header, ','));
        }
        const auto is = [&](std::string_view other) { return ami::detail::iequals(name, other); };
        if (is("username"))
            found.username = value;
        else if (is("nonce"))
            nonce = value;
        else if (is("uri"))
            found.uri = value;
        else if (is("nc"))
            found.count = value;
        else if (is("cnonce"))
            found.client_nonce = value;
        else if (is("response"))
            found.response = lower(value);
        else if (is("qop"))
            found.has_quality = true;
        else if (is("algorithm"))
            algorithm = value;
    }
    const auto end = nonce.data() + nonce.size();
    if (!ami::detail::iequals(algorithm, "MD5") || found.username.empty() || found.uri.empty() ||
        found.response.empty() || std::from_chars(nonce.data(), end, found.nonce, 16).ptr == nonce.data())
        return std::nullopt;
    return found;
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_HTTP_REQUEST_IPP
