// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_RUN_HPP
#define AMI_TESTS_SIMULATION_RUN_HPP

#include "simulation/conditions.hpp"
#include "simulation/settings.hpp"
#include "simulation/user.hpp"

#include <ami/testing/virtual_time.hpp>

#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
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
    explicit run(const settings& of)
        : settings_(of), told_(of.shown), kinds_(kinds_of(of.seed) & ~of.off),
          conditions_(std::make_shared<conditions>(of.seed))
    {
        time_.world().set_conditions(conditions_);
        auto choose = choices::of(of.seed, 3, 0);
        options_.asterisk = std::array{ami::testing::era::asterisk_13, ami::testing::era::asterisk_16,
            ami::testing::era::asterisk_22}[choose.below(3)];
        options_.port = 5038;
        server_.emplace(time_, options_);
        pace_ = std::chrono::milliseconds(choose.chance(50) ? 200 : 20'000);
        const auto users = 1 + choose.below(4);
        for (unsigned i = 0; i != users; ++i) {
            users_.push_back(std::make_unique<user>(world_, i, server_->url()));
            users_.back()->connect();
        }
    }

    outcome all()
    {
        const auto end = time_.now() + settings_.length;
        std::uint64_t step = 0;
        while (problem_.empty() && time_.now() < end && step < settings_.last_step) {
            auto choose = choices::of(settings_.seed, 4, ++step);
            pass(std::chrono::milliseconds(1 + choose.below(static_cast<std::uint64_t>(pace_.count()))));
            const auto what = static_cast<kind>(choose.below(static_cast<std::uint64_t>(kind::count)));
            const bool on =
                (kinds_ >> static_cast<unsigned>(what) & 1U) != 0 && !settings_.dropped.contains(step);
            if (on && problem_.empty())
                take(what, step, choose);
            for (const auto& each : users_)
                each->check_time();
        }
        if (problem_.empty())
            settle();
        return {problem_, told_.hash(), step, told_.lines(), world_.tokens, numbers_};
    }

private:
    void pass(std::chrono::steady_clock::duration time)
    {
        const auto end = time_.now() + time;
        time_.run_until([&] { return !problem_.empty() || time_.now() >= end; }, time);
        read_server();
    }

    void take(kind what, std::uint64_t step, choices& choose)
    {
        auto& who = *users_[choose.below(users_.size())];
        if (is_fault(what))
            world_.note(fmt::format("fault {}: {}", step, kind_names[static_cast<std::size_t>(what)]));
        switch (what) {
        case kind::put: return who.put();
        case kind::ask: return who.ask();
        case kind::list: return who.list();
        case kind::dial: return who.dial(fmt::format("20{:02}", 1 + choose.below(8)));
        case kind::hang_up:
        case kind::redirect: {
            const auto channels = server_->channels();
            if (channels.empty())
                return;
            const auto& channel = channels[choose.below(channels.size())];
            return what == kind::hang_up ? who.hang_up(channel) : who.redirect(channel);
        }
        case kind::ping: return who.ping();
        case kind::event: return emit(1);
        case kind::flood: return emit(300);
        case kind::cancel: return who.cancel(choose.next());
        case kind::renew: return who.renew();
        case kind::close: return who.close();
        case kind::listen: return who.listen();
        case kind::throws: return who.in_handler([] { throw std::runtime_error("a user's mistake"); });
        case kind::inside: return who.in_handler([&who] { who.put(); });
        case kind::destroys: return who.in_handler([&who] { who.renew(); });
        case kind::slow:
            conditions_->bad = true;
            return time_.after(
                std::chrono::milliseconds(choose.below(60'000)), [this] { conditions_->bad = false; });
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
            return link->stall(end, std::chrono::milliseconds(choose.below(60'000)));
        }
        case kind::half: server_->faults().half_close(); return;
        case kind::refuse:
            server_->faults().stop_listening();
            return time_.after(std::chrono::milliseconds(choose.below(90'000)), [this] {
                if (server_)
                    server_->faults().listen();
            });
        case kind::restart: return restart(std::chrono::milliseconds(choose.below(20'000)));
        case kind::count: break;
        }
    }

    void emit(int count)
    {
        world_.note(fmt::format("server: events from {}", numbers_ + 1));
        for (int i = 0; i != count; ++i)
            server_->inject("UserEvent", {{"Privilege", "user,all"}, {"UserEvent", "Simulation"},
                                             {"Number", std::to_string(++numbers_)}});
    }

    // Without warning. It is back when the time has passed.
    void restart(std::chrono::steady_clock::duration away)
    {
        read_server();
        server_.reset();
        pass(away);
        server_.emplace(time_, options_);
    }

    void read_server()
    {
        if (!server_)
            return;
        const auto requests = server_->requests();
        server_->clear_requests();
        for (const auto& each : requests) {
            auto text = each["Token"];
            if (each["Variable"].starts_with("TOKEN="))
                text = each["Variable"].substr(6);
            std::uint64_t token = 0;
            std::from_chars(text.data(), text.data() + text.size(), token);
            if (token == 0) {
                world_.note(
                    fmt::format("server: {} {} on {}", each.name(), each["EventMask"], each.session()));
                continue;
            }
            world_.note(fmt::format("server: {} {}", each.name(), token));
            if (const auto problem = book_.arrived(token); !problem.empty())
                complain(problem);
        }
    }

    // The network is good, and the server stays: everything ends, everybody connects, and events arrive.
    void settle()
    {
        world_.note("all is well from now on");
        conditions_->bad = false;
        server_->faults().clear();
        pass(std::chrono::minutes(7));
        for (const auto& each : users_) {
            each->in_handler(nullptr);
            if (each->is_ready())
                each->check_counters();
            else
                complain("a user is not connected after seven minutes in which all was well");
            if (!each->listens())
                each->listen();
        }
        pass(std::chrono::seconds(30));
        emit(3);
        pass(std::chrono::seconds(30));
        for (const auto& each : users_) {
            each->check_time();
            if (each->last_event() != numbers_)
                complain("a user who is connected and listens does not see the last event");
        }
        if (!server_->channels().empty() && problem_.empty())
            pass(std::chrono::minutes(2));
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
    std::uint32_t kinds_;
    ledger book_;
    std::string problem_;
    std::uint64_t numbers_ = 0;
    boost::asio::io_context context_{1};
    ami::testing::virtual_time time_{context_};
    std::shared_ptr<conditions> conditions_;
    ami::testing::options options_;
    std::chrono::milliseconds pace_{};
    surroundings world_{context_, time_, told_, book_, [this] { read_server(); },
        [this](const std::string& problem) { complain(problem); }};
    std::optional<ami::testing::server> server_;
    std::vector<std::unique_ptr<user>> users_;
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_RUN_HPP
