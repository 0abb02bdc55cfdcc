// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The live model's calls are compared with calls that are put together anew, of all channels, after everything that happens
// at random: events, lists with and without losses, ids that are used again.

#include "support/catch.hpp"
#include "support/live_phones.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace tests::live_calls;

namespace {

struct group {
    std::string id;
    std::chrono::system_clock::time_point began;
    std::set<std::string> channels;
    bool is_answered = false;
};

// All pairs of all calls are looked at.
class naive_calls {
public:
    void update(phones& w)
    {
        std::set<std::string> living;
        w.side.channels().all().for_each(
            [&](const live::channel& each) { living.emplace(std::string_view(each.id())); });
        for (auto& each : groups) {
            std::erase_if(each.channels, [&](const auto& id) { return !living.contains(id); });
            for (const auto& id : each.channels)
                living.erase(id);
        }
        std::erase_if(groups, [](const group& each) { return each.channels.empty(); });
        for (const auto& id : living) {
            const auto& channel = w.channel(id);
            group alone{std::string(channel.linked_id()), channel.since(), {id}};
            auto known = groups.end();
            for (const auto tie : {&naive_calls::are_linked, &naive_calls::are_halves}) {
                if (known == groups.end())
                    known = std::find_if(
                        groups.begin(), groups.end(), [&](const group& each) { return tie(w, alone, each); });
            }
            if (known == groups.end()) {
                groups.push_back(std::move(alone));
                continue;
            }
            known->channels.insert(id);
            known->began = std::min(known->began, alone.began);
        }
        while (merge_two(w)) {}
        for (auto& each : groups) {
            std::map<std::string, int> talking;
            for (const auto& id : each.channels) {
                if (const auto bridge = conversation_of(w, w.channel(id));
                    !bridge.empty() && ++talking[bridge] == 2)
                    each.is_answered = true;
            }
        }
    }

    std::vector<group> groups; // in the order in which they became known

private:
    bool merge_two(phones& w)
    {
        for (auto a = groups.begin(); a != groups.end(); ++a) {
            for (auto b = std::next(a); b != groups.end(); ++b) {
                if (!are_linked(w, *a, *b) && !are_halves(w, *a, *b) && !are_connected(w, *a, *b))
                    continue;
                auto& kept = b->began < a->began ? *b : *a;
                auto& over = &kept == &*a ? *b : *a;
                kept.channels.insert(over.channels.begin(), over.channels.end());
                kept.is_answered |= over.is_answered;
                groups.erase(&kept == &*a ? b : a);
                return true;
            }
        }
        return false;
    }

    template <class Predicate>
    static bool any_pair(phones& w, const group& a, const group& b, Predicate predicate)
    {
        for (const auto& x : a.channels) {
            for (const auto& y : b.channels) {
                if (predicate(w.channel(x), w.channel(y)))
                    return true;
            }
        }
        return false;
    }
    static bool are_linked(phones& w, const group& a, const group& b)
    {
        return any_pair(w, a, b, [&](const live::channel& x, const live::channel& y) {
            return x.linked_id() == y.linked_id() || x.linked_id() == b.id || y.linked_id() == a.id;
        });
    }
    static bool are_halves(phones& w, const group& a, const group& b)
    {
        return any_pair(w, a, b, [](const live::channel& x, const live::channel& y) {
            const std::string_view one = x.name();
            const std::string_view other = y.name();
            return one.starts_with("Local/") &&
                   one.substr(0, one.find(';')) == other.substr(0, other.find(';'));
        });
    }
    static bool are_connected(phones& w, const group& a, const group& b)
    {
        return any_pair(w, a, b, [&](const live::channel& x, const live::channel& y) {
            const auto bridge = conversation_of(w, x);
            return !bridge.empty() && bridge == conversation_of(w, y);
        });
    }

    static std::string conversation_of(phones& w, const live::channel& channel)
    {
        return w.bridge(channel.bridge_id()).type() == "basic" ? std::string(channel.bridge_id()) : "";
    }
};

class run {
public:
    explicit run(unsigned seed) : random_(seed) {}

    std::string problem()
    {
        for (int step = 0; step != 400 && problem_.empty(); ++step)
            act();
        for (const auto& id : ids_) {
            world_.tell("Hangup", text_of(id, id) + "Cause: 16\n");
            check();
        }
        if (world_.side.calls().size() != 0)
            return "calls are left";
        return problem_;
    }

private:
    unsigned choose(unsigned below) { return static_cast<unsigned>(random_() % below); }
    const std::string& any() { return ids_[choose(static_cast<unsigned>(ids_.size()))]; }

