// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_SESSION_MODEL_HPP
#define AMI_TESTS_SUPPORT_SESSION_MODEL_HPP

// A whole session, its user, the network and the server in one: each step does one thing that may happen to a session.
// The model knows what was asked, what was written and what the server said; from that it knows for each output of the
// session whether it may come now. Shared by the unit tests and the fuzz target.

#include <ami/session/actions/aborted.hpp>
#include <ami/session/session.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests {

using namespace std::chrono_literals;

/// An operation, and what is known of it.
class modelled_operation final : public ami::detail::pending_action {
public:
    enum class kind { connect, action, logoff, closed };

    modelled_operation(kind of, std::size_t count) : pending_action(this), type(of), number(count) {}
    void complete(ami::detail::failure&&, ami::response&&) {}

    const kind type;
    const std::size_t number;
    bool pending = true;
    bool cancelled = false;
    bool retries = false;
    bool begun = false;     // a byte of it is on its way, on this connection
    bool was_begun = false; // or on an earlier one
    bool written = false;   // all of it was sent, ever
    std::optional<ami::errc> told_by_transport;
    std::size_t items = 0; // of its list, since it was written
    std::size_t items_told = 0;
    bool answered = false; // completely, on this connection
    bool answer_is_error = false;
    std::uint64_t answer_at = 0; // number of the packet
    ami::detail::time_point earliest{};
    ami::detail::time_point latest{};
};

class session_run {
public:
    /// Chooses a number below its argument.
    using chooser = std::function<unsigned(unsigned)>;

    explicit session_run(chooser choose) : choose_(std::move(choose)) {}

    const std::string& problem() const noexcept { return problem_; }
    /// How often what happened.
    const std::map<std::string, std::uint64_t>& happened() const noexcept { return happened_; }

    bool step()
    {
        happen();
        // What is asked outside of a turn has its turn later: something else may come before.
        if (ok() && choose_(4) != 0)
            drain();
        return ok();
    }

    /// Ends everything: then each operation must have ended once.
    bool finish()
    {
        deeds_left_ = 0;
        if (ok())
            drain();
        s_.stop({ami::errc::closed, "the end"}, now_);
        if (ok())
            drain();
        if (ok() && !was_discarded_) {
            const auto ended = counts_.actions_answered + counts_.actions_timed_out +
                               counts_.actions_cancelled + counts_.actions_not_sent +
                               counts_.actions_outcome_unknown + counts_.actions_rejected;
            check(ended == counts_.actions_started, "the counters do not add up");
        }
        return ok();
    }

private:
    using operation = std::shared_ptr<modelled_operation>;
    using output = ami::detail::output;
    using op = modelled_operation::kind;
    using state = ami::session_state;

    // What the server knows of an action that it has read.
    struct request {
        std::string name;
        operation of; // none: the session's own
        enum { open, list, over } at = open;
        bool has_list_error = false;
        bool owes_filters = false; // a Login before whose mask no event but FullyBooted is told
    };

    struct unread_event {
        std::uint64_t number;
        bool may_be_held_back;
    };

    struct said {
        std::size_t end; // in unread_
        std::function<void()> effect;
    };

    // --- the steps ---------------------------------------------------------------------------------------------------

    void happen()
    {
        switch (choose_(20)) {
        case 0:
        case 1:
            if (!s_.is_active())
                return start();
            return submit();
        case 2:
        case 3: return submit();
        case 4: return cancel();
        case 5:
        case 6:
        case 7:
        case 8: return write();
        case 9:
        case 10:
        case 11:
        case 12:
            if (asked_ != output::kind::none)
                return network_answers();
            return server_says();
        case 13:
        case 14: return server_says();
        case 15: return pass_time();
        case 16:
            if (choose_(8) == 0)
                return network_fails();
            return write();
        case 17:
            if (choose_(8) == 0)
                return end_session();
            return server_says();
        case 18:
            if (choose_(4) == 0)
                return wait_closed();
            return server_says();
        default:
            if (choose_(12) == 0)
                return log_off();
            return server_says();
        }
    }

