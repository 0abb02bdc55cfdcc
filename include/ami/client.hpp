// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_HPP
#define AMI_CLIENT_HPP

#include <ami/client/calls/call.hpp>
#include <ami/client/connection/state_change.hpp>
#include <ami/client/events/event_handler.hpp>
#include <ami/client/events/event_stream.hpp>
#include <ami/client/events/expectation.hpp>
#include <ami/client/events/shared_function.hpp>
#include <ami/client/events/subscription.hpp>
#include <ami/client/events/typed_expectation.hpp>
#include <ami/client/events/typed_handler.hpp>
#include <ami/client/events/typed_stream.hpp>
#include <ami/client/operation/converted_value.hpp>
#include <ami/client/operation/operation.hpp>
#include <ami/client/operation/operations.hpp>
#include <ami/client/operation/with_diagnostics.hpp>
#include <ami/protocol/values/certainty.hpp>
#include <ami/protocol/values/names.hpp>
#include <ami/protocol/wire/banner.hpp>
#include <ami/session/connection/counters.hpp>

#include <ami/detail/closure.hpp>
#include <ami/detail/macros.hpp>
#include <ami/detail/shared_object.hpp>

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
concept typed_action = requires(const T& request)
{
    {
        request.to_action()
        } -> std::convertible_to<action>;
};

// The same, or an action itself.
template <class T>
concept some_action = std::same_as<T, action> || typed_action<T>;

// What an action of ami::actions says of its answer: headers with types, or a list.
template <class T>
struct answer_of {
    using type = response;
};
template <class T>
requires requires
{
    typename T::answer_type;
}
struct answer_of<T> {
    using type = typename T::answer_type;
};

template <class T>
inline constexpr bool answers_with_list = requires
{
    typename T::list_type;
};

template <class T>
struct list_of {
    using type = response;
};
template <class T>
requires answers_with_list<T>
struct list_of<T> {
    using type = typename T::list_type;
};

template <some_action T>
action action_of(T&& request)
{
    if constexpr (std::same_as<T, action>)
        return std::move(request);
    else
        return std::move(request).to_action();
}

} // namespace detail

/// A manager connection to one Asterisk: it sends actions and receives answers and events.
///
///     ami::client pbx{co_await asio::this_coro::executor};
///     co_await pbx.async_connect(ami::config{"ami://user:secret@pbx.example.com"});
///     ami::response channels = co_await pbx.async_execute(ami::action{"CoreShowChannels"});
///
/// **Errors.** With the default completion token a failed operation throws `ami::error`, whose text names the cause.
/// With any other token the handler gets an `error_code`. `with_diagnostics(token, text)` writes the text into an
/// `ami::diagnostics`; `with_diagnostics(token)` makes an `ami::error` of code and text.
///
/// **Threads.** A client belongs to its executor, which must not run two handlers at the same time: an `io_context`
/// that one thread runs, or a strand. The `async_` functions may be called from any thread. Everything else may be
/// called only on the executor, or while nothing runs the executor. Handlers of events are invoked on the executor.
/// Completion handlers are invoked on their own executor. If that is the client's, completions and events keep the
/// order of the wire. Different clients are independent. There is no function to run: the client works while its
/// executor runs.
///
/// **Ends.** Every operation completes, and none inside the function that starts it. Destroying the client, at any
/// moment and from any handler of its own, completes pending operations with `asio::error::operation_aborted`. After
/// that no handler of events and no log callback is invoked. Operations keep what they need alive, but not the client.
///
/// **Cancellation.** Every operation accepts the cancellation types terminal, partial and total, and then completes
/// with `asio::error::operation_aborted`. An action that was handed to the network cannot be withdrawn: terminal and
/// partial end the wait and drop the answer when it comes, total does nothing then.
class client {
public:
    /// The type of the executor.
    using executor_type = boost::asio::any_io_executor;

    /// Makes a client without a connection.
    AMI_DECL explicit client(executor_type executor);

    /// Makes a client without a connection, on the executor of a context, for example an `io_context`.
    template <class ExecutionContext>
    requires std::convertible_to<ExecutionContext&, boost::asio::execution_context&>
    explicit client(ExecutionContext& context) : client(executor_type(context.get_executor())) {}

    /// With HTTP: `ami::client pbx{executor, ami::with_http}` (see `<ami/http.hpp>`). For the library's own tests,
    /// `network` replaces sockets, name look-up and clock.
    AMI_DECL client(executor_type executor, std::shared_ptr<detail::network> network);

    /// With HTTP, on the executor of a context: `ami::client pbx{context, ami::with_http}`.
    template <class ExecutionContext>
    requires std::convertible_to<ExecutionContext&, boost::asio::execution_context&> client(
        ExecutionContext& context, std::shared_ptr<detail::network> network)
        : client(executor_type(context.get_executor()), std::move(network))
    {}

    client(client&& other) noexcept = default;
    /// Destroys the client that this object had, and takes the other one's place. Pending operations of the
    /// other one go on.
    AMI_DECL client& operator=(client&& other) noexcept;
    AMI_DECL ~client();

    /// The client's executor.
    AMI_DECL executor_type get_executor() const noexcept;

