// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_TRACKED_CALL_HPP
#define AMI_SESSION_CHANNELS_TRACKED_CALL_HPP

#include <ami/protocol/errors/error.hpp>
#include <ami/protocol/values/call_outcome.hpp>
#include <ami/protocol/values/hangup_cause.hpp>
#include <ami/protocol/wire/packet.hpp>
#include <ami/session/channels/hangup_attribution.hpp>
#include <ami/session/connection/deadline.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ami::detail {

// What is known of a call. One channel stands for it: the one that was dialled, or that came in. If that is half of a
// Local channel which is optimised away, the channel on the other side takes its place.
struct tracked_call {
    tracked_call() = default;
    tracked_call(const tracked_call&) = delete;
    tracked_call& operator=(const tracked_call&) = delete;
    virtual ~tracked_call() = default;

    std::string id;         // unique id of the first channel
    std::string channel_id; // unique id of the channel that stands for the call now
    std::string channel;    // its name
    std::vector<std::string> linked_ids;

    std::string caller_number;
    std::string caller_name;
    std::string context;
    std::string exten;

    // Of this client's originate; its OriginateResponse has it.
    std::string action_id;
    bool originated_here = false;
    bool awaits_answer = false;            // to the originate
    std::optional<time_point> report_by{}; // while the OriginateResponse is awaited
    bool is_unreported = false;            // it will not come
    // Its OriginateResponse, or the end of the time for it, is to come.
    bool awaits_report() const noexcept { return awaits_answer || report_by; }
    bool seen = false; // an event told of its channel
    call_state state = call_state::starting;

    // How the attempt to call ended.
    std::optional<call_outcome> outcome;
    event report;
    std::optional<int> reason; // of a report of failure
    std::string dial_status;

    // The end.
    std::optional<hangup_cause> hung_up; // the channel is gone
    hangup_cause cause = hangup_cause::none;
    bool cause_known = false;
    hangup_attribution hangup;

    time_point began{};
    std::optional<time_point> answered_at;
    std::optional<time_point> ended_at;

    // Set when nothing more will be learned of it.
    failure lost;

    // For the tracker.
    bool is_tracked = false;
    bool is_changed = false;       // and not yet reported
    bool is_unconfirmed = false;   // since the last gap in the events
    failure report_failure;        // the outcome, unless the channels of the next connection know better
    bool awaits_cause = false;     // its report says how it ended, and the Hangup says why
    bool is_probed = false;        // a Status of its channel is asked for
    bool tests_visibility = false; // with that Status: whether any event is to be expected
    bool awaits_hangup = false;    // a Status says that the channel is gone
    // Whether the next list of all channels tells if the channel is there.
    enum class list_check : std::uint8_t { none, wanted, missing_once };
    list_check check = list_check::none;
    time_point last_heard{}; // when an event or a list last told of its channel
    std::optional<time_point> settle_by;
    std::optional<time_point> probe_at;
    std::size_t deadline_place = 0; // in call_deadlines; 0: none
};

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_TRACKED_CALL_HPP
