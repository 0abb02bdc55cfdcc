// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_IMPL_SERVER_STOP_IPP
#define AMI_AGI_FAST_IMPL_SERVER_STOP_IPP

#include <ami/agi/fast/fastagi_channel.hpp>
#include <ami/agi/fast/server_core.hpp>
#include <ami/net/erased_function.hpp>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/error.hpp>

#include <algorithm>
#include <utility>

namespace ami::detail {

AMI_DECL void fastagi_core::stop(duration grace, stop_pointer operation)
{
    stop_listening();
    bool is_over = false;
    {
        const std::lock_guard lock(mutex_);
        stops_.push_back(std::move(operation));
        is_over = sessions_.empty();
        stage_ = stage::stopping;
        if (!is_over)
            arm_stop_timer_locked(std::max(grace, duration::zero()));
    }
    if (is_over)
        complete_stops({});
}

AMI_DECL void fastagi_core::arm_stop_timer_locked(duration time)
{
    using clock = std::chrono::steady_clock;
    const auto now = clock::now();
    stop_timer_.emplace(
        executor(), time >= clock::time_point::max() - now ? clock::time_point::max() : now + time);
    stop_timer_->async_wait([self = shared_from_this(), number = ++stop_timer_number_](error_code ec) {
        if (!ec)
            self->on_stop_time(number);
    });
}

AMI_DECL void fastagi_core::on_stop_time(std::uint64_t number)
{
    constexpr duration to_end = std::chrono::seconds(1);
    void (*next)(fastagi_channel&) = nullptr;
    {
        const std::lock_guard lock(mutex_);
        if (stops_.empty() || number != stop_timer_number_)
            return;
        if (stage_ == stage::stopping) {
            stage_ = stage::ending;
            arm_stop_timer_locked(options_.limits.close_timeout);
            next = [](fastagi_channel& session) {
                session.end({errc::closed, "the FastAGI server was stopped"});
            };
        } else if (stage_ == stage::ending) {
            stage_ = stage::cutting;
            arm_stop_timer_locked(to_end);
            next = [](fastagi_channel& session) {
                session.cut({errc::closed, "the FastAGI server was stopped"});
            };
        }
    }
    if (next)
        for_each_session(next);
    else
        complete_stops({errc::timed_out, "a handler has not ended"});
}

AMI_DECL void fastagi_core::complete_stops(const failure& error)
{
    std::vector<stop_pointer> stops;
    {
        const std::lock_guard lock(mutex_);
        stops.swap(stops_);
        stage_ = stage::serving;
        stop_timer_.reset();
    }
    for (auto& each : stops)
        post_function(executor(), [operation = std::move(each), error = failure(error)]() mutable {
            operation->complete(std::move(error));
        });
}

AMI_DECL bool fastagi_core::cancel(const stop_pointer& operation)
{
    {
        const std::lock_guard lock(mutex_);
        if (std::erase(stops_, operation) == 0)
            return false;
        if (stops_.empty())
            stop_timer_.reset();
    }
    post_function(executor(), [operation = stop_pointer(operation)] {
        operation->complete(asio::error::make_error_code(asio::error::operation_aborted));
    });
    return true;
}

AMI_DECL void start_fastagi_stop(
    const fastagi_core_pointer& core, handler_for<> handler, diagnostics* diag, fastagi_core::duration grace)
{
    auto slot = asio::get_associated_cancellation_slot(handler);
    const fastagi_core::stop_pointer operation = make_shared_object<fastagi_core::stop_operation>(
        completion<>(std::move(handler), diag, core->executor()));
    if (slot.is_connected()) {
        slot.assign([weak_core = std::weak_ptr(core), weak = std::weak_ptr(operation)](
                        asio::cancellation_type_t type) {
            const auto living = weak_core.lock();
            const auto found = weak.lock();
            if (living && found && type != asio::cancellation_type::none)
                living->cancel(found);
        });
    }
    core->stop(grace, operation);
}

} // namespace ami::detail

#endif // AMI_AGI_FAST_IMPL_SERVER_STOP_IPP
