// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_CALL_TRACKER_MODEL_HPP
#define AMI_TESTS_SUPPORT_CALL_TRACKER_MODEL_HPP

// A call tracker, an Asterisk that says anything, and a simple model of what may be said of each call. Shared by the unit
// tests and the fuzz target.

#include <ami/protocol/wire/parser.hpp>
#include <ami/session/channels/call_tracker.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <deque>
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

class call_tracker_run {
public:
    using pointer = ami::detail::call_tracker::call_pointer;

    /// `choose(n)` gives a number below n.
    explicit call_tracker_run(std::function<unsigned(unsigned)> choose)
        : choose_(std::move(choose)), tracker_([this] { return made_.emplace_back(new_call()); })
    {
        follow_ = choose_(3) != 0;
        limit_ = choose_(2) == 0 ? 1 + choose_(6) : 10'000;
        tracker_.follow_incoming(follow_);
        tracker_.limit(limit_);
    }

    bool step()
    {
        switch (choose_(24)) {
        case 0:
        case 1: dial(); break;
        case 2:
        case 3: answer_originate(); break;
        case 4:
        case 5: report_any(); break;
        case 6: pass(choose_(3) == 0 ? 20'000 : choose_(2) == 0 ? 2'000 : 300); break;
        case 7: answer_question(); break;
        case 8: answer_review(); break;
        case 9: answer_reread(); break;
        case 10: adopt(); break;
        case 11: hang_up_any(); break;
        case 12: forget_any(); break;
        case 13:
            if (choose_(4) == 0)
                pass(300'000);
            break;
        case 14:
            if (choose_(3) == 0)
                lose_connection();
            else
                connect();
            break;
        case 15:
            if (choose_(6) == 0)
                end_session();
            break;
        case 16:
            if (connected_ && choose_(3) == 0) {
                tracker_.events_missed(now_);
                look("events are missed");
                if (tracker_.awaits_resync())
                    ++rereads_;
            }
            break;
        case 17:
            follow_ = choose_(3) != 0;
            tracker_.follow_incoming(follow_);
            break;
        default:
            if (connected_)
                any_event();
        }
        return problem_.empty();
    }

    /// From here on the server tells the truth: no channel lives any more. So every call ends.
    bool finish()
    {
        connect();
        if (choose_(4) == 0)
            end_session();
        const bool silent = choose_(2) == 0;
        for (std::size_t i = 0; !silent && i != calls_.size(); ++i) {
            if (calls_[i].call->is_tracked)
                say("Hangup", "Channel: x\nUniqueid: " + calls_[i].call->channel_id + "\nCause: 16\n");
        }
        const auto until = now_ + std::chrono::hours(1);
        for (int turn = 0; problem_.empty(); ++turn) {
            if (turn == 1000 || now_ > until) {
                for (const auto& each : calls_) {
                    if (each.call->is_tracked)
                        check(false, "call " + each.call->id + " stays: " + text_of(*each.call));
                }
                check(false, "time passes without end");
                break;
            }
            bool any = false;
            for (std::size_t i = 0; i != calls_.size(); ++i) {
                if (calls_[i].originate != progress::sent)
                    continue;
                accept(calls_[i]);
                any = true;
            }
            for (; !questions_.empty(); any = true) {
                const auto call = take(questions_);
                tracker_.channel_is_gone(call, now_);
                look("a channel is gone");
            }
            for (; reviews_ != 0; any = true) {
                --reviews_;
                tracker_.check({}, now_);
                look("a review");
            }
            for (; rereads_ != 0; any = true) {
                --rereads_;
                tracker_.resync({}, now_);
                look("a reread");
            }
            const auto next = tracker_.deadline();
            if (!next && !any)
                break;
            if (next && (!any || turn > 3))
                on_time(std::max(now_, *next));
        }
        for (const auto& each : calls_)
            check(!each.call->is_tracked,
                "call " + each.call->id + " is followed for ever: " + text_of(*each.call));
        check(tracker_.empty() && tracker_.calls().size() == 0, "the tracker has calls left");
        check(tracker_.calls().channels().size() == 0, "the tracker has channels left");
        check(tracker_.early_report_count() == 0, "the tracker has reports left");
        check(!tracker_.deadline(), "a tracker without calls has a deadline");
        std::vector<std::weak_ptr<ami::detail::tracked_call>> all;
        for (const auto& each : calls_)
            all.push_back(each.call);
        calls_.clear();
        made_.clear();
        for (const auto& each : all)
            check(each.expired(), "a call that ended is held");
        return problem_.empty();
    }

    const std::string& problem() const noexcept { return problem_; }

    /// How often each thing came about.
    const std::map<std::string, std::uint64_t>& endings() const noexcept { return endings_; }

private:
    enum class progress { none, sent, accepted, over };

    // What a user of the call can see.
    struct seen_state {
        ami::call_state state = ami::call_state::starting;
        std::optional<ami::call_outcome> outcome;
        ami::error_code lost;
        std::string channel;
        std::string channel_id;
        bool seen = false;
        std::optional<ami::hangup_cause> hung_up;
        ami::hangup_cause cause = ami::hangup_cause::none;
        std::optional<ami::detail::time_point> answered_at;
        std::optional<ami::detail::time_point> ended_at;

        bool operator==(const seen_state&) const = default;
        bool is_over() const { return state == ami::call_state::ended || lost; }
    };

    struct followed {
        explicit followed(pointer of) : call(std::move(of)) {}

        pointer call;
        progress originate = progress::none;
        std::string action_id;
        bool is_reported = false;
        ami::detail::time_point report_by{};
        seen_state last;
        std::string channel_id;
        bool forgotten = false;
        std::set<int> reasons; // of its OriginateResponse
        std::set<std::string, std::less<>> dial_statuses;
    };

    static pointer new_call() { return std::make_shared<ami::detail::tracked_call>(); }

    static std::string text_of(const ami::detail::tracked_call& call)
    {
        return fmt::format(
            "{} channel={} outcome={} dialled={} seen={} asking={} to_review={} in_doubt={} doubt={} is_gone={} reported={}",
            call.state, call.channel_id, call.outcome ? to_string(*call.outcome) : "none",
            call.originated_here, call.seen, call.is_probed,
            (call.check != ami::detail::tracked_call::list_check::none), call.is_unconfirmed,
            call.report_failure.ec.message(), call.awaits_hangup, !call.report.raw().empty());
    }

    static seen_state state_of(const ami::detail::tracked_call& call)
    {
        return {call.state, call.outcome, call.lost.ec, call.channel, call.channel_id, call.seen,
            call.hung_up, call.cause, call.answered_at, call.ended_at};
    }

    void check(bool good, const std::string& what)
    {
        if (!good && problem_.empty())
            problem_ = what;
    }

    std::size_t below(std::size_t size) { return choose_(static_cast<unsigned>(size)); }

    template <class Item>
    Item take(std::vector<Item>& from)
    {
        const auto at = from.begin() + static_cast<std::ptrdiff_t>(below(from.size()));
        auto item = std::move(*at);
        from.erase(at);
        return item;
    }

    followed* pick(progress at)
    {
        std::vector<followed*> found;
        for (auto& each : calls_) {
            if (each.originate == at)
                found.push_back(&each);
        }
        return found.empty() ? nullptr : found[below(found.size())];
    }

    followed* pick_any() { return calls_.empty() ? nullptr : &calls_[below(calls_.size())]; }

    followed* find(const pointer& call)
    {
        const auto found = std::find_if(
            calls_.begin(), calls_.end(), [&](const followed& each) { return each.call == call; });
        return found == calls_.end() ? nullptr : &*found;
    }

    std::size_t count() const
    {
        return static_cast<std::size_t>(std::count_if(
            calls_.begin(), calls_.end(), [](const followed& each) { return each.call->is_tracked; }));
    }

    bool is_followed(std::string_view id) const
    {
        return std::any_of(calls_.begin(), calls_.end(), [&](const followed& each) {
            return each.call->is_tracked && (each.call->id == id || each.call->channel_id == id);
        });
    }

    // --- what Asterisk says ----------------------------------------------------------------------------------------

    std::string id()
    {
        if (choose_(24) == 0)
            return {};
        return fmt::format("c{}", choose_(7));
    }

    std::string name()
    {
        static constexpr const char* names[] = {
            "PJSIP/a-1", "PJSIP/b-2", "Local/1@x-1;1", "Local/1@x-1;2", ""};
        return names[choose_(5)];
    }

    // A channel's headers; some of them are missing at times.
    std::string channel(
        std::string_view prefix, const std::string& id, const std::string& linked, unsigned state)
    {
        std::string text;
        const auto add = [&](std::string_view name, const std::string& value) {
            if (choose_(32) != 31)
                text += fmt::format("{}{}: {}\n", prefix, name, value);
        };
        text += fmt::format("{}Uniqueid: {}\n{}Linkedid: {}\n{}ChannelState: {}\n", prefix, id, prefix,
            linked, prefix, state);
        add("Channel", name());
        if (state == 6)
            up_.insert(id);
        return text;
    }

    std::string any_channel(std::string_view prefix = {})
    {
        static constexpr unsigned states[] = {0, 4, 5, 6, 4, 3, 7};
        const auto own = id();
        return channel(prefix, own, choose_(2) == 0 ? own : id(), states[choose_(7)]);
    }

    ami::event parsed(std::string_view event_name, std::string_view lines)
    {
        std::string bytes = fmt::format("Event: {}\r\n", event_name);
        for (const char c : lines)
            bytes.append(c == '\n' ? "\r\n" : std::string(1, c));
        parser_.feed(bytes.append("\r\n"));
        ami::error_code ec;
        check(parser_.next(ec) == ami::parser::result::packet, "the test's own event is malformed");
        return ami::event(parser_.packet());
    }

    void say(std::string_view event_name, const std::string& lines)
    {
        const auto what = parsed(event_name, lines);
        const auto change =
            ami::detail::read_channel_change(what.view(), ami::detail::channel_scope::linked_ids);
        check(change.has_value(), "the event is not looked at");
        if (!change)
            return;
        std::optional<std::string> arrives;
        if (event_name == "Newchannel" || event_name == "Newstate")
            arrives = comes_in(what.view(), event_name == "Newchannel");
        may_move_ = event_name == "Rename";
        if (event_name == "Hangup") {
            remember_gone(std::string(what["Uniqueid"]));
            causes_.insert(std::string(what["Cause"]));
        }
        if (event_name == "DialEnd") {
            for (auto& each : calls_) {
                if (each.call->is_tracked && each.call->channel_id == what["DestUniqueid"])
                    each.dial_statuses.insert(std::string(what["DialStatus"]));
            }
            if (what["DialStatus"] == "ANSWER")
                up_.insert(std::string(what["DestUniqueid"]));
        }
        tracker_.on_change(*change, now_);
        look(event_name, arrives);
    }

    void any_event()
    {
        static constexpr const char* statuses[] = {"ANSWER", "BUSY", "CONGESTION", "NOANSWER", "RINGING", ""};
        const auto bridge = [&] { return fmt::format("BridgeUniqueid: b{}\n", choose_(3)); };
        switch (choose_(16)) {
        case 0:
        case 1: return say("Newchannel", any_channel());
        case 2:
        case 3:
        case 4: return say("Newstate", any_channel());
        case 5:
            return say("DialBegin", (choose_(2) == 0 ? any_channel() : std::string()) + any_channel("Dest"));
        case 6:
            return say(
                "DialState", any_channel("Dest") + fmt::format("DialStatus: {}\n", statuses[choose_(6)]));
        case 7:
            return say("DialEnd", (choose_(2) == 0 ? any_channel() : std::string()) + any_channel("Dest") +
                                      fmt::format("DialStatus: {}\n", statuses[choose_(6)]));
        case 8:
        case 9: {
            static constexpr int causes[] = {0, 16, 17, 19, 34, 127, 18};
            return say("Hangup", any_channel() + fmt::format("Cause: {}\n", causes[choose_(7)]));
        }
        case 10: return say(choose_(2) == 0 ? "HangupRequest" : "SoftHangupRequest", any_channel());
        case 11: {
            static constexpr const char* ends[] = {"", "<MASQ>", "<ZOMBIE>"};
            return say("Rename", fmt::format("Uniqueid: {}\nChannel: {}\nNewname: {}{}\n", id(), name(),
                                     name(), ends[choose_(3)]));
        }
        case 12: return say("LocalBridge", any_channel("LocalOne") + any_channel("LocalTwo"));
        case 13:
            return say("LocalOptimizationBegin", any_channel("LocalOne") + any_channel("LocalTwo") +
                                                     (choose_(2) == 0 ? any_channel("Source") : ""));
        case 14: return say("BridgeLeave", any_channel() + bridge());
        default:
            return say("BridgeEnter",
                any_channel() + bridge() +
                    (choose_(2) == 0 ? std::string() : fmt::format("SwapUniqueid: {}\n", id())));
        }
    }

    // The items of a Status list: no channel twice.
    std::vector<ami::event> any_list()
    {
        std::vector<ami::event> items;
        for (unsigned i = 0; i != 7; ++i) {
            if (choose_(2) == 0)
                continue;
            const auto own = fmt::format("c{}", i);
            auto text = channel({}, own, choose_(2) == 0 ? own : id(), choose_(2) == 0 ? 6 : 4 + choose_(2));
            if (choose_(2) == 0)
                text += fmt::format("BridgeID: b{}\n", choose_(3));
            items.push_back(parsed("Status", text + fmt::format("Seconds: {}\n", choose_(100))));
        }
        return items;
    }

    // --- calls that come in ---------------------------------------------------------------------------------------

    // The id of the call that must be followed because of this event.
    std::optional<std::string> comes_in(const ami::event_view& what, bool is_new)
    {
        const std::string own(what["Uniqueid"]);
        const auto gone = gone_.find(own);
        const bool begins =
            what["Linkedid"].empty() ? is_new && what["Channel"] != "Local/1@x-1;2" : own == what["Linkedid"];
        if (!follow_ || own.empty() || !begins || what["ChannelState"] != "4" || is_followed(own) ||
            (gone != gone_.end() && now_ < gone->second))
            return std::nullopt;
        if (count() < limit_)
            return own;
        ++not_followed_;
        return std::nullopt;
    }

    void remember_gone(const std::string& which)
    {
        const auto found = gone_.find(which);
        if (follow_ && (found == gone_.end() || found->second <= now_))
            gone_[which] = now_ + ami::detail::call_timing::late_time;
    }

    // --- what the client does ---------------------------------------------------------------------------------------

    void dial()
    {
        const auto own = fmt::format("c{}", choose_(7));
        const auto call = new_call();
        const auto before = count();
        const bool exists = is_followed(own);
        const auto error = tracker_.originate(call, own, now_);
        if (exists)
            check(error == ami::errc::call_exists, "the same id is followed twice");
        else if (before >= limit_)
            check(error == ami::errc::too_many_calls, "too many calls are followed");
        else
            check(!error, "a call is not followed");
        if (error)
            return;
        calls_.emplace_back(call).originate = progress::sent;
        calls_.back().action_id = fmt::format("p-{}", ++last_action_);
        calls_.back().last = state_of(*call);
        look("dial");
    }

    void accept(followed& which)
    {
        which.originate = which.is_reported ? progress::over : progress::accepted;
        const auto report_time = std::chrono::seconds(choose_(120));
        which.report_by = now_ + report_time;
        if (which.is_reported && which.reasons.empty())
            reported_up_ = which.call;
        tracker_.accepted(which.call, which.action_id, report_time, now_,
            choose_(2) == 0 ? ami::detail::call_timing::visible_time
                            : ami::detail::call_timing::visible_time_http);
        look("accepted");
    }

    void answer_originate()
    {
        auto* const which = connected_ ? pick(progress::sent) : nullptr;
        if (!which)
            return;
        if (choose_(5) != 0)
            return accept(*which);
        which->originate = progress::over;
        forget(*which);
    }

    void report_any()
    {
        // Before the answer, as over HTTP, or after it; or on the connection after the one that accepted it.
        auto* which = connected_ ? pick(choose_(6) == 0 ? progress::sent : progress::accepted) : nullptr;
        if (connected_ && choose_(6) == 0)
            which = pick(progress::over);
        if (!which || which->is_reported)
            return;
        const bool is_early = which->originate == progress::sent;
        const bool is_awaited = which->originate == progress::accepted;
        // One that is not of this connection is kept for nobody.
        const bool is_own = !is_early || choose_(8) != 0;
        which->is_reported = is_own;
        if (!is_early)
            which->originate = progress::over;
        const bool good = choose_(2) == 0;
        static constexpr int reasons[] = {0, 1, 3, 5, 8, 4};
        const int reason = reasons[choose_(6)];
        const auto report = parsed("OriginateResponse",
            fmt::format("ActionID: {}\nResponse: {}\nChannel: {}\nReason: {}\nUniqueid: {}\n",
                which->action_id, good ? "Success" : "Failure", name(), good ? 4 : reason,
                choose_(4) == 0 ? id() : which->call->id));
        const bool decides = is_awaited && good && which->call->is_tracked && !which->call->outcome;
        if (!good && is_own)
            which->reasons.insert(reason);
        else if (good && !is_early)
            reported_up_ = which->call;
        const auto call = which->call;
        tracker_.on_report(report.view(), is_own, now_);
        check(!decides || call->outcome == ami::call_outcome::answered,
            "a report of success, and the outcome is another");
        look("a report");
    }

    void forget(followed& which)
    {
        which.forgotten = true;
        tracker_.forget(which.call);
        std::erase(questions_, which.call);
        look("forget");
        check(!which.call->is_tracked, "a call is followed that nobody wants");
    }

    void forget_any()
    {
        auto* const which = pick(progress::sent);
        if (which && choose_(4) == 0) {
            which->originate = progress::over;
            forget(*which);
        }
    }

    void hang_up_any()
    {
        auto* const which = pick_any();
        if (!which)
            return;
        const auto call = which->call;
        if (choose_(3) != 0) {
            call->hangup.on_own_request();
        } else {
            call->hangup.on_own_request_failed();
            if (connected_ && call->is_tracked && !std::exchange(call->is_probed, true))
                questions_.push_back(call);
        }
        check(call->hangup.own_requests() >= 0, "more requests to hang up failed than there were");
        look("hang up");
    }

    void adopt()
    {
        if (!connected_)
            return;
        const auto items = any_list();
        adopting_ = true;
        auto found = tracker_.adopt(items, now_);
        for (const auto& each : found) {
            check(each->is_tracked, "a call that is listed is not followed");
            if (!find(each))
                calls_.emplace_back(each).last.channel_id = each->channel_id;
        }
        look("adopt");
        adopting_ = false;
        std::sort(found.begin(), found.end());
        check(std::adjacent_find(found.begin(), found.end()) == found.end(), "a call is listed twice");
    }

    // --- the connection and the time --------------------------------------------------------------------------------

    void lose_connection()
    {
        if (!std::exchange(connected_, false))
            return;
        tracker_.connection_lost({ami::errc::outcome_unknown, "lost"}, now_);
        for (const auto& each : calls_)
            check(!each.call->is_tracked || !each.call->reason || each.call->outcome,
                "a report of failure is forgotten with the connection");
        look("the connection is lost");
        for (std::size_t i = 0; i != calls_.size(); ++i) {
            if (calls_[i].originate == progress::accepted) {
                calls_[i].originate = progress::over;
            } else if (calls_[i].originate == progress::sent) {
                calls_[i].originate = progress::over;
                forget(calls_[i]);
            }
        }
        fail_requests();
        ++endings_["connection lost"];
    }

    // What was asked for on the connection that is gone.
    void fail_requests()
    {
        while (!questions_.empty()) {
            const auto call = take(questions_);
            tracker_.probe_failed(call, now_);
            look("a question fails");
        }
        for (; reviews_ != 0; --reviews_)
            tracker_.check_failed(now_);
        for (; rereads_ != 0; --rereads_)
            tracker_.resync_failed(now_);
        look("lists fail");
    }

    void connect()
    {
        if (std::exchange(connected_, true))
            return;
        if (tracker_.awaits_resync())
            ++rereads_;
    }

    void end_session()
    {
        lose_connection();
        tracker_.end_all({ami::errc::closed, "the session is over"});
        look("the session is over");
        for (const auto& each : calls_)
            check(!each.call->is_tracked || !each.call->is_unconfirmed, "a call outlives the session");
        ++endings_["session over"];
    }

    void answer_question()
    {
        if (questions_.empty())
            return;
        const auto call = take(questions_);
        const auto own = call->channel_id;
        switch (choose_(4)) {
        case 0: tracker_.probe_failed(call, now_); break;
        case 1: tracker_.channel_is_gone(call, now_); break;
        default: {
            const auto item =
                parsed("Status", channel({}, own, choose_(2) == 0 ? own : id(), choose_(2) == 0 ? 6 : 5));
            tracker_.channel_lives(call, item.view(), now_);
        }
        }
        ++endings_["question"];
        look("a question is answered");
    }

    void answer_review()
    {
        if (reviews_ == 0)
            return;
        --reviews_;
        if (choose_(3) == 0)
            tracker_.check_failed(now_);
        else
            tracker_.check(any_list(), now_);
        ++endings_["review"];
        look("a review");
    }

    void answer_reread()
    {
        if (rereads_ == 0)
            return;
        --rereads_;
        if (choose_(3) == 0) {
            tracker_.resync_failed(now_);
            return look("a reread fails");
        }
        std::vector<pointer> doubtful;
        std::vector<pointer> others; // of which a list alone does not tell the end
        for (const auto& each : calls_) {
            const bool is_made = (each.originate == progress::sent || each.originate == progress::accepted) &&
                                 each.call->state != ami::call_state::up;
            if (each.call->is_tracked && each.call->is_unconfirmed && (!is_made || each.call->outcome))
                doubtful.push_back(each.call);
            else if (each.call->is_tracked)
                others.push_back(each.call);
        }
        const auto items = any_list();
        tracker_.resync(items, now_);
        check(!tracker_.awaits_resync(), "calls are in doubt after they were looked for");
        for (const auto& call : doubtful) {
            const bool listed = std::any_of(items.begin(), items.end(),
                [&](const ami::event& each) { return each["Uniqueid"] == call->channel_id; });
            check(!call->is_tracked || (listed && !call->is_unconfirmed),
                "call " + call->id + " is followed, and its channel is not there: " + text_of(*call));
        }
        for (const auto& call : others)
            check(call->is_tracked, "call " + call->id + " ended because of a list");
        ++endings_["reread"];
        look("a reread");
    }

    void pass(int milliseconds)
    {
        const auto until = now_ + std::chrono::milliseconds(milliseconds);
        if (choose_(4) == 0)
            on_time(now_); // for nothing
        for (int turn = 0; problem_.empty(); ++turn) {
            check(turn != 5000, "time stands still");
            const auto next = tracker_.deadline();
            if (!next || *next > until)
                break;
            on_time(choose_(4) == 0 ? until : std::max(now_, *next)); // a timer may be late
        }
        now_ = until;
    }

    void on_time(ami::detail::time_point now)
    {
        now_ = now;
        tracker_.on_time(now_);
        const auto next = tracker_.deadline();
        check(!next || *next > now_, "a deadline is left in the past");
        for (auto& each : calls_) {
            if (each.originate == progress::accepted && each.report_by <= now_)
                each.originate = progress::over;
        }
        look("time");
        if (tracker_.take_resync()) {
            if (connected_)
                ++rereads_;
            else
                tracker_.resync_failed(now_);
        }
    }

    // --- what came of it --------------------------------------------------------------------------------------------

    void look(std::string_view after, const std::optional<std::string>& arrives = std::nullopt)
    {
        const auto fail = [&](const followed& which, std::string_view what) {
            check(false, fmt::format("{}: call {} {}", after, which.call->id, what));
        };
        const auto incoming = tracker_.take_incoming();
        check(incoming.size() == (arrives ? 1u : 0u),
            fmt::format("{}: {} calls came in, not {}", after, incoming.size(), arrives ? 1 : 0));
        for (const auto& each : incoming) {
            check(each->id == arrives.value_or("") && !each->originated_here, "another call came in");
            calls_.emplace_back(each).last.channel_id = each->channel_id;
            ++endings_["incoming"];
        }
        std::set<const ami::detail::tracked_call*> changed;
        for (const auto& each : tracker_.take_changes()) {
            check(changed.insert(each.get()).second, "a change is told twice");
            const auto* const which = find(each);
            check(which != nullptr, "a call changes that nobody has");
            if (which && which->forgotten)
                fail(*which, "was forgotten and changes");
        }
        const auto not_followed = tracker_.take_not_followed();
        check(adopting_ || not_followed == not_followed_, "calls beyond the limit are counted wrongly");
        not_followed_ = 0;
        for (auto& each : calls_)
            look_at(each, changed.count(each.call.get()) != 0, fail);
        look_at_all();
        up_.clear();
        reported_up_.reset();
    }

    template <class Fail>
    void look_at(followed& which, bool is_told, const Fail& fail)
    {
        const auto& call = *which.call;
        const auto now = state_of(call);
        const auto& last = which.last;
        if (last.is_over() || which.forgotten) {
            if (now != last)
                fail(which, "changes after its end");
            if (call.is_tracked)
                fail(which, "is followed after its end");
            if (is_told && last.is_over())
                fail(which, "is told of after its end");
            return;
        }
        if (now.state < last.state)
            fail(which, "goes back to an earlier state");
        if (last.outcome && now.outcome != last.outcome)
            fail(which, "has another outcome than before");
        const bool moved = now.channel_id != last.channel_id;
        if ((now.state == ami::call_state::up || now.outcome == ami::call_outcome::answered) &&
            last.state < ami::call_state::up && !moved && up_.count(now.channel_id) == 0 &&
            reported_up_ != which.call)
            fail(which, "is up, and nothing says so");
        if (moved && now.state != ami::call_state::ended && now.state != ami::call_state::up && !may_move_)
            fail(which, "took another channel and is not up");
        if (now.outcome && !last.outcome)
            look_at_outcome(which, *now.outcome, fail);
        if (now.state == ami::call_state::ended && call.originated_here && !now.outcome && !now.lost)
            fail(which, "ended without an outcome");
        if ((now.state == ami::call_state::ended) != now.ended_at.has_value())
            fail(which, "has no time of its end, or one without an end");
        if (now.is_over() == call.is_tracked)
            fail(which, now.is_over() ? "ended and is followed" : "is not followed any more and did not end");
        const bool differs = now.state != last.state || now.outcome != last.outcome ||
                             now.lost != last.lost || now.channel != last.channel || now.seen != last.seen ||
                             moved;
        const bool is_new = last == seen_state() || last.channel.empty();
        if (differs && !is_told && !is_new)
            fail(which, "changes and nobody is told");
        if (now.is_over()) {
            ++endings_[now.lost ? "lost" : "ended"];
            if (call.deadline_place != 0 || !call.linked_ids.empty())
                fail(which, "ended and is still known");
            if (now.state == ami::call_state::ended)
                remember_gone(call.channel_id);
        }
        which.last = now;
    }

    template <class Fail>
    void look_at_outcome(const followed& which, ami::call_outcome value, const Fail& fail)
    {
        ++endings_[std::string(to_string(value))];
        const auto reason = [&](int first, int second) {
            return which.reasons.count(first) + which.reasons.count(second) != 0;
        };
        const auto cause = [&](const char* first, const char* second) {
            return causes_.count(first) + causes_.count(second) != 0;
        };
        const auto dialled = [&](const char* status) { return which.dial_statuses.count(status) != 0; };
        bool good = true;
        switch (value) {
        case ami::call_outcome::answered:
        case ami::call_outcome::failed: break;
        case ami::call_outcome::busy: good = reason(5, 5) || dialled("BUSY") || cause("17", "17"); break;
        case ami::call_outcome::congested:
            good = reason(8, 8) || dialled("CONGESTION") || cause("34", "42");
            break;
        case ami::call_outcome::no_answer: good = reason(3, 3) || cause("18", "19"); break;
        }
        if (!good)
            fail(which, "has an outcome that nothing tells of");
    }

    void look_at_all()
    {
        std::set<std::string, std::less<>> first;
        std::set<std::string, std::less<>> present;
        for (const auto& each : calls_) {
            if (!each.call->is_tracked)
                continue;
            check(first.insert(each.call->id).second && present.insert(each.call->channel_id).second,
                "a channel is followed twice");
            check(tracker_.calls().channels_of(*each.call).front() == each.call->channel,
                "its own channel is not the first");
        }
        check(tracker_.calls().size() == count(), "the calls that are followed are others");
        check(count() <= limit_, "too many calls are followed");
        check(tracker_.calls().channels().size() <= tracker_.calls().max_channels() + count(),
            "too many channels are known");
        for (const auto& each : tracker_.take_probes()) {
            check(each->is_tracked && each->is_probed, "a question about a call that is not followed");
            questions_.push_back(each);
        }
        if (tracker_.take_check())
            ++reviews_;
    }

    std::function<unsigned(unsigned)> choose_;
    ami::detail::time_point now_ = ami::detail::time_point{} + std::chrono::hours(1);
    std::uint64_t last_action_ = 0;
    ami::parser parser_{{}, ami::parser::greeting::none};
    std::vector<pointer> made_; // for calls that come in
    std::deque<followed> calls_;
    ami::detail::call_tracker tracker_;
    std::size_t limit_ = 0;
    bool follow_ = false;
    bool connected_ = true;
    bool adopting_ = false;
    bool may_move_ = false; // to another channel by a masquerade
    std::uint64_t not_followed_ = 0;
    std::vector<pointer> questions_; // that were not answered yet
    int reviews_ = 0;
    int rereads_ = 0;
    std::map<std::string, ami::detail::time_point, std::less<>> gone_;
    std::set<std::string, std::less<>> up_; // channels that are up by what is said now
    pointer reported_up_;
    std::set<std::string, std::less<>> causes_; // of any Hangup
    std::map<std::string, std::uint64_t> endings_;
    std::string problem_;
};

} // namespace tests

#endif // AMI_TESTS_SUPPORT_CALL_TRACKER_MODEL_HPP
