// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_QUEUE_STORE_IPP
#define AMI_SESSION_LIVE_IMPL_QUEUE_STORE_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/session/live/queue_store.hpp>

#include <string>
#include <string_view>

namespace ami::detail {

AMI_DECL void queue_store::on_event(live_meaning meaning, const event_view& event, const moment& at)
{
    using enum live_meaning;
    switch (meaning) {
    case member:
    case member_added:
    case member_removed:
    case member_status: on_member_event(meaning, event, at); break;
    case caller_join: on_caller_event(event, callers_.join(event, at), at); break;
    // QueueCallerAbandon needs nothing: a QueueCallerLeave follows it.
    case caller_leave: on_caller_event(event, callers_.leave(event), at); break;
    case agent_called:
    case agent_connect:
    case agent_complete: on_agent_event(meaning, event, at); break;
    case device: on_device(event["Device"], at); break;
    default: break;
    }
}

AMI_DECL void queue_store::on_member_event(live_meaning meaning, const event_view& event, const moment& at)
{
    const auto queue = event["Queue"];
    const bool is_known = members_.find(queue, event["Interface"]) != nullptr;
    const bool is_removed = meaning == live_meaning::member_removed;
    const bool has_changed =
        is_removed ? members_.remove(event) : members_.put(event, live::change_origin::told, at);
    const bool is_expected = is_known || is_removed || meaning == live_meaning::member_added;
    // The event may be older than the last list, which may have shown what was never told.
    const bool is_old = has_changed && at.now < listed_at_ + settle_time;
    if (!is_expected || is_old || meaning == live_meaning::member_status || queues_.find(queue) == nullptr)
        want_list(queue, at);
}

AMI_DECL void queue_store::on_agent_event(live_meaning meaning, const event_view& event, const moment& at)
{
    const auto queue = event["Queue"];
    const bool changes_figures = meaning != live_meaning::agent_called;
    if (changes_figures || members_.find(queue, event["Interface"]) == nullptr)
        want_list(queue, at);
}

AMI_DECL void queue_store::on_caller_event(const event_view& event, bool agrees, const moment& at)
{
    const auto name = event["Queue"];
    const auto queue = queues_.get(name);
    if (!queue || !agrees)
        want_list(name, at);
    const auto count = std::to_string(callers_.count(name));
    if (!queue || queue["Calls"] == count)
        return;
    text_.clear();
    text_.key(name).lines_with(queue.header_lines(), {{"Calls", count}});
    queues_.put(text_.key(), text_.lines(), {}, live::change_origin::told);
}

// A reload and realtime tell of a new member only by its device `Queue:NAME_pause_INTERFACE`.
AMI_DECL void queue_store::on_device(std::string_view device, const moment& at)
{
    constexpr std::string_view begin = "Queue:";
    constexpr std::string_view middle = "_pause_";
    if (!istarts_with(device, begin))
        return;
    device.remove_prefix(begin.size());
    // The name of a queue may have the middle in it.
    std::string_view queue;
    for (auto place = device.find(middle); place != device.npos; place = device.find(middle, place + 1)) {
        const auto name = device.substr(0, place);
        if (members_.find(name, device.substr(place + middle.size())) != nullptr)
            return;
        if (queue.empty() || queues_.find(name) != nullptr)
            queue = name;
    }
    want_list(queue, at);
}

AMI_DECL void queue_store::take_caller(std::string_view channel_id, const moment& at)
{
    want_list(callers_.take(channel_id), at);
}

AMI_DECL void queue_store::want_list(std::string_view queue, const moment& at)
{
    if (queue.empty()) // that would be all of them
        return;
    unsettled_[std::string(queue)] = at.now;
    // The first list, of all queues, is on its way.
    if (queues_.is_filled())
        wanted_.want({live_list::queues, std::string(queue)}, at.now + settle_time);
}

AMI_DECL void queue_store::begin_list(const moment& at)
{
    queues_.begin_list();
    members_.begin_list();
    callers_.begin_list();
    listed_at_ = at.now;
    // What has not settled yet may be too new for this list.
    erase_if(unsettled_, [&](const auto& each) {
        const auto settled = each.second + settle_time;
        if (at.now < settled)
            wanted_.want({live_list::queues, each.first}, settled);
        return at.now >= settled;
    });
}

AMI_DECL void queue_store::on_item(const event_view& item, const moment& at)
{
    const auto name = item.name();
    if (iequals(name, "QueueMember")) {
        members_.put(item, live::change_origin::found, at);
    } else if (iequals(name, "QueueEntry")) {
        callers_.put_item(item, at);
    } else if (iequals(name, "QueueParams")) {
        text_.clear();
        text_.key(item["Queue"]).lines_of(item);
        queues_.put(text_.key(), text_.lines(), {}, live::change_origin::found);
    }
}

AMI_DECL void queue_store::end_list(std::string_view queue)
{
    queues_.end_list([&](const live::queue& each) { return queue.empty() || each.name() == queue; });
    members_.end_list(queue);
    callers_.end_list(queue);
    if (!queue.empty())
        return;
    queues_.end_first_fill();
    members_.records().end_first_fill();
    callers_.records().end_first_fill();
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_QUEUE_STORE_IPP
