// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_CHANNEL_CHANGE_HPP
#define AMI_SESSION_CHANNELS_CHANNEL_CHANGE_HPP

#include <ami/protocol/wire/packet.hpp>

#include <ami/detail/macros.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace ami::detail {

// Which changes of channels somebody needs; each value includes those before it. A model of all channels would be one more
// value, with more rows in the table of events.
enum class channel_scope : std::uint8_t {
    nothing,
    unique_ids, // how channels end that are known by their unique ids (AGI)
    linked_ids  // all that happens to the channels of calls, and which calls come in
};

// The headers of an event that describe one channel.
struct channel_headers {
    std::string_view id;
    std::string_view linked_id;
    std::string_view name;
    std::string_view state;
};

// What one event says of channels. No other code reads events of channels: AGI and calls take these. All texts are views
// into the event.
struct channel_change {
    enum class kind : std::uint8_t {
        described, // it is new, or has a new state
        dial_begun,
        dial_progressed,
        dial_ended,
        hangup_requested, // by its own side: the phone, or the other half of a Local channel
        soft_hangup_requested,
        gone,
        renamed,    // `channel.name` is the new one; after a masquerade, too
        paired,     // `channel` and `other` are the halves of a Local channel
        optimizing, // the Local channel of these halves goes away
        bridge_entered,
        bridge_left,
        originate_reported
    };

    kind type;
    event_view event;
    channel_headers channel{}; // of a dial: the channel that is dialled
    channel_headers other{};
};

// Of a Local channel. Asterisk dials the first half and runs the dialplan on the second.
inline bool is_second_half(std::string_view channel_name) noexcept
{
    return channel_name.starts_with("Local/") && channel_name.ends_with(";2");
}

AMI_DECL channel_headers read_channel_headers(const event_view& event, std::string_view prefix = {});

// Nothing if the event says nothing of channels, or nothing that the scope includes.
AMI_DECL std::optional<channel_change> read_channel_change(const event_view& event, channel_scope scope);

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/channels/impl/channel_change.ipp>
#endif

#endif // AMI_SESSION_CHANNELS_CHANNEL_CHANGE_HPP
