// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_IMPL_CALL_TRACKER_IPP
#define AMI_SESSION_IMPL_CALL_TRACKER_IPP

#include <ami/protocol/channel_state.hpp>
#include <ami/protocol/escaped_text.hpp>
#include <ami/session/call_tracker.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace ami::detail {

namespace call_event {

enum : std::uint8_t {
    new_channel,
    new_state,
    dial_begin,
    dial_state,
    dial_end,
    hangup,
    hangup_request,
    soft_hangup_request,
    rename,
    local_bridge,
    optimization_begin,
    bridge_enter,
    bridge_leave,
    originate_response
};

} // namespace call_event

AMI_DECL std::optional<std::uint8_t> call_tracker::kind_of(std::string_view event_name) noexcept
{
    using namespace call_event;
    static constexpr std::pair<std::string_view, std::uint8_t> kinds[] = {{"Newchannel", new_channel},
        {"Newstate", new_state}, {"DialBegin", dial_begin}, {"DialState", dial_state}, {"DialEnd", dial_end},
        {"Hangup", hangup}, {"HangupRequest", hangup_request}, {"SoftHangupRequest", soft_hangup_request},
        {"Rename", rename}, {"LocalBridge", local_bridge}, {"LocalOptimizationBegin", optimization_begin},
        {"BridgeEnter", bridge_enter}, {"BridgeLeave", bridge_leave},
        {"OriginateResponse", originate_response}};
    for (const auto& [name, kind] : kinds) {
        if (iequals(name, event_name))
            return kind;
    }
    return std::nullopt;
}

AMI_DECL call_tracker::described call_tracker::channel_in(const event_view& what, std::string_view prefix)
{
    const auto value = [&](std::string_view name) {
        std::array<char, 24> full; // the longest is LocalOneChannelState
        auto* const end = std::copy(prefix.begin(), prefix.end(), full.data());
        const auto size = static_cast<std::size_t>(std::copy(name.begin(), name.end(), end) - full.data());
        return what[std::string_view(full.data(), size)];
    };
    return {value("Uniqueid"), value("Linkedid"), value("Channel"), value("ChannelState")};
}

AMI_DECL call_tracker::call_pointer call_tracker::call_of(std::string_view channel_id) const
{
    const auto found = calls_.find(channel_id);
    return found == calls_.end() ? nullptr : found->second;
}

// The channel's entry, if it belongs to a call that is followed.
AMI_DECL call_tracker::leg* call_tracker::touch(const described& channel)
{
    if (channel.id.empty())
        return nullptr;
    auto found = legs_.find(channel.id);
    if (found == legs_.end()) {
        if (!calls_.contains(channel.id) && !linked_ids_.contains(channel.linked_id))
            return nullptr;
        found = legs_.emplace(std::string(channel.id), leg()).first;
    }
    auto& known = found->second;
    if (!channel.name.empty())
        known.name = channel.name;
    if (!channel.linked_id.empty() && known.linked_id != channel.linked_id) {
        known.linked_id = channel.linked_id;
        // Channels that are bridged get the linked id of the older one.
        if (const auto call = call_of(channel.id))
            watch(*call, channel.linked_id);
    }
    return &known;
}

AMI_DECL void call_tracker::watch(tracked_call& call, std::string_view linked_id)
{
    if (linked_id.empty() || !call.is_tracked ||
        std::find(call.linked_ids.begin(), call.linked_ids.end(), linked_id) != call.linked_ids.end())
        return;
    call.linked_ids.emplace_back(linked_id);
    linked_ids_[std::string(linked_id)].push_back(&call);
}

AMI_DECL void call_tracker::unwatch(tracked_call& call)
{
    for (const auto& each : call.linked_ids) {
        const auto found = linked_ids_.find(each);
        if (found == linked_ids_.end())
            continue;
        std::erase(found->second, &call);
        if (found->second.empty())
            linked_ids_.erase(found);
    }
    call.linked_ids.clear();
    drop_strange_legs();
}

// Those of channels that belong to no call any more.
AMI_DECL void call_tracker::drop_strange_legs()
{
    boost::unordered::erase_if(legs_, [&](const auto& entry) {
        return !linked_ids_.contains(entry.second.linked_id) && !calls_.contains(entry.first);
    });
}

