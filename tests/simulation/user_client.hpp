// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_USER_CLIENT_HPP
#define AMI_TESTS_SIMULATION_USER_CLIENT_HPP

#include "simulation/call_watch.hpp"
#include "simulation/event_watch.hpp"
#include "simulation/live_watch.hpp"
#include "simulation/operations.hpp"
#include "simulation/surroundings.hpp"

#include <ami/client.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace simulation {

// How a user's client is made.
struct habits {
    std::string url;
    bool holds_actions = false;
    bool has_model = false;
    bool knows_lists = false;
    bool hears_stops = false;
    bool hears_all = false; // no event is kept back, and none comes by another way than answers
};

// A client with those who watch it: it is connected, closed, destroyed and made anew.
class user_client {
public:
    user_client(surroundings& world, unsigned number, habits of)
        : world_(world), number_(number), habits_(std::move(of)),
          events_(world, number, habits_.knows_lists, habits_.hears_stops), calls_(world, number),
          live_(world, number, habits_.has_model, habits_.hears_all)
    {
        make();
    }

    void connect()
    {
        ami::config config(habits_.url);
        config.reconnect.retry_initial_connect = true;
        config.reconnect.hold_actions = habits_.holds_actions;
        config.name = "u" + std::to_string(number_);
        if (uses_http())
            events_.is_late();
        events_.session_begins();
        const auto op = operations_.begin("connect", std::chrono::hours(24 * 365), false);
        pbx_->async_connect(config, slot(op, [this, op](ami::error_code ec) {
            operations_.done(op, ec);
            if (ec)
                connect_later();
        }));
    }

    void renew()
    {
        world_.note(fmt::format("user {} begins anew", number_));
        events_.detach();
        calls_.forget();
        live_.detach();
        operations_.client_goes();
        pbx_.reset();
        make();
        connect();
    }

    void close()
    {
        world_.note(fmt::format("user {} closes", number_));
        ++clients_;
        pbx_->close();
        connect();
    }

    operations& under_way() noexcept { return operations_; }
    event_watch& events() noexcept { return events_; }
    call_watch& calls() noexcept { return calls_; }
    live_watch& live() noexcept { return live_; }

    bool uses_http() const { return habits_.url.starts_with("http"); }
    bool uses_digest() const { return habits_.url.ends_with("/arawman") || habits_.url.ends_with("/amxml"); }
    bool has_xml() const { return habits_.url.ends_with("mxml"); }
    bool is_ready() const { return pbx_->is_ready(); }
    unsigned losses() const noexcept { return losses_; }
    void set_well(bool all_is_well) noexcept { operations_.set_well(all_is_well); }

    void check()
    {
        live_.check_freshness();
        operations_.check();
    }

    // While nothing is under way but for what the client does by itself.
    bool counters_add_up(bool complains)
    {
        const auto& n = pbx_->get_counters();
        const auto ended = n.actions_answered + n.actions_timed_out + n.actions_cancelled +
                           n.actions_not_sent + n.actions_outcome_unknown + n.actions_rejected;
        if (n.actions_started != ended && complains)
            world_.complain(
                fmt::format("user {}: {} actions started, {} ended", number_, n.actions_started, ended));
        return n.actions_started == ended;
    }

protected:
    ~user_client() = default;

    surroundings& world() noexcept { return world_; }
    unsigned number() const noexcept { return number_; }
    ami::client& pbx() noexcept { return *pbx_; }
    // Which of its sessions it is.
    int session() const noexcept { return sessions_; }

    // Events of calls come; otherwise calls cannot be followed.
    bool mask_has_call() const noexcept { return mask_has_call_; }
    void set_mask_has_call(bool has_call)
    {
        if (!has_call || !std::exchange(mask_has_call_, has_call))
            calls_.forget();
        mask_has_call_ = has_call;
    }

private:
    // A session that has ended, unless somebody else begins another one.
    void connect_later()
    {
        world_.time.after(std::chrono::seconds(1), [this, client = clients_] {
            if (client == clients_ && state_ == ami::session_state::closed &&
                !operations_.is_under_way("connect"))
                connect();
        });
    }
    void make()
    {
        ++clients_;
        state_ = ami::session_state::closed;
        pbx_.emplace(world_.context.get_executor(), world_.network);
        pbx_->on_state([this](const ami::state_change& change) {
            world_.note(fmt::format(
                "user {} is {} ({})", number_, ami::to_string(change.state()), change.code().value()));
            using state = ami::session_state;
            if (change.state() == state::waiting && state_ != state::lost)
                world_.complain(fmt::format("user {} waits, and was not told of the loss", number_));
            state_ = change.state();
            live_.set_deaf(change.message().starts_with("the event mask is refused"));
            losses_ += change.state() == state::lost ? 1 : 0;
            if (change.state() == state::closed) {
                world_.note(fmt::format("user {}: {}", number_, change.message()));
                if (change.code() == ami::errc::connection_lost)
                    world_.complain(fmt::format("user {}: the session ends with a lost connection", number_));
                session_ends();
                connect_later();
            }
            events_.on_state(change);
        });
        session_ends();
        events_.attach(*pbx_);
        live_.attach(*pbx_);
    }

    void session_ends()
    {
        ++sessions_;
        mask_has_call_ = true;
    }

    surroundings& world_;
    unsigned number_;
    habits habits_;
    std::optional<ami::client> pbx_;
    event_watch events_;
    call_watch calls_;
    live_watch live_; // before the client is destroyed
    operations operations_{world_, number_};
    bool mask_has_call_ = true;
    ami::session_state state_ = ami::session_state::closed;
    unsigned losses_ = 0;
    int clients_ = 0;  // sessions that were begun by `connect`
    int sessions_ = 0; // that have ended
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_USER_CLIENT_HPP
