// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_IMPL_FASTAGI_CHANNEL_IPP
#define AMI_AGI_FAST_IMPL_FASTAGI_CHANNEL_IPP

#include <ami/agi/command_queue.hpp>
#include <ami/agi/fast/fastagi_channel.hpp>
#include <ami/agi/fast/turn_away.hpp>
#include <ami/client/operation/complete_later.hpp>
#include <ami/net/erased_function.hpp>

#include <ami/detail/scoped_flag.hpp>

#include <boost/asio/error.hpp>

#include <utility>

namespace ami::detail {

AMI_DECL fastagi_channel::fastagi_channel(executor_pointer executor, asio::ip::tcp::socket socket,
    std::string peer, const std::shared_ptr<fastagi_core>& core)
    : executor_(std::move(executor)), socket_(std::move(socket)), core_(core),
      link_(core->options().limits, started_), request_(make_shared_object<fastagi_request_data>())
{
    request_->peer = std::move(peer);
    timer_.emplace(executor_->get());
}

AMI_DECL void fastagi_channel::start()
{
    if (!socket_ || is_closed_)
        return;
    error_code ignored;
    socket_->non_blocking(true, ignored);
#if !defined(__linux__)
    tune_fastagi_socket(socket_->native_handle());
#endif
    advance();
    read();
}

AMI_DECL void fastagi_channel::start_later(failure refusal)
{
    dispatch_function(executor(), [self = shared_from_this(), refusal = std::move(refusal)]() mutable {
        if (refusal)
            self->link_.fail(std::move(refusal), clock::now());
        self->start();
    });
}

AMI_DECL void fastagi_channel::end(failure cause)
{
    link_.fail(std::move(cause), clock::now());
    advance();
}

AMI_DECL void fastagi_channel::cut(const failure& cause)
{
    link_.fail(cause, clock::now());
    advance();
    close();
    advance(); // what waits is completed
}

AMI_DECL void fastagi_channel::turn_away()
{
    detail::turn_away(*socket_);
    is_closed_ = true;
}

AMI_DECL void fastagi_channel::make_place_later(bool spares_what_has_begun)
{
    post_function(executor(),
        [self = shared_from_this(), spares_what_has_begun] { self->make_place(spares_what_has_begun); });
}

AMI_DECL void fastagi_channel::make_place(bool spares_what_has_begun)
{
    receive(); // it may have come meanwhile
    advance();
    if (has_handler_ || is_closed_)
        return;
    const auto core = core_.lock();
    if (spares_what_has_begun && !link_.was_silent() && !link_.has_ended()) {
        if (core)
            core->spare(*this);
        return;
    }
    if (core && !link_.has_ended()) {
        is_refused_ = true;
        core->count([](fastagi_counters& counters) { ++counters.refused_sessions; });
    }
    cut({errc::too_many_agi_sessions, "too many connections have no environment yet"});
}

AMI_DECL void fastagi_channel::context_is_going() noexcept
{
    // Their destructors may come back here.
    const auto operations = std::exchange(operations_, {});
    const auto waiters = hangup_waiters_.take();
    socket_.reset();
    timer_.reset();
    is_closed_ = true;
}

AMI_DECL void fastagi_channel::run(std::string command, std::shared_ptr<agi_operation> operation)
{
    failure error;
    const auto number = link_.add(std::move(command), clock::now(), error);
    if (error)
        return complete_later(executor(), std::move(operation), std::move(error));
    operation->number = number;
    operations_.emplace(number, std::move(operation));
    const auto before = std::exchange(starting_, number);
    advance();
    starting_ = before;
}

AMI_DECL void fastagi_channel::wait_hangup(std::shared_ptr<agi_operation> operation)
{
    hangup_waiters_.add(std::move(operation));
    if (link_.is_hung_up() || link_.has_ended())
        tell_hangup_waiters();
}

AMI_DECL bool fastagi_channel::cancel(const std::shared_ptr<agi_operation>& operation)
{
    if (operation->number == 0)
        return hangup_waiters_.cancel(executor(), operation);
    if (operations_.erase(operation->number) == 0)
        return false;
    link_.withdraw(operation->number);
    complete_later(executor(), operation, asio::error::make_error_code(asio::error::operation_aborted));
    advance(); // the handler's end may only have waited for it
    return true;
}

AMI_DECL void fastagi_channel::advance()
{
    if (is_advancing_)
        return; // a completion handler came back here: the loop below goes on after it
    const auto keep = shared_from_this();
    {
        const scoped_flag advancing(is_advancing_);
        while (auto next = link_.next(clock::now()))
            perform(*next);
    }
    arm();
    report_if_over();
}

AMI_DECL void fastagi_channel::perform(fastagi_link::output& next)
{
    using step = fastagi_link::step;
    switch (next.type) {
    case step::begin: begin(); break;
    case step::hung_up: tell_hangup_waiters(); break;
    case step::send:
        sent_at_ = clock::now();
        unwritten_ += next.line;
        if (const auto core = core_.lock(); core && !link_.has_ended())
            core->count([](fastagi_counters& counters) { ++counters.commands; });
        write();
        break;
    case step::finish_writing:
        finishes_writing_ = true;
        write();
        tell_hangup_waiters();
        if (closes_at_once_)
            close();
        break;
    case step::close: close(); break;
    case step::complete:
        if (next.result.answer.code() != 0)
            count_answer();
        if (const auto operation = operations_.extract(next.result.number); !operation)
            break;
        else if (next.result.number == starting_) // not inside the function that starts it
            complete_later(executor(), std::move(operation.mapped()), std::move(next.result.error));
        else
            operation.mapped()->complete(std::move(next.result.error), std::move(next.result.answer));
    }
}

AMI_DECL void fastagi_channel::count_answer()
{
    const auto time = clock::now() - sent_at_;
    if (const auto core = core_.lock())
        core->count([&](fastagi_counters& counters) { counters.command_times.add(time); });
}

AMI_DECL void fastagi_channel::tell_hangup_waiters()
{
    const auto& cause = link_.cause();
    hangup_waiters_.complete(
        executor(), link_.is_hung_up() || cause.ec == errc::agi_hung_up ? failure() : cause);
}

} // namespace ami::detail

#endif // AMI_AGI_FAST_IMPL_FASTAGI_CHANNEL_IPP
