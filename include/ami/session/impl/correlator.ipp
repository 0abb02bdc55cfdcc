// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_IMPL_CORRELATOR_IPP
#define AMI_SESSION_IMPL_CORRELATOR_IPP

#include <ami/protocol/ascii.hpp>
#include <ami/session/correlator.hpp>

#include <boost/assert.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
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
    std::shared_ptr<pending_action>&& who, const action& what, const action_terms& terms, time_point now)
{
    if (what.fault())
        return {what.fault(), what.fault_text()};
    if (!terms.is_internal && in_flight() >= limits_.max_in_flight)
        return {errc::too_many_in_flight, fmt::format("limits::max_in_flight is {}", limits_.max_in_flight)};
    const auto id = last_id_ + 1;
    char text[32];
    const auto prefix_end = std::copy(prefix_.begin(), prefix_.end(), text);
    const auto digits = std::to_chars(prefix_end, std::end(text), id);
    const std::string_view action_id(text, static_cast<std::size_t>(digits.ptr - text));
    const auto size = std::string_view("Action: \r\nActionID: \r\n\r\n").size() + what.name().size() +
                      action_id.size() + what.header_lines().size();
    if (!terms.is_internal && queue_.size() + size > limits_.max_write_queue)
        return {errc::write_queue_full, fmt::format("{} bytes wait, limits::max_write_queue is {}",
                                            queue_.size(), limits_.max_write_queue)};

    last_id_ = id;
    if (what.is_secret())
        queue_.reserve(size);
    what.serialize(queue_.text(), action_id);
    queue_.added(id);
    ++counters_.actions_started;

    auto& added = entries_.add(id);
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
    set_deadline(added, deadline);
    return {};
}

// Asterisk writes it right behind the first header, which is none of this name.
inline std::string_view action_id_of(const packet_view& reply) noexcept
{
    constexpr std::string_view header = "ActionID: ";
    auto rest = reply.header_lines();
    take_line(rest);
    if (!rest.starts_with(header))
        return reply["ActionID"];
    rest.remove_prefix(header.size());
    return skip_blanks(take_line(rest));
}

// 0 where the ActionID is none of ours.
AMI_DECL std::uint64_t correlator::own_id(std::string_view action_id) const noexcept
{
    const auto prefix = prefix_.size();
    if (action_id.size() <= prefix || prefix == 0 ||
        std::memcmp(action_id.data(), prefix_.data(), prefix) != 0)
        return 0;
    std::uint64_t id = 0;
    const char* const end = action_id.data() + action_id.size();
    const auto parsed = std::from_chars(action_id.data() + prefix, end, id);
    return parsed.ec == std::errc{} && parsed.ptr == end ? id : 0;
}

AMI_DECL bool correlator::on_response(const packet_view& reply, time_point now)
{
    auto* const own = find_own(action_id_of(reply));
    // An answer to an action whose bytes are still here is a lie.
    if (!own || !queue_.was_taken(own->id)) {
        ++counters_.orphan_responses;
        return false;
    }
    auto& found = *own;
    switch (found.at) {
    case phase::awaiting_outcome: // a second response: JabberSend and ModuleLoad do that (protocol.md 3.2)
        ++counters_.orphan_responses;
        return false;
    case phase::list_open: error_in_list(found, reply, now); return true;
    case phase::in_line: break;
    }
    if (!found.who)
        ++counters_.late_answers;
    if (iequals(reply["EventList"], "start"))
        open_list(found, reply, now);
    else if ((found.outcome_timeout || (found.odd && !found.odd->follow_up.empty())) &&
             is_success(reply.begin()->value))
        await_outcome(found, reply, now);
    else
        finish(found, found.who ? response(reply) : response(), now);
    return true;
}

