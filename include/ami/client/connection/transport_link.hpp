// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CONNECTION_TRANSPORT_LINK_HPP
#define AMI_CLIENT_CONNECTION_TRANSPORT_LINK_HPP

#include <ami/net/transports/message_transport.hpp>
#include <ami/session/actions/write_queue.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>

namespace ami::detail {

// The transport of the connection in hand: whether it may be read from and written to now, and what it was told.
class transport_link {
public:
    transport_link() = default;
    transport_link(const transport_link&) = delete;
    transport_link& operator=(const transport_link&) = delete;
    ~transport_link() { close(false); }

    // From now on it is this transport, of the connection with this number.
    void open(std::shared_ptr<message_transport> transport, std::uint64_t connection)
    {
        close(false);
        transport_ = std::move(transport);
        connection_ = connection;
    }

    // What was under way is not any more.
    void close(bool gently) noexcept
    {
        if (const auto left = std::exchange(transport_, nullptr))
            left->close(gently);
        wants_events_ = may_read_ = reading_ = writing_ = false;
    }

    bool is_open() const noexcept { return transport_ != nullptr; }
    bool belongs_to(std::uint64_t connection) const noexcept { return connection_ == connection; }

    void connect(const asio::ip::tcp::endpoint& to) { transport_->connect(to); }
    void handshake() { transport_->handshake(); }

    // --- reading ---

    void allow_reading() noexcept { may_read_ = true; }
    // Whether a read can begin: not before it was allowed, and one at a time.
    bool can_read() const noexcept { return may_read_ && !reading_; }
    void read(std::span<char> into)
    {
        reading_ = true;
        transport_->read(into);
    }
    void on_read() noexcept { reading_ = false; }

    // --- writing ---

    // Several actions that are started in one turn: the first is written at once, the others go out together after it.
    // As `flush_all`, returns how many bytes were taken.
    std::size_t flush(write_queue& queue)
    {
        if (!can_write(queue))
            return 0;
        const auto taken = transport_->send(write_size);
        wait_writable();
        return taken;
    }

    // For the actions of a batch of packets, which go out together: a next turn is only waited for if something is left.
    std::size_t flush_all(write_queue& queue)
    {
        if (!can_write(queue))
            return 0;
        const auto taken = transport_->send(write_size);
        if (!queue.empty())
            wait_writable();
        return taken;
    }

    // After a failure nothing more is written. What the server said before it went away is still to be read, and the
    // reader ends the session then.
    void on_writable(bool has_failed) noexcept { writing_ = has_failed; }

    // --- what it cannot know ---

    // Nobody waits for the answer to this action.
    void withdraw(std::uint64_t id)
    {
        if (transport_)
            transport_->withdraw(id);
    }

    // It is told only of a change.
    void want_events(bool wanted)
    {
        if (transport_ && std::exchange(wants_events_, wanted) != wanted)
            transport_->want_events(wanted);
    }

private:
    static constexpr std::size_t write_size = 65536; // in one turn of the executor

    bool can_write(const write_queue& queue) const noexcept
    {
        return !writing_ && transport_ && !queue.empty();
    }

    void wait_writable()
    {
        writing_ = true;
        transport_->wait_writable();
    }

    std::shared_ptr<message_transport> transport_;
    std::uint64_t connection_ = 0;
    bool wants_events_ = false; // as it was told
    bool may_read_ = false;
    bool reading_ = false;
    bool writing_ = false;
};

} // namespace ami::detail

#endif // AMI_CLIENT_CONNECTION_TRANSPORT_LINK_HPP
