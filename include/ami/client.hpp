// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_HPP
#define AMI_CLIENT_HPP

#include <ami/client/call.hpp>
#include <ami/client/event_handler.hpp>
#include <ami/client/event_stream.hpp>
#include <ami/client/expectation.hpp>
#include <ami/client/operation.hpp>
#include <ami/client/operations.hpp>
#include <ami/client/shared_function.hpp>
#include <ami/client/state_change.hpp>
#include <ami/client/subscription.hpp>
#include <ami/client/with_diagnostics.hpp>
#include <ami/protocol/banner.hpp>
#include <ami/protocol/names.hpp>
#include <ami/session/counters.hpp>

#include <ami/detail/closure.hpp>
#include <ami/detail/config.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/execution_context.hpp>

#include <concepts>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace ami {

namespace detail {

class network;
class client_access;

// A builder of `ami::actions`.
template <class T>
concept typed_action = requires(const T& what)
{
    {
        what.raw()
        } -> std::convertible_to<action>;
};

} // namespace detail

/// A connection to one Asterisk: actions out, answers and events in.
///
///     ami::client pbx{co_await asio::this_coro::executor};
///     co_await pbx.async_connect(ami::config{"ami://user:secret@pbx.example.com"});
///     ami::response channels = co_await pbx.async_execute(ami::action{"CoreShowChannels"});
///
/// **Errors.** With the default completion token a failed operation throws `ami::error`, whose text names
/// the cause. With any other token the handler gets an `error_code`; `with_diagnostics(token, text)` writes the text
/// beside it into an `ami::diagnostics`, `with_diagnostics(token)` makes an `ami::error` of both.
///
/// **Threads.** A client belongs to its executor, which must not run handlers at the same time (an
/// `io_context` that one thread runs, or a strand). The `async_` functions may be called from any thread;
/// everything else only on the executor, or while nothing runs it. Handlers of events run on the executor.
/// Completion handlers run on their own executor; on the client's, they run in the order of the wire, before
/// anything that the server sent later is looked at. Different clients are independent.
///
/// **Ends.** Every operation completes, and none inside the call that starts it. Destroying the client, at
/// any moment and from any handler of its own, completes what is under way with
/// `asio::error::operation_aborted`; handlers of events and the log callback are not called any more.
/// Operations keep what they need alive, but not the client.
///
/// **Cancellation.** Every operation accepts the cancellation types terminal, partial and total, and then
/// completes with `asio::error::operation_aborted`. An action that was handed to the network cannot be taken
/// back: terminal and partial end the wait and swallow its answer when it comes, total does nothing then.
class client {
public:
    using executor_type = boost::asio::any_io_executor;

    /// Makes a client without a connection.
    AMI_DECL explicit client(executor_type executor);

    template <class ExecutionContext>
    requires std::convertible_to<ExecutionContext&, boost::asio::execution_context&>
    explicit client(ExecutionContext& context) : client(executor_type(context.get_executor())) {}

    /// With more than TCP and TLS: `ami::client pbx{executor, ami::with_http}` (see `<ami/http.hpp>`). Tests give another
    /// world than the machine's network and clock here.
    AMI_DECL client(executor_type executor, std::shared_ptr<detail::network> world);

    template <class ExecutionContext>
    requires std::convertible_to<ExecutionContext&, boost::asio::execution_context&> client(
        ExecutionContext& context, std::shared_ptr<detail::network> world)
        : client(executor_type(context.get_executor()), std::move(world))
    {}

    client(client&& other) noexcept = default;
    AMI_DECL client& operator=(client&& other) noexcept;
    AMI_DECL ~client();

    AMI_DECL executor_type get_executor() const noexcept;

    /// Looks the host up, connects to its addresses one after another until one accepts, shakes hands where
    /// it is TLS, reads the banner and logs in. From then on a lost connection is made anew by
    /// `config::reconnect`, with the event mask, the filters and the subscriptions that were in force. A
    /// session that is over can be connected again; subscriptions are kept. After a restart the old session
    /// may still be there: a user with allowmultiplelogin=no then needs `from_start`.
    ///
    /// Completion: `void(error_code)`, once the login was accepted or something failed; with
    /// `reconnect_policy::from_start` only failures that trying again cannot mend are reported. What follows
    /// the login on the wire is seen by subscriptions that the completion handler makes.
    ///
    /// Errors: `errc::invalid_config`, `invalid_event_mask`, `already_connected`, `host_not_found`,
    /// `resolve_timeout`, `connect_timeout` or the system's error of the last address,
    /// `invalid_tls_settings`, `tls_failed`, `certificate_rejected`, `banner_timeout`,
    /// `closed_before_banner`, `not_ami`, `md5_unavailable`, `login_timeout`, `closed_during_login`,
    /// `authentication_failed`, `login_refused`,
    /// `login_in_use`, `closed` (by `close()`), a limit's error (`line_too_long`, ...).
    ///
    /// Cancellation: any type; the connection is given up. Thread safety: any thread.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_connect(config settings, Token&& token = Token())
    {
        return detail::start<&detail::start_connect>(core_, token, std::move(settings));
    }

