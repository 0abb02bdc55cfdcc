// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CLIENT_CORE_HPP
#define AMI_CLIENT_CLIENT_CORE_HPP

#include <ami/client/client_subscribers.hpp>
#include <ami/client/connection/connection_driver.hpp>
#include <ami/client/connection/session_end.hpp>
#include <ami/client/operation/completion.hpp>
#include <ami/client/operation/internal_actions.hpp>
#include <ami/client/owner_state.hpp>
#include <ami/net/network.hpp>
#include <ami/net/shared_executor.hpp>
#include <ami/net/shutdown_registry.hpp>
#include <ami/protocol/values/certainty.hpp>
#include <ami/protocol/values/user_rights.hpp>
#include <ami/session/events/router.hpp>

#include <ami/detail/shared_object.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <exception>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

// What the user's `client`, its operations and its subscriptions share. It maps the outputs of the session to the user's
// completions and handlers; all of it runs on one executor.
class client_core final
    : public output_sink
    , public shared_from_this_of<client_core> {
public:
    client_core(asio::any_io_executor executor, std::shared_ptr<network> network);
    ~client_core();

    // Tells the executor's context about this object; once, after it is owned by a shared pointer.
    AMI_COLD void attach();
    // Lets go of everything (context_bound).
    AMI_COLD AMI_DECL void context_is_going() noexcept;

    // Operations. Each completes exactly once, never inside the function that starts it.
    AMI_COLD void connect(config settings, operation_pointer operation);
    // As all functions that cancel: false if the operation has not begun here yet, or is over.
    AMI_COLD bool cancel_connect(const operation_pointer& operation);
    void execute(const action& request, const action_terms& terms, operation_pointer operation);
    bool cancel(const operation_pointer& operation, bool only_if_unsent);
    AMI_COLD void log_off(operation_pointer operation);
    AMI_COLD void wait_closed(operation_pointer operation);
    AMI_COLD bool cancel_wait_closed(const operation_pointer& operation);
    AMI_COLD void wait_ready(operation_pointer operation);
    AMI_COLD bool cancel_wait_ready(const operation_pointer& operation);

    std::shared_ptr<stream_state> make_stream(
        names events, event_predicate wants, std::size_t capacity, overflow policy)
    {
        return subscribers_.streams().make(executor_, routes(), counts().events_dropped, std::move(events),
            std::move(wants), capacity, policy);
    }

    // What follows the session and its channels: who uses calls or AGI makes it, when it is needed first.
    session_followers& followers() noexcept { return subscribers_.followers(); }

    // Which changes of channels calls or AGI need.
    channel_scope channels_followed() const noexcept { return subscribers_.followers().scope(); }

    // Somebody waits for events from now on.
    void want_events() { driver_.want_events(); }

    // What the user may do, if that was asked for on this connection.
    const user_rights* rights() const noexcept
    {
        return rights_ && rights_->connection == session().connections() ? &rights_->of_user : nullptr;
    }
    AMI_COLD AMI_DECL void set_rights(user_rights found);
    // Whether a handler can be invoked, as far as that is known.
    AMI_COLD AMI_DECL assessment assess(const subscription_entry& of) const;
    // Logs what certainly never invokes a handler: once.
    AMI_COLD AMI_DECL void tell_silent(subscription_entry& of);

    // Actions that the library starts itself.
    internal_actions& internal() noexcept { return internal_; }
    void execute_own(const action& request, const action_terms& terms, operation_pointer operation);

    // Runs a user's handler that belongs to no event; what it throws is counted and logged.
    template <class F>
    void guarded(F run, std::string_view text = "a handler of calls threw")
    {
        subscribers_.handlers().guarded(std::move(run), text);
    }

    const std::shared_ptr<state_handlers>& state_observers() const noexcept
    {
        return subscribers_.state_observers();
    }

    // Ends the session now. What waits is told from a later turn of the executor.
    AMI_COLD void close(failure cause);

    // The user's client is being destroyed, on whichever thread: from now on nothing of the user's is called
    // but the completion handlers. `release` follows on the executor.
    void abandon() noexcept { owner_.abandon(); }
    AMI_COLD void release();
    bool is_released() const noexcept { return owner_.is_released(); }
    bool is_abandoned() const noexcept override { return owner_.is_abandoned(); }
    network& world() noexcept { return *network_; }
    const std::shared_ptr<network>& shared_world() const noexcept { return network_; }

    const asio::any_io_executor& executor() const noexcept { return executor_->get(); }
    const executor_pointer& shared_executor() const noexcept { return executor_; }
    const config& settings() const noexcept { return session().settings(); }
    const server_settings& server() const noexcept { return session().server(); }
    counters& counts() noexcept { return session().counts(); }
    const std::shared_ptr<router>& routes() const noexcept { return subscribers_.routes(); }
    const banner& greeting() const noexcept { return session().greeting(); }
    bool is_ready() const noexcept { return session().is_ready(); }
    certainty is_booted() const noexcept { return session().is_booted(); }
    bool is_active() const noexcept { return session().is_active(); }
    // Whether an ActionID is one of this connection.
    bool is_own(std::string_view action_id) const noexcept { return session().actions().is_own(action_id); }
    time_point now() { return network_->now(); }

    AMI_COLD void log(log_level level, std::string_view text, std::initializer_list<log_field> fields = {});

    // A spawned coroutine of a handler ended with an exception.
    void handler_threw(const event_view& event, std::exception_ptr error)
    {
        subscribers_.handlers().handler_threw(event, std::move(error));
    }

private:
    class session& session() noexcept { return driver_.session(); }
    const class session& session() const noexcept { return driver_.session(); }

    // output_sink
    AMI_DECL void perform(output& told) override;
    AMI_DECL bool tell_rest() override;
    bool wants_events() const override { return subscribers_.wants_events(); }
    event_classes needed_events() const override { return subscribers_.needed_events(); }
    std::shared_ptr<output_sink> keep_alive() override { return shared_from_this(); }
    std::weak_ptr<output_sink> weak() override { return weak_from_this(); }

    failure submit(const action& request, const action_terms& terms, operation_pointer& operation);
    void complete(output& told);
    AMI_COLD void on_ready();
    AMI_COLD void on_ended(const output& told);
    AMI_COLD void reject(operation_pointer operation, failure error);

    AMI_COLD void tell_silent_subscriptions();

    struct known_rights {
        user_rights of_user;
        std::uint64_t connection;
    };

    executor_pointer executor_;
    std::shared_ptr<network> network_;
    connection_driver driver_;
    owner_state owner_;
    client_subscribers subscribers_{driver_, owner_};
    internal_actions internal_{*this};
    std::unique_ptr<known_rights> rights_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/client/impl/client_core.ipp>
#include <ami/client/impl/client_core_outputs.ipp>
#include <ami/client/impl/client_core_visibility.ipp>
#include <ami/client/operation/impl/internal_actions.ipp>
#endif

#endif // AMI_CLIENT_CLIENT_CORE_HPP