    /// Connects to the server and logs in.
    ///
    /// The client looks the host up, tries its addresses one after another, makes the TLS handshake if the URL says so,
    /// reads the banner and logs in. After that it reconnects by `config::reconnect` whenever the connection is lost,
    /// and restores the event mask, the filters and the subscriptions. If a session has ended, it can be connected
    /// again; subscriptions are kept.
    ///
    /// \par Completion signature
    /// `void(error_code)`
    /// \par Completes when
    /// The client is ready, or the first attempt failed before the login was accepted. Ready means by `config::ready_when`: the
    /// login was accepted, and Asterisk has booted. That is known by the event FullyBooted, for which the login asks for class
    /// `system` too; the program's mask follows. If FullyBooted does not come before the answer to a Ping, the session finds out
    /// whether the user sees class `system` (`ListCommands`, and `Command` where the user may send it; once in a session): if so,
    /// it waits.
    ///
    /// With `reconnect_policy::retry_initial_connect` only a permanent failure or the last of `max_attempts` ends it. Events that
    /// the completion handler subscribes to are asked for before any action that it starts. If `config::events` is a mask, all
    /// events that follow what made the client ready are seen.
    /// \par Errors
    /// - `errc::invalid_config`, `invalid_event_mask`: a setting is missing, out of range or contradicts another one.
    /// - `errc::unsupported_scheme`: the URL is for HTTP, and the client was made without `with_http`.
    /// - `errc::invalid_tls_settings`: a file of `config::tls` cannot be used, or a name or key is malformed.
    /// - `errc::already_connected`: the session has not ended.
    /// - `errc::host_not_found`, `resolve_timeout`: the host has no address, or the look-up took too long.
    /// - `errc::connect_timeout`, or the system's error: no address accepted the connection; the error is that of the
    ///   last one.
    /// - `errc::tls_failed`, `certificate_rejected`: the handshake failed or took too long; the text says what is
    ///   wrong.
    /// - `errc::banner_timeout`, `closed_before_banner`, `not_ami`: what answers is no AMI server, or too many sessions
    ///   wait for their login.
    /// - `errc::md5_unavailable`: the platform forbids MD5, which the login by challenge needs.
    /// - `errc::login_timeout`, `closed_during_login`: the server did not answer the login, or disconnected.
    /// - `errc::authentication_failed`: the user, the secret or an ACL; Asterisk does not say which.
    /// - `errc::login_in_use`: `allowmultiplelogin=no`, and the user has a session. After a restart it can be the old
    ///   one.
    /// - `errc::login_refused`: another reason; the text has the server's words.
    /// - `errc::http_refused`, `http_failed`, `body_too_large`: over HTTP, the web server did not serve the path; the
    ///   text says why.
    /// - `errc::line_too_long`, `packet_has_too_many_headers`, `packet_too_large`: the server broke a limit of
    ///   `config::limits`.
    /// - `errc::connection_lost`: while Asterisk was booting, if there is no reconnect.
    /// - `errc::closed`: `close()` was invoked meanwhile.
    /// - `asio::error::operation_aborted`: the operation was cancelled, or the client was destroyed.
    /// \par Cancellation
    /// Any type: the session ends.
    /// \par Server rights
    /// A user in manager.conf. To wait for the boot: read = system, and write = command unless FullyBooted came once. To restore
    /// filters after a reconnect: write = system.
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// `config::resolve_timeout` (5 s), `connect_timeout` (5 s for each address), `handshake_timeout` (10 s),
    /// `banner_timeout` (5 s), `login_timeout` (10 s), and `boot_timeout` (60 s) if Asterisk is booting.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_connect(config settings, Token&& token = Token())
    {
        return detail::start<&detail::start_connect>(core_, token, std::move(settings));
    }

    /// Sends an AMI action and waits for its whole answer: a response, a response with a list, or the output of
    /// Command.
    ///
    /// Lists need no function of their own: their items are in `response::events()`. Many actions can be pending;
    /// Asterisk carries them out in order.
    ///
    /// \par Completion signature
    /// `void(error_code, response)`
    /// \par Completes when
    /// Asterisk has answered; a list has ended (protocol/README.md 3.4). An answer `Error` is no error of the
    /// operation: look at `response::ok()`.
    /// \par Errors
    /// - `errc::invalid_header_name`, `invalid_header_value`, `header_too_long`, `too_many_headers`, `reserved_header`:
    ///   Asterisk would misread the action. Nothing was sent.
    /// - `errc::not_connected`: no session is ready, and `reconnect_policy::hold_actions` is off. Nothing was sent.
    /// - `errc::too_many_in_flight`: `limits::max_in_flight` actions are pending. Nothing was sent.
    /// - `errc::write_queue_full`: the action exceeds `limits::max_write_queue`. Nothing was sent.
    /// - `errc::not_sent`: the connection or the time ended before the action was handed to the network. It is safe to
    ///   start it again.
    /// - `errc::outcome_unknown`: the connection ended between the action and its answer, or the HTTP answer does not
    ///   have it. Asterisk may have carried it out.
    /// - `errc::timed_out`: no answer came in time. Asterisk may have carried it out.
    /// - `errc::action_refused`: over HTTP, for WaitEvent: the client sends that action itself.
    /// - `errc::list_too_large`: the list exceeds `limits::max_list_items` or `max_list_bytes`.
    /// - `errc::http_failed`, `body_too_large`: over HTTP, the web server could not carry out the request, or the
    ///   answer exceeds `limits::max_body`.
    /// - `asio::error::operation_aborted`: the operation was cancelled, or the client was destroyed.
    /// \par Cancellation
    /// terminal, partial: the wait ends; an action that was sent is still carried out. total: only an action that was
    /// not sent is withdrawn, otherwise total does nothing.
    /// \par Server rights
    /// Those of the action. Without them Asterisk answers `Error` with `Permission denied`.
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// At most `action::timeout`, or `config::action_timeout` (10 s), after all earlier actions were answered; each
    /// item of a list starts it anew. At most `config::action_total_timeout` (5 min) in all.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_execute(action request, Token&& token = Token())
    {
        return detail::start<&detail::start_execute>(core_, token, std::move(request));
    }

