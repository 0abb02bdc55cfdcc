// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_TESTING_IMPL_HTTP_CONNECTION_IPP
#define AMI_TESTING_IMPL_HTTP_CONNECTION_IPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/http_connection.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>

namespace ami::testing::detail {

// http.c: MAX_CONTENT_LENGTH, which itself is too much.
inline constexpr std::uint64_t max_http_request = 40959;
inline constexpr std::uint32_t max_http_request_head = 65536;

AMI_DECL http_connection::http_connection(core& owner, http_handler& front,
    boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls, std::uint64_t number)
    : core_(owner), handler_(&front), socket_(std::move(socket)), number_(number), idle_timer_(owner.context),
      pause_timer_(owner.context)
{
    error_code ignored;
    socket_.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
    local_ = socket_.local_endpoint(ignored);
    remote_ = socket_.remote_endpoint(ignored);
    if (tls)
        tls_.emplace(socket_, *tls);
}

AMI_DECL void http_connection::start()
{
    faults_changed();
    if (core_.plan.closes_at_once)
        return end(core_.plan.closes_how);
    restart_idle_timer();
    if (!tls_) {
        ready_ = true;
        return step();
    }
    tls_->async_handshake(boost::asio::ssl::stream_base::server, [self = shared_from_this()](error_code ec) {
        if (ec)
            return self->end(ending::fin);
        self->ready_ = true;
        self->step();
    });
}

AMI_DECL void http_connection::restart_idle_timer()
{
    const auto most = handler_->keep_alive();
    idle_timer_.expires_after(most.count() == 0 ? std::chrono::milliseconds(15'000) : most);
    idle_timer_.async_wait([self = shared_from_this()](error_code ec) {
        if (!ec && !self->busy_)
            self->end(ending::fin);
    });
}

AMI_DECL void http_connection::step()
{
    if (!ready_ || busy_ || closed_ || closing_ || core_.plan.stalled)
        return;
    if (!parser_) {
        parser_.emplace();
        parser_->eager(true);
        parser_->header_limit(max_http_request_head);
        parser_->body_limit(max_http_request);
    }
    if (!parse())
        read();
}

AMI_DECL void http_connection::read()
{
    if (reading_ || closed_)
        return;
    reading_ = true;
    on_stream([this](auto& stream) {
        stream.async_read_some(
            boost::asio::buffer(buffer_), [self = shared_from_this()](error_code ec, std::size_t size) {
                self->reading_ = false;
                if (self->closed_)
                    return;
                if (ec)
                    return self->end(ending::fin);
                self->input_.append(self->buffer_.data(), size);
                self->step();
            });
    });
}

// True if no more needs to be read now.
AMI_DECL bool http_connection::parse()
{
    error_code ec;
    while (!input_.empty() && !parser_->is_done()) {
        const auto used = parser_->put(boost::asio::buffer(input_), ec);
        input_.erase(0, used);
        if (ec == boost::beast::http::error::need_more)
            return false;
        if (ec) {
            refuse(ec);
            return true;
        }
    }
    if (!parser_->is_done())
        return false;
    dispatch();
    return true;
}

AMI_DECL void http_connection::dispatch()
{
    auto message = parser_->release();
    parser_.reset();
    const auto text = [](auto view) { return std::string(view.data(), view.size()); };
    http_request request;
    request.method = text(message.method_string());
    request.target = text(message.target());
    for (const auto& field : message) {
        switch (field.name()) {
        case boost::beast::http::field::cookie: request.cookies.push_back(text(field.value())); break;
        case boost::beast::http::field::authorization: request.authorization = text(field.value()); break;
        case boost::beast::http::field::content_type: request.content_type = text(field.value()); break;
        default: break;
        }
    }
    request.body = std::move(message.body());
    request.local = local_;
    request.remote = remote_;
    is_head_ = request.method == "HEAD";
    // Asterisk compares the whole value, and takes HTTP/1.0 for 1.1.
    client_closes_ = ami::detail::iequals(text(message[boost::beast::http::field::connection]), "close");
    busy_ = true;
    idle_timer_.cancel();
    handler_->handle(shared_from_this(), std::move(request));
}

AMI_DECL void http_connection::refuse(error_code ec)
{
    using boost::beast::http::error;
    auto answer = http_reply::page(400, "Bad Request", "Invalid Request");
    if (ec == error::body_limit)
        answer = http_reply::page(413, "Request Entity Too Large", "Body too large");
    else if (ec == error::bad_content_length)
        answer = http_reply::page(400, "Bad Request", "Invalid Content-Length in request!");
    else if (ec == error::header_limit)
        answer = http_reply::page(400, "Bad Request", "Header line too long");
    busy_ = true;
    is_head_ = false;
    input_.clear();
    answer.closes = true;
    this->answer(std::move(answer));
}

AMI_DECL void http_connection::faults_changed()
{
    if (!core_.plan.cut_after)
        cut_at_.reset();
    else if (!cut_at_ || cut_turn_ != core_.plan.cut_turn)
        cut_at_ = written_ + *core_.plan.cut_after;
    cut_turn_ = core_.plan.cut_turn;
    if (closed_)
        return;
    write();
    step();
}

AMI_DECL void http_connection::half_close()
{
    half_closed_ = true;
    error_code ignored;
    socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
}

AMI_DECL void http_connection::end(ending close_kind)
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
        socket_.non_blocking(true, ec);
        for (int i = 0; i != 1000 && !ec; ++i)
            socket_.read_some(boost::asio::buffer(buffer_), ec);
    }
    socket_.close(ec);
    idle_timer_.cancel();
    pause_timer_.cancel();
    core_.forget(number_);
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_HTTP_CONNECTION_IPP
