// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_IMPL_SESSION_TRAFFIC_IPP
#define AMI_SESSION_IMPL_SESSION_TRAFFIC_IPP

#include <ami/protocol/values/redaction.hpp>
#include <ami/session/connection/limit_failure.hpp>
#include <ami/session/session.hpp>

#include <string>
#include <utility>

// What is read, and what is given out.

namespace ami::detail {

AMI_DECL void session::on_received(std::size_t size, time_point now)
{
    counters_.bytes_received += size;
    parser_.commit(size);
    batch_time_ = now;
    if (is_ready())
        liveness_.heard(now);
}

AMI_DECL void session::on_not_answered(std::uint64_t id, failure error, time_point now)
{
    if (auto again = correlator_.fail(id, std::move(error), settings().reconnect.enabled, now))
        held_.add(std::move(*again));
    // The session goes on; if it does not, they are held again.
    held_wait_ = is_ready() && held_.size() != 0;
}

AMI_DECL void session::on_answer_ended(std::uint64_t id, time_point now)
{
    correlator_.answer_ended(id, now);
}

AMI_DECL void session::on_events_missed()
{
    if (!is_ready())
        return;
    ++counters_.event_gaps;
    log(log_level::error, "events may have been lost: the connection ended over which they were awaited");
    outputs_.push(output::kind::events_missed);
    tell(state_change(session_state::ready, errc::events_missed,
        "the connection ended over which events were awaited; the session goes on"));
}

AMI_DECL output& session::next(time_point now)
{
    current_.operation.reset();
    for (;;) {
        while (auto* const oldest = outputs_.take()) {
            if (take(*oldest, now))
                return *oldest;
        }
        if (std::exchange(event_waits_, false)) {
            current_.type = output::kind::event;
            current_.packet = &parser_.packet();
            return current_;
        }
        if (std::exchange(held_wait_, false)) {
            resend_held(now);
            continue;
        }
        if (!reads_ || !read_packet(now)) {
            current_.type = output::kind::none;
            return current_;
        }
        if (current_.type == output::kind::item)
            return current_;
    }
}

// Whether an output is for somebody else than the session.
AMI_DECL bool session::take(output& waiting, time_point now)
{
    const bool is_for_network = waiting.type >= output::kind::resolve && waiting.type <= output::kind::read;
    if (is_for_network && waiting.epoch != connections_)
        return false;
    if (waiting.type == output::kind::read) {
        // Not sooner: a handler that closes and connects again still holds a view into the old bytes.
        parser_ = parser(
            settings().limits, settings().uses_http() ? parser::greeting::none : parser::greeting::banner);
        parser_.accept_command_output_of(std::string(correlator_.action_id_prefix()));
        reads_ = true;
        return true;
    }
    if (waiting.type != output::kind::complete)
        return true;
    if (waiting.operation->settings_change)
        record_settings(waiting);
    if (waiting.operation->sent_for == purpose::user)
        return true;
    if (!waiting.operation->logs_off()) {
        on_own_answer(waiting, now);
        return false;
    }
    // The answer to a Logoff may be nothing but the end of the connection (protocol/README.md 0.10).
    const auto ec = waiting.error.ec;
    auto error = std::move(waiting.error);
    auto answer = std::move(waiting.answer);
    if (!ec || ec == errc::outcome_unknown || ec == errc::timed_out || ec == errc::not_sent) {
        if (waiting.operation->sent_for == purpose::logoff)
            error = {};
        apply(lifecycle_.on_logoff_answer(), now);
    }
    // It completes after all that its session's end tells.
    waiting.operation->sent_for = purpose::user;
    outputs_.complete(std::move(waiting.operation), std::move(error)).answer = std::move(answer);
    return false;
}

// Before the operation completes: its handler may look, or end the connection. The server does not answer some masks, which
// are in force nevertheless (protocol/README.md 2.5).
AMI_DECL void session::record_settings(output& ended)
{
    const auto change = std::move(ended.operation->settings_change);
    const bool is_mask = kind_of(*change) == action_kind::mask;
    if (ended.error ? is_mask && ended.error.ec == errc::timed_out : ended.answer.ok())
        server_.on_accepted(*change);
}

// False where more bytes are needed.
AMI_DECL bool session::read_packet(time_point now)
{
    error_code ec;
    current_.type = output::kind::none;
    switch (parser_.next(ec)) {
    case parser::result::need_more: return false;
    case parser::result::banner:
        apply(lifecycle_.on_banner(parser_.banner(), now), now);
        if (greeting().product() == "Asterisk Call Manager")
            correlator_.answers_in_order();
        break;
    case parser::result::packet:
        if (const auto size = correlator_.size_of_first(parser_.packet());
            size != parser_.packet().raw().size())
            parser_.cut_packet(size);
        on_packet(parser_.packet(), now);
        break;
    case parser::result::error:
        apply(lifecycle_.on_violation(
                  limit_failure(ec, settings().limits, parser_.pending(), settings().secret.view()), now),
            now);
        reads_ = false;
        break;
    }
    return true;
}

AMI_DECL void session::on_packet(const packet_view& packet, time_point now)
{
    switch (packet.kind()) {
    case packet_kind::event:
        ++counters_.events_received;
        switch (correlator_.on_event(event_view(packet), now)) {
        case correlator::use::subscribers:
            event_waits_ = !login_.holds_back(event_view(packet).name());
            break;
        case correlator::use::item:
            current_.type = output::kind::item;
            current_.packet = &packet;
            current_.operation = correlator_.list_owner();
            break;
        case correlator::use::none: break;
        }
        send_barrier();
        break;
    case packet_kind::response:
        ++counters_.responses_received;
        if (!correlator_.on_response(packet, now))
            log(log_level::info, "a response to no action of ours",
                {{"action_id", quote(packet["ActionID"], 64, settings().secret.view())}});
        send_barrier();
        break;
    case packet_kind::other:
        ++counters_.other_packets;
        correlator_.on_text(packet);
        if (logs(log_level::debug))
            log(log_level::debug, "a packet that is neither event nor response",
                {{"begins", quote(packet.raw(), 40, settings().secret.view())}});
        break;
    }
}

// What cannot be answered, or ends without a mark, is over when a later action is answered.
AMI_DECL void session::send_barrier()
{
    if (correlator_.take_barrier() && is_ready())
        send_own(action("Ping"), purpose::keep_alive, action_kind::ping);
}

} // namespace ami::detail

#endif // AMI_SESSION_IMPL_SESSION_TRAFFIC_IPP