AMI_DECL void call_tracker::changed(const call_pointer& call)
{
    if (std::find(changes_.begin(), changes_.end(), call) == changes_.end())
        changes_.push_back(call);
}

AMI_DECL bool call_tracker::dial(const call_pointer& call, const std::string& channel_id, time_point now)
{
    if (by_first_id_.contains(channel_id) || calls_.contains(channel_id))
        return false;
    call->id = channel_id;
    call->channel_id = channel_id;
    call->dialled = true;
    call->is_tracked = true;
    call->began = now;
    call->news = now;
    if (!look_at_)
        look_at_ = deadline_after(now, quiet_time);
    calls_.emplace(channel_id, call);
    by_first_id_.emplace(channel_id, call);
    watch(*call, channel_id);
    return true;
}

AMI_DECL void call_tracker::accepted(const call_pointer& call, time_point now, duration visible)
{
    if (!call_events_seen_ && call->is_tracked && !call->seen)
        ask(call, deadline_after(now, visible));
}

AMI_DECL void call_tracker::ask(const call_pointer& call, time_point when)
{
    if (!call->ask_at || when < *call->ask_at)
        call->ask_at = when;
    timed_.insert(call);
}

AMI_DECL void call_tracker::reported(const call_pointer& call, const event_view& report, time_point now)
{
    call_events_seen_ = true;
    if (!call->report.raw().empty())
        return;
    call->report = event(report);
    if (!call->is_tracked)
        return;
    if (iequals(report["Response"], "Success")) {
        if (call->channel.empty())
            call->channel = report["Channel"];
        set_state(call, call_state::up, now);
        decide(call, now, true);
    } else {
        call->reason = parse_number<int>(report["Reason"]).value_or(0);
        decide(call, now, false);
    }
    changed(call);
}

AMI_DECL void call_tracker::unreported(const call_pointer& call, failure why, time_point now)
{
    if (!call->is_tracked)
        return;
    if (in_doubt_ && why.ec == errc::outcome_unknown) {
        call->doubt = std::move(why); // until the channels are read again
        return;
    }
    if (call->outcome)
        return;
    if (call->hung_up || call->state == call_state::up) {
        decide(call, now, true);
        return;
    }
    lose(call, std::move(why));
}

AMI_DECL void call_tracker::hangup_failed(tracked_call& call)
{
    if (call.hangup_asked == 0 || --call.hangup_asked != 0 || call.by != hung_up_by::this_client)
        return;
    // What was taken for this client's was another manager's, or nothing was heard of anybody's.
    call.by = call.by_was_heard ? hung_up_by::asterisk : hung_up_by::unknown;
}

AMI_DECL void call_tracker::forget(const call_pointer& call)
{
    drop(call);
    std::erase(changes_, call);
    std::erase(questions_, call);
}

AMI_DECL void call_tracker::drop(const call_pointer& call)
{
    if (!std::exchange(call->is_tracked, false))
        return;
    calls_.erase(call->channel_id);
    by_first_id_.erase(call->id);
    call->settle_by.reset();
    call->ask_at.reset();
    timed_.erase(call);
    unwatch(*call);
    legs_.erase(call->channel_id);
    if (calls_.empty())
        look_at_.reset();
}

AMI_DECL void call_tracker::on_event(std::uint8_t kind, const event_view& what, time_point now)
{
    call_events_seen_ = true;
    if (calls_.empty() && !follow_incoming_)
        return;
    switch (kind) {
    case call_event::new_channel:
    case call_event::new_state: return on_channel(what, now);
    case call_event::dial_begin:
    case call_event::dial_state:
    case call_event::dial_end: return on_dial(what, kind, now);
    case call_event::hangup: return on_hangup(what, now);
    case call_event::hangup_request: return on_hangup_request(what, false, now);
    case call_event::soft_hangup_request: return on_hangup_request(what, true, now);
    case call_event::rename: return on_rename(what);
    case call_event::local_bridge: return on_local_bridge(what);
    case call_event::optimization_begin: return on_optimization(what, now);
    case call_event::bridge_enter: return on_bridge(what, true, now);
    case call_event::bridge_leave: return on_bridge(what, false, now);
    case call_event::originate_response: return on_report(what, now);
    default: return;
    }
}

AMI_DECL void call_tracker::set_state(const call_pointer& call, call_state to, time_point now)
{
    if (to <= call->state)
        return;
    call->state = to;
    changed(call);
    if (to != call_state::up)
        return;
    call->answered_at = now;
    if (!call->outcome)
        decide(call, now, false);
}

