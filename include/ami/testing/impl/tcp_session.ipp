// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_TCP_SESSION_IPP
#define AMI_TESTING_IMPL_TCP_SESSION_IPP

#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/tcp_session.hpp>

#include <boost/asio/post.hpp>
#include <fmt/format.h>

#include <exception>
#include <utility>

namespace ami::testing::detail {

AMI_DECL tcp_session::tcp_session(core& owner, std::unique_ptr<accepted_stream> stream, std::uint64_t number)
    : session(number, stream->local(), stream->remote(), -1), core_(owner), stream_(std::move(stream)),
      login_alarm_(owner.agenda), reply_alarm_(owner.agenda), out_(owner, *this, *stream_)
{}

AMI_DECL void tcp_session::start()
{
    faults_changed();
    if (core_.plan.closes_at_once)
        return end(core_.plan.closes_how);
    if (core_.settings.authentication_timeout.count() != 0) {
        login_alarm_.start(core_.settings.authentication_timeout, [self = shared_from_this()] {
            if (!self->account_)
                self->end(ending::fin);
        });
    }
    if (core_.plan.banner_delay.count() == 0)
        return greet();
    reply_alarm_.start(core_.plan.banner_delay, [self = shared_from_this()] { self->greet(); });
}

AMI_DECL void tcp_session::greet()
{
    busy_ = false;
    out_.write(core_.banner());
    step();
}

AMI_DECL void tcp_session::read()
{
    if (closed_)
        return;
    in_.read(*stream_, [self = shared_from_this()](error_code ec) {
        if (self->closed_)
            return;
        if (ec)
            return self->out_.close_when_written(ending::fin); // what it asked for is still answered
        self->end_wait();
        self->step();
    });
}

AMI_DECL void tcp_session::step()
{
    while (!busy_ && !closed_ && !out_.is_closing() && !core_.plan.stalled) {
        for (; !backlog_.empty(); backlog_.pop_front())
            out_.write(std::move(backlog_.front()));
        const auto result = in_.next();
        if (result == action_reader::result::need_more)
            return read();
        handle(result);
    }
}

AMI_DECL void tcp_session::handle(action_reader::result result)
{
    const std::string raw = in_.lines() + "\r\n";
    const request received(
        packet_view(raw, raw.size() - 2, {}, packet_kind::other), number(), account_ ? account_->name : "");
    core_.record(received);
    busy_ = true;
    if (result == action_reader::result::too_many_lines)
        return apply(reply::error(received, "Too many lines in message or allocation failure"));
    if (result == action_reader::result::line_too_long)
        return apply(reply::error(received, "Failed to parse message: line too long"));
    try {
        apply(core_.respond(*this, received));
    } catch (const std::exception& error) {
        apply(reply::error(received, fmt::format("the test server's script threw: {}", error.what())));
    }
}

AMI_DECL void tcp_session::apply(const reply& answer)
{
    if (answer.is_later())
        return;
    if (answer.delay().count() == 0)
        return apply_now(answer);
    reply_alarm_.start(answer.delay(), [self = shared_from_this(), answer] {
        if (self->closed_)
            return;
        self->apply_now(answer);
        self->step();
    });
}

AMI_DECL void tcp_session::apply_now(const reply& answer)
{
    out_.write(answer.bytes(), answer.fragment(), answer.pause());
    busy_ = false;
    if (answer.closes()) {
        backlog_.clear();
        out_.close_when_written(answer.how());
    }
}

AMI_DECL std::function<void(const reply&)> tcp_session::answer_later()
{
    return [weak = weak_from_this()](const reply& answer) {
        const auto self = weak.lock();
        if (!self || self->closed_ || !self->busy_)
            return;
        self->apply(answer);
        self->step();
    };
}

AMI_DECL void tcp_session::deliver(class_mask classes, const std::string& text)
{
    if (closed_ || out_.is_closing())
        return;
    end_wait(); // whether it may be seen or not
    if (!may_see(classes, text))
        return;
    if (busy_ || !backlog_.empty())
        backlog_.push_back(text);
    else
        out_.write(text);
}

AMI_DECL reply tcp_session::wait_for_event(const request& action)
{
    event_wait_ = action;
    const auto timeout = wait_timeout(action);
    if (timeout > 0)
        reply_alarm_.start(std::chrono::seconds(timeout), [self = shared_from_this()] { self->end_wait(); });
    if (timeout == 0 || !backlog_.empty() || in_.has_rest())
        end_wait();
    else
        read(); // anything that comes in ends it
    return reply::later();
}

AMI_DECL void tcp_session::end_wait()
{
    if (!event_wait_)
        return;
    // What else happens in this turn comes with it.
    boost::asio::post(core_.context, [self = shared_from_this()] {
        if (!self->event_wait_ || self->closed_)
            return;
        const auto action = *std::exchange(self->event_wait_, std::nullopt);
        self->reply_alarm_.cancel();
        std::string events;
        for (const auto& each : std::exchange(self->backlog_, {}))
            events += each;
        self->apply(wait_answer(action, events));
        self->step();
    });
}

AMI_DECL void tcp_session::faults_changed()
{
    out_.plan_changed();
    step();
}

AMI_DECL void tcp_session::end(ending close_kind)
{
    if (closed_)
        return;
    closed_ = true;
    stream_->close(close_kind);
    login_alarm_.cancel();
    reply_alarm_.cancel();
    out_.stop();
    core_.forget(number());
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_TCP_SESSION_IPP