    void start()
    {
        static constexpr const char* urls[] = {"ami://u:s@pbx", "amis://u:s@pbx", "http://u:s@pbx/rawman"};
        const auto url = choose_(3);
        is_http_ = url == 2;
        ami::config config{std::string(urls[url])};
        config.login_method = choose_(3) == 0 ? ami::login_method::challenge : ami::login_method::plain;
        config.ready_when = ami::ready_when::logged_in; // the model's server knows no boot
        config.reconnect.enabled = choose_(4) != 0;
        config.reconnect.hold_actions = choose_(2) == 0;
        config.reconnect.retry_initial_connect = choose_(2) == 0;
        config.reconnect.max_attempts = choose_(4);
        config.reconnect.initial_delay = 100ms;
        config.limits.max_in_flight = 8;
        config.limits.max_cancelled = 4;
        config.limits.max_list_items = 3;
        config.limits.max_write_queue = 400;
        config.limits.max_packet = 4096;
        config.ping_after_silence = 20s;
        config.ping_timeout = 5s;
        limits_ = config.limits;
        hold_ = config.reconnect.hold_actions;
        // A first session's end is told before the next begins only if somebody takes the outputs.
        drain();
        if (!ok() || s_.is_active())
            return;
        stopped_as_aborted_ = false;
        connecting_ = make(op::connect);
        ++sessions_;
        ended_ = false;
        count("start");
        s_.start(config, nullptr, choose_(256), connecting_, now_);
        look_at_connection();
    }

    void submit()
    {
        static constexpr const char* names[] = {"Ping", "Hangup", "Redirect", "Filter", "Command"};
        auto made = make(op::action);
        made->takes_items = choose_(4) == 0;
        made->retries = choose_(4) == 0;
        made->ends_silently = choose_(12) == 0;
        made->must_arrive = choose_(12) == 0;
        ami::action asked{names[choose_(5)]};
        if (made->retries)
            asked.retry_if_unsent();
        if (choose_(6) == 0)
            asked.add("Padding", std::string(choose_(200), 'x'));
        ami::detail::action_terms terms{1s * (1 + choose_(8)), 1s * (1 + choose_(20))};
        terms.is_internal = choose_(10) == 0;
        made->earliest = now_ + std::min(terms.timeout, terms.total_timeout);
        made->latest = now_ + std::max(terms.timeout, terms.total_timeout);
        const bool must_be_refused =
            !s_.is_active() || (state_ != state::ready && !hold_) || (logging_off_ && s_.is_active());
        ami::detail::operation_pointer given = made;
        if (s_.submit(asked, terms, given, now_)) {
            check(given == made, "a refused action's operation does not stay with the caller");
            forget(made);
            count("refused");
            return;
        }
        check(!given, "the session did not take the operation");
        // A state that was not told yet may be another than the model knows.
        if (!s_.has_output())
            check(!must_be_refused, "an action was taken that could not be");
        count("submitted");
        look_at_connection();
    }

    void cancel()
    {
        const auto chosen = some_operation();
        if (!chosen)
            return;
        const bool only_unsent = choose_(3) == 0;
        const bool withdraws = !chosen->begun;
        switch (chosen->type) {
        case op::connect: s_.cancel_connect(chosen, now_); break;
        case op::closed: s_.cancel_wait_closed(chosen); break;
        case op::logoff: s_.cancel(chosen, only_unsent, now_); break;
        case op::action: s_.cancel(chosen, only_unsent, now_); break;
        }
        if (chosen->pending && (withdraws || !only_unsent || chosen->type == op::connect)) {
            chosen->cancelled = true;
            if (chosen->type == op::logoff && withdraws)
                logging_off_ = false;
        }
        count("cancel");
        look_at_connection();
    }

    void log_off()
    {
        auto made = make(op::logoff);
        made->earliest = now_;
        made->latest = now_ + 1h; // its time is the session's
        ami::detail::operation_pointer given = made;
        if (s_.log_off(given, now_)) {
            check(given == made, "a refused Logoff's operation does not stay with the caller");
            forget(made);
            return;
        }
        logging_off_ = true;
        count("log off");
        look_at_connection();
    }

    void wait_closed()
    {
        s_.wait_closed(make(op::closed));
        count("wait closed");
    }