    /// Sends an AMI action and invokes `on_item` with each item of its list as it arrives.
    ///
    /// `on_item` is invoked as `void(const event_view&)` on the client's executor, always before the completion. What
    /// it throws is counted and logged.
    ///
    /// g++ 12 destroys the captures of a lambda twice if the lambda is written inside a `co_await` expression. Such a
    /// lambda does not compile if its captures have destructors: give it a name before, or capture references only.
    ///
    /// \par Completion signature
    /// `void(error_code, response)`; the response has no items.
    /// \par Completes when
    /// The list has ended, or Asterisk has answered without a list.
    /// \par Errors
    /// Those of `async_execute`, without `errc::list_too_large`: no limit of lists applies.
    /// \par Cancellation
    /// terminal, partial: the wait ends; an action that was sent is still carried out. total: only an action that was
    /// not sent is withdrawn, otherwise total does nothing. No item follows.
    /// \par Server rights
    /// Those of the action.
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// At most `config::action_timeout` (10 s) after all earlier actions were answered, and
    /// `config::action_total_timeout` (5 min) in all. Each item starts `action_timeout` anew.
    template <std::invocable<const event_view&> F, operation_token Token = default_token>
    [[nodiscard]] auto async_execute_each(action request, F&& on_item, Token&& token = Token())
    {
        check_item_handler<F, Token>();
        return detail::start<&detail::start_execute_each>(
            core_, token, std::move(request), detail::shared_function(std::forward<F>(on_item)));
    }

    /// Places a call and waits for its outcome: answered, busy, no answer, congested or failed (AMI action
    /// `Originate`).
    ///
    /// Asterisk's event OriginateResponse often says only that the call failed, for example if a SIP phone is busy.
    /// Then the operation waits up to 2 s for the events of the channel. If OriginateResponse gives the reason, it
    /// waits up to 500 ms for the Hangup event, which has `originate_outcome::cause()`.
    ///
    /// \par Completion signature
    /// `void(error_code, originate_outcome)`
    /// \par Completes when
    /// The outcome is known. A call that is not answered is an outcome, and no error.
    /// \par Errors
    /// - `errc::action_refused`: Asterisk did not try; the text has its words.
    /// - `errc::outcome_not_visible`: the event mask has no class `call`, or a filter of this session certainly keeps
    ///   back OriginateResponse or Hangup: nothing was sent. Or the channel exists and no event of class `call` came
    ///   within 3 s.
    /// - `errc::too_many_calls`: `limits::max_followed_calls` calls are followed. Nothing was sent.
    /// - `errc::call_exists`: a call with this channel id is followed already. Nothing was sent.
    /// - `errc::outcome_unknown`: the connection was lost, and on the next one the channel does not exist.
    /// - `errc::timed_out`: Asterisk did not report the outcome in time.
    /// - and those of `async_execute`.
    /// \par Cancellation
    /// terminal, partial: the wait ends; a call that was sent goes on. total: only a call that was not sent is
    /// withdrawn, otherwise total does nothing.
    /// \par Server rights
    /// write = originate; read = call. Some applications need write = system too. The client cannot see the
    /// `eventfilter` of manager.conf: it must let OriginateResponse and Hangup pass, and should let pass Newchannel,
    /// Newstate, DialBegin, DialState, DialEnd, Rename, HangupRequest, SoftHangupRequest, LocalBridge,
    /// LocalOptimizationBegin, BridgeEnter and BridgeLeave. Otherwise calls end with `errc::timed_out` or a wrong outcome.
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// The answer: `config::action_timeout` (10 s). The outcome: `originate::ring_time` (30 s) and
    /// `config::originate_margin` (10 s) after the answer.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_originate(actions::originate request, Token&& token = Token())
    {
        return detail::start<&detail::start_originate>(core_, token, std::move(request));
    }

    /// Places a call and completes with an object that follows it (AMI action `Originate`).
    ///
    ///     ami::call call = co_await pbx.async_start_call(ami::actions::originate{"PJSIP/alice"}.dialplan("sales", "100"));
    ///     auto answer = co_await call.async_wait_outcome();
    ///     ami::call_end end = co_await call.async_wait_end();
    ///
    /// \par Completion signature
    /// `void(error_code, call)`
    /// \par Completes when
    /// Asterisk has accepted the action. Nothing rings then; `call::async_wait_outcome` waits for the outcome.
    /// \par Errors
    /// - `errc::action_refused`: Asterisk did not try; the text has its words.
    /// - `errc::outcome_not_visible`: the event mask has no class `call`, or a filter of this session certainly keeps
    ///   back OriginateResponse or Hangup. Nothing was sent.
    /// - `errc::too_many_calls`: `limits::max_followed_calls` calls are followed. Nothing was sent.
    /// - `errc::call_exists`: a call with this channel id is followed already. Nothing was sent.
    /// - and those of `async_execute`.
    /// \par Cancellation
    /// terminal, partial: the wait ends; a call that was sent goes on. total: only a call that was not sent is
    /// withdrawn, otherwise total does nothing.
    /// \par Server rights
    /// write = originate; read = call. Some applications need write = system too. An `eventfilter` of manager.conf must
    /// let pass the events that `async_originate` names.
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// At most `config::action_timeout` (10 s) after all earlier actions were answered, and
    /// `config::action_total_timeout` (5 min) in all.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_start_call(actions::originate request, Token&& token = Token())
    {
        return detail::start<&detail::start_dial>(core_, token, std::move(request));
    }

