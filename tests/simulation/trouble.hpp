// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_TROUBLE_HPP
#define AMI_TESTS_SIMULATION_TROUBLE_HPP

#include "simulation/choices.hpp"
#include "simulation/scene.hpp"
#include "simulation/settings.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <optional>

namespace simulation {

// What goes wrong in a run. It ends by itself.
class trouble {
public:
    using duration = scene::duration;

    explicit trouble(scene& of) : scene_(of) {}

    void spoil(kind what, choices& choose)
    {
        const auto up_to = [&](std::uint64_t most) { return std::chrono::milliseconds(choose.below(most)); };
        switch (what) {
        case kind::slow:
            scene_.network_state->bad = true;
            return scene_.time.after(up_to(60'000), [this] { scene_.network_state->bad = false; });
        case kind::stall:
        case kind::cut: {
            const auto links = scene_.time.world().links();
            if (links.empty())
                return;
            const auto& link = links[choose.below(links.size())];
            using side = ami::testing::detail::virtual_link::side;
            if (what == kind::cut)
                return link->cut(choose.chance(50));
            const auto end = choose.chance(50) ? side::client : side::server;
            return link->stall(end, choose.chance(20) ? duration(std::chrono::hours(1)) : up_to(60'000));
        }
        case kind::half: scene_.server.pbx().faults().half_close(); return;
        case kind::shred: return shred(choose);
        case kind::mute:
            scene_.server.pbx().faults().no_banner();
            return scene_.on_this_server(up_to(20'000), [this] { scene_.server.pbx().faults().clear(); });
        case kind::refuse:
            scene_.server.pbx().faults().stop_listening();
            return scene_.on_this_server(up_to(choose.chance(10) ? 1'200'000 : 90'000),
                [this] { scene_.server.pbx().faults().listen(); });
        case kind::restart: {
            const auto away = up_to(20'000);
            return scene_.restart(away, choose.chance(30) ? up_to(90'000) : duration());
        }
        case kind::rights: {
            constexpr std::array read{"all", "user", "call,user", "system,call,agent,dialplan"};
            constexpr std::array write{"all", "system,reporting", "call,originate", "system,call,reporting"};
            const auto* const may_read = read.at(choose.below(read.size()));
            scene_.server.set_rights(may_read, write.at(choose.below(write.size())));
            for (const auto& each : scene_.users)
                each->calls().forget(); // their events may not come
            return scene_.restart(up_to(20'000), duration());
        }
        case kind::deny:
        case kind::silent: {
            // A mask that is not answered is in force: so it is with brokeneventsaction=yes.
            const auto& names = server_side::deniable;
            const std::size_t first = what == kind::silent ? 1 : 0;
            const auto some = first + choose.below(names.size() - first);
            const auto name = names.at(first == 0 && choose.chance(40) ? 0 : some);
            return scene_.server.script(name, what == kind::deny, up_to(60'000));
        }
        case kind::forget:
            // With digest a client cannot know it: its next request begins another session with the same nonce.
            if (choose.chance(50) || any_uses_digest())
                scene_.server.web().invalidate_nonces();
            else
                scene_.server.web().forget_sessions();
            return;
        case kind::stop: return begin_stop(choose);
        case kind::odd: {
            const auto& names = odd_answers::actions;
            const auto name = names.at(choose.below(names.size()));
            const auto time = up_to(60'000);
            return scene_.server.answer_oddly(name, choose, time);
        }
        case kind::debris: return scene_.server.write_debris(choose);
        case kind::late: {
            const auto time = up_to(20'000);
            return scene_.server.answer_late("MailboxCount", choose, time);
        }
        case kind::proxy: {
            if (choose.chance(50))
                scene_.server.pbx().faults().delay_banner(up_to(20'000));
            else
                scene_.server.be_proxy();
            return scene_.on_this_server(up_to(30'000), [this] { scene_.server.pbx().faults().clear(); });
        }
        case kind::pages: return scene_.server.spoil_pages(choose);
        default: break;
        }
    }

    // What is due, between two steps.
    void go_on()
    {
        if (!stops_at_ || scene_.time.now() < *stops_at_)
            return;
        stops_at_.reset();
        if (stops_on_ == scene_.server.count())
            scene_.restart_with_warning(stops_for_);
    }

private:
    // At once, or when the last call has ended. Half of those who wait for that change their mind.
    void begin_stop(choices& choose)
    {
        stops_for_ = std::chrono::milliseconds(choose.below(20'000));
        if (choose.chance(40))
            return scene_.restart_with_warning(stops_for_);
        scene_.server.refuse_all();
        const auto later = std::chrono::milliseconds(choose.below(60'000));
        if (choose.chance(50))
            return scene_.on_this_server(later, [this] { scene_.server.refuse_no_more(); });
        stops_at_ = scene_.time.now() + later;
        stops_on_ = scene_.server.count();
    }

    bool any_uses_digest() const
    {
        return std::any_of(
            scene_.users.begin(), scene_.users.end(), [](const auto& each) { return each->uses_digest(); });
    }

    void shred(choices& choose)
    {
        auto& faults = scene_.server.pbx().faults();
        if (choose.chance(50)) {
            faults.fragment(1 + choose.below(20));
            return scene_.on_this_server(
                std::chrono::seconds(2), [this] { scene_.server.pbx().faults().fragment(0); });
        }
        const auto how = choose.chance(50) ? ami::testing::ending::rst : ami::testing::ending::fin;
        faults.cut_after(choose.below(2000), how);
    }

    scene& scene_;
    std::optional<std::chrono::steady_clock::time_point> stops_at_;
    unsigned stops_on_ = 0;
    duration stops_for_{};
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_TROUBLE_HPP
