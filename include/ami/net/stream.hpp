// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_NET_STREAM_HPP
#define AMI_NET_STREAM_HPP

#include <ami/protocol/error.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <span>
#include <string_view>

namespace ami::detail {

namespace asio = boost::asio;

// Hears what a stream did. Never called from inside a function of the stream.
class stream_observer {
public:
    virtual void on_connected(error_code ec) = 0;
    virtual void on_handshake(failure why) = 0;
    virtual void on_read(error_code ec, std::size_t size) = 0;
    virtual void on_written(error_code ec, std::size_t size) = 0;

    // What only a stream that is more than a connection (HTTP) has to say: an action that was written will not be
    // answered; everything is over.
    virtual void on_action_failed(std::string_view /*action_id*/, failure /*why*/) {}
    virtual void on_failed(failure /*why*/) {}

    // What such a stream asks, from anywhere: whether anybody takes events; whether anybody waits for this answer.
    virtual bool wants_events() const { return false; }
    virtual bool awaits(std::string_view /*action_id*/) const { return true; }

protected:
    ~stream_observer() = default;
};

// A connection to one address. At most one read and one write are under way.
class stream {
public:
    stream() = default;
    stream(const stream&) = delete;
    stream& operator=(const stream&) = delete;
    virtual ~stream() = default;

    virtual void connect(const asio::ip::tcp::endpoint& to) = 0;

    // Makes a connection secure; only asked of streams that can.
    virtual void handshake() {}

    // Reads what there is, at least one byte.
    virtual void read(std::span<char> into) = 0;

    // Writes all of it.
    virtual void write(std::string_view bytes) = 0;

    // Writes what the network takes at once, which may be nothing; tells how much. The observer hears nothing of it.
    virtual std::size_t write_now(std::string_view) { return 0; }

    // Somebody takes events from now on; before the actions that are written behind it.
    virtual void want_events() {}

    // Ends everything; the observer hears nothing any more.
    virtual void close() noexcept = 0;

    // The same, but the server gets to read what was written before: a connection that is cut while the server has
    // something to say may lose that.
    virtual void close_gently() noexcept { close(); }
};

} // namespace ami::detail

#endif // AMI_NET_STREAM_HPP
