// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_ACTIONS_IMPL_CORRELATOR_IPP
#define AMI_SESSION_ACTIONS_IMPL_CORRELATOR_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/session/actions/correlator.hpp>

#include <boost/assert.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

namespace ami::detail {

// Placeholders out of the line, whose answers may never come. The answer to one that is removed is an orphan.
inline constexpr std::size_t max_expired = 1024;

inline std::string seconds_text(duration value)
{
    return fmt::format("{:g} s", std::chrono::duration<double>(value).count());
}

AMI_DECL void correlator::start(std::string prefix, const limits& bounds)
{
    BOOST_ASSERT(prefix.size() <= 12); // with 20 digits an ActionID stays within 32 bytes
    prefix_ = std::move(prefix);
    limits_ = bounds;
}

AMI_DECL failure correlator::add(std::shared_ptr<pending_action>&& who, const action& what,
    const action_terms& terms, time_point now, action_kind kind, std::string_view mask)
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
    queue_.added(id, kind, mask);
    ++counters_.actions_started;

    auto& added = entries_.add(id);
    who->id = id;
    added.who = std::move(who);
    added.name = what.name();
    added.odd = find_odd_action(what.name());
    // Not zero: an action started anew from its own completion would time out again and again, at once.
    added.timeout = std::max(what.timeout().value_or(terms.timeout), duration(1));
    enter(added);
    added.began = now;
    if (what.retries_if_unsent())
        added.again = std::make_unique<action>(what);
    if (line_.empty())
        head_since_ = now;
    else if (line_.size() > 2 * tally_.in_line + 64) // actions that were never sent leave their numbers here
        std::erase_if(line_, [this](std::uint64_t each) { return !is_in_line(each); });
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

// Nothing for a placeholder.
AMI_DECL response correlator::answer_of(const entry& answered, const packet_view& reply)
{
    if (!answered.who)
        return {};
    response answer(reply);
    if (answered.odd && !answered.odd->last_header.empty())
        answer.set_last_header(answered.odd->last_header);
    return answer;
}

AMI_DECL bool correlator::on_response(const packet_view& reply, time_point now)
{
    auto* const own = find_own(action_id_of(reply));
    // An answer to an action whose bytes are still here is a lie.
    if (!own || !queue_.was_sent(own->id)) {
        ++counters_.orphan_responses;
        return false;
    }
    auto& found = *own;
    switch (found.at) {
    case phase::awaiting_follow_up: // JabberSend and ModuleLoad answer twice (protocol/README.md 3.2)
        ++counters_.orphan_responses;
        return false;
    case phase::list_open: error_in_list(found, reply, now); return true;
    case phase::in_line: break;
    }
    if (!found.who)
        ++counters_.late_answers;
    if (iequals(reply["EventList"], "start"))
        open_list(found, reply, now);
    else if (found.odd && !found.odd->follow_up.empty() && is_success(event_view(reply).name()))
        await_follow_up(found, reply, now);
    else
        finish(found, answer_of(found, reply), now);
    return true;
}

AMI_DECL void correlator::open_list(entry& list, const packet_view& reply, time_point now)
{
    leave(list);
    list.at = phase::list_open;
    enter(list);
    if (list.who)
        list.answer = std::make_unique<response>(reply);
    if (!line_.empty() && line_.front() == list.id)
        head_since_ = now;
}

AMI_DECL void correlator::error_in_list(entry& list, const packet_view& reply, time_point now)
{
    if (is_success(event_view(reply).name()))
        return;
    if (list.answer)
        list.answer->set_list_error(reply);
    if (list.odd && list.odd->error_ends_list)
        finish(list, list.answer ? std::move(*list.answer) : response(), now);
}

AMI_DECL void correlator::await_follow_up(entry& waiting, const packet_view& reply, time_point now)
{
    leave(waiting);
    waiting.at = phase::awaiting_follow_up;
    enter(waiting);
    if (waiting.who)
        waiting.answer = std::make_unique<response>(reply);
    set_deadline(waiting, deadline_after(now, waiting.timeout));
    leave_line(waiting, now);
}

AMI_DECL correlator::use correlator::route_event(const event_view& what, time_point now)
{
    // A UserEvent carries whatever headers its sender chose, an ActionID of ours and an `EventList:
    // Complete` too (protocol/README.md 3.3).
    const auto name = what.name();
    if (iequals(name, "UserEvent"))
        return use::subscribers;
    auto* const own = find_own(what["ActionID"]);
    if (!own)
        return use::subscribers;

    auto& found = *own;
    if (found.at == phase::in_line)
        return use::subscribers;
    if (found.at == phase::awaiting_follow_up) {
        if (!iequals(name, found.odd->follow_up))
            return use::subscribers;
        response answer = found.answer ? std::move(*found.answer) : response();
        answer.add_event(what);
        finish(found, std::move(answer), now);
        return use::none;
    }
    if (const auto mark = what.find("EventList")) {
        response answer = found.answer ? std::move(*found.answer) : response();
        if (found.answer) {
            answer.set_completion(what);
            if (!iequals(*mark, "Complete"))
                answer.set_list_error(what);
        }
        finish(found, std::move(answer), now);
        return use::none;
    }
    return add_item(found, what, now);
}

AMI_DECL correlator::use correlator::add_item(entry& list, const event_view& item, time_point now)
{
    if (!line_.empty() && line_.front() == list.id)
        head_since_ = now;
    if (!list.who)
        return use::none;
    ++list.list_items;
    list.list_bytes += item.raw().size();
    if (list.who->takes_items) {
        list_owner_ = list.who;
        return use::item;
    }
    if (list.list_items > limits_.max_list_items || list.list_bytes > limits_.max_list_bytes) {
        failure why{errc::list_too_large, fmt::format("the list of {} has more than {} events or {} bytes "
                                                      "(limits::max_list_items, limits::max_list_bytes)",
                                              list.name, limits_.max_list_items, limits_.max_list_bytes)};
        count(why);
        outputs_.complete(abandon(list), std::move(why));
        return use::none;
    }
    list.answer->add_event(item);
    return use::none;
}

AMI_DECL void correlator::finish(entry& ended, response&& answer, time_point now)
{
    auto who = ended.who;
    const auto began = ended.began;
    erase(ended, now);
    if (who) {
        ++counters_.actions_answered;
        counters_.round_trips.add(now - began);
        outputs_.complete(std::move(who), {}, std::move(answer));
    }
}

AMI_DECL void correlator::enter(const entry& counted) noexcept
{
    tally_.pending += counted.who != nullptr;
    tally_.in_line += counted.in_line;
    tally_.cancelled_in_line += !counted.who && counted.in_line;
    tally_.cancelled_behind += !counted.who && !counted.in_line;
    tally_.take_events += takes_events(counted);
}

AMI_DECL void correlator::leave(const entry& counted) noexcept
{
    tally_.pending -= counted.who != nullptr;
    tally_.in_line -= counted.in_line;
    tally_.cancelled_in_line -= !counted.who && counted.in_line;
    tally_.cancelled_behind -= !counted.who && !counted.in_line;
    tally_.take_events -= takes_events(counted);
}

// Takes the owner out of the entry, which stays as a placeholder for what is still to come.
AMI_DECL std::shared_ptr<pending_action> correlator::abandon(entry& abandoned)
{
    leave(abandoned);
    auto owner = std::move(abandoned.who);
    abandoned.answer.reset();
    enter(abandoned);
    queue_.give_up(abandoned.id);
    if (!abandoned.in_line)
        bound_placeholders(abandoned.id);
    return owner;
}

// Nothing waits for a placeholder out of the line, so nothing but this is sure to remove it.
AMI_DECL void correlator::bound_placeholders(std::uint64_t newest)
{
    expired_.push_back(newest);
    const auto find = [this](std::uint64_t id) {
        auto* const found = entries_.find(id);
        return found && !found->who && !found->in_line ? found : nullptr;
    };
    while (tally_.cancelled_behind > max_expired) {
        if (auto* const oldest = find(expired_.front())) {
            leave(*oldest);
            entries_.erase(*oldest);
        }
        expired_.pop_front();
    }
    if (expired_.size() > 2 * max_expired)
        std::erase_if(expired_, [&](std::uint64_t id) { return !find(id); });
}

AMI_DECL void correlator::erase(entry& erased, time_point now)
{
    leave(erased);
    entries_.erase(erased);
    advance_line(now);
}

AMI_DECL void correlator::leave_line(entry& leaving, time_point now)
{
    const auto id = leaving.id;
    leave(leaving);
    leaving.in_line = false;
    enter(leaving);
    advance_line(now);
    if (!leaving.who)
        bound_placeholders(id);
}

AMI_DECL void correlator::advance_line(time_point now)
{
    while (!line_.empty() && !is_in_line(line_.front())) {
        line_.pop_front();
        head_since_ = now;
    }
}

AMI_DECL bool correlator::is_in_line(std::uint64_t id) const noexcept
{
    const auto* const found = entries_.find(id);
    return found && found->in_line;
}

AMI_DECL void correlator::cancel(std::uint64_t id, failure why, time_point now)
{
    auto* const found = entries_.find(id);
    if (!found || !found->who)
        return;
    count(why);
    auto owner = found->who;
    if (queue_.remove(id))
        erase(*found, now);
    else
        abandon(*found);
    outputs_.complete(std::move(owner), std::move(why));
}

AMI_DECL std::optional<held_action> correlator::fail(
    std::uint64_t id, failure why, bool reconnects, time_point now)
{
    auto* const own = entries_.find(id);
    if (!own)
        return std::nullopt;
    auto& failed = *own;
    auto who = failed.who;
    std::optional<held_action> again;
    if (who && reconnects && failed.again && why.ec == errc::not_sent)
        again = held_action{std::move(*failed.again), {failed.timeout, failed.timeout}, who, failed.deadline};
    why.text = fmt::format("action {}: {}", failed.name, why.text);
    queue_.sent(id); // nothing of it is to be sent any more
    erase(failed, now);
    if (who && !again) {
        count(why);
        outputs_.complete(std::move(who), std::move(why));
    }
    return again;
}

AMI_DECL operation_pointer correlator::answer_ended(std::uint64_t id, time_point now)
{
    const auto* const own = entries_.find(id);
    if (!own)
        return nullptr;
    auto unanswered = own->at == phase::in_line ? own->who : nullptr;
    std::string_view missing = "no response to it";
    if (own->at == phase::list_open)
        missing = "no end of its list";
    else if (own->at == phase::awaiting_follow_up)
        missing = "no event that follows its answer";
    const auto silence = own->odd && own->at == phase::in_line ? own->odd->silence : std::string_view();
    failure why{errc::outcome_unknown,
        fmt::format("the HTTP answer has {}{}{}", missing, silence.empty() ? "" : "; ", silence)};
    (void)fail(id, std::move(why), false, now);
    return unanswered;
}

AMI_DECL void correlator::set_deadline(entry& limited, time_point when)
{
    limited.deadline = when;
    deadlines_.add(limited.id, when, entries_.size(), [this](const auto& each) { return is_current(each); });
}

AMI_DECL bool correlator::is_current(const action_deadlines::deadline& each) const
{
    const auto* const found = entries_.find(each.id);
    return found && !found->overdue && found->deadline == each.when;
}

AMI_DECL std::optional<time_point> correlator::next_deadline() const
{
    auto next = deadlines_.first();
    if (line_.empty())
        return next;
    const auto of_head = deadline_after(head_since_, entries_.find(line_.front())->timeout);
    return next ? std::min(*next, of_head) : of_head;
}

AMI_DECL bool correlator::on_time(time_point now)
{
    bool overdue = false;
    while (!line_.empty()) {
        auto& late = *entries_.find(line_.front());
        if (now < deadline_after(head_since_, late.timeout))
            break;
        failure why{errc::timed_out,
            fmt::format("action {}: no answer within {}{}", late.name, seconds_text(late.timeout),
                late.odd && !late.odd->silence.empty() ? fmt::format("; {}", late.odd->silence)
                                                       : std::string{})};
        overdue = overdue || !late.overdue;
        late.overdue = true;
        auto who = late.who;
        if (queue_.remove(late.id)) { // the network takes nothing
            erase(late, now);
            why.ec = errc::not_sent;
        } else {
            if (who)
                abandon(late);
            leave_line(late, now);
        }
        if (who) {
            count(why);
            outputs_.complete(std::move(who), std::move(why));
        }
    }
    while (const auto due = deadlines_.take_due(now)) {
        if (!is_current(*due))
            continue;
        auto& late = *entries_.find(due->id);
        overdue = true;
        late.overdue = true;
        std::string_view why = "no answer in time, earlier actions were not answered";
        if (late.at == phase::awaiting_follow_up)
            why = "the event that follows its answer did not come in time";
        else if (late.at == phase::list_open)
            why = "its list did not end in time";
        else if (!was_sent(late.id))
            why = "it could not be written in time";
        // Of one that is partly written, the rest follows.
        const auto code = can_withdraw(late.id) ? errc::not_sent : errc::timed_out;
        cancel(late.id, {code, fmt::format("action {}: {}", late.name, why)}, now);
    }
    return overdue;
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
        const bool accepted = what.at == phase::awaiting_follow_up;
        const auto cause =
            code ? code : make_error_code(was_sent(id) ? errc::outcome_unknown : errc::not_sent);
        failure each{cause,
            fmt::format("action {}: {}{}", what.name, accepted ? "Asterisk accepted it, then " : "", why)};
        std::optional<held_action> again;
        if (reconnects && what.again && cause == errc::not_sent)
            again =
                held_action{std::move(*what.again), {what.timeout, what.timeout}, what.who, what.deadline};
        else
            count(each);
        ended.push_back({std::move(what.who), std::move(each), std::move(again)});
    }
    entries_.clear();
    line_.clear();
    expired_.clear();
    deadlines_.clear();
    tally_ = {};
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

#endif // AMI_SESSION_ACTIONS_IMPL_CORRELATOR_IPP