AMI_DECL void correlator::open_list(entry& list, const packet_view& reply, time_point now)
{
    awaiting_events_ += !takes_events(list);
    list.at = phase::list_open;
    if (list.who)
        list.answer = std::make_unique<response>(reply);
    if (!line_.empty() && line_.front() == list.id)
        head_since_ = now;
}

AMI_DECL void correlator::error_in_list(entry& list, const packet_view& reply, time_point now)
{
    if (is_success(reply.begin()->value))
        return;
    if (list.answer)
        list.answer->set_list_error(reply);
    if (list.odd && list.odd->error_ends_list)
        finish(list, list.answer ? std::move(*list.answer) : response(), now);
}

AMI_DECL void correlator::await_outcome(entry& waiting, const packet_view& reply, time_point now)
{
    awaiting_events_ += !takes_events(waiting);
    waiting.at = phase::awaiting_outcome;
    if (waiting.who) {
        waiting.answer = std::make_unique<response>(reply);
        set_deadline(waiting, deadline_after(now, waiting.outcome_timeout.value_or(waiting.timeout)));
    }
    const auto who = waiting.who;
    if (waiting.outcome) {
        response answer(reply);
        answer.add_event(*waiting.outcome);
        const auto id = waiting.id;
        if (who)
            who->accepted(); // may change entries_
        if (auto* const still = entries_.find(id))
            finish(*still, std::move(answer), now);
        return;
    }
    const bool became_tomb = !who && waiting.in_line;
    leave_line(waiting, now);
    if (became_tomb)
        entomb(waiting.id);
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
    auto* const own = find_own(what["ActionID"]);
    if (!own)
        return true;

    auto& found = *own;
    if (found.at == phase::awaiting_outcome) {
        const bool originate = found.outcome_timeout.has_value();
        if (!iequals(name, originate ? std::string_view{"OriginateResponse"} : found.odd->follow_up))
            return true;
        response answer = found.answer ? std::move(*found.answer) : response();
        answer.add_event(what);
        finish(found, std::move(answer), now);
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
        finish(found, std::move(answer), now);
    } else {
        add_item(found, what, now);
    }
    return false;
}

AMI_DECL void correlator::add_item(entry& list, const event_view& item, time_point now)
{
    if (!line_.empty() && line_.front() == list.id)
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
        bury(list, {errc::list_too_large, fmt::format("the list of {} has more than {} events or {} bytes "
                                                      "(limits::max_list_items, limits::max_list_bytes)",
                                              list.name, limits_.max_list_items, limits_.max_list_bytes)});
        return;
    }
    list.answer->add_event(item);
}

AMI_DECL void correlator::finish(entry& ended, response&& answer, time_point now)
{
    awaiting_events_ -= takes_events(ended);
    const auto who = std::move(ended.who);
    const auto began = ended.began;
    const bool in_line = ended.in_line;
    const auto id = ended.id;
    if (!in_line)
        forget_tomb(id);
    entries_.erase(ended);
    if (in_line)
        advance_line(now);
    if (who) {
        ++counters_.actions_answered;
        counters_.round_trips.add(now - began);
        who->complete({}, std::move(answer));
    }
}

// Ends the wait and keeps the entry, which swallows what is still to come.
AMI_DECL void correlator::bury(entry& what, failure why)
{
    const auto who = std::move(what.who);
    what.answer.reset();
    if (!what.in_line)
        entomb(what.id);
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
    auto& oldest = *entries_.find(expired_.front());
    expired_.pop_front();
    awaiting_events_ -= takes_events(oldest);
    entries_.erase(oldest);
}

AMI_DECL void correlator::forget_tomb(std::uint64_t id)
{
    if (const auto tomb = std::find(expired_.begin(), expired_.end(), id); tomb != expired_.end())
        expired_.erase(tomb);
}

AMI_DECL void correlator::leave_line(entry& what, time_point now)
{
    what.in_line = false;
    advance_line(now);
}

