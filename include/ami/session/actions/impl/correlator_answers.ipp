// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_ACTIONS_IMPL_CORRELATOR_ANSWERS_IPP
#define AMI_SESSION_ACTIONS_IMPL_CORRELATOR_ANSWERS_IPP

#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/session/actions/correlator.hpp>

#include <fmt/format.h>

#include <utility>

// What a packet is to the actions that wait. Others can put packets into our session: users who send UserEvents over
// HTTP, and those who set a value that Asterisk writes as it is. Such a packet may have any header but an ActionID of ours.
// After the head of such a packet an ActionID of ours may stand only if an item of our own list was cut.

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

AMI_DECL bool correlator::on_response(const packet_view& reply, time_point now)
{
    auto* own = find_own(action_id_of(reply));
    const bool lacks_id = !own && !reply.contains("ActionID");
    if (lacks_id) {
        own = find_answered_without_id();
        if (own && !own->is_login())
            return keep_candidate(*own, reply);
    }
    // An answer to an action whose bytes are still here is a lie.
    if (!own || !queue_.was_sent(own->id)) {
        ++counters_.orphan_responses;
        return false;
    }
    answers_without_id_ = answers_without_id_ || lacks_id;
    if (serial_ && !line_.empty() && line_.front() != own->id) {
        const auto id = own->id;
        end_earlier(id, now);
        own = entries_.find(id);
    }
    auto& found = *own;
    switch (found.at) {
    case phase::awaiting_follow_up: // ModuleLoad answers several times (protocol/README.md 3.2)
        ++counters_.orphan_responses;
        return false;
    case phase::list_open: error_in_list(found, reply, now); return true;
    case phase::in_line: break;
    }
    if (!found.operation)
        ++counters_.late_answers;
    if (found.was_passed)
        serial_ = false; // this server answers in another order
    const auto* const shape = found.shape;
    const bool success = shape && is_success(event_view(reply).name());
    if (iequals(reply["EventList"], "start") || (shape && success && opens_old_list(*shape, reply)))
        open_list(found, reply, now);
    else if (shape && !shape->follow_up.empty() && success)
        await_follow_up(found, reply, now);
    else if (shape && shape->answers_twice && !found.answer && found.operation &&
             (success || !reply["Message"].starts_with("No ")))
        found.answer = std::make_unique<response>(reply);
    else
        finish(found, reply, now);
    return true;
}

// An empty list of voicemail users has the words too, elsewhere, and does not end.
AMI_DECL bool correlator::opens_old_list(const answer_shape& shape, const packet_view& reply)
{
    constexpr std::string_view announced = "will follow";
    return !shape.completion.empty() && !reply.contains("EventList") && reply["Message"].ends_with(announced);
}

// With an answer of one packet.
AMI_DECL void correlator::finish(entry& answered, const packet_view& reply, time_point now)
{
    if (!answered.operation)
        return finish(answered, response(), now);
    response answer(reply);
    if (answered.shape && !answered.shape->last_header.empty())
        answer.set_last_header(answered.shape->last_header);
    finish(answered, std::move(answer), now);
}

// The oldest action, if a server is known to answer it without ActionID. Nothing of others is sent before a login.
AMI_DECL correlator::entry* correlator::find_answered_without_id() noexcept
{
    auto* const oldest = line_.empty() ? nullptr : entries_.find(line_.front());
    if (!oldest || oldest->at != phase::in_line || oldest->answer || !oldest->operation)
        return nullptr;
    if (oldest->is_login())
        return oldest;
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
    if (!is_in_line(answered))
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
    } else if (ended.at == phase::in_line && ended.operation && shape && shape->silence_is_success) {
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
    auto operation = ended.operation;
    if (late_answer_tells) {
        ended.was_passed = ended.overdue = true; // its deadlines mean nothing any more
        if (operation)
            abandon(ended);
        leave_line(ended, now);
    } else {
        queue_.sent(ended.id); // nothing of it is to be sent any more
        erase(ended, now);
    }
    if (operation) {
        count(error);
        outputs_.complete(std::move(operation), std::move(error)).answer = std::move(text);
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
    if (auto* const list = entries_.find(current_list_); list && list->is_cut) {
        list->is_cut = ids_.number_of(packet["ActionID"]) != list->id;
        return;
    }
    auto* const oldest = line_.empty() ? nullptr : entries_.find(line_.front());
    if (!serial_ || !oldest || oldest->at != phase::in_line || !oldest->operation ||
        !queue_.was_sent(oldest->id))
        return;
    const bool is_answer = oldest->shape && !oldest->shape->silence.empty();
    const auto most = is_answer ? std::min(max_unanswered_text, limits_.max_list_bytes) : 200;
    if (!oldest->text)
        oldest->text = std::make_unique<std::string>();
    oldest->text->append(packet.raw().substr(0, most - std::min(most, oldest->text->size())));
}

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_IMPL_CORRELATOR_ANSWERS_IPP
