// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_IMPL_CORRELATOR_IPP
#define AMI_SESSION_IMPL_CORRELATOR_IPP

#include <ami/protocol/ascii.hpp>
#include <ami/session/correlator.hpp>

#include <boost/assert.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace ami::detail {

// Tombstones kept for answers that may never come. One that is dropped makes its late answer an orphan.
inline constexpr std::size_t max_expired = 1024;

inline bool is_later(const auto& a, const auto& b) noexcept
{
    return a.when > b.when;
}

inline std::string seconds_text(duration value)
{
    return fmt::format("{:g} s", std::chrono::duration<double>(value).count());
}

AMI_DECL void correlator::start(std::string prefix, const limits& bounds, bool outcomes_may_be_first)
{
    BOOST_ASSERT(prefix.size() <= 12); // with 20 digits an ActionID stays within 32 bytes
    prefix_ = std::move(prefix);
    outcomes_may_be_first_ = outcomes_may_be_first;
    limits_ = bounds;
}

AMI_DECL failure correlator::add(
    std::shared_ptr<pending_action> who, const action& what, const action_terms& terms, time_point now)
{
    if (what.fault())
        return {what.fault(), what.fault_text()};
    if (!terms.is_internal && in_flight() >= limits_.max_in_flight)
        return {errc::too_many_in_flight, fmt::format("limits::max_in_flight is {}", limits_.max_in_flight)};
    char text[32];
    const auto prefix_end = std::copy(prefix_.begin(), prefix_.end(), text);
    const auto digits = std::to_chars(prefix_end, std::end(text), last_id_ + 1);
    const std::string_view action_id(text, static_cast<std::size_t>(digits.ptr - text));
    const auto size = std::string_view("Action: \r\nActionID: \r\n\r\n").size() + what.name().size() +
                      action_id.size() + what.header_lines().size();
    if (!terms.is_internal && queue_.size() + size > limits_.max_write_queue)
        return {errc::write_queue_full, fmt::format("{} bytes wait, limits::max_write_queue is {}",
                                            queue_.size(), limits_.max_write_queue)};

    const auto id = ++last_id_;
    if (what.is_secret())
        queue_.text().reserve(queue_.size() + size); // growing would leave a copy behind
    what.serialize(queue_.text(), action_id);
    queue_.added(id);
    ++counters_.actions_started;

    auto& added = entries_[id];
    who->id = id;
    added.who = std::move(who);
    added.name = what.name();
    added.odd = find_odd_action(what.name());
    // Not zero: an action started anew from its own completion would time out again and again, at once.
    added.timeout = std::max(what.timeout().value_or(terms.timeout), duration(1));
    added.outcome_timeout = terms.outcome_timeout;
    awaiting_events_ += takes_events(added);
    added.began = now;
    if (what.retries_if_unsent())
        added.again = std::make_unique<action>(what);
    if (line_.empty())
        head_since_ = now;
    line_.push_back(id);
    auto deadline = deadline_after(now, std::max(terms.total_timeout, added.timeout));
    if (terms.latest)
        deadline = std::min(deadline, *terms.latest);
    set_deadline(id, added, deadline);
    return {};
}

AMI_DECL std::optional<std::uint64_t> correlator::own_id(std::string_view action_id) const noexcept
{
    if (action_id.size() <= prefix_.size() || prefix_.empty() || !action_id.starts_with(prefix_))
        return std::nullopt;
    std::uint64_t id = 0;
    const char* const end = action_id.data() + action_id.size();
    const auto parsed = std::from_chars(action_id.data() + prefix_.size(), end, id);
    if (parsed.ec != std::errc{} || parsed.ptr != end)
        return std::nullopt;
    return id;
}

AMI_DECL bool correlator::on_response(const packet_view& reply, time_point now)
{
    const auto id = own_id(reply["ActionID"]);
    const auto at = id ? entries_.find(*id) : entries_.end();
    // An answer to an action whose bytes are still here is a lie.
    if (at == entries_.end() || !queue_.was_taken(*id)) {
        ++counters_.orphan_responses;
        return false;
    }
    auto& found = at->second;
    switch (found.at) {
    case phase::awaiting_outcome: // a second response: JabberSend and ModuleLoad do that (protocol.md 3.2)
        ++counters_.orphan_responses;
        return false;
    case phase::list_open: error_in_list(at, reply, now); return true;
    case phase::in_line: break;
    }
    if (!found.who)
        ++counters_.late_answers;
    if (iequals(reply["EventList"], "start"))
        open_list(at, reply, now);
    else if ((found.outcome_timeout || (found.odd && !found.odd->follow_up.empty())) &&
             is_success(reply.begin()->value))
        await_outcome(at, reply, now);
    else
        finish(at, found.who ? response(reply) : response(), now);
    return true;
}

