// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_FASTAGI_CHANNEL_HPP
#define AMI_AGI_FAST_FASTAGI_CHANNEL_HPP

#include <ami/agi/channel.hpp>
#include <ami/agi/fast/admission.hpp>
#include <ami/agi/fast/fastagi_link.hpp>
#include <ami/agi/fast/request.hpp>
#include <ami/agi/fast/server_core.hpp>
#include <ami/agi/hangup_waiters.hpp>
#include <ami/net/shared_executor.hpp>

#include <ami/detail/chrono.hpp>
#include <ami/detail/macros.hpp>
#include <ami/detail/shared_object.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace ami::detail {

// Options of a connection of Asterisk.
AMI_DECL void tune_fastagi_socket(asio::ip::tcp::socket::native_handle_type handle) noexcept;

// A connection of Asterisk to a FastAGI server: carries out what its link decides. Everything runs on its executor.
class fastagi_channel final
    : public agi_channel
    , public shared_from_this_of<fastagi_channel> {
public:
    using clock = std::chrono::steady_clock;

    fastagi_channel(executor_pointer executor, asio::ip::tcp::socket socket, std::string peer,
        const std::shared_ptr<fastagi_core>& core);

    // --- agi_channel

    const asio::any_io_executor& executor() const override { return executor_->get(); }
    const agi_environment& environment() const override { return request_->environment; }
    bool is_open() const override { return link_.is_open(); }
    bool is_hung_up() const override { return link_.is_hung_up(); }
    AMI_DECL void run(std::string command, std::shared_ptr<agi_operation> operation) override;
    AMI_DECL void wait_hangup(std::shared_ptr<agi_operation> operation) override;
    AMI_DECL bool cancel(const std::shared_ptr<agi_operation>& operation) override;

    // --- the server

    // Before anything else. One that is refused only says `failure`.
    void set_number(admission::number value, bool is_refused) noexcept
    {
        number_ = value;
        is_refused_ = is_refused;
    }
    admission::number number() const noexcept { return number_; }
    // On its executor.
    AMI_DECL void start_later(failure refusal);
    // The same: ends it at once, unless its environment is here, or a part of it and that is enough.
    AMI_DECL void make_place_later(bool spares_what_has_begun);
    // Says `failure` and ends.
    AMI_DECL void end(failure cause);
    // The same, without a wait for the other side's end.
    AMI_DECL void cut(const failure& cause);
    // Instead of all this, on any thread: the same as far as it can be done at once.
    AMI_DECL void turn_away();

    AMI_DECL void context_is_going() noexcept;

private:
    void start();
    void read();
    void on_read(error_code ec, std::size_t size);
    void receive();
    void acknowledge();
    void make_place(bool spares_what_has_begun);
    void advance();
    void perform(fastagi_link::output& next);
    void begin();
    void on_handler_end(std::exception_ptr error);
    bool has_failed(const std::exception_ptr& error) const;
    void log_failure(const std::exception_ptr& error) const;
    void tell_hangup_waiters();
    void write();
    void close();
    void arm();
    void on_time();
    void count_answer();
    void report_if_over();
    void log_end(const fastagi_core& core, log_level level, std::string_view text) const;
    fastagi_outcome outcome() const;

    executor_pointer executor_;
    std::optional<asio::ip::tcp::socket> socket_;
    std::optional<asio::steady_timer> timer_;
    std::weak_ptr<fastagi_core> core_;
    clock::time_point started_ = clock::now();
    fastagi_link link_;
    std::shared_ptr<fastagi_request_data> request_;
    std::unordered_map<std::uint64_t, std::shared_ptr<agi_operation>> operations_; // by the command's number
    hangup_waiters hangup_waiters_;
    admission::number number_ = 0;
    std::uint64_t starting_ = 0; // the command that `run` starts
    std::string unwritten_;
    std::array<char, 768>
        received_; // an environment or an answer; most sessions wait for a caller, for minutes
    clock::time_point armed_for_ = clock::time_point::max();
    clock::time_point sent_at_;
    bool is_advancing_ = false;
    bool is_writing_ = false;
    bool has_written_ = false;
    bool finishes_writing_ = false;
    bool is_closed_ = false;
    bool is_refused_ = false;
    bool closes_at_once_ = false;
    bool is_unrouted_ = false;
    bool has_handler_ = false;
    bool handler_runs_ = false;
    bool handler_failed_ = false;
    bool is_reported_ = false;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/agi/fast/impl/fastagi_channel.ipp>
#include <ami/agi/fast/impl/fastagi_channel_handler.ipp>
#include <ami/agi/fast/impl/fastagi_channel_io.ipp>
#include <ami/agi/fast/impl/server_accept.ipp>
#include <ami/agi/fast/impl/server_core.ipp>
#include <ami/agi/fast/impl/server_shortage.ipp>
#include <ami/agi/fast/impl/server_stop.ipp>
#endif

#endif // AMI_AGI_FAST_FASTAGI_CHANNEL_HPP
