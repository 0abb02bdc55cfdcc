// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_HEADER_BLOCKS_IPP
#define AMI_SESSION_LIVE_IMPL_HEADER_BLOCKS_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/header_view.hpp>
#include <ami/protocol/wire/scan.hpp>
#include <ami/session/live/header_blocks.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>

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

// A header's name with a prefix.
class prefixed_name {
public:
    prefixed_name(std::string_view prefix, std::string_view name) noexcept
    {
        for (const auto part : {prefix, name}) {
            const auto count = std::min(part.size(), sizeof(text_) - size_);
            std::memcpy(text_ + size_, part.data(), count);
            size_ += count;
        }
    }
    std::string_view get() const noexcept { return {text_, size_}; }

private:
    char text_[48];
    std::size_t size_ = 0;
};

// Takes the lines up to the one with this header, and that one, off `rest`. Null if there is none.
inline std::string_view take_value(
    std::string_view& rest, std::string_view prefix, std::string_view name) noexcept
{
    const auto found = prefix.empty() ? scan().find_value(rest, name)
                                      : scan().find_value(rest, prefixed_name(prefix, name).get());
    if (found.data() == nullptr)
        return {};
    rest.remove_prefix(static_cast<std::size_t>(found.data() - rest.data()));
    take_line(rest);
    return skip_blanks(found);
}

AMI_DECL channel_block find_channel_block(std::string_view lines, std::string_view prefix) noexcept
{
    constexpr std::string_view first = "Channel";
    constexpr std::string_view next = "ChannelState: ";
    auto rest = lines;
    channel_block found;
    std::string_view name;
    do {
        name = take_value(rest, prefix, first);
        if (name.data() == nullptr)
            return {};
        // Other events have a `Channel` too, which is not a description.
    } while (name.empty() || after_name(rest, prefix, next).empty());
    const char* begin = name.data();
    while (begin != lines.data() && begin[-1] != '\n')
        --begin;
    // Always a number.
    const auto state = after_name(take_line(rest), prefix, next);
    found.state = parse_number<channel_state>(state).value_or(channel_state::down);
    found.id = take_value(rest, prefix, "Uniqueid");
    // It is the next line.
    found.linked_id = take_value(rest, prefix, "Linkedid");
    if (found.id.empty() || found.linked_id.empty())
        return {};
    while (!after_name(rest, prefix, "ChanVariable").empty())
        take_line(rest);
    found.lines = {begin, static_cast<std::size_t>(rest.data() - begin)};
    return found;
}

AMI_DECL bool has_channel_block(
    std::string_view lines, std::string_view id, std::string_view block, std::size_t id_at) noexcept
{
    const auto place = static_cast<std::size_t>(id.data() - lines.data());
    if (place <= id_at || lines[place - id_at - 1] != '\n')
        return false;
    lines.remove_prefix(place - id_at);
    return lines.starts_with(block) && !lines.substr(block.size()).starts_with("ChanVariable");
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

AMI_DECL bool is_without_prefix(
    std::string_view same, std::string_view lines, std::string_view prefix) noexcept
{
    while (!lines.empty()) {
        auto begin = lines;
        take_line(lines);
        begin.remove_prefix(prefix.size());
        const auto line = text_between(begin, lines);
        if (!same.starts_with(line))
            return false;
        same.remove_prefix(line.size());
    }
    return same.empty();
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_HEADER_BLOCKS_IPP
