// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_ACTIONS_IMPL_CORRELATOR_ANSWERS_IPP
#define AMI_SESSION_ACTIONS_IMPL_CORRELATOR_ANSWERS_IPP

#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/session/actions/correlator.hpp>

#include <fmt/format.h>

#include <charconv>
#include <cstring>
#include <utility>

// What a packet is to the actions that wait. Others can put packets into our session: users who send UserEvents over
// HTTP, and whoever sets a value that Asterisk writes as it is. Such a packet may have any header but an ActionID of ours.
// Behind the head of such a packet an ActionID of ours may stand only where an item of our own list was cut.

namespace ami::detail {

inline constexpr std::size_t max_unanswered_text = 65536;

// Asterisk writes it next to the first header, which is none of this name.
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

// The ActionID if it stands next to the first header.
inline std::string_view leading_action_id(const packet_view& packet) noexcept
{
    auto rest = packet.header_lines();
    for (int line = 0; line != 2; ++line) {
        const auto header = split_line(take_line(rest));
        if (iequals(header.name, "ActionID"))
            return header.value;
    }
    return {};
}

// Whether the ActionID stands before `EventList`, as in all that completes a list.
inline bool has_id_before_event_list(const packet_view& packet) noexcept
{
    for (const auto& header : packet) {
        if (iequals(header.name, "ActionID"))
            return true;
        if (iequals(header.name, "EventList"))
            return false;
    }
    return false;
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
    auto* own = find_own(action_id_of(reply));
    if (!own && !reply.contains("ActionID")) {
        own = find_answered_without_id();
        if (own && !own->is_login())
            return keep_candidate(*own, reply);
    }
    // An answer to an action whose bytes are still here is a lie.
    if (!own || !queue_.was_sent(own->id)) {
        ++counters_.orphan_responses;
        return false;
    }
    end_earlier(own->id, now);
    auto& found = *entries_.find(own->id);
    switch (found.at) {
    case phase::awaiting_follow_up: // ModuleLoad answers several times (protocol/README.md 3.2)
        ++counters_.orphan_responses;
        return false;
    case phase::list_open: error_in_list(found, reply, now); return true;
    case phase::in_line: break;
    }
    if (!found.who)
        ++counters_.late_answers;
    if (found.was_passed)
        serial_ = false; // this server answers in another order
    const auto* const shape = found.shape;
    const bool success = is_success(event_view(reply).name());
    if (iequals(reply["EventList"], "start") || (shape && success && opens_old_list(*shape, reply)))
        open_list(found, reply, now);
    else if (shape && !shape->follow_up.empty() && success)
        await_follow_up(found, reply, now);
    else if (shape && shape->answers_twice && !found.answer && found.who &&
             (success || !reply["Message"].starts_with("No ")))
        found.answer = std::make_unique<response>(reply);
    else
        finish(found, answer_of(found, reply), now);
    return true;
}

// An empty list of voicemail users has the words too, elsewhere, and does not end.
AMI_DECL bool correlator::opens_old_list(const answer_shape& shape, const packet_view& reply)
{
    constexpr std::string_view announced = "will follow";
    return !shape.completion.empty() && !reply.contains("EventList") && reply["Message"].ends_with(announced);
}

// Nothing for a placeholder.
AMI_DECL response correlator::answer_of(const entry& answered, const packet_view& reply)
{
    if (!answered.who)
        return {};
    response answer(reply);
    if (answered.shape && !answered.shape->last_header.empty())
        answer.set_last_header(answered.shape->last_header);
    return answer;
}

// The oldest action, if a server is known to answer it without ActionID. Nothing of others is sent before a login.
AMI_DECL correlator::entry* correlator::find_answered_without_id() noexcept
{
    auto* const oldest = line_.empty() ? nullptr : entries_.find(line_.front());
    if (!oldest || oldest->at != phase::in_line || oldest->answer || !oldest->who)
        return nullptr;
    if (oldest->is_login()) {
        answers_without_id_ = true;
        return oldest;
    }
    const bool known = oldest->shape && oldest->shape->may_lack_id;
    return serial_ && (known || answers_without_id_) && !iequals(oldest->name, "Originate") ? oldest
                                                                                            : nullptr;
}

// It counts once a later action is answered and no better answer came.
AMI_DECL bool correlator::keep_candidate(entry& oldest, const packet_view& reply)
{
    if (!queue_.was_sent(oldest.id)) {
        ++counters_.orphan_responses;
        return false;
    }
    oldest.answer = std::make_unique<response>(reply);
    barrier_due_ = true;
    return true;
}

// Asterisk answers actions in the order in which they were sent: those before `answered` are over (protocol/README.md 0.7).
AMI_DECL void correlator::end_earlier(std::uint64_t answered, time_point now)
{
    if (!serial_ || !is_in_line(answered))
        return;
    while (!line_.empty() && line_.front() < answered)
        end_unanswered(*entries_.find(line_.front()), "Asterisk answered a later action", now);
}

AMI_DECL void correlator::answer_ended(std::uint64_t id, time_point now)
{
    if (auto* const own = entries_.find(id))
        end_unanswered(*own, "the HTTP answer has ended", now);
}

// All is there that answers the action.
AMI_DECL void correlator::end_unanswered(entry& ended, std::string_view proof, time_point now)
{
    const auto* const shape = ended.shape;
    if (current_list_ == ended.id)
        current_list_ = 0;
    if (ended.at == phase::list_open && ended.answer) {
        auto& list = *ended.answer;
        const bool whole = !list.completion().raw().empty() || !list.list_error().raw().empty() ||
                           (shape && shape->may_lack_completion && !list.events().empty());
        if (whole)
            return finish(ended, response(std::move(list)), now);
    } else if (ended.at == phase::in_line && ended.answer) {
        return finish(ended, response(std::move(*ended.answer)), now);
    } else if (ended.at == phase::in_line && ended.who && shape && shape->silence_is_success) {
        static constexpr std::string_view carried_out = "Response: Success\r\nMessage: No answer\r\n\r\n";
        return finish(ended,
            response(packet_view(carried_out, carried_out.size() - 2, {}, packet_kind::response)), now);
    }

    std::string_view missing = "no response came";
    if (ended.at == phase::list_open)
        missing = "the end of its list did not come";
    else if (ended.at == phase::awaiting_follow_up)
        missing = "the event that follows its answer did not come";
    failure error{errc::outcome_unknown,
        fmt::format("action {}: {}, and {}{}", ended.name, proof, missing, what_is_known(ended))};
    response text;
    if (ended.text)
        text = response(packet_view(*ended.text, ended.text->size(), {}, packet_kind::other));
    const bool late_answer_tells = serial_; // that the order is another one
    auto operation = ended.who;
    if (late_answer_tells) {
        ended.was_passed = true;
        if (operation)
            abandon(ended);
        leave_line(ended, now);
    } else {
        queue_.sent(ended.id); // nothing of it is to be sent any more
        erase(ended, now);
    }
    if (operation) {
        count(error);
        outputs_.complete(std::move(operation), std::move(error), std::move(text));
    }
}

// For the text of an error.
AMI_DECL std::string correlator::what_is_known(const entry& unanswered)
{
    std::string known;
    if (unanswered.shape && !unanswered.shape->silence.empty())
        known = fmt::format("; {}", unanswered.shape->silence);
    if (unanswered.answer && !unanswered.answer->list_error().raw().empty())
        known += fmt::format("; its list had the error \"{}\"", quote(unanswered.answer->message(), 200));
    if (unanswered.text) {
        std::string_view text = *unanswered.text;
        known += fmt::format("; Asterisk sent \"{}\"", quote(take_line(text), 80));
    }
    return known;
}

// Text of a legacy module: it may be what the oldest action is answered with.
AMI_DECL void correlator::on_text(const packet_view& packet)
{
    auto* const oldest = line_.empty() ? nullptr : entries_.find(line_.front());
    if (!serial_ || !oldest || oldest->at != phase::in_line || !oldest->who || !queue_.was_sent(oldest->id))
        return;
    const bool is_answer = oldest->shape && !oldest->shape->silence.empty();
    const auto most = is_answer ? std::min(max_unanswered_text, limits_.max_list_bytes) : 200;
    if (!oldest->text)
        oldest->text = std::make_unique<std::string>();
    oldest->text->append(packet.raw().substr(0, most - std::min(most, oldest->text->size())));
}

AMI_DECL void correlator::open_list(entry& list, const packet_view& reply, time_point now)
{
    leave(list);
    list.at = phase::list_open;
    enter(list);
    current_list_ = list.id;
    const bool is_old = !reply.contains("EventList");
    list.by_name = is_old;
    barrier_due_ = barrier_due_ || (serial_ && is_old);
    if (list.who)
        list.answer = std::make_unique<response>(reply);
    if (!line_.empty() && line_.front() == list.id)
        head_since_ = now;
}

AMI_DECL void correlator::error_in_list(entry& list, const packet_view& reply, time_point now)
{
    if (is_success(event_view(reply).name()) || own_id(leading_action_id(reply)) != list.id)
        return;
    if (list.answer && list.answer->list_error().raw().empty())
        list.answer->set_list_error(reply);
    barrier_due_ = barrier_due_ || serial_; // there may be no completion
    if (list.shape && list.shape->error_ends_list)
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

AMI_DECL correlator::use correlator::route_event(const event_view& event, time_point now)
{
    // A UserEvent carries whatever headers its sender chose, an ActionID of ours and an `EventList:
    // Complete` too (protocol/README.md 3.3).
    const auto name = event.name();
    if (iequals(name, "UserEvent"))
        return use::subscribers;
    auto* const own = find_own(event["ActionID"]);
    if (!own)
        return route_event_without_id(event, now);

    auto& found = *own;
    if (found.at == phase::in_line)
        return use::subscribers;
    if (found.at == phase::awaiting_follow_up) {
        if (!iequals(name, found.shape->follow_up))
            return use::subscribers;
        response answer = found.answer ? std::move(*found.answer) : response();
        answer.add_event(event);
        finish(found, std::move(answer), now);
        return use::none;
    }
    const auto mark = event.find("EventList");
    if (mark && !has_id_before_event_list(event))
        return use::none; // the rest of an item, with a head that somebody else chose
    if (!mark && !completes_old_list(found, event))
        return add_item(found, event, now);
    response answer = found.answer ? std::move(*found.answer) : response();
    if (found.answer) {
        answer.set_completion(event);
        if (mark && !iequals(*mark, "Complete"))
            answer.set_list_error(event);
    }
    finish(found, std::move(answer), now);
    return use::none;
}

AMI_DECL bool correlator::completes_old_list(const entry& list, const event_view& event) const
{
    return list.by_name && iequals(event.name(), list.shape->completion) &&
           own_id(leading_action_id(event)) == list.id;
}

// While a list is open, Asterisk writes nothing else (protocol/README.md 0.8). What has a Privilege is an event of others
// all the same.
AMI_DECL correlator::use correlator::route_event_without_id(const event_view& event, time_point now)
{
    auto* const list = entries_.find(current_list_);
    if (!list || !list->shape || list->at != phase::list_open || event.contains("ActionID"))
        return use::subscribers;
    if (!list->shape->broken_item.empty() && iequals(event.name(), list->shape->broken_item))
        return add_item(*list, event, now);
    if (!list->shape->items_have_no_id || event.contains("Privilege"))
        return use::subscribers;
    if (!event.contains("EventList") && !(list->by_name && iequals(event.name(), list->shape->completion)))
        return add_item(*list, event, now);
    // It counts once a later action is answered.
    if (list->answer)
        list->answer->set_completion(event);
    current_list_ = 0;
    barrier_due_ = serial_;
    return use::none;
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
        failure error{errc::list_too_large, fmt::format("the list of {} has more than {} events or {} bytes "
                                                        "(limits::max_list_items, limits::max_list_bytes)",
                                                list.name, limits_.max_list_items, limits_.max_list_bytes)};
        count(error);
        outputs_.complete(abandon(list), std::move(error));
        return use::none;
    }
    list.answer->add_event(item);
    return use::none;
}

AMI_DECL void correlator::finish(entry& ended, response&& answer, time_point now)
{
    auto operation = ended.who;
    const auto began = ended.began;
    if (current_list_ == ended.id)
        current_list_ = 0;
    erase(ended, now);
    if (operation) {
        ++counters_.actions_answered;
        counters_.round_trips.add(now - began);
        outputs_.complete(std::move(operation), {}, std::move(answer));
    }
}

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_IMPL_CORRELATOR_ANSWERS_IPP