AMI_DECL void correlator::advance_line(time_point now)
{
    while (!line_.empty()) {
        const auto* const head = entries_.find(line_.front());
        if (head && head->in_line)
            return;
        line_.pop_front();
        head_since_ = now;
    }
}

AMI_DECL void correlator::cancel(std::uint64_t id, failure why, time_point now)
{
    auto* const found = entries_.find(id);
    if (!found || !found->who)
        return;
    if (!withdraw(id)) {
        bury(*found, std::move(why));
        return;
    }
    const auto who = std::move(found->who);
    const bool was_head = line_.front() == id;
    awaiting_events_ -= takes_events(*found);
    entries_.erase(*found);
    if (was_head)
        advance_line(now);
    count(why);
    who->complete(std::move(why), {});
}

AMI_DECL std::optional<held_action> correlator::fail(
    std::string_view action_id, failure why, bool reconnects, time_point now)
{
    auto* const own = find_own(action_id);
    if (!own || (own->at == phase::awaiting_outcome && own->outcome_timeout))
        return std::nullopt;
    auto& failed = *own;
    const auto who = std::move(failed.who);
    const bool in_line = failed.in_line;
    std::optional<held_action> again;
    if (who && reconnects && failed.again && why.ec == errc::not_sent)
        again = held_action{std::move(*failed.again),
            {failed.timeout, failed.timeout, failed.outcome_timeout}, who, failed.deadline};
    awaiting_events_ -= takes_events(failed);
    if (!in_line)
        forget_tomb(failed.id);
    entries_.erase(failed);
    if (in_line)
        advance_line(now);
    if (who && !again) {
        count(why);
        who->complete(std::move(why), {});
    }
    return again;
}

AMI_DECL void correlator::answer_ended(std::string_view action_id, time_point now)
{
    const auto* const own = find_own(action_id);
    if (!own)
        return;
    std::string_view missing = "no response to it";
    if (own->at == phase::list_open)
        missing = "no end of its list";
    else if (own->at == phase::awaiting_outcome)
        missing = "no event that follows its answer";
    const auto silence = own->odd && own->at == phase::in_line ? own->odd->silence : std::string_view();
    failure why{errc::outcome_unknown, fmt::format("action {}: the HTTP answer has {}{}{}", own->name,
                                           missing, silence.empty() ? "" : "; ", silence)};
    (void)fail(action_id, std::move(why), false, now);
}

AMI_DECL void correlator::set_held(const std::vector<std::string>& action_ids)
{
    held_.clear();
    for (const auto& each : action_ids) {
        if (const auto id = own_id(each))
            held_.push_back(id);
    }
}

AMI_DECL bool correlator::awaits(std::string_view action_id) const
{
    const auto* const found = entries_.find(own_id(action_id));
    return found && found->who;
}

AMI_DECL bool correlator::awaits_outcome() const
{
    bool does = false;
    entries_.for_each([&](const entry& each) { does = does || (each.outcome_timeout && each.who); });
    return does;
}

// Most deadlines are as far off as the one before, so that they come by time; the heap is for the others.
AMI_DECL void correlator::set_deadline(entry& what, time_point when)
{
    what.deadline = when;
    while (!marks_.empty() && !is_current(marks_.front()))
        marks_.pop_front();
    // Answered actions leave their marks behind; without this they would pile up for minutes.
    const auto many = 2 * entries_.size() + 64;
    const auto is_old = [this](const deadline_mark& mark) { return !is_current(mark); };
    if (marks_.size() > many)
        std::erase_if(marks_, is_old);
    if (marks_.empty() || marks_.back().when <= when) {
        marks_.push_back({when, what.id});
        return;
    }
    if (heap_.size() > many) {
        std::erase_if(heap_, is_old);
        std::make_heap(heap_.begin(), heap_.end(), is_later<deadline_mark, deadline_mark>);
    }
    heap_.push_back({when, what.id});
    std::push_heap(heap_.begin(), heap_.end(), is_later<deadline_mark, deadline_mark>);
}