    void end_session()
    {
        switch (choose_(4)) {
        case 0: {
            count("discard");
            was_discarded_ = true;
            for (const auto& given : s_.discard({ami::errc::closed, "gone"})) {
                if (!given.operation)
                    continue;
                if (const auto found = find(given.operation.get())) {
                    check(found->pending, "an ended operation is given back");
                    end(*found);
                }
            }
            state_ = state::closed;
            ended_ = true;
            logging_off_ = false;
            drop_connection();
            break;
        }
        case 1:
            stopped_as_aborted_ = true;
            s_.stop({ami::detail::aborted(), "the client was destroyed"}, now_);
            break;
        default: s_.stop({ami::errc::closed, "test"}, now_); break;
        }
        count("stop");
        look_at_connection();
    }

    // --- the network -------------------------------------------------------------------------------------------------

    // As a driver does: a connection that was left is closed at once.
    void look_at_connection()
    {
        if (connection_ != s_.connections())
            drop_connection();
    }

    void drop_connection()
    {
        connection_ = s_.connections();
        asked_ = output::kind::none;
        connected_ = reads_ = false;
        unread_.clear();
        said_.clear();
        requests_.clear();
        handed_over_.clear();
        left_of_begun_ = 0;
        login_accepted_ = false;
        banner_said_ = false;
        last_begun_ = 0;
        for (const auto& each : operations_)
            each->begun = false;
        events_.clear();
        holds_back_ = false;
    }

    void network_answers()
    {
        const auto asked = std::exchange(asked_, output::kind::none);
        const bool succeeds = choose_(8) != 0;
        count("network");
        switch (asked) {
        case output::kind::resolve: {
            std::vector<std::string> texts(succeeds ? 1 + choose_(2) : 0, "192.0.2.1:5038");
            addresses_ = texts.size();
            const ami::detail::failure none{ami::errc::host_not_found, "test"};
            s_.on_resolved(succeeds ? ami::detail::failure() : none, std::move(texts), prefix(), now_);
            break;
        }
        case output::kind::connect:
            connected_ = succeeds;
            s_.on_connected(succeeds ? ami::error_code() : reset(), now_);
            break;
        case output::kind::handshake:
            if (!succeeds)
                connected_ = false;
            s_.on_handshake(
                succeeds ? ami::detail::failure() : ami::detail::failure(ami::errc::tls_failed, "test"),
                now_);
            break;
        default: break;
        }
        look_at_connection();
    }

    void network_fails()
    {
        if (!connected_)
            return;
        count("lost");
        if (choose_(3) == 0)
            s_.on_violation({ami::errc::line_too_long, "test"}, now_);
        else if (choose_(3) == 0)
            s_.on_events_missed();
        else if (reads_)
            s_.on_lost(choose_(2) == 0 ? ami::error_code() : reset(), now_);
        look_at_connection();
    }

    void take_unawaited()
    {
        for (const auto id : s_.queue().take_unawaited())
            std::erase(handed_over_, id);
    }

    void write()
    {
        take_unawaited();
        if (!connected_)
            return;
        count("write");
        if (is_http_)
            return write_messages();
        const std::string waiting(s_.queue().next(std::size_t{1} << 30));
        if (waiting.empty())
            return;
        // What is written of each action, first of all of the one that was begun.
        const auto size =
            choose_(3) == 0 ? 1 + choose_(static_cast<unsigned>(waiting.size())) : waiting.size();
        const auto view = s_.queue().next(size);
        const auto taken = std::min(size, view.size());
        const auto end_of = [&](std::size_t at) { return waiting.find("\r\n\r\n", at) + 4; };
        check(view.size() <= std::max(size, left_of_begun_ != 0 ? left_of_begun_ : end_of(0)),
            "more is given out to write than was asked for");
        for (std::size_t at = 0; at < taken;) {
            const auto end = left_of_begun_ != 0 ? at + left_of_begun_ : end_of(at);
            if (left_of_begun_ == 0)
                begin_writing(std::string_view(waiting).substr(at, end - at));
            left_of_begun_ = end - std::min(end, taken);
            if (left_of_begun_ == 0)
                end_writing();
            at = end;
        }
        s_.queue().written(taken, taken);
    }

