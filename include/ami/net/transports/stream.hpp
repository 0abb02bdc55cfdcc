// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_TRANSPORTS_STREAM_HPP
#define AMI_NET_TRANSPORTS_STREAM_HPP

#include <ami/protocol/errors/error.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <span>
#include <string_view>

namespace ami::detail {

namespace asio = boost::asio;

// Is notified of what a stream did. Never invoked inside a function of the stream.
class stream_observer {
public:
    virtual void on_connected(error_code ec) = 0;
    virtual void on_handshake(failure error) = 0;
    virtual void on_read(error_code ec, std::size_t size) = 0;
    virtual void on_writable(error_code ec) = 0;

protected:
    ~stream_observer() = default;
};

// What a write did.
struct write_progress {
    std::size_t taken = 0; // bytes that the network took
    std::size_t committed =
        0; // bytes that must be written as they are: at least `taken`, more if a record was begun
};

// A connection to one address. At most one read and one wait are under way.
class stream {
public:
    stream() = default;
    stream(const stream&) = delete;
    stream& operator=(const stream&) = delete;
    virtual ~stream() = default;

    virtual void connect(const asio::ip::tcp::endpoint& to) = 0;

    // Makes a connection secure; only asked of streams that can.
    virtual void handshake() {}

    // Reads what there is, at least one byte. Nothing is written there once the stream is closed.
    virtual void read(std::span<char> into) = 0;

    // AMI is spoken over it, and not HTTP: Asterisk takes whole lines only (see tls_record.hpp).
    virtual void send_whole_lines() noexcept {}

    // Writes what the network takes at once, which may be nothing. The observer is not notified. What was not taken
    // is to be written again. wait_writable reports failures.
    virtual write_progress write(std::string_view bytes) = 0;

    // Calls on_writable once the network takes more, in the executor's next turn at the earliest.
    virtual void wait_writable() = 0;

    // Ends everything; the observer is not notified any more.
    virtual void close() noexcept = 0;

    // The same, but the server can read what was written before. A connection that is reset loses what is on its way.
    virtual void close_gently() noexcept { close(); }
};

} // namespace ami::detail

#endif // AMI_NET_TRANSPORTS_STREAM_HPP