    /// Lists the current calls and follows each of them from now on (AMI action `Status`).
    ///
    /// Channels with the same Linkedid are one call. The channel that began the call stands for it. Asterisk up to 11 tells
    /// no Linkedid: there two channels that are connected are one call.
    ///
    /// \par Completion signature
    /// `void(error_code, std::vector<call>)`
    /// \par Completes when
    /// Asterisk has sent the whole list.
    /// \par Errors
    /// - `errc::action_refused`: the user has none of the rights; the text has Asterisk's words.
    /// - and those of `async_execute`.
    /// \par Cancellation
    /// terminal, partial: the wait ends; an action that was sent is still carried out. total: only an action that was
    /// not sent is withdrawn, otherwise total does nothing.
    /// \par Server rights
    /// write = call, system or reporting; read = call to follow the calls.
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// At most `config::action_timeout` (10 s) after all earlier actions were answered, and
    /// `config::action_total_timeout` (5 min) in all.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_list_calls(Token&& token = Token())
    {
        return detail::start<&detail::start_calls>(core_, token);
    }

    /// Invokes `handler` for each call that comes in from now on: a channel that calls Asterisk and that nobody in
    /// Asterisk dialled. The events of Asterisk before 13.5 do not tell who dialled whom: there it is each new channel in
    /// state Ring except second halves of Local channels.
    ///
    /// The handler is `void(ami::call)`, or a coroutine `asio::awaitable<void>(ami::call)`. It may do anything, as a
    /// handler of events may. The call is followed, whether the handler keeps the object or not.
    /// \par Server rights
    /// read = call
    /// \par Thread safety
    /// On the executor.
    template <class F>
    requires std::invocable<F&, call> call_subscription on_incoming_call(F&& handler)
    {
        using result = std::invoke_result_t<F&, call>;
        static_assert(std::is_void_v<result> || std::same_as<result, boost::asio::awaitable<void>>,
            "a handler of calls returns nothing, or boost::asio::awaitable<void>");
        if constexpr (std::is_void_v<result>) {
            return subscribe_to_calls(
                [shared = detail::make_shared_object<std::decay_t<F>>(std::forward<F>(handler))](
                    std::shared_ptr<detail::call_handle> arrived) { (*shared)(call(std::move(arrived))); });
        } else {
            return subscribe_to_calls(
                [shared = detail::make_shared_object<std::decay_t<F>>(std::forward<F>(handler)),
                    executor = get_executor(),
                    failed = spawn_failure()](std::shared_ptr<detail::call_handle> arrived) {
                    // The coroutine may refer to it.
                    const auto argument = detail::make_shared_object<call>(std::move(arrived));
                    boost::asio::co_spawn(executor, (*shared)(std::move(*argument)),
                        [shared, argument, failed](std::exception_ptr error) {
                            constexpr std::string_view heading = "Event: Newchannel";
                            if (error)
                                failed(event_view({heading, heading.size(), {}, packet_kind::event}), error);
                        });
                });
        }
    }

    /// Sends one channel, or the two channels of a bridge, to another extension of the dialplan (AMI action
    /// `Redirect`).
    ///
    /// \par Completion signature
    /// `void(error_code, response)`
    /// \par Completes when
    /// Asterisk has answered: the channels go on at their new extension.
    /// \par Errors
    /// - `errc::action_refused`: no such channel or extension, or no right; the text has Asterisk's words.
    /// - `errc::partly_executed`: the first channel has moved, the second has not.
    /// - and those of `async_execute`.
    /// \par Cancellation
    /// terminal, partial: the wait ends; an action that was sent is still carried out. total: only an action that was
    /// not sent is withdrawn, otherwise total does nothing.
    /// \par Server rights
    /// write = call
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// At most `config::action_timeout` (10 s), or the `timeout` of the action, after all earlier actions were answered,
    /// and `config::action_total_timeout` (5 min) in all.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_redirect(actions::redirect request, Token&& token = Token())
    {
        return detail::start<&detail::start_verb>(core_, token, std::move(request).to_action());
    }

    /// Hangs up one channel, or all channels whose name matches a regular expression (AMI action `Hangup`).
    ///
    /// \par Completion signature
    /// `void(error_code, response)`; for a regular expression `response::events()` has a `ChannelHungup` for each
    /// channel.
    /// \par Completes when
    /// Asterisk has answered. The channel ends later: wait for its `Hangup` event or `call::async_wait_end`.
    /// \par Errors
    /// - `errc::action_refused`: no such channel, or no right; the text has Asterisk's words.
    /// - and those of `async_execute`.
    /// \par Cancellation
    /// terminal, partial: the wait ends; an action that was sent is still carried out. total: only an action that was
    /// not sent is withdrawn, otherwise total does nothing.
    /// \par Server rights
    /// write = call or system
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// At most `config::action_timeout` (10 s), or the `timeout` of the action, after all earlier actions were answered,
    /// and `config::action_total_timeout` (5 min) in all.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_hangup(actions::hangup request, Token&& token = Token())
    {
        return detail::start<&detail::start_verb>(core_, token, std::move(request).to_action());
    }

