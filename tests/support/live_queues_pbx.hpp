// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_LIVE_QUEUES_PBX_HPP
#define AMI_TESTS_SUPPORT_LIVE_QUEUES_PBX_HPP

// A PBX with queues, which tells what happens as late and as incompletely as Asterisk does.

#include "support/live_queues.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests::live_state {

class queues_pbx {
public:
    using chooser = std::function<unsigned(unsigned)>;

    // What is told: an event of queues, or what the model knows of channels.
    struct message {
        enum class kind { event, hangup, bridge, park } what;
        std::string text; // lines, or the channel
        time_point when;
    };
    struct caller {
        std::string id;
        std::chrono::system_clock::time_point since;
        bool is_ghost = false; // taken away, and its place still there
    };
    struct queue {
        std::map<std::string, member_facts> members; // by interface
        std::vector<caller> callers;
    };

    explicit queues_pbx(chooser choose) : choose_(std::move(choose))
    {
        for (const auto* const name : {"support", "sales", "a_pause_b"})
            queues_[name];
    }

    const std::map<std::string, queue>& queues() const noexcept { return queues_; }
    std::deque<message>& told() noexcept { return told_; }
    const time_line& time() const noexcept { return time_; }

    // Whether a reload was made, of which nobody is told.
    bool step()
    {
        pass(std::chrono::milliseconds(choose_(300)));
        const auto place = std::next(queues_.begin(), choose_(static_cast<unsigned>(queues_.size())));
        const auto& name = place->first;
        auto& of = place->second;
        switch (choose_(12)) {
        case 0:
        case 1:
        case 2: caller_joins(name, of); break;
        case 3:
        case 4: caller_leaves(name, of); break;
        case 5: caller_is_taken(name, of); break;
        case 6:
        case 7: member_comes_or_goes(name, of); break;
        case 8:
        case 9: member_changes(of); break;
        case 10: agent_talks(name, of); break;
        default:
            if (choose_(8) == 0) {
                reload();
                return true;
            }
        }
        return false;
    }

    void pass(std::chrono::milliseconds time)
    {
        time_.pass(time);
        settle(time_.now().now);
    }
    // What changes untold some time after an event does so now.
    void settle_all() { settle(time_point::max()); }

    // The items of QueueStatus; of all queues if there is no name.
    std::vector<std::string> list(std::string_view of) const
    {
        std::vector<std::string> items;
        for (const auto& [name, each] : queues_) {
            if (!of.empty() && name != of)
                continue;
            items.push_back(queue_params(name, static_cast<int>(each.callers.size())));
            for (const auto& [interface, member] : each.members)
                items.push_back(member.item());
            int position = 0;
            for (const auto& waits : each.callers) {
                const auto wait = std::chrono::floor<std::chrono::seconds>(time_.wall() - waits.since);
                items.push_back(queue_entry(name, waits.id, ++position, static_cast<int>(wait.count())));
            }
        }
        return items;
    }

private:
    using silent_change = std::function<void(queues_pbx&)>;

    void tell(message::kind kind, std::string text)
    {
        told_.push_back({kind, std::move(text), time_.now().now});
    }
    void tell(std::string lines) { tell(message::kind::event, std::move(lines)); }

    void caller_joins(const std::string& name, queue& of)
    {
        const auto id = !free_ids_.empty() && choose_(4) == 0
                            ? std::exchange(free_ids_.front(), fmt::format("r{}", ++ids_))
                            : fmt::format("c{}", ++ids_);
        const auto index = choose_(3) == 0 ? choose_(static_cast<unsigned>(of.callers.size()) + 1)
                                           : static_cast<unsigned>(of.callers.size());
        of.callers.insert(of.callers.begin() + index, {id, time_.wall()});
        tell(joined(name, id, static_cast<int>(index) + 1, static_cast<int>(of.callers.size())));
    }

    void caller_leaves(const std::string& name, queue& of)
    {
        if (of.callers.empty())
            return;
        const auto index = choose_(static_cast<unsigned>(of.callers.size()));
        const auto id = of.callers[index].id;
        const bool is_ghost = of.callers[index].is_ghost;
        of.callers.erase(of.callers.begin() + index);
        if (is_ghost) {
            tell(message::kind::hangup, id);
            return;
        }
        const auto leave = left(name, id, static_cast<int>(index) + 1, static_cast<int>(of.callers.size()));
        switch (choose_(5)) {
        case 0: // the two have no order
            tell(message::kind::hangup, id);
            tell(leave);
            return;
        case 1:
            tell(leave);
            tell(message::kind::hangup, id);
            free_ids_.push_back(id);
            return;
        case 2: // into another queue, or this one again
        {
            tell(leave);
            auto& [next, into] = *std::next(queues_.begin(), choose_(static_cast<unsigned>(queues_.size())));
            into.callers.push_back({id, time_.wall()});
            const auto size = static_cast<int>(into.callers.size());
            tell(joined(next, id, size, size));
            return;
        }
        default: tell(leave); tell(message::kind::bridge, id);
        }
    }

