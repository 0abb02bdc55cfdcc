// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_HTTP_HTTP_TRANSPORT_HPP
#define AMI_NET_HTTP_HTTP_TRANSPORT_HPP

#include <ami/net/http/http_connection.hpp>
#include <ami/net/http/http_connections.hpp>
#include <ami/net/network.hpp>
#include <ami/net/shutdown_registry.hpp>
#include <ami/session/http/http_delivery.hpp>
#include <ami/session/http/http_session.hpp>

#include <ami/detail/macros.hpp>
#include <ami/detail/shared_object.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace ami::detail {

// AMI over HTTP: what `http_session` decides, carried out over TCP or TLS connections of another network.
class http_transport final
    : public message_transport
    , public http_connection_observer
    , public shared_from_this_of<http_transport> {
public:
    http_transport(asio::any_io_executor executor, const config& settings, std::shared_ptr<network> carrier,
        write_queue& queue, const server_settings& server, transport_observer& observer);

    AMI_DECL void connect(const asio::ip::tcp::endpoint& to) override;
    AMI_DECL void handshake() override;
    AMI_DECL void read(std::span<char> into) override;
    AMI_DECL std::size_t send(std::size_t most) override;
    AMI_DECL void wait_writable() override;
    AMI_DECL void withdraw(std::uint64_t id) override;
    AMI_DECL void want_events(bool wanted) override;
    AMI_DECL void close(bool gently) noexcept override;

    // Lets go of everything (context_bound).
    AMI_DECL void context_is_going() noexcept;

private:
    AMI_DECL void on_http_connected(std::size_t slot, error_code ec) override;
    AMI_DECL void on_http_handshake(std::size_t slot, failure error) override;
    AMI_DECL void on_http_sent(std::size_t slot) override { session_.on_sent(slot); }
    AMI_DECL void on_http_answer(std::size_t slot, http_answer answer, bool keeps_alive) override;
    AMI_DECL void on_http_closed(std::size_t slot, failure error) override;

    void linger();
    void on_open(std::size_t slot, failure error);
    void on_timer();
    void settle();
    void carry_out(http_order order);
    void deliver_later();
    void deliver();
    time_point now() const { return connections_.carrier().now(); }

    http_connections connections_;
    write_queue& queue_;           // not used once closed
    transport_observer* observer_; // null once closed
    http_session session_;
    http_delivery delivery_;
    std::unique_ptr<timer> timer_;              // null before `connect`
    bool started_ = false;                      // the session above reads
    bool posted_ = false;                       // `deliver` is
    std::shared_ptr<http_transport> lingering_; // itself: closed, but the server still gets the Logoff
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/net/http/impl/http_transport.ipp>
#endif

#endif // AMI_NET_HTTP_HTTP_TRANSPORT_HPP
