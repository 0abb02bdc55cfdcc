// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_USER_HPP
#define AMI_TESTS_SIMULATION_USER_HPP

#include "simulation/call_watch.hpp"
#include "simulation/choices.hpp"
#include "simulation/event_watch.hpp"
#include "simulation/live_watch.hpp"
#include "simulation/surroundings.hpp"

#include <ami/client.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace simulation {

// How a user's client is made.
struct habits {
    std::string url;
    bool holds_actions = false;
    bool has_model = false;
    bool knows_lists = false;
    bool hears_all = false; // no event is kept back, and none comes by another way than answers
};

// A client, and somebody who uses it.
class user {
public:
    user(surroundings& world, unsigned number, habits of)
        : world_(world), number_(number), habits_(std::move(of)), events_(world, number, habits_.knows_lists),
          calls_(world, number), live_(world, number, habits_.has_model, habits_.hears_all)
    {
        make();
    }

    // --- what it does -----------------------------------------------------------------------------------------------

    void connect()
    {
        ami::config config(habits_.url);
        config.reconnect.retry_initial_connect = true;
        config.reconnect.hold_actions = habits_.holds_actions;
        config.name = "u" + std::to_string(number_);
        if (uses_http())
            events_.is_late();
        events_.session_begins();
        const auto op = begin("connect", std::chrono::hours(24 * 365), false);
        pbx_->async_connect(config, slot(op, [this, op](ami::error_code ec) {
            done(op, ec);
            if (ec)
                connect_later();
        }));
    }

    void put(bool again_if_unsent)
    {
        const auto op = begin("put");
        ami::action action("DBPut");
        action.add("Family", "simulation").add("Key", std::to_string(op->token % 50)).add("Val", "x");
        if (again_if_unsent)
            action.retry_if_unsent();
        execute(op, std::move(action), {});
    }

    void ask()
    {
        const auto op = begin("ask");
        const auto mailbox = "box" + std::to_string(op->token);
        execute(op, ami::action("MailboxCount").add("Mailbox", mailbox),
            [this, mailbox](const ami::response& answer) {
                if (answer.ok() && answer["Mailbox"] != mailbox)
                    world_.complain(fmt::format("asked for {}, was told of {}", mailbox, answer["Mailbox"]));
            });
    }

    void list(std::string_view name) { execute(begin(name), ami::action(name), {}); }

    // Asterisk never answers it.
    void ask_in_vain()
    {
        const auto op = begin("in vain");
        op->must_be_prompt = std::exchange(op->must_succeed, false);
        execute(op, ami::action("IAXnetstats"), {});
    }

    void hang_up(const std::string& channel)
    {
        execute(begin("hang up"), ami::action("Hangup").add("Channel", channel), {});
    }

    void redirect(const std::string& channel)
    {
        ami::action action("Redirect");
        action.add("Channel", channel).add("Context", "sets").add("Exten", "103").add("Priority", "1");
        execute(begin("redirect"), std::move(action), {});
    }

    void park(const std::string& channel)
    {
        execute(begin("park"), ami::action("Park").add("Channel", channel).add("Timeout", "20000"), {});
    }

    void change_member(std::uint64_t which)
    {
        constexpr std::array names{"QueueAdd", "QueueRemove", "QueuePause"};
        const auto interface = fmt::format("Local/200{}@from-internal", 1 + which / 3 % 4);
        ami::action action(names.at(which % 3));
        action.add("Queue", "sales").add("Interface", interface);
        if (which % 3 == 2)
            action.add("Paused", which / 12 % 2 == 0 ? "true" : "false");
        execute(begin("member"), std::move(action), {});
    }

    void ping()
    {
        const auto op = begin("ping", std::chrono::minutes(6), false);
        pbx_->async_ping(
            slot(op, [this, op](ami::error_code ec, std::chrono::steady_clock::duration) { done(op, ec); }));
    }

    void dial(const std::string& extension)
    {
        const auto op = begin("dial");
        pbx_->async_originate(
            call_to(extension, op), slot(op, [this, op](ami::error_code ec, const ami::originate_outcome&) {
                done(op, outcome_of_call(ec));
            }));
    }