    void write_messages()
    {
        if (handed_over_.size() < 3 && !s_.queue().empty() && choose_(3) != 0) {
            const auto front = s_.queue().front();
            const std::string text(front.text);
            handed_over_.push_back(front.id);
            texts_[front.id] = text;
            s_.queue().hand_over();
            return;
        }
        if (handed_over_.empty())
            return;
        const auto id = handed_over_.front();
        handed_over_.erase(handed_over_.begin());
        if (choose_(6) != 0) {
            begin_writing(texts_[id]);
            end_writing();
            s_.queue().sent(id);
            return;
        }
        count("not answered");
        // It was not handed to the network, or nobody knows.
        const bool is_unknown = choose_(2) == 0;
        const auto code = is_unknown ? ami::errc::outcome_unknown : ami::errc::not_sent;
        if (is_unknown) {
            begin_writing(texts_[id]);
            end_writing();
            requests_[id].at = request::over;
        }
        if (const auto found = find(id))
            found->told_by_transport = code;
        s_.on_not_answered(id, {code, "test"}, now_);
        look_at_connection();
    }

    static std::uint64_t id_in(std::string_view text)
    {
        const auto at = text.find("ActionID: ");
        std::uint64_t id = 0;
        for (auto c = text.substr(text.find('-', at) + 1); !c.empty() && c[0] >= '0' && c[0] <= '9';
             c.remove_prefix(1))
            id = 10 * id + static_cast<std::uint64_t>(c[0] - '0');
        return id;
    }

    void begin_writing(std::string_view text)
    {
        constexpr std::string_view first = "Action: ";
        if (!check(text.starts_with(first), "what is written is no action"))
            return;
        const auto id = id_in(text);
        const auto name = std::string(text.substr(first.size(), text.find('\r') - first.size()));
        check(id > last_begun_ || is_http_, "actions are written in another order");
        last_begun_ = id;
        writing_ = {name, find(id)};
        writing_.owes_filters = name == "Login" && !s_.server().filters().empty();
        if (const auto& of = writing_.of) {
            check(of->pending, fmt::format("action {} is written after its end", id));
            check(!of->written, fmt::format("action {} is written twice", id));
            check(login_accepted_, "a user's action is written before the login");
            of->begun = of->was_begun = true;
        } else {
            check(login_accepted_ || name == "Login" || name == "Challenge" || !requests_.empty(),
                "something else than the login is written first");
        }
    }

    void end_writing()
    {
        if (writing_.of)
            writing_.of->written = true;
        requests_[last_begun_] = writing_;
    }

    // --- the server --------------------------------------------------------------------------------------------------

    void say(std::string_view text, std::function<void()> effect)
    {
        for (const char c : text)
            unread_ += c == '\n' ? std::string("\r\n") : std::string(1, c);
        said_.push_back({unread_.size(), std::move(effect)});
    }

    void server_says()
    {
        if (!reads_)
            return pass_time();
        for (auto more = 1 + choose_(4); more != 0; --more)
            say_one();
        const auto size = static_cast<unsigned>(unread_.size());
        deliver(size != 0 && choose_(4) == 0 ? 1 + choose_(size) : size);
    }

    void deliver(std::size_t size)
    {
        // While outputs wait nothing is read.
        drain();
        if (!ok() || !reads_ || unread_.empty())
            return;
        size = std::min<std::size_t>(size, unread_.size());
        const auto room = s_.prepare(size);
        std::memcpy(room.data(), unread_.data(), size);
        unread_.erase(0, size);
        std::vector<said> done;
        while (!said_.empty() && said_.front().end <= size) {
            done.push_back(std::move(said_.front()));
            said_.erase(said_.begin());
        }
        for (auto& each : said_)
            each.end -= size;
        for (const auto& each : done)
            each.effect();
        s_.on_received(size, now_);
        // What is in the buffer is the session's: it must come to an end in this turn.
        drain();
    }

    std::uint64_t some_request()
    {
        if (choose_(16) == 0)
            return choose_(64);
        std::vector<std::uint64_t> open;
        for (const auto& [id, each] : requests_) {
            if (each.at != request::over)
                open.push_back(id);
        }
        return open.empty() ? 0 : open[choose_(2) == 0 ? 0 : choose_(static_cast<unsigned>(open.size()))];
    }

