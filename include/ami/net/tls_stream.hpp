// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_NET_TLS_STREAM_HPP
#define AMI_NET_TLS_STREAM_HPP

#include <ami/net/stream.hpp>
#include <ami/net/tls_context.hpp>

#include <ami/detail/config.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <memory>
#include <string>

namespace ami::detail {

class tls_stream final
    : public stream
    , public std::enable_shared_from_this<tls_stream> {
public:
    // Without an identity the handshake fails with `fault`.
    tls_stream(const asio::any_io_executor& executor, std::shared_ptr<tls_identity> identity, failure fault,
        stream_observer& observer)
        : identity_(identity ? std::move(identity) : std::make_shared<tls_identity>()),
          fault_(std::move(fault)), stream_(executor, identity_->context), farewell_(executor),
          observer_(&observer)
    {}

    ~tls_stream() override { wipe(sent_); }

    AMI_DECL void connect(const asio::ip::tcp::endpoint& to) override;
    AMI_DECL void handshake() override;
    AMI_DECL void read(std::span<char> into) override;
    AMI_DECL void write(std::string_view bytes) override;
    AMI_DECL void close() noexcept override;

private:
    failure prepare_checks();
    failure explain(error_code ec);
    failure check_pin();

    std::shared_ptr<tls_identity> identity_;
    failure fault_;
    asio::ssl::stream<asio::ip::tcp::socket> stream_;
    asio::steady_timer farewell_;
    stream_observer* observer_; // null once closed
    // Asio's TLS operations touch their buffers once more when data had arrived before they were cancelled, so the
    // caller's, which are gone by then, are not for them.
    std::array<char, 16384> received_; // a record's most
    std::string sent_;
    bool secure_ = false;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/net/impl/tls_stream.ipp>
#endif

#endif // AMI_NET_TLS_STREAM_HPP