    /// Sends an action and waits for its whole answer: a response, a response with an event list, or a
    /// Command's output. Many may be under way; Asterisk runs them in order.
    ///
    /// Completion: `void(error_code, response)`. An answer that is an error is a response like any other:
    /// look at `response::ok()`. A list completes with its last event (protocol/README.md 3.4).
    ///
    /// Errors: the action's own fault (`invalid_header_name`, `invalid_header_value`, `header_too_long`,
    /// `too_many_headers`, `reserved_header`), `not_connected`, `too_many_in_flight`, `write_queue_full`,
    /// `not_sent`, `outcome_unknown`, `timed_out`, `list_too_large`.
    ///
    /// Cancellation: see the class. Thread safety: any thread.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_execute(action what, Token&& token = Token())
    {
        return detail::start<&detail::start_execute>(core_, token, std::move(what));
    }

    /// As `async_execute`, but hands the items of the event list over as they arrive instead of collecting
    /// them: `on_item` is called as `void(const event_view&)` on the client's executor, always before the
    /// completion. The response that completes the operation has no items. No limit of lists applies.
    ///
    /// g++ 12 destroys the captures of a lambda twice that is written inside a `co_await` expression. Such a lambda does
    /// not compile where its captures have destructors: give it a name before, or capture references only.
    template <std::invocable<const event_view&> F, operation_token Token = default_token>
    [[nodiscard]] auto async_execute_each(action what, F&& on_item, Token&& token = Token())
    {
        check_item_handler<F, Token>();
        return detail::start<&detail::start_execute_each>(
            core_, token, std::move(what), detail::shared_function(std::forward<F>(on_item)));
    }

    /// Makes a call and waits for what becomes of it: answered, busy, no answer, congested or failed. The
    /// user needs read=call in manager.conf and an event mask with `call`: only events tell the outcome.
    ///
    /// OriginateResponse alone often says no more than that the call failed; a busy SIP phone is such a case. Then the
    /// events of the call's channel are waited for, for two seconds at most. If OriginateResponse does say why nobody
    /// answered, the Hangup, which has `originate_outcome::cause()`, is waited for, for 500 ms at most.
    ///
    /// Completion: `void(error_code, originate_outcome)`. A call that nobody answers is an outcome, not an
    /// error.
    ///
    /// Errors: those of `async_execute`; `action_refused` where Asterisk did not even try; `too_many_calls` where
    /// `limits::max_followed_calls` calls are followed; `call_exists` where a
    /// call with this channel id is followed; `outcome_not_visible` where the event mask has no class `call`, or
    /// the channel lives and no event of that class came within three seconds; `timed_out` where no outcome was
    /// reported within the ring time and `config::originate_margin`.
    ///
    /// Cancellation: see the class; a call that was started goes on. Thread safety: any thread.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_originate(actions::originate what, Token&& token = Token())
    {
        return detail::start<&detail::start_originate>(core_, token, std::move(what));
    }

    /// Makes a call and follows it.
    ///
    ///     ami::call call = co_await pbx.async_dial(ami::actions::originate{"PJSIP/alice"}.exten("sales", "100"));
    ///     auto answer = co_await call.async_answered();
    ///     ami::call_end end = co_await call.async_ended();
    ///
    /// Completion: `void(error_code, call)`, as soon as Asterisk has taken the request; nothing rings then.
    ///
    /// Errors: those of `async_execute`; `action_refused` where Asterisk did not even try; `too_many_calls` where
    /// `limits::max_followed_calls` calls are followed; `call_exists`;
    /// `outcome_not_visible` where the event mask has no class `call`.
    ///
    /// Cancellation: see the class; a call that was started goes on. Thread safety: any thread.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_dial(actions::originate what, Token&& token = Token())
    {
        return detail::start<&detail::start_dial>(core_, token, std::move(what));
    }

