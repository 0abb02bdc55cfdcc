// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_STEPS_HPP
#define AMI_TESTS_SIMULATION_STEPS_HPP

#include "simulation/choices.hpp"
#include "simulation/scene.hpp"
#include "simulation/settings.hpp"
#include "simulation/trouble.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <stdexcept>

namespace simulation {

// What users do, what the server does of itself, and what goes wrong: one step at a time.
class steps {
public:
    explicit steps(scene& of) : scene_(of), trouble_(of) {}

    // What is due, between two steps.
    void go_on() { trouble_.go_on(); }

    void take(kind what, std::uint64_t step, choices& choose)
    {
        auto& who = *scene_.users[choose.below(scene_.users.size())];
        if (is_fault(what)) {
            scene_.world.note(fmt::format("fault {}: {}", step, kind_names[static_cast<std::size_t>(what)]));
            return trouble_.spoil(what, choose);
        }
        constexpr std::array lists{"CoreShowChannels", "QueueStatus", "Status"};
        const auto extension = [&] { return fmt::format("20{:02}", 1 + choose.below(10)); };
        switch (what) {
        case kind::put: return who.put(choose.chance(30));
        case kind::ask: return who.ask();
        case kind::command: return who.command();
        case kind::list: return who.list(lists.at(choose.below(lists.size())));
        case kind::dial: return who.dial(extension());
        case kind::call:
            return who.start_call(
                extension(), scene_.server.count(), (scene_.kinds & bit_of(kind::redirect)) != 0);
        case kind::hang_up: return with_channel(choose, [&](const auto& each) { who.hang_up(each); });
        case kind::redirect: return with_channel(choose, [&](const auto& each) { who.redirect(each); });
        case kind::park: return with_channel(choose, [&](const auto& each) { who.park(each); });
        case kind::member: return who.change_member(choose.next());
        case kind::device: return change_device(choose);
        case kind::ping: return who.ping();
        case kind::mask: return who.set_mask(choose.next());
        case kind::event: return scene_.emit(1);
        case kind::flood: return scene_.emit(300);
        case kind::cancel: return who.under_way().cancel(choose.next());
        case kind::brief: {
            const auto which = choose.below(lists.size() + 1);
            which == lists.size() ? who.put(false) : who.list(lists.at(which));
            const auto later = std::chrono::milliseconds(choose.below(4)); // arguments have no order
            return who.under_way().cancel_last(later, choose.next());
        }
        case kind::renew: return who.renew();
        case kind::close: return who.close();
        case kind::listen:
            who.events().listen();
            if (choose.chance(30))
                scene_.on_this_server(std::chrono::milliseconds(choose.below(6)), [this] { scene_.emit(1); });
            return;
        case kind::burst:
            for (int i = 0; i != 20 && scene_.problem.empty(); ++i)
                i % 4 == 3 ? who.under_way().cancel(choose.next()) : who.ask();
            return;
        case kind::throws:
            return who.events().in_handler([] { throw std::runtime_error("a user's mistake"); });
        case kind::inside: return who.events().in_handler([&who] { who.put(false); });
        case kind::destroys: return who.events().in_handler([&who] { who.renew(); });
        default: break;
        }
    }

private:
    template <class Function>
    void with_channel(choices& choose, const Function& function)
    {
        const auto channels = scene_.server.pbx().channels();
        if (!channels.empty())
            function(channels[choose.below(channels.size())]);
    }

    void change_device(choices& choose)
    {
        using ami::device_state;
        constexpr std::array states{device_state::not_in_use, device_state::in_use, device_state::ringing};
        if (choose.chance(30))
            return scene_.server.pbx().set_messages("100@default", static_cast<int>(choose.below(5)), 1);
        const auto* const name = choose.chance(50) ? "Custom:one" : "Custom:two";
        scene_.server.pbx().set_device_state(name, states.at(choose.below(states.size())));
    }

    scene& scene_;
    trouble trouble_;
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_STEPS_HPP