// What an event says of the channel that stands for a call.
AMI_DECL void call_tracker::see(
    const call_pointer& call, const event_view& what, const described& channel, time_point now)
{
    if (!call->seen) {
        call->seen = true;
        changed(call);
    }
    call->news = now;
    if (call->channel != channel.name && !channel.name.empty()) {
        call->channel = channel.name;
        changed(call);
    }
    watch(*call, channel.linked_id);
    if (const auto number = what["CallerIDNum"]; !number.empty() && number != "<unknown>")
        call->caller_number = number;
    if (const auto name = what["CallerIDName"]; !name.empty() && name != "<unknown>")
        call->caller_name = unescape(name);
    if (call->exten.empty()) {
        call->context = what["Context"];
        call->exten = what["Exten"];
    }
    const auto state = parse_number<channel_state>(channel.state);
    if (!state || call->hung_up)
        return;
    switch (*state) {
    case channel_state::up: return set_state(call, call_state::up, now);
    case channel_state::ring:
    case channel_state::ringing: return set_state(call, call_state::ringing, now);
    default: return set_state(call, call_state::dialing, now);
    }
}

// An event of a channel that comes behind its Hangup does not make a new call of it.
AMI_DECL void call_tracker::remember_gone(std::string_view channel_id, time_point now)
{
    while (!gone_in_order_.empty() && gone_in_order_.front().first <= now) {
        gone_.erase(gone_in_order_.front().second);
        gone_in_order_.pop_front();
    }
    if (!follow_incoming_ || gone_.contains(channel_id))
        return;
    const auto until = deadline_after(now, late_time);
    gone_.emplace(channel_id, until);
    gone_in_order_.emplace_back(until, channel_id);
}

AMI_DECL bool call_tracker::has_gone(std::string_view channel_id, time_point now)
{
    const auto found = gone_.find(channel_id);
    return found != gone_.end() && now < found->second;
}

AMI_DECL void call_tracker::on_channel(const event_view& what, time_point now)
{
    const auto channel = channel_in(what, {});
    // A channel that rings us and that nobody dialled: its linked id is its own.
    if (follow_incoming_ && channel.id == channel.linked_id && !channel.id.empty() &&
        parse_number<channel_state>(channel.state) == channel_state::ring && !call_of(channel.id) &&
        !by_first_id_.contains(channel.id) && !has_gone(channel.id, now)) {
        const auto call = make_();
        if (dial(call, std::string(channel.id), now)) {
            call->dialled = false;
            incoming_.push_back(call);
        }
    }
    auto* const known = touch(channel);
    if (!known)
        return;
    if (const auto call = call_of(channel.id))
        see(call, what, channel, now);
}

AMI_DECL void call_tracker::on_dial(const event_view& what, std::uint8_t kind, time_point now)
{
    const auto dialled = channel_in(what, "Dest");
    auto* const known = touch(dialled);
    if (!known)
        return;
    if (const auto by = what["Uniqueid"]; !by.empty()) {
        known->dialled_by = by;
        if (const auto caller = call_of(by); caller && kind == call_event::dial_begin)
            goes_on(*caller);
    }
    const auto call = call_of(dialled.id);
    if (!call)
        return;
    if (!call->seen) {
        call->seen = true;
        changed(call);
    }
    const auto status = what["DialStatus"];
    if (kind == call_event::dial_begin) {
        set_state(call, call_state::dialing, now);
    } else if (kind == call_event::dial_state) {
        if (iequals(status, "RINGING"))
            set_state(call, call_state::ringing, now);
    } else {
        if (call->dial_status.empty())
            call->dial_status = status;
        if (iequals(status, "ANSWER"))
            set_state(call, call_state::up, now);
        else if (call->reason || call->hung_up)
            decide(call, now, false);
    }
}

AMI_DECL void call_tracker::on_rename(const event_view& what)
{
    described channel{what["Uniqueid"], {}, what["Newname"], {}};
    if (!touch(channel))
        return;
    if (const auto call = call_of(channel.id); call && call->channel != channel.name) {
        call->channel = channel.name;
        changed(call);
    }
}

