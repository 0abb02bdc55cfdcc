// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_CORRELATOR_MODEL_HPP
#define AMI_TESTS_SUPPORT_CORRELATOR_MODEL_HPP

// What a correlator should do, written once more as simply as can be: one list, looked through for everything.
// `correlator_run` does the same things to both and compares. Shared by the unit tests and the fuzz target.

#include "support/correlating.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tests {

/// Chooses a number below its argument.
using chooser = std::function<unsigned(unsigned)>;

/// The kinds of actions that differ for a correlator.
struct action_kind {
    const char* name;
    const char* follow_up; // the event that completes it
    bool error_ends_list;
    bool takes_items;
};

inline constexpr action_kind action_kinds[] = {
    {"Ping", nullptr, false, false},
    {"Status", nullptr, false, false},
    {"Agents", nullptr, false, true},
    {"ShowDialPlan", nullptr, true, false},
    {"FAXStats", "FAXStats", false, false},
};

enum class reply { success, error, list };
enum class happening { item, complete, cancelled, follow_up, forged, other };

class correlator_model {
public:
    using time_point = ami::detail::time_point;
    using duration = ami::detail::duration;

    /// Hears of each end: the action and how it ended.
    using listener = std::function<void(std::uint64_t, const std::string&)>;

    correlator_model(const ami::limits& bounds, listener heard) : limits_(bounds), heard_(std::move(heard)) {}

    void start(std::string prefix) { prefix_ = std::move(prefix); }

    bool add(const action_kind& kind, duration timeout, duration total, time_point now)
    {
        const auto bytes = "Action: " + std::string(kind.name) + "\r\nActionID: " + prefix_ +
                           std::to_string(last_ + 1) + "\r\n\r\n";
        if (in_flight() >= limits_.max_in_flight ||
            waiting_bytes().size() + bytes.size() > limits_.max_write_queue)
            return false;
        if (!head())
            head_since_ = now;
        actions_.push_back({++last_, &kind, bytes, timeout, now + std::max(total, timeout)});
        return true;
    }

    std::string waiting_bytes() const
    {
        std::string bytes;
        for (const auto& each : actions_)
            bytes += each.bytes; // those that the network did not take
        return bytes;
    }

    void take(std::size_t size)
    {
        for (auto& each : actions_) {
            const auto taken = std::min(size, each.bytes.size());
            size -= taken;
            each.bytes.erase(0, taken);
            each.begun = each.begun || taken != 0;
            each.sent = each.bytes.empty();
        }
    }

    bool respond(std::uint64_t id, reply what, time_point now)
    {
        auto* const found = find(id);
        if (!found || !found->sent || found->at == awaiting)
            return false;
        if (found->at == open) {
            if (what == reply::error) {
                found->list_error = true;
                if (found->kind->error_ends_list)
                    answer(id, now);
            }
            return true;
        }
        if (what == reply::list) {
            found->at = open;
            if (head() == found)
                head_since_ = now;
        } else if (what == reply::success && found->kind->follow_up) {
            found->at = awaiting;
            found->deadline = now + found->timeout;
            const bool tomb = !found->wanted && found->in_line;
            leave_line(*found, now);
            if (tomb)
                expire(id);
        } else {
            found->refused = what == reply::error;
            answer(id, now);
        }
        return true;
    }

    /// Whether the event is kept from subscribers.
    bool happen(std::uint64_t id, happening what, time_point now)
    {
        auto* const found = find(id);
        if (!found || what == happening::forged)
            return false;
        if (found->at == awaiting) {
            if (what != happening::follow_up)
                return false;
            ++found->items;
            answer(id, now);
            return true;
        }
        if (found->at != open)
            return false;
        if (what == happening::complete || what == happening::cancelled) {
            found->list_error = found->list_error || what == happening::cancelled;
            answer(id, now);
            return true;
        }
        if (head() == found)
            head_since_ = now;
        if (found->wanted && ++found->items > limits_.max_list_items && !found->kind->takes_items)
            give_up(id, "list_too_large", now);
        return true;
    }

    void cancel(std::uint64_t id, time_point now, const char* how = "closed")
    {
        const auto* const found = find(id);
        if (found && found->wanted)
            give_up(id, how, now);
    }

    /// Whether the time of an action is over that was not over before, be it wanted or not.
    bool on_time(time_point now)
    {
        bool overdue = false;
        while (head() && now >= head_since_ + head()->timeout) {
            auto& late = *head();
            overdue = overdue || !std::exchange(late.overdue, true);
            if (!late.begun) {
                give_up(late.id, "not_sent", now);
                continue;
            }
            const auto id = late.id;
            leave_line(late, now);
            if (late.wanted)
                give_up(id, "timed_out", now);
            else
                expire(id);
        }
        for (;;) {
            action* first = nullptr;
            for (auto& each : actions_) {
                if (!each.overdue && each.deadline <= now && (!first || each.deadline < first->deadline))
                    first = &each;
            }
            if (!first)
                return overdue;
            overdue = first->overdue = true;
            if (first->wanted)
                give_up(first->id, first->begun ? "timed_out" : "not_sent", now);
        }
    }

