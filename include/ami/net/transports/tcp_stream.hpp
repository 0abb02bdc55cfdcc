// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_TRANSPORTS_TCP_STREAM_HPP
#define AMI_NET_TRANSPORTS_TCP_STREAM_HPP

#include <ami/net/transports/read_place.hpp>
#include <ami/net/transports/stream.hpp>

#include <ami/detail/macros.hpp>
#include <ami/detail/shared_object.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <memory>

namespace ami::detail {

class tcp_stream final
    : public stream
    , public shared_from_this_of<tcp_stream> {
public:
    tcp_stream(const asio::any_io_executor& executor, stream_observer& observer)
        : socket_(executor), observer_(&observer)
    {}

    AMI_COLD AMI_DECL void connect(const asio::ip::tcp::endpoint& to) override;
    AMI_DECL void read(std::span<char> into) override;
    AMI_DECL write_progress write(std::string_view bytes) override;
    AMI_DECL void wait_writable() override;
    AMI_COLD AMI_DECL void close() noexcept override;
    AMI_COLD AMI_DECL void close_gently() noexcept override;

private:
    asio::ip::tcp::socket socket_;
    read_place read_place_;
    stream_observer* observer_; // null once closed
    error_code write_error_;    // try_again if the network takes nothing now
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/net/transports/impl/tcp_stream.ipp>
#endif

#endif // AMI_NET_TRANSPORTS_TCP_STREAM_HPP