    /// Sends an action, one of `ami::actions` or any `ami::action`, and fails if Asterisk refuses it.
    ///
    ///     co_await pbx.async_perform(ami::actions::park{channel}.parking_time(30s));
    ///     co_await pbx.async_perform(ami::action{"QueueReload"}.timeout(60s));
    ///
    /// \par Completion signature
    /// `void(error_code, response)`; for an action with an `answer_type` it is that class, which is a response with typed
    /// headers: `ami::answer<ami::actions::core_status>`.
    /// \par Completes when
    /// Asterisk has answered. A positive answer does not always mean that the action is done: see the class of the
    /// action.
    /// \par Errors
    /// - `errc::action_refused`: Asterisk answered `Error`; the text has its words.
    /// - `errc::partly_executed`: of two channels only the first was handled.
    /// - and those of `async_execute`.
    /// \par Cancellation
    /// terminal, partial: the wait ends; an action that was sent is still carried out. total: only an action that was
    /// not sent is withdrawn, otherwise total does nothing.
    /// \par Server rights
    /// Those of the action: see its class.
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// At most `config::action_timeout` (10 s), or the `timeout` of the action, after all earlier actions were answered,
    /// and `config::action_total_timeout` (5 min) in all.
    template <detail::some_action Action, operation_token Token = default_token>
    [[nodiscard]] auto async_perform(Action request, Token&& token = Token())
    {
        static_assert(!detail::answers_with_list<Action>,
            "Asterisk answers this action with a list: use client::async_list");
        return detail::start_as<typename detail::answer_of<Action>::type, &detail::start_verb>(
            core_, token, detail::action_of(std::move(request)));
    }

    /// Sends an action that Asterisk answers with a list, and waits for the whole list. Nothing to list is no error, whatever
    /// Asterisk answers then (`ami::is_empty_list`).
    ///
    ///     auto queues = co_await pbx.async_list(ami::actions::queue_status{}.queue("support"));
    ///     for (auto member : queues.items<ami::events::queue_member>())
    ///         fmt::print("{}\n", member.name());
    ///
    /// \par Completion signature
    /// `void(error_code, Action::list_type)`, a class that owns the answer; `void(error_code, response)` for an
    /// `ami::action`.
    /// \par Completes when
    /// The list has ended, or Asterisk has answered without one.
    /// \par Errors
    /// - `errc::action_refused`: Asterisk answered `Error`; the text has its words.
    /// - and those of `async_execute`.
    /// \par Cancellation
    /// terminal, partial: the wait ends; an action that was sent is still carried out. total: only an action that was
    /// not sent is withdrawn, otherwise total does nothing.
    /// \par Server rights
    /// Those of the action: see its class.
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// At most `config::action_timeout` (10 s), or the `timeout` of the action, after all earlier actions were answered,
    /// and `config::action_total_timeout` (5 min) in all. Each item starts the first of these anew.
    template <detail::some_action Action, operation_token Token = default_token>
    [[nodiscard]] auto async_list(Action request, Token&& token = Token())
    {
        static_assert(detail::answers_with_list<Action> || std::same_as<Action, action>,
            "Asterisk does not answer this action with a list: use client::async_perform");
        return detail::start_as<typename detail::list_of<Action>::type, &detail::start_list>(
            core_, token, detail::action_of(std::move(request)));
    }

    /// Asks the server for an answer and measures the time (AMI action `Ping`).
    ///
    /// \par Completion signature
    /// `void(error_code, std::chrono::steady_clock::duration)`: the time from the start of the operation to the answer.
    /// \par Completes when
    /// Asterisk has answered, after all earlier actions.
    /// \par Errors
    /// - `errc::action_refused`: Asterisk answered `Error`, for example because it shuts down.
    /// - and those of `async_execute`.
    /// \par Cancellation
    /// terminal, partial: the wait ends; an action that was sent is still carried out. total: only an action that was
    /// not sent is withdrawn, otherwise total does nothing.
    /// \par Server rights
    /// None.
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// At most `config::action_timeout` (10 s) after all earlier actions were answered, and
    /// `config::action_total_timeout` (5 min) in all.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_ping(Token&& token = Token())
    {
        return detail::start<&detail::start_ping>(core_, token);
    }

    /// Runs a command of Asterisk's CLI (AMI action `Command`).
    ///
    ///     co_await pbx.async_command("core show channels");
    ///     co_await pbx.async_command(ami::actions::command{"core show channels"}.timeout(60s));
    ///
    /// \par Completion signature
    /// `void(error_code, command_output)`: all lines that the command printed.
    /// \par Completes when
    /// Asterisk has sent the whole output. A command that failed and printed something is no error: look at
    /// `command_output::ok()`.
    /// \par Errors
    /// - `errc::action_refused`: Asterisk did not run it, for example `Permission denied` or `Command blacklisted`.
    /// - and those of `async_execute`.
    /// \par Cancellation
    /// terminal, partial: the wait ends; an action that was sent is still carried out. total: only an action that was
    /// not sent is withdrawn, otherwise total does nothing.
    /// \par Server rights
    /// write = command
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// At most `config::action_timeout` (10 s), or the `timeout` of the action, after all earlier actions were answered,
    /// and `config::action_total_timeout` (5 min) in all.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_command(actions::command command, Token&& token = Token())
    {
        return detail::start<&detail::start_command>(core_, token, std::move(command).to_action());
    }

