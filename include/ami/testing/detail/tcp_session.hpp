// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_TESTING_DETAIL_TCP_SESSION_HPP
#define AMI_TESTING_DETAIL_TCP_SESSION_HPP

#include <ami/protocol/errors/errc.hpp>
#include <ami/testing/reply.hpp>
#include <ami/testing/request.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/action_reader.hpp>
#include <ami/testing/detail/classes.hpp>
#include <ami/testing/detail/connection.hpp>
#include <ami/testing/detail/session.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace ami::testing::detail {

class core;

// A session over TCP, which is one connection: reads actions one after another, writes their answers and, between
// actions, events.
class tcp_session final
    : public session
    , public connection
    , public std::enable_shared_from_this<tcp_session> {
public:
    AMI_DECL tcp_session(core& owner, boost::asio::ip::tcp::socket socket, std::uint64_t number,
        const boost::asio::ip::tcp::endpoint& local, const boost::asio::ip::tcp::endpoint& remote);

    AMI_DECL void start();

    AMI_DECL void deliver(class_mask classes, const std::string& text) override;
    AMI_DECL std::function<void(const reply&)> answer_later() override;
    AMI_DECL reply wait_for_event(const request& action) override;
    void close(ending close_kind) override { finish_closing(close_kind); }

    void write_raw(std::string bytes) override { write(std::move(bytes)); }
    void end(ending close_kind) override { finish_closing(close_kind); }
    AMI_DECL void half_close() override;
    AMI_DECL void faults_changed() override;

private:
    struct chunk {
        std::string bytes;
        std::size_t fragment;
        std::chrono::microseconds pause;
    };

    AMI_DECL void step();
    AMI_DECL void read();
    AMI_DECL void handle(action_reader::result result);
    AMI_DECL void apply(const reply& answer);
    AMI_DECL void apply_now(const reply& answer);
    AMI_DECL void end_wait();
    AMI_DECL void write(std::string bytes, std::size_t fragment = 0, std::chrono::microseconds pause = {});
    AMI_DECL void pump();
    AMI_DECL void wait_for(std::chrono::microseconds pause);
    AMI_DECL void wait_for_room();
    AMI_DECL void finish_closing(ending close_kind);

    core& core_;
    boost::asio::ip::tcp::socket socket_;
    boost::asio::steady_timer login_timer_;
    boost::asio::steady_timer reply_timer_;
    boost::asio::steady_timer write_timer_;
    boost::asio::steady_timer pause_timer_;

    action_reader reader_;
    std::array<char, 8192> buffer_;
    std::string input_;
    std::size_t input_used_ = 0;
    bool banner_sent_ = false;
    bool reading_ = false;
    bool busy_ = false;
    std::optional<request> event_wait_; // the WaitEvent in hand

    std::deque<chunk> outbox_;
    std::size_t front_used_ = 0;
    std::deque<std::string> backlog_;
    std::uint64_t written_ = 0;
    std::optional<std::uint64_t> cut_at_;
    unsigned cut_turn_ = 0;
    std::optional<ending> closing_;
    bool waiting_ = false; // for room in the kernel, or for a pause to end
    bool half_closed_ = false;
    bool closed_ = false;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/tcp_session.ipp>
#include <ami/testing/impl/tcp_session_writing.ipp>
#endif

#endif // AMI_TESTING_DETAIL_TCP_SESSION_HPP
