// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_HTTP_IMPL_MXML_DECODER_IPP
#define AMI_PROTOCOL_HTTP_IMPL_MXML_DECODER_IPP

#include <ami/protocol/http/mxml_decoder.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/hex_digit.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace ami::detail {

constexpr bool is_xml_blank(char c) noexcept
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

inline void append_utf8(std::string& to, std::uint32_t c)
{
    const auto put = [&to](std::uint32_t byte) { to += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xc0 | (c >> 6));
        put(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        put(0xe0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3f));
        put(0x80 | (c & 0x3f));
    } else {
        put(0xf0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3f));
        put(0x80 | ((c >> 6) & 0x3f));
        put(0x80 | (c & 0x3f));
    }
}

// Appends what the entity at the front of `text` stands for and returns its size; 0 if it is none that we know.
inline std::size_t take_entity(std::string_view text, std::string& to)
{
    constexpr std::size_t longest = 12;
    const auto end = text.substr(0, longest).find(';');
    if (end == std::string_view::npos || end < 3)
        return 0;
    auto name = text.substr(1, end - 1);
    constexpr std::pair<std::string_view, char> known[] = {
        {"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
    for (const auto& [entity, c] : known) {
        if (name == entity) {
            to += c;
            return end + 1;
        }
    }
    if (name.front() != '#')
        return 0;
    name.remove_prefix(1);
    const unsigned base = name.front() == 'x' || name.front() == 'X' ? 16 : 10;
    if (base == 16)
        name.remove_prefix(1);
    std::uint32_t number = 0;
    for (const char c : name) {
        const int digit = hex_digit(c);
        if (digit < 0 || static_cast<unsigned>(digit) >= base)
            return 0;
        number = number * base + static_cast<unsigned>(digit);
        if (number > 0x10ffff)
            return 0;
    }
    if (name.empty() || (number >= 0xd800 && number < 0xe000))
        return 0;
    append_utf8(to, number);
    return end + 1;
}

inline std::string decode_mxml_value(std::string_view text)
{
    std::string value;
    value.reserve(text.size());
    while (!text.empty()) {
        const auto size = text.front() == '&' ? take_entity(text, value) : 0;
        if (size == 0)
            value += text.front();
        text.remove_prefix(std::max<std::size_t>(size, 1));
    }
    return value;
}

// `output-2` is the second `output`; `_100rel` is `100rel`, which no attribute may be called.
inline std::string_view header_name_of(std::string_view attribute) noexcept
{
    const auto dash = attribute.rfind('-');
    if (dash != std::string_view::npos && dash != 0 && dash + 1 != attribute.size() &&
        std::all_of(attribute.begin() + static_cast<std::ptrdiff_t>(dash) + 1, attribute.end(), is_digit))
        attribute = attribute.substr(0, dash);
    if (attribute.size() > 1 && attribute[0] == '_' && is_digit(attribute[1]))
        attribute.remove_prefix(1);
    return attribute;
}

// Raw lines keep their line ends, but an empty one would end the packet.
inline void append_opaque(std::string& to, std::string_view text)
{
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of("\r\n"), text.size());
        if (end != 0)
            to.append(text.substr(0, end)).append("\r\n");
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

// Removes the attributes of a tag from the front of `rest`, up to its `>`; its name was removed before. False if they
// cannot be read: then `rest` begins after what was examined.
inline bool take_attributes(std::string_view& rest, std::string& packet)
{
    for (;;) {
        while (!rest.empty() && (is_xml_blank(rest.front()) || rest.front() == '/'))
            rest.remove_prefix(1);
        if (rest.empty() || rest.front() == '<')
            return false;
        if (rest.front() == '>') {
            rest.remove_prefix(1);
            return true;
        }
        const auto name_end = rest.find_first_of("= \t\r\n<>'\"");
        if (name_end == 0 || name_end == std::string_view::npos || rest[name_end] != '=')
            return false;
        const auto name = rest.substr(0, name_end);
        rest.remove_prefix(name_end + 1);
        if (rest.empty() || (rest.front() != '\'' && rest.front() != '"'))
            return false;
        // A value never has a raw `<`: if one comes first, the closing quote is missing.
        const char stop[] = {rest.front(), '<'};
        const auto end = rest.find_first_of(std::string_view(stop, 2), 1);
        if (end == std::string_view::npos || rest[end] == '<') {
            rest.remove_prefix(std::min(end, rest.size()));
            return false;
        }
        auto value = decode_mxml_value(rest.substr(1, end - 1));
        rest.remove_prefix(end + 1);
        if (iequals(name, "opaque_data")) {
            append_opaque(packet, value);
            continue;
        }
        std::replace_if(
            value.begin(), value.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
        for (const char c : header_name_of(name))
            packet += c == ':' ? '_' : c;
        packet.append(": ").append(value).append("\r\n");
    }
}

AMI_DECL mxml_result decode_mxml(std::string_view document, std::string& to)
{
    mxml_result result;
    std::string packet;
    for (auto at = document.find('<'); at != std::string_view::npos; at = document.find('<')) {
        document.remove_prefix(at + 1);
        const auto name_end = std::min(document.find_first_of(" \t\r\n/><", 1), document.size());
        const auto name = document.substr(0, name_end);
        if (iequals(name, "/ajax-response")) {
            result.is_whole = result.is_mxml;
        } else if (iequals(name, "ajax-response")) {
            result.is_mxml = true;
        } else if (result.is_mxml && !name.empty() && name.front() != '/' && name.front() != '!' &&
                   name.front() != '?' && !iequals(name, "response")) {
            document.remove_prefix(name_end);
            packet.clear();
            if (!take_attributes(document, packet)) {
                ++result.damaged;
            } else if (!packet.empty()) {
                to.append(packet).append("\r\n");
                ++result.packets;
            }
        }
    }
    return result;
}

} // namespace ami::detail

#endif // AMI_PROTOCOL_HTTP_IMPL_MXML_DECODER_IPP
