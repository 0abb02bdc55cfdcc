// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_CHANNELS_TRACKED_CALL_HPP
#define AMI_SESSION_CHANNELS_TRACKED_CALL_HPP

#include <ami/protocol/errors/error.hpp>
#include <ami/protocol/values/call_outcome.hpp>
#include <ami/protocol/values/hangup_cause.hpp>
#include <ami/protocol/wire/packet.hpp>
#include <ami/session/connection/deadline.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ami::detail {

// What is known of a call. One channel stands for it: the one that was dialled, or that came in. Where that is half of a
// Local channel which is optimised away, the channel behind it takes its place.
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
    bool awaits_answer = false;            // to the originate
    std::optional<time_point> report_by{}; // while the OriginateResponse is awaited
    bool is_unreported = false;            // it will not come
    // Its OriginateResponse, or the end of the time for it, is to come.
    bool awaits_report() const noexcept { return awaits_answer || report_by; }
    bool dialled = false; // by this client
    bool seen = false;    // an event told of its channel
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
    hung_up_by by = hung_up_by::unknown;
    bool by_own_side = false;  // its channel, or what is behind it, was asked to go
    bool by_was_heard = false; // in an event
    time_point by_since{};
    int hangup_asked = 0; // by this client: how often, but for what failed

    time_point began{};
    std::optional<time_point> answered_at;
    std::optional<time_point> ended_at;

    // Set where nothing more will be learned of it.
    failure lost;

    // For the tracker.
    bool in_doubt = false; // since the connection was lost
    failure doubt;
    bool is_tracked = false;
    bool is_changed = false;   // and not yet told
    bool awaits_cause = false; // its report says how it ended, and the Hangup says why
    bool asking = false;
    bool is_gone = false;             // a Status says so, and the Hangup is awaited
    bool asks_for_visibility = false; // whether any event is to be expected
    bool to_review = false;           // the next list of all channels tells whether it is there
    time_point news{};                // when an event or a list last told of its channel
    bool was_missing = false;
    std::optional<time_point> settle_by;
    std::optional<time_point> ask_at;
    std::size_t deadline_place = 0; // in call_deadlines; 0: none
};

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_TRACKED_CALL_HPP