AMI_DECL void call_tracker::on_local_bridge(const event_view& what)
{
    const auto one = channel_in(what, "LocalOne");
    const auto two = channel_in(what, "LocalTwo");
    if (auto* const known = touch(one))
        known->other_half = two.id;
    if (auto* const known = touch(two))
        known->other_half = one.id;
}

AMI_DECL void call_tracker::on_bridge(const event_view& what, bool entered, time_point now)
{
    const auto channel = channel_in(what, {});
    auto* const known = touch(channel);
    if (!known)
        return;
    const auto bridge = what["BridgeUniqueid"];
    if (entered) {
        known->bridge = bridge;
        if (const auto call = call_of(channel.id))
            goes_on(*call);
        // Who takes the place of half of a Local channel is who was behind it. (Of any other channel it is somebody
        // else: an attended transfer does that too.)
        if (const auto swapped = what["SwapUniqueid"]; !swapped.empty()) {
            const auto call = call_of(swapped);
            if (call && istarts_with(call->channel, "Local/") && !call_of(channel.id))
                move(call, std::string(channel.id), now);
        }
    } else if (known->bridge == bridge) {
        known->bridge.clear();
    }
}

// A Local channel goes away: the channels on both sides of it are connected directly. Either side may be moved into the
// bridge of the other one; what stood behind the call's half is in the bridge of the other half, before it begins.
// (LocalOptimizationEnd says `Success: No` whatever happened, on Asterisk 16 and 22.)
AMI_DECL void call_tracker::on_optimization(const event_view& what, time_point now)
{
    const std::string one(what["LocalOneUniqueid"]);
    const std::string two(what["LocalTwoUniqueid"]);
    for (const auto& [own, other] : {std::pair(one, two), std::pair(two, one)}) {
        const auto call = call_of(own);
        const auto half = legs_.find(other);
        if (!call || half == legs_.end() || half->second.bridge.empty())
            continue;
        // In a conference it is nobody in particular, unless the event names them.
        std::size_t candidates = 0;
        std::string successor;
        for (const auto& [id, each] : legs_) {
            if (id == other || id == own || each.bridge != half->second.bridge || call_of(id))
                continue;
            ++candidates;
            if (candidates == 1 || id == what["SourceUniqueid"])
                successor = id;
        }
        if (candidates == 1 || (candidates > 1 && successor == what["SourceUniqueid"]))
            return move(call, successor, now);
    }
}

// Another channel stands for the call from now on.
AMI_DECL void call_tracker::move(const call_pointer& call, const std::string& to, time_point now)
{
    const auto found = legs_.find(to);
    if (found == legs_.end() || calls_.contains(to) || !call->is_tracked)
        return;
    calls_.erase(call->channel_id);
    goes_on(*call);
    if (std::exchange(call->is_gone, false))
        call->settle_by.reset();
    call->channel_id = to;
    calls_.emplace(to, call);
    call->channel = found->second.name;
    watch(*call, found->second.linked_id);
    // It came back from the dead, should the half's Hangup have come first.
    if (call->hung_up) {
        call->hung_up.reset();
        call->settle_by.reset();
    }
    set_state(call, call_state::up, now);
    changed(call);
}

// Whether a channel is on the side of the one that was called: itself, the other half where it is a Local channel, and
// whom that one dialled.
AMI_DECL bool call_tracker::is_of_party(const tracked_call& call, std::string_view channel_id) const
{
    if (channel_id == call.channel_id)
        return true;
    std::string at(channel_id);
    for (int depth = 0; depth != 8; ++depth) {
        const auto found = legs_.find(at);
        if (found == legs_.end() || found->second.dialled_by == call.channel_id)
            return false;
        if (found->second.other_half == call.channel_id)
            return true;
        at = found->second.dialled_by.empty() ? found->second.other_half : found->second.dialled_by;
    }
    return false;
}

// Who goes from a bridge of more than two leaves the others behind.
AMI_DECL bool call_tracker::is_in_conference(std::string_view channel_id) const
{
    const auto found = legs_.find(channel_id);
    if (found == legs_.end() || found->second.bridge.empty())
        return false;
    return std::count_if(legs_.begin(), legs_.end(),
               [&](const auto& entry) { return entry.second.bridge == found->second.bridge; }) > 2;
}

