// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_USER_HPP
#define AMI_TESTS_SIMULATION_USER_HPP

#include "simulation/ledger.hpp"
#include "simulation/trace.hpp"

#include <ami/client.hpp>
#include <ami/testing/virtual_time.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace simulation {

// What all parts of a run share.
struct surroundings {
    boost::asio::io_context& context;
    ami::testing::virtual_time& time;
    trace& told;
    ledger& book;
    std::function<void()> read_server;                // notes what has arrived there
    std::function<void(const std::string&)> complain; // a check failed
    std::uint64_t tokens = 0;

    auto since_start() const { return time.now().time_since_epoch(); }
    void note(std::string_view text) { told.note(since_start(), text); }
};

// An operation that was started.
struct operation {
    std::uint64_t token;
    std::string name;
    std::chrono::steady_clock::time_point limit;
    bool arrives = true; // the server can tell of it
    int completions = 0;
    boost::asio::cancellation_signal signal;
};

template <class Handler>
auto slot(const std::shared_ptr<operation>& op, Handler handler)
{
    return boost::asio::bind_cancellation_slot(op->signal.slot(), std::move(handler));
}

// A client, and somebody who uses it.
class user {
public:
    user(surroundings& world, unsigned number, std::string url)
        : world_(world), number_(number), url_(std::move(url))
    {
        make();
    }

    // --- what it does -----------------------------------------------------------------------------------------------

    void connect()
    {
        ami::config config(url_);
        config.reconnect.retry_initial_connect = true;
        if (!url_.ends_with('/'))
            config.name = "u" + std::to_string(number_);
        const auto op = begin("connect", std::chrono::hours(24 * 365), false);
        pbx_->async_connect(config, slot(op, [this, op, client = clients_](ami::error_code ec) {
            done(op, ec);
            if (!ec)
                return;
            world_.time.after(std::chrono::seconds(1), [this, client] {
                if (client == clients_ && !is_connecting())
                    connect();
            });
        }));
    }

    void put()
    {
        const auto op = begin("put");
        ami::action action("DBPut");
        action.add("Family", "simulation").add("Key", std::to_string(op->token)).add("Val", "x");
        execute(op, std::move(action), {});
    }

    void ask()
    {
        const auto op = begin("ask");
        ami::action action("MailboxCount");
        const auto mailbox = "box" + std::to_string(op->token);
        action.add("Mailbox", mailbox);
        execute(op, std::move(action), [this, mailbox](const ami::response& answer) {
            if (answer["Mailbox"] != mailbox)
                world_.complain(fmt::format("asked for {}, was told of {}", mailbox, answer["Mailbox"]));
        });
    }

    void list()
    {
        const auto op = begin("list");
        execute(op, ami::action("CoreShowChannels"), {});
    }

    void hang_up(const std::string& channel)
    {
        const auto op = begin("hang up");
        ami::action action("Hangup");
        action.add("Channel", channel);
        execute(op, std::move(action), {});
    }

    void redirect(const std::string& channel)
    {
        const auto op = begin("redirect");
        ami::action action("Redirect");
        action.add("Channel", channel).add("Context", "sets").add("Exten", "103").add("Priority", "1");
        execute(op, std::move(action), {});
    }

    void ping()
    {
        const auto op = begin("ping", std::chrono::minutes(6), false);
        pbx_->async_ping(
            slot(op, [this, op](ami::error_code ec, std::chrono::steady_clock::duration) { done(op, ec); }));
    }

    void dial(std::string_view extension)
    {
        const auto op = begin("dial");
        ami::actions::originate call(fmt::format("Local/{}@from-internal", extension));
        call.application("Wait", "5").variable("TOKEN", std::to_string(op->token));
        pbx_->async_originate(call, slot(op, [this, op](ami::error_code ec, ami::originate_outcome) {
            done(op, ec == ami::errc::outcome_not_visible || ec == ami::errc::action_refused
                         ? ami::error_code(ami::errc::outcome_unknown)
                         : ec);
        }));
    }

