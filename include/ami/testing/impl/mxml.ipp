// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_MXML_IPP
#define AMI_TESTING_IMPL_MXML_IPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/mxml.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

namespace ami::testing::detail {

// strings.h: everything up to a blank is one.
inline std::string_view trim_end(std::string_view text)
{
    while (!text.empty() && static_cast<unsigned char>(text.back()) < 33)
        text.remove_suffix(1);
    return text;
}

inline std::string_view trim_begin(std::string_view text)
{
    while (!text.empty() && static_cast<unsigned char>(text.front()) < 33)
        text.remove_prefix(1);
    return text;
}

inline void append_xml(std::string& to, std::string_view text)
{
    for (const char c : text) {
        switch (c) {
        case '<': to += "&lt;"; break;
        case '>': to += "&gt;"; break;
        case '"': to += "&quot;"; break;
        case '\'': to += "&apos;"; break;
        case '&': to += "&amp;"; break;
        default: to += c;
        }
    }
}

inline void append_xml_name(std::string& to, std::string_view name)
{
    for (char c : name) {
        c = ami::detail::to_lower(c);
        to += ami::detail::is_digit(c) || (c >= 'a' && c <= 'z') ? c : '_';
    }
}

AMI_DECL std::string to_mxml(
    std::string_view packets, std::string_view id, std::string_view element, bool old)
{
    std::string out;
    std::map<std::string, int, std::less<>> counts; // of names as they were, in this packet
    bool in_packet = false;
    bool opaque = false;
    while (!packets.empty()) {
        const auto end = std::min(packets.find_first_of("\r\n"), packets.size());
        auto line = trim_end(packets.substr(0, end));
        packets.remove_prefix(std::min(end + 1, packets.size()));
        if (packets.starts_with('\n'))
            packets.remove_prefix(1);
        if (line.empty()) {
            if (opaque)
                out += '\'';
            if (in_packet)
                out += " /></response>\n";
            in_packet = opaque = false;
            continue;
        }
        if (!in_packet) {
            out += fmt::format("<response type='object' id='{}'><{}", id, element);
            counts.clear();
            in_packet = true;
        }
        if (opaque) {
            out += '\n';
            append_xml(out, line);
            continue;
        }
        const auto colon = line.find(':');
        opaque = colon == std::string_view::npos;
        const auto name = opaque ? std::string_view("Opaque-data") : trim_end(line.substr(0, colon));
        const auto value = opaque ? line : trim_begin(line.substr(colon + 1));
        out += ' ';
        if (!old && !name.empty() && ami::detail::is_digit(name.front()))
            out += '_';
        append_xml_name(out, name);
        if (const int count = ++counts[std::string(name)]; count > 1)
            out += fmt::format("-{}", count);
        out += "='";
        append_xml(out, value);
        if (!opaque)
            out += '\'';
    }
    if (in_packet)
        out += " /></response>\n";
    return out;
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_MXML_IPP