AMI_DECL void correlator::open_list(entry_map::iterator at, const packet_view& reply, time_point now)
{
    auto& list = at->second;
    awaiting_events_ += !takes_events(list);
    list.at = phase::list_open;
    if (list.who)
        list.answer = std::make_unique<response>(reply);
    if (!line_.empty() && line_.front() == at->first)
        head_since_ = now;
}

AMI_DECL void correlator::error_in_list(entry_map::iterator at, const packet_view& reply, time_point now)
{
    if (is_success(reply.begin()->value))
        return;
    auto& list = at->second;
    if (list.answer)
        list.answer->set_list_error(reply);
    if (list.odd && list.odd->error_ends_list)
        finish(at, list.answer ? std::move(*list.answer) : response(), now);
}

AMI_DECL void correlator::await_outcome(entry_map::iterator at, const packet_view& reply, time_point now)
{
    auto& waiting = at->second;
    awaiting_events_ += !takes_events(waiting);
    waiting.at = phase::awaiting_outcome;
    if (waiting.who) {
        waiting.answer = std::make_unique<response>(reply);
        set_deadline(
            at->first, waiting, deadline_after(now, waiting.outcome_timeout.value_or(waiting.timeout)));
    }
    const auto who = waiting.who;
    if (waiting.outcome) {
        response answer(reply);
        answer.add_event(*waiting.outcome);
        const auto id = at->first;
        if (who)
            who->accepted(); // may change entries_
        if (const auto still = entries_.find(id); still != entries_.end())
            finish(still, std::move(answer), now);
        return;
    }
    const bool became_tomb = !who && waiting.in_line;
    leave_line(waiting, now);
    if (became_tomb)
        entomb(at->first);
    if (who)
        who->accepted(); // may change entries_
}

AMI_DECL bool correlator::route_event(const event_view& what, time_point now)
{
    // A UserEvent carries whatever headers its sender chose, an ActionID of ours and an `EventList:
    // Complete` too (protocol.md 3.3).
    const auto name = what.name();
    if (iequals(name, "UserEvent"))
        return true;
    const auto id = own_id(what["ActionID"]);
    const auto at = id ? entries_.find(*id) : entries_.end();
    if (at == entries_.end())
        return true;

    auto& found = at->second;
    if (found.at == phase::awaiting_outcome) {
        const bool originate = found.outcome_timeout.has_value();
        if (!iequals(name, originate ? std::string_view{"OriginateResponse"} : found.odd->follow_up))
            return true;
        response answer = found.answer ? std::move(*found.answer) : response();
        answer.add_event(what);
        finish(at, std::move(answer), now);
        return originate;
    }
    if (found.at != phase::list_open) {
        if (outcomes_may_be_first_ && found.outcome_timeout && iequals(name, "OriginateResponse"))
            found.outcome = std::make_unique<event>(what);
        return true;
    }
    if (const auto mark = what.find("EventList")) {
        response answer = found.answer ? std::move(*found.answer) : response();
        if (found.answer) {
            answer.set_completion(what);
            if (!iequals(*mark, "Complete"))
                answer.set_list_error(what);
        }
        finish(at, std::move(answer), now);
    } else {
        add_item(at, what, now);
    }
    return false;
}

AMI_DECL void correlator::add_item(entry_map::iterator at, const event_view& item, time_point now)
{
    auto& list = at->second;
    if (!line_.empty() && line_.front() == at->first)
        head_since_ = now;
    if (!list.who)
        return;
    ++list.list_items;
    list.list_bytes += item.raw().size();
    if (list.who->takes_items()) {
        const auto who = list.who;
        who->item(item); // may change entries_
        return;
    }
    if (list.list_items > limits_.max_list_items || list.list_bytes > limits_.max_list_bytes) {
        bury(at, {errc::list_too_large, fmt::format("the list of {} has more than {} events or {} bytes "
                                                    "(limits::max_list_items, limits::max_list_bytes)",
                                            list.name, limits_.max_list_items, limits_.max_list_bytes)});
        return;
    }
    list.answer->add_event(item);
}

