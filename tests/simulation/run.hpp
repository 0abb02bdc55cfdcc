// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_RUN_HPP
#define AMI_TESTS_SIMULATION_RUN_HPP

#include "simulation/choices.hpp"
#include "simulation/scene.hpp"
#include "simulation/settings.hpp"
#include "simulation/settling.hpp"
#include "simulation/steps.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace simulation {

struct outcome {
    std::string problem; // empty if every check held
    std::uint64_t hash = 0;
    std::uint64_t steps = 0;
    std::uint64_t lines = 0;
    std::uint64_t actions = 0;
    std::uint64_t events = 0;
};

// One run of a seed.
class run {
public:
    explicit run(const settings& of) : scene_(of)
    {
        auto choose = choices::of(of.seed, 5, 0);
        pace_ = std::chrono::milliseconds(choose.chance(50) ? 200 : 20'000);
        scene_.add_users(choose);
    }

    outcome all()
    {
        const auto end = scene_.time.now() + scene_.how.length;
        const auto first_measure = scene_.time.now() + std::chrono::hours(1);
        std::optional<std::size_t> blocks;
        std::uint64_t step = 0;
        while (scene_.problem.empty() && scene_.time.now() < end && step < scene_.how.last_step) {
            auto choose = choices::of(scene_.how.seed, 4, ++step);
            scene_.pass(
                std::chrono::milliseconds(1 + choose.below(static_cast<std::uint64_t>(pace_.count()))));
            steps_.go_on();
            const auto what = static_cast<kind>(choose.below(static_cast<std::uint64_t>(kind::count)));
            const bool on = (scene_.kinds & bit_of(what)) != 0 && !scene_.how.dropped.contains(step);
            for (const auto& each : scene_.users)
                each->check();
            if (scene_.how.memory && !blocks && scene_.time.now() > first_measure)
                blocks = settling_.measure();
            if (on && scene_.problem.empty())
                steps_.take(what, step, choose);
        }
        if (scene_.problem.empty() && blocks)
            settling_.compare_memory(*blocks, settling_.measure());
        else if (scene_.problem.empty())
            settling_.settle();
        return {scene_.problem, scene_.told.hash(), step, scene_.told.lines(), scene_.world.tokens,
            scene_.world.numbers};
    }

private:
    scene scene_;
    steps steps_{scene_};
    settling settling_{scene_};
    std::chrono::milliseconds pace_{};
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_RUN_HPP
