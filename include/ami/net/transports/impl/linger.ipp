// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_TRANSPORTS_IMPL_LINGER_IPP
#define AMI_NET_TRANSPORTS_IMPL_LINGER_IPP

#include <ami/net/transports/linger.hpp>

#include <ami/detail/shared_object.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <chrono>
#include <memory>
#include <utility>

namespace ami::detail {

class lingering_socket : public shared_from_this_of<lingering_socket> {
public:
    explicit lingering_socket(asio::ip::tcp::socket socket)
        : socket_(std::move(socket)), patience_(socket_.get_executor(), std::chrono::seconds(1))
    {}

    void begin()
    {
        patience_.async_wait([self = shared_from_this()](error_code) {
            error_code ignored;
            self->socket_.close(ignored);
        });
        throw_away();
    }

private:
    using error_code = boost::system::error_code;

    void throw_away()
    {
        socket_.async_read_some(
            asio::buffer(thrown_away_), [self = shared_from_this()](error_code ec, std::size_t) {
                if (ec)
                    self->patience_.cancel();
                else
                    self->throw_away();
            });
    }

    asio::ip::tcp::socket socket_;
    asio::steady_timer patience_;
    std::array<char, 1024> thrown_away_;
};

AMI_DECL void linger(asio::ip::tcp::socket socket) noexcept
{
    boost::system::error_code ec;
    socket.shutdown(asio::ip::tcp::socket::shutdown_send, ec);
    if (ec)
        return;
    try {
        make_shared_object<lingering_socket>(std::move(socket))->begin();
    } catch (...) {} // then it is closed at once
}

} // namespace ami::detail

#endif // AMI_NET_TRANSPORTS_IMPL_LINGER_IPP
