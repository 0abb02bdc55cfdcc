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

// Whether a line begins with the prefix and the text, in any letter case.
inline bool begins_in_any_case(std::string_view line, std::string_view prefix, std::string_view text) noexcept
{
    return istarts_with(line, prefix) && istarts_with(line.substr(prefix.size()), text);
}

// What follows the prefix and the text in a line that begins with them, in any letter case (mxml has its own); else null. Most lines
// are spelt so, or differ in the first letter after the prefix.
template <std::size_t Size>
std::string_view after_name(std::string_view line, std::string_view prefix, const char (&text)[Size]) noexcept
{
    const auto size = prefix.size() + Size - 1;
    if (line.size() < size)
        return {};
    const bool is_spelt_so = std::memcmp(line.data() + prefix.size(), text, Size - 1) == 0 &&
                             (prefix.empty() || line.starts_with(prefix));
    if (is_spelt_so ||
        (to_lower(line[prefix.size()]) == to_lower(text[0]) && begins_in_any_case(line, prefix, text)))
        return {line.data() + size, line.size() - size};
    return {};
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

AMI_DECL std::string_view value_in(std::string_view lines, std::string_view name) noexcept
{
    return skip_blanks(scan().find_value(lines, name));
}

AMI_DECL std::string_view value_in(
    std::string_view lines, std::string_view prefix, std::string_view name) noexcept
{
    return value_in(lines, prefixed_name(prefix, name).get());
}

// Takes the lines up to this one off `rest`, and its end.
inline void take_up_to(std::string_view& rest, std::string_view value) noexcept
{
    rest = text_between({value.data() + value.size(), 0}, {rest.data() + rest.size(), 0});
    if (rest.starts_with('\r'))
        rest.remove_prefix(1);
    if (rest.starts_with('\n'))
        rest.remove_prefix(1);
}

// Takes the lines up to the one with this header, and that one, off `rest`. Null if there is none.
inline std::string_view take_value(
    std::string_view& rest, std::string_view prefix, std::string_view name) noexcept
{
    const auto found = prefix.empty() ? scan().find_value(rest, name)
                                      : scan().find_value(rest, prefixed_name(prefix, name).get());
    if (found.data() == nullptr)
        return {};
    take_up_to(rest, found);
    return skip_blanks(found);
}

// The value in the first line if it has this header, else in the first one that has. Takes the lines up to it off `rest`. `name`
// ends with a colon. Null if there is none.
template <std::size_t Size>
std::string_view take_next(std::string_view& rest, std::string_view prefix, const char (&name)[Size]) noexcept
{
    const auto value = after_name(rest, prefix, name);
    if (value.data() == nullptr)
        return take_value(rest, prefix, {name, Size - 2});
    const auto line = take_line(rest);
    return skip_blanks(text_between(value, {line.data() + line.size(), 0}));
}

AMI_DECL application_headers find_application(std::string_view lines) noexcept
{
    auto rest = lines;
    const auto name = take_value(rest, {}, "Application");
    const auto data = take_next(rest, {}, "AppData:");
    return {name, data.data() != nullptr ? data : value_in(lines, "AppData")};
}

AMI_DECL device_state_headers find_device_state(const event_view& in) noexcept
{
    const auto lines = in.header_lines();
    auto rest = lines;
    const auto device = take_value(rest, {}, "Device");
    const auto state = take_next(rest, {}, "State:");
    return {device, state.data() != nullptr ? state : value_in(lines, "State")};
}

// Takes the first line, which has the number of a state; what else stands there is none.
inline channel_state take_state(std::string_view& rest, std::string_view value) noexcept
{
    // Always one digit.
    if (value.size() > 1 && is_digit(value[0]) && (value[1] == '\r' || value[1] == '\n')) {
        take_up_to(rest, value.substr(0, 1));
        return static_cast<channel_state>(value[0] - '0');
    }
    const auto line = take_line(rest);
    value = text_between(value, {line.data() + line.size(), 0});
    return parse_number<channel_state>(value).value_or(channel_state::down);
}

AMI_DECL channel_block find_channel_block(
    std::string_view lines, std::string_view prefix, std::string_view id) noexcept
{
    auto rest = lines;
    channel_block found;
    std::string_view name;
    std::string_view state;
    do {
        name = take_value(rest, prefix, "Channel");
        if (name.data() == nullptr)
            return {};
        state = after_name(rest, prefix, "ChannelState: ");
        // Other events have a `Channel` too, which is not a description.
    } while (name.empty() || state.empty());
    const char* begin = name.data();
    while (begin != lines.data() && begin[-1] != '\n')
        --begin;
    found.state = take_state(rest, state);
    if (id.data() > rest.data()) {
        found.id = id;
        take_up_to(rest, id);
    } else {
        found.id = take_value(rest, prefix, "Uniqueid");
    }
    found.linked_id = take_next(rest, prefix, "Linkedid:");
    if (found.id.empty() || found.linked_id.empty())
        return {};
    while (!after_name(rest, prefix, "ChanVariable").empty())
        take_line(rest);
    found.lines = text_between({begin, 0}, rest);
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

// The lines that follow a block which these ones begin with, each after the prefix. Null if they do not.
inline std::string_view skip_without_prefix(
    std::string_view block, std::string_view lines, std::string_view prefix) noexcept
{
    while (!block.empty()) {
        const auto* const end = static_cast<const char*>(std::memchr(block.data(), '\n', block.size()));
        const auto size = end == nullptr ? block.size() : static_cast<std::size_t>(end + 1 - block.data());
        if (lines.size() < prefix.size() + size ||
            std::memcmp(lines.data() + prefix.size(), block.data(), size) != 0)
            return {};
        block.remove_prefix(size);
        lines.remove_prefix(prefix.size() + size);
    }
    return lines;
}

AMI_DECL bool has_channel_block(std::string_view lines, std::string_view prefix, std::string_view id,
    std::string_view block, std::size_t id_at) noexcept
{
    // As many lines as there are up to `Uniqueid`, and that one.
    const auto before_id = id_at + 13 * prefix.size();
    const auto place = static_cast<std::size_t>(id.data() - lines.data());
    if (place <= before_id || lines[place - before_id - 1] != '\n')
        return false;
    lines.remove_prefix(place - before_id);
    const auto rest = skip_without_prefix(block, lines, prefix);
    return rest.data() != nullptr && after_name(rest, prefix, "ChanVariable").empty();
}

AMI_DECL bridge_block find_bridge_block(const event_view& in, std::string_view prefix) noexcept
{
    auto rest = in.header_lines();
    const auto id = take_value(rest, prefix, "BridgeUniqueid");
    if (id.empty())
        return {};
    const char* begin = id.data();
    while (begin != in.header_lines().data() && begin[-1] != '\n')
        --begin;
    while (!after_name(rest, prefix, "Bridge").empty())
        take_line(rest);
    return {text_between({begin, 0}, rest), id};
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