    void say_one()
    {
        if (!is_http_ && !banner_said_) {
            banner_said_ = true;
            // No Asterisk: this server answers in any order.
            const auto line =
                choose_(12) == 0 ? "HTTP/1.1 400 Bad Request\n" : "Asterisk Call Manager Proxy/9.0.0\n";
            return say(line, [] {});
        }
        const auto id = some_request();
        const auto number = ++packets_;
        switch (choose_(12)) {
        case 0:
        case 1: return say_event(number);
        case 2:
            return say(fmt::format("Event: UserEvent\nActionID: {}{}\nEventList: Complete\nNumber: {}\n\n",
                           prefix(), id, number),
                [this, number] { tell_event(number); });
        case 3:
            return say(fmt::format("Response: Error\nActionID: {}{}\nMessage: No\n\n", prefix(), id),
                [this, id, number] { respond(id, number, true); });
        case 4:
            return say(fmt::format("Response: Success\nActionID: {}{}\nEventList: start\n\n", prefix(), id),
                [this, id] {
                    const auto found = requests_.find(id);
                    if (found == requests_.end() || found->second.at == request::over)
                        return;
                    found->second.at = request::list;
                });
        case 5:
        case 6:
        case 7:
            if (const auto found = requests_.find(id);
                found != requests_.end() && found->second.at == request::list)
                return say_item(id, number);
            break;
        case 8: {
            if (const auto found = requests_.find(id);
                found != requests_.end() && found->second.at == request::list && choose_(3) == 0)
                return say_item(id, number);
            const bool is_cancelled = choose_(4) == 0;
            return say(fmt::format("Event: ListComplete\nActionID: {}{}\nEventList: {}\nNumber: {}\n\n",
                           prefix(), id, is_cancelled ? "cancelled" : "Complete", number),
                [this, id, number, is_cancelled] { complete_list(id, number, is_cancelled); });
        }
        default: break;
        }
        if (choose_(64) == 0)
            return say(std::string(5000, 'x') + "\n", [] {});
        if (is_http_ && choose_(8) == 0) {
            say("\n", [] {});
            return end_answer(id);
        }
        say(fmt::format("Response: Success\nActionID: {}{}\nChallenge: 12345\n\n", prefix(), id),
            [this, id, number] { respond(id, number, false); });
    }

    void end_answer(std::uint64_t id)
    {
        deliver(unread_.size());
        const auto found = requests_.find(id);
        if (!ok() || !reads_ || found == requests_.end())
            return;
        // A list that ended in an error is answered with it.
        if (found->second.at == request::list && found->second.has_list_error)
            answer(found->second, packets_, true);
        else if (found->second.of && found->second.at != request::over)
            found->second.of->told_by_transport = ami::errc::outcome_unknown;
        found->second.at = request::over;
        count("answer ended");
        s_.on_answer_ended(id, now_);
        look_at_connection();
    }

    void say_event(std::uint64_t number)
    {
        say(fmt::format("Event: Newchannel\nNumber: {}\n\n", number), [this, number] { tell_event(number); });
    }

    void tell_event(std::uint64_t number)
    {
        // Whether the mask counts as restored depends on how its action ended; the login sequence's own tests are exact.
        events_.push_back({number, holds_back_});
    }

    void say_item(std::uint64_t id, std::uint64_t number)
    {
        say(fmt::format("Event: ListItem\nActionID: {}{}\nNumber: {}\n\n", prefix(), id, number),
            [this, id, number] {
                const auto found = requests_.find(id);
                if (found == requests_.end() || found->second.at != request::list)
                    tell_event(number);
                else if (found->second.of)
                    ++found->second.of->items;
            });
    }

    void complete_list(std::uint64_t id, std::uint64_t number, bool is_error)
    {
        const auto found = requests_.find(id);
        if (found == requests_.end() || found->second.at != request::list)
            tell_event(number);
        else
            answer(found->second, number, is_error);
    }

    void respond(std::uint64_t id, std::uint64_t number, bool is_error)
    {
        const auto found = requests_.find(id);
        if (found == requests_.end() || found->second.at == request::over)
            return;
        auto& of = found->second;
        if (of.at == request::list) { // an error in the list; its end is still to come
            if (is_error)
                of.has_list_error = true;
            return;
        }
        answer(of, number, is_error);
    }