AMI_DECL void correlator::finish(entry_map::iterator at, response answer, time_point now)
{
    auto& ended = at->second;
    awaiting_events_ -= takes_events(ended);
    const auto who = std::move(ended.who);
    const auto began = ended.began;
    const bool in_line = ended.in_line;
    const auto id = at->first;
    if (!in_line) {
        if (const auto tomb = std::find(expired_.begin(), expired_.end(), at->first); tomb != expired_.end())
            expired_.erase(tomb);
    }
    entries_.erase(at);
    if (in_line)
        advance_line(now, id);
    if (who) {
        ++counters_.actions_answered;
        counters_.round_trips.add(now - began);
        who->complete({}, std::move(answer));
    }
}

// Ends the wait and keeps the entry, which swallows what is still to come.
AMI_DECL void correlator::bury(entry_map::iterator at, failure why)
{
    const auto who = std::move(at->second.who);
    at->second.answer.reset();
    if (!at->second.in_line)
        entomb(at->first);
    if (who) {
        count(why);
        who->complete(std::move(why), {});
    }
}

// A tombstone out of the line: nothing waits behind it, so nothing else would ever remove it.
AMI_DECL void correlator::entomb(std::uint64_t id)
{
    expired_.push_back(id);
    if (expired_.size() <= max_expired)
        return;
    const auto oldest = entries_.find(expired_.front());
    expired_.pop_front();
    awaiting_events_ -= takes_events(oldest->second);
    entries_.erase(oldest);
}

AMI_DECL void correlator::leave_line(entry& what, time_point now)
{
    what.in_line = false;
    advance_line(now);
}

// `gone` is no entry any more.
AMI_DECL void correlator::advance_line(time_point now, std::uint64_t gone)
{
    while (!line_.empty()) {
        const auto head = line_.front() == gone ? entries_.end() : entries_.find(line_.front());
        if (head != entries_.end() && head->second.in_line)
            return;
        line_.pop_front();
        head_since_ = now;
    }
}

AMI_DECL void correlator::cancel(std::uint64_t id, failure why, time_point now)
{
    const auto at = entries_.find(id);
    if (at == entries_.end() || !at->second.who)
        return;
    if (!queue_.remove(id)) {
        bury(at, std::move(why));
        return;
    }
    const auto who = std::move(at->second.who);
    const bool was_head = line_.front() == id;
    awaiting_events_ -= takes_events(at->second);
    entries_.erase(at);
    if (was_head)
        advance_line(now);
    count(why);
    who->complete(std::move(why), {});
}

AMI_DECL std::optional<held_action> correlator::fail(
    std::string_view action_id, failure why, bool reconnects, time_point now)
{
    const auto id = own_id(action_id);
    const auto at = id ? entries_.find(*id) : entries_.end();
    if (at == entries_.end() || at->second.at != phase::in_line)
        return std::nullopt;
    auto& failed = at->second;
    const auto who = std::move(failed.who);
    const bool in_line = failed.in_line;
    std::optional<held_action> again;
    if (who && reconnects && failed.again && why.ec == errc::not_sent)
        again = held_action{std::move(*failed.again),
            {failed.timeout, failed.timeout, failed.outcome_timeout}, who, failed.deadline};
    awaiting_events_ -= takes_events(failed);
    if (!in_line)
        std::erase(expired_, at->first);
    entries_.erase(at);
    if (in_line)
        advance_line(now);
    if (who && !again) {
        count(why);
        who->complete(std::move(why), {});
    }
    return again;
}

AMI_DECL bool correlator::awaits(std::string_view action_id) const
{
    const auto id = own_id(action_id);
    const auto at = id ? entries_.find(*id) : entries_.end();
    return at != entries_.end() && at->second.who;
}

AMI_DECL bool correlator::awaits_outcome() const
{
    return std::any_of(entries_.begin(), entries_.end(),
        [](const auto& each) { return each.second.outcome_timeout && each.second.who; });
}

AMI_DECL void correlator::set_deadline(std::uint64_t id, entry& what, time_point when)
{
    what.deadline = when;
    // Answered actions leave their marks behind; without this they would pile up for minutes.
    if (heap_.size() > 2 * entries_.size() + 64) {
        std::erase_if(heap_, [this](const deadline_mark& mark) { return !is_current(mark); });
        std::make_heap(heap_.begin(), heap_.end(), is_later<deadline_mark, deadline_mark>);
    }
    heap_.push_back({when, id});
    std::push_heap(heap_.begin(), heap_.end(), is_later<deadline_mark, deadline_mark>);
}

