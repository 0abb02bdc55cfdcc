// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_CLIENT_CORE_HPP
#define AMI_CLIENT_CLIENT_CORE_HPP

#include <ami/client/connection/connection_driver.hpp>
#include <ami/client/connection/session_end.hpp>
#include <ami/client/connection/session_follower.hpp>
#include <ami/client/connection/state_change.hpp>
#include <ami/client/events/expectation_state.hpp>
#include <ami/client/events/handler_list.hpp>
#include <ami/client/events/stream_state.hpp>
#include <ami/client/operation/completion.hpp>
#include <ami/net/network.hpp>
#include <ami/net/shared_executor.hpp>
#include <ami/net/shutdown_registry.hpp>
#include <ami/session/events/router.hpp>

#include <boost/asio/any_io_executor.hpp>

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

// What the user's `client`, its operations and its subscriptions share. It maps the outputs of the session to the user's
// completions and handlers; all of it runs on one executor.
class client_core final
    : public output_sink
    , public dispatch_observer
    , public context_bound
    , public std::enable_shared_from_this<client_core> {
public:
    client_core(asio::any_io_executor executor, std::shared_ptr<network> network);
    ~client_core();

    // Tells the executor's context about this object; once, after it is owned by a shared pointer.
    void attach();

    // Operations. Each completes exactly once, never inside the function that starts it.
    void connect(config settings, operation_pointer operation);
    // As all functions that cancel: false if the operation has not begun here yet, or is over.
    bool cancel_connect(const operation_pointer& operation);
    void execute(const action& request, const action_terms& terms, operation_pointer operation);
    bool cancel(const operation_pointer& operation, bool only_if_unsent);
    void log_off(operation_pointer operation);
    void wait_closed(operation_pointer operation);
    bool cancel_wait_closed(const operation_pointer& operation);

    std::shared_ptr<stream_state> make_stream(
        names events, event_predicate wants, std::size_t capacity, overflow policy);

    std::shared_ptr<expectation_state> make_expectation(names events, event_predicate wants);

    // Made when it is asked for first.
    call_registry& calls();

    // What leads channels in AGI: it belongs to a layer above, which makes it when it is asked for first.
    const std::shared_ptr<session_follower>& agi() const noexcept { return agi_; }
    void set_agi(std::shared_ptr<session_follower> made) { agi_ = std::move(made); }

    // Which changes of channels calls or AGI need.
    channel_scope channels_followed() const noexcept;

    // Somebody waits for events from now on.
    void want_events() { driver_.want_events(); }

    using answer_handler = std::function<void(failure, response)>;

    // Runs an action of the library's own; `done` gets its answer, or is forgotten with the connection.
    void ask(const action& request, answer_handler done);
    // A list of all channels (`Status`). Who asks in the same turn gets the same list: after a reconnect everybody does.
    using channels_handler = std::function<void(const failure&, const response&)>;
    void ask_channels(channels_handler done);

    // The server gets it also where the session ends before the answer.
    void ask_even_at_the_end(const action& request, answer_handler done);

    void execute_own(const action& request, const action_terms& terms, operation_pointer operation);

    void count_calls_not_followed(std::uint64_t count, bool logs_it);

    // Runs a user's handler that belongs to no event; what it throws is counted and logged.
    template <class F>
    void guarded(F run, std::string_view text = "a handler of calls threw")
    {
        try {
            run();
        } catch (...) {
            count_exception(text, std::current_exception());
        }
    }

    const std::shared_ptr<state_handlers>& state_observers() const noexcept { return state_observers_; }

    // Ends the session now. What waits is told from a later turn of the executor.
    void close(failure cause);

    // The user's client is being destroyed, on whichever thread: from now on nothing of the user's is called
    // but the completion handlers. `release` follows on the executor.
    void abandon() noexcept { abandoned_ = true; }
    void release();
    bool is_released() const noexcept { return released_; }
    bool is_abandoned() const noexcept override { return abandoned_; }
    network& world() noexcept { return *network_; }

    const asio::any_io_executor& executor() const noexcept { return executor_->get(); }
    const executor_pointer& shared_executor() const noexcept { return executor_; }
    const config& settings() const noexcept { return session().settings(); }
    const server_settings& server() const noexcept { return session().server(); }
    const counters& counts() const noexcept { return counters_; }
    const std::shared_ptr<router>& routes() const noexcept { return router_; }
    const banner& greeting() const noexcept { return session().greeting(); }
    bool is_ready() const noexcept { return session().is_ready(); }
    // Whether an ActionID is one of this connection.
    bool is_own(std::string_view action_id) const noexcept { return session().actions().is_own(action_id); }
    time_point now() { return network_->now(); }

    void log(log_level level, std::string_view text, std::initializer_list<log_field> fields = {});

    // A spawned coroutine of a handler ended with an exception.
    AMI_DECL void handler_threw(const event_view& event, std::exception_ptr error) override;

private:
    class session& session() noexcept { return driver_.session(); }
    const class session& session() const noexcept { return driver_.session(); }

    // output_sink
    AMI_DECL void perform(output& told) override;
    AMI_DECL bool wants_events() const override;
    std::shared_ptr<output_sink> keep_alive() override { return shared_from_this(); }
    std::weak_ptr<output_sink> weak() override { return weak_from_this(); }

    // dispatch_observer
    AMI_DECL void handler_returned(const event_view& event) override;
    bool is_over() const override { return abandoned_ || session().connections() != connection_in_hand_; }

    // context_bound
    AMI_DECL void context_is_going() noexcept override;

    failure submit(const action& request, const action_terms& terms, operation_pointer& operation);
    void complete(output& told);
    void dispatch(const event_view& event);
    void on_channel_change(const channel_change& change);
    void on_ready();
    void on_lost();
    void on_events_missed();
    void on_ended(const output& told);
    void notify_state(const state_change& change);
    void tell_streams();
    void write_log(const owned_log_record& record);
    void reject(operation_pointer operation, failure error);
    void count_exception(std::string_view text, std::exception_ptr error);

    executor_pointer executor_;
    std::shared_ptr<network> network_;
    counters counters_;
    connection_driver driver_;
    std::shared_ptr<router> router_ = std::make_shared<router>();
    std::vector<std::weak_ptr<stream_state>> streams_;
    std::unique_ptr<call_registry> calls_; // where calls are followed
    std::size_t next_sweep_ = 16;          // of streams_
    std::shared_ptr<session_follower> agi_;
    std::shared_ptr<std::vector<channels_handler>> channels_asked_; // in this turn
    std::shared_ptr<state_handlers> state_observers_ = std::make_shared<state_handlers>();
    std::uint64_t connection_in_hand_ = 0; // whose event is being handed out
    std::atomic<bool> released_ = false;
    std::atomic<bool> abandoned_ = false;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/client/impl/client_core.ipp>
#include <ami/client/impl/client_core_events.ipp>
#include <ami/client/impl/client_core_outputs.ipp>
#endif

#endif // AMI_CLIENT_CLIENT_CORE_HPP