    /// Chooses which classes of events the server sends from now on (AMI action `Events`).
    ///
    /// The client sets the mask again after each reconnect. The mask does not follow the subscriptions any more. When
    /// `event_mask::automatic()` is sent, it follows them again.
    ///
    /// \par Completion signature
    /// `void(error_code)`
    /// \par Completes when
    /// Asterisk has answered. With `brokeneventsaction=yes` in manager.conf Asterisk sets some masks without an answer: then
    /// it has answered the Ping that the client sends after the action, or the HTTP answer has ended. Over TCP no event of
    /// another class follows. Over HTTP, events that the server gave out under the old mask can still follow.
    /// \par Errors
    /// - `errc::invalid_event_mask`: a class does not exist, or Asterisk would misread the text. Nothing was sent.
    /// - `errc::action_refused`: Asterisk answered `Error`; the text has its words.
    /// - and those of `async_execute`.
    /// \par Cancellation
    /// terminal, partial: the wait ends; an action that was sent is still carried out. total: only an action that was
    /// not sent is withdrawn, otherwise total does nothing. A mask that was sent can be in force until the connection
    /// is lost.
    /// \par Server rights
    /// None. An event also needs its class in `read`.
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// At most `config::action_timeout` (10 s) after all earlier actions were answered, and
    /// `config::action_total_timeout` (5 min) in all.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_set_event_mask(event_mask mask, Token&& token = Token())
    {
        return detail::start<&detail::start_set_event_mask>(core_, token, std::move(mask));
    }

    /// Waits until the server sends the events of all subscriptions, expectations and streams that were made before. See
    /// `subscription::async_in_force`, which also says if certain events cannot come.
    ///
    /// \par Completion signature
    /// `void(error_code)`
    /// \par Completes when
    /// The server has answered a Ping that was sent after the event mask. While there is no connection, after the next login.
    /// \par Errors
    /// - `errc::not_connected`: the session has ended, or was never begun.
    /// - `errc::action_refused`: Asterisk refuses the event mask, as it does while it is about to stop. The client asks again.
    /// - `errc::outcome_unknown`: the connection was lost meanwhile. On the next one the events are asked for at the login.
    /// - `errc::not_sent`, `timed_out`: there was no connection or no answer in time.
    /// - `errc::too_many_in_flight`, `write_queue_full`: a limit of `config::limits` is reached.
    /// - `asio::error::operation_aborted`: the operation was cancelled, or the client was destroyed.
    /// \par Cancellation
    /// Any type: the wait ends.
    /// \par Server rights
    /// None. An event also needs its class in `read`.
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// At most `config::action_timeout` (10 s) after all earlier actions were answered, and
    /// `config::action_total_timeout` (5 min) in all.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_in_force(Token&& token = Token())
    {
        return detail::start<&detail::start_in_force>(core_, token);
    }

    /// Asks what the user may do: which actions it may send, and which classes of events it gets (AMI actions
    /// `ListCommands`, and `Command` where the user may send it).
    ///
    /// The answer is kept for the connection: a second call on it sends nothing. With it `subscription::can_fire` knows the rights.
    ///
    /// \par Completion signature
    /// `void(error_code, user_rights)`
    /// \par Completes when
    /// Asterisk has answered. Without write = command the classes of `read` are not known.
    /// \par Errors
    /// - those of `async_execute`, and `errc::action_refused`: Asterisk refuses ListCommands.
    /// \par Cancellation
    /// terminal, partial: the wait ends. total: only an action that was not sent is withdrawn, otherwise total does nothing.
    /// \par Server rights
    /// None; write = command for the classes of `read`.
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// Twice that of `async_execute`.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_rights(Token&& token = Token())
    {
        return detail::start<&detail::start_rights>(core_, token);
    }

    /// Adds a filter for the events of this session, which the server applies (AMI action `Filter`).
    ///
    /// The client adds the filter to each later connection too, before that is ready. A filter cannot be removed. Only
    /// a new `async_connect` starts without filters.
    /// FullyBooted comes before the filters and is told nevertheless. With HTTP digest there is no FullyBooted.
    ///
    /// \par Completion signature
    /// `void(error_code)`
    /// \par Completes when
    /// Asterisk has answered: events that it queues from then on are filtered.
    /// \par Errors
    /// - `errc::invalid_filter`: Asterisk would misread the filter. Nothing was sent.
    /// - `errc::action_refused`: no write=system, or an older Asterisk does not know the criteria; the text has its
    ///   words.
    /// - and those of `async_execute`.
    /// \par Cancellation
    /// terminal, partial: the wait ends; an action that was sent is still carried out. total: only an action that was
    /// not sent is withdrawn, otherwise total does nothing. A filter that was sent can be in force until the connection
    /// is lost.
    /// \par Server rights
    /// write = system
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// At most `config::action_timeout` (10 s) after all earlier actions were answered, and
    /// `config::action_total_timeout` (5 min) in all.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_add_filter(event_filter filter, Token&& token = Token())
    {
        return detail::start<&detail::start_add_filter>(core_, token, std::move(filter));
    }

