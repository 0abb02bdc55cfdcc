// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The store of queues beside a PBX whose events come late, are lost, or are never sent.

#include "support/live_queues_pbx.hpp"
#include "support/model_run.hpp"

#include <cstddef>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace tests::live_state;

namespace {

// What the changes say that there is.
template <class Record>
class mirror {
public:
    // Whether each change begins with what is known.
    bool follow(record_store<Record>& records)
    {
        bool same = true;
        for (const auto& change : changes_of(records)) {
            auto& known = known_[std::string(key_of(change.latest()))];
            same = same && known == change.before() && !(change.before() == change.now());
            known = change.now();
        }
        return same;
    }
    bool is_same_as(const record_store<Record>& records) const
    {
        std::size_t count = 0;
        for (const auto& [key, record] : known_)
            count += record ? 1 : 0;
        bool same = count == records.size();
        records.for_each([&](const Record& record) {
            const auto known = known_.find(std::string(key_of(record)));
            same = same && known != known_.end() && known->second == record;
        });
        return same;
    }

private:
    static std::string key_of(const Record& record)
    {
        return fmt::format("{}/{}{}", record["Queue"], record["Interface"], record["Uniqueid"]);
    }

    std::map<std::string, Record> known_;
};

class run {
    // How late an event may be. Less was seen of a loaded Asterisk.
    static constexpr auto latest = 1s;

public:
    explicit run(const queues_pbx::chooser& choose) : choose_(choose), pbx_(choose) { list(""); }

    bool step()
    {
        const bool is_reloaded = pbx_.step();
        // Events come late; now and then some are lost with the connection.
        while (!pbx_.told().empty() &&
               (choose_(4) != 0 || pbx_.told().front().when + latest < pbx_.time().now().now))
            hear();
        if (choose_(60) == 0)
            reconnect();
        else if (is_reloaded || choose_(40) == 0)
            list("");
        ask();
        return follow();
    }

    // All is told that will be, and all is asked for that is wanted.
    bool finish()
    {
        while (!pbx_.told().empty())
            hear();
        for (int i = 0; i != 10; ++i) {
            pbx_.pass(500ms);
            ask();
        }
        if (!world_.wanted.empty())
            problem_ = "lists are wanted without an end";
        if (!follow() || !compare())
            return false;
        // And a list has nothing to mend.
        list("");
        for (const auto& change : changes_of(world_.store.callers())) {
            // Only a list tells the priority.
            if (change.before()["Position"] != change.now()["Position"])
                problem_ = "the last list changed a caller";
        }
        if (world_.has_changes())
            problem_ = "the last list changed something";
        return problem_.empty();
    }

    const std::string& problem() const noexcept { return problem_; }
    int lists() const noexcept { return lists_; }

private:
    void hear()
    {
        const auto told = std::move(pbx_.told().front());
        pbx_.told().pop_front();
        const auto& now = pbx_.time().now();
        switch (told.what) {
        case queues_pbx::message::kind::hangup: world_.store.on_channel_gone(told.text, now); break;
        case queues_pbx::message::kind::bridge: world_.store.on_bridge_entered(told.text, now); break;
        case queues_pbx::message::kind::park: world_.store.on_parked(told.text, now); break;
        case queues_pbx::message::kind::event: {
            const auto event = packet_of(told.text);
            world_.store.on_event(event, now);
        }
        }
    }

    void list(std::string_view queue)
    {
        const auto items = pbx_.list(queue);
        begin_list(items, items.size());
        world_.store.end_list(queue);
    }
    void begin_list(const std::vector<std::string>& items, std::size_t count)
    {
        ++lists_;
        const auto& now = pbx_.time().now();
        world_.store.begin_list(now);
        for (std::size_t i = 0; i != count; ++i) {
            const auto item = packet_of(items[i]);
            world_.store.on_item(item, now);
        }
    }

    void ask()
    {
        while (const auto due = world_.wanted.take(pbx_.time().now().now))
            list(due->of);
    }

