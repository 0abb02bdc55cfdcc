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

// The prefix stands before the names of all headers of the block: `Dest` of DialBegin, for example. `id` is the value of the first
// `Uniqueid` with this prefix, or nothing if nobody has looked for it.
AMI_DECL channel_block find_channel_block(
    std::string_view lines, std::string_view prefix = {}, std::string_view id = {}) noexcept;
inline channel_block find_channel_block(const event_view& in, std::string_view prefix = {}) noexcept
{
    return find_channel_block(in.header_lines(), prefix);
}
// Whether the lines have the block in them so that this id in it and that one are at the same place. Quicker than to find the
// block.
AMI_DECL bool has_channel_block(
    std::string_view lines, std::string_view id, std::string_view block, std::size_t id_at) noexcept;

// The lines of the event that follow the block.
inline std::string_view lines_after(const event_view& in, const channel_block& block) noexcept
{
    const auto lines = in.header_lines();
    const auto* const end = block.lines.data() + block.lines.size();
    return block.lines.empty() ? lines : lines.substr(static_cast<std::size_t>(end - lines.data()));
}
// The value of the first of these lines with this header; empty if there is none.
AMI_DECL std::string_view value_in(std::string_view lines, std::string_view name) noexcept;
AMI_DECL std::string_view value_in(
    std::string_view lines, std::string_view prefix, std::string_view name) noexcept;

// The same, of a block that the event has with this prefix. False if it has another one, or if that takes longer to find out.
AMI_DECL bool has_channel_block(std::string_view lines, std::string_view prefix, std::string_view id,
    std::string_view block, std::size_t id_at) noexcept;

AMI_DECL bridge_block find_bridge_block(const event_view& in, std::string_view prefix = {}) noexcept;

// What Newexten says after the block.
struct application_headers {
    std::string_view name;
    std::string_view data;
};
AMI_DECL application_headers find_application(std::string_view lines) noexcept;

// What DeviceStateChange says.
struct device_state_headers {
    std::string_view device;
    std::string_view state;
};
AMI_DECL device_state_headers find_device_state(const event_view& in) noexcept;

// Appends the lines of such a block without the prefix.
AMI_DECL void append_without_prefix(std::string& to, std::string_view lines, std::string_view prefix);

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/header_blocks.ipp>
#endif

#endif // AMI_SESSION_LIVE_HEADER_BLOCKS_HPP
