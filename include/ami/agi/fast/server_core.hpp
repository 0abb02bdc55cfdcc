// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_SERVER_CORE_HPP
#define AMI_AGI_FAST_SERVER_CORE_HPP

#include <ami/agi/fast/admission.hpp>
#include <ami/agi/fast/counters.hpp>
#include <ami/agi/fast/options.hpp>
#include <ami/agi/fast/peer_list.hpp>
#include <ami/agi/fast/request.hpp>
#include <ami/agi/session.hpp>
#include <ami/client/operation/completion.hpp>
#include <ami/net/shared_executor.hpp>

#include <ami/detail/chrono.hpp>
#include <ami/detail/macros.hpp>
#include <ami/detail/shared_object.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ami::detail {

class fastagi_channel;

// Spawns the user's coroutine on the executor, and invokes the last argument when the coroutine has ended.
using erased_fastagi_handler = std::function<void(const asio::any_io_executor& executor, agi_session,
    fastagi_request, std::function<void(std::exception_ptr)>)>;

enum class fastagi_outcome {
    refused,
    silent,
    refused_environment,
    refused_script,
    completed,
    hung_up,
    handler_failed,
    broken,
    stopped
};

// The listening socket of a FastAGI server, its routes, its sessions and its counts.
class fastagi_core final : public shared_from_this_of<fastagi_core> {
public:
    using duration = std::chrono::steady_clock::duration;

    // Waits for the end of all sessions. `complete` is invoked exactly once.
    class stop_operation {
    public:
        explicit stop_operation(completion<> handler) : completion_(std::move(handler)) {}
        void complete(failure error) { completion_.finish(std::move(error)); }

    private:
        completion<> completion_;
    };
    using stop_pointer = std::shared_ptr<stop_operation>;

    AMI_DECL static std::shared_ptr<fastagi_core> make(
        asio::any_io_executor executor, fastagi_options options);

    fastagi_core(const asio::any_io_executor& executor, fastagi_options options, peer_list peers);

    // Everything may be invoked from any thread.

    // --- the server's object

    AMI_DECL void route(std::string name, erased_fastagi_handler handler);
    AMI_DECL void default_route(erased_fastagi_handler handler);
    // Throws if the address cannot be listened on.
    AMI_DECL void listen();
    AMI_DECL asio::ip::tcp::endpoint local_endpoint() const;
    AMI_DECL fastagi_counters counters() const;
    AMI_DECL void stop(duration grace, stop_pointer operation);
    // Completes the operation in a later turn; false if it is not pending.
    AMI_DECL bool cancel(const stop_pointer& operation);
    // Ends all sessions at once.
    AMI_DECL void close();
    const asio::any_io_executor& executor() const noexcept { return executor_->get(); }

    // --- its sessions

    const fastagi_options& options() const noexcept { return options_; }
    // Empty if the script has no route.
    AMI_DECL erased_fastagi_handler handler_of(std::string_view name) const;
    // The environment is complete.
    AMI_DECL admission::place admit(const fastagi_channel& session);
    // It need not make place.
    AMI_DECL void spare(const fastagi_channel& session);
    template <class Change>
    void count(Change change)
    {
        const std::lock_guard lock(mutex_);
        change(counters_);
    }
    AMI_DECL void log(log_level level, std::string_view text, std::initializer_list<log_field> fields) const;
    AMI_DECL void on_session_over(const std::shared_ptr<fastagi_channel>& session, fastagi_outcome outcome,
        std::optional<duration> time);

    AMI_DECL void context_is_going() noexcept;

private:
    enum class stage { serving, stopping, ending, cutting };

    asio::any_io_executor session_executor() const;
    void wait_for_connection();
#if defined(_WIN32)
    void on_accepted(asio::ip::tcp::socket socket, const asio::ip::tcp::endpoint& peer);
#endif
    void accept_connections();
    std::optional<asio::ip::tcp::socket> accept(asio::ip::tcp::endpoint& peer, error_code& ec);
    std::optional<asio::ip::tcp::socket> accept_locked(asio::ip::tcp::endpoint& peer, error_code& ec);
    void take(asio::ip::tcp::socket socket, const asio::ip::tcp::endpoint& peer);
    std::shared_ptr<fastagi_channel> find(admission::number which) const;
    void make_places();
    void pause_accepting(const error_code& error);
    void keep_spare_file_locked();
    bool turn_next_away(std::uint64_t fastagi_counters::*cause);
    void turn_waiting_away();
    void stop_listening();
    bool accept_last();
    void arm_stop_timer_locked(duration time);
    void on_stop_time(std::uint64_t number);
    void complete_stops(const failure& error);
    // For each session, on its executor.
    void for_each_session(void (*function)(fastagi_channel&));

    executor_pointer executor_;
    const fastagi_options options_;
    const peer_list peers_;

    mutable std::mutex mutex_; // of all that follows
    std::map<std::string, erased_fastagi_handler, std::less<>> routes_;
    erased_fastagi_handler default_route_;
    fastagi_counters counters_;
    admission admission_;
    std::unordered_map<admission::number, std::shared_ptr<fastagi_channel>> sessions_;
    asio::ip::tcp::endpoint local_endpoint_;
    std::optional<asio::ip::tcp::acceptor> acceptor_;
    std::optional<asio::ip::tcp::socket> spare_file_; // kept for when there are no more files
    std::optional<asio::steady_timer> accept_timer_;
    std::optional<asio::steady_timer> stop_timer_;
    std::uint64_t stop_timer_number_ = 0; // a wait of an earlier one may be over, and its handler on its way
    std::vector<stop_pointer> stops_;
    stage stage_ = stage::serving;
    duration accept_pause_{};
    bool is_listening_ = false;
    bool is_closed_ = false;
};

using fastagi_core_pointer = std::shared_ptr<fastagi_core>;

AMI_DECL void start_fastagi_stop(
    const fastagi_core_pointer& core, handler_for<> handler, diagnostics* diag, fastagi_core::duration grace);

inline const asio::any_io_executor& executor_of(const fastagi_core_pointer& core) noexcept
{
    return core->executor();
}

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/agi/fast/fastagi_channel.hpp> // they name each other
#endif

#endif // AMI_AGI_FAST_SERVER_CORE_HPP
