// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_TRANSPORTS_MESSAGE_TRANSPORT_HPP
#define AMI_NET_TRANSPORTS_MESSAGE_TRANSPORT_HPP

#include <ami/protocol/errors/error.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace ami::detail {

namespace asio = boost::asio;

// Is told what a transport did. Its functions are never invoked from inside a function of the transport.
class transport_observer {
public:
    virtual void on_connected(error_code ec) = 0;
    virtual void on_handshake(failure error) = 0;
    virtual void on_read(error_code ec, std::size_t size) = 0;
    // More actions can be sent. After a failure none can, and reading fails too.
    virtual void on_writable(error_code ec) = 0;

    // For a transport that knows which answer belongs to which action (HTTP): the action gets none; everything that
    // answers it was read.
    virtual void on_not_answered(std::uint64_t id, failure error) = 0;
    virtual void on_answer_ended(std::uint64_t id) = 0;
    // Events may have been lost; the connection goes on.
    virtual void on_events_missed() = 0;
    // The connection is over, for a reason that the server did not give.
    virtual void on_failed(failure error) = 0;

protected:
    ~transport_observer() = default;
};

// A way to one server: takes actions, and gives bytes in which whole packets follow each other. It takes actions from a
// `write_queue` that it was made with, and says there which of them were sent. At most one read is under way.
class message_transport {
public:
    message_transport() = default;
    message_transport(const message_transport&) = delete;
    message_transport& operator=(const message_transport&) = delete;
    virtual ~message_transport() = default;

    virtual void connect(const asio::ip::tcp::endpoint& to) = 0;

    // Makes a connection secure; only asked of transports that can.
    virtual void handshake() = 0;

    // Reads what there is, at least one byte.
    virtual void read(std::span<char> into) = 0;

    // Sends of the queue what the network takes at once, which may be nothing, and at most about this many bytes. Returns
    // how many it took.
    virtual std::size_t send(std::size_t most) = 0;

    // Calls on_writable once more can be sent, in the executor's next turn at the earliest.
    virtual void wait_writable() = 0;

    // No operation waits for the answer to this action any more; if it was not sent, it must not be.
    virtual void withdraw(std::uint64_t /*id*/) {}

    // Whether there are subscribers from now on; invoked before the actions that are sent after it. At first there are none.
    virtual void want_events(bool /*wanted*/) {}

    // Ends everything; the observer and the queue are not used any more. `gently`: the server gets
    // to read what was written before. A connection that is cut while the server has something to say may lose that.
    virtual void close(bool gently) noexcept = 0;
};

} // namespace ami::detail

#endif // AMI_NET_TRANSPORTS_MESSAGE_TRANSPORT_HPP
