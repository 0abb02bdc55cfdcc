// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_CALL_STORE_CHANGES_IPP
#define AMI_SESSION_LIVE_IMPL_CALL_STORE_CHANGES_IPP

#include <ami/session/live/call_store.hpp>
#include <ami/session/live/record_text.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What else is known of calls, and what is told of them.

namespace ami::detail {

AMI_DECL void call_store::on_queue_caller(const live::change<live::queue_caller>& change, const moment& at)
{
    const auto& caller = change.latest();
    const std::string_view id = caller.channel_id();
    const auto known = queued_.find(id);
    if (change.is_gone()) {
        if (known != queued_.end() && caller.queue() == known->second)
            queued_.erase(known);
        return;
    }
    if (!change.has_appeared())
        return;
    if (known != queued_.end())
        known->second = caller.queue();
    else
        queued_.emplace(std::string(id), std::string(caller.queue()));
    if (const auto of = places_.find(id); of != places_.end()) {
        note(*of->call, source(change, at));
        of->call->course.on_queued(caller.queue(), id);
    }
}

AMI_DECL void call_store::on_hangup_requested(std::string_view channel_id, const moment& at)
{
    if (const auto of = places_.find(channel_id); of != places_.end())
        of->call->course.on_hangup_requested(of->party, at);
}

// Names of members may repeat in a queue, and a member's channel may have another name than the member.
AMI_DECL void call_store::on_agent_connected(const event_view& event, const moment& at)
{
    const auto of = places_.find(event["Uniqueid"]);
    if (members_ == nullptr || of == places_.end())
        return;
    record_text key;
    const auto* const member = members_->find(key.key(event["Queue"]).key(event["Interface"]).key());
    if (member == nullptr)
        return;
    note(*of->call, source(live::change_origin::told, at));
    of->call->course.on_agent_told(*member);
}

// Who transfers has no part in how the call ends, and may be gone already. In a call of three, the transferer stays.
AMI_DECL void call_store::on_transferred(const event_view& event)
{
    if (event["Result"] != "Success" || event["DestType"] == "Threeway")
        return;
    static constexpr const char* transferers[] = {"Transferer", "OrigTransferer", "SecondTransferer"};
    const auto header = [&](std::string_view of, std::string_view name) {
        return event[std::string(of).append(name)];
    };
    std::vector<entry*> told;
    const auto tell = [&](const char* party) {
        const auto of = places_.find(header(party, "Uniqueid"));
        if (of == places_.end() || std::find(told.begin(), told.end(), of->call) != told.end())
            return;
        told.push_back(of->call);
        for (const auto* const by : transferers) {
            if (const auto id = header(by, "Uniqueid"); !id.empty())
                of->call->course.on_transferred_by(id, header(by, "Channel"));
        }
    };
    for (const auto* const by : transferers)
        tell(by);
    tell("Transferee");
    tell("TransferTarget");
}

// The interface of a member is what Asterisk dials: a Local channel's name lacks the options.
AMI_DECL void call_store::find_agent(entry& of, std::string_view channel_id)
{
    const auto queue = of.course.queue();
    const auto* const who = channels_.all().find(channel_id);
    if (members_ == nullptr || queue.empty() || who == nullptr || channel_id == of.course.queued_channel())
        return;
    const std::string_view name = (*who)["Channel"];
    auto key = std::string(queue) + '\n';
    key += name.substr(0, name.rfind('-'));
    const auto* member = members_->find(key);
    if (member == nullptr && name.starts_with("Local/"))
        member = members_->find(key += "/n");
    if (member != nullptr)
        of.course.on_agent(*member);
}

AMI_DECL void call_store::note(entry& of, const source& by)
{
    of.origin = by.origin;
    of.is_first_fill = by.is_first_fill;
    if (of.noted == not_noted) {
        of.noted = static_cast<std::uint32_t>(noted_.size());
        noted_.push_back({&of, !of.is_new && is_watched_ ? record_of(of) : live::call()});
    }
    of.record = {};
}

AMI_DECL void call_store::end(entry& of, const live::call& last)
{
    of.is_over = true;
    // Nothing was told of it if it came and went within one list.
    if (const auto& before = before_of(of))
        changes_.emplace_back(
            before, live::call(), of.origin, false, live::change_details<live::call>({}, last));
    const auto found = calls_.find(of.course.id());
    over_.emplace_back(*found);
    calls_.erase(found);
}

inline constexpr std::size_t call_records_at_a_time = 512;

AMI_DECL void call_store::tell_noted()
{
    std::size_t made = 0;
    while (next_noted_ != noted_.size()) {
        if (made == call_records_at_a_time)
            return;
        auto& [each, before] = noted_[next_noted_++];
        each->noted = not_noted;
        const bool was_new = std::exchange(each->is_new, false);
        // Who has begun to look since it changed sees it as it is.
        if (each->is_over || !is_watched_ || (!was_new && !before)) {
            each->course.forget_began_to_ring();
            continue;
        }
        ++made;
        auto ringing = each->course.take_began_to_ring();
        const auto& now = record_of(*each);
        if (now == before) {
            each->record = before;
            continue;
        }
        changes_.emplace_back(std::move(before), now, each->origin, each->is_first_fill,
            live::change_details<live::call>(std::move(ringing), {}));
    }
    noted_.clear();
    next_noted_ = 0;
    over_.clear();
}

AMI_DECL live::call call_store::find(std::string_view id) const
{
    const auto found = calls_.find(id);
    return found == calls_.end() ? live::call() : record_of(**found);
}

AMI_DECL live::call call_store::of_channel(std::string_view channel_id) const
{
    const auto found = places_.find(channel_id);
    return found == places_.end() ? live::call() : record_of(*found->call);
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_CALL_STORE_CHANGES_IPP