    /// Ends the session with a Logoff, after all earlier actions were answered (AMI action `Logoff`).
    ///
    /// No action can be started after it. The session ends with `errc::logged_off`.
    ///
    /// \par Completion signature
    /// `void(error_code)`
    /// \par Completes when
    /// The server has answered or closed the connection, or the time has passed. The session has ended then.
    /// \par Errors
    /// - `errc::not_connected`: no session is ready. `close()` ends a session that is not ready.
    /// - `errc::too_many_in_flight`, `write_queue_full`: a limit of `config::limits` is reached. Nothing was sent.
    /// - `errc::http_failed`, `body_too_large`: as for `async_execute`.
    /// - `asio::error::operation_aborted`: the operation was cancelled, or the client was destroyed.
    /// \par Cancellation
    /// terminal, partial: the wait ends; a Logoff that was sent still ends the session. total: only a Logoff that was
    /// not sent is withdrawn. The session goes on if it was withdrawn.
    /// \par Server rights
    /// None.
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// `config::logoff_timeout` (5 s).
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_logoff(Token&& token = Token())
    {
        return detail::start<&detail::start_log_off>(core_, token);
    }

    /// Waits until the client is ready: after `async_connect` was started, and again after a connection was lost.
    ///
    /// \par Completion signature
    /// `void(error_code)`
    /// \par Completes when
    /// The client is ready as `config::ready_when` says; at once if it is.
    /// \par Errors
    /// - `errc::not_connected`: there was no session yet.
    /// - why the session ended: those of `async_connect`, `errc::closed`, `logged_off`, `connection_lost`.
    /// - `asio::error::operation_aborted`: the operation was cancelled, or the client was destroyed.
    /// \par Cancellation
    /// Any type: the session goes on.
    /// \par Server rights
    /// None.
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit: reconnecting has those of `config::reconnect`.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_ready(Token&& token = Token())
    {
        return detail::start<&detail::start_ready>(core_, token);
    }

    /// Waits for the end of the session. A reconnect does not end the session.
    ///
    /// \par Completion signature
    /// `void(error_code, session_end)`: why the session ended, which is no error of this operation.
    /// \par Completes when
    /// The current session has ended. Without a session it completes at once: with the end of the last one, or with
    /// `errc::not_connected` as the reason.
    /// \par Errors
    /// - `asio::error::operation_aborted`: the operation was cancelled, or the client was destroyed.
    /// \par Cancellation
    /// Any type: the session goes on.
    /// \par Server rights
    /// None.
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_wait_closed(Token&& token = Token())
    {
        return detail::start<&detail::start_wait_closed>(core_, token);
    }

    /// Ends the session at once with `errc::closed`, without a Logoff. Without a session it does nothing.
    ///
    /// Pending actions complete with `errc::not_sent` or `outcome_unknown`, later and not inside this function.
    /// \par Thread safety
    /// On the executor.
    AMI_DECL void close();

    /// Invokes `handler` for each event with this name, or one of several (`ami::names`), from now on. Letter case does
    /// not matter.
    ///
    /// A handler takes `const ami::event_view&` and returns nothing, or takes an `ami::event` and returns
    /// `asio::awaitable<void>`, which is spawned on the client's executor for each event. A coroutine that takes a view
    /// does not compile: the view is valid during the invocation only.
    ///
    /// Handlers are invoked in the order in which they were added. They may do anything: start actions, add and cancel
    /// subscriptions, destroy the client. What they throw is caught, counted and logged. While a handler runs the
    /// client reads nothing: use a coroutine for what takes long. Subscriptions outlive the connection.
    /// \par Thread safety
    /// On the executor.
    template <detail::event_handler_or_mistake F>
    subscription on(names events, F&& handler)
    {
        return subscribe(std::move(events), {},
            detail::make_handler(std::forward<F>(handler), get_executor(), spawn_failure()));
    }

    /// Invokes `handler` for each event of one type: a class of `ami::events`, or one that is written like these:
    ///
    ///     pbx.on<ami::events::hangup>([](const ami::events::hangup& e) { fmt::print("{}\n", e.channel()); });
    ///
    /// A handler takes `const E&` and returns nothing, or takes an `ami::owned<E>` and returns `asio::awaitable<void>`. An
    /// event that only ever is an item of a list does not compile.
    /// \par Thread safety
    /// On the executor.
    template <detail::typed_event E, detail::typed_handler_or_mistake<E> F>
    subscription on(F&& handler)
    {
        detail::check_subscribable<E>();
        return subscribe(
            E::event_name, detail::untyped_predicate<E>(), typed_handler<E>(std::forward<F>(handler)));
    }

    /// Invokes `handler` for every event.
    /// \par Thread safety
    /// On the executor.
    template <detail::event_handler_or_mistake F>
    subscription on_any(F&& handler)
    {
        return on("", std::forward<F>(handler));
    }

    /// Invokes `handler` for every event for which `wants`, a `bool(const event_view&)`, returns true.
    /// \par Thread safety
    /// On the executor.
    template <std::predicate<const event_view&> P, detail::event_handler_or_mistake F>
    subscription on_if(P&& wants, F&& handler)
    {
        return on_if("", std::forward<P>(wants), std::forward<F>(handler));
    }

    /// The same for the events with these names.
    /// \par Thread safety
    /// On the executor.
    template <std::predicate<const event_view&> P, detail::event_handler_or_mistake F>
    subscription on_if(names events, P&& wants, F&& handler)
    {
        return subscribe(std::move(events), detail::shared_function(std::forward<P>(wants)),
            detail::make_handler(std::forward<F>(handler), get_executor(), spawn_failure()));
    }

    /// Invokes `handler` for each event of one type for which `wants`, a `bool(const E&)`, returns true.
    /// \par Thread safety
    /// On the executor.
    template <detail::typed_event E, std::predicate<const E&> P, detail::typed_handler_or_mistake<E> F>
    subscription on_if(P&& wants, F&& handler)
    {
        detail::check_subscribable<E>();
        return subscribe(E::event_name, detail::untyped_predicate<E>(std::forward<P>(wants)),
            typed_handler<E>(std::forward<F>(handler)));
    }