    /// The calls that there are, each followed from now on: one for all channels with one linked id, which stands for the
    /// channel that began it. They need read=call as any call that is followed does.
    ///
    /// Completion: `void(error_code, std::vector<call>)`. Errors: those of `async_execute`, `action_refused`.
    ///
    /// Cancellation: see the class. Thread safety: any thread.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_calls(Token&& token = Token())
    {
        return detail::start<&detail::start_calls>(core_, token);
    }

    /// Calls `handler`, as `void(ami::call)` or as a coroutine `asio::awaitable<void>(ami::call)`, for every call that
    /// comes in from now on: a channel that rings Asterisk and that nobody in Asterisk dialled. It may do anything, as a
    /// handler of events may; the call is followed whether the handler keeps it or not. Thread safety: on the executor.
    template <class F>
    requires std::invocable<F&, call> call_subscription on_call(F&& handler)
    {
        using result = std::invoke_result_t<F&, call>;
        static_assert(std::is_void_v<result> || std::same_as<result, boost::asio::awaitable<void>>,
            "a handler of calls returns nothing, or boost::asio::awaitable<void>");
        if constexpr (std::is_void_v<result>) {
            return subscribe_to_calls(
                [shared = std::make_shared<std::decay_t<F>>(std::forward<F>(handler))](
                    std::shared_ptr<detail::call_handle> arrived) { (*shared)(call(std::move(arrived))); });
        } else {
            return subscribe_to_calls([shared = std::make_shared<std::decay_t<F>>(std::forward<F>(handler)),
                                          executor = get_executor(), failed = spawn_failure()](
                                          std::shared_ptr<detail::call_handle> arrived) {
                // The coroutine may refer to it.
                const auto argument = std::make_shared<call>(std::move(arrived));
                boost::asio::co_spawn(executor, (*shared)(std::move(*argument)),
                    [shared, argument, failed](std::exception_ptr error) {
                        constexpr std::string_view heading = "Event: Newchannel";
                        if (error)
                            failed(event_view({heading, heading.size(), {}, packet_kind::event}), error);
                    });
            });
        }
    }

    /// Sends one channel, or the two of a bridge, elsewhere in the dialplan.
    ///
    /// Completion: `void(error_code, response)`. Errors: those of `async_execute`, `action_refused` with
    /// Asterisk's words, `partly_done` where the first channel has moved and the second has not.
    ///
    /// Cancellation: see the class. Thread safety: any thread.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_redirect(actions::redirect what, Token&& token = Token())
    {
        return detail::start<&detail::start_verb>(core_, token, std::move(what).raw());
    }

    /// Hangs one channel up, or all that a regular expression matches.
    ///
    /// Completion: `void(error_code, response)`; for a regular expression `response::events()` has a
    /// `ChannelHungup` for each channel. Errors: those of `async_execute`, `action_refused` with Asterisk's
    /// words, for example `No such channel`.
    ///
    /// Cancellation: see the class. Thread safety: any thread.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_hangup(actions::hangup what, Token&& token = Token())
    {
        return detail::start<&detail::start_verb>(core_, token, std::move(what).raw());
    }

    /// Sends a typed action, one of `ami::actions`, and takes a refusal for a failure:
    ///
    ///     co_await pbx.async_perform(ami::actions::park{channel}.timeout(30s));
    ///
    /// Completion: `void(error_code, response)`. What the answer promises differs: see the action. Errors: those
    /// of `async_execute`, `action_refused` with Asterisk's words, `partly_done`.
    ///
    /// Cancellation: see the class. Thread safety: any thread.
    template <detail::typed_action What, operation_token Token = default_token>
    [[nodiscard]] auto async_perform(What what, Token&& token = Token())
    {
        return detail::start<&detail::start_verb>(core_, token, std::move(what).raw());
    }

    /// Asks the server for a sign of life.
    ///
    /// Completion: `void(error_code, std::chrono::steady_clock::duration)`, the time from the call to the
    /// answer. Errors: those of `async_execute`, `action_refused`.
    ///
    /// Cancellation: see the class. Thread safety: any thread.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_ping(Token&& token = Token())
    {
        return detail::start<&detail::start_ping>(core_, token);
    }

    /// Runs a command of Asterisk's CLI.
    ///
    /// Completion: `void(error_code, command_output)` with every line that it printed. A command that failed
    /// but printed something is no error: look at `command_output::ok()`. Errors: those of `async_execute`,
    /// `action_refused` where Asterisk did not run it (`Permission denied`, `Command blacklisted`).
    ///
    /// Cancellation: see the class. Thread safety: any thread.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_command(std::string command, Token&& token = Token())
    {
        return detail::start<&detail::start_command>(core_, token, std::move(command));
    }

