// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_RUN_HPP
#define AMI_TESTS_SIMULATION_RUN_HPP

#include "simulation/conditions.hpp"
#include "simulation/record_layer.hpp"
#include "simulation/server_side.hpp"
#include "simulation/settings.hpp"
#include "simulation/user.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace simulation {

struct outcome {
    std::string problem; // empty if every check held
    std::uint64_t hash = 0;
    std::uint64_t steps = 0;
    std::uint64_t lines = 0;
    std::uint64_t actions = 0;
    std::uint64_t events = 0;
};

// One run of a seed: users, their clients, a server and the network between them.
class run {
public:
    using duration = std::chrono::steady_clock::duration;

    explicit run(const settings& of)
        : settings_(of), told_(of.shown), kinds_(kinds_of(of.seed) & ~of.off),
          conditions_(std::make_shared<conditions>(of.seed))
    {
        time_.world().set_conditions(conditions_);
        auto choose = choices::of(of.seed, 5, 0);
        pace_ = std::chrono::milliseconds(choose.chance(50) ? 200 : 20'000);
        server_.start();
        const auto users = 1 + choose.below(4);
        for (unsigned i = 0; i != users; ++i) {
            const auto way = choose.chance(50) ? 0 : 1 + choose.below(4);
            const bool hears_all = way == 0 && (kinds_ & (bit_of(kind::mask) | bit_of(kind::rights))) == 0;
            const habits how{server_.url(way, choose.chance(30)), choose.chance(30), choose.chance(30),
                choose.chance(30), hears_all};
            users_.push_back(std::make_unique<user>(world_, i, how));
            users_.back()->connect();
        }
    }

    outcome all()
    {
        const auto end = time_.now() + settings_.length;
        const auto first_measure = time_.now() + std::chrono::hours(1);
        std::optional<std::size_t> blocks;
        std::uint64_t step = 0;
        while (problem_.empty() && time_.now() < end && step < settings_.last_step) {
            auto choose = choices::of(settings_.seed, 4, ++step);
            pass(std::chrono::milliseconds(1 + choose.below(static_cast<std::uint64_t>(pace_.count()))));
            const auto what = static_cast<kind>(choose.below(static_cast<std::uint64_t>(kind::count)));
            const bool on = (kinds_ & bit_of(what)) != 0 && !settings_.dropped.contains(step);
            for (const auto& each : users_)
                each->check();
            if (settings_.memory && !blocks && time_.now() > first_measure)
                blocks = measure();
            if (on && problem_.empty())
                take(what, step, choose);
        }
        if (problem_.empty() && blocks)
            compare_memory(*blocks, measure());
        else if (problem_.empty())
            settle();
        return {problem_, told_.hash(), step, told_.lines(), world_.tokens, world_.numbers};
    }

private:
    std::shared_ptr<ami::detail::network> network()
    {
        const auto complain_of = [this](const std::string& problem) { complain(problem); };
        return ami::detail::add_http(
            std::make_shared<record_network>(time_.network(), conditions_, settings_.seed, complain_of));
    }

    void pass(duration time)
    {
        const auto end = time_.now() + time;
        time_.run_until([&] { return !problem_.empty() || time_.now() >= end; }, time);
        server_.read();
    }

    void take(kind what, std::uint64_t step, choices& choose)
    {
        auto& who = *users_[choose.below(users_.size())];
        if (is_fault(what)) {
            world_.note(fmt::format("fault {}: {}", step, kind_names[static_cast<std::size_t>(what)]));
            return spoil(what, choose);
        }
        constexpr std::array lists{"CoreShowChannels", "QueueStatus", "Status"};
        const auto extension = [&] { return fmt::format("20{:02}", 1 + choose.below(10)); };
        switch (what) {
        case kind::put: return who.put(choose.chance(30));
        case kind::ask: return who.ask();
        case kind::list: return who.list(lists.at(choose.below(lists.size())));
        case kind::dial: return who.dial(extension());
        case kind::call:
            return who.start_call(extension(), server_.count(), (kinds_ & bit_of(kind::redirect)) != 0);
        case kind::hang_up: return with_channel(choose, [&](const auto& each) { who.hang_up(each); });
        case kind::redirect: return with_channel(choose, [&](const auto& each) { who.redirect(each); });
        case kind::park: return with_channel(choose, [&](const auto& each) { who.park(each); });
        case kind::member: return who.change_member(choose.next());
        case kind::device: return change_device(choose);
        case kind::ping: return who.ping();
        case kind::mask: return who.set_mask(choose.next());
        case kind::event: return emit(1);
        case kind::flood: return emit(300);
        case kind::cancel: return who.cancel(choose.next());
        case kind::brief: {
            const auto which = choose.below(lists.size() + 1);
            which == lists.size() ? who.put(false) : who.list(lists.at(which));
            const auto later = std::chrono::milliseconds(choose.below(4)); // arguments have no order
            return who.cancel_last(later, choose.next());
        }
        case kind::renew: return who.renew();
        case kind::close: return who.close();
        case kind::listen:
            who.events().listen();
            if (choose.chance(30))
                time_.after(std::chrono::milliseconds(choose.below(6)), [this, on = server_.count()] {
                    if (server_.is_running() && on == server_.count())
                        emit(1);
                });
            return;
        case kind::burst:
            for (int i = 0; i != 20 && problem_.empty(); ++i)
                i % 4 == 3 ? who.cancel(choose.next()) : who.ask();
            return;
        case kind::throws:
            return who.events().in_handler([] { throw std::runtime_error("a user's mistake"); });
        case kind::inside: return who.events().in_handler([&who] { who.put(false); });
        case kind::destroys: return who.events().in_handler([&who] { who.renew(); });
        default: break;
        }
    }

    // A fault. It ends by itself.
    void spoil(kind what, choices& choose)
    {
        const auto up_to = [&](std::uint64_t most) { return std::chrono::milliseconds(choose.below(most)); };
        switch (what) {
        case kind::slow:
            conditions_->bad = true;
            return time_.after(up_to(60'000), [this] { conditions_->bad = false; });
        case kind::stall:
        case kind::cut: {
            const auto links = time_.world().links();
            if (links.empty())
                return;
            const auto& link = links[choose.below(links.size())];
            using side = ami::testing::detail::virtual_link::side;
            if (what == kind::cut)
                return link->cut(choose.chance(50));
            const auto end = choose.chance(50) ? side::client : side::server;
            return link->stall(end, choose.chance(20) ? duration(std::chrono::hours(1)) : up_to(60'000));
        }
        case kind::half: server_.pbx().faults().half_close(); return;
        case kind::shred: return shred(choose);
        case kind::mute:
            server_.pbx().faults().no_banner();
            return time_.after(up_to(20'000), [this, on = server_.count()] {
                if (server_.is_running() && on == server_.count())
                    server_.pbx().faults().clear();
            });
        case kind::refuse:
            server_.pbx().faults().stop_listening();
            return time_.after(up_to(choose.chance(10) ? 1'200'000 : 90'000), [this, on = server_.count()] {
                if (server_.is_running() && on == server_.count())
                    server_.pbx().faults().listen();
            });
        case kind::restart: {
            const auto away = up_to(20'000);
            return restart(away, choose.chance(30) ? up_to(90'000) : duration());
        }
        case kind::rights: {
            constexpr std::array read{"all", "user", "call,user", "system,call,agent,dialplan"};
            constexpr std::array write{"all", "system,reporting", "call,originate", "system,call,reporting"};
            const auto* const may_read = read.at(choose.below(read.size()));
            server_.set_rights(may_read, write.at(choose.below(write.size())));
            for (const auto& each : users_)
                each->calls().forget(); // their events may not come
            return restart(up_to(20'000), duration());
        }
        case kind::deny:
        case kind::silent: {
            const auto& names = server_side::deniable;
            const auto name = names.at(choose.below(names.size()));
            return server_.script(name, what == kind::deny, up_to(60'000));
        }
        case kind::forget:
            // With digest a client cannot know it: its next request begins another session with the same nonce.
            if (choose.chance(50) || any_uses_digest())
                server_.web().invalidate_nonces();
            else
                server_.web().forget_sessions();
            return;
        case kind::pages: return server_.spoil_pages(choose);
        default: break;
        }
    }

    bool any_uses_digest() const
    {
        return std::any_of(
            users_.begin(), users_.end(), [](const auto& each) { return each->uses_digest(); });
    }

    void shred(choices& choose)
    {
        auto& faults = server_.pbx().faults();
        if (choose.chance(50)) {
            faults.fragment(1 + choose.below(20));
            return time_.after(std::chrono::seconds(2), [this, on = server_.count()] {
                if (server_.is_running() && on == server_.count())
                    server_.pbx().faults().fragment(0);
            });
        }
        const auto how = choose.chance(50) ? ami::testing::ending::rst : ami::testing::ending::fin;
        faults.cut_after(choose.below(2000), how);
    }

    template <class Function>
    void with_channel(choices& choose, const Function& function)
    {
        const auto channels = server_.pbx().channels();
        if (!channels.empty())
            function(channels[choose.below(channels.size())]);
    }

    void change_device(choices& choose)
    {
        using ami::device_state;
        constexpr std::array states{device_state::not_in_use, device_state::in_use, device_state::ringing};
        if (choose.chance(30))
            return server_.pbx().set_messages("100@default", static_cast<int>(choose.below(5)), 1);
        const auto* const name = choose.chance(50) ? "Custom:one" : "Custom:two";
        server_.pbx().set_device_state(name, states.at(choose.below(states.size())));
    }

    void emit(int count)
    {
        world_.note(fmt::format("server: events from {}", world_.numbers + 1));
        for (int i = 0; i != count; ++i)
            server_.inject_number(++world_.numbers);
    }

    // Without warning. It is back when the time has passed, and has booted when `booting` has passed.
    void restart(duration away, duration booting)
    {
        server_.stop();
        pass(std::chrono::seconds(5) + away);
        server_.set_boots_slowly(booting != duration());
        server_.start();
        if (booting == duration())
            return;
        time_.after(booting, [this, on = server_.count()] {
            if (server_.is_running() && on == server_.count())
                server_.pbx().finish_boot();
        });
    }

    // The network is good, and the server stays: everything ends, everybody connects, and events arrive.
    void settle()
    {
        world_.note("all is well from now on");
        conditions_->bad = false;
        if (!server_.has_all_rights()) {
            server_.set_rights("all", "all");
            restart(std::chrono::seconds(1), duration());
        }
        server_.mend();
        pass(std::chrono::minutes(11)); // a list that was refused is asked for again within ten
        std::vector<unsigned> losses;
        for (const auto& each : users_) {
            each->events().in_handler(nullptr);
            if (each->is_ready())
                each->check_counters();
            else
                complain("a user is not connected after eleven minutes in which all was well");
            each->set_well(true);
            losses.push_back(each->losses());
            if (!each->events().listens())
                each->events().listen();
            if (!each->events().sees())
                each->set_mask(5);
        }
        pass(std::chrono::seconds(30));
        emit(3);
        for (const auto& each : users_) {
            each->ask();
            each->list("CoreShowChannels");
            each->put(false);
            each->ask_in_vain();
        }
        pass(std::chrono::seconds(30));
        for (const auto& each : users_) {
            if (each->events().last() != world_.numbers)
                complain("a user who is connected and listens does not see the last event");
            each->live().begin_audit(each->uses_http());
        }
        pass(std::chrono::minutes(3));
        for (std::size_t i = 0; i != users_.size(); ++i) {
            users_[i]->check();
            if (users_[i]->losses() != losses[i])
                complain("a connection is lost though all is well");
        }
        compare();
    }

    // What clients have of calls and of live state, against the server: what differs twice is wrong.
    void compare()
    {
        for (const auto& each : users_) {
            const auto mismatch = [&] {
                const auto channels = server_.pbx().channels();
                const auto problem = each->calls().mismatch(channels, server_.count());
                return problem.empty() ? each->live().mismatch(channels) : problem;
            };
            if (!mismatch().empty())
                pass(std::chrono::seconds(5));
            if (const auto problem = mismatch(); !problem.empty())
                complain(problem);
        }
    }

    // Blocks that are allocated when nobody is called and nothing is under way, without those of the ledger.
    std::size_t measure()
    {
        restart(duration(), duration());
        settle();
        for (const auto& each : users_) {
            each->set_well(false);
            each->calls().forget();
        }
        return settings_.memory() - book_.size();
    }

    void compare_memory(std::size_t after_an_hour, std::size_t at_the_end)
    {
        world_.note(fmt::format("{} blocks after an hour, {} at the end", after_an_hour, at_the_end));
        if (at_the_end > after_an_hour + after_an_hour / 4)
            complain(
                fmt::format("{} blocks of memory after an hour, {} at the end", after_an_hour, at_the_end));
    }

    void complain(const std::string& problem)
    {
        if (!problem_.empty())
            return;
        problem_ = problem;
        world_.note("PROBLEM: " + problem);
    }

    settings settings_;
    trace told_;
    std::uint64_t kinds_;
    ledger book_;
    std::string problem_;
    boost::asio::io_context context_{1};
    ami::testing::virtual_time time_{context_};
    std::shared_ptr<conditions> conditions_;
    std::chrono::milliseconds pace_{};
    surroundings world_{context_, time_, network(), told_, book_, [this] { server_.read(); },
        [this](const std::string& problem) { complain(problem); }};
    server_side server_{world_, settings_.seed};
    std::vector<std::unique_ptr<user>> users_;
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_RUN_HPP