    void cancel(std::uint64_t which)
    {
        if (operations_.empty())
            return;
        const auto op = operations_[which % operations_.size()];
        world_.note(fmt::format("user {} cancels {} {}", number_, op->name, op->token));
        constexpr boost::asio::cancellation_type types[] = {boost::asio::cancellation_type::terminal,
            boost::asio::cancellation_type::partial, boost::asio::cancellation_type::total};
        op->signal.emit(types[which / 7 % 3]);
    }

    void renew()
    {
        world_.note(fmt::format("user {} begins anew", number_));
        in_handler_ = nullptr;
        pbx_.reset();
        make();
        connect();
    }

    void close()
    {
        world_.note(fmt::format("user {} closes", number_));
        ++clients_;
        pbx_->close();
        expected_.reset();
        connect();
    }

    void listen()
    {
        world_.note(fmt::format("user {} {}", number_, listens() ? "listens no more" : "listens"));
        expected_.reset();
        in_force_ = false;
        ++turns_;
        if (listens())
            arrived_.cancel();
        else
            subscribe();
    }

    // The next handler of an event does this.
    void in_handler(std::function<void()> deed) { in_handler_ = std::move(deed); }

    // --- what is checked --------------------------------------------------------------------------------------------

    bool is_ready() const { return pbx_->is_ready(); }
    bool listens() const { return arrived_.active(); }
    std::optional<std::uint64_t> last_event() const { return last_; }
    bool is_idle() const { return operations_.empty(); }

    void check_time()
    {
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
    bool is_connecting() const
    {
        return std::any_of(
            operations_.begin(), operations_.end(), [](const auto& each) { return each->name == "connect"; });
    }

    void make()
    {
        ++clients_;
        expected_.reset();
        pbx_.emplace(world_.context.get_executor(), world_.time.network());
        pbx_->on_state([this](const ami::state_change& change) {
            world_.note(fmt::format(
                "user {} is {} ({})", number_, ami::to_string(change.state()), change.code().value()));
            if (change.state() != ami::session_state::ready || change.code())
                expected_.reset(); // it has been told that events may be lost
            else if (listens())
                wait_in_force();
        });
        subscribe();
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
            if (!ec && turn == turns_)
                in_force_ = true;
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
        if (expected_ && in_force_ && number != *expected_)
            world_.complain(fmt::format("user {} sees event {} in place of {}", number_, number, *expected_));
        last_ = number;
        if (in_force_)
            expected_ = number + 1;
        if (const auto deed = std::exchange(in_handler_, nullptr))
            deed();
    }

    std::shared_ptr<operation> begin(
        std::string_view name, std::chrono::seconds bound = std::chrono::minutes(6), bool arrives = true)
    {
        const auto op = std::make_shared<operation>();
        op->token = ++world_.tokens;
        op->name = name;
        op->limit = world_.time.now() + bound;
        op->arrives = arrives;
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
                done(op, ec);
            }));
    }

    void done(const std::shared_ptr<operation>& op, ami::error_code ec)
    {
        world_.note(fmt::format("user {}: {} {} ends: {} {}", number_, op->name, op->token,
            ec ? ec.category().name() : "done", ec.value()));
        if (++op->completions != 1)
            world_.complain(fmt::format("user {}: {} {} completed twice", number_, op->name, op->token));
        std::erase(operations_, op);
        if (!op->arrives)
            return;
        world_.read_server();
        if (const auto problem = world_.book.ended(op->token, ec); !problem.empty())
            world_.complain(problem);
    }

    surroundings& world_;
    unsigned number_;
    std::string url_;
    std::optional<ami::client> pbx_;
    ami::subscription arrived_;
    std::vector<std::shared_ptr<operation>> operations_;
    std::optional<std::uint64_t> expected_;
    std::optional<std::uint64_t> last_;
    std::function<void()> in_handler_;
    bool in_force_ = false; // the server sends the events of `arrived_`
    int turns_ = 0;
    int clients_ = 0; // sessions that were begun by `connect`
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_USER_HPP
