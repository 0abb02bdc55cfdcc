// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_NET_HTTP_HTTP_TRANSPORT_HPP
#define AMI_NET_HTTP_HTTP_TRANSPORT_HPP

#include <ami/net/http/http_connection.hpp>
#include <ami/net/network.hpp>
#include <ami/net/shutdown_registry.hpp>
#include <ami/session/http/http_session.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <vector>

namespace ami::detail {

// AMI over HTTP. It carries the decisions of `http_session` out over connections of another network.
class http_transport final
    : public message_transport
    , public http_connection_observer
    , public context_bound
    , public std::enable_shared_from_this<http_transport> {
public:
    http_transport(asio::any_io_executor executor, const config& settings, std::shared_ptr<network> world,
        write_queue& queue, const server_settings& server, transport_observer& observer);

    AMI_DECL void connect(const asio::ip::tcp::endpoint& to) override;
    AMI_DECL void handshake() override;
    AMI_DECL void read(std::span<char> into) override;
    AMI_DECL std::size_t send(std::size_t most) override;
    AMI_DECL void wait_writable() override;
    AMI_DECL void withdraw(std::uint64_t id) override;
    AMI_DECL void want_events(bool wanted) override;
    AMI_DECL void close(bool gently) noexcept override;

private:
    AMI_DECL void context_is_going() noexcept override;

    AMI_DECL void on_http_connected(std::size_t slot, error_code ec) override;
    AMI_DECL void on_http_handshake(std::size_t slot, failure error) override;
    AMI_DECL void on_http_sent(std::size_t slot) override { session_.on_sent(slot); }
    AMI_DECL void on_http_answer(std::size_t slot, http_answer answer, bool keeps_alive) override;
    AMI_DECL void on_http_closed(std::size_t slot, failure error) override;

    void linger();
    void hang_up() noexcept;
    void open(std::size_t slot);
    void on_open(std::size_t slot, failure error);
    void on_timer();
    void settle();
    void carry_out(http_order order);
    void deliver_later();
    void deliver();
    bool deliver_result();

    asio::any_io_executor executor_;
    config settings_; // of the connections: TCP or TLS
    std::shared_ptr<network> world_;
    write_queue& queue_;           // not used once closed
    transport_observer* observer_; // null once closed
    http_session session_;
    asio::ip::tcp::endpoint endpoint_;
    std::vector<std::shared_ptr<http_connection>> connections_; // by slot
    std::unique_ptr<timer> timer_;

    std::span<char> reading_;
    std::deque<http_session::result> results_; // that were not read yet
    std::size_t taken_ = 0;                    // of the first one's packets
    bool gap_ = false;
    bool started_ = false;
    bool waits_writable_ = false;
    bool full_ = false; // no connection is free for the next action; cleared whenever something happened
    bool posted_ = false;
    bool failure_told_ = false;
    std::shared_ptr<http_transport> lingering_; // itself: closed, but the server is still being told
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/net/http/impl/http_transport.ipp>
#endif

#endif // AMI_NET_HTTP_HTTP_TRANSPORT_HPP