    /// A bounded queue of the events with this name, or one of several, for a consumer that is slower than the events.
    /// Without a name it takes all events.
    ///
    /// `capacity` is a number of events. With zero the queue holds none, and every event counts as lost.
    /// \par Thread safety
    /// On the executor.
    event_stream events(names events, std::size_t capacity = 1000, overflow policy = overflow::drop_oldest)
    {
        return event_stream(make_stream(std::move(events), {}, capacity, policy));
    }

    /// A bounded queue of the events of one type: `pbx.events<ami::events::cel>(10'000)`.
    /// \par Thread safety
    /// On the executor.
    template <detail::typed_event E>
    typed_stream<E> events(std::size_t capacity = 1000, overflow policy = overflow::drop_oldest)
    {
        detail::check_subscribable<E>();
        return typed_stream<E>(make_stream(E::event_name, detail::untyped_predicate<E>(), capacity, policy));
    }

    /// The same for the events for which `wants`, a `bool(const event_view&)`, returns true.
    /// \par Thread safety
    /// On the executor.
    template <std::predicate<const event_view&> P>
    detail::stream_with<P> events_if(
        names events, P&& wants, std::size_t capacity = 1000, overflow policy = overflow::drop_oldest)
    {
        return detail::stream_with<P>(make_stream(
            std::move(events), detail::shared_function(std::forward<P>(wants)), capacity, policy));
    }

    /// A stream of the events of any name for which `wants`, a `bool(const event_view&)`, returns true.
    /// \par Thread safety
    /// On the executor.
    template <std::predicate<const event_view&> P>
    detail::stream_with<P> events_if(
        P&& wants, std::size_t capacity = 1000, overflow policy = overflow::drop_oldest)
    {
        return detail::stream_with<P>(
            make_stream("", detail::shared_function(std::forward<P>(wants)), capacity, policy));
    }

    /// Expects the first event with this name, or one of several, for which `wants`, a `bool(const event_view&)`,
    /// returns true. Without a name any event can be the one.
    ///
    /// The event is kept from now on, also if it comes before `expectation::async_wait`.
    ///
    /// With g++ 12 the expectation needs a name of its own if `wants` is a lambda with captures that have destructors
    /// (see `async_execute_each`): `co_await pbx.expect(...).async_wait(...)` does not compile.
    /// \par Thread safety
    /// On the executor.
    template <std::predicate<const event_view&> P>
    detail::expectation_with<P> expect(names events, P&& wants)
    {
        return detail::expectation_with<P>(
            make_expectation(std::move(events), detail::shared_function(std::forward<P>(wants))));
    }

    /// Expects the first event of one type for which `wants`, a `bool(const E&)`, returns true.
    /// \par Thread safety
    /// On the executor.
    template <detail::typed_event E, std::predicate<const E&> P>
    detail::typed_expectation_with<E, P> expect(P&& wants)
    {
        detail::check_subscribable<E>();
        return detail::typed_expectation_with<E, P>(
            make_expectation(E::event_name, detail::untyped_predicate<E>(std::forward<P>(wants))));
    }

    /// Expects the first event of one type.
    /// \par Thread safety
    /// On the executor.
    template <detail::typed_event E>
    typed_expectation<E> expect()
    {
        detail::check_subscribable<E>();
        return typed_expectation<E>(make_expectation(E::event_name, detail::untyped_predicate<E>()));
    }

    /// Expects the first event with this name, or one of several.
    /// \par Thread safety
    /// On the executor.
    expectation expect(names events) { return expectation(make_expectation(std::move(events), {})); }

    /// Invokes `handler`, a `void(const ami::state_change&)`, whenever the state of the session changes: connecting,
    /// logging in, ready, lost (why), waiting (until when), closed (why).
    ///
    /// The handler may do anything, as a handler of events may.
    /// \par Thread safety
    /// On the executor.
    AMI_DECL state_subscription on_state(std::function<void(const state_change&)> handler);

    /// Refuses coroutines: a handler of `on_state` returns nothing.
    template <detail::returns_coroutine<const state_change&> F>
    state_subscription on_state(F&&)
    {
        static_assert(!detail::returns_coroutine<F, const state_change&>,
            "a handler of on_state returns nothing: use boost::asio::co_spawn inside it");
        return {};
    }

    /// Whether the client is logged in, and Asterisk has booted as far as `config::ready_when` asks for it.
    /// \par Thread safety
    /// On the executor.
    AMI_DECL bool is_ready() const noexcept;

    /// Whether Asterisk has booted. Yes: the event FullyBooted came on this connection. No: the client waits for it. Unknown:
    /// there is no connection, the event did not come in time, or it does not come, because the user or the event mask lacks
    /// class `system`, or over HTTP nobody fetches events.
    /// \par Thread safety
    /// On the executor.
    AMI_DECL certainty booted() const noexcept;

    /// The banner of the current connection, or of the last one: it has the version of AMI. Empty over HTTP.
    /// \par Thread safety
    /// On the executor.
    AMI_DECL const banner& server_banner() const noexcept;

    /// What the client counted since it was made. The reference is valid as long as the client.
    /// \par Thread safety
    /// On the executor.
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

    template <class E, class F>
    detail::event_function typed_handler(F&& handler)
    {
        return detail::make_handler(
            detail::untyped_handler<E>(std::forward<F>(handler)), get_executor(), spawn_failure());
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
