// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_HEADER_BLOCKS_HPP
#define AMI_SESSION_LIVE_HEADER_BLOCKS_HPP

#include <ami/protocol/values/channel_state.hpp>
#include <ami/protocol/wire/packet_view.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ami::detail {

// The lines by which an event describes a channel, from `Channel` to `Linkedid` and its `ChanVariable` lines. Views into the
// event.
struct channel_block {
    std::string_view lines; // with their line ends; empty if the event describes no channel
    std::string_view id;
    std::string_view linked_id;
    channel_state state = channel_state::down; // also if it says none
};

// The lines by which an event describes a bridge, from `BridgeUniqueid` on.
struct bridge_block {
    std::string_view lines;
    std::string_view id;
};

// The prefix stands before the names of all headers of the block: `Dest` of DialBegin, for example.
AMI_DECL channel_block find_channel_block(std::string_view lines, std::string_view prefix = {}) noexcept;
inline channel_block find_channel_block(const event_view& in, std::string_view prefix = {}) noexcept
{
    return find_channel_block(in.header_lines(), prefix);
}
// Whether the lines have the block in them so that this id in it and that one are at the same place. Quicker than to find the
// block.
AMI_DECL bool has_channel_block(
    std::string_view lines, std::string_view id, std::string_view block, std::size_t id_at) noexcept;

AMI_DECL bridge_block find_bridge_block(const event_view& in, std::string_view prefix = {}) noexcept;

// Appends the lines of such a block without the prefix.
AMI_DECL void append_without_prefix(std::string& to, std::string_view lines, std::string_view prefix);
// Whether that would append these lines.
AMI_DECL bool is_without_prefix(
    std::string_view same, std::string_view lines, std::string_view prefix) noexcept;

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/header_blocks.ipp>
#endif

#endif // AMI_SESSION_LIVE_HEADER_BLOCKS_HPP
