// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_EVENT_WATCH_HPP
#define AMI_TESTS_SIMULATION_EVENT_WATCH_HPP

#include "simulation/surroundings.hpp"

#include <ami/client.hpp>

#include <charconv>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

namespace simulation {

// The numbered events that a user sees: in order, none missing that must come, none that the mask keeps out.
class event_watch {
public:
    event_watch(surroundings& world, unsigned number, bool knows_lists, bool hears_stops)
        : world_(world), number_(number), knows_lists_(knows_lists), hears_stops_(hears_stops)
    {}

    // To a client that was just made.
    void attach(ami::client& pbx)
    {
        pbx_ = &pbx;
        session_begins();
        if (knows_lists_)
            items_ = pbx.on("CoreShowChannel", [this](const ami::event_view&) {
                world_.complain(fmt::format("user {}: an item of a list came as an event", number_));
            });
        if (hears_stops_)
            stops_ = pbx.on("Shutdown", [this](const ami::event_view&) {
                world_.note(fmt::format("user {} sees Shutdown", number_));
                if (++stops_seen_ > world_.stops)
                    world_.complain(fmt::format("user {} sees Shutdown twice", number_));
            });
        subscribe();
    }
    void detach()
    {
        deed_ = nullptr;
        items_ = {};
        stops_ = {};
        arrived_ = {};
    }

    // The mask is that of the settings.
    void session_begins()
    {
        sight_ = sight::sees;
        sees_stops_ = true;
        may_miss();
    }

    void on_state(const ami::state_change& change)
    {
        if (change.state() != ami::session_state::ready || change.code())
            may_miss(); // it has been told that events may be lost
        if (change.state() == ami::session_state::ready && listens())
            wait_in_force();
    }

    void listen()
    {
        world_.note(fmt::format("user {} {}", number_, listens() ? "listens no more" : "listens"));
        may_miss();
        if (listens())
            arrived_.cancel();
        else
            subscribe();
    }
    bool listens() const { return arrived_.active(); }

    // The user asks for another mask. What is seen until it is answered means nothing.
    void mask_begins()
    {
        sight_ = sight::unknown;
        may_miss();
    }
    void mask_ends(bool has_users_class, bool hears_stops, bool is_known)
    {
        may_miss();
        sees_stops_ = sees_stops_ && hears_stops;
        if (!is_known)
            return;
        sees_stops_ = hears_stops;
        sight_ = has_users_class ? sight::sees : sight::blind;
        if (has_users_class && listens() && pbx_->is_ready())
            wait_in_force();
    }
    bool sees() const noexcept { return sight_ == sight::sees; }
    // Events of the old mask may come after the new one was answered.
    void is_late() noexcept { is_late_ = true; }

    // The next handler of an event does this.
    void in_handler(std::function<void()> deed) { deed_ = std::move(deed); }

    // How often the server was heard to stop, by those who certainly hear it.
    bool hears_stops() const noexcept { return hears_stops_ && sees_stops_; }
    unsigned stops() const noexcept { return stops_seen_; }

    std::optional<std::uint64_t> last() const noexcept { return last_; }

private:
    enum class sight { sees, unknown, blind };

    void may_miss()
    {
        expected_.reset();
        in_force_ = false;
        ++turns_;
    }

    void subscribe()
    {
        arrived_ = pbx_->on("UserEvent", [this](const ami::event_view& event) { on_event(event); });
        if (pbx_->is_ready())
            wait_in_force();
    }

    // None is lost from then on.
    void wait_in_force()
    {
        in_force_ = false;
        arrived_.async_in_force([this, turn = ++turns_](ami::error_code ec) {
            if (ec || turn != turns_)
                return;
            in_force_ = true;
            latest_first_ = world_.numbers + 1;
        });
    }

    void on_event(const ami::event_view& event)
    {
        const auto text = event["Number"];
        std::uint64_t number = 0;
        std::from_chars(text.data(), text.data() + text.size(), number);
        if (number == 0)
            return;
        world_.note(fmt::format("user {} sees {}", number_, number));
        if (sight_ == sight::blind && !is_late_)
            world_.complain(fmt::format("user {} sees event {}, which the mask keeps out", number_, number));
        if (last_ && number <= *last_)
            world_.complain(fmt::format("user {} sees event {} after {}", number_, number, *last_));
        if (!expected_ && in_force_ && number > latest_first_)
            world_.complain(fmt::format(
                "user {} sees event {}, and not the first one after {}", number_, number, latest_first_ - 1));
        if (expected_ && in_force_ && number != *expected_)
            world_.complain(fmt::format("user {} sees event {} in place of {}", number_, number, *expected_));
        last_ = number;
        if (in_force_)
            expected_ = number + 1;
        if (const auto deed = std::exchange(deed_, nullptr))
            deed();
    }

    surroundings& world_;
    unsigned number_;
    bool knows_lists_;
    bool hears_stops_;
    bool sees_stops_ = true; // the mask has their class
    unsigned stops_seen_ = 0;
    bool is_late_ = false;
    ami::client* pbx_ = nullptr;
    ami::subscription arrived_;
    ami::subscription items_;
    ami::subscription stops_;
    std::function<void()> deed_;
    std::optional<std::uint64_t> expected_;
    std::optional<std::uint64_t> last_;
    sight sight_ = sight::sees;
    std::uint64_t latest_first_ = 0; // event once they are in force
    bool in_force_ = false;          // the server sends the events of `arrived_`
    int turns_ = 0;
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_EVENT_WATCH_HPP
