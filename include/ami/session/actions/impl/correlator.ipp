// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_IMPL_CORRELATOR_IPP
#define AMI_SESSION_ACTIONS_IMPL_CORRELATOR_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/header_view.hpp>
#include <ami/protocol/wire/scan.hpp>
#include <ami/session/actions/correlator.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

// What a packet is to the actions that wait. Others can put packets into our session: users who send UserEvents over
// HTTP, and those who set a value that Asterisk writes as it is. Such a packet may have any header but an ActionID of ours.
// After the head of such a packet an ActionID of ours may stand only if an item of our own list was cut.

namespace ami::detail {

inline constexpr std::size_t max_unanswered_text = 65536;

// Which action of ours an answer belongs to, 0 if none, and the lines with its other headers.
struct answer_head {
    std::uint64_t id;
    std::string_view rest;
};

// Asterisk writes the ActionID next to the first header, which is none of this name.
inline answer_head head_of(const packet_view& reply, const action_ids& ids) noexcept
{
    auto rest = reply.header_lines();
    if (begins_with(rest, "Response: Success\r\n")) // as most answers do
        rest.remove_prefix(std::string_view("Response: Success\r\n").size());
    else
        take_line(rest);
    if (!begins_with(rest, "ActionID: "))
        return {ids.number_of(reply["ActionID"]), reply.header_lines()};
    rest.remove_prefix(std::string_view("ActionID: ").size());
    if (const auto id = ids.take_number(rest); id != 0)
        return {id, rest};
    const auto action_id = skip_blanks(take_line(rest));
    return {ids.number_of(action_id), rest};
}

// Few answers have the letter, and a letter is found sooner than a header.
inline bool opens_list(std::string_view lines) noexcept
{
    constexpr auto none = std::string_view::npos;
    if (lines.find('v') == none && lines.find('V') == none)
        return false;
    return iequals(skip_blanks(scan().find_value(lines, "EventList")), "start");
}

AMI_DECL void correlator::start(std::string_view prefix, const limits& bounds)
{
    ids_.start(prefix);
    limits_ = bounds;
    order_.start();
    lists_.start();
    may_lack_blank_lines_ = false;
}

AMI_DECL failure correlator::refusal_of(const action& request) const
{
    if (request.fault())
        return {request.fault(), request.fault_text()};
    if (in_flight() >= limits_.max_in_flight)
        return {errc::too_many_in_flight, fmt::format("limits::max_in_flight is {}", limits_.max_in_flight)};
    return {errc::write_queue_full,
        fmt::format("{} bytes wait, limits::max_write_queue is {}", queue_.size(), limits_.max_write_queue)};
}

AMI_DECL failure correlator::add(operation_pointer&& operation, const action& request,
    const action_terms& terms, time_point now, action_kind kind, std::string_view mask)
{
    const auto action_id = ids_.next();
    const auto size = std::string_view("Action: \r\nActionID: \r\n\r\n").size() + request.name().size() +
                      action_id.size() + request.header_lines().size();
    const bool is_too_much =
        in_flight() >= limits_.max_in_flight || queue_.size() + size > limits_.max_write_queue;
    if (request.fault() || (is_too_much && !terms.is_internal))
        return refusal_of(request);

    if (request.is_secret())
        queue_.reserve(size);
    request.serialize(queue_.text(), action_id);
    const auto id = ids_.use();
    queue_.added(id, kind, mask);
    ++counters_.actions_started;

    auto& added = line_.add(id, std::move(operation), now);
    added.name = request.name();
    added.shape = find_answer_shape(request.name());
    // Not zero: an action started anew from its own completion would time out again and again, at once.
    added.timeout = std::max(request.timeout().value_or(terms.timeout), duration(1));
    if (request.retries_if_unsent())
        added.again = std::make_unique<action>(request);
    may_lack_blank_lines_ = may_lack_blank_lines_ || (added.shape && added.shape->lacks_blank_lines);
    if (added.shape && !added.shape->silence.empty())
        order_.want_proof();
    auto deadline = deadline_after(now, std::max(terms.total_timeout, added.timeout));
    if (terms.latest)
        deadline = std::min(deadline, *terms.latest);
    line_.set_deadline(added, deadline);
    return {};
}

AMI_DECL std::size_t correlator::end_of_first(const packet_view& found) noexcept
{
    const auto* const own = line_.find(head_of(found, ids_).id);
    if (!own || !own->shape || !own->shape->lacks_blank_lines)
        return found.raw().size();
    // Over mxml the names are in lower case.
    auto rest = found.header_lines();
    for (take_line(rest); !rest.empty();) {
        const auto next = found.header_lines().size() - rest.size();
        const auto name = split_line(take_line(rest)).name;
        if (iequals(name, "Event") || iequals(name, "Response"))
            return next;
    }
    return found.raw().size();
}

AMI_DECL bool correlator::on_response(const packet_view& reply, time_point now)
{
    const auto head = head_of(reply, ids_);
    auto* own = line_.find(head.id);
    const bool lacks_id = !own && !reply.contains("ActionID");
    if (lacks_id) {
        own = find_answered_without_id();
        if (own && !own->is_login())
            return keep_candidate(*own, reply);
    }
    // An answer to an action whose bytes are still here is a lie.
    if (!own || !queue_.was_sent(own->id))
        return orphan_response();
    if (lacks_id)
        order_.on_answer_without_id();
    if (order_.is_serial() && !line_.is_oldest(own->id)) {
        const auto id = own->id;
        end_earlier(id, now);
        own = line_.find(id);
    }
    switch (own->at) {
    case phase::awaiting_follow_up: // ModuleLoad answers several times (protocol/README.md 3.2)
        return orphan_response();
    case phase::list_open: lists_.on_response(*own, reply, now); break;
    case phase::in_line: take_answer(*own, reply, opens_list(head.rest), now); break;
    }
    return true;
}

AMI_DECL void correlator::take_answer(
    action_entry& answered, const packet_view& reply, bool is_list, time_point now)
{
    if (!answered.operation)
        ++counters_.late_answers;
    if (answered.was_passed)
        order_.on_late_answer();
    const auto* const shape = answered.shape;
    const bool success = shape && is_success(event_view(reply).name());
    if (is_list || (shape && success && list_answers::opens_old_list(*shape, reply)))
        lists_.open(answered, reply, now);
    else if (shape && !shape->follow_up.empty() && success)
        lists_.await_follow_up(answered, reply, now);
    else if (shape && shape->answers_twice && success && !answered.answer && answered.operation)
        keep_answer(answered, reply);
    else
        ends_.finish(answered, reply, now);
}

// The oldest action, if a server is known to answer it without ActionID. Nothing of others is sent before a login.
AMI_DECL action_entry* correlator::find_answered_without_id() noexcept
{
    auto* const oldest = line_.oldest();
    if (!oldest || oldest->at != phase::in_line || oldest->answer || !oldest->operation)
        return nullptr;
    if (oldest->is_login())
        return oldest;
    const bool known = (oldest->shape && oldest->shape->may_lack_id) || order_.answers_without_id();
    return order_.is_serial() && known && !iequals(oldest->name, "Originate") ? oldest : nullptr;
}

// It counts once a later action is answered and no better answer came.
AMI_DECL bool correlator::keep_candidate(action_entry& oldest, const packet_view& reply)
{
    if (!queue_.was_sent(oldest.id))
        return orphan_response();
    keep_answer(oldest, reply);
    return true;
}

// Until a better one comes, or the answer to a later action proves that none will.
AMI_DECL void correlator::keep_answer(action_entry& answered, const packet_view& reply)
{
    answered.answer = std::make_unique<partial_answer>(reply);
    order_.want_proof();
}

// Asterisk answers actions in the order in which they were sent: those before `answered` are over (protocol/README.md 0.7).
AMI_DECL void correlator::end_earlier(std::uint64_t answered, time_point now)
{
    if (!line_.is_in_line(answered))
        return;
    for (auto* oldest = line_.oldest(); oldest && oldest->id < answered; oldest = line_.oldest())
        end_unanswered(*oldest, "Asterisk answered a later action", now);
}

AMI_DECL void correlator::answer_ended(std::uint64_t id, time_point now)
{
    if (auto* const own = line_.find(id))
        end_unanswered(*own, "the HTTP answer has ended", now);
}

// A late answer may tell that the order is another one.
AMI_DECL void correlator::end_unanswered(action_entry& ended, std::string_view proof, time_point now)
{
    lists_.close(ended.id);
    ends_.end_unanswered(ended, proof, order_.is_serial(), now);
}

// Text of a legacy module: it may be what the oldest action is answered with.
AMI_DECL void correlator::on_text(const packet_view& packet)
{
    if (lists_.takes_text(packet))
        return;
    auto* const oldest = line_.oldest();
    if (!order_.is_serial() || !oldest || oldest->at != phase::in_line || !oldest->operation ||
        !queue_.was_sent(oldest->id))
        return;
    const bool is_answer = oldest->shape && !oldest->shape->silence.empty();
    const auto most = is_answer ? std::min(max_unanswered_text, limits_.max_list_bytes) : 200;
    if (!oldest->text)
        oldest->text = std::make_unique<std::string>();
    oldest->text->append(packet.raw().substr(0, most - std::min(most, oldest->text->size())));
}

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_IMPL_CORRELATOR_IPP
