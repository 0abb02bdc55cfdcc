// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_LIVE_HEADER_BLOCKS_HPP
#define AMI_SESSION_LIVE_HEADER_BLOCKS_HPP

#include <ami/protocol/wire/packet_view.hpp>

#include <ami/detail/macros.hpp>

#include <string>
#include <string_view>

namespace ami::detail {

// The lines by which an event describes a channel, from `Channel` to `Linkedid` and its `ChanVariable` lines. Views into the
// event.
struct channel_block {
    std::string_view lines; // with their line ends; empty if the event describes no channel
    std::string_view id;
    std::string_view linked_id;
};

// The lines by which an event describes a bridge, from `BridgeUniqueid` on.
struct bridge_block {
    std::string_view lines;
    std::string_view id;
};

// The prefix stands before the names of all headers of the block: `Dest` of DialBegin, for example.
AMI_DECL channel_block find_channel_block(const event_view& in, std::string_view prefix = {}) noexcept;
// Whether these lines, of an earlier event, are what it would find without a prefix. Quicker than to find them.
AMI_DECL bool has_channel_block(const event_view& in, std::string_view lines) noexcept;

AMI_DECL bridge_block find_bridge_block(const event_view& in, std::string_view prefix = {}) noexcept;

// Appends the lines of such a block without the prefix.
AMI_DECL void append_without_prefix(std::string& to, std::string_view lines, std::string_view prefix);

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/header_blocks.ipp>
#endif

#endif // AMI_SESSION_LIVE_HEADER_BLOCKS_HPP