    void answer(request& of, std::uint64_t number, bool is_error)
    {
        of.at = request::over;
        if (!of.of && of.name == "Login" && !is_error)
            login_accepted_ = was_accepted_ = true;
        if (!of.of && of.name == "Login")
            holds_back_ = of.owes_filters && !is_error && !of.has_list_error;
        else if (!of.of && of.name == "Ping") // the barrier
            holds_back_ = false;
        if (!of.of || !of.of->pending)
            return;
        of.of->answered = true;
        of.of->answer_is_error = is_error;
        of.of->answer_at = number;
    }

    // --- time --------------------------------------------------------------------------------------------------------

    void pass_time()
    {
        static constexpr ami::detail::duration steps[] = {1ms, 100ms, 1s, 3s, 10s, 60s};
        now_ += steps[choose_(6)];
        if (choose_(4) == 0)
            return; // the timer is late
        count("time");
        for (int rounds = 0; rounds != 3; ++rounds) {
            s_.on_time(now_);
            look_at_connection();
            drain();
            if (!ok() || !s_.deadline() || *s_.deadline() > now_)
                break;
            check(rounds != 2, "the time is over again and again");
        }
        if (!ok())
            return;
        for (const auto& each : operations_) {
            if (each->type == op::action && each->pending && !each->ends_silently)
                check(each->latest > now_, fmt::format("operation {} is not ended in time", each->number));
        }
    }

    // --- what follows ------------------------------------------------------------------------------------------------

