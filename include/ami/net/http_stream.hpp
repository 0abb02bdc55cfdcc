// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_NET_HTTP_STREAM_HPP
#define AMI_NET_HTTP_STREAM_HPP

#include <ami/net/http_connection.hpp>
#include <ami/net/network.hpp>
#include <ami/net/shutdown_registry.hpp>
#include <ami/session/http_session.hpp>

#include <ami/detail/config.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

// A session of AMI over HTTP that looks like one connection: actions are written, packets are read. It carries the
// decisions of `http_session` out over connections of another network.
class http_stream final
    : public stream
    , public http_connection_observer
    , public context_bound
    , public std::enable_shared_from_this<http_stream> {
public:
    http_stream(asio::any_io_executor executor, const config& settings, std::shared_ptr<network> world,
        stream_observer& observer);

    AMI_DECL void connect(const asio::ip::tcp::endpoint& to) override;
    AMI_DECL void handshake() override;
    AMI_DECL void read(std::span<char> into) override;
    AMI_DECL write_progress write(std::string_view bytes) override;
    AMI_DECL void wait_writable() override;
    AMI_DECL std::vector<std::string> unsent() const override { return session_.unsent(); }
    AMI_DECL void forget_unsent() override;
    AMI_DECL void want_events() override;
    AMI_DECL void close() noexcept override;

private:
    AMI_DECL void context_is_going() noexcept override;

    AMI_DECL void on_http_connected(std::size_t slot, error_code ec) override;
    AMI_DECL void on_http_handshake(std::size_t slot, failure why) override;
    AMI_DECL void on_http_sent(std::size_t slot) override { session_.on_sent(slot); }
    AMI_DECL void on_http_answer(std::size_t slot, http_answer answer, bool keeps_alive) override;
    AMI_DECL void on_http_closed(std::size_t slot, failure why) override;

    void linger();
    void hang_up() noexcept;
    void tell_session(time_point now);
    void open(std::size_t slot);
    void on_open(std::size_t slot, failure why);
    void on_timer();
    void settle();
    void carry_out(http_order order);
    void deliver_later();
    void deliver();
    void release_what_was_read();

    asio::any_io_executor executor_;
    config settings_; // of the connections: TCP or TLS
    std::shared_ptr<network> world_;
    stream_observer* observer_; // null once closed
    http_session session_;
    asio::ip::tcp::endpoint endpoint_;
    std::vector<std::shared_ptr<http_connection>> connections_; // by slot
    std::unique_ptr<timer> timer_;

    std::span<char> reading_;
    std::string received_;
    std::size_t taken_ = 0; // of received_
    std::vector<http_session::failed_action> failed_;
    std::vector<std::string> answered_;
    bool gap_ = false;
    bool started_ = false;
    bool waits_writable_ = false;
    bool full_ = false; // no connection is free for the next action; cleared whenever something happened
    bool posted_ = false;
    bool failure_told_ = false;
    std::shared_ptr<http_stream> lingering_; // itself: closed, but the server is still being told
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/net/impl/http_stream.ipp>
#endif

#endif // AMI_NET_HTTP_STREAM_HPP