    void lose()
    {
        const auto all = std::exchange(actions_, {});
        expired_.clear();
        for (const auto& each : all) {
            if (each.wanted)
                heard_(each.id, each.sent ? "outcome_unknown" : "not_sent");
        }
    }

    std::size_t in_flight() const
    {
        return static_cast<std::size_t>(
            std::count_if(actions_.begin(), actions_.end(), [](const auto& each) { return each.wanted; }));
    }

    bool has_too_many_cancelled() const
    {
        return static_cast<std::size_t>(std::count_if(actions_.begin(), actions_.end(),
                   [](const auto& each) { return !each.wanted && each.in_line; })) > limits_.max_cancelled;
    }

    std::uint64_t last() const { return last_; }

    std::optional<time_point> next_deadline() const
    {
        std::optional<time_point> next;
        if (const auto* const first = const_cast<correlator_model*>(this)->head())
            next = head_since_ + first->timeout;
        for (const auto& each : actions_) {
            if (!each.overdue && (!next || each.deadline < *next))
                next = each.deadline;
        }
        return next;
    }

private:
    enum phase { plain, open, awaiting };

    struct action {
        std::uint64_t id;
        const action_kind* kind;
        std::string bytes;
        duration timeout;
        time_point deadline;
        phase at = plain;
        bool wanted = true;
        bool in_line = true;
        bool overdue = false; // a time of it is over
        bool begun = false;   // a byte is on its way
        bool sent = false;
        bool refused = false;
        bool list_error = false;
        std::size_t items = 0;
    };

    action* find(std::uint64_t id)
    {
        for (auto& each : actions_) {
            if (each.id == id)
                return &each;
        }
        return nullptr;
    }

    action* head()
    {
        for (auto& each : actions_) {
            if (each.in_line)
                return &each;
        }
        return nullptr;
    }

    void remove(std::uint64_t id, time_point now)
    {
        const auto* const before = head();
        const auto old = before ? before->id : 0;
        std::erase_if(actions_, [&](const action& each) { return each.id == id; });
        std::erase(expired_, id);
        if (old == id)
            head_since_ = now;
    }

    void leave_line(action& which, time_point now)
    {
        if (head() == &which)
            head_since_ = now;
        which.in_line = false;
    }

    void expire(std::uint64_t id)
    {
        expired_.push_back(id);
        if (expired_.size() > 1024) {
            const auto oldest = expired_.front();
            expired_.pop_front();
            std::erase_if(actions_, [&](const action& each) { return each.id == oldest; });
        }
    }

    void answer(std::uint64_t id, time_point now)
    {
        const auto ended = *find(id);
        remove(id, now);
        if (ended.wanted)
            heard_(id, "answered, " + std::string(ended.refused || ended.list_error ? "error, " : "") +
                           std::to_string(ended.items) + " items");
    }

    void give_up(std::uint64_t id, const char* how, time_point now)
    {
        auto& ended = *find(id);
        if (!ended.begun) {
            remove(id, now);
        } else {
            ended.wanted = false;
            if (!ended.in_line)
                expire(id);
        }
        heard_(id, how);
    }

    ami::limits limits_;
    listener heard_;
    std::string prefix_;
    std::vector<action> actions_; // by id
    std::deque<std::uint64_t> expired_;
    std::uint64_t last_ = 0;
    time_point head_since_{};
};

/// A correlator and its model side by side. Each `step` does one thing to both; `problem` says how they differ.
class correlator_run {
public:
    explicit correlator_run(chooser choose)
        : choose_(std::move(choose)), s_(small_limits()),
          model_(s_.limits, [this](std::uint64_t id, const std::string& how) { model_heard(id, how); })
    {
        model_.start(std::string(correlating::prefix));
    }

    const std::string& problem() const noexcept { return problem_; }
    const std::map<std::string, std::uint64_t>& endings() const noexcept { return endings_; }

