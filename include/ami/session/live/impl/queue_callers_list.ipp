// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_QUEUE_CALLERS_LIST_IPP
#define AMI_SESSION_LIVE_IMPL_QUEUE_CALLERS_LIST_IPP

#include <ami/session/live/queue_callers.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace ami::detail {

// Wait is whole seconds, and lists take their time.
inline constexpr std::chrono::seconds wait_tolerance{2};

AMI_DECL void queue_callers::begin_list()
{
    ++list_;
    // A list that was not read to its end has told of callers whom the next one may not have.
    for (auto& [queue, each] : lines_) {
        for (const auto& listed : each.listed) {
            if (find(each.now, listed.caller) == each.now.end())
                erase(queue, listed.caller, live::change_origin::found);
        }
        each.listed.clear();
    }
}

AMI_DECL void queue_callers::put_item(const event_view& item, const moment& at)
{
    const auto queue = item["Queue"];
    const auto caller = item["Uniqueid"];
    if (queue.empty() || caller.empty())
        return;
    auto& [waiting, listed] = line_of(queue);
    const auto known = find(waiting, caller);
    const bool is_taken = known != waiting.end() && known->is_taken;
    if (!is_taken && records_.find(key(queue, caller)) == nullptr && !records_.has_room())
        return;
    listed.push_back({std::string(caller), is_taken});
    if (is_taken)
        return;
    set_queue(caller, queue);
    queue_caller_values values{at.wall - std::chrono::seconds(number(item, "Wait"))};
    if (const auto* const record = records_.find(key(queue, caller)); record != nullptr) {
        const auto before = store::values_of(*record);
        if (std::chrono::abs(values.waiting_since - before.waiting_since) <= wait_tolerance)
            values = before;
    }
    put(item, listed.size(), values, live::change_origin::found);
}

AMI_DECL void queue_callers::end_list(std::string_view queue)
{
    if (!queue.empty()) {
        if (const auto found = lines_.find(queue); found != lines_.end())
            end_list(found->first, found->second);
    } else {
        for (auto& [name, each] : lines_)
            end_list(name, each);
    }
    erase_if(lines_, [](const auto& each) { return each.second.now.empty(); });
}

AMI_DECL void queue_callers::end_list(std::string_view queue, line& of)
{
    for (std::size_t i = 0; i != of.now.size(); ++i) {
        auto& each = of.now[i];
        if (find(of.listed, each.caller) != of.listed.end())
            continue;
        if (each.joined == list_) { // after the list was made
            const auto index = static_cast<std::ptrdiff_t>(std::min(i, of.listed.size()));
            of.listed.insert(of.listed.begin() + index, std::move(each));
        } else
            erase(queue, each.caller, live::change_origin::found);
    }
    of.now = std::exchange(of.listed, {});
    renumber(queue, of, live::change_origin::found);
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_QUEUE_CALLERS_LIST_IPP