    void reconnect()
    {
        // The connection may be lost while a list is read.
        if (choose_(2) == 0) {
            const auto items = pbx_.list("");
            begin_list(items, choose_(static_cast<unsigned>(items.size()) + 1));
        }
        for (auto steps = choose_(20); steps != 0; --steps)
            pbx_.step();
        pbx_.settle_all();
        pbx_.told().clear();
        list("");
        // The list of channels says who is in a bridge.
        for (const auto& [name, queue] : pbx_.queues()) {
            for (const auto& each : queue.callers) {
                if (each.is_ghost)
                    world_.store.on_bridge_entered(each.id, pbx_.time().now());
            }
        }
    }

    bool follow()
    {
        world_.store.queues().changes().clear();
        if (!members_.follow(world_.store.members()) || !members_.is_same_as(world_.store.members()))
            problem_ = "the changes of members do not add up";
        if (!callers_.follow(world_.store.callers()) || !callers_.is_same_as(world_.store.callers()))
            problem_ = "the changes of callers do not add up";
        return problem_.empty();
    }

    bool compare()
    {
        std::size_t members = 0;
        for (const auto& [name, queue] : pbx_.queues()) {
            std::string line;
            int position = 0;
            for (const auto& each : queue.callers) {
                ++position;
                if (!each.is_ghost)
                    line += fmt::format("{}{}{}", line.empty() ? "" : " ", each.id, position);
            }
            if (world_.line(name) != line)
                return differs(fmt::format("{}: {} instead of {}", name, world_.line(name), line));
            for (const auto& each : queue.callers) {
                const auto* const known = world_.store.callers().find(fmt::format("{}\n{}", name, each.id));
                if (known != nullptr && std::chrono::abs(known->waiting_since() - each.since) > 3s)
                    return differs(fmt::format("{}: {} waits too long or too short", name, each.id));
            }
            const auto* const record = world_.store.queues().find(name);
            if (record == nullptr || record->calls().value() != static_cast<int>(queue.callers.size()))
                return differs(name + ": another count of callers");
            for (const auto& [interface, facts] : queue.members) {
                ++members;
                if (!is_same(world_.member(name, interface), facts, queue))
                    return differs(fmt::format("{}, {}: {} instead of {}", name, interface,
                        world_.member(name, interface).header_lines(), facts.item()));
            }
        }
        return world_.store.members().size() == members || differs("members too many");
    }

    static bool is_same(
        const live::queue_member& known, const member_facts& facts, const queues_pbx::queue& queue)
    {
        const auto sharing = std::count_if(queue.members.begin(), queue.members.end(),
            [&](const auto& each) { return each.second.state_interface == facts.state_interface; });
        return known && known.name() == facts.name && known.state_interface() == facts.state_interface &&
               known.penalty().value() == facts.penalty && known.calls_taken().value() == facts.calls_taken &&
               known["LastCall"] == std::to_string(facts.last_call) &&
               known.in_call().value() == (facts.in_call != 0) &&
               known["Status"] == std::to_string(facts.status) &&
               known.paused().value() == (facts.paused != 0) && known.paused_reason() == facts.reason &&
               known["LastPause"] == std::to_string(facts.last_pause) &&
               known.shares_state_interface() == (sharing > 1);
    }

    bool differs(std::string how)
    {
        problem_ = std::move(how);
        return false;
    }

    queues_pbx::chooser choose_;
    queues_pbx pbx_;
    queue_world world_;
    mirror<live::queue_member> members_;
    mirror<live::queue_caller> callers_;
    std::string problem_;
    int lists_ = 0;
};

} // namespace

TEST_CASE("live queues: histories at random -> what the PBX has, and nothing that a list mends")
{
    const auto* const only = std::getenv("AMI_MODEL_SEED");
    const auto first = only == nullptr ? 1U : static_cast<unsigned>(std::atoi(only));
    int lists = 0;
    for (auto seed = first; seed != (only == nullptr ? 41U : first + 1); ++seed) {
        const auto problem =
            tests::problem_of_seed<run>(seed, 200, [&](const run& of) { lists += of.lists(); });
        REQUIRE(problem == "");
    }
    CHECK(lists > 0);
}
