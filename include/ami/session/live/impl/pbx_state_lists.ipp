// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_PBX_STATE_LISTS_IPP
#define AMI_SESSION_LIVE_IMPL_PBX_STATE_LISTS_IPP

#include <ami/protocol/values/redaction.hpp>
#include <ami/session/live/list_action.hpp>
#include <ami/session/live/list_fault.hpp>
#include <ami/session/live/pbx_state.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

// Which lists are asked for, and what becomes of them.

namespace ami::detail {

AMI_DECL void pbx_state::want_all(time_point now, live::part parts, bool is_after_gap)
{
    const auto has = [&](live::part which) { return live::includes(parts, which); };
    for_each_store([&](auto& store) {
        if (has(part_of_store(store)))
            store.begin_count();
    });
    const auto needs = [&](live_list list) {
        if (!is_denied(list))
            first_.insert({list, {}});
    };
    const auto want = [&](live_list list) {
        wanted_.want({list, {}}, now);
        needs(list);
    };
    if (has(live::part::calls)) {
        calls_.want_all(now, is_after_gap);
        for (const auto each :
            {live_list::channels, live_list::bridges, live_list::conferences, live_list::parked_calls})
            needs(each);
    }
    if (has(live::part::queues))
        want(live_list::queues);
    if (has(live::part::states)) {
        want(live_list::devices);
        want(live_list::extensions);
        want(live_list::presence);
    }
    if (has(live::part::pjsip)) {
        want(live_list::endpoints);
        want(live_list::contacts);
        want(live_list::registrations);
    }
    if (has(live::part::agents))
        want(live_list::agents);
    if (has(live::part::mailboxes))
        want(live_list::mailboxes);
    end_fill();
}

AMI_DECL void pbx_state::end_fill()
{
    if (!first_.empty() || !can_list())
        return;
    freshness_ = live::freshness::live;
    for_each_store([](auto& store) { store.end_count(); });
}

AMI_DECL std::optional<wanted_list> pbx_state::next_list(time_point now)
{
    if (in_hand_ || !can_list())
        return std::nullopt;
    do {
        in_hand_ = wanted_.take(now);
    } while (in_hand_ && is_denied(in_hand_->which));
    has_begun_ = is_reading_ = false;
    return in_hand_;
}

template <class Function>
bool pbx_state::with_listed_store(live_list list, Function function)
{
    switch (list) {
    case live_list::devices: function(devices_); return true;
    case live_list::extensions: function(extensions_); return true;
    case live_list::presence: function(presence_); return true;
    case live_list::endpoints: function(endpoints_); return true;
    case live_list::contacts: function(contacts_); return true;
    case live_list::registrations: function(registrations_); return true;
    case live_list::agents: function(agents_); return true;
    case live_list::mailboxes: function(mailboxes_); return true;
    default: return false;
    }
}

// On one connection what events told before the answer is older than the list. Over HTTP it may be newer: what events have told
// since the list was asked for counts.
AMI_DECL void pbx_state::on_asked(const moment& at)
{
    if (in_hand_)
        begin_list(at);
}

AMI_DECL void pbx_state::begin_list(const moment& at)
{
    if (std::exchange(has_begun_, true))
        return;
    if (in_hand_->which == live_list::queues)
        queues_.begin_list(at);
    else if (!with_listed_store(in_hand_->which, [](auto& store) { store.begin_list(); }))
        calls_.begin_list(*in_hand_);
}

AMI_DECL void pbx_state::on_item(const event_view& item, const moment& at)
{
    if (!in_hand_)
        return;
    begin_list(at);
    is_reading_ = true;
    const auto callers = queues_.callers().changes().size();
    if (in_hand_->which == live_list::queues) {
        queues_.on_item(item, at);
        follow_callers(callers, at);
    } else if (!with_listed_store(in_hand_->which, [&](auto& store) { store.on_item(item, at); }))
        calls_.on_item(*in_hand_, item, at);
}

AMI_DECL void pbx_state::end_list(const moment& at)
{
    begin_list(at);
    const bool is_after_gap = after_gap_.erase(in_hand_->which) != 0;
    const auto first = calls_.channels().changes().size();
    const auto callers = queues_.callers().changes().size();
    if (in_hand_->which == live_list::queues) {
        queues_.end_list(in_hand_->of);
        take_connected_callers(at);
    } else if (!with_listed_store(in_hand_->which, [&](auto& store) { store.end_list(is_after_gap); }))
        calls_.end_list(*in_hand_, at);
    end_callers_of_gone_channels(first, at);
    follow_callers(callers, at);
}

// Asterisk 16 lists callers whom the action Bridge has taken out of their queue, and never tells of them again.
AMI_DECL void pbx_state::take_connected_callers(const moment& at)
{
    std::vector<std::string> connected;
    const auto look = [&](const live::queue_caller& each) {
        const auto* const channel = calls_.channels().all().find(each["Uniqueid"]);
        if (channel != nullptr && !channel->bridge_id().empty())
            connected.emplace_back(each["Uniqueid"]);
    };
    if (in_hand_->of.empty())
        queues_.callers().for_each(look);
    else
        for (const auto& each : queues_.waiting_in(in_hand_->of))
            look(each);
    for (const auto& each : connected)
        queues_.on_bridge_entered(each, at);
}

AMI_DECL void pbx_state::on_listed(const moment& at)
{
    if (!in_hand_)
        return;
    end_list(at);
    refused_.erase(*in_hand_);
    finish(at);
}

AMI_DECL void pbx_state::on_refused(std::string_view message, const moment& at)
{
    if (!in_hand_)
        return;
    const auto fault = fault_of(in_hand_->which, message);
    if (fault == list_fault::empty) {
        if (part_of(in_hand_->which) != live::part::calls)
            return on_listed(at);
        const auto first = calls_.channels().changes().size();
        const auto callers = queues_.callers().changes().size();
        calls_.on_empty_list(*in_hand_, at);
        end_callers_of_gone_channels(first, at);
        follow_callers(callers, at);
        refused_.erase(*in_hand_);
        return finish(at);
    }
    if (part_of(in_hand_->which) == live::part::calls)
        calls_.on_not_listed(*in_hand_);
    auto text = fmt::format("{}: {}", action_of(in_hand_->which), quote(message, 200));
    if (fault == list_fault::not_permitted) {
        refused_[*in_hand_] = {std::move(text), {}};
        return finish(at);
    }
    first_.erase(*in_hand_); // it may never come
    ask_again(std::move(text), at);
}

AMI_DECL void pbx_state::on_not_answered(const failure& error, const moment& at)
{
    if (!in_hand_)
        return;
    if (part_of(in_hand_->which) == live::part::calls)
        calls_.on_not_listed(*in_hand_);
    ask_again(fmt::format("{}: {}", action_of(in_hand_->which), error.ec.message()), at);
}

AMI_DECL void pbx_state::on_answer(const failure& error, const response& answer, const moment& at)
{
    if (error)
        on_not_answered(error, at);
    else if (answer.ok() && !answer.completion().raw().empty())
        on_listed(at);
    else // a Success without a list too: it says nothing of what there is
        on_refused(refusal_reason(answer), at);
}

// The module may be loaded later: before Asterisk has booted it is not.
AMI_DECL void pbx_state::ask_again(std::string text, const moment& at)
{
    constexpr duration shortest = std::chrono::seconds(1);
    constexpr duration longest = std::chrono::minutes(10);
    auto& why = refused_[*in_hand_];
    why.text = std::move(text);
    why.pause = why.pause == duration{} ? shortest : std::min(2 * why.pause, longest);
    wanted_.want(*in_hand_, deadline_after(at.now, why.pause));
    in_hand_.reset();
    end_fill();
}

AMI_DECL bool pbx_state::is_denied(live_list list) const
{
    return std::any_of(refused_.begin(), refused_.end(),
        [&](const auto& each) { return each.first.which == list && each.second.pause == duration{}; });
}

AMI_DECL bool pbx_state::is_refused(live_list list) const
{
    return std::any_of(
        refused_.begin(), refused_.end(), [&](const auto& each) { return each.first.which == list; });
}

// The list in hand is given up: what is known stays.
AMI_DECL void pbx_state::abandon_list()
{
    if (in_hand_ && part_of(in_hand_->which) == live::part::calls)
        calls_.on_not_listed(*in_hand_);
    in_hand_.reset();
}

AMI_DECL void pbx_state::finish(const moment& at)
{
    // Asterisk may have booted since it was asked for.
    if (!wanted_.is_due(*in_hand_, at.now) || is_denied(in_hand_->which))
        first_.erase(*in_hand_);
    in_hand_.reset();
    end_fill();
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_PBX_STATE_LISTS_IPP