// The first one of all channels of a call that is asked to go ends it, if it does end.
AMI_DECL void call_tracker::on_hangup_request(const event_view& what, bool soft, time_point now)
{
    const auto channel = channel_in(what, {});
    if (!touch(channel))
        return;
    const auto linked = linked_ids_.find(channel.linked_id);
    if (linked == linked_ids_.end())
        return;
    for (auto* const call : linked->second) {
        const bool own_side = is_of_party(*call, channel.id);
        if (call->hung_up || (!own_side && is_in_conference(channel.id)))
            continue;
        // A phone says so when it is hung up, and never because somebody else was.
        const bool phone = own_side && !soft && !istarts_with(channel.name, "Local/");
        const bool is_late = !call->by_own_side && now - call->by_since > leaving_time;
        if (call->by != hung_up_by::unknown && !is_late && !(phone && call->by == hung_up_by::other_party))
            continue;
        call->by_own_side = own_side;
        call->by_since = now;
        call->by_was_heard = true;
        if (call->hangup_asked && !phone)
            call->by = hung_up_by::this_client;
        else if (soft)
            call->by = hung_up_by::asterisk;
        else
            call->by = own_side ? hung_up_by::party : hung_up_by::other_party;
    }
}

// Others come and go: whoever refused the call or left it long ago did not end it.
AMI_DECL void call_tracker::conclude_who(tracked_call& call, time_point now)
{
    if (!call.by_own_side && now - call.by_since > leaving_time)
        goes_on(call);
    if (call.by == hung_up_by::unknown && call.hangup_asked)
        call.by = hung_up_by::this_client;
}

AMI_DECL void call_tracker::goes_on(tracked_call& call)
{
    call.by = hung_up_by::unknown;
    call.by_own_side = false;
    call.by_was_heard = false;
}

AMI_DECL void call_tracker::on_hangup(const event_view& what, time_point now)
{
    const auto channel = channel_in(what, {});
    const auto cause = parse_hangup_cause(what["Cause"]).value_or(hangup_cause::none);
    remember_gone(channel.id, now);
    const auto call = call_of(channel.id);
    if (!call) {
        // Where a Local channel's dialplan refuses, Asterisk gives the cause to its own half only.
        const auto known = legs_.find(channel.id);
        if (known == legs_.end())
            return;
        const auto half = call_of(known->second.other_half);
        if (half && half->cause == hangup_cause::none)
            half->cause = cause;
        legs_.erase(known);
        return;
    }
    see(call, what, channel, now);
    if (call->hung_up)
        return;
    call->hung_up = cause;
    call->is_gone = false;
    if (cause != hangup_cause::none)
        call->cause = cause;
    call->cause_known = true;
    conclude_who(*call, now);
    if (call->outcome || !call->dialled)
        end(call, now);
    else
        decide(call, now, false);
}

// An OriginateResponse that no originate of this connection waits for: that of a connection that was lost.
AMI_DECL void call_tracker::on_report(const event_view& what, time_point now)
{
    const auto found = by_first_id_.find(what["Uniqueid"]);
    if (found == by_first_id_.end() || !found->second->doubt)
        return;
    const auto call = found->second;
    call->doubt = {};
    reported(call, what, now);
}

// Takes the evidence together; without all of it only where it has to be.
AMI_DECL void call_tracker::decide(const call_pointer& call, time_point now, bool at_once)
{
    if (call->outcome)
        return;
    // Up by the channel's own word. The report follows at once; where it says that the originate failed, the channel is
    // somebody else's, who took the same id.
    if (call->state == call_state::up && !call->reason) {
        if (at_once || call->hung_up || !call->dialled || call->doubt)
            return set_outcome(call, call_outcome::answered, now);
        if (!call->settle_by)
            call->settle_by = deadline_after(now, settle_time);
        timed_.insert(call);
        return;
    }
    if (call->reason == 5)
        return set_outcome(call, call_outcome::busy, now);
    if (call->reason == 8)
        return set_outcome(call, call_outcome::congested, now);
    if (call->reason == 1 || call->reason == 3)
        return set_outcome(call, call_outcome::no_answer, now);
    // Reason 0 says nothing: a SIP phone that is busy is reported so.
    if (call->reason || at_once) {
        if (iequals(call->dial_status, "BUSY"))
            return set_outcome(call, call_outcome::busy, now);
        if (iequals(call->dial_status, "CONGESTION"))
            return set_outcome(call, call_outcome::congested, now);
    }
    if ((call->hung_up && call->reason) || at_once) {
        switch (call->cause) {
        case hangup_cause::user_busy: return set_outcome(call, call_outcome::busy, now);
        case hangup_cause::no_user_response:
        case hangup_cause::no_answer: return set_outcome(call, call_outcome::no_answer, now);
        case hangup_cause::normal_circuit_congestion:
        case hangup_cause::switch_congestion: return set_outcome(call, call_outcome::congested, now);
        default: return set_outcome(call, call_outcome::failed, now);
        }
    }
    const auto wait = call->seen ? settle_time : settle_time_unseen;
    if (!call->settle_by)
        call->settle_by = deadline_after(now, wait);
    timed_.insert(call);
}

