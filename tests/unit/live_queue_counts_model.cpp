// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Counts of queues beside a naive count, while connections are lost at random.

#include "support/live_counts.hpp"
#include "support/model_run.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <vector>

using namespace tests::live_state;

namespace {

// A queue, and what ought to be counted of it.
class run {
public:
    explicit run(std::function<unsigned(unsigned)> choose) : choose_(std::move(choose)) {}

    bool step()
    {
        world_.figures_come_first = choose_(2) == 0;
        world_.pass(std::chrono::milliseconds(choose_(3000)));
        switch (choose_(8)) {
        case 0:
        case 1:
        case 2: join(); break;
        case 3: is_lost_ ? recover() : lose(); break;
        default: end_one();
        }
        return compare();
    }
    bool finish()
    {
        if (is_lost_)
            recover();
        while (!waiting_.empty())
            end_one();
        settle();
        return compare();
    }
    const std::string& problem() const noexcept { return problem_; }

private:
    struct caller {
        std::string id;
        time_point since;
        bool is_known;
    };

    void tell(const std::string& event)
    {
        if (!is_lost_)
            world_.hear(event);
    }
    void settle() { world_.pass(2s); }

    void join()
    {
        const auto id = fmt::format("c{}", ++last_);
        waiting_.push_back({id, world_.time.now().now, !is_lost_});
        const auto count = static_cast<int>(waiting_.size());
        tell(joined("support", id, count, count));
        if (!is_lost_)
            ++expected_.joined;
    }

    void end_one()
    {
        if (waiting_.empty())
            return;
        const auto at = choose_(static_cast<unsigned>(waiting_.size()));
        const auto who = waiting_[at];
        waiting_.erase(waiting_.begin() + at);
        const auto position = static_cast<int>(at) + 1;
        const auto leaves = left("support", who.id, position, static_cast<int>(waiting_.size()));
        const auto wait =
            std::chrono::duration_cast<std::chrono::milliseconds>(world_.time.now().now - who.since);
        const auto how = choose_(6);
        if (is_lost_) {
            missed_ += who.is_known ? 1 : 0;
            return;
        }
        const auto channel = who.id + "-agent";
        switch (how) {
        case 0:
            tell(leaves);
            tell(of_agent("Connect", "support", who.id, channel));
            tell(of_bridge("Enter", channel, "b"));
            tell(of_bridge("Enter", who.id, "b"));
            tell(of_bridge("Leave", channel, "b"));
            tell(hung_up(channel));
            tell(hung_up(who.id));
            ++expected_.answered;
            ++expected_.talks;
            expected_.answered_wait += wait;
            break;
        case 1:
            tell(abandoned("support", who.id));
            tell(leaves);
            tell(hung_up(who.id));
            ++expected_.abandoned;
            expected_.abandoned_wait += wait;
            break;
        case 2:
            tell(abandoned("support", who.id));
            tell(leaves);
            tell(status_set(who.id, "TIMEOUT"));
            ++expected_.timed_out;
            break;
        case 3:
            tell(abandoned("support", who.id));
            tell(leaves);
            settle();
            ++expected_.elsewhere;
            break;
        case 4:
            tell(parked(who.id));
            ++expected_.elsewhere;
            break;
        default: tell(hung_up(who.id)); ++expected_.unknown;
        }
    }

    void lose()
    {
        is_lost_ = true;
        world_.figures.on_lost(world_.time.now());
    }
    void recover()
    {
        is_lost_ = false;
        std::vector<std::string> items{
            queue_params("support", static_cast<int>(waiting_.size())), member_facts().item()};
        int position = 0;
        for (auto& each : waiting_) {
            const auto wait =
                std::chrono::duration_cast<std::chrono::seconds>(world_.time.now().now - each.since);
            items.push_back(queue_entry("support", each.id, ++position, static_cast<int>(wait.count())));
            if (std::exchange(each.is_known, true))
                continue;
            ++expected_.joined;
            each.since = world_.time.now().now - wait; // whole seconds are all that is told
        }
        world_.list_all(items);
        world_.figures.on_live(world_.time.now());
        settle();
        expected_.unknown += std::exchange(missed_, 0);
    }

    bool compare()
    {
        const auto is = world_.figures.tally().counts("support");
        const auto& ought = expected_;
        const auto waits = static_cast<std::uint64_t>(
            std::count_if(waiting_.begin(), waiting_.end(), [](const auto& each) { return each.is_known; }));
        if (is.joined != ought.joined || is.answered != ought.answered || is.abandoned != ought.abandoned ||
            is.timed_out != ought.timed_out || is.elsewhere != ought.elsewhere ||
            is.unknown != ought.unknown || is.talks != ought.talks ||
            is.answered_wait != ought.answered_wait || is.abandoned_wait != ought.abandoned_wait)
            problem_ = "counts: " + world_.counts();
        else if (is.answered + is.abandoned + is.timed_out + is.elsewhere + is.unknown + waits + missed_ !=
                 is.joined)
            problem_ = "the sum: " + world_.counts();
        else if (!is_lost_ &&
                 world_.figures.visits().longest_wait("support", world_.time.now().now) != longest())
            problem_ = "the longest wait";
        return problem_.empty();
    }
    std::optional<duration> longest() const
    {
        std::optional<duration> longest;
        for (const auto& each : waiting_)
            longest = std::max(longest.value_or(duration::zero()), world_.time.now().now - each.since);
        return longest;
    }

    std::function<unsigned(unsigned)> choose_;
    counting_world world_;
    std::vector<caller> waiting_;
    live::queue_counters expected_;
    std::uint64_t missed_ = 0; // known, and gone while the connection is lost
    int last_ = 0;
    bool is_lost_ = false;
    std::string problem_;
};

} // namespace

TEST_CASE("live counts: histories at random -> what a naive count has")
{
    const auto* const only = std::getenv("AMI_MODEL_SEED");
    const auto first = only == nullptr ? 1U : static_cast<unsigned>(std::atoi(only));
    for (auto seed = first; seed != (only == nullptr ? 101U : first + 1); ++seed) {
        const auto problem = tests::problem_of_seed<run>(seed, 300, [](const run&) {});
        REQUIRE(problem == "");
    }
}