    /// Chooses which classes of events the server sends from now on.
    ///
    /// Completion: `void(error_code)`. Errors: `invalid_event_mask`, those of `async_execute`,
    /// `action_refused`. A server with `brokeneventsaction=yes` does what is asked and does not answer for
    /// some masks: `timed_out`, over HTTP `outcome_unknown` at once. One that was cancelled may be in force until the
    /// connection is lost.
    ///
    /// Over TCP no event of another class comes after the completion. Over HTTP events come on a connection of their own:
    /// those that the server gave out under the old mask may still come after the completion.
    ///
    /// Cancellation: see the class. Thread safety: any thread.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_set_event_mask(event_mask mask, Token&& token = Token())
    {
        return detail::start<&detail::start_set_event_mask>(core_, token, std::move(mask));
    }

    /// Adds a filter for the events of this session, which the server carries out. The client gives it to later
    /// connections too, before they are ready. A filter cannot be taken back but by a new `async_connect`.
    ///
    /// Completion: `void(error_code)`. Errors: `invalid_filter`, those of `async_execute`, `action_refused` (no
    /// write=system; the new syntax on an older Asterisk).
    ///
    /// Cancellation: see the class. Thread safety: any thread.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_add_filter(event_filter filter, Token&& token = Token())
    {
        return detail::start<&detail::start_add_filter>(core_, token, std::move(filter));
    }

    /// Says good-bye and ends the session with `errc::logged_off`. Actions that were started before are
    /// answered first; none can be started after.
    ///
    /// Completion: `void(error_code)`, when the server has answered or closed the connection, at the latest
    /// after `config::logoff_timeout`. Errors: `not_connected`.
    ///
    /// Cancellation: see the class. Thread safety: any thread.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_logoff(Token&& token = Token())
    {
        return detail::start<&detail::start_log_off>(core_, token);
    }

    /// Waits for the end of the session. A connection that is lost and made anew does not end it.
    ///
    /// Completion: `void(error_code, session_end)`, when the session that is there or being made is over; at
    /// once where there is none. Why it ended is in the value; it is no error of this operation.
    ///
    /// Errors: none. Cancellation: any type, the session goes on. Thread safety: any thread.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_closed(Token&& token = Token())
    {
        return detail::start<&detail::start_wait_closed>(core_, token);
    }

    /// Ends the session at once, without a good-bye, with `errc::closed`. Actions under way complete with
    /// `not_sent` or `outcome_unknown`, later and not inside this call. Does nothing where there is no
    /// session. Thread safety: on the executor.
    AMI_DECL void close();

    /// Calls `handler` for every event with this name, or one of several (`ami::names`), from now on; letter case does
    /// not matter. A handler takes `const ami::event_view&` and returns nothing, or takes an `ami::event` and returns
    /// `asio::awaitable<void>`, which is spawned on the client's executor for each event. A coroutine that takes a view
    /// does not compile: the view is valid during the call only.
    ///
    /// Handlers run in the order in which they were added. They may do anything: start actions, add and
    /// cancel subscriptions, destroy the client. What they throw is caught, counted and logged. While a
    /// handler runs nothing is read: one that waits belongs into a coroutine. Subscriptions outlive the
    /// connection. Thread safety: on the executor.
    template <detail::event_handler_or_mistake F>
    subscription on(names events, F&& handler)
    {
        return subscribe(std::move(events), {},
            detail::make_handler(std::forward<F>(handler), get_executor(), spawn_failure()));
    }

    /// Calls `handler` for every event.
    template <detail::event_handler_or_mistake F>
    subscription on_any(F&& handler)
    {
        return on("", std::forward<F>(handler));
    }

    /// Calls `handler` for every event for which `wants`, called as `bool(const event_view&)`, says so.
    template <std::predicate<const event_view&> P, detail::event_handler_or_mistake F>
    subscription on_if(P&& wants, F&& handler)
    {
        return on_if("", std::forward<P>(wants), std::forward<F>(handler));
    }

    /// The same for the events with these names.
    template <std::predicate<const event_view&> P, detail::event_handler_or_mistake F>
    subscription on_if(names events, P&& wants, F&& handler)
    {
        return subscribe(std::move(events), detail::shared_function(std::forward<P>(wants)),
            detail::make_handler(std::forward<F>(handler), get_executor(), spawn_failure()));
    }