AMI_DECL void call_tracker::set_outcome(const call_pointer& call, call_outcome value, time_point now)
{
    call->outcome = value;
    if (!call->is_gone)
        call->settle_by.reset();
    changed(call);
    if (value == call_outcome::answered) {
        if (call->hung_up)
            end(call, now);
        return;
    }
    // Any other reason than 0 is that of a channel, whose events are late.
    const bool had_channel = call->seen || call->reason.value_or(0) != 0;
    if (call->hung_up || !had_channel)
        return end(call, now);
    // Its Hangup is about to come, unless it was sent elsewhere before it was answered.
    ask(call, deadline_after(now, hangup_time));
}

AMI_DECL void call_tracker::end(const call_pointer& call, time_point now)
{
    if (call->state == call_state::ended)
        return;
    if (call->cause == hangup_cause::none && call->outcome && *call->outcome != call_outcome::answered) {
        // The half of a Local channel that was dialled is often hung up without a cause.
        switch (*call->outcome) {
        case call_outcome::busy: call->cause = hangup_cause::user_busy; break;
        case call_outcome::no_answer: call->cause = hangup_cause::no_answer; break;
        case call_outcome::congested: call->cause = hangup_cause::normal_circuit_congestion; break;
        default: break;
        }
    }
    if (!call->hung_up)
        conclude_who(*call, now);
    call->state = call_state::ended;
    call->ended_at = now;
    remember_gone(call->channel_id, now);
    changed(call);
    drop(call);
}

AMI_DECL void call_tracker::lose(const call_pointer& call, failure why)
{
    if (!call->lost)
        call->lost = call->doubt && !call->outcome ? call->doubt : std::move(why);
    changed(call);
    drop(call);
}

AMI_DECL void call_tracker::connection_lost()
{
    call_events_seen_ = false;
    in_doubt_ = !calls_.empty();
    review_at_.reset();
    reread_at_.reset();
    look_at_.reset();
    review_wanted_ = false;
    reread_wanted_ = false;
    for (const auto& [id, call] : calls_) {
        call->in_doubt = true;
        call->to_review = false;
        call->settle_by.reset();
        call->ask_at.reset();
        call->asking = false;
        call->is_gone = false;
        call->asks_for_visibility = false;
    }
    timed_.clear();
    questions_.clear();
    for (auto& [id, each] : legs_)
        each.bridge.clear();
}

AMI_DECL void call_tracker::read_status(const call_pointer& call, const event_view& status, time_point now)
{
    call->in_doubt = false;
    const auto channel = channel_in(status, {});
    touch(channel);
    see(call, status, channel, now);
    // No report will come for one that was asked for on another connection.
    if (call->state == call_state::up)
        decide(call, now, true);
}

AMI_DECL void call_tracker::reread(const std::vector<event>& channels, time_point now)
{
    in_doubt_ = false;
    reread_at_.reset();
    boost::unordered_flat_set<std::string_view> listed;
    for (const auto& each : channels)
        listed.insert(each["Uniqueid"]);
    boost::unordered::erase_if(legs_, [&](const auto& entry) { return !listed.contains(entry.first); });
    std::vector<call_pointer> doubtful;
    for (const auto& [id, call] : calls_) {
        if (call->in_doubt)
            doubtful.push_back(call);
    }
    for (const auto& each : channels) {
        const auto channel = channel_in(each.view(), {});
        if (auto* const known = touch(channel))
            known->bridge = each["BridgeID"];
        if (const auto call = call_of(channel.id))
            read_status(call, each.view(), now);
    }
    for (const auto& call : doubtful) {
        if (!call->in_doubt) {
            review_later(call, deadline_after(now, hangup_time));
            continue;
        }
        // A Local channel may have been optimised away meanwhile.
        if (call->state == call_state::up && istarts_with(call->channel, "Local/")) {
            for (const auto& each : channels) {
                const auto channel = channel_in(each.view(), {});
                if (channel.linked_id == call->id && !istarts_with(channel.name, "Local/") &&
                    touch(channel)) {
                    call->in_doubt = false;
                    move(call, std::string(channel.id), now);
                    break;
                }
            }
        }
        if (call->in_doubt)
            end_gone(call, now);
    }
    if (!calls_.empty())
        look_at_ = deadline_after(now, quiet_time);
}

