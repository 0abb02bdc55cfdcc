// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_CALL_WATCH_HPP
#define AMI_TESTS_SIMULATION_CALL_WATCH_HPP

#include "simulation/surroundings.hpp"

#include <ami/client.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace simulation {

// The call objects of a user: what they tell, against the extension that was dialled and the channels that the server has.
class call_watch {
public:
    call_watch(surroundings& world, unsigned number) : world_(world), number_(number) {}

    // `on_server`: which of the servers there were. `may_answer`: somebody may have moved the call elsewhere.
    void follow(ami::call dialled, const std::string& extension, unsigned on_server, bool may_move)
    {
        if (calls_.size() == most)
            calls_.erase(calls_.begin());
        const auto each = std::make_shared<followed>();
        each->call = std::move(dialled);
        each->extension = extension;
        each->on_server = on_server;
        each->may_move = may_move;
        calls_.push_back(each);
        each->states = each->call.on_state([this, kept = std::weak_ptr(each)](ami::call_state now) {
            if (const auto living = kept.lock())
                on_state(*living, now);
        });
        each->call.async_wait_outcome([this, kept = std::weak_ptr(each)](ami::error_code ec, auto outcome) {
            if (const auto living = kept.lock(); living && !ec)
                on_outcome(*living, outcome.value());
        });
        each->call.async_wait_end([this, kept = std::weak_ptr(each)](ami::error_code ec, const auto&) {
            if (const auto living = kept.lock())
                on_end(*living, ec);
        });
    }

    // Of some calls it cannot be known how they end: the mask or the rights had no class `call`.
    void forget() { calls_.clear(); }

    // What is wrong with a call; empty if nothing is. Nothing is on its way.
    std::string mismatch(const std::vector<std::string>& channels, unsigned server) const
    {
        const auto exists = [&](const std::string& name) {
            return std::find(channels.begin(), channels.end(), name) != channels.end();
        };
        for (const auto& each : calls_) {
            const auto& name = each->call.channel();
            if (each->has_end && each->ended_badly)
                continue; // nothing is known of it
            if (each->call.state() == ami::call_state::ended) {
                if (!each->has_end)
                    return fmt::format("user {}: nobody was told of the end of {}", number_, name);
                if (each->on_server == server && exists(name))
                    return fmt::format("user {}: {} has ended, and is on the server", number_, name);
            } else if (!name.empty() && !exists(name)) {
                return fmt::format("user {}: {} has not ended, and is not on the server", number_, name);
            }
        }
        return {};
    }

private:
    static constexpr std::size_t most = 20;

    struct followed {
        ami::call call;
        ami::call_subscription states;
        std::string extension;
        unsigned on_server = 0;
        bool may_move = false;
        ami::call_state state = ami::call_state::starting;
        bool has_end = false;
        bool ended_badly = false;
        int ends = 0;
    };

    void on_state(followed& of, ami::call_state now)
    {
        world_.note(fmt::format("user {}: {} is {}", number_, of.call.channel(), ami::to_string(now)));
        if (now < of.state || (now == of.state && now != ami::call_state::starting))
            world_.complain(fmt::format(
                "user {}: a call is {} after {}", number_, ami::to_string(now), ami::to_string(of.state)));
        of.state = now;
    }

    void on_outcome(followed& of, ami::call_outcome outcome)
    {
        world_.note(fmt::format("user {}: {} was {}", number_, of.extension, ami::to_string(outcome)));
        using result = ami::call_outcome;
        const bool never_answers = of.extension == "2003" || of.extension == "2004" ||
                                   of.extension == "2005" || of.extension == "2006";
        const bool is_wrong = (outcome == result::answered && never_answers && !of.may_move) ||
                              (outcome == result::busy && of.extension != "2003") ||
                              (outcome == result::congested && of.extension != "2005");
        if (is_wrong)
            world_.complain(
                fmt::format("user {}: a call to {} was {}", number_, of.extension, ami::to_string(outcome)));
    }

    void on_end(followed& of, ami::error_code ec)
    {
        world_.note(
            fmt::format("user {}: the end of {} is told: {}", number_, of.call.channel(), ec.value()));
        if (++of.ends != 1)
            world_.complain(fmt::format("user {}: a call ended twice", number_));
        of.has_end = true;
        of.ended_badly = bool(ec);
    }

    surroundings& world_;
    unsigned number_;
    std::vector<std::shared_ptr<followed>> calls_;
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_CALL_WATCH_HPP
