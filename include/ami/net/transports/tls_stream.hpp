// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_TRANSPORTS_TLS_STREAM_HPP
#define AMI_NET_TRANSPORTS_TLS_STREAM_HPP

#include <ami/net/transports/stream.hpp>
#include <ami/net/transports/tls_context.hpp>
#include <ami/net/transports/tls_peer_check.hpp>
#include <ami/net/transports/tls_socket.hpp>

#include <ami/detail/macros.hpp>
#include <ami/detail/shared_object.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace ami::detail {

// OpenSSL on the socket itself: it decrypts into the reader's buffer, as many records as fit. (asio::ssl::stream copies
// every byte three times more, and takes a turn of the executor for each record.)
//
// Each record that an Asterisk reads arrives whole (tls_record.hpp), unless something between the two cuts the stream
// anew: a relay that forwards pieces of records with pauses between them makes Asterisk end the session, whatever the
// client (seen on 16 and 22 with pieces of 1,448 bytes, 5 ms apart).
class tls_stream final
    : public stream
    , public shared_from_this_of<tls_stream> {
public:
    // Without an identity the handshake fails with `fault`.
    AMI_COLD AMI_DECL tls_stream(const asio::any_io_executor& executor,
        std::shared_ptr<tls_identity> identity, failure fault, stream_observer& observer);

    AMI_COLD AMI_DECL void connect(const asio::ip::tcp::endpoint& to) override;
    AMI_COLD AMI_DECL void handshake() override;
    void send_whole_lines() noexcept override { socket_.end_records(); }
    AMI_DECL void read(std::span<char> into) override;
    AMI_DECL write_progress write(std::string_view bytes) override;
    AMI_DECL void wait_writable() override;
    AMI_COLD AMI_DECL void close() noexcept override;
    AMI_COLD AMI_DECL void close_gently() noexcept override;

private:
    using step = tls_socket::step;

    void wait_for(step next, void (tls_stream::*go_on)());
    AMI_COLD void go_on_with_handshake();
    void go_on_reading();
    void tell_writable();
    AMI_COLD void close_tls() noexcept;
    std::size_t record_limit() noexcept;

    tls_peer_check peer_;
    tls_socket socket_;
    stream_observer* observer_; // null once closed
    bool secure_ = false;

    std::span<char> reading_;
    // OpenSSL has nothing before the socket has. Not so after a handshake: in TLS 1.2 the server's last message of it
    // arrives together with the banner.
    bool drained_ = false;
    error_code read_error_;  // to be told after the bytes before it
    std::size_t record_ = 0; // the size of the record that the network did not take yet
    bool is_made_ = false;   // OpenSSL has made it
    tls_socket::result last_write_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/net/transports/impl/tls_stream.ipp>
#endif

#endif // AMI_NET_TRANSPORTS_TLS_STREAM_HPP