AMI_DECL bool correlator::is_current(const deadline_mark& mark) const
{
    const auto* const found = entries_.find(mark.id);
    return found && found->who && found->deadline == mark.when;
}

AMI_DECL const correlator::deadline_mark* correlator::first_mark() const noexcept
{
    if (heap_.empty() || (!marks_.empty() && marks_.front().when <= heap_.front().when))
        return marks_.empty() ? nullptr : &marks_.front();
    return &heap_.front();
}

AMI_DECL correlator::deadline_mark correlator::take_first_mark()
{
    const auto* const first = first_mark();
    const auto mark = *first;
    if (!marks_.empty() && first == &marks_.front()) {
        marks_.pop_front();
    } else {
        std::pop_heap(heap_.begin(), heap_.end(), is_later<deadline_mark, deadline_mark>);
        heap_.pop_back();
    }
    return mark;
}

AMI_DECL std::optional<time_point> correlator::next_deadline() const
{
    std::optional<time_point> next;
    if (!line_.empty())
        next = deadline_after(head_since_, entries_.find(line_.front())->timeout);
    if (const auto* const mark = first_mark(); mark && (!next || mark->when < *next))
        next = mark->when;
    return next;
}

AMI_DECL void correlator::on_time(time_point now)
{
    while (!line_.empty()) {
        auto& late = *entries_.find(line_.front());
        if (now < deadline_after(head_since_, late.timeout))
            break;
        failure why{errc::timed_out,
            fmt::format("action {}: no answer within {}{}", late.name, seconds_text(late.timeout),
                late.odd && !late.odd->silence.empty() ? fmt::format("; {}", late.odd->silence)
                                                       : std::string{})};
        if (withdraw(late.id)) { // the network takes nothing
            const auto who = std::move(late.who);
            awaiting_events_ -= takes_events(late);
            entries_.erase(late);
            advance_line(now);
            failure unsent{errc::not_sent, std::move(why.text)};
            count(unsent);
            who->complete(std::move(unsent), {});
            continue;
        }
        leave_line(late, now);
        bury(late, std::move(why));
    }
    for (const auto* first = first_mark(); first && first->when <= now; first = first_mark()) {
        const auto mark = take_first_mark();
        if (!is_current(mark))
            continue;
        const auto& late = *entries_.find(mark.id);
        std::string_view why = "no answer in time, other actions stood before it";
        if (late.at == phase::awaiting_outcome)
            why = late.outcome_timeout
                      ? "Asterisk accepted it and did not report its outcome in time; the user may "
                        "lack read=call in manager.conf"
                      : "the event that follows its answer did not come in time";
        else if (late.at == phase::list_open)
            why = "its list did not end in time";
        else if (!was_sent(mark.id))
            why = "it could not be written in time";
        // Of one that is partly written, the rest follows.
        const auto code = can_withdraw(mark.id) ? errc::not_sent : errc::timed_out;
        cancel(mark.id, {code, fmt::format("action {}: {}", late.name, why)}, now);
    }
}

AMI_DECL std::vector<correlator::ended_action> correlator::connection_ended(
    const std::string& why, error_code code, bool reconnects)
{
    std::vector<std::uint64_t> ids;
    ids.reserve(entries_.size());
    entries_.for_each([&](const entry& each) {
        if (each.who)
            ids.push_back(each.id);
    });
    std::sort(ids.begin(), ids.end());

    std::vector<ended_action> ended;
    ended.reserve(ids.size());
    for (const auto id : ids) {
        auto& what = *entries_.find(id);
        const bool accepted = what.at == phase::awaiting_outcome;
        const auto cause =
            code ? code : make_error_code(was_sent(id) ? errc::outcome_unknown : errc::not_sent);
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
    marks_.clear();
    heap_.clear();
    awaiting_events_ = 0;
    queue_.clear();
    held_.clear();
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
