// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_TRANSPORTS_STREAM_TRANSPORT_HPP
#define AMI_NET_TRANSPORTS_STREAM_TRANSPORT_HPP

#include <ami/net/transports/message_transport.hpp>
#include <ami/net/transports/stream.hpp>
#include <ami/session/actions/write_queue.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <utility>

namespace ami::detail {

// AMI as it is: over one connection, with or without TLS.
class stream_transport final
    : public message_transport
    , public stream_observer {
public:
    stream_transport(write_queue& queue, transport_observer& observer) : queue_(queue), observer_(observer) {}
    ~stream_transport() override
    {
        if (stream_)
            stream_->close();
    }

    // Over this stream, which was made with this object as its observer. Before all else.
    void set_stream(std::shared_ptr<stream> over)
    {
        stream_ = std::move(over);
        stream_->send_whole_lines();
    }

    void connect(const asio::ip::tcp::endpoint& to) override { stream_->connect(to); }
    void handshake() override { stream_->handshake(); }
    void read(std::span<char> into) override { stream_->read(into); }

    std::size_t send(std::size_t most) override
    {
        std::size_t sent = 0;
        while (!queue_.empty() && sent < most) {
            const auto bytes = queue_.next(most - sent);
            const auto all = bytes.size();
            const auto progress = stream_->write(bytes);
            queue_.written(progress.taken, progress.committed);
            sent += progress.taken;
            if (progress.taken != all)
                break;
        }
        return sent;
    }

    void wait_writable() override { stream_->wait_writable(); }

    void close(bool gently) noexcept override
    {
        const auto closed = std::exchange(stream_, nullptr);
        if (gently)
            closed->close_gently();
        else
            closed->close();
    }

private:
    void on_connected(error_code ec) override { observer_.on_connected(ec); }
    void on_handshake(failure error) override { observer_.on_handshake(std::move(error)); }
    void on_read(error_code ec, std::size_t size) override { observer_.on_read(ec, size); }
    void on_writable(error_code ec) override { observer_.on_writable(ec); }

    write_queue& queue_;
    transport_observer& observer_;
    std::shared_ptr<stream> stream_;
};

} // namespace ami::detail

#endif // AMI_NET_TRANSPORTS_STREAM_TRANSPORT_HPP
