// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_LIVE_PBX_HPP
#define AMI_TESTS_SUPPORT_LIVE_PBX_HPP

// A PBX for the live model: it knows the truth at once, tells it late, and lists some things longer than they are there.

#include "support/live_calls.hpp"

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tests::live_calls {

class fake_pbx {
public:
    // Returns a number below its argument.
    using chooser = std::function<unsigned(unsigned)>;

    fake_pbx(chooser choose, bool lists_what_is_gone)
        : choose_(std::move(choose)), lists_what_is_gone_(lists_what_is_gone)
    {}

    void pass(duration time) { now_ += time; }

    // One thing happens.
    void act()
    {
        switch (choose_(12)) {
        case 0:
        case 1: make_channel(); break;
        case 2: hang_up(); break;
        case 3: change_state(); break;
        case 4: change_linked_id(); break;
        case 5: join_two(); break;
        case 6: leave_place(); break;
        case 7: enter_conference(); break;
        case 8: change_user(); break;
        case 9: park(); break;
        case 10: swap_parked(); break;
        case 11: say_nothing_new(); break;
        }
    }

    std::vector<std::string> items(const wanted_list& list)
    {
        std::erase_if(listed_longer_, [&](const auto& each) { return each.second <= now_; });
        std::vector<std::string> all;
        switch (list.which) {
        case live_list::channels:
            for (const auto& [id, each] : channels_)
                all.push_back(channel_item(shown(id), listed_bridge(id)));
            break;
        case live_list::bridges:
            for (const auto& [id, each] : bridges_)
                all.push_back(bridge_item(id, count(id), each));
            break;
        case live_list::conferences:
            for (const auto& name : listed_conferences())
                all.push_back(
                    "Event: ConfbridgeListRooms\nConference: " + name + "\nLocked: No\nMuted: No\n");
            break;
        case live_list::conference: add_users(list.of, all); break;
        default:
            for (const auto& [space, id] : listed_parked())
                all.push_back("Event: ParkedCall\n" + parked_text(space, id));
        }
        return all;
    }

    // The next event that has arrived by now; empty if there is none.
    std::pair<std::string, std::string> take_event()
    {
        if (told_.empty() || told_.front().at > now_)
            return {};
        auto first = std::move(told_.front());
        told_.pop_front();
        return {std::move(first.name), std::move(first.text)};
    }
    // The connection is lost, and what was under way with it.
    void lose_events() { told_.clear(); }

    // What is true, without and with what no event tells.
    std::set<std::string> facts(bool with_values) const
    {
        std::set<std::string> all;
        for (const auto& [id, each] : channels_) {
            all.insert("channel " + id + " in " + each.bridge +
                       (with_values ? fmt::format(" linked {} state {}", each.linked_id, each.state) : ""));
        }
        for (const auto& [id, type] : bridges_)
            all.insert("bridge " + id);
        for (const auto& [name, each] : conferences_) {
            all.insert("conference " + name);
            for (const auto& [id, user] : each.users)
                all.insert(fmt::format("user {} in {}, muted {}", id, name, user));
        }
        for (const auto& [space, id] : parked_)
            all.insert("parked " + id + " at " + space);
        return all;
    }

private:
    struct channel {
        std::string linked_id;
        int state = 0;
        std::string bridge;
        std::string conference;
        std::string space;

        bool is_free() const { return bridge.empty() && conference.empty() && space.empty(); }
    };
    struct conference {
        std::string bridge;
        std::map<std::string, bool> users; // whether they are muted
    };
    struct told_event {
        time_point at;
        std::string name;
        std::string text;
    };

    void tell(std::string name, std::string text)
    {
        const auto at = now_ + std::chrono::milliseconds(choose_(400));
        const auto earliest = told_.empty() ? at : std::max(at, told_.back().at);
        told_.push_back({earliest, std::move(name), std::move(text)});
    }

    template <class Predicate>
    std::string any_channel(Predicate fits)
    {
        std::vector<std::string> all;
        for (const auto& [id, each] : channels_) {
            if (fits(each))
                all.push_back(id);
        }
        return all.empty() ? std::string() : all[choose_(static_cast<unsigned>(all.size()))];
    }
    std::string free_channel()
    {
        return any_channel([](const channel& each) { return each.is_free(); });
    }

    snapshot shown(const std::string& id) const
    {
        const auto found = channels_.find(id);
        if (found == channels_.end())
            return {id};
        return {id, found->second.linked_id, "PJSIP/" + id, found->second.state};
    }
    std::size_t count(const std::string& bridge) const
    {
        return static_cast<std::size_t>(std::count_if(channels_.begin(), channels_.end(),
            [&](const auto& each) { return each.second.bridge == bridge; }));
    }
    std::string bridge_of(const std::string& id) const
    {
        const auto type = bridges_.at(id);
        // Announcements are channels that nothing else tells of.
        return bridge_text(id, count(id) + (type == "base" ? choose_(2) : 0), type);
    }
    std::string parked_text(const std::string& space, const std::string& id) const
    {
        return shown(id).text("Parkee") +
               fmt::format("ParkerDialString: x\nParkinglot: default\nParkingSpace: {}\nParkingTimeout: 45\n"
                           "ParkingDuration: 0\n",
                   space);
    }

    // It is listed for a time after it was told to be gone.
    void list_longer(std::string kind_and_keys)
    {
        if (lists_what_is_gone_ && choose_(2) == 0)
            listed_longer_[std::move(kind_and_keys)] = now_ + std::chrono::milliseconds(choose_(4500));
    }

    void make_channel()
    {
        const auto id = fmt::format("c{}", choose_(16)); // ids are used again
        if (channels_.contains(id))
            return;
        channels_[id] = {id, 0, {}, {}, {}};
        tell("Newchannel", shown(id).text());
    }

    void hang_up()
    {
        const auto id = any_channel([](const channel&) { return true; });
        if (id.empty())
            return;
        const bool hangup_first = choose_(2) == 0;
        const auto last = shown(id).text() + "Cause: 16\nCause-txt: Normal Clearing\n";
        if (hangup_first)
            leave_bridge(id);
        if (hangup_first)
            tell("Hangup", last);
        leave(id);
        if (!hangup_first)
            tell("Hangup", last);
        channels_.erase(id);
        std::erase_if(
            listed_longer_, [&](const auto& each) { return each.first.starts_with("bridge " + id + ' '); });
        tell("NewConnectedLine", last); // after all
    }

    void change_state()
    {
        if (const auto id = any_channel([](const channel&) { return true; }); !id.empty()) {
            channels_[id].state = static_cast<int>(choose_(7));
            tell("Newstate", shown(id).text());
        }
    }

    void change_linked_id()
    {
        if (const auto id = any_channel([](const channel&) { return true; }); !id.empty())
            channels_[id].linked_id = fmt::format("c{}", choose_(16)); // no event
    }

    void enter_bridge(const std::string& id, const std::string& bridge)
    {
        channels_[id].bridge = bridge;
        listed_longer_.erase("bridge " + id + ' ' + bridge);
        tell("BridgeEnter", bridge_of(bridge) + shown(id).text());
    }
    void leave_bridge(const std::string& id)
    {
        const auto bridge = std::exchange(channels_[id].bridge, {});
        if (bridge.empty())
            return;
        list_longer("bridge " + id + ' ' + bridge);
        tell("BridgeLeave", bridge_of(bridge) + shown(id).text());
        if (count(bridge) == 0) {
            tell("BridgeDestroy", bridge_of(bridge));
            bridges_.erase(bridge);
        }
    }
    std::string make_bridge(const std::string& type)
    {
        const auto id = fmt::format("b{}", ++last_bridge_);
        bridges_[id] = type;
        tell("BridgeCreate", bridge_of(id));
        return id;
    }

    void join_two()
    {
        const auto first = free_channel();
        if (first.empty())
            return;
        const auto bridge = make_bridge("basic");
        enter_bridge(first, bridge);
        if (const auto second = free_channel(); !second.empty()) {
            channels_[second].linked_id = channels_[first].linked_id;
            enter_bridge(second, bridge);
        }
    }

    void leave_place()
    {
        if (const auto id = any_channel([](const channel& each) { return !each.is_free(); }); !id.empty())
            leave(id);
    }
    void leave(const std::string& id)
    {
        auto& known = channels_[id];
        if (const auto name = std::exchange(known.conference, {}); !name.empty()) {
            list_longer("user " + name + '\n' + id);
            conferences_[name].users.erase(id);
            tell("ConfbridgeLeave", of_conference(name) + shown(id).text() + "Admin: No\n");
            if (conferences_[name].users.empty()) {
                tell("ConfbridgeEnd", of_conference(name));
                conferences_.erase(name);
            }
        }
        leave_bridge(id);
        if (const auto space = std::exchange(known.space, {}); !space.empty()) {
            parked_.erase(space);
            list_longer("parked " + space + '\n' + id);
            static const char* const ends[] = {"UnParkedCall", "ParkedCallTimeOut", "ParkedCallGiveUp"};
            tell(ends[choose_(3)], parked_text(space, id));
        }
    }

    std::string of_conference(const std::string& name) const
    {
        const auto bridge = conferences_.at(name).bridge;
        return "Conference: " + name + "\n" + bridge_text(bridge, count(bridge), "base");
    }
    void enter_conference()
    {
        const auto id = free_channel();
        if (id.empty())
            return;
        const auto name = fmt::format("r{}", choose_(2));
        auto& entered = conferences_[name];
        const bool starts = entered.users.empty();
        if (starts) {
            entered.bridge = make_bridge("base");
            tell("ConfbridgeStart", of_conference(name));
        }
        entered.users[id] = false;
        channels_[id].conference = name;
        listed_longer_.erase("user " + name + '\n' + id);
        enter_bridge(id, entered.bridge);
        tell("ConfbridgeJoin", of_conference(name) + shown(id).text() + "Admin: No\nMuted: No\n");
    }
    void change_user()
    {
        const auto id = any_channel([](const channel& each) { return !each.conference.empty(); });
        if (id.empty())
            return;
        const auto& name = channels_[id].conference;
        auto& muted = conferences_[name].users[id];
        muted = !muted;
        tell(muted ? "ConfbridgeMute" : "ConfbridgeUnmute", of_conference(name) + shown(id).text());
    }

    void park()
    {
        const auto id = free_channel();
        const auto space = fmt::format("70{}", choose_(3));
        if (id.empty() || parked_.contains(space))
            return;
        put_at(space, id, "ParkedCall");
    }
    // Nothing tells of the channel that was there.
    void swap_parked()
    {
        const auto id = free_channel();
        if (id.empty() || parked_.empty())
            return;
        const auto [space, old] = *parked_.begin();
        channels_[old].space.clear();
        put_at(space, id, "ParkedCallSwap");
    }
    void put_at(const std::string& space, const std::string& id, const char* name)
    {
        parked_[space] = id;
        channels_[id].space = space;
        std::erase_if(listed_longer_,
            [&](const auto& each) { return each.first.starts_with("parked " + space + '\n'); });
        tell(name, parked_text(space, id));
    }

    void say_nothing_new()
    {
        if (const auto id = any_channel([](const channel&) { return true; }); !id.empty())
            tell("MusicOnHoldStart", shown(id).text() + "Class: default\n");
    }

    std::string listed_bridge(const std::string& id) const
    {
        const auto prefix = "bridge " + id + ' ';
        const auto longer = listed_longer_.lower_bound(prefix);
        if (longer != listed_longer_.end() && longer->first.starts_with(prefix))
            return longer->first.substr(prefix.size());
        return channels_.at(id).bridge;
    }
    std::set<std::string> listed_conferences() const
    {
        std::set<std::string> names;
        for (const auto& [name, each] : conferences_)
            names.insert(name);
        for (const auto& [key, until] : listed_longer_) {
            if (key.starts_with("user "))
                names.insert(key.substr(5, key.find('\n') - 5));
        }
        return names;
    }
    void add_users(const std::string& name, std::vector<std::string>& to) const
    {
        const auto add = [&](const std::string& id, bool muted) {
            to.push_back(fmt::format(
                "Event: ConfbridgeList\nConference: {}\nAdmin: No\nMarkedUser: No\nMuted: {}\nTalking: No\n{}",
                name, muted ? "Yes" : "No", shown(id).text()));
        };
        if (const auto found = conferences_.find(name); found != conferences_.end()) {
            for (const auto& [id, muted] : found->second.users)
                add(id, muted);
        }
        const auto prefix = "user " + name + '\n';
        for (const auto& [key, until] : listed_longer_) {
            if (key.starts_with(prefix))
                add(key.substr(prefix.size()), false);
        }
    }
    std::map<std::string, std::string> listed_parked() const
    {
        auto all = parked_;
        for (const auto& [key, until] : listed_longer_) {
            if (key.starts_with("parked "))
                all.emplace(key.substr(7, key.find('\n') - 7), key.substr(key.find('\n') + 1));
        }
        return all;
    }

    chooser choose_;
    bool lists_what_is_gone_;
    time_point now_{};
    std::map<std::string, channel> channels_;
    std::map<std::string, std::string> bridges_; // their types
    std::map<std::string, conference> conferences_;
    std::map<std::string, std::string> parked_;
    std::map<std::string, time_point> listed_longer_;
    std::deque<told_event> told_;
    int last_bridge_ = 0;
};

} // namespace tests::live_calls

#endif // AMI_TESTS_SUPPORT_LIVE_PBX_HPP
