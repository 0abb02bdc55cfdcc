// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The handler of a session, and how both end.

#ifndef AMI_AGI_FAST_IMPL_FASTAGI_CHANNEL_HANDLER_IPP
#define AMI_AGI_FAST_IMPL_FASTAGI_CHANNEL_HANDLER_IPP

#include <ami/agi/command_queue.hpp>
#include <ami/agi/fast/fastagi_channel.hpp>
#include <ami/protocol/values/redaction.hpp>

#include <boost/asio/error.hpp>

#include <exception>
#include <optional>
#include <string>
#include <utility>

namespace ami::detail {

AMI_DECL void fastagi_channel::begin()
{
    auto& read = link_.environment();
    request_->is_doubtful = read.is_doubtful();
    request_->environment = read.take_environment();
    request_->arguments = read.take_arguments();
    const fastagi_request request(request_);
    const auto core = core_.lock();
    const auto handler = core ? core->handler_of(request.name()) : erased_fastagi_handler();
    if (!handler) {
        is_unrouted_ = true;
        if (core)
            core->log(log_level::info, "a FastAGI script has no route",
                {{"script", quote(request.name())}, {"peer", request.peer()}});
        return link_.fail({errc::agi_script_unknown, quote(request.script())}, clock::now());
    }
    if (const auto place = core->admit(*this); place != admission::place::session) {
        is_refused_ = true;
        closes_at_once_ = place == admission::place::none;
        return link_.fail({errc::too_many_agi_sessions}, clock::now());
    }
    has_handler_ = handler_runs_ = true;
    const auto ended = [self = shared_from_this()](
                           std::exception_ptr error) { self->on_handler_end(std::move(error)); };
    // A handler that is no coroutine itself may throw at once.
    try {
        handler(executor(), agi_session(shared_from_this()), request, ended);
    } catch (...) {
        on_handler_end(std::current_exception());
    }
}

AMI_DECL void fastagi_channel::on_handler_end(std::exception_ptr error)
{
    if (!std::exchange(handler_runs_, false))
        return;
    handler_failed_ = error && has_failed(error);
    if (handler_failed_) {
        log_failure(error);
        link_.fail(agi_hung_up(), clock::now());
    } else {
        link_.leave();
    }
    advance();
}

// Whether it is more than how the session has ended.
AMI_DECL bool fastagi_channel::has_failed(const std::exception_ptr& error) const
{
    try {
        std::rethrow_exception(error);
    } catch (const boost::system::system_error& thrown) {
        const auto code = thrown.code();
        if (code == errc::agi_hung_up || (code == errc::agi_dead_channel && link_.is_hung_up()))
            return false;
        return link_.is_open() || !link_.cause() ||
               (code != link_.cause().ec && code != errc::outcome_unknown &&
                   code != asio::error::operation_aborted);
    } catch (...) {}
    return true;
}

AMI_DECL void fastagi_channel::log_failure(const std::exception_ptr& error) const
{
    const auto core = core_.lock();
    if (!core)
        return;
    std::string text = "no std::exception";
    try {
        std::rethrow_exception(error);
    } catch (const std::exception& thrown) {
        text = thrown.what();
    } catch (...) {}
    core->log(log_level::error, "a FastAGI handler threw",
        {{"error", quote(text, 200)}, {"script", quote(request_->environment["agi_network_script"])},
            {"channel", quote(request_->environment["agi_channel"])}});
}

AMI_DECL void fastagi_channel::report_if_over()
{
    if (!is_closed_ || handler_runs_ || std::exchange(is_reported_, true))
        return;
    const auto core = core_.lock();
    if (!core)
        return;
    const auto ended_as = outcome();
    if (ended_as == fastagi_outcome::refused || ended_as == fastagi_outcome::refused_environment)
        log_end(*core, log_level::info, "a FastAGI connection was refused");
    else if (ended_as == fastagi_outcome::broken)
        log_end(*core, log_level::error, "a FastAGI session was ended");
    core->on_session_over(
        shared_from_this(), ended_as, has_handler_ ? std::optional(clock::now() - started_) : std::nullopt);
}

AMI_DECL void fastagi_channel::log_end(const fastagi_core& core, log_level level, std::string_view text) const
{
    const auto& cause = link_.cause();
    core.log(level, text, {{"cause", cause.ec.message()}, {"details", cause.text}, {"peer", request_->peer}});
}

AMI_DECL fastagi_outcome fastagi_channel::outcome() const
{
    const auto cause = link_.cause().ec;
    if (is_refused_)
        return fastagi_outcome::refused;
    if (link_.was_silent() && cause != errc::agi_environment_timeout && cause != errc::closed)
        return fastagi_outcome::silent;
    if (is_unrouted_)
        return fastagi_outcome::refused_script;
    if (handler_failed_)
        return fastagi_outcome::handler_failed;
    if (cause == errc::closed)
        return fastagi_outcome::stopped;
    if (!has_handler_)
        return fastagi_outcome::refused_environment;
    if (cause && cause != errc::agi_hung_up)
        return fastagi_outcome::broken;
    if (link_.is_hung_up() || cause == errc::agi_hung_up)
        return fastagi_outcome::hung_up;
    return fastagi_outcome::completed;
}

} // namespace ami::detail

#endif // AMI_AGI_FAST_IMPL_FASTAGI_CHANNEL_HANDLER_IPP