AMI_DECL std::vector<call_tracker::call_pointer> call_tracker::adopt(
    const std::vector<event>& channels, time_point now)
{
    std::vector<call_pointer> found;
    const auto take = [&](const event& each) {
        const auto channel = channel_in(each.view(), {});
        auto call = call_of(channel.id);
        if (!call) {
            call = make_();
            if (!dial(call, std::string(channel.id), now))
                return;
            call->dialled = false;
            const auto seconds = parse_number<int>(each["Seconds"]).value_or(0);
            call->began = now - std::chrono::seconds(seconds);
            if (parse_number<channel_state>(each["ChannelState"]) == channel_state::up) {
                set_state(call, call_state::up, now);
                call->answered_at = call->began; // Asterisk does not say when
            }
        }
        read_status(call, each.view(), now);
        if (!call->dialled)
            review_later(call, deadline_after(now, hangup_time));
        found.push_back(std::move(call));
    };
    // The first channel of each call; where it has gone, the one that is listed first.
    boost::unordered_flat_set<std::string_view> taken; // linked ids
    for (const auto& each : channels) {
        if (each["Uniqueid"] == each["Linkedid"] || call_of(each["Uniqueid"])) {
            taken.insert(each["Linkedid"]);
            take(each);
        }
    }
    for (const auto& each : channels) {
        if (taken.insert(each["Linkedid"]).second)
            take(each);
    }
    for (const auto& each : channels) {
        if (auto* const known = touch(channel_in(each.view(), {})))
            known->bridge = each["BridgeID"];
    }
    return found;
}

// Asterisk 16 lists a channel for a moment after its Hangup, which this session has seen before or never will.
AMI_DECL void call_tracker::review_later(const call_pointer& call, time_point when)
{
    if (!call->is_tracked)
        return;
    call->to_review = true;
    call->was_missing = false;
    if (!review_at_ || when < *review_at_)
        review_at_ = when;
}

AMI_DECL void call_tracker::look_for_quiet(time_point now)
{
    look_at_.reset();
    if (calls_.empty())
        return;
    look_at_ = deadline_after(now, quiet_time);
    for (const auto& [id, call] : calls_) {
        // Of one that is being made, its report tells, or the end of its time.
        if (now - call->news >= quiet_time && (call->outcome || !call->dialled) && !call->to_review &&
            !call->in_doubt)
            review_later(call, now);
    }
}

AMI_DECL void call_tracker::review(const std::vector<event>& channels, time_point now)
{
    boost::unordered_flat_set<std::string_view> listed;
    for (const auto& each : channels)
        listed.insert(each["Uniqueid"]);
    std::vector<call_pointer> gone;
    for (const auto& [id, call] : calls_) {
        if (!std::exchange(call->to_review, false))
            continue;
        if (listed.contains(id)) {
            call->news = now;
            continue;
        }
        // Status is quicker than events: the Hangup may be on its way, and knows more.
        if (std::exchange(call->was_missing, true)) {
            gone.push_back(call);
        } else {
            call->to_review = true;
            review_at_ = deadline_after(now, settle_time);
        }
    }
    for (const auto& call : gone)
        end_gone(call, now);
}

AMI_DECL void call_tracker::end_all(const failure& why)
{
    const auto all = calls_;
    for (const auto& [id, call] : all) {
        if (call->in_doubt)
            lose(call, why);
    }
    in_doubt_ = false;
    reread_at_.reset();
}

AMI_DECL void call_tracker::channel_lives(const call_pointer& call, const event_view& status, time_point now)
{
    call->asking = false;
    const bool visibility = std::exchange(call->asks_for_visibility, false);
    if (!call->is_tracked)
        return;
    if (visibility && !call_events_seen_ && !call->outcome)
        return lose(call,
            {errc::outcome_not_visible,
                "the channel is there, and no event of class call came: the user needs read=call in manager.conf"});
    read_status(call, status, now);
}

