// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CONNECTION_CONNECTION_DRIVER_HPP
#define AMI_CLIENT_CONNECTION_CONNECTION_DRIVER_HPP

#include <ami/client/connection/deadline_timer.hpp>
#include <ami/client/connection/host_lookup.hpp>
#include <ami/client/connection/output_sink.hpp>
#include <ami/client/connection/transport_link.hpp>
#include <ami/client/connection/turn_clock.hpp>
#include <ami/net/network.hpp>
#include <ami/net/shared_executor.hpp>
#include <ami/session/session.hpp>

#include <ami/detail/macros.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

namespace asio = boost::asio;

// Carries out on the network what a session wants, and hands its other outputs to the sink. A turn is one run of that: it
// follows everything that the network did, and is never nested.
class connection_driver final : public transport_observer {
public:
    AMI_DECL connection_driver(executor_pointer executor, network& network, output_sink& sink);

    class session& session() noexcept { return session_; }
    const class session& session() const noexcept { return session_; }

    // The time for what is asked of the session now.
    AMI_DECL time_point now();
    // After code of the user ran inside a turn; false where no time has passed that matters.
    bool time_has_passed() { return clock_.advance(session_.settings().slow_handler); }
    time_point turn_time() const noexcept { return clock_.now(); }

    // After something was asked of the session: writes at once. What it has to tell follows in a later turn.
    AMI_DECL void after_request();
    // Writes what waits, as far as the network takes it.
    AMI_DECL void flush_now();
    bool is_running() const noexcept { return running_; }

    // A record of the client's own. Not while it is being destroyed.
    AMI_COLD AMI_DECL void log(
        log_level level, std::string_view text, std::vector<std::pair<std::string, std::string>> fields);

    // Somebody takes events from now on, whatever the sink says now.
    AMI_COLD AMI_DECL void want_events();
    // The sink's subscriptions are others. What follows for the mask is sent in a later turn, or before the next action.
    AMI_COLD AMI_DECL void subscriptions_changed();
    // Ends all input and output at once.
    AMI_COLD AMI_DECL void shut_down() noexcept;

private:
    AMI_COLD AMI_DECL void on_connected(error_code ec) override;
    AMI_COLD AMI_DECL void on_handshake(failure error) override;
    AMI_DECL void on_read(error_code ec, std::size_t size) override;
    AMI_DECL void on_writable(error_code ec) override;
    AMI_COLD AMI_DECL void on_not_answered(std::uint64_t id, failure error) override;
    AMI_DECL void on_answer_ended(std::uint64_t id) override;
    AMI_COLD AMI_DECL void on_events_missed() override;
    AMI_COLD AMI_DECL void on_failed(failure error) override;

    void run();
    AMI_COLD void post_turn();
    void perform(output& told);
    AMI_COLD void start_resolve();
    AMI_COLD void connect_to(std::size_t address);
    AMI_COLD void disconnect(bool gently) noexcept;
    void read();
    void flush();
    void tell_transport();
    bool check_event_demand();
    void arm();
    void on_timer();

    executor_pointer executor_;
    network& network_;
    output_sink& sink_;
    class session session_;
    turn_clock clock_;
    deadline_timer timer_;
    host_lookup lookup_;
    transport_link link_;
    bool running_ = false;
    bool turn_is_posted_ = false;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/client/connection/impl/connection_driver.ipp>
#include <ami/client/connection/impl/connection_driver_io.ipp>
#endif

#endif // AMI_CLIENT_CONNECTION_CONNECTION_DRIVER_HPP
