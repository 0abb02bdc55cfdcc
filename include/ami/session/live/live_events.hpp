// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_LIVE_EVENTS_HPP
#define AMI_SESSION_LIVE_LIVE_EVENTS_HPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/session/live/parts.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ami::detail {

// What an event means for the model.
enum class live_meaning : std::uint8_t {
    nothing,
    everything, // may be other than what is known
    device,
    // Of channels, bridges, conferences and parked calls.
    channel, // describes one, and says nothing else
    new_channel,
    new_exten,
    hangup,
    hangup_request,
    dial,
    local_channels,
    blind_transfer,
    attended_transfer,
    bridge_create,
    bridge_enter,
    bridge_leave,
    bridge_merge,
    bridge_destroy,
    bridge_other,
    conference_start,
    conference_end,
    conference_join,
    conference_leave,
    conference_mute,
    conference_unmute,
    conference_talking,
    parked,
    unparked,
    // Of queues.
    member,
    member_added,
    member_removed,
    member_status,
    caller_join,
    caller_leave,
    agent_called,
    agent_connect,
    agent_complete,
    extension,
    presence,
    contact,
    registration,
    agent,
    mailbox
};

struct live_event {
    std::string_view name;
    live_meaning meaning;
    live::part parts; // those that need it; none: all do
};

// The events that a model subscribes to.
inline constexpr auto live_events = [] {
    using enum live_meaning;
    using live::part;
    // Callers of queues are taken out by what happens to their channels; a call knows its agent.
    constexpr auto calls_and_queues = part::calls | part::queues;
    constexpr auto with_devices = part::queues | part::states | part::pjsip | part::agents;
    return std::to_array<live_event>({{"FullyBooted", everything, part::none},
        {"Reload", everything, part::none}, {"Hangup", hangup, calls_and_queues},
        {"BridgeEnter", bridge_enter, calls_and_queues}, {"ParkedCall", parked, calls_and_queues},
        {"Newchannel", new_channel, part::calls}, {"Newstate", channel, part::calls},
        {"NewCallerid", channel, part::calls}, {"NewConnectedLine", channel, part::calls},
        {"NewAccountCode", channel, part::calls}, {"Newexten", new_exten, part::calls},
        {"HangupRequest", hangup_request, part::calls}, {"SoftHangupRequest", hangup_request, part::calls},
        {"Hold", channel, part::calls}, {"Unhold", channel, part::calls}, {"Rename", channel, part::calls},
        {"Pickup", channel, part::calls}, {"DialBegin", dial, part::calls}, {"DialState", dial, part::calls},
        {"DialEnd", dial, part::calls}, {"LocalBridge", local_channels, part::calls},
        {"BlindTransfer", blind_transfer, part::calls}, {"AttendedTransfer", attended_transfer, part::calls},
        {"BridgeCreate", bridge_create, part::calls}, {"BridgeLeave", bridge_leave, part::calls},
        {"BridgeMerge", bridge_merge, part::calls}, {"BridgeDestroy", bridge_destroy, part::calls},
        {"BridgeVideoSourceUpdate", bridge_other, part::calls},
        {"ConfbridgeStart", conference_start, part::calls}, {"ConfbridgeEnd", conference_end, part::calls},
        {"ConfbridgeJoin", conference_join, part::calls}, {"ConfbridgeLeave", conference_leave, part::calls},
        {"ConfbridgeMute", conference_mute, part::calls},
        {"ConfbridgeUnmute", conference_unmute, part::calls},
        {"ConfbridgeTalking", conference_talking, part::calls}, {"ParkedCallSwap", parked, part::calls},
        {"UnParkedCall", unparked, part::calls}, {"ParkedCallTimeOut", unparked, part::calls},
        {"ParkedCallGiveUp", unparked, part::calls}, {"QueueMemberAdded", member_added, part::queues},
        {"QueueMemberRemoved", member_removed, part::queues}, {"QueueMemberPause", member, part::queues},
        {"QueueMemberPaused", member, part::queues}, {"QueueMemberPenalty", member, part::queues},
        {"QueueMemberRinginuse", member, part::queues}, {"QueueMemberStatus", member_status, part::queues},
        {"QueueCallerJoin", caller_join, part::queues}, {"QueueCallerLeave", caller_leave, part::queues},
        {"AgentCalled", agent_called, part::queues}, {"AgentConnect", agent_connect, calls_and_queues},
        {"AgentComplete", agent_complete, part::queues}, {"AgentRingNoAnswer", agent_called, part::queues},
        {"DeviceStateChange", device, with_devices}, {"ExtensionStatus", extension, part::states},
        {"PresenceStateChange", presence, part::states}, {"ContactStatus", contact, part::pjsip},
        {"Registry", registration, part::pjsip}, {"AgentLogin", agent, part::agents},
        {"AgentLogoff", agent, part::agents}, {"MessageWaiting", mailbox, part::mailboxes}});
}();

// Finds an event of a model by its name, in any letter case. Each is in the place of its hash or in the next free one. An event's name
// is looked up here, and nowhere else.
class live_event_index {
public:
    // Of an event that is not among them: nothing.
    static live_meaning meaning_of(std::string_view name) noexcept
    {
        static const live_event_index index;
        for (auto place = first_place(name);; place = (place + 1) % size) {
            const auto row = index.places_[place];
            if (row == none)
                return live_meaning::nothing;
            if (iequals(live_events[row].name, name))
                return live_events[row].meaning;
        }
    }

private:
    static constexpr std::size_t size = 256;
    static constexpr std::uint8_t none = 255;
    static_assert(live_events.size() < size / 2);

    static std::size_t first_place(std::string_view name) noexcept
    {
        return static_cast<std::size_t>(name_hash(name) % size);
    }

    live_event_index() noexcept
    {
        places_.fill(none);
        for (std::size_t row = 0; row != live_events.size(); ++row) {
            auto place = first_place(live_events[row].name);
            while (places_[place] != none)
                place = (place + 1) % size;
            places_[place] = static_cast<std::uint8_t>(row);
        }
    }

    std::array<std::uint8_t, size> places_;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_LIVE_EVENTS_HPP