    bool step()
    {
        real_.clear();
        expected_.clear();
        deeds_.clear();
        const auto id = some_id();
        std::string what;
        switch (choose_(16)) {
        case 0:
        case 1:
        case 2: {
            const deed adding = new_add();
            what = "add " + std::string(adding.kind->name);
            real_do(adding);
            model_do(adding);
            break;
        }
        case 3:
        case 4: {
            what = "write";
            const std::string expected = model_.waiting_bytes();
            const auto size = choose_(3) == 0 ? choose_(static_cast<unsigned>(expected.size()) + 1)
                                              : static_cast<unsigned>(expected.size());
            s_.written.clear();
            while (s_.written.size() != size)
                s_.write_some(size - s_.written.size());
            if (s_.written != expected.substr(0, size))
                return fail(what, "other bytes");
            model_.take(size);
            break;
        }
        case 5:
        case 6:
        case 7:
        case 8: {
            static constexpr reply kinds[] = {reply::success, reply::error, reply::list, reply::list};
            const auto kind = kinds[choose_(4)];
            what = "respond to " + std::to_string(id);
            const bool taken =
                kind == reply::list
                    ? s_.receive(
                          fmt::format("Response: Success\nActionID: {}{}\nEventList: start\n\n", prefix_, id))
                    : s_.receive(fmt::format("Response: {}\nActionID: {}{}\n\n",
                          kind == reply::success ? "Success" : "Error", prefix_, id));
            if (taken != model_.respond(id, kind, s_.now))
                return fail(what, "taken differs");
            break;
        }
        case 9:
        case 10:
        case 11:
        case 12: {
            const auto kind = static_cast<happening>(std::max(choose_(9), 3u) - 3); // mostly items
            what = "event for " + std::to_string(id);
            const bool kept = s_.receive(event_text(id, kind));
            // The model does not know which name a follow-up has: a wrong one is `other`.
            if (kept != model_.happen(id, kind, s_.now))
                return fail(what, "kept differs");
            break;
        }
        case 13: {
            what = "cancel " + std::to_string(id);
            s_.cancel(id);
            model_.cancel(id, s_.now);
            break;
        }
        case 14: {
            static constexpr ami::detail::duration steps[] = {1ms, 500ms, 1s, 2s, 5s, 30s};
            const auto time = steps[choose_(6)];
            what = "time passes";
            const bool overdue = s_.pass(time);
            if (overdue != model_.on_time(s_.now))
                return fail(what, "overdue differs");
            break;
        }
        default:
            if (choose_(16) != 0)
                return true;
            what = "the connection ends";
            real_do({deed::lose, nullptr, 0, {}});
            model_do({deed::lose, nullptr, 0, {}});
        }
        return compare(what);
    }

    /// Whatever still waits is ended; then each action must have ended once.
    bool finish()
    {
        real_.clear();
        expected_.clear();
        deeds_.clear();
        last_step_ = true;
        s_.lose();
        model_.lose();
        if (!compare("the end"))
            return false;
        for (const auto& [id, who] : waiting_) {
            if (who->completions != 1)
                return fail("the end", fmt::format("action {} ended {} times", id, who->completions));
        }
        if (s_.ended() != s_.counts.actions_started || s_.counts.actions_started != waiting_.size())
            return fail("the end", "the counters do not add up");
        return true;
    }

private:
    struct deed {
        enum { nothing, add, cancel, lose } what = nothing;
        const action_kind* kind = nullptr;
        std::uint64_t id = 0;
        ami::detail::duration timeout{};
    };

    static ami::limits small_limits()
    {
        ami::limits limits;
        limits.max_in_flight = 12;
        limits.max_cancelled = 3;
        limits.max_list_items = 2;
        limits.max_write_queue = 250;
        return limits;
    }

    bool fail(const std::string& where, const std::string& why)
    {
        problem_ = where + ": " + why;
        return false;
    }

    // Often the same as the last time: a list takes several packets.
    std::uint64_t some_id()
    {
        if (choose_(4) == 0)
            favourite_ = model_.last() + 2 - std::min<std::uint64_t>(choose_(16), model_.last() + 1);
        return favourite_;
    }

    // No two actions time out at the same moment: their order is not said.
    static ami::detail::duration own(ami::detail::duration time, std::uint64_t id)
    {
        return time + std::chrono::nanoseconds(id);
    }

    deed new_add()
    {
        return {deed::add, &action_kinds[choose_(std::size(action_kinds))], 0,
            std::chrono::seconds(1 + choose_(5))};
    }

    void real_do(const deed& what)
    {
        switch (what.what) {
        case deed::nothing: break;
        case deed::add: {
            auto who = std::make_shared<recorded>();
            who->takes_items = what.kind->takes_items;
            who->then = [this, raw = who.get()] { real_heard(*raw); };
            const ami::detail::action_terms terms{10s, own(20s, real_last_)};
            s_.queue(ami::action(what.kind->name).timeout(own(what.timeout, real_last_)), terms, who);
            if (who->id != 0) {
                real_last_ = who->id;
                waiting_.emplace(who->id, who);
                kinds_.emplace(who->id, what.kind);
            }
            break;
        }
        case deed::cancel: s_.cancel(what.id); break;
        case deed::lose: {
            auto ended = s_.c.connection_ended("gone", {}, false);
            s_.c.start(prefix_, s_.limits);
            for (auto& each : ended)
                s_.outputs.complete(std::move(each.operation), std::move(each.error));
            s_.tell();
            break;
        }
        }
    }

