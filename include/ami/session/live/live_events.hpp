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
    call,
    hangup,
    bridge_entered,
    parked,
    queue,
    agent_connected,
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
        {"BridgeEnter", bridge_entered, calls_and_queues}, {"ParkedCall", parked, calls_and_queues},
        {"Newchannel", call, part::calls}, {"Newstate", call, part::calls},
        {"NewCallerid", call, part::calls}, {"NewConnectedLine", call, part::calls},
        {"NewAccountCode", call, part::calls}, {"Newexten", call, part::calls},
        {"HangupRequest", call, part::calls}, {"SoftHangupRequest", call, part::calls},
        {"Hold", call, part::calls}, {"Unhold", call, part::calls}, {"Rename", call, part::calls},
        {"Pickup", call, part::calls}, {"DialBegin", call, part::calls}, {"DialState", call, part::calls},
        {"DialEnd", call, part::calls}, {"LocalBridge", call, part::calls},
        {"BlindTransfer", call, part::calls}, {"AttendedTransfer", call, part::calls},
        {"BridgeCreate", call, part::calls}, {"BridgeLeave", call, part::calls},
        {"BridgeMerge", call, part::calls}, {"BridgeDestroy", call, part::calls},
        {"BridgeVideoSourceUpdate", call, part::calls}, {"ConfbridgeStart", call, part::calls},
        {"ConfbridgeEnd", call, part::calls}, {"ConfbridgeJoin", call, part::calls},
        {"ConfbridgeLeave", call, part::calls}, {"ConfbridgeMute", call, part::calls},
        {"ConfbridgeUnmute", call, part::calls}, {"ConfbridgeTalking", call, part::calls},
        {"ParkedCallSwap", call, part::calls}, {"UnParkedCall", call, part::calls},
        {"ParkedCallTimeOut", call, part::calls}, {"ParkedCallGiveUp", call, part::calls},
        {"QueueMemberAdded", queue, part::queues}, {"QueueMemberRemoved", queue, part::queues},
        {"QueueMemberPause", queue, part::queues}, {"QueueMemberPaused", queue, part::queues},
        {"QueueMemberPenalty", queue, part::queues}, {"QueueMemberRinginuse", queue, part::queues},
        {"QueueMemberStatus", queue, part::queues}, {"QueueCallerJoin", queue, part::queues},
        {"QueueCallerLeave", queue, part::queues}, {"AgentCalled", queue, part::queues},
        {"AgentConnect", agent_connected, calls_and_queues}, {"AgentComplete", queue, part::queues},
        {"AgentRingNoAnswer", queue, part::queues}, {"DeviceStateChange", device, with_devices},
        {"ExtensionStatus", extension, part::states}, {"PresenceStateChange", presence, part::states},
        {"ContactStatus", contact, part::pjsip}, {"Registry", registration, part::pjsip},
        {"AgentLogin", agent, part::agents}, {"AgentLogoff", agent, part::agents},
        {"MessageWaiting", mailbox, part::mailboxes}});
}();

// Finds an event of a model by its name, in any letter case. Each is in the place of its hash or in the next free one.
class live_event_index {
public:
    // Of an event that is not among them: nothing.
    static live_meaning meaning_of(std::string_view name) noexcept
    {
        static const live_event_index index;
        for (auto place = name_hash(name) % size;; place = (place + 1) % size) {
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

    live_event_index() noexcept
    {
        places_.fill(none);
        for (std::size_t row = 0; row != live_events.size(); ++row) {
            auto place = name_hash(live_events[row].name) % size;
            while (places_[place] != none)
                place = (place + 1) % size;
            places_[place] = static_cast<std::uint8_t>(row);
        }
    }

    std::array<std::uint8_t, size> places_;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_LIVE_EVENTS_HPP
