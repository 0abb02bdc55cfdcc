// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_IMPL_CALL_RESYNC_IPP
#define AMI_SESSION_CHANNELS_IMPL_CALL_RESYNC_IPP

#include <ami/protocol/values/channel_state.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/session/channels/call_resync.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace ami::detail {

AMI_DECL void call_resync::on_gap(time_point now)
{
    // A report of failure is enough if no more evidence will come.
    std::vector<call_pointer> reported;
    for (const auto& [id, call] : calls_.all()) {
        if (call->reason && !call->outcome)
            reported.push_back(call);
    }
    for (const auto& call : reported)
        progress_.decide(call, now, true);
    followed_.set_seen_events(false);
    followed_.questions().on_gap(!calls_.empty());
    followed_.deadlines().clear();
    for (const auto& [id, call] : calls_.all()) {
        calls_.count_step();
        call->is_unconfirmed = true;
        call->check = tracked_call::list_check::none;
        call->settle_by.reset();
        call->probe_at.reset();
        call->is_probed = false;
        call->tests_visibility = false;
        call->awaits_hangup = false;
    }
    for (const auto& call : followed_.reports().awaiting())
        followed_.schedule(call);
    calls_.channels().clear_bridges();
}

AMI_DECL void call_resync::resync(const std::vector<event>& channels, time_point now)
{
    followed_.questions().on_resynced();
    boost::unordered_flat_set<std::string_view> listed;
    object_table<const event*> successors; // the first one for each linked id
    for (const auto& status : channels) {
        listed.insert(status["Uniqueid"]);
        if (!istarts_with(status["Channel"], "Local/"))
            successors.emplace(status["Linkedid"], &status);
    }
    calls_.channels().keep_only([&](const std::string& id) { return listed.contains(id); });
    std::vector<call_pointer> unconfirmed;
    for (const auto& [id, call] : calls_.all()) {
        if (call->is_unconfirmed)
            unconfirmed.push_back(call);
    }
    for (const auto& status : channels) {
        const auto headers = read_channel_headers(status.view());
        if (auto* const known = calls_.update(headers))
            calls_.channels().set_bridge(*known, status["BridgeID"]);
        if (const auto call = calls_.find(headers.id))
            progress_.on_status(call, status.view(), now);
    }
    for (const auto& call : unconfirmed) {
        if (!call->is_unconfirmed) {
            silent_.want(call, deadline_after(now, call_timing::hangup_time));
            continue;
        }
        const auto* const found = successors.find(call->id);
        resync_unlisted(call, found ? *found : nullptr, now);
    }
    // A check may have failed before this list came.
    const auto waits = [](const auto& entry) {
        return entry.object->check != tracked_call::list_check::none;
    };
    auto& questions = followed_.questions();
    if (!questions.is_check_due() && std::any_of(calls_.all().begin(), calls_.all().end(), waits))
        questions.check_by(deadline_after(now, call_timing::hangup_time));
    if (!calls_.empty())
        questions.restart_silence(now);
}

AMI_DECL void call_resync::resync_unlisted(const call_pointer& call, const event* successor, time_point now)
{
    // A Local channel may have been optimised away meanwhile.
    if (successor && call->state == call_state::up && istarts_with(call->channel, "Local/")) {
        const auto headers = read_channel_headers(successor->view());
        // A channel that is a call of its own stays that.
        if (!calls_.contains(headers.id) && calls_.update(headers)) {
            call->is_unconfirmed = false;
            progress_.replace_channel(call, headers.id, now);
        }
    }
    // After a gap in the events the connection is there, and so may an originate be that has no channel yet.
    if (call->awaits_report() && !call->outcome && call->state != call_state::up)
        call->is_unconfirmed = false;
    if (call->is_unconfirmed)
        progress_.end_gone(call, now);
}

AMI_DECL call_resync::call_pointer call_resync::adopt_channel(const event_view& status, time_point now)
{
    const auto headers = read_channel_headers(status);
    auto call = calls_.find(headers.id);
    if (!call) {
        call = followed_.follow_new(headers.id, now);
        if (!call)
            return nullptr;
        call->began = now - std::chrono::seconds(parse_number<int>(status["Seconds"]).value_or(0));
        if (parse_number<channel_state>(headers.state) == channel_state::up) {
            progress_.set_state(call, call_state::up, now);
            call->answered_at = call->began; // Asterisk does not say when
        }
    }
    progress_.on_status(call, status, now);
    if (!call->originated_here)
        silent_.want(call, deadline_after(now, call_timing::hangup_time));
    return call;
}

AMI_DECL std::vector<call_resync::call_pointer> call_resync::adopt(
    const std::vector<event>& channels, time_point now)
{
    std::vector<call_pointer> found;
    const auto take = [&](const event& status) {
        if (auto call = adopt_channel(status.view(), now))
            found.push_back(std::move(call));
    };
    // The first channel of each call; if it has gone, the one that is listed first.
    boost::unordered_flat_set<std::string_view> taken; // linked ids
    // Older servers tell no linked ids, but which two channels are connected.
    const auto mark = [&](const event& status) {
        for (const auto name : {"Linkedid", "Uniqueid", "BridgedUniqueid"}) {
            if (const auto id = status[name]; !id.empty())
                taken.insert(id);
        }
    };
    for (const auto& status : channels) {
        if (status["Uniqueid"] == status["Linkedid"] || calls_.contains(status["Uniqueid"])) {
            mark(status);
            take(status);
        }
    }
    for (const auto& status : channels) {
        const auto linked_id = status["Linkedid"];
        const bool is_other = linked_id.empty() && is_second_half(status["Channel"]);
        if (is_other || taken.contains(linked_id.empty() ? status["Uniqueid"] : linked_id))
            continue;
        mark(status);
        take(status);
    }
    read_bridges(channels);
    return found;
}

AMI_DECL void call_resync::read_bridges(const std::vector<event>& channels)
{
    for (const auto& status : channels) {
        if (auto* const known = calls_.update(read_channel_headers(status.view())))
            calls_.channels().set_bridge(*known, status["BridgeID"]);
    }
}

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_IMPL_CALL_RESYNC_IPP