AMI_DECL bool correlator::is_current(const deadline_mark& mark) const
{
    const auto at = entries_.find(mark.id);
    return at != entries_.end() && at->second.who && at->second.deadline == mark.when;
}

AMI_DECL std::optional<time_point> correlator::next_deadline() const
{
    std::optional<time_point> next;
    if (!line_.empty())
        next = deadline_after(head_since_, entries_.find(line_.front())->second.timeout);
    if (!heap_.empty() && (!next || heap_.front().when < *next))
        next = heap_.front().when;
    return next;
}

AMI_DECL void correlator::on_time(time_point now)
{
    while (!line_.empty()) {
        const auto head = entries_.find(line_.front());
        auto& late = head->second;
        if (now < deadline_after(head_since_, late.timeout))
            break;
        failure why{errc::timed_out,
            fmt::format("action {}: no answer within {}{}", late.name, seconds_text(late.timeout),
                late.odd && !late.odd->silence.empty() ? fmt::format("; {}", late.odd->silence)
                                                       : std::string{})};
        const auto id = head->first;
        if (queue_.remove(id)) { // the network takes nothing
            const auto who = std::move(late.who);
            awaiting_events_ -= takes_events(late);
            entries_.erase(head);
            advance_line(now);
            failure unsent{errc::not_sent, std::move(why.text)};
            count(unsent);
            who->complete(std::move(unsent), {});
            continue;
        }
        leave_line(late, now);
        bury(head, std::move(why));
    }
    while (!heap_.empty() && heap_.front().when <= now) {
        const auto mark = heap_.front();
        std::pop_heap(heap_.begin(), heap_.end(), is_later<deadline_mark, deadline_mark>);
        heap_.pop_back();
        if (!is_current(mark))
            continue;
        const auto& late = entries_.find(mark.id)->second;
        std::string_view why = "no answer in time, other actions stood before it";
        if (late.at == phase::awaiting_outcome)
            why = late.outcome_timeout
                      ? "Asterisk accepted it and did not report its outcome in time; the user may "
                        "lack read=call in manager.conf"
                      : "the event that follows its answer did not come in time";
        else if (late.at == phase::list_open)
            why = "its list did not end in time";
        else if (!queue_.was_taken(mark.id))
            why = "it could not be written in time";
        const auto code = queue_.was_taken(mark.id) ? errc::timed_out : errc::not_sent;
        cancel(mark.id, {code, fmt::format("action {}: {}", late.name, why)}, now);
    }
}

AMI_DECL std::vector<correlator::ended_action> correlator::connection_ended(
    const std::string& why, error_code code, bool reconnects)
{
    std::vector<std::uint64_t> ids;
    ids.reserve(entries_.size());
    for (const auto& [id, what] : entries_) {
        if (what.who)
            ids.push_back(id);
    }
    std::sort(ids.begin(), ids.end());

    std::vector<ended_action> ended;
    ended.reserve(ids.size());
    for (const auto id : ids) {
        auto& what = entries_.find(id)->second;
        const bool accepted = what.at == phase::awaiting_outcome;
        const auto cause =
            code ? code : make_error_code(queue_.was_taken(id) ? errc::outcome_unknown : errc::not_sent);
        failure each{cause,
            fmt::format("action {}: {}{}", what.name, accepted ? "Asterisk accepted it, then " : "", why)};
        std::optional<held_action> again;
        if (reconnects && what.again && cause == errc::not_sent)
            again = held_action{std::move(*what.again), {what.timeout, what.timeout, what.outcome_timeout},
                what.who, what.deadline};
        else
            count(each);
        ended.push_back({std::move(what.who), std::move(each), std::move(again)});
    }
    entries_.clear();
    line_.clear();
    expired_.clear();
    heap_.clear();
    awaiting_events_ = 0;
    queue_.clear();
    prefix_.clear();
    return ended;
}

AMI_DECL void correlator::count(const failure& why)
{
    if (why.ec == errc::timed_out)
        ++counters_.actions_timed_out;
    else if (why.ec == errc::not_sent)
        ++counters_.actions_not_sent;
    else if (why.ec == errc::outcome_unknown)
        ++counters_.actions_outcome_unknown;
    else if (why.ec == errc::list_too_large)
        ++counters_.actions_answered;
    else
        ++counters_.actions_cancelled;
}

} // namespace ami::detail

#endif // AMI_SESSION_IMPL_CORRELATOR_IPP
