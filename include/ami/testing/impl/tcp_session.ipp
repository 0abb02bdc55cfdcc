// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_TESTING_IMPL_TCP_SESSION_IPP
#define AMI_TESTING_IMPL_TCP_SESSION_IPP

#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/tcp_session.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <fmt/format.h>

#include <exception>
#include <utility>

namespace ami::testing::detail {

AMI_DECL tcp_session::tcp_session(core& owner, boost::asio::ip::tcp::socket socket, std::uint64_t number,
    const boost::asio::ip::tcp::endpoint& local, const boost::asio::ip::tcp::endpoint& remote)
    : session(number, local, remote, -1), core_(owner), socket_(std::move(socket)),
      login_timer_(owner.context), reply_timer_(owner.context), write_timer_(owner.context),
      pause_timer_(owner.context)
{
    error_code ignored;
    socket_.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
    socket_.non_blocking(true, ignored);
}

AMI_DECL void tcp_session::start()
{
    faults_changed();
    if (core_.plan.closes_at_once)
        return finish_closing(core_.plan.closes_how);
    if (core_.settings.authentication_timeout.count() != 0) {
        login_timer_.expires_after(core_.settings.authentication_timeout);
        login_timer_.async_wait([self = shared_from_this()](error_code ec) {
            if (!ec && !self->account_)
                self->finish_closing(ending::fin);
        });
    }
    const auto greet = [self = shared_from_this()] {
        self->banner_sent_ = true;
        self->write(self->core_.banner());
        self->step();
    };
    if (core_.plan.banner_delay.count() == 0)
        return greet();
    reply_timer_.expires_after(core_.plan.banner_delay);
    reply_timer_.async_wait([greet](error_code ec) {
        if (!ec)
            greet();
    });
}

AMI_DECL void tcp_session::read()
{
    if (reading_ || closed_)
        return;
    reading_ = true;
    socket_.async_read_some(
        boost::asio::buffer(buffer_), [self = shared_from_this()](error_code ec, std::size_t size) {
            self->reading_ = false;
            if (self->closed_)
                return;
            if (ec) {
                // What it asked for before its end is still answered.
                self->closing_ = ending::fin;
                return self->pump();
            }
            self->input_.erase(0, self->input_used_);
            self->input_used_ = 0;
            self->input_.append(self->buffer_.data(), size);
            self->end_wait();
            self->step();
        });
}

AMI_DECL void tcp_session::step()
{
    while (banner_sent_ && !busy_ && !closed_ && !closing_ && !core_.plan.stalled) {
        for (; !backlog_.empty(); backlog_.pop_front())
            write(std::move(backlog_.front()));
        auto rest = std::string_view{input_}.substr(input_used_);
        const auto result = reader_.next(rest);
        input_used_ = input_.size() - rest.size();
        if (result == action_reader::result::need_more)
            return read();
        handle(result);
    }
}

AMI_DECL void tcp_session::handle(action_reader::result result)
{
    const std::string raw = reader_.lines() + "\r\n";
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
    reply_timer_.expires_after(answer.delay());
    reply_timer_.async_wait([self = shared_from_this(), answer](error_code ec) {
        if (ec || self->closed_)
            return;
        self->apply_now(answer);
        self->step();
    });
}

AMI_DECL void tcp_session::apply_now(const reply& answer)
{
    write(answer.bytes(), answer.fragment(), answer.pause());
    busy_ = false;
    if (answer.closes()) {
        closing_ = answer.how();
        backlog_.clear();
        pump();
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
    if (closed_ || closing_)
        return;
    end_wait(); // whether it may be seen or not
    if (!may_see(classes, text))
        return;
    if (busy_ || !backlog_.empty())
        backlog_.push_back(text);
    else
        write(text);
}

AMI_DECL reply tcp_session::wait_for_event(const request& action)
{
    event_wait_ = action;
    const auto timeout = wait_timeout(action);
    if (timeout > 0) {
        reply_timer_.expires_after(std::chrono::seconds(timeout));
        reply_timer_.async_wait([self = shared_from_this()](error_code ec) {
            if (!ec)
                self->end_wait();
        });
    }
    if (timeout == 0 || !backlog_.empty() || input_used_ != input_.size())
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
        self->reply_timer_.cancel();
        std::string events;
        for (const auto& each : std::exchange(self->backlog_, {}))
            events += each;
        self->apply(wait_answer(action, events));
        self->step();
    });
}

AMI_DECL void tcp_session::faults_changed()
{
    if (!core_.plan.cut_after)
        cut_at_.reset();
    else if (!cut_at_ || cut_turn_ != core_.plan.cut_turn)
        cut_at_ = written_ + *core_.plan.cut_after;
    cut_turn_ = core_.plan.cut_turn;
    if (closed_)
        return;
    pump();
    step();
}

AMI_DECL void tcp_session::half_close()
{
    half_closed_ = true;
    error_code ignored;
    socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
}

AMI_DECL void tcp_session::finish_closing(ending close_kind)
{
    if (closed_)
        return;
    closed_ = true;
    error_code ec;
    if (close_kind == ending::rst) {
        socket_.set_option(boost::asio::socket_base::linger(true, 0), ec);
    } else {
        socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send, ec);
        // Closing with unread input would send a reset, and the client might lose what was written.
        ec.clear();
        for (int i = 0; i != 1000 && !ec; ++i)
            socket_.read_some(boost::asio::buffer(buffer_), ec);
    }
    socket_.close(ec);
    login_timer_.cancel();
    reply_timer_.cancel();
    write_timer_.cancel();
    pause_timer_.cancel();
    core_.forget(number());
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_TCP_SESSION_IPP
