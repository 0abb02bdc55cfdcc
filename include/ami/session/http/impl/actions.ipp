// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_HTTP_IMPL_ACTIONS_IPP
#define AMI_SESSION_HTTP_IMPL_ACTIONS_IPP

#include <ami/protocol/values/event_mask.hpp>
#include <ami/session/http/http_session.hpp>
#include <ami/session/http/timing.hpp>

#include <algorithm>
#include <utility>

// Which actions are taken, and which of them were not sent.

namespace ami::detail {

AMI_DECL std::size_t http_session::send(time_point now)
{
    pump(now); // what was taken before goes first
    std::size_t taken = 0;
    while (!fault_ && waiting_ && !waiting_->empty()) {
        const auto next = waiting_->front();
        const auto size = next.text.size();
        if (!take_action(next, waiting_->size() != size, now))
            break;
        taken += size;
    }
    pump(now);
    return taken;
}

AMI_DECL void http_session::on_sent(std::size_t slot) noexcept
{
    auto& pending = slots_[slot].pending;
    pending.sent = true;
    if (waiting_ && pending.id != 0)
        waiting_->sent(pending.id);
}

AMI_DECL void http_session::leave(time_point now)
{
    waiting_ = nullptr;
    unread_changes_.clear(); // nobody reads them any more
    if (fault_ || !is_logged_in_ || logging_off_)
        return fail({errc::closed, {}});
    leave_by_ = deadline_after(now, leave_time);
    for (auto* const queue : {&queue_, &events_queue_, &control_queue_})
        queue->clear();
    for (std::size_t i = 0; i != slots_.size(); ++i) {
        if (slots_[i].state == slot_state::at::busy) {
            slots_[i].pending = {};
            close_slot(i, now);
        }
    }
    begin_logoff();
    auto logoff = make_internal(kind::logoff, "Logoff");
    logoff.alone = true;
    queue_.push_back(std::move(logoff));
    pump(now);
}

// False if its turn has not come.
AMI_DECL bool http_session::take_action(const queued_action& queued, bool more, time_point now)
{
    auto made = make_request(queued);
    if (!queue_.empty() || !may_send(made))
        return false;
    std::optional<std::size_t> slot;
    // With digest, events have a session of their own, and its Logoff comes before the other one's.
    const bool to_waiting = made.type == kind::mask || made.type == kind::filter;
    if (to_waiting && uses_digest() && events_ == event_state::on && !logging_off_) {
        if (slots_[control_slot()].state == slot_state::at::closed)
            open(control_slot(), now);
        if (slots_[control_slot()].state == slot_state::at::idle)
            slot = control_slot();
    } else if (made.type != kind::logoff) {
        slot = free_slot(more ? 2 : 1, now);
        if (slot && has_expired(action_lane, now)) {
            refresh_session(*slot, now);
            return false;
        }
    }
    if (!slot && made.type != kind::logoff)
        return false;
    if (made.type == kind::login)
        is_restoring_ = made.has_no_mask && !is_empty_mask(server_->mask().text());
    waiting_->hand_over();
    if (!may_be_unsent(made))
        waiting_->sent(made.id); // it is not taken back
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
        control_queue_.push_back(make_internal(kind::end_events, "Logoff"));
}

AMI_DECL bool http_session::may_be_unsent(const request& pending) noexcept
{
    return pending.type == kind::action || pending.type == kind::mask || pending.type == kind::filter;
}

AMI_DECL void http_session::withdraw(std::uint64_t id, time_point now)
{
    const auto is_it = [id](const request& each) { return each.id == id && may_be_unsent(each); };
    std::erase_if(queue_, is_it);
    std::erase_if(control_queue_, is_it);
    for (std::size_t i = 0; i != slots_.size(); ++i) {
        auto& slot = slots_[i];
        if (slot.state != slot_state::at::busy || !is_it(slot.pending))
            continue;
        slot.pending.given_up = true;
        if (slot.pending.sent) {
            slot.deadline = now + given_up_time;
        } else {
            slot.pending = {};
            close_slot(i, now);
        }
    }
    pump(now);
}

} // namespace ami::detail

#endif // AMI_SESSION_HTTP_IMPL_ACTIONS_IPP