    void drain()
    {
        if (std::exchange(draining_, true))
            return;
        std::size_t taken = 0;
        while (ok()) {
            auto& told = s_.next(now_);
            if (told.type == output::kind::none)
                break;
            look_at(told);
            look_at_connection();
            if (ok())
                do_what_a_handler_does();
            if (!check(++taken < 100'000, "there is no end of outputs"))
                break;
        }
        draining_ = false;
        if (ok())
            look_at_rest();
    }

    // Nothing is left to be told.
    void look_at_rest()
    {
        look_at_connection();
        check(!s_.has_output(), "an output is left");
        for (const auto& each : operations_) {
            if (!each->pending)
                continue;
            if (!s_.is_active())
                check(each->ends_silently,
                    fmt::format("operation {} waits, and the session is over", each->number));
            check(!each->answered || each->ends_silently,
                fmt::format("operation {} was answered and waits", each->number));
            check(!each->cancelled || each->ends_silently,
                fmt::format("operation {} was cancelled and waits", each->number));
            check(!each->told_by_transport || each->retries,
                fmt::format("operation {} got no answer and waits", each->number));
        }
        if (!s_.is_active()) {
            check(ended_, "the session is over, and its end was not told");
            std::erase_if(
                operations_, [](const auto& each) { return !each->pending || each->ends_silently; });
            return;
        }
        if (reads_)
            std::erase_if(events_, [](const unread_event& each) { return each.may_be_held_back; });
        check(events_.empty(), "an event was not told");
        std::erase_if(operations_, [](const auto& each) { return !each->pending; });
        check(asked_ != output::kind::none || s_.deadline() || reads_, "nothing will ever happen again");
        if (state_ == state::ready && !logging_off_)
            check(s_.is_ready(), "ready was told, and the session is not");
    }

    void do_what_a_handler_does()
    {
        if (deeds_left_ == 0 || choose_(16) != 0)
            return;
        --deeds_left_;
        switch (choose_(8)) {
        case 0:
        case 1: return submit();
        case 2:
        case 3: return cancel();
        case 4: return wait_closed();
        case 5: return choose_(4) == 0 ? end_session() : submit();
        default: return;
        }
    }

    void look_at(output& told)
    {
        switch (told.type) {
        case output::kind::none: return;
        case output::kind::resolve:
        case output::kind::handshake:
            check(told.epoch == s_.connections(), "the network is asked for a connection that was left");
            asked_ = told.type;
            return;
        case output::kind::connect:
            check(told.address < addresses_, "there is no such address");
            asked_ = told.type;
            connected_ = reads_ = false;
            return;
        case output::kind::read:
            check(connected_, "there is nothing to read from");
            reads_ = true;
            return;
        case output::kind::disconnect: return;
        case output::kind::complete: return look_at_end(told);
        case output::kind::item: return look_at_item(told);
        case output::kind::event: {
            const auto number = number_in(*told.packet);
            const auto next = std::find_if(events_.begin(), events_.end(),
                [&](const unread_event& each) { return !each.may_be_held_back || each.number == number; });
            if (check(next != events_.end() && next->number == number,
                    "an event is told that is not the next one"))
                events_.erase(events_.begin(), next + 1);
            in_order(number);
            count("event");
            return;
        }
        case output::kind::ready:
            check(was_accepted_, "ready without a login");
            check(!connecting_ || !connecting_->pending, "ready before async_connect has completed");
            count("ready");
            return;
        case output::kind::events_missed: return;
        case output::kind::lost: count("connection lost"); return;
        case output::kind::ended:
            check(!ended_, "a session ends twice");
            check(told.error.ec.failed(), "a session ends without a cause");
            check(told.epoch == sessions_, "another session has ended");
            ended_ = true;
            logging_off_ = false;
            count("ended");
            return;
        case output::kind::state: return look_at_state(told.change->state());
        case output::kind::log: check(false, "a log record without a log"); return;
        }
    }

    void look_at_state(state next)
    {
        static const std::map<state, std::set<state>> allowed = {
            {state::connecting, {state::logging_in, state::lost, state::closed}},
            {state::logging_in, {state::ready, state::lost, state::closed}},
            {state::ready, {state::ready, state::lost, state::closed}},
            {state::lost, {state::waiting}},
            {state::waiting, {state::connecting, state::closed}},
            {state::closed, {state::connecting}},
        };
        check(allowed.at(state_).contains(next),
            fmt::format("from {} to {}", ami::to_string(state_), ami::to_string(next)));
        state_ = next;
        if (next == state::connecting)
            was_accepted_ = false;
        if (next == state::closed)
            check(ended_, "closed before the end");
    }

    void look_at_item(output& told)
    {
        const auto found = find(told.operation.get());
        if (!check(found != nullptr, "an item of nobody's list"))
            return;
        check(found->pending && found->takes_items, "an item that nobody takes");
        ++found->items_told;
        in_order(number_in(*told.packet));
        count("item");
    }

    void look_at_end(output& told)
    {
        const auto found = find(told.operation.get());
        if (!check(
                found != nullptr, "an operation of the session's own, or one that was refused, is completed"))
            return;
        auto& ended = *found;
        if (!check(ended.pending, fmt::format("operation {} is completed twice", ended.number)))
            return;
        const auto& ec = told.error.ec;
        switch (ended.type) {
        case op::connect:
            if (!ec)
                check(was_accepted_, "connected without a login");
            break;
        case op::closed: check(ec.failed(), "a session ends without a cause"); break;
        case op::logoff:
            check(!ec || ended.cancelled || stopped_as_aborted_ || told_by(ended, ec) ||
                      ec == ami::errc::list_too_large,
                "a Logoff fails: " + ec.message());
            break;
        case op::action: check_action(ended, told); break;
        }
        count(
            std::string(ended.type == op::action ? "action: " : "other: ") + (ec ? ec.message() : "success"));
        end(ended);
    }

    static bool told_by(const modelled_operation& ended, const ami::error_code& ec)
    {
        return ended.told_by_transport && ec == *ended.told_by_transport;
    }

    void check_action(modelled_operation& ended, output& told)
    {
        const auto& ec = told.error.ec;
        const auto text = fmt::format("operation {}: {}", ended.number, ec ? ec.message() : "success");
        if (!ec) {
            check(ended.answered, text + ", and it was not answered");
            check(ended.written, text + ", and it was not written");
            in_order(ended.answer_at);
            if (ended.takes_items)
                check(ended.items_told == ended.items, text + ", and an item was not told");
            else
                check(told.answer.events().size() == ended.items, text + ", and the list is another");
            if (ended.answer_is_error)
                check(!told.answer.ok(), text + ", and the answer is an error");
        } else if (told_by(ended, ec) || (stopped_as_aborted_ && ec == ami::detail::aborted())) {
            return;
        } else if (ec == ami::errc::not_sent) {
            check(!ended.written, text + ", and it was written");
        } else if (ec == ami::errc::outcome_unknown) {
            check(ended.written, text + ", and it was not written");
        } else if (ec == ami::errc::timed_out) {
            check(now_ >= ended.earliest, text + ", too early");
            check(ended.was_begun, text + ", and nothing of it was written");
        } else if (ec == ami::detail::aborted()) {
            check(ended.cancelled, text + ", and it was not cancelled");
        } else if (ec == ami::errc::list_too_large) {
            check(ended.items > limits_.max_list_items, text + ", and it is not");
        } else if (ec == ami::errc::too_many_in_flight || ec == ami::errc::write_queue_full ||
                   ec == ami::errc::not_connected) {
            check(hold_ || ended.retries, text + ", and it was taken");
        } else {
            check(false, text);
        }
    }

    void in_order(std::uint64_t number)
    {
        check(number > last_told_, fmt::format("packet {} is told after packet {}", number, last_told_));
        last_told_ = number;
    }

    static std::uint64_t number_in(const ami::packet_view& packet)
    {
        std::uint64_t number = 0;
        for (const char c : packet["Number"])
            number = 10 * number + static_cast<std::uint64_t>(c - '0');
        return number;
    }

    // --- operations --------------------------------------------------------------------------------------------------

    operation make(op type)
    {
        operations_.push_back(std::make_shared<modelled_operation>(type, ++made_));
        return operations_.back();
    }

    void forget(const operation& refused) { std::erase(operations_, refused); }

    void end(modelled_operation& ended) { ended.pending = false; }

    operation find(const ami::detail::pending_action* looked_for) const
    {
        for (const auto& each : operations_) {
            if (each.get() == looked_for)
                return each;
        }
        return nullptr;
    }

    operation find(std::uint64_t id) const
    {
        for (const auto& each : operations_) {
            if (each->id == id && id != 0)
                return each;
        }
        return nullptr;
    }

    operation some_operation()
    {
        if (operations_.empty())
            return nullptr;
        return operations_[choose_(static_cast<unsigned>(operations_.size()))];
    }

    // --- problems ----------------------------------------------------------------------------------------------------

    std::string prefix() const { return "p-"; }

    bool ok() const noexcept { return problem_.empty(); }

    bool check(bool holds, std::string_view text)
    {
        if (!holds && problem_.empty())
            problem_ = text;
        return holds;
    }

    void count(const std::string& event) { ++happened_[event]; }

    static ami::error_code reset() { return make_error_code(boost::system::errc::connection_reset); }
    static std::optional<std::string> fake_md5(std::string_view, std::string_view) { return "key"; }

    chooser choose_;
    ami::detail::session s_{&fake_md5};
    const ami::counters& counts_ = s_.counts();
    ami::detail::time_point now_ = ami::detail::time_point{} + 1000s;
    ami::limits limits_;
    std::string problem_;
    std::map<std::string, std::uint64_t> happened_;
    std::size_t made_ = 0;
    unsigned deeds_left_ = 100'000;
    bool draining_ = false;

    // the user
    std::vector<operation> operations_;
    operation connecting_;
    bool hold_ = false;
    bool logging_off_ = false;
    bool stopped_as_aborted_ = false;
    bool was_discarded_ = false;

    // the network
    std::uint64_t connection_ = 0;
    output::kind asked_ = output::kind::none;
    std::size_t addresses_ = 0;
    bool is_http_ = false;
    bool connected_ = false;
    bool reads_ = false;
    std::uint64_t last_begun_ = 0;
    std::size_t left_of_begun_ = 0; // bytes of the action that was written last
    request writing_;
    std::vector<std::uint64_t> handed_over_;
    std::map<std::uint64_t, std::string> texts_;

    // the server
    std::map<std::uint64_t, request> requests_;
    std::string unread_;
    std::vector<said> said_;
    std::uint64_t packets_ = 0;
    bool banner_said_ = false;
    bool login_accepted_ = false;
    bool holds_back_ = false;   // the server does not have the filters yet
    bool was_accepted_ = false; // also where a handler has left the connection meanwhile

    // what was told
    state state_ = state::closed;
    std::uint64_t sessions_ = 0;
    std::uint64_t last_told_ = 0;
    std::vector<unread_event> events_; // that were read and are to be told
    bool ended_ = true;
};

} // namespace tests

#endif // AMI_TESTS_SUPPORT_SESSION_MODEL_HPP