    void start_call(const std::string& extension, unsigned on_server, bool may_move)
    {
        const auto op = begin("call");
        pbx_->async_start_call(call_to(extension, op),
            slot(op, [this, op, extension, on_server, may_move](ami::error_code ec, ami::call dialled) {
                done(op, outcome_of_call(ec));
                if (!ec && calls_can_be_followed())
                    calls_.follow(std::move(dialled), extension, on_server, may_move);
            }));
    }

    void set_mask(std::uint64_t which)
    {
        if (is_under_way("mask"))
            return;
        constexpr std::array<std::string_view, 5> texts{"on", "off", "user", "call", "call,user"};
        const bool is_automatic = which % 6 == 5;
        const auto text = is_automatic ? std::string_view("automatic") : texts.at(which % 6);
        world_.note(fmt::format("user {} sets the mask {}", number_, text));
        const bool has_user = is_automatic || text == "on" || text.ends_with("user");
        const bool has_call = is_automatic || text == "on" || text.starts_with("call");
        if (!has_call || !std::exchange(mask_has_call_, has_call))
            calls_.forget();
        mask_has_call_ = has_call;
        events_.mask_begins();
        const auto op = begin("mask", std::chrono::minutes(6), false);
        pbx_->async_set_event_mask(is_automatic ? ami::event_mask::automatic() : ami::event_mask(text),
            slot(op, [this, op, has_user, session = sessions_](ami::error_code ec) {
                done(op, ec);
                if (session == sessions_)
                    events_.mask_ends(has_user, !ec);
            }));
    }

    void cancel(std::uint64_t which)
    {
        if (!operations_.empty())
            cancel(operations_[which % operations_.size()], which / 7);
    }

    // The operation that was started last, soon.
    void cancel_last(std::chrono::milliseconds after, std::uint64_t how)
    {
        const auto op = operations_.back();
        if (after.count() == 0)
            return cancel(op, how);
        world_.time.after(after, [this, weak = std::weak_ptr(op), how] {
            if (const auto living = weak.lock())
                cancel(living, how);
        });
    }

    void cancel(const std::shared_ptr<operation>& op, std::uint64_t how)
    {
        world_.note(fmt::format("user {} cancels {} {}", number_, op->name, op->token));
        constexpr boost::asio::cancellation_type types[] = {boost::asio::cancellation_type::terminal,
            boost::asio::cancellation_type::partial, boost::asio::cancellation_type::total};
        const auto type = types[how % 3];
        op->cancelled = op->cancelled || type != boost::asio::cancellation_type::total;
        op->withdrawn = !op->cancelled;
        op->signal.emit(type);
    }

