// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_TESTING_DETAIL_SESSION_HPP
#define AMI_TESTING_DETAIL_SESSION_HPP

#include <ami/protocol/errc.hpp>
#include <ami/testing/options.hpp>
#include <ami/testing/reply.hpp>

#include <ami/detail/config.hpp>
#include <ami/testing/detail/action_reader.hpp>
#include <ami/testing/detail/classes.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::testing::detail {

class core;

// Who is logged in on a connection. Permissions are copied at the login.
struct account {
    std::string name;
    class_mask read = 0;
    class_mask write = 0;
    std::chrono::milliseconds write_timeout{100};
    std::vector<std::regex> include;
    std::vector<std::regex> exclude;
};

// One connection: reads actions one after another, writes their answers and, between actions, events.
class session : public std::enable_shared_from_this<session> {
public:
    AMI_DECL session(core& owner, boost::asio::ip::tcp::socket socket, std::uint64_t number);

    AMI_DECL void start();

    // Bytes to be written behind all others.
    AMI_DECL void write(std::string bytes, std::size_t fragment = 0, std::chrono::microseconds pause = {});

    // An event: written if this session may see it and wants to, when no action is in hand.
    AMI_DECL void deliver(class_mask classes, const std::string& text);

    // The answer to the action in hand, which was `reply::later()`.
    AMI_DECL void finish(const reply& answer);

    AMI_DECL void close(ending how);
    AMI_DECL void half_close();

    // The fault plan is another now.
    AMI_DECL void faults_changed();

    AMI_DECL void log_in(const user& who);
    AMI_DECL bool add_filter(std::string_view filter);

    std::uint64_t number() const noexcept { return number_; }
    bool is_closed() const noexcept { return closed_; }
    const std::optional<account>& who() const noexcept { return account_; }
    std::string local_endpoint() const { return endpoint_text(local_); }
    std::string remote_endpoint() const { return endpoint_text(remote_); }

    class_mask mask = -1;
    std::string challenge;

private:
    struct chunk {
        std::string bytes;
        std::size_t fragment;
        std::chrono::microseconds pause;
    };

    AMI_DECL static std::string endpoint_text(const boost::asio::ip::tcp::endpoint& endpoint);

    AMI_DECL void step();
    AMI_DECL void read();
    AMI_DECL void handle(action_reader::result what);
    AMI_DECL void apply(const reply& answer);
    AMI_DECL void apply_now(const reply& answer);
    AMI_DECL void pump();
    AMI_DECL void wait_for(std::chrono::microseconds pause);
    AMI_DECL void wait_for_room();
    AMI_DECL void finish_closing(ending how);

    core& core_;
    boost::asio::ip::tcp::socket socket_;
    boost::asio::steady_timer login_timer_;
    boost::asio::steady_timer reply_timer_;
    boost::asio::steady_timer write_timer_;
    boost::asio::steady_timer pause_timer_;
    boost::asio::ip::tcp::endpoint local_;
    boost::asio::ip::tcp::endpoint remote_;
    std::uint64_t number_;
    std::optional<account> account_;

    action_reader reader_;
    std::array<char, 8192> buffer_;
    std::string input_;
    std::size_t input_used_ = 0;
    bool banner_sent_ = false;
    bool reading_ = false;
    bool busy_ = false;

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
#include <ami/testing/impl/session.ipp>
#include <ami/testing/impl/session_writing.ipp>
#endif

#endif // AMI_TESTING_DETAIL_SESSION_HPP
