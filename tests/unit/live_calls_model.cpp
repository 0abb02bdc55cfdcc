// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The live model follows a PBX that acts at random, over late events, lists that are ahead of them or show what is gone, and
// lost connections: in the end it knows the truth.

#include "support/catch.hpp"
#include "support/live_calls.hpp"
#include "support/live_pbx.hpp"

#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>

using namespace tests::live_calls;

namespace {

// Changes are told without a gap: each begins with what the one before ended with.
template <class Record>
class replayed {
public:
    bool take(std::vector<live::change<Record>>& changes, std::string (*key_of)(const Record&))
    {
        for (const auto& each : changes) {
            const auto key = key_of(each.latest());
            if (!(known_[key] == each.before()) || each.before() == each.now())
                return false;
            known_[key] = each.now();
        }
        changes.clear();
        return true;
    }

private:
    std::map<std::string, Record> known_;
};

class run {
public:
    // Either the connection is lost at times, and lists are asked for at any time and show what is gone, or there are only
    // the lists of the first login: then events alone must do.
    explicit run(unsigned seed)
        : random_(seed), has_gaps_(seed % 3 != 0),
          pbx_([this](unsigned below) { return choose(below); }, has_gaps_)
    {}

    std::string problem()
    {
        reconnect();
        for (int step = 0; step != 500; ++step) {
            pass(std::chrono::milliseconds(choose(60)));
            pbx_.act();
            if (has_gaps_ && connected_ && choose(100) == 0)
                disconnect();
            if (!connected_ && world_.at.now >= reconnect_at_)
                reconnect();
            if (has_gaps_ && choose(100) == 0)
                world_.side.want_all(world_.at.now);
        }
        if (!connected_)
            reconnect();
        // What is wanted heals all but what no event tells.
        for (int step = 0; step != 240; ++step)
            pass(50ms);
        if (auto text = difference(false); !text.empty())
            return text;
        // Two of the login, and rarely one because a channel was listed as back before its event.
        if (!has_gaps_ && channel_lists_ > 3)
            return "lists were asked for although no event was lost";
        world_.side.want_all(world_.at.now);
        pass(0ms);
        if (auto text = difference(true); !text.empty())
            return "after lists: " + text;
        return changes_fit_ ? "" : "a change does not begin with what was known";
    }

private:
    unsigned choose(unsigned below) { return static_cast<unsigned>(random_() % below); }

    void disconnect()
    {
        connected_ = false;
        reconnect_at_ = world_.at.now + std::chrono::milliseconds(choose(2000));
        pbx_.lose_events();
    }
    void reconnect()
    {
        connected_ = true;
        pbx_.lose_events();
        world_.side.want_all(world_.at.now);
    }

    void pass(duration time)
    {
        pbx_.pass(time);
        world_.pass(time);
        if (!connected_)
            return;
        for (auto event = pbx_.take_event(); !event.first.empty(); event = pbx_.take_event())
            world_.tell(event.first, event.second);
        while (const auto list = world_.wanted.take(world_.at.now)) {
            if (list->which == live_list::channels)
                ++channel_lists_;
            const auto items = pbx_.items(*list);
            if (items.empty())
                world_.side.on_empty_list(*list, world_.at);
            else
                world_.list(*list, items);
        }
        look_at_changes();
    }

    void look_at_changes()
    {
        using text = std::string;
        auto& side = world_.side;
        changes_fit_ = channels_.take(side.channels().changes(), [](const live::channel& c) {
            return text(c.id());
        }) && bridges_.take(side.bridges().changes(), [](const live::bridge& b) {
            return text(b.id());
        }) && conferences_.take(side.conferences().changes(), [](const live::conference& c) {
            return text(c.name());
        }) && users_.take(side.conferences().user_changes(), [](const live::conference_user& u) {
            return text(u.conference()) + '/' + text(u.channel_id());
        }) && parked_.take(side.parking().changes(), [](const live::parked_call& p) {
            return text(p.space());
        }) && changes_fit_;
    }

    std::set<std::string> known(bool with_values)
    {
        std::set<std::string> all;
        world_.side.channels().all().for_each([&](const live::channel& each) {
            all.insert(fmt::format("channel {} in {}", each.id(), each.bridge_id()) +
                       (with_values ? fmt::format(" linked {} state {}", each.linked_id(),
                                          static_cast<int>(each.state()))
                                    : ""));
        });
        world_.side.bridges().all().for_each(
            [&](const live::bridge& each) { all.insert(fmt::format("bridge {}", each.id())); });
        world_.side.conferences().all().for_each(
            [&](const live::conference& each) { all.insert(fmt::format("conference {}", each.name())); });
        world_.side.conferences().users().for_each([&](const live::conference_user& each) {
            all.insert(fmt::format(
                "user {} in {}, muted {}", each.channel_id(), each.conference(), each.is_muted()));
        });
        world_.side.parking().all().for_each([&](const live::parked_call& each) {
            all.insert(fmt::format("parked {} at {}", each.channel_id(), each.space()));
        });
        return all;
    }

    std::string difference(bool with_values)
    {
        const auto truth = pbx_.facts(with_values);
        const auto here = known(with_values);
        std::ostringstream text;
        for (const auto& each : truth) {
            if (!here.contains(each))
                text << "missing: " << each << "; ";
        }
        for (const auto& each : here) {
            if (!truth.contains(each))
                text << "not true: " << each << "; ";
        }
        return text.str();
    }

    std::mt19937 random_;
    bool has_gaps_;
    fake_pbx pbx_;
    world world_;
    bool connected_ = false;
    time_point reconnect_at_{};
    bool changes_fit_ = true;
    int channel_lists_ = 0;
    replayed<live::channel> channels_;
    replayed<live::bridge> bridges_;
    replayed<live::conference> conferences_;
    replayed<live::conference_user> users_;
    replayed<live::parked_call> parked_;
};

} // namespace

TEST_CASE("live calls: late events, lists and lost connections at random -> the truth in the end")
{
    for (unsigned seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        CHECK(run(seed).problem() == "");
    }
}
