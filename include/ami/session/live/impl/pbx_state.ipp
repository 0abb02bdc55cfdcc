// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_PBX_STATE_IPP
#define AMI_SESSION_LIVE_IMPL_PBX_STATE_IPP

#include <ami/session/live/audited_headers.hpp>
#include <ami/session/live/header_blocks.hpp>
#include <ami/session/live/live_events.hpp>
#include <ami/session/live/pbx_state.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <tuple>
#include <type_traits>

namespace ami::detail {

AMI_DECL pbx_state::pbx_state(live::part parts, const audits& every)
    : parts_(parts), audits_{std::max<duration>(every.queues, std::chrono::seconds(1)),
                         std::max<duration>(every.all, std::chrono::seconds(1))}
{
    calls_.calls().set_members(queues_.members());
    std::uint32_t bit = 1;
    for_each_store([&](auto& store) {
        store.share(budget_, bit);
        bit <<= 1;
    });
}

AMI_DECL std::vector<std::string_view> pbx_state::event_names() const
{
    std::vector<std::string_view> all;
    for (const auto& each : live_events) {
        if (each.parts == live::part::none || (each.parts & parts_) != live::part::none)
            all.push_back(each.name);
    }
    return all;
}

AMI_DECL void pbx_state::on_event(const event_view& event, const moment& at)
{
    const auto callers = queues_.callers().changes().size();
    apply(event, at);
    follow_callers(callers, at);
    calls_.calls().tell();
}

AMI_DECL void pbx_state::follow_callers(std::size_t first, const moment& at)
{
    const auto& changes = queues_.callers().changes();
    if (!has(live::part::calls) || first == changes.size())
        return;
    for (auto i = first; i != changes.size(); ++i)
        calls_.calls().on_queue_caller(changes[i], at);
    calls_.calls().tell();
}

AMI_DECL void pbx_state::apply(const event_view& event, const moment& at)
{
    using enum live_meaning;
    const bool has_calls = has(live::part::calls);
    const bool has_queues = has(live::part::queues);
    const auto meaning = live_event_index::meaning_of(event.name());
    switch (meaning) {
    case nothing: return;
    case everything:
        // What was listed before the boot was not all there is.
        list_again(at);
        return;
    case device: {
        const auto [device, state] = find_device_state(event);
        on_device(device, state, at);
        return;
    }
    case hangup:
        if (has_calls)
            calls_.on_event(meaning, event, at);
        if (has_queues)
            queues_.on_channel_gone(event["Uniqueid"], at);
        return;
    case bridge_enter:
        if (has_calls)
            calls_.on_event(meaning, event, at);
        if (has_queues)
            queues_.on_bridge_entered(event["Uniqueid"], at);
        return;
    case parked:
        if (has_calls)
            calls_.on_event(meaning, event, at);
        if (has_queues)
            queues_.on_parked(event["ParkeeUniqueid"], at);
        return;
    case agent_connect:
        if (has_calls)
            calls_.calls().on_agent_connected(event, at);
        [[fallthrough]];
    case member:
    case member_added:
    case member_removed:
    case member_status:
    case caller_join:
    case caller_leave:
    case agent_called:
    case agent_complete:
        if (has_queues)
            queues_.on_event(meaning, event, at);
        return;
    case extension:
        if (has(live::part::states))
            extensions_.on_event(event, at);
        return;
    case presence:
        if (has(live::part::states))
            presence_.on_event(event, at);
        return;
    case contact:
        if (has(live::part::pjsip))
            contacts_.on_event(event, at);
        return;
    case registration:
        if (has(live::part::pjsip))
            registrations_.on_event(event, at);
        return;
    case agent:
        if (has(live::part::agents))
            agents_.on_event(event, at);
        return;
    case mailbox:
        if (has(live::part::mailboxes))
            mailboxes_.on_event(event, at);
        return;
    default:
        if (has_calls)
            calls_.on_event(meaning, event, at);
        return;
    }
}

AMI_DECL void pbx_state::on_device(std::string_view device, std::string_view state, const moment& at)
{
    if (has(live::part::states))
        devices_.on_state({device, state});
    if (has(live::part::pjsip))
        endpoints_.on_device(device, state);
    if (has(live::part::agents))
        agents_.on_device(device, state, at);
    if (has(live::part::queues))
        queues_.on_device(device, at);
}

AMI_DECL void pbx_state::on_ready(const moment& at)
{
    freshness_ = live::freshness::filling;
    abandon_list(); // a session that goes on has missed events
    wanted_.clear();
    first_.clear();
    refused_.clear();
    for (int i = 0; i <= static_cast<int>(live_list::mailboxes); ++i)
        after_gap_.insert(static_cast<live_list>(i));
    want_all(at.now, parts_, true);
    audit(at.now);
}

AMI_DECL void pbx_state::on_lost()
{
    if (freshness_ != live::freshness::none)
        freshness_ = live::freshness::stale;
    abandon_list();
    wanted_.clear();
    first_.clear();
    next_audit_.reset();
    next_queue_audit_.reset();
}

AMI_DECL void pbx_state::list_again(const moment& at)
{
    if (can_list())
        want_all(at.now, parts_, false);
}

AMI_DECL void pbx_state::on_time(const moment& at)
{
    const auto first = calls_.channels().changes().size();
    const auto callers = queues_.callers().changes().size();
    calls_.on_time(at);
    end_callers_of_gone_channels(first, at);
    follow_callers(callers, at);
    audit(at.now);
}

AMI_DECL std::optional<time_point> pbx_state::deadline() const
{
    auto soonest = calls_.deadline();
    if (!in_hand_ && can_list())
        soonest = earlier_of(soonest, wanted_.deadline());
    return earlier_of(soonest, earlier_of(next_audit_, next_queue_audit_));
}

AMI_DECL std::vector<live::fault> pbx_state::faults() const
{
    std::vector<live::fault> all;
    for (const auto& [list, why] : refused_)
        all.emplace_back(part_of(list.which), why.text);
    const auto full = full_parts();
    for (const auto& each : single_parts) {
        if (live::includes(full, each.which))
            all.emplace_back(
                each.which, fmt::format("limits::max_live_records is {}: not all is shown", budget_.limit));
    }
    return all;
}

AMI_DECL live::part pbx_state::full_parts() const
{
    auto full = live::part::none;
    const auto look = [&](const auto& store) {
        if (store.lacks_records())
            full = full | part_of_store(store);
    };
    std::apply([&](const auto&... each) { (look(each), ...); }, stores());
    return full;
}

// Of the changes of channels from this one on.
AMI_DECL void pbx_state::end_callers_of_gone_channels(std::size_t first, const moment& at)
{
    if (!has(live::part::queues))
        return;
    const auto& changes = calls_.channels().changes();
    for (auto i = first; i < changes.size(); ++i) {
        if (changes[i].is_gone())
            queues_.on_channel_gone(changes[i].before().id(), at);
    }
}

// What no event tells: queues one after another, the other parts at once.
AMI_DECL void pbx_state::audit(time_point now)
{
    if (!can_list())
        return;
    if (!next_audit_) { // the session is ready, and everything is being listed
        next_audit_ = deadline_after(now, audits_.all);
        if (has(live::part::queues))
            next_queue_audit_ = deadline_after(now, audits_.queues);
        return;
    }
    if (*next_audit_ <= now) {
        // Never QueueStatus of all queues, which makes large servers slow.
        want_all(now, parts_ & ~live::part::queues, false);
        next_audit_ = deadline_after(now, audits_.all);
    }
    if (!next_queue_audit_ || *next_queue_audit_ > now)
        return;
    // The one after the last in the order of names.
    std::string_view next;
    std::string_view lowest;
    std::size_t count = 0;
    queues_.queues().for_each([&](const live::queue& each) {
        const std::string_view name = each["Queue"];
        ++count;
        if (lowest.empty() || name < lowest)
            lowest = name;
        if (name > audited_queue_ && (next.empty() || name < next))
            next = name;
    });
    if (next.empty())
        next = lowest;
    if (count != 0) {
        audited_queue_ = next;
        wanted_.want({live_list::queues, audited_queue_}, now);
    }
    // One after another, so that each has its turn in time, but never many at once.
    const duration pause = audits_.queues / static_cast<duration::rep>(std::max<std::size_t>(count, 1));
    next_queue_audit_ = deadline_after(now, std::max<duration>(pause, std::chrono::milliseconds(250)));
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_PBX_STATE_IPP
