// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_TESTING_IMPL_SESSION_IPP
#define AMI_TESTING_IMPL_SESSION_IPP

#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/session.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <exception>

namespace ami::testing::detail {

AMI_DECL session::session(core& owner, boost::asio::ip::tcp::socket socket, std::uint64_t number)
    : core_(owner), socket_(std::move(socket)), login_timer_(owner.context), reply_timer_(owner.context),
      write_timer_(owner.context), pause_timer_(owner.context), number_(number)
{
    error_code ignored;
    local_ = socket_.local_endpoint(ignored);
    remote_ = socket_.remote_endpoint(ignored);
    socket_.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
    socket_.non_blocking(true, ignored);
}

AMI_DECL std::string session::endpoint_text(const boost::asio::ip::tcp::endpoint& endpoint)
{
    return fmt::format("IPV{}/TCP/{}/{}", endpoint.address().is_v6() ? 6 : 4, endpoint.address().to_string(),
        endpoint.port());
}

AMI_DECL void session::start()
{
    faults_changed();
    if (core_.plan.closes_at_once)
        return close(core_.plan.closes_how);
    if (core_.settings.authentication_timeout.count() != 0) {
        login_timer_.expires_after(core_.settings.authentication_timeout);
        login_timer_.async_wait([self = shared_from_this()](error_code ec) {
            if (!ec && !self->account_)
                self->close(ending::fin);
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

AMI_DECL void session::log_in(const user& who)
{
    account_.emplace();
    account_->name = who.name;
    account_->read = parse_classes(who.read);
    account_->write = parse_classes(who.write);
    account_->write_timeout = who.write_timeout;
    for (const auto& filter : who.event_filters)
        add_filter(filter);
    login_timer_.cancel();
}

AMI_DECL bool session::add_filter(std::string_view filter)
{
    const bool excludes = !filter.empty() && filter.front() == '!';
    filter.remove_prefix(excludes ? 1 : 0);
    try {
        auto& filters = excludes ? account_->exclude : account_->include;
        filters.emplace_back(filter.begin(), filter.end(), std::regex::extended);
        return true;
    } catch (const std::regex_error&) {
        return false;
    }
}

AMI_DECL void session::read()
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
            self->step();
        });
}

AMI_DECL void session::step()
{
    while (banner_sent_ && !busy_ && !closed_ && !closing_ && !core_.plan.stalled) {
        for (; !backlog_.empty(); backlog_.pop_front())
            write(std::move(backlog_.front()));
        auto rest = std::string_view{input_}.substr(input_used_);
        const auto what = reader_.next(rest);
        input_used_ = input_.size() - rest.size();
        if (what == action_reader::result::need_more)
            return read();
        handle(what);
    }
}

AMI_DECL void session::handle(action_reader::result what)
{
    const std::string raw = reader_.lines() + "\r\n";
    const request received(
        packet_view(raw, raw.size() - 2, {}, packet_kind::other), number_, account_ ? account_->name : "");
    core_.record(received);
    busy_ = true;
    if (what == action_reader::result::too_many_lines)
        return apply(reply::error(received, "Too many lines in message or allocation failure"));
    if (what == action_reader::result::line_too_long)
        return apply(reply::error(received, "Failed to parse message: line too long"));
    try {
        apply(core_.respond(*this, received));
    } catch (const std::exception& error) {
        apply(reply::error(received, fmt::format("the test server's script threw: {}", error.what())));
    }
}

AMI_DECL void session::apply(const reply& answer)
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

AMI_DECL void session::apply_now(const reply& answer)
{
    write(answer.bytes(), answer.fragment(), answer.pause());
    busy_ = false;
    if (answer.closes()) {
        closing_ = answer.how();
        backlog_.clear();
        pump();
    }
}

AMI_DECL void session::finish(const reply& answer)
{
    if (closed_ || !busy_)
        return;
    apply(answer);
    step();
}

AMI_DECL void session::deliver(class_mask classes, const std::string& text)
{
    if (closed_ || closing_ || !account_ || (account_->read & classes) != classes ||
        (mask & classes) != classes)
        return;
    const auto matches = [&](const std::regex& filter) { return std::regex_search(text, filter); };
    const auto& include = account_->include;
    const auto& exclude = account_->exclude;
    if ((!include.empty() && std::none_of(include.begin(), include.end(), matches)) ||
        std::any_of(exclude.begin(), exclude.end(), matches))
        return;
    if (busy_ || !backlog_.empty())
        backlog_.push_back(text);
    else
        write(text);
}

AMI_DECL void session::faults_changed()
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

AMI_DECL void session::half_close()
{
    half_closed_ = true;
    error_code ignored;
    socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
}

AMI_DECL void session::close(ending how)
{
    finish_closing(how);
}

AMI_DECL void session::finish_closing(ending how)
{
    if (closed_)
        return;
    closed_ = true;
    error_code ec;
    if (how == ending::rst) {
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
    core_.closed(*this);
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_SESSION_IPP