    void renew()
    {
        world_.note(fmt::format("user {} begins anew", number_));
        events_.detach();
        calls_.forget();
        live_.detach();
        for (const auto& each : operations_)
            each->withdrawn = false;
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

    event_watch& events() noexcept { return events_; }
    call_watch& calls() noexcept { return calls_; }
    live_watch& live() noexcept { return live_; }

    // --- what is checked --------------------------------------------------------------------------------------------

    bool uses_http() const { return habits_.url.starts_with("http"); }
    bool uses_digest() const { return habits_.url.ends_with("/arawman") || habits_.url.ends_with("/amxml"); }
    bool is_ready() const { return pbx_->is_ready(); }
    unsigned losses() const noexcept { return losses_; }
    void set_well(bool all_is_well) noexcept { all_is_well_ = all_is_well; }

    void check()
    {
        live_.check_freshness();
        for (const auto& each : operations_) {
            if (world_.time.now() > each->limit)
                world_.complain(
                    fmt::format("user {}: {} {} has not completed", number_, each->name, each->token));
        }
    }

    // While nothing is under way.
    void check_counters()
    {
        const auto& n = pbx_->get_counters();
        const auto ended = n.actions_answered + n.actions_timed_out + n.actions_cancelled +
                           n.actions_not_sent + n.actions_outcome_unknown + n.actions_rejected;
        if (n.actions_started != ended)
            world_.complain(
                fmt::format("user {}: {} actions started, {} ended", number_, n.actions_started, ended));
    }

private:
    // A session that has ended, unless somebody else begins another one.
    void connect_later()
    {
        world_.time.after(std::chrono::seconds(1), [this, client = clients_] {
            if (client == clients_ && state_ == ami::session_state::closed && !is_under_way("connect"))
                connect();
        });
    }
    bool is_under_way(std::string_view name) const
    {
        return std::any_of(
            operations_.begin(), operations_.end(), [&](const auto& each) { return each->name == name; });
    }
    bool calls_can_be_followed() const { return mask_has_call_; }

    static ami::actions::originate call_to(const std::string& extension, const std::shared_ptr<operation>& op)
    {
        ami::actions::originate call(fmt::format("Local/{}@from-internal", extension));
        call.application("Wait", "5").variable("TOKEN", std::to_string(op->token));
        return call;
    }
    static ami::error_code outcome_of_call(ami::error_code ec)
    {
        return ec == ami::errc::outcome_not_visible || ec == ami::errc::action_refused
                   ? ami::error_code(ami::errc::outcome_unknown)
                   : ec;
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

    std::shared_ptr<operation> begin(
        std::string_view name, std::chrono::seconds bound = std::chrono::minutes(6), bool arrives = true)
    {
        const auto op = std::make_shared<operation>();
        op->token = ++world_.tokens;
        op->name = name;
        op->began = world_.time.now();
        op->limit = op->began + bound;
        op->arrives = arrives;
        op->must_succeed = all_is_well_;
        operations_.push_back(op);
        if (arrives)
            world_.book.started(op->token);
        world_.note(fmt::format("user {} starts {} {}", number_, name, op->token));
        return op;
    }

    void execute(const std::shared_ptr<operation>& op, ami::action action,
        std::function<void(const ami::response&)> look)
    {
        action.add("Token", std::to_string(op->token));
        pbx_->async_execute(std::move(action),
            slot(op, [this, op, look = std::move(look)](ami::error_code ec, const ami::response& answer) {
                if (!ec && look)
                    look(answer);
                done(op, ec || answer.ok() ? ec : make_error_code(ami::errc::action_refused));
            }));
    }

    void done(const std::shared_ptr<operation>& op, ami::error_code ec)
    {
        world_.note(fmt::format("user {}: {} {} ends: {} {}", number_, op->name, op->token,
            ec ? ec.category().name() : "done", ec.value()));
        if (++op->completions != 1)
            world_.complain(fmt::format("user {}: {} {} completed twice", number_, op->name, op->token));
        if (op->must_succeed && ec)
            world_.complain(fmt::format(
                "user {}: {} {} fails though all is well: {}", number_, op->name, op->token, ec.message()));
        if (op->must_be_prompt && ec == ami::errc::timed_out)
            world_.complain(fmt::format("user {}: a barrier does not end {}", number_, op->name));
        if (ec == ami::errc::timed_out && world_.time.now() - op->began < ami::config().action_timeout)
            world_.complain(fmt::format("user {}: {} {} times out too soon", number_, op->name, op->token));
        std::erase(operations_, op);
        if (!op->arrives)
            return;
        world_.read_server();
        if (const auto problem = world_.book.ended(op->token, ec, op->withdrawn); !problem.empty())
            world_.complain(problem);
    }

    surroundings& world_;
    unsigned number_;
    habits habits_;
    std::optional<ami::client> pbx_;
    event_watch events_;
    call_watch calls_;
    live_watch live_; // before the client is destroyed
    std::vector<std::shared_ptr<operation>> operations_;
    bool mask_has_call_ = true;
    bool all_is_well_ = false;
    ami::session_state state_ = ami::session_state::closed;
    unsigned losses_ = 0;
    int clients_ = 0;  // sessions that were begun by `connect`
    int sessions_ = 0; // that have ended
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_USER_HPP