AMI_DECL void call_tracker::channel_is_gone(const call_pointer& call, time_point now)
{
    call->asking = false;
    call->asks_for_visibility = false;
    if (!call->is_tracked)
        return;
    if (!call->seen || call->hung_up || call->in_doubt)
        return end_gone(call, now);
    // Status is quicker than events: the Hangup may be on its way, and knows more.
    call->is_gone = true;
    call->settle_by = deadline_after(now, settle_time);
    timed_.insert(call);
}

AMI_DECL void call_tracker::end_gone(const call_pointer& call, time_point now)
{
    if (!call->outcome && call->state == call_state::up)
        decide(call, now, true);
    if (!call->outcome && call->dialled && (call->doubt || call->in_doubt)) {
        call->lost = call->doubt
                         ? call->doubt
                         : failure(errc::outcome_unknown,
                               "the connection was lost before it was known, and the channel is gone");
    } else if (!call->outcome && call->dialled && !call->hung_up) {
        return; // its report is still to come, or its time will be over
    }
    end(call, now);
}

// Whatever it was asked for is of the same use later.
AMI_DECL void call_tracker::channel_unknown(const call_pointer& call, time_point now)
{
    call->asking = false;
    call->asks_for_visibility = false;
    if (call->is_tracked && !call->in_doubt)
        ask(call, deadline_after(now, hangup_time));
}

AMI_DECL void call_tracker::review_failed(time_point now)
{
    if (!in_doubt_ && !calls_.empty())
        review_at_ = deadline_after(now, hangup_time);
}

AMI_DECL void call_tracker::reread_failed(time_point now)
{
    if (in_doubt_)
        reread_at_ = deadline_after(now, hangup_time);
}

AMI_DECL std::optional<time_point> call_tracker::deadline() const
{
    std::optional<time_point> next = review_at_;
    for (const auto& each : {look_at_, reread_at_}) {
        if (each && (!next || *each < *next))
            next = each;
    }
    for (const auto& call : timed_) {
        for (const auto& each : {call->settle_by, call->ask_at}) {
            if (each && (!next || *each < *next))
                next = each;
        }
    }
    return next;
}

AMI_DECL void call_tracker::on_time(time_point now)
{
    const auto question = [this](const call_pointer& call) {
        if (!std::exchange(call->asking, true))
            questions_.push_back(call);
    };
    if (reread_at_ && *reread_at_ <= now) {
        reread_at_.reset();
        reread_wanted_ = in_doubt_;
    }
    if (look_at_ && *look_at_ <= now)
        look_for_quiet(now);
    if (review_at_ && *review_at_ <= now) {
        review_at_.reset();
        review_wanted_ = !calls_.empty();
    }
    const auto timed = timed_;
    for (const auto& call : timed) {
        const bool settled = call->settle_by && *call->settle_by <= now;
        const bool due = call->ask_at && *call->ask_at <= now;
        if (due && call->asking)
            call->ask_at = deadline_after(now, settle_time); // another question is under way
        else if (due)
            call->ask_at.reset();
        // Of a channel that was seen and did not fail, its Hangup will tell: Status is quicker than events.
        const bool has_failed = call->outcome && *call->outcome != call_outcome::answered;
        if (due && call->is_tracked && !call->ask_at && (!call->seen || has_failed)) {
            call->asks_for_visibility = call->dialled && !call->outcome;
            question(call);
        }
        if (settled) {
            call->settle_by.reset();
            if (std::exchange(call->is_gone, false))
                end_gone(call, now);
            else
                decide(call, now, true);
        }
        if (!call->settle_by && !call->ask_at)
            timed_.erase(call);
    }
}

AMI_DECL std::vector<std::string> call_tracker::channels_of(const tracked_call& call) const
{
    std::vector<std::string> names{call.channel};
    for (const auto& [id, each] : legs_) {
        if (id != call.channel_id && std::find(call.linked_ids.begin(), call.linked_ids.end(),
                                         each.linked_id) != call.linked_ids.end())
            names.push_back(each.name);
    }
    std::sort(names.begin() + 1, names.end());
    return names;
}

} // namespace ami::detail

#endif // AMI_SESSION_IMPL_CALL_TRACKER_IPP