    void model_do(const deed& what)
    {
        switch (what.what) {
        case deed::nothing: break;
        case deed::add:
            model_.add(*what.kind, own(what.timeout, model_.last()), own(20s, model_.last()), s_.now);
            break;
        case deed::cancel: model_.cancel(what.id, s_.now); break;
        case deed::lose: model_.lose(); break;
        }
    }

    // What a real action's end sets off; the model's end of the same action sets the same off.
    void real_heard(const recorded& who)
    {
        std::string how;
        if (!who.how)
            how = fmt::format("answered, {}{} items", who.got.ok() ? "" : "error, ",
                who.takes_items ? who.items.size() : who.got.events().size());
        else if (who.how.ec == ami::errc::not_sent)
            how = "not_sent";
        else if (who.how.ec == ami::errc::outcome_unknown)
            how = "outcome_unknown";
        else if (who.how.ec == ami::errc::timed_out)
            how = "timed_out";
        else if (who.how.ec == ami::errc::list_too_large)
            how = "list_too_large";
        else
            how = "closed";
        ++endings_[who.how ? how : who.got.ok() ? "answered" : "refused"];
        real_.push_back(std::to_string(who.id) + ": " + how);

        deed next;
        if (!last_step_ && deeds_.size() < 50) {
            switch (choose_(8)) {
            case 0: next = new_add(); break;
            case 1: next = {deed::cancel, nullptr, some_id(), {}}; break;
            case 2:
                if (choose_(8) == 0)
                    next.what = deed::lose;
                break;
            default: break;
            }
        }
        deeds_[who.id] = next;
        real_do(next);
    }

    void model_heard(std::uint64_t id, const std::string& how)
    {
        expected_.push_back(std::to_string(id) + ": " + how);
        // What an end sets off follows all that was decided before.
        unheard_.push_back(id);
    }

    void model_follow()
    {
        while (!unheard_.empty()) {
            const auto next = deeds_.find(unheard_.front());
            unheard_.pop_front();
            if (next != deeds_.end())
                model_do(next->second);
        }
    }

    std::string event_text(std::uint64_t id, happening kind)
    {
        const auto* const follow_up = follow_up_of(id);
        const char* name = "ListItem";
        const char* more = "";
        switch (kind) {
        case happening::item: break;
        case happening::complete: more = "EventList: Complete\n"; break;
        case happening::cancelled: more = "EventList: cancelled\n"; break;
        case happening::follow_up: name = follow_up ? follow_up : "FAXStats"; break;
        case happening::forged:
            name = "UserEvent";
            more = "EventList: Complete\n";
            break;
        case happening::other: name = "Newchannel"; break;
        }
        return fmt::format("Event: {}\nActionID: {}{}\n{}\n", name, prefix_, id, more);
    }

    const char* follow_up_of(std::uint64_t id) const
    {
        const auto found = kinds_.find(id);
        return found == kinds_.end() ? nullptr : found->second->follow_up;
    }

    bool compare(const std::string& what)
    {
        model_follow();
        if (real_ != expected_)
            return fail(what, fmt::format("ended [{}], should have [{}]", fmt::join(real_, "; "),
                                  fmt::join(expected_, "; ")));
        if (s_.c.in_flight() != model_.in_flight())
            return fail(
                what, fmt::format("{} in flight, should be {}", s_.c.in_flight(), model_.in_flight()));
        if (s_.c.has_too_many_cancelled() != model_.has_too_many_cancelled())
            return fail(what, "whether there are too many cancelled ones differs");
        if (s_.c.queue().size() != model_.waiting_bytes().size())
            return fail(what, "another number of bytes waits");
        const auto next = model_.next_deadline();
        // It may ask to be woken too early, never too late.
        if (next && (!s_.c.next_deadline() || *s_.c.next_deadline() > *next))
            return fail(what, "would be woken too late");
        return true;
    }

    chooser choose_;
    std::string prefix_{correlating::prefix};
    correlating s_;
    correlator_model model_;
    std::map<std::uint64_t, waiting> waiting_;
    std::map<std::uint64_t, const action_kind*> kinds_;
    std::map<std::uint64_t, deed> deeds_; // what each end of this step set off
    std::deque<std::uint64_t> unheard_;   // ends in the model whose deeds are still to be done
    std::map<std::string, std::uint64_t> endings_;
    std::vector<std::string> real_;
    std::vector<std::string> expected_;
    std::string problem_;
    std::uint64_t real_last_ = 0;
    std::uint64_t favourite_ = 1;
    bool last_step_ = false;
};

} // namespace tests

#endif // AMI_TESTS_SUPPORT_CORRELATOR_MODEL_HPP
