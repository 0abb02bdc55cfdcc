// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_IMPL_HTTP_SESSION_ACTIONS_IPP
#define AMI_SESSION_IMPL_HTTP_SESSION_ACTIONS_IPP

#include <ami/protocol/ascii.hpp>
#include <ami/session/http_session.hpp>
#include <ami/session/http_timing.hpp>

#include <algorithm>
#include <utility>

// Which actions are taken, and which of them were not sent.

namespace ami::detail {

AMI_DECL std::size_t http_session::write(std::string_view actions, time_point now)
{
    const auto all = actions.size();
    pump(now); // what was taken before goes first
    while (!fault_ && !actions.empty()) {
        const auto end = std::min(actions.find("\r\n\r\n"), actions.size());
        const auto next = std::min(end + 4, actions.size());
        if (!take_action(actions.substr(0, end), next != actions.size(), now))
            break;
        actions.remove_prefix(next);
    }
    pump(now);
    return all - actions.size();
}

AMI_DECL void http_session::leave(time_point now)
{
    if (fault_ || !is_logged_in_ || logging_off_)
        return fail({errc::closed, {}});
    leave_by_ = deadline_after(now, leave_time);
    for (auto* const queue : {&queue_, &events_queue_, &control_queue_})
        queue->clear();
    for (std::size_t i = 0; i != slots_.size(); ++i) {
        if (slots_[i].state == slot_state::at::busy) {
            slots_[i].what = {};
            close_slot(i, now);
        }
    }
    take_action("Action: Logoff", false, now);
    pump(now);
}

// False if its turn has not come.
AMI_DECL bool http_session::take_action(std::string_view text, bool more, time_point now)
{
    auto made = make_request(text);
    if (iequals(made.name, "WaitEvent")) {
        fail_action(made.action_id,
            {errc::action_refused,
                "action WaitEvent: over HTTP the client asks for events itself; subscribe to them with on() or events()"});
        return true;
    }
    if (!queue_.empty() || !may_send(made))
        return false;
    std::optional<std::size_t> slot;
    // With digest, events have a session of their own, and its good-bye comes before the other one's.
    const bool to_waiting = made.what == kind::mask || made.what == kind::filter;
    if (to_waiting && uses_digest() && events_ == event_state::on && !logging_off_) {
        if (slots_[control_slot()].state == slot_state::at::closed)
            open(control_slot(), now);
        if (slots_[control_slot()].state == slot_state::at::idle)
            slot = control_slot();
    } else if (made.what != kind::logoff) {
        slot = free_slot(more ? 2 : 1, now);
        if (slot && has_expired(action_lane, now)) {
            refresh_session(*slot, now);
            return false;
        }
    }
    if (!slot && made.what != kind::logoff)
        return false;
    made.body = body_of(text, made, false);
    if (made.what == kind::login || made.what == kind::mask)
        made.quiet_body = body_of(text, made, true);
    if (made.what == kind::login)
        mask_ = made.mask.empty() ? "on" : made.mask;
    if (slot) {
        send(*slot, std::move(made), now);
    } else {
        begin_logoff();
        queue_.push_back(std::move(made));
    }
    return true;
}

AMI_DECL void http_session::begin_logoff()
{
    logging_off_ = true;
    next_wait_.reset();
    events_queue_.clear(); // behind the logoff it would meet no session
    if (uses_digest() && events_ != event_state::off)
        control_queue_.push_back(make_internal(kind::end_events, {{"Action", "Logoff"}}));
}

AMI_DECL bool http_session::may_be_unsent(const request& what) noexcept
{
    return what.what == kind::action || what.what == kind::mask || what.what == kind::filter;
}

AMI_DECL std::vector<std::string> http_session::unsent() const
{
    std::vector<std::string> ids;
    for (const auto* const queue : {&queue_, &control_queue_}) {
        for (const auto& each : *queue) {
            if (may_be_unsent(each))
                ids.push_back(each.action_id);
        }
    }
    for (const auto& slot : slots_) {
        if (slot.state == slot_state::at::busy && !slot.what.sent && may_be_unsent(slot.what))
            ids.push_back(slot.what.action_id);
    }
    return ids;
}

AMI_DECL void http_session::forget_unsent_unless(
    const std::function<bool(std::string_view)>& wanted, time_point now)
{
    const auto forgotten = [&](const request& each) {
        return may_be_unsent(each) && !wanted(each.action_id);
    };
    std::erase_if(queue_, forgotten);
    std::erase_if(control_queue_, forgotten);
    for (std::size_t i = 0; i != slots_.size(); ++i) {
        if (slots_[i].state == slot_state::at::busy && !slots_[i].what.sent && forgotten(slots_[i].what)) {
            slots_[i].what = {};
            close_slot(i, now);
        }
    }
    pump(now);
}

AMI_DECL void http_session::forget_unless(const std::function<bool(std::string_view)>& wanted, time_point now)
{
    last_forgotten_ = now;
    forget_unsent_unless(wanted, now);
    for (std::size_t i = 0; i != slots_.size(); ++i) {
        if (slots_[i].state == slot_state::at::busy && may_be_unsent(slots_[i].what) &&
            !wanted(slots_[i].what.action_id)) {
            slots_[i].what = {};
            close_slot(i, now);
        }
    }
    pump(now);
}

} // namespace ami::detail

#endif // AMI_SESSION_IMPL_HTTP_SESSION_ACTIONS_IPP
