// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_CLIENT_CORE_HPP
#define AMI_CLIENT_CLIENT_CORE_HPP

#include <ami/client/completion.hpp>
#include <ami/client/expectation_state.hpp>
#include <ami/client/session_end.hpp>
#include <ami/client/session_follower.hpp>
#include <ami/client/state_change.hpp>
#include <ami/client/state_observers.hpp>
#include <ami/client/stream_state.hpp>
#include <ami/net/network.hpp>
#include <ami/net/shutdown_registry.hpp>
#include <ami/protocol/parser.hpp>
#include <ami/session/correlator.hpp>
#include <ami/session/held_actions.hpp>
#include <ami/session/lifecycle.hpp>
#include <ami/session/liveness.hpp>
#include <ami/session/login_sequence.hpp>
#include <ami/session/router.hpp>
#include <ami/session/server_settings.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

class call_registry;

// What the user's `client` refers to. It carries the decisions of lifecycle, correlator and router out on
// the network; all of it runs on one executor.
class client_core final
    : public stream_observer
    , public dispatch_observer
    , public context_bound
    , public std::enable_shared_from_this<client_core> {
public:
    // Somebody who waits for the connection to be made, or to be over.
    class waiter {
    public:
        waiter() = default;
        waiter(const waiter&) = delete;
        waiter& operator=(const waiter&) = delete;
        virtual ~waiter() = default;
        virtual void complete(failure why, session_end end) = 0;
        bool waiting = false;
    };

    client_core(asio::any_io_executor executor, std::shared_ptr<network> world);
    ~client_core();

    // Tells the executor's context about this object; once, after it is owned by a shared pointer.
    void attach();

    void connect(config settings, std::shared_ptr<waiter> who);
    // As all functions that cancel: what was waited for completes in a later turn. False if nothing was cancelled
    // because it has not begun here yet, or is over.
    bool cancel_connect(const std::shared_ptr<waiter>& who);

    // Starts an action; `who` is completed exactly once, never from inside this function. False where the
    // action was refused here.
    bool execute(const action& what, const action_terms& terms, std::shared_ptr<pending_action> who);
    bool cancel(const std::shared_ptr<pending_action>& who, bool only_if_unsent);

    void log_off(std::shared_ptr<pending_action> who);
    bool cancel_log_off(const std::shared_ptr<pending_action>& who, bool only_if_unsent);
    void logged_off();
    // A mask or a filter that the server accepted: the next connection gets them too.
    void remember(const event_mask& mask) { server_.set_mask(mask); }
    void remember_filter(const action& filter) { server_.add_filter(filter); }
    const server_settings& server() const noexcept { return server_; }

    std::shared_ptr<stream_state> make_stream(
        names events, event_predicate wants, std::size_t capacity, overflow policy);

    std::shared_ptr<expectation_state> make_expectation(names events, event_predicate wants);

    // Made when it is asked for first.
    call_registry& calls();

    // What leads channels in AGI: it belongs to a layer above, which makes it when it is asked for first.
    const std::shared_ptr<session_follower>& agi() const noexcept { return agi_; }
    void set_agi(std::shared_ptr<session_follower> made) { agi_ = std::move(made); }

    // Somebody waits for events from now on.
    void want_events();

    // Runs an action of the library's own; `done` gets its answer, or is forgotten with the connection.
    void ask(const action& what, std::function<void(failure, response)> done);
    // The server gets it also where the session ends before the answer.
    void ask_even_at_the_end(const action& what, std::function<void(failure, response)> done);

    void count_calls_not_followed(std::uint64_t count, bool logs_it);

    // Runs a user's handler that belongs to no event; what it throws is counted and logged.
    template <class F>
    void guarded(F run)
    {
        try {
            run();
        } catch (const std::exception& error) {
            ++counters_.handler_exceptions;
            log(log_level::error, "a handler of calls threw", {{"error", error.what()}});
        } catch (...) {
            ++counters_.handler_exceptions;
            log(log_level::error, "a handler of calls threw");
        }
    }

    const std::shared_ptr<state_observers>& observers() const noexcept { return observers_; }

    void wait_closed(std::shared_ptr<waiter> who);
    bool cancel_wait_closed(const std::shared_ptr<waiter>& who);

    // Ends the session now. Who waits is told from a later turn of the executor.
    void close(failure why);

    // The user's client is being destroyed, on whichever thread: from now on nothing of the user's is called
    // but the completion handlers. `release` follows on the executor.
    void abandon() noexcept { abandoned_ = true; }
    void release();
    bool is_released() const noexcept { return released_; }
    bool is_abandoned() const noexcept { return abandoned_; }
    network& world() noexcept { return *network_; }

    const asio::any_io_executor& executor() const noexcept { return executor_; }
    const config& settings() const noexcept { return config_; }
    const counters& counts() const noexcept { return counters_; }
    const std::shared_ptr<router>& routes() const noexcept { return router_; }
    const banner& greeting() const noexcept { return lifecycle_.greeting(); }
    bool is_ready() const noexcept { return lifecycle_.current() == lifecycle::state::ready; }
    time_point now() { return network_->now(); }

    void log(log_level level, std::string_view text, std::initializer_list<log_field> fields = {});

    // A spawned coroutine of a handler ended with an exception.
    AMI_DECL void handler_threw(const event_view& what, std::exception_ptr error) override;

private:
    // stream_observer
    AMI_DECL void on_connected(error_code ec) override;
    AMI_DECL void on_handshake(failure why) override;
    AMI_DECL void on_read(error_code ec, std::size_t size) override;
    AMI_DECL void on_writable(error_code ec) override;
    AMI_DECL void on_action_failed(std::string_view action_id, failure why) override;
    AMI_DECL void on_failed(failure why) override;
    AMI_DECL void on_answer_ended(std::string_view action_id) override;
    AMI_DECL void on_events_missed() override;
    AMI_DECL bool wants_events() const override;
    bool awaits(std::string_view action_id) const override { return correlator_.awaits(action_id); }

    // dispatch_observer
    AMI_DECL void handler_returned(const event_view& what) override;
    bool is_over() const override { return generation_ != reading_generation_ || abandoned_; }

    // context_bound
    AMI_DECL void context_is_going() noexcept override;

    void apply(lifecycle::step what);
    void look_up();
    void connect_to_address();
    void log_in();
    void continue_login();
    void on_login(login_sequence::verdict verdict);
    void announce_ready();
    void lose_connection();
    void end_session();
    failure run_internally(const action& what, duration timeout, std::function<void(failure, response)> done);
    void send_held_actions();
    void fail_held_actions(std::vector<held_action> held, const failure& why);
    void ask_for_life();
    void check_cancelled();
    void abort_later(std::shared_ptr<waiter> who);
    void tell(state_change change);
    void tell_streams();
    void take_down() noexcept;

    void start_read();
    bool read_packets();
    void on_packet(const packet_view& found);
    void hand_out(const event_view& what);
    bool time_has_passed();
    void flush();
    void flush_now();
    void write_what_waits();
    void ask_what_was_sent();
    void rearm();
    void on_timer();

    std::string address_text() const;
    void log_action(const action& what, std::uint64_t id);
    void hand_to_log(const log_record& record);
    bool logs(log_level level) const noexcept
    {
        return log_ && !logging_ && !abandoned_ && level <= config_.log_level;
    }
    bool reject(std::shared_ptr<pending_action> who, failure why);

    asio::any_io_executor executor_;
    std::shared_ptr<network> network_;
    config config_;
    std::shared_ptr<log_function> log_; // out of config_
    counters counters_;
    lifecycle lifecycle_;
    correlator correlator_;
    std::shared_ptr<router> router_;
    parser parser_;

    std::unique_ptr<timer> timer_;
    std::unique_ptr<lookup> lookup_;
    std::shared_ptr<stream> stream_;
    endpoint_list endpoints_;

    liveness liveness_;
    held_actions held_;
    server_settings server_;
    login_sequence login_;
    std::vector<std::weak_ptr<stream_state>> streams_;
    std::size_t next_sweep_ = 16;
    std::unique_ptr<call_registry> calls_; // where calls are followed
    std::shared_ptr<session_follower> agi_;
    std::shared_ptr<state_observers> observers_ = std::make_shared<state_observers>();

    std::shared_ptr<waiter> connecting_;
    std::vector<std::shared_ptr<waiter>> closing_; // some were cancelled
    std::size_t closing_cancelled_ = 0;

    std::optional<time_point> armed_;
    std::uint64_t generation_ = 0;         // changes when a session ends
    std::uint64_t reading_generation_ = 0; // of the session whose packets are being read
    time_point handler_began_{};           // or the batch of packets; good to a few milliseconds
    time_point recent_tick_{};
    unsigned farewells_ = 0; // actions under way that the server must get even so
    bool writing_ = false;
    bool corked_ = false;  // packets are being read: writes wait for the end of the batch
    bool logging_ = false; // the log callback runs
    bool by_post_ = false; // completions must not run inside the call in hand
    std::atomic<bool> released_ = false;
    bool was_ready_ = false; // of this session
    std::atomic<bool> abandoned_ = false;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/client/impl/client_core.ipp>
#include <ami/client/impl/client_core_session.ipp>
#include <ami/client/impl/client_core_traffic.ipp>
#endif

#endif // AMI_CLIENT_CLIENT_CORE_HPP
