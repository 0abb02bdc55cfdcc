// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_IMPL_HANDLER_RUNNER_IPP
#define AMI_CLIENT_IMPL_HANDLER_RUNNER_IPP

#include <ami/client/handler_runner.hpp>
#include <ami/protocol/values/redaction.hpp>

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace ami::detail {

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

AMI_DECL void handler_runner::handler_returned(const event_view& event)
{
    auto& counts = driver_.session().counts();
    ++counts.events_delivered;
    const auto began = driver_.turn_time();
    if (!driver_.time_has_passed())
        return;
    const auto taken = driver_.turn_time() - began;
    if (taken < driver_.session().settings().slow_handler)
        return;
    ++counts.slow_handlers;
    driver_.log(log_level::info, "a handler was slow, and nothing was read meanwhile",
        {{"event", printable(event.name())},
            {"seconds", fmt::format("{:.3f}", std::chrono::duration<double>(taken).count())}});
}

AMI_DECL void handler_runner::handler_threw(const event_view& event, std::exception_ptr error)
{
    ++driver_.session().counts().handler_exceptions;
    driver_.log(log_level::error, "a handler threw",
        {{"event", printable(event.name())}, {"error", text_of(std::move(error))}});
}

AMI_DECL void handler_runner::threw(std::string_view text, std::exception_ptr error)
{
    ++driver_.session().counts().handler_exceptions;
    driver_.log(log_level::error, text, {{"error", text_of(std::move(error))}});
}

// Operations in hand must go on, whatever it throws.
AMI_DECL void handler_runner::write_log(const owned_log_record& record)
{
    std::vector<log_field> fields;
    fields.reserve(record.fields.size());
    for (const auto& [name, value] : record.fields)
        fields.push_back({name, value});
    auto& session = driver_.session();
    session.mute_log(true);
    try {
        (*record.sink)(log_record(record.level, record.text, fields, record.client));
    } catch (...) {
        ++session.counts().handler_exceptions;
    }
    session.mute_log(false);
}

} // namespace ami::detail

#endif // AMI_CLIENT_IMPL_HANDLER_RUNNER_IPP
