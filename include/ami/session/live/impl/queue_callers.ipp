// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_QUEUE_CALLERS_IPP
#define AMI_SESSION_LIVE_IMPL_QUEUE_CALLERS_IPP

#include <ami/protocol/values/named_number.hpp>
#include <ami/session/live/queue_callers.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

AMI_DECL queue_callers::places::iterator queue_callers::find(places& in, std::string_view caller) noexcept
{
    return std::find_if(in.begin(), in.end(), [&](const place& each) { return each.caller == caller; });
}

AMI_DECL std::size_t queue_callers::number(const event_view& packet, std::string_view header) noexcept
{
    return static_cast<std::size_t>(std::max(0, parse_int(packet[header]).value_or(0)));
}

AMI_DECL queue_callers::line& queue_callers::line_of(std::string_view queue)
{
    const auto found = lines_.find(queue);
    return found != lines_.end() ? found->second : lines_.emplace(std::string(queue), line()).first->second;
}

AMI_DECL bool queue_callers::join(const event_view& event, const moment& at)
{
    const auto queue = event["Queue"];
    const auto caller = event["Uniqueid"];
    if (queue.empty() || caller.empty())
        return true;
    auto& of = line_of(queue);
    auto& waiting = of.now;
    const auto known = find(waiting, caller);
    if (known == waiting.end() && !records_.has_room())
        return true;
    set_queue(caller, queue);
    if (known != waiting.end()) {
        if (!known->is_taken)
            return true;
        waiting.erase(known); // it joins again
    }
    const auto position = number(event, "Position");
    const auto index = std::min(position - (position != 0), waiting.size());
    waiting.insert(waiting.begin() + static_cast<std::ptrdiff_t>(index), {std::string(caller), false, list_});
    put(event, index + 1, {at.wall}, live::change_origin::told);
    renumber(queue, of, live::change_origin::told);
    return index + 1 == position && waiting.size() == number(event, "Count");
}

AMI_DECL void queue_callers::set_queue(std::string_view caller, std::string_view queue)
{
    if (const auto known = waits_in_.find(caller); known != waits_in_.end())
        known->second = queue;
    else
        waits_in_.emplace(std::string(caller), std::string(queue));
}

AMI_DECL bool queue_callers::leave(const event_view& event)
{
    const auto queue = event["Queue"];
    const auto caller = event["Uniqueid"];
    const auto found = lines_.find(queue);
    if (found == lines_.end())
        return true;
    auto& [waiting, listed] = found->second;
    const auto known = find(waiting, caller);
    if (const auto also = find(listed, caller); also != listed.end()) {
        listed.erase(also);
        if (known == waiting.end())
            erase(queue, caller, live::change_origin::told);
    }
    if (known == waiting.end())
        return true;
    const auto position = static_cast<std::size_t>(known - waiting.begin()) + 1;
    waiting.erase(known);
    erase(queue, caller, live::change_origin::told);
    renumber(queue, found->second, live::change_origin::told);
    return position == number(event, "Position") && waiting.size() == number(event, "Count");
}

AMI_DECL std::string queue_callers::take(std::string_view channel_id)
{
    const auto waits = waits_in_.find(channel_id);
    if (waits == waits_in_.end())
        return {};
    const auto queue = waits->second;
    if (const auto found = lines_.find(queue); found != lines_.end()) {
        for (auto* const each : {&found->second.now, &found->second.listed}) {
            if (const auto known = find(*each, channel_id); known != each->end())
                known->is_taken = true;
        }
    }
    records_.erase(key(queue, channel_id), live::change_origin::told);
    return queue;
}

AMI_DECL void queue_callers::put(const event_view& packet, std::size_t position,
    const queue_caller_values& values, live::change_origin origin)
{
    const auto known = records_.get(key(packet["Queue"], packet["Uniqueid"]));
    const bool is_item = origin == live::change_origin::found;
    text_.line("Queue", packet["Queue"]).line("Position", std::to_string(position));
    for (const std::string_view name :
        {"Channel", "Uniqueid", "CallerIDNum", "CallerIDName", "ConnectedLineNum", "ConnectedLineName"}) {
        const auto value = packet[name];
        // Lists and events have different words for what is not known.
        text_.line(name, is_item && value == "unknown" ? "<unknown>" : value);
    }
    // That of an event is the priority in the dialplan.
    if (const auto priority = is_item ? packet.find("Priority") : known.find("Priority"))
        text_.line("Priority", *priority);
    records_.put(text_.key(), text_.lines(), values, origin);
}

AMI_DECL void queue_callers::renumber(std::string_view queue, const line& of, live::change_origin origin)
{
    std::size_t position = 0;
    for (const auto& each : of.now) {
        ++position;
        if (each.is_taken)
            continue;
        const auto record = records_.get(key(queue, each.caller));
        const auto text = std::to_string(position);
        if (!record || record["Position"] == text)
            continue;
        text_.lines_with(record.header_lines(), {{"Position", text}});
        records_.put(text_.key(), text_.lines(), store::values_of(record), origin);
    }
}

AMI_DECL void queue_callers::erase(
    std::string_view queue, std::string_view caller, live::change_origin origin)
{
    records_.erase(key(queue, caller), origin);
    if (const auto waits = waits_in_.find(caller); waits != waits_in_.end() && waits->second == queue)
        waits_in_.erase(waits);
}

AMI_DECL std::vector<live::queue_caller> queue_callers::waiting_in(std::string_view queue) const
{
    std::vector<live::queue_caller> callers;
    if (const auto found = lines_.find(queue); found != lines_.end()) {
        for (const auto& each : found->second.now) {
            if (!each.is_taken)
                callers.push_back(records_.get(key(queue, each.caller)));
        }
    }
    return callers;
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_QUEUE_CALLERS_IPP