    std::string text_of(const std::string& id, const std::string& linked_id)
    {
        static const int states[] = {down, ring, ringing, up};
        // Two and two are halves of one Local channel.
        const auto number = std::find(ids_.begin(), ids_.end(), id) - ids_.begin();
        const auto name = number < 6 ? fmt::format("Local/{}@x-0;{}", number / 2, 1 + number % 2) : "";
        return phones::text(id, linked_id, states[choose(4)], name);
    }
    // Most channels stay with their linked id.
    std::string linked_id_of(const std::string& id)
    {
        const auto& known = world_.channel(id);
        return choose(6) == 0 ? any() : known ? std::string(known.linked_id()) : id;
    }

    void act()
    {
        world_.pass(std::chrono::milliseconds(choose(300)));
        check();
        const auto id = any();
        const auto bridge = fmt::format("b{}", choose(4));
        const auto* const type = bridge < "b3" ? "basic" : "base";
        const auto in_bridge = [&] {
            auto text = bridge_text(bridge, 1 + choose(3), type);
            const std::string_view technology = "simple_bridge";
            if (bridge == "b3")
                text.replace(text.find(technology), technology.size(), "softmix");
            return text;
        };
        switch (choose(11)) {
        case 0:
        case 1:
        case 2: world_.tell("Newchannel", text_of(id, choose(3) == 0 ? any() : id)); break;
        case 3:
        case 4: world_.tell("Newstate", text_of(id, linked_id_of(id))); break;
        case 5: world_.tell("BridgeEnter", in_bridge() + text_of(id, linked_id_of(id))); break;
        case 6: world_.tell("BridgeLeave", in_bridge() + text_of(id, linked_id_of(id))); break;
        case 7: world_.tell("BridgeDestroy", in_bridge()); break;
        case 8: world_.tell("HangupRequest", text_of(id, linked_id_of(id))); break;
        case 9:
            if (choose(8) == 0)
                list();
            break;
        default: world_.tell("Hangup", text_of(id, linked_id_of(id)) + "Cause: 16\n"); break;
        }
        check();
    }

    void list()
    {
        world_.side.begin_list(all_channels);
        for (const auto& id : ids_) {
            const bool is_known = static_cast<bool>(world_.channel(id));
            if (is_known ? choose(8) == 0 : choose(8) != 0)
                continue;
            const auto item = packet_of("Event: CoreShowChannel\n" + text_of(id, linked_id_of(id)) +
                                        fmt::format("Application: \nApplicationData: \nDuration: 00:00:0{}\n"
                                                    "BridgeId: {}\n",
                                            choose(9), choose(2) == 0 ? fmt::format("b{}", choose(4)) : ""));
            world_.side.on_item(all_channels, item.view(), world_.at);
            naive_.update(world_);
        }
        world_.side.end_list(all_channels, world_.at);
    }

    void check()
    {
        naive_.update(world_);
        replay();
        std::set<std::string> here;
        std::size_t parties = 0;
        world_.side.calls().for_each([&](const live::call& each) {
            parties += each.parties().size();
            here.insert(described(each));
        });
        std::set<std::string> there;
        for (const auto& each : naive_.groups)
            there.insert(fmt::format(
                "{} {} {}", each.id, fmt::join(each.channels, ","), each.is_answered ? "answered" : ""));
        if (here != there)
            fail(fmt::format("{} is not {}", fmt::join(here, "; "), fmt::join(there, "; ")));
        if (parties != world_.side.channels().all().size())
            fail("not each channel is once in a call");
    }

    std::string described(const live::call& of)
    {
        std::set<std::string> channels;
        for (const auto& each : of.parties()) {
            const std::string id(each.channel().id());
            channels.insert(id);
            if (each.channel() != world_.channel(id))
                fail("a party is not as its channel");
            if (world_.side.calls().of_channel(id) != of)
                fail("a channel's call is another one");
        }
        return fmt::format("{} {} {}", of.id(), fmt::join(channels, ","), of.is_answered() ? "answered" : "");
    }

    // Changes are told without a gap, and lead to what is known.
    void replay()
    {
        for (const auto& each : world_.changes()) {
            auto& known = told_[std::string(each.latest().id())];
            if (known != each.before() || each.before() == each.now() ||
                each.is_gone() != static_cast<bool>(each.ended()))
                fail("a change does not begin with what was known");
            known = each.now();
        }
        world_.side.calls().changes().clear();
        for (const auto& [id, known] : told_) {
            if (known != world_.call(id))
                fail("a change is missing");
        }
    }

    void fail(std::string why)
    {
        if (problem_.empty())
            problem_ = std::move(why);
    }

    std::mt19937 random_;
    phones world_;
    naive_calls naive_;
    const std::vector<std::string> ids_{"c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9"};
    std::map<std::string, live::call> told_;
    std::string problem_;
};

} // namespace

TEST_CASE("live calls: the same as calls that are put together anew after each event")
{
    for (unsigned seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        CHECK(run(seed).problem() == "");
    }
}
