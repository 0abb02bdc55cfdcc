// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_IMPL_ESCAPED_TEXT_IPP
#define AMI_PROTOCOL_WIRE_IMPL_ESCAPED_TEXT_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/escaped_text.hpp>

namespace ami {

AMI_DECL std::string unescape(std::string_view text)
{
    constexpr std::string_view escapes = "abfnrtv\\'\"?";
    constexpr std::string_view meanings = "\a\b\f\n\r\t\v\\'\"?";
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i != text.size(); ++i) {
        const auto at =
            text[i] == '\\' && i + 1 != text.size() ? escapes.find(text[i + 1]) : std::string_view::npos;
        if (at == std::string_view::npos) {
            plain += text[i];
        } else {
            plain += meanings[at];
            ++i;
        }
    }
    return plain;
}

namespace detail {

inline bool iends_with(std::string_view text, std::string_view end) noexcept
{
    return text.size() >= end.size() && iequals(text.substr(text.size() - end.size()), end);
}

AMI_DECL bool is_escaped(const event_view& from, std::string_view header) noexcept
{
    const auto event = from.name();
    if (iequals(header, "Value"))
        return iequals(event, "VarSet");
    if (iequals(header, "CID-CallingPres"))
        return iequals(event, "NewCallerid");
    if (iequals(header, "Message"))
        return iequals(event, "PresenceStateChange") || iequals(event, "PresenceStatus");
    for (const std::string_view name : {"CallerIDName", "ConnectedLineName"}) {
        if (!iends_with(header, name))
            continue;
        // What describes a channel comes together, with one prefix, and is escaped; the same name alone is not.
        const auto prefix = header.substr(0, header.size() - name.size());
        for (const auto& line : from) {
            if (iends_with(line.name, "ChannelStateDesc") &&
                iequals(line.name.substr(0, line.name.size() - std::string_view("ChannelStateDesc").size()),
                    prefix))
                return true;
        }
        return false;
    }
    return false;
}

} // namespace detail

AMI_DECL std::string unescaped(const event_view& from, std::string_view header)
{
    const auto value = from[header];
    return detail::is_escaped(from, header) ? unescape(value) : std::string(value);
}

} // namespace ami

#endif // AMI_PROTOCOL_WIRE_IMPL_ESCAPED_TEXT_IPP
