// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_AGI_LINK_IPP
#define AMI_TESTING_IMPL_AGI_LINK_IPP

#include <ami/net/transports/open_socket.hpp>

#include <ami/testing/detail/agi_link.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <string_view>
#include <utility>

namespace ami::testing::detail {

AMI_DECL agi_link::agi_link(const boost::asio::any_io_executor& executor, std::unique_ptr<agi_host> host,
    const agi_dialogue_settings& settings, std::chrono::microseconds second, agi_dialogue::observer watch,
    ending ended)
    : host_(std::move(host)), second_(second), ended_(std::move(ended)),
      dialogue_(*host_, settings, std::move(watch)), socket_(executor), resolver_(executor), timer_(executor)
{}

AMI_DECL void agi_link::connect(const agi_url& to, std::string environment)
{
    constexpr std::chrono::seconds limit(2);
    to_write_ = std::move(environment);
    timer_.expires_after(limit);
    timer_.async_wait([self = shared_from_this()](error_code ec) {
        if (ec || self->is_open_)
            return;
        error_code ignored;
        self->resolver_.cancel();
        self->socket_.close(ignored);
    });
    resolver_.async_resolve(to.host, std::to_string(to.port),
        [self = shared_from_this()](
            error_code ec, const boost::asio::ip::tcp::resolver::results_type& found) {
            if (ec)
                return self->connected(ec);
            boost::asio::async_connect(
                self->socket_, found, [self](error_code failed, const boost::asio::ip::tcp::endpoint&) {
                    self->connected(failed);
                });
        });
}

AMI_DECL void agi_link::start(boost::asio::ip::tcp::socket socket, std::string_view received)
{
    socket_ = std::move(socket);
    connected({});
    dialogue_.on_received(received);
    settle();
}

AMI_DECL void agi_link::abort(bool resets)
{
    if (!is_open_ || std::exchange(aborted_, true))
        return;
    error_code ignored;
    if (resets)
        socket_.set_option(boost::asio::socket_base::linger(true, 0), ignored);
    boost::asio::post(socket_.get_executor(), [self = shared_from_this()] {
        if (self->is_open_)
            self->finish(self->dialogue_.status());
    });
}

AMI_DECL void agi_link::connected(error_code ec)
{
    timer_.cancel();
    if (ec)
        return finish(agi_status::failure);
    ami::detail::close_on_exec(socket_);
    is_open_ = true;
    read();
    settle();
}

AMI_DECL void agi_link::read()
{
    socket_.async_read_some(
        boost::asio::buffer(received_), [self = shared_from_this()](error_code ec, std::size_t size) {
            if (!self->is_open_)
                return;
            if (ec) {
                self->dialogue_.on_end_of_input();
                return self->settle();
            }
            self->dialogue_.on_received(std::string_view(self->received_.data(), size));
            self->settle();
            if (self->is_open_)
                self->read();
        });
}

AMI_DECL void agi_link::on_digit(char digit)
{
    dialogue_.on_digit(digit);
    settle();
}

AMI_DECL void agi_link::on_hangup()
{
    dialogue_.on_hangup();
    settle();
}

AMI_DECL void agi_link::settle()
{
    if (!is_open_)
        return;
    to_write_ += dialogue_.take_output();
    set_timer();
    write();
}

AMI_DECL void agi_link::set_timer()
{
    if (timed_ == dialogue_.wait_number())
        return;
    timed_ = dialogue_.wait_number();
    timer_.cancel();
    const auto milliseconds = dialogue_.wait();
    if (!milliseconds)
        return;
    timer_.expires_after(
        std::chrono::duration_cast<std::chrono::microseconds>(second_ * (*milliseconds / 1000)));
    timer_.async_wait([self = shared_from_this(), number = timed_](error_code ec) {
        if (ec || !self->is_open_ || number != self->dialogue_.wait_number())
            return;
        self->dialogue_.on_time();
        self->settle();
    });
}

AMI_DECL void agi_link::write()
{
    if (!writing_.empty())
        return;
    if (to_write_.empty()) {
        if (dialogue_.is_over())
            finish(dialogue_.status());
        return;
    }
    writing_ = std::exchange(to_write_, {});
    boost::asio::async_write(
        socket_, boost::asio::buffer(writing_), [self = shared_from_this()](error_code ec, std::size_t) {
            self->writing_.clear();
            if (ec)
                self->to_write_.clear(); // the reader notices that the connection is lost
            if (self->is_open_)
                self->write();
        });
}

AMI_DECL void agi_link::finish(agi_status status)
{
    is_open_ = false;
    timer_.cancel();
    error_code ignored;
    socket_.close(ignored);
    if (const auto ended = std::exchange(ended_, nullptr))
        ended(status);
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_AGI_LINK_IPP
