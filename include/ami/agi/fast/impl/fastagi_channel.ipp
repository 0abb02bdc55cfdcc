// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_IMPL_FASTAGI_CHANNEL_IPP
#define AMI_AGI_FAST_IMPL_FASTAGI_CHANNEL_IPP

#include <ami/agi/command_queue.hpp>
#include <ami/agi/fast/fastagi_channel.hpp>
#include <ami/client/operation/complete_later.hpp>
#include <ami/net/erased_function.hpp>
#include <ami/protocol/values/redaction.hpp>

#include <ami/detail/scoped_flag.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>

#include <cstddef>
#include <utility>

#if !defined(_WIN32)
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace ami::detail {

AMI_DECL fastagi_channel::fastagi_channel(executor_pointer executor, asio::ip::tcp::socket socket,
    std::string peer, const std::shared_ptr<fastagi_core>& core)
    : executor_(std::move(executor)), socket_(std::move(socket)), core_(core),
      link_(core->options().limits, started_), request_(make_shared_object<fastagi_request_data>())
{
    request_->peer = std::move(peer);
    timer_.emplace(executor_->get());
}

AMI_DECL void tune_fastagi_socket(asio::ip::tcp::socket::native_handle_type handle) noexcept
{
    const auto set = [handle](int level, int option, int value) {
        ::setsockopt(handle, level, option, reinterpret_cast<const char*>(&value), sizeof value);
    };
    set(IPPROTO_TCP, TCP_NODELAY, 1);
    // Asterisk sends nothing by itself, however long a call is: only the kernel can find out that it is gone.
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
#if defined(TCP_KEEPIDLE)
    set(IPPROTO_TCP, TCP_KEEPIDLE, 60);
    set(IPPROTO_TCP, TCP_KEEPINTVL, 15);
    set(IPPROTO_TCP, TCP_KEEPCNT, 4);
#endif
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
    error_code ignored;
    char buffer[4096];
    socket_->non_blocking(true, ignored);
    socket_->write_some(asio::buffer(failure_line), ignored);
    socket_->read_some(asio::buffer(buffer), ignored); // a close with bytes unread is a reset
    socket_->close(ignored);
    is_closed_ = true;
}

AMI_DECL void fastagi_channel::make_place_later()
{
    post_function(executor(), [self = shared_from_this()] { self->make_place(); });
}

AMI_DECL void fastagi_channel::make_place()
{
    receive(); // all of it may have come meanwhile
    advance();
    if (has_handler_ || is_closed_)
        return;
    if (const auto core = core_.lock(); core && !link_.has_ended()) {
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

AMI_DECL void fastagi_channel::read()
{
    if (!socket_ || is_closed_)
        return;
    socket_->async_read_some(
        asio::buffer(received_), [self = shared_from_this()](error_code ec, std::size_t size) {
            if (ec != asio::error::operation_aborted)
                self->on_read(ec, size);
        });
}

AMI_DECL void fastagi_channel::on_read(error_code ec, std::size_t size)
{
    if (!socket_ || is_closed_)
        return;
    has_written_ = false;
    if (ec) {
        link_.on_closed(ec);
    } else {
        link_.on_received({received_.data(), size}, clock::now());
        if (size == received_.size())
            receive();
    }
    advance();
    if (!has_written_)
        acknowledge();
    read();
}

// What is left, a large answer for example.
AMI_DECL void fastagi_channel::receive()
{
    constexpr int most_reads = 8; // then others have their turn
    char buffer[8192];
    for (int i = 0; i != most_reads && socket_ && !is_closed_; ++i) {
        advance(); // so that no more than one buffer is kept
        if (is_closed_)
            return;
        error_code ec;
        const auto size = socket_->read_some(asio::buffer(buffer), ec);
        if (ec == asio::error::would_block || ec == asio::error::try_again || ec == asio::error::interrupted)
            return;
        if (ec)
            return link_.on_closed(ec);
        link_.on_received({buffer, size}, clock::now());
        if (size < sizeof buffer)
            return;
    }
}

// Asterisk writes an answer and the HANGUP after it as two segments, and has Nagle's algorithm on: the second waits for the
// acknowledgement of the first. A command acknowledges it as well; the kernel delays what has no command to go with.
AMI_DECL void fastagi_channel::acknowledge()
{
#if defined(TCP_QUICKACK)
    constexpr int on = 1; // the kernel leaves this mode by itself
    if (socket_ && !is_closed_)
        ::setsockopt(socket_->native_handle(), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
#endif
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
    if (!core->admit(*this)) {
        is_refused_ = true;
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
        if (code == errc::agi_hung_up || code == errc::agi_dead_channel)
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

AMI_DECL void fastagi_channel::tell_hangup_waiters()
{
    const auto& cause = link_.cause();
    hangup_waiters_.complete(
        executor(), link_.is_hung_up() || cause.ec == errc::agi_hung_up ? failure() : cause);
}

AMI_DECL void fastagi_channel::write()
{
    if (is_writing_ || is_closed_ || !socket_)
        return;
    error_code ec;
    while (!unwritten_.empty() && !ec) {
        unwritten_.erase(0, socket_->write_some(asio::buffer(unwritten_), ec));
        has_written_ = true;
    }
    if (ec == asio::error::would_block || ec == asio::error::try_again) {
        is_writing_ = true;
        return socket_->async_wait(
            asio::ip::tcp::socket::wait_write, [self = shared_from_this()](error_code failed) {
                self->is_writing_ = false;
                if (!failed)
                    self->write();
            });
    }
    // After another error the next read fails too, and says more: a HANGUP may be there still.
    if (std::exchange(finishes_writing_, false)) {
        has_written_ = true;
        socket_->shutdown(asio::ip::tcp::socket::shutdown_send, ec);
    }
}

AMI_DECL void fastagi_channel::close()
{
    if (std::exchange(is_closed_, true))
        return;
    error_code ignored;
    if (socket_)
        socket_->close(ignored);
    if (timer_)
        timer_->cancel();
    tell_hangup_waiters();
}

AMI_DECL void fastagi_channel::arm()
{
    const auto at = link_.deadline();
    // An earlier time stays: it costs less to look again then.
    if (!timer_ || is_closed_ || at >= armed_for_)
        return;
    armed_for_ = at;
    timer_->expires_at(at);
    timer_->async_wait([self = shared_from_this()](error_code ec) {
        if (!ec)
            self->on_time();
    });
}

AMI_DECL void fastagi_channel::on_time()
{
    armed_for_ = clock::time_point::max();
    link_.on_time(clock::now());
    advance();
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

#endif // AMI_AGI_FAST_IMPL_FASTAGI_CHANNEL_IPP
