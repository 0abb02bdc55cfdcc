// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_HTTP_IMPL_HTTP_SESSION_IPP
#define AMI_SESSION_HTTP_IMPL_HTTP_SESSION_IPP

#include <ami/protocol/values/secret.hpp>
#include <ami/session/http/http_session.hpp>
#include <ami/session/http/timing.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ami::detail {

AMI_DECL http_session::http_session(const config& settings, md5_function md5, std::string random,
    write_queue& queue, const server_settings& server)
    : settings_(settings), waiting_(&queue), server_(&server), md5_(md5), random_(std::move(random)),
      usable_slots_(settings.uses_digest() ? 1 : settings.http.connections),
      lifetime_(settings.http.session_timeout)
{
    settings_.log = nullptr;
    slots_.resize(uses_digest() ? 3 : usable_slots_ + 1);
    host_header_ =
        settings_.host.find(':') == std::string::npos
            ? fmt::format("{}:{}", settings_.host, settings_.port)
            : fmt::format("[{}]:{}", settings_.host.substr(0, settings_.host.find('%')), settings_.port);
}

AMI_DECL void http_session::start(time_point now)
{
    slots_[0].state = slot_state::at::idle;
    slots_[0].since = last_use_ = now;
}

AMI_DECL http_session::lane http_session::lane_of(std::size_t slot) const noexcept
{
    return uses_digest() && slot >= events_slot() ? event_lane : action_lane;
}

AMI_DECL void http_session::on_time(time_point now)
{
    if (leave_by_ && now >= *leave_by_)
        fail({errc::closed, {}});
    if (fault_)
        return;
    for (std::size_t i = 0; i != slots_.size() && !fault_; ++i) {
        auto& slot = slots_[i];
        if (slot.deadline && now >= *slot.deadline) {
            if (slot.pending.given_up) {
                slot.pending = {};
                close_slot(i, now);
                continue;
            }
            const bool opening = slot.state == slot_state::at::opening;
            failure error{errc::timed_out,
                opening ? "the server did not accept the connection in time" : "no answer in time"};
            orders_.push_back({http_order::kind::close, i, {}});
            if (opening)
                on_open(i, std::move(error), now);
            else
                on_closed(i, std::move(error), now);
        }
    }
    if (fault_)
        return;
    if (next_wait_ && now >= *next_wait_) {
        next_wait_.reset();
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(wait_time()).count();
        events_queue_.push_back(
            make_internal(kind::wait, "WaitEvent", fmt::format("Timeout: {}\r\n", seconds)));
    }
    const bool in_use =
        !queue_.empty() || std::any_of(slots_.begin(), slots_.end(), [&](const slot_state& slot) {
            return slot.state == slot_state::at::busy &&
                   lane_of(static_cast<std::size_t>(&slot - slots_.data())) == action_lane;
        });
    if (is_logged_in_ && !logging_off_ && !in_use && now >= deadline_after(last_use_, lifetime_ / 3)) {
        last_use_ = now;
        queue_.push_back(make_internal(kind::keep_alive, "Ping"));
    }
    pump(now);
    for (std::size_t i = 0; i != slots_.size(); ++i) {
        if (slots_[i].state == slot_state::at::idle && now - slots_[i].since >= max_idle)
            close_slot(i, now);
    }
}

AMI_DECL std::optional<time_point> http_session::deadline() const
{
    std::optional<time_point> next;
    const auto sooner = [&next](std::optional<time_point> when) {
        if (when && (!next || *when < *next))
            next = when;
    };
    if (fault_)
        return next;
    bool in_use = !queue_.empty();
    for (std::size_t i = 0; i != slots_.size(); ++i) {
        const auto& slot = slots_[i];
        sooner(slot.deadline);
        if (slot.state == slot_state::at::idle)
            sooner(slot.since + max_idle);
        in_use = in_use || (slot.state == slot_state::at::busy && lane_of(i) == action_lane);
    }
    sooner(next_wait_);
    sooner(leave_by_);
    if (is_logged_in_ && !logging_off_ && !in_use)
        sooner(deadline_after(last_use_, lifetime_ / 3));
    return next;
}

AMI_DECL void http_session::fail_action(std::uint64_t id, failure error)
{
    if (id == 0)
        return;
    if (waiting_ && error.ec == errc::not_sent)
        waiting_->sent_in_vain(id);
    results_.push_back({id, {}, std::move(error)});
}

AMI_DECL void http_session::fail_unsent(const request& pending, const failure& error)
{
    fail_action(pending.id, {errc::not_sent, error.text});
}

AMI_DECL void http_session::fail(failure error)
{
    if (fault_)
        return;
    fault_ = std::move(error);
    for (auto* const queue : {&queue_, &control_queue_}) {
        for (const auto& each : *queue)
            fail_unsent(each, fault_);
        queue->clear();
    }
    events_queue_.clear();
    for (auto& each : orders_)
        wipe(each.text);
    orders_.clear();
    for (std::size_t i = 0; i != slots_.size(); ++i) {
        const auto& each = slots_[i].pending;
        if (slots_[i].state == slot_state::at::busy && !each.sent && is_users(each.type))
            fail_unsent(each, fault_);
        slots_[i] = {};
        orders_.push_back({http_order::kind::close, i, {}});
    }
}

} // namespace ami::detail

#endif // AMI_SESSION_HTTP_IMPL_HTTP_SESSION_IPP
