// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_IMPL_CLIENT_CORE_OUTPUTS_IPP
#define AMI_CLIENT_IMPL_CLIENT_CORE_OUTPUTS_IPP

#include <ami/client/calls/call_registry.hpp>
#include <ami/client/client_core.hpp>

#include <boost/asio/post.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

// The outputs of the session, told to the user.

namespace ami::detail {

AMI_DECL void client_core::perform(output& told)
{
    switch (told.type) {
    case output::kind::complete: return complete(told);
    case output::kind::disconnect:
        if (calls_)
            calls_->connection_lost(told.error);
        return;
    case output::kind::ready: return on_ready();
    case output::kind::lost: return on_lost();
    case output::kind::events_missed: return on_events_missed();
    case output::kind::ended: return on_ended(told);
    default: break;
    }
    if (abandoned_)
        return;
    switch (told.type) {
    case output::kind::item: told.operation->item(event_view(*told.packet)); break;
    case output::kind::event: return dispatch(event_view(*told.packet));
    case output::kind::state: return notify_state(*told.change);
    case output::kind::log: return write_log(*told.record);
    default: return;
    }
    driver_.time_has_passed();
}

// Also where the client is destroyed; from a later turn then.
AMI_DECL void client_core::complete(output& told)
{
    if (!abandoned_) {
        const auto operation = std::move(told.operation);
        if (calls_)
            calls_->on_hangup_answered(*operation, told.error, told.answer);
        operation->complete(std::move(told.error), std::move(told.answer));
        driver_.time_has_passed();
        return;
    }
    asio::post(executor(), [operation = std::move(told.operation), error = std::move(told.error),
                               answer = std::move(told.answer)]() mutable {
        operation->complete(std::move(error), std::move(answer));
    });
}

AMI_DECL void client_core::dispatch(const event_view& event)
{
    connection_in_hand_ = session().connections();
    // Before any handler: what it asks a call object or an AGI session is true then.
    if (const auto change = read_channel_change(event, channels_followed())) {
        on_channel_change(*change);
        driver_.time_has_passed(); // in what was no handler of an event
        if (is_over())
            return;
    }
    router_->dispatch(event, *this);
}

AMI_DECL channel_scope client_core::channels_followed() const noexcept
{
    return std::max(
        calls_ ? calls_->scope() : channel_scope::nothing, agi_ ? agi_->scope() : channel_scope::nothing);
}

AMI_DECL void client_core::on_channel_change(const channel_change& change)
{
    if (calls_ && calls_->scope() != channel_scope::nothing)
        calls_->on_channel_change(change, driver_.turn_time());
    if (agi_ && !is_over())
        agi_->on_channel_change(change);
}

AMI_DECL void client_core::handler_returned(const event_view& event)
{
    ++counters_.events_delivered;
    const auto began = driver_.turn_time();
    if (!driver_.time_has_passed())
        return;
    const auto taken = driver_.turn_time() - began;
    if (taken < settings().slow_handler)
        return;
    ++counters_.slow_handlers;
    log(log_level::info, "a handler was slow, and nothing was read meanwhile",
        {{"event", printable(event.name())},
            {"seconds", fmt::format("{:.3f}", std::chrono::duration<double>(taken).count())}});
}

inline std::string text_of(std::exception_ptr error)
{
    try {
        std::rethrow_exception(std::move(error));
    } catch (const std::exception& e) {
        return e.what();
    } catch (...) {
        return "an exception that is no std::exception";
    }
}

AMI_DECL void client_core::handler_threw(const event_view& event, std::exception_ptr error)
{
    ++counters_.handler_exceptions;
    log(log_level::error, "a handler threw",
        {{"event", printable(event.name())}, {"error", text_of(std::move(error))}});
}

AMI_DECL void client_core::count_exception(std::string_view text, std::exception_ptr error)
{
    ++counters_.handler_exceptions;
    log(log_level::error, text, {{"error", text_of(std::move(error))}});
}

AMI_DECL void client_core::on_ready()
{
    if (calls_)
        calls_->ready();
    if (agi_)
        agi_->ready();
}

AMI_DECL void client_core::on_lost()
{
    if (agi_)
        agi_->connection_lost();
}

// What follows calls and channels looks at them anew, as it does after a reconnect.
AMI_DECL void client_core::on_events_missed()
{
    if (calls_)
        calls_->events_missed();
    on_lost();
    on_ready();
}

AMI_DECL void client_core::on_ended(const output& told)
{
    if (calls_)
        calls_->over(told.error, false);
    if (agi_)
        agi_->over(told.error);
    // A handler may have begun the next one already.
    if (told.epoch != session().epoch())
        return;
    for (const auto& each : streams_) {
        if (const auto stream = each.lock())
            stream->session_ended(told.error);
    }
    tell_streams();
}

AMI_DECL void client_core::tell_streams()
{
    const auto streams = streams_;
    for (const auto& each : streams) {
        if (const auto stream = each.lock())
            stream->tell();
    }
}

AMI_DECL void client_core::notify_state(const state_change& change)
{
    for (const auto& observer : state_observers_->all()) {
        if (!observer->cancelled && !abandoned_)
            guarded([&] { observer->handle(change); }, "a handler of state changes threw");
    }
}

// Operations in hand must go on, whatever it throws.
AMI_DECL void client_core::write_log(const owned_log_record& record)
{
    std::vector<log_field> fields;
    fields.reserve(record.fields.size());
    for (const auto& [name, value] : record.fields)
        fields.push_back({name, value});
    session().mute_log(true);
    try {
        (*record.sink)(log_record(record.level, record.text, fields, record.client));
    } catch (...) {
        ++counters_.handler_exceptions;
    }
    session().mute_log(false);
}

} // namespace ami::detail

#endif // AMI_CLIENT_IMPL_CLIENT_CORE_OUTPUTS_IPP
