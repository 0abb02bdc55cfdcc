// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_AGI_LINK_HPP
#define AMI_TESTING_DETAIL_AGI_LINK_HPP

#include <ami/protocol/errors/errc.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/agi_dialogue.hpp>
#include <ami/testing/detail/agi_host.hpp>
#include <ami/testing/detail/agi_start.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace ami::testing::detail {

// A FastAGI session of the test server over TCP: carries out what `agi_dialogue` decides.
class agi_link : public std::enable_shared_from_this<agi_link> {
public:
    // Invoked once, after the connection was closed.
    using ending = std::function<void(agi_status)>;

    // `second`: how long a second of a command lasts.
    AMI_DECL agi_link(const boost::asio::any_io_executor& executor, std::unique_ptr<agi_host> host,
        const agi_dialogue_settings& settings, std::chrono::microseconds second, agi_dialogue::observer watch,
        ending ended);

    // Connects and begins. Asterisk gives an address 2 s.
    AMI_DECL void connect(const agi_url& to, std::string environment);

    // Begins on a connection on which the environment was written, with what was received there.
    AMI_DECL void start(boost::asio::ip::tcp::socket socket, std::string_view received);

    // Closes the connection, by a reset if need be. `ended` is invoked later.
    AMI_DECL void abort(bool resets = false);
    bool was_aborted() const noexcept { return aborted_; }

    AMI_DECL void on_digit(char digit);
    AMI_DECL void on_hangup();

    const agi_dialogue& dialogue() const noexcept { return dialogue_; }

private:
    AMI_DECL void connected(error_code ec);
    AMI_DECL void read();
    AMI_DECL void settle();
    AMI_DECL void set_timer();
    AMI_DECL void write();
    AMI_DECL void finish(agi_status status);

    std::unique_ptr<agi_host> host_;
    std::chrono::microseconds second_;
    ending ended_;
    agi_dialogue dialogue_;
    boost::asio::ip::tcp::socket socket_;
    boost::asio::ip::tcp::resolver resolver_;
    boost::asio::steady_timer timer_;
    std::uint64_t timed_ = 0; // the wait that the timer is set for
    std::array<char, 4096> received_{};
    std::string to_write_;
    std::string writing_;
    bool is_open_ = false;
    bool aborted_ = false;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/agi_link.ipp>
#endif

#endif // AMI_TESTING_DETAIL_AGI_LINK_HPP
