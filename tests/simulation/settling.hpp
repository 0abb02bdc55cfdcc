// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_SETTLING_HPP
#define AMI_TESTS_SIMULATION_SETTLING_HPP

#include "simulation/scene.hpp"
#include "simulation/settings.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace simulation {

// The end of a run: nothing is wrong any more, and all that was checked by and by must hold at once.
class settling {
public:
    using duration = scene::duration;

    explicit settling(scene& of) : scene_(of) {}

    // The network is good, and the server stays: everything ends, everybody connects, and events arrive.
    void settle()
    {
        scene_.world.note("all is well from now on");
        scene_.network_state->bad = false;
        if (!scene_.server.has_all_rights() || scene_.server.was_proxy()) {
            scene_.server.set_rights("all", "all");
            scene_.restart(std::chrono::seconds(1), duration());
        }
        scene_.server.mend();
        scene_.pass(std::chrono::minutes(11)); // a list that was refused is asked for again within ten
        std::vector<unsigned> losses;
        for (const auto& each : scene_.users) {
            each->events().in_handler(nullptr);
            if (!each->is_ready())
                scene_.complain("a user is not connected after eleven minutes in which all was well");
            else if (!each->counters_add_up(false)) {
                scene_.pass(std::chrono::seconds(1)); // a Ping of the client itself was under way
                each->counters_add_up(true);
            }
            each->set_well(true);
            losses.push_back(each->losses());
            if (!each->events().listens())
                each->events().listen();
            if (!each->events().sees())
                each->set_mask(5);
        }
        scene_.pass(std::chrono::seconds(30));
        scene_.emit(3);
        for (const auto& each : scene_.users) {
            each->ask();
            each->list("CoreShowChannels");
            each->put(false);
            each->ask_in_vain(scene_.server.answers_in_order());
        }
        scene_.pass(std::chrono::seconds(30));
        for (const auto& each : scene_.users) {
            if (each->events().last() != scene_.world.numbers)
                scene_.complain("a user who is connected and listens does not see the last event");
            each->live().begin_audit(each->uses_http());
        }
        scene_.pass(std::chrono::minutes(3));
        for (std::size_t i = 0; i != scene_.users.size(); ++i) {
            scene_.users[i]->check();
            if (scene_.users[i]->losses() != losses[i])
                scene_.complain("a connection is lost though all is well");
        }
        compare();
        if (scene_.problem.empty())
            stop_with_warning();
    }

    // Who hears it hears it before the connection is lost, and everybody is there again soon.
    void stop_with_warning()
    {
        std::vector<unsigned> stops;
        for (const auto& each : scene_.users) {
            each->set_well(false);
            stops.push_back(each->events().stops());
        }
        scene_.server.say_shutdown();
        scene_.pass(std::chrono::seconds(1));
        for (std::size_t i = 0; i != scene_.users.size(); ++i) {
            const auto& events = scene_.users[i]->events();
            if (events.hears_stops() && events.stops() != stops[i] + 1)
                scene_.complain("a user is not told that the server stops");
            if (!scene_.users[i]->is_ready())
                scene_.complain("a user takes the warning for the loss");
        }
        scene_.server.end_connections();
        scene_.pass(std::chrono::seconds(1));
        scene_.restart(std::chrono::seconds(1), duration());
        scene_.pass(std::chrono::minutes(3));
        scene_.emit(1);
        scene_.pass(std::chrono::seconds(30));
        for (const auto& each : scene_.users) {
            if (!each->is_ready())
                scene_.complain("a user is not connected three minutes after a restart");
            else if (each->events().last() != scene_.world.numbers)
                scene_.complain("a user does not see the first event after a restart");
        }
    }

    // What clients have of calls and of live state, against the server: what differs twice is wrong.
    void compare()
    {
        for (const auto& each : scene_.users) {
            const auto mismatch = [&] {
                const auto channels = scene_.server.pbx().channels();
                const auto problem = each->calls().mismatch(channels, scene_.server.count());
                return problem.empty() ? each->live().mismatch(channels) : problem;
            };
            if (!mismatch().empty())
                scene_.pass(std::chrono::seconds(5));
            if (const auto problem = mismatch(); !problem.empty())
                scene_.complain(problem);
        }
    }

    // Blocks that are allocated when nobody is called and nothing is under way, without those of the ledger.
    std::size_t measure()
    {
        scene_.restart(duration(), duration());
        settle();
        for (const auto& each : scene_.users) {
            each->set_well(false);
            each->calls().forget();
        }
        return scene_.how.memory() - scene_.book.size();
    }

    void compare_memory(std::size_t after_an_hour, std::size_t at_the_end)
    {
        scene_.world.note(fmt::format("{} blocks after an hour, {} at the end", after_an_hour, at_the_end));
        if (at_the_end > after_an_hour + after_an_hour / 4)
            scene_.complain(
                fmt::format("{} blocks of memory after an hour, {} at the end", after_an_hour, at_the_end));
    }

private:
    scene& scene_;
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_SETTLING_HPP
