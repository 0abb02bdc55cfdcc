// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_SCENE_HPP
#define AMI_TESTS_SIMULATION_SCENE_HPP

#include "simulation/choices.hpp"
#include "simulation/conditions.hpp"
#include "simulation/record_layer.hpp"
#include "simulation/server_side.hpp"
#include "simulation/settings.hpp"
#include "simulation/user.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace simulation {

// What a run is made of: users with their clients, the server, and the network between them, in one time.
class scene {
public:
    using duration = std::chrono::steady_clock::duration;

    explicit scene(const settings& of)
        : how(of), told(of.shown), kinds(kinds_of(of.seed) & ~of.off),
          network_state(std::make_shared<conditions>(of.seed))
    {
        time.world().set_conditions(network_state);
        server.start();
    }

    // Its users come, and begin.
    void add_users(choices& choose)
    {
        const auto count = 1 + choose.below(4);
        for (unsigned i = 0; i != count; ++i) {
            const auto way = choose.chance(50) ? 0 : 1 + choose.below(4);
            const bool hears_all = way == 0 && (kinds & (bit_of(kind::mask) | bit_of(kind::rights))) == 0;
            const habits of{server.url(way, choose.chance(30)), choose.chance(30), choose.chance(30),
                choose.chance(30), choose.chance(50), hears_all};
            users.push_back(std::make_unique<user>(world, i, of));
            users.back()->connect();
        }
    }

    bool allows(kind of) const noexcept { return (kinds & bit_of(of)) != 0; }

    void pass(duration length)
    {
        const auto end = time.now() + length;
        time.run_until([&] { return !problem.empty() || time.now() >= end; }, length);
        server.read();
    }

    // Later, unless the server has died meanwhile.
    void on_this_server(duration later, std::function<void()> deed)
    {
        time.after(later, [this, on = server.count(), deed = std::move(deed)] {
            if (server.is_running() && on == server.count())
                deed();
        });
    }

    void emit(int count)
    {
        world.note(fmt::format("server: events from {}", world.numbers + 1));
        for (int i = 0; i != count; ++i)
            server.inject_number(++world.numbers);
    }

    // As `core restart now`: users are told, and then the connections end.
    void restart_with_warning(duration away)
    {
        world.note("server: Shutdown");
        server.say_shutdown();
        pass(std::chrono::milliseconds(40));
        server.end_connections();
        pass(std::chrono::milliseconds(40));
        restart(away, duration());
    }

    // Without warning. It is back when the time has passed, and has booted when `booting` has passed.
    void restart(duration away, duration booting)
    {
        server.stop();
        pass(std::chrono::seconds(5) + away);
        server.set_boots_slowly(booting != duration());
        server.start();
        if (booting == duration())
            return;
        on_this_server(booting, [this] { server.pbx().finish_boot(); });
    }

    void complain(const std::string& what)
    {
        if (!problem.empty())
            return;
        problem = what;
        world.note("PROBLEM: " + what);
    }

    settings how;
    trace told;
    std::uint64_t kinds;
    ledger book;
    std::string problem; // the first check that failed
    boost::asio::io_context context{1};
    ami::testing::virtual_time time{context};
    std::shared_ptr<conditions> network_state;
    surroundings world{context, time, network(), told, book, [this] { server.read(); },
        [this](const std::string& what) { complain(what); }};
    server_side server{world, how.seed};
    std::vector<std::unique_ptr<user>> users;

private:
    std::shared_ptr<ami::detail::network> network()
    {
        const auto complain_of = [this](const std::string& what) { complain(what); };
        return ami::detail::add_http(
            std::make_shared<record_network>(time.network(), network_state, how.seed, complain_of));
    }
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_SCENE_HPP
