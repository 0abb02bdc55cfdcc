// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_IMPL_CLIENT_CORE_TRAFFIC_IPP
#define AMI_CLIENT_IMPL_CLIENT_CORE_TRAFFIC_IPP

#include <ami/client/call_registry.hpp>
#include <ami/client/client_core.hpp>
#include <ami/protocol/redaction.hpp>

#include <fmt/format.h>

#include <utility>

// What is read and handed out, and what is written.

namespace ami::detail {

inline constexpr std::size_t read_size = 65536;
inline constexpr std::size_t write_size = 65536; // in one turn of the executor

// Which limit the server broke, and by what.
inline failure limit_failure(
    error_code ec, const limits& bounds, std::string_view pending, std::string_view secret)
{
    const auto begins = fmt::format(
        "the packet begins with \"{}\"", quote(pending.substr(0, pending.find_first_of("\r\n")), 40, secret));
    if (ec == errc::line_too_long)
        return {ec, fmt::format("limits::max_line is {} bytes; {}", bounds.max_line, begins)};
    if (ec == errc::packet_has_too_many_headers)
        return {ec, fmt::format("limits::max_headers is {}; {}", bounds.max_headers, begins)};
    if (ec == errc::packet_too_large)
        return {ec, fmt::format("limits::max_packet is {} bytes; {}", bounds.max_packet, begins)};
    return {
        ec, fmt::format("its first line does not end; it begins with \"{}\"", quote(pending, 40, secret))};
}

AMI_DECL void client_core::start_read()
{
    stream_->read(parser_.prepare(read_size));
}

AMI_DECL void client_core::on_read(error_code ec, std::size_t size)
{
    if (abandoned_)
        return;
    const auto self = shared_from_this();
    if (ec || size == 0) {
        apply(lifecycle_.on_lost(ec, parser_.pending(), network_->now()));
        return;
    }
    counters_.bytes_received += size;
    parser_.commit(size);
    corked_ = true;
    reading_generation_ = generation_;
    handler_began_ = network_->now();
    recent_tick_ = network_->recent_now();
    if (is_ready())
        liveness_.heard(handler_began_);
    if (!read_packets())
        return;
    corked_ = false;
    flush_now();
    rearm();
    start_read();
}

// False where the session ended meanwhile.
AMI_DECL bool client_core::read_packets()
{
    for (;;) {
        error_code ec;
        switch (parser_.next(ec)) {
        case parser::result::need_more: return true;
        case parser::result::banner: apply(lifecycle_.on_banner(parser_.banner(), network_->now())); break;
        case parser::result::packet: on_packet(parser_.packet()); break;
        case parser::result::error:
            apply(lifecycle_.on_violation(
                limit_failure(ec, config_.limits, parser_.pending(), config_.secret.view()),
                network_->now()));
            return false;
        }
        if (is_over())
            return false;
    }
}

AMI_DECL void client_core::on_packet(const packet_view& found)
{
    switch (found.kind()) {
    case packet_kind::event: {
        ++counters_.events_received;
        const event_view what(found);
        if (!correlator_.on_event(what, handler_began_))
            time_has_passed(); // in what was no handler of an event
        else if (!is_over())
            hand_out(what);
        break;
    }
    case packet_kind::response:
        ++counters_.responses_received;
        if (!correlator_.on_response(found, handler_began_) && !is_over())
            log(log_level::info, "a response to no action of ours",
                {{"action_id", quote(found["ActionID"], 64, config_.secret.view())}});
        time_has_passed();
        break;
    case packet_kind::other:
        ++counters_.other_packets;
        if (logs(log_level::debug))
            log(log_level::debug, "a packet that is neither event nor response",
                {{"begins", quote(found.raw(), 40, config_.secret.view())}});
        break;
    }
}

AMI_DECL void client_core::hand_out(const event_view& what)
{
    // Before any handler: what it asks a call object is true then.
    if (const auto kind = calls_ ? calls_->wants(what.name()) : std::nullopt) {
        calls_->on_event(*kind, what, handler_began_);
        time_has_passed(); // in what was no handler of an event
        if (is_over())
            return;
    }
    router_->dispatch(what, *this);
}

// Sets the clock of the batch in hand. Looking at the time costs as much as handing out an event, so it is done where
// a quicker clock has moved, or where a handler of few milliseconds is to be noticed.
AMI_DECL bool client_core::time_has_passed()
{
    const auto tick = network_->recent_now();
    if (tick == recent_tick_ && config_.slow_handler >= std::chrono::milliseconds(20))
        return false;
    recent_tick_ = tick;
    handler_began_ = network_->now();
    return true;
}

AMI_DECL void client_core::handler_returned(const event_view& what)
{
    ++counters_.events_delivered;
    const auto began = handler_began_;
    if (!time_has_passed())
        return;
    const auto taken = handler_began_ - began;
    if (taken < config_.slow_handler)
        return;
    ++counters_.slow_handlers;
    log(log_level::info, "a handler was slow, and nothing was read meanwhile",
        {{"event", printable(what.name())},
            {"seconds", fmt::format("{:.3f}", std::chrono::duration<double>(taken).count())}});
}

AMI_DECL void client_core::handler_threw(const event_view& what, std::exception_ptr error)
{
    ++counters_.handler_exceptions;
    std::string text = "something that is no std::exception";
    try {
        std::rethrow_exception(std::move(error));
    } catch (const std::exception& e) {
        text = e.what();
    } catch (...) {}
    log(log_level::error, "a handler threw", {{"event", printable(what.name())}, {"error", text}});
}

// Several actions that are started in one turn: the first is written at once, the others go out together after it.
AMI_DECL void client_core::flush()
{
    if (corked_ || writing_ || !stream_ || correlator_.queue().empty())
        return;
    write_what_waits();
    writing_ = true;
    stream_->wait_writable();
}

// For the actions of a batch of packets, which go out together: a next turn is only waited for if something is left.
AMI_DECL void client_core::flush_now()
{
    if (writing_ || !stream_ || correlator_.queue().empty())
        return;
    write_what_waits();
    if (correlator_.queue().empty())
        return;
    writing_ = true;
    stream_->wait_writable();
}

AMI_DECL void client_core::write_what_waits()
{
    auto& queue = correlator_.queue();
    for (std::size_t left = write_size; !queue.empty();) {
        const auto bytes = queue.next(left);
        const auto progress = stream_->write(bytes);
        counters_.bytes_sent += progress.taken;
        const bool all = progress.taken == bytes.size();
        queue.written(progress.taken, progress.committed);
        if (!all || progress.taken >= left)
            return;
        left -= progress.taken;
    }
}

// Before an action's wait ends: HTTP may have an action that it did not send.
AMI_DECL void client_core::ask_what_was_sent()
{
    if (stream_)
        correlator_.set_held(stream_->unsent());
}

AMI_DECL void client_core::on_writable(error_code ec)
{
    const auto self = shared_from_this();
    // After a failure nothing more is written. What the server said before it went away is still to be
    // read, and the reader ends the session then.
    writing_ = ec.failed();
    flush();
}

AMI_DECL void client_core::on_action_failed(std::string_view action_id, failure why)
{
    const auto self = shared_from_this();
    if (auto again = correlator_.fail(action_id, std::move(why), config_.reconnect.enabled, network_->now()))
        held_.add(std::move(*again));
    if (is_ready())
        send_held_actions(); // the session goes on; if it does not, they are held again
    flush();
    rearm();
}

AMI_DECL void client_core::on_answer_ended(std::string_view action_id)
{
    const auto self = shared_from_this();
    correlator_.answer_ended(action_id, network_->now());
    flush();
    rearm();
}

AMI_DECL void client_core::on_events_missed()
{
    const auto self = shared_from_this();
    if (!is_ready())
        return;
    const auto generation = generation_;
    ++counters_.event_gaps;
    log(log_level::error, "events may have been lost: the connection ended over which they were awaited");
    // What follows calls and channels looks at them anew, as it does after a reconnect.
    if (generation_ == generation && calls_) {
        calls_->connection_lost();
        calls_->ready();
    }
    if (generation_ == generation && agi_) {
        agi_->connection_lost();
        agi_->ready();
    }
    if (generation_ == generation)
        tell(state_change(session_state::ready, errc::events_missed,
            "the connection ended over which events were awaited; the session goes on"));
}

} // namespace ami::detail

#endif // AMI_CLIENT_IMPL_CLIENT_CORE_TRAFFIC_IPP
