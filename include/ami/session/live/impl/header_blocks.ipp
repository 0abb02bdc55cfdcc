// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_LIVE_IMPL_HEADER_BLOCKS_IPP
#define AMI_SESSION_LIVE_IMPL_HEADER_BLOCKS_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/header_view.hpp>
#include <ami/session/live/header_blocks.hpp>

#include <cstddef>

namespace ami::detail {

// What follows the prefix and the text, in any letter case (mxml has its own); null if the line does not begin with them.
inline std::string_view after_name(
    std::string_view line, std::string_view prefix, std::string_view name) noexcept
{
    // Most lines differ in the first letter of the name.
    if (line.size() < prefix.size() + name.size() ||
        to_lower(line[prefix.size()]) != to_lower(name.front()) || !istarts_with(line, prefix) ||
        !istarts_with(line.substr(prefix.size()), name))
        return {};
    return line.substr(prefix.size() + name.size());
}

inline std::string_view text_between(std::string_view from, std::string_view to) noexcept
{
    return {from.data(), static_cast<std::size_t>(to.data() - from.data())};
}

AMI_DECL channel_block find_channel_block(const event_view& in, std::string_view prefix) noexcept
{
    auto rest = in.header_lines();
    for (;;) {
        const auto begin = rest;
        if (begin.empty())
            return {};
        if (after_name(take_line(rest), prefix, "Channel: ").empty())
            continue;
        // Other events have a `Channel` too, which is not a description.
        if (after_name(rest, prefix, "ChannelState: ").empty())
            continue;
        channel_block found;
        while (found.linked_id.empty()) {
            const auto line = take_line(rest);
            if (line.empty() || !istarts_with(line, prefix))
                return {};
            if (const auto id = after_name(line, prefix, "Uniqueid: "); !id.empty())
                found.id = id;
            else
                found.linked_id = after_name(line, prefix, "Linkedid: ");
        }
        if (found.id.empty())
            return {};
        while (!after_name(rest, prefix, "ChanVariable").empty())
            take_line(rest);
        found.lines = text_between(begin, rest);
        return found;
    }
}

AMI_DECL bool has_channel_block(const event_view& in, std::string_view lines) noexcept
{
    auto rest = in.header_lines();
    const auto begin = rest.find("\nChannel: ");
    if (begin == std::string_view::npos)
        return false;
    rest.remove_prefix(begin + 1);
    return rest.starts_with(lines) && !rest.substr(lines.size()).starts_with("ChanVariable");
}

AMI_DECL bridge_block find_bridge_block(const event_view& in, std::string_view prefix) noexcept
{
    auto rest = in.header_lines();
    while (!rest.empty()) {
        const auto begin = rest;
        const auto id = after_name(take_line(rest), prefix, "BridgeUniqueid: ");
        if (id.empty())
            continue;
        while (!after_name(rest, prefix, "Bridge").empty())
            take_line(rest);
        return {text_between(begin, rest), id};
    }
    return {};
}

AMI_DECL void append_without_prefix(std::string& to, std::string_view lines, std::string_view prefix)
{
    while (!lines.empty()) {
        auto begin = lines;
        take_line(lines);
        begin.remove_prefix(prefix.size());
        to += text_between(begin, lines);
    }
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_HEADER_BLOCKS_IPP
