// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_IMPL_PARSER_COMMAND_IPP
#define AMI_PROTOCOL_WIRE_IMPL_PARSER_COMMAND_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/parser.hpp>

#include <algorithm>

// `Response: Follows`, the answer to Command up to Asterisk 13.

namespace ami {
namespace detail {

inline constexpr std::string_view command_end_marker = "--END COMMAND--";

} // namespace detail

// Whose Command it answers stands in the lines between Response and the text.
AMI_DECL bool parser::classify_command(
    std::string_view rest, std::string_view action_id, bool is_whole) noexcept
{
    bool is_accepted = !command_ids_;
    while (!is_accepted && action_id.empty()) {
        if (rest.empty() && !is_whole)
            return false;
        const auto header = detail::split_line(detail::take_line(rest));
        if (detail::iequals(header.name, "ActionID"))
            action_id = header.value;
        else if (!detail::iequals(header.name, "Privilege"))
            break;
    }
    if (command_ids_ && !command_ids_->empty())
        is_accepted = action_id.starts_with(*command_ids_);
    progress_.by = is_accepted ? framing::command_body : progress_.by;
    progress_.follows = !is_accepted;
    return true;
}

// At the packet's first blank line.
AMI_DECL void parser::finish_lines(std::size_t packet_end, std::size_t headers_end) noexcept
{
    if (!progress_.follows)
        return finish(packet_end, headers_end, {});
    auto text = buffer_.view().substr(0, headers_end);
    text.remove_suffix(text.ends_with("\r\n") ? 2 : 1);
    const auto marker = detail::command_end_marker;
    if (!text.ends_with(marker))
        return finish(packet_end, headers_end, {});
    const auto text_end = text.size() - marker.size();
    const auto text_begin = std::min(command_headers_end(), text_end);
    finish(packet_end, text_begin, text.substr(text_begin, text_end - text_begin));
}

// The header lines of a `Response: Follows` are Response, Privilege and ActionID; the text begins after
// them without a blank line, and may hold blank lines and colons (protocol/README.md 1.7).
AMI_DECL std::size_t parser::command_headers_end() const noexcept
{
    auto rest = buffer_.view();
    if (detail::iequals(detail::split_line(detail::take_line(rest)).name, "ActionID"))
        detail::take_line(rest);
    for (const std::string_view expected : {"Privilege", "ActionID"}) {
        auto after = rest;
        if (detail::iequals(detail::split_line(detail::take_line(after)).name, expected))
            rest = after;
    }
    return buffer_.size() - rest.size();
}

AMI_DECL parser::result parser::next_in_command_body(error_code& ec)
{
    const std::string_view marker = detail::command_end_marker;
    const auto bytes = buffer_.view();
    for (;;) {
        const auto found = bytes.find(marker, progress_.scanned);
        if (found == std::string_view::npos)
            break;
        // The marker ends the text only if a blank line follows: the text itself may quote it.
        progress_.scanned = found;
        std::size_t at = found + marker.size();
        bool complete = true;
        for (int line_end = 0; line_end != 2 && complete; ++line_end) {
            if (at < bytes.size() && bytes[at] == '\r')
                ++at;
            if (at == bytes.size()) {
                if (bytes.size() > limits_.max_packet)
                    return fail(errc::packet_too_large, ec);
                return result::need_more;
            }
            complete = bytes[at] == '\n';
            ++at;
        }
        if (!complete) {
            progress_.scanned = found + 1;
            continue;
        }
        if (at > limits_.max_packet)
            return fail(errc::packet_too_large, ec);
        const auto headers_end = std::min(command_headers_end(), found);
        finish(at, headers_end, bytes.substr(headers_end, found - headers_end));
        return result::packet;
    }
    // A marker may have begun in the last bytes.
    const auto tail = std::min(marker.size() - 1, bytes.size() - progress_.scanned);
    progress_.scanned = bytes.size() - tail;
    if (bytes.size() > limits_.max_packet)
        return fail(errc::packet_too_large, ec);
    return result::need_more;
}

} // namespace ami

#endif // AMI_PROTOCOL_WIRE_IMPL_PARSER_COMMAND_IPP