    /// A bounded queue of the events with this name, or one of several, or of all where it is empty, for a consumer that
    /// takes its time. `capacity` is a number of events; zero holds none, and every event counts as lost. Thread safety:
    /// on the executor.
    event_stream events(names events, std::size_t capacity = 1000, overflow policy = overflow::drop_oldest)
    {
        return event_stream(make_stream(std::move(events), {}, capacity, policy));
    }

    /// The same for the events for which `wants`, called as `bool(const event_view&)`, says so.
    template <std::predicate<const event_view&> P>
    detail::stream_with<P> events_if(
        names events, P&& wants, std::size_t capacity = 1000, overflow policy = overflow::drop_oldest)
    {
        return detail::stream_with<P>(make_stream(
            std::move(events), detail::shared_function(std::forward<P>(wants)), capacity, policy));
    }

    template <std::predicate<const event_view&> P>
    detail::stream_with<P> events_if(
        P&& wants, std::size_t capacity = 1000, overflow policy = overflow::drop_oldest)
    {
        return detail::stream_with<P>(
            make_stream("", detail::shared_function(std::forward<P>(wants)), capacity, policy));
    }

    /// Looks out for the first event with this name, or one of several, or of any name where it is empty, for which
    /// `wants`, called as `bool(const event_view&)`, says so: from now on, so that it may come before anybody waits for it.
    /// Thread safety: on the executor.
    ///
    /// With g++ 12 the expectation needs a name of its own, too, where `wants` is a lambda with captures that have
    /// destructors (see `async_execute_each`): `co_await pbx.expect(...).async_wait(...)` does not compile.
    template <std::predicate<const event_view&> P>
    detail::expectation_with<P> expect(names events, P&& wants)
    {
        return detail::expectation_with<P>(
            make_expectation(std::move(events), detail::shared_function(std::forward<P>(wants))));
    }

    expectation expect(names events) { return expectation(make_expectation(std::move(events), {})); }

    /// Calls `handler`, as `void(const ami::state_change&)`, whenever the session's state changes: connecting, logging
    /// in, ready, lost and why, waiting until when, closed and why. It may do anything, as a handler of events may.
    /// Thread safety: on the executor.
    AMI_DECL state_subscription on_state(std::function<void(const state_change&)> handler);

    template <detail::returns_coroutine<const state_change&> F>
    state_subscription on_state(F&&)
    {
        static_assert(!detail::returns_coroutine<F, const state_change&>,
            "a handler of on_state returns nothing: use boost::asio::co_spawn inside it");
        return {};
    }

    /// Whether the client is logged in. Thread safety: on the executor.
    AMI_DECL bool is_connected() const noexcept;

    /// The greeting of the server that the client is, or was last, connected to: AMI's version; empty over
    /// HTTP. Thread safety: on the executor.
    AMI_DECL const banner& server_banner() const noexcept;

    /// Thread safety: on the executor.
    AMI_DECL const counters& get_counters() const noexcept;

private:
    friend class detail::client_access;

    template <class F, class Token>
    static constexpr void check_item_handler()
    {
        static_assert(view_handler<F>, "on_item returns nothing: a coroutine would not be run");
        using result = decltype(detail::start<&detail::start_execute_each>(
            std::declval<const detail::core_pointer&>(), std::declval<std::remove_reference_t<Token>&>(),
            std::declval<action>(), std::declval<detail::item_handler>()));
        static_assert(!(detail::dies_twice<F> && detail::is_awaited<result>),
            "g++ 12 would destroy the captures of this function object twice: give it a name before the co_await "
            "expression (auto on_item = [...](...) {...};) and pass on_item, or std::ref(on_item)");
    }

    AMI_DECL subscription subscribe(
        names events, detail::event_predicate wants, detail::event_function handle);
    AMI_DECL detail::stream_pointer make_stream(
        names events, detail::event_predicate wants, std::size_t capacity, overflow policy);
    AMI_DECL detail::spawn_failure_handler spawn_failure() const;
    AMI_DECL detail::expectation_pointer make_expectation(names events, detail::event_predicate wants);
    AMI_DECL call_subscription subscribe_to_calls(
        std::function<void(std::shared_ptr<detail::call_handle>)> handler);

    detail::core_pointer core_;
};

namespace detail {

// What the library's own extensions need of a client.
class client_access {
public:
    static const core_pointer& core(const client& pbx) noexcept { return pbx.core_; }
};

} // namespace detail
} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/client/impl/client.ipp>
#endif

#endif // AMI_CLIENT_HPP