    // By the actions Park or Bridge: the caller does not leave the queue for anybody to see.
    void caller_is_taken(const std::string&, queue& of)
    {
        if (of.callers.empty())
            return;
        const auto index = choose_(static_cast<unsigned>(of.callers.size()));
        auto& taken = of.callers[index];
        if (taken.is_ghost) {
            tell(message::kind::hangup, taken.id);
            return;
        }
        tell(choose_(2) == 0 ? message::kind::bridge : message::kind::park, taken.id);
        if (choose_(2) == 0)
            taken.is_ghost = true; // as on Asterisk 16
        else
            of.callers.erase(of.callers.begin() + index);
    }

    std::string some_interface() const { return fmt::format("PJSIP/{}", choose_(6)); }

    void member_comes_or_goes(const std::string& name, queue& of)
    {
        const auto interface = some_interface();
        if (const auto known = of.members.find(interface); known != of.members.end()) {
            const auto facts = known->second;
            of.members.erase(known);
            tell(facts.event("Removed"));
            return;
        }
        const auto& facts = add_member(name, of, interface);
        if (choose_(4) == 0) // realtime
            tell(fmt::format(
                "Event: DeviceStateChange\nDevice: Queue:{}_pause_{}\nState: NOT_INUSE\n", name, interface));
        else
            tell(facts.event("Added"));
    }

    member_facts& add_member(const std::string& name, queue& of, const std::string& interface)
    {
        auto& facts = of.members[interface];
        facts = {};
        facts.queue = name;
        facts.interface = interface;
        facts.name = fmt::format("Agent {}", interface);
        facts.state_interface = choose_(5) == 0 ? "PJSIP/shared" : interface;
        return facts;
    }

    void member_changes(queue& of)
    {
        auto* const facts = some_member(of);
        if (facts == nullptr)
            return;
        switch (choose_(4)) {
        case 0:
            facts->penalty = static_cast<int>(choose_(5));
            tell(facts->event("Penalty"));
            break;
        case 1:
            facts->paused = 1 - facts->paused;
            facts->last_pause = static_cast<int>(time_.wall().time_since_epoch() / 1s);
            facts->reason = facts->paused != 0 ? "lunch" : "";
            if (facts->paused != 0 || choose_(2) == 0) {
                tell(facts->event("Pause"));
            } else { // asterisk #395
                auto wrong = *facts;
                wrong.reason = "back";
                tell(wrong.event("Pause"));
            }
            break;
        case 2:
            facts->ring_in_use = 1 - facts->ring_in_use;
            tell(facts->event("Ringinuse"));
            break;
        default: {
            const auto before = std::exchange(facts->status, static_cast<int>(choose_(3)));
            tell(facts->event("Status"));
            if (before != facts->status)
                later(*facts, [](member_facts& of_member) { ++of_member.last_call; });
        }
        }
    }

    void agent_talks(const std::string& name, queue& of)
    {
        auto* const facts = some_member(of);
        if (facts == nullptr)
            return;
        tell(agent_event(facts->in_call != 0 ? "AgentComplete" : "AgentConnect", name, facts->interface));
        later(*facts, [](member_facts& of_member) {
            of_member.in_call = 1 - of_member.in_call;
            of_member.calls_taken += of_member.in_call;
        });
    }

    // Members come, go and get other names.
    void reload()
    {
        for (auto& [name, each] : queues_) {
            const auto interface = some_interface();
            if (const auto known = each.members.find(interface); known == each.members.end())
                add_member(name, each, interface);
            else if (choose_(2) == 0)
                each.members.erase(known);
            else
                known->second.name += '+';
        }
    }

    member_facts* some_member(queue& of)
    {
        if (of.members.empty())
            return nullptr;
        const auto index = choose_(static_cast<unsigned>(of.members.size()));
        return &std::next(of.members.begin(), index)->second;
    }

    template <class Change>
    void later(const member_facts& who, Change change)
    {
        silent_.emplace_back(time_.now().now + std::chrono::milliseconds(choose_(1400)),
            [queue = who.queue, interface = who.interface, change](queues_pbx& pbx) {
                auto& members = pbx.queues_[queue].members;
                if (const auto known = members.find(interface); known != members.end())
                    change(known->second);
            });
    }
    void settle(time_point until)
    {
        for (auto& [when, change] : silent_) {
            if (when <= until && change)
                std::exchange(change, nullptr)(*this);
        }
        std::erase_if(silent_, [](const auto& each) { return !each.second; });
    }

    chooser choose_;
    std::map<std::string, queue> queues_;
    std::deque<message> told_;
    std::vector<std::pair<time_point, silent_change>> silent_;
    std::vector<std::string> free_ids_; // of channels that have hung up
    unsigned ids_ = 0;
    time_line time_;
};

} // namespace tests::live_state

#endif // AMI_TESTS_SUPPORT_LIVE_QUEUES_PBX_HPP
