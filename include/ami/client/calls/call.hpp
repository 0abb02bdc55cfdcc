// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CALLS_CALL_HPP
#define AMI_CLIENT_CALLS_CALL_HPP

#include <ami/client/calls/call_end.hpp>
#include <ami/client/calls/call_entry.hpp>
#include <ami/client/events/shared_function.hpp>
#include <ami/client/operation/operation.hpp>

#include <ami/detail/macros.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ami {

/// A call, followed from its beginning to its end. `client::async_start_call` places it, `client::on_incoming_call` gives incoming
/// calls, `client::async_list_calls` those that exist already.
///
/// A call object is a small handle; copies are the same call. If all handles are destroyed, the call goes on, unless
/// `hangup_when_dropped` was set.
///
/// One channel stands for the call, the one that was dialled or that came in: `channel()`. If this channel is one half
/// of a Local channel and Asterisk optimises it away, `channel()` changes to the channel on the other side. The object
/// also follows renames and other changes of the linked id. The call ends when this channel ends, even if other parties
/// stay connected. Asterisk 1.8 and 11 move a call to a new channel of the same name when it is parked or redirected:
/// then `channel_id()` changes.
///
/// **Lost connections.** Without a connection nothing changes. After the reconnect the client looks the calls up. If a
/// call has vanished, it has ended, and its cause is unknown. If the session ends, pending waits complete with the
/// reason.
///
/// **Threads.** The `async_` functions may be called from any thread, everything else only on the client's executor.
///
/// An object that was made without a call can only be assigned to, compared and destroyed.
class call {
public:
    call() = default;
    explicit call(std::shared_ptr<detail::call_handle> handle) noexcept : handle_(std::move(handle)) {}

    /// The unique id of the channel that the call began with. Asterisk up to 12.1 chooses the id of a call that this client
    /// places, and tells it when the call is answered: until then it is the id that was asked for.
    const std::string& id() const& noexcept { return data().id; }
    const std::string& id() const&& = delete;

    /// The channel that stands for the call now: its name and its unique id. The name is empty before the channel
    /// exists.
    const std::string& channel() const& noexcept { return data().channel; }
    const std::string& channel() const&& = delete;
    /// The unique id of the channel that stands for the call now.
    const std::string& channel_id() const& noexcept { return data().channel_id; }
    const std::string& channel_id() const&& = delete;

    /// The names of all channels that belong to the call now, its own first: halves of Local channels, channels that it
    /// dialled and is connected with.
    AMI_DECL std::vector<std::string> channels() const;

    /// The state of the call, as `on_state` handlers get it.
    call_state state() const noexcept { return data().state; }

    /// The outcome of the attempt to reach the party; nothing while it is not known.
    std::optional<call_outcome> outcome() const noexcept { return data().outcome; }

    /// Whether this client placed the call.
    bool dialled() const noexcept { return data().originated_here; }

    /// The caller's number and name, and the extension in whose dialplan the channel began.
    const std::string& caller_number() const& noexcept { return data().caller_number; }
    const std::string& caller_number() const&& = delete;
    /// The caller's name, as the channel had it at its beginning.
    const std::string& caller_name() const& noexcept { return data().caller_name; }
    const std::string& caller_name() const&& = delete;
    /// The context in whose dialplan the channel began.
    const std::string& context() const& noexcept { return data().context; }
    const std::string& context() const&& = delete;
    /// The extension in whose dialplan the channel began.
    const std::string& exten() const& noexcept { return data().exten; }
    const std::string& exten() const&& = delete;

    /// Waits until the outcome of the call is known: answered, busy, no answer, congested or failed.
    ///
    /// \par Completion signature
    /// `void(error_code, originate_outcome)`
    /// \par Completes when
    /// The outcome is known; at once if it is known already. A call that is not answered is an outcome, and no error.
    /// \par Errors
    /// - `errc::outcome_unknown`: the connection was lost, and on the next one the channel does not exist.
    /// - `errc::timed_out`: Asterisk did not report the outcome in time.
    /// - `errc::outcome_not_visible`: the session gets no events of class `call`; the text names its filters.
    /// - `errc::action_refused`: after a reconnect Asterisk refused to list the channels (`Status`).
    /// - the reason of the session's end, for example `errc::closed`, `logged_off` or `connection_lost`.
    /// - `asio::error::operation_aborted`: the operation was cancelled, or the client was destroyed.
    /// \par Cancellation
    /// Any type: the wait ends; the call goes on.
    /// \par Server rights
    /// read = call; write = call, system or reporting to find the call again after a reconnect.
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit of its own. For a call of this client: `originate::ring_time` (30 s) and `config::originate_margin`
    /// (10 s).
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_wait_outcome(Token&& token = Token())
    {
        return detail::start<&detail::start_call_answered>(handle_, token);
    }

    /// Waits for the end of the call.
    ///
    /// \par Completion signature
    /// `void(error_code, call_end)`
    /// \par Completes when
    /// The channel of the call has ended; at once if it has ended already.
    /// \par Errors
    /// - `errc::timed_out`: Asterisk did not report the outcome of the call in time.
    /// - `errc::outcome_unknown`: the connection was lost before the outcome was known, and on the next one the channel
    ///   does not exist.
    /// - `errc::outcome_not_visible`: the session gets no events of class `call`; the text names its filters.
    /// - `errc::action_refused`: after a reconnect Asterisk refused to list the channels (`Status`).
    /// - the reason of the session's end, for example `errc::closed`, `logged_off` or `connection_lost`.
    /// - `asio::error::operation_aborted`: the operation was cancelled, or the client was destroyed.
    /// \par Cancellation
    /// Any type: the wait ends; the call goes on.
    /// \par Server rights
    /// read = call; write = call, system or reporting to find the call again after a reconnect.
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_wait_end(Token&& token = Token())
    {
        return detail::start<&detail::start_call_ended>(handle_, token);
    }

    /// Hangs the call up (AMI action `Hangup`).
    ///
    /// \par Completion signature
    /// `void(error_code, response)`
    /// \par Completes when
    /// Asterisk has answered. The call ends later: wait for `async_wait_end`.
    /// \par Errors
    /// - `errc::call_ended`: the call has ended. Nothing was sent.
    /// - `errc::action_refused`: no such channel, or no right; the text has Asterisk's words.
    /// - and those of `client::async_execute`.
    /// \par Cancellation
    /// terminal, partial: the wait ends; an action that was sent is still carried out. total: only an action that was
    /// not sent is withdrawn, otherwise total does nothing.
    /// \par Server rights
    /// write = call or system
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// At most `config::action_timeout` (10 s) after all earlier actions were answered, and
    /// `config::action_total_timeout` (5 min) in all.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_hangup(hangup_cause cause, Token&& token = Token())
    {
        return detail::start<&detail::start_call_hangup>(handle_, token, cause);
    }

    /// Hangs the call up with cause 16, normal clearing (AMI action `Hangup`).
    ///
    /// \par Completion signature
    /// `void(error_code, response)`
    /// \par Completes when
    /// Asterisk has answered. The call ends later: wait for `async_wait_end`.
    /// \par Errors
    /// - `errc::call_ended`: the call has ended. Nothing was sent.
    /// - `errc::action_refused`: no such channel, or no right; the text has Asterisk's words.
    /// - and those of `client::async_execute`.
    /// \par Cancellation
    /// terminal, partial: the wait ends; an action that was sent is still carried out. total: only an action that was
    /// not sent is withdrawn, otherwise total does nothing.
    /// \par Server rights
    /// write = call or system
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// At most `config::action_timeout` (10 s) after all earlier actions were answered, and
    /// `config::action_total_timeout` (5 min) in all.
    template <operation_token Token = default_token>
    requires(!std::same_as<std::remove_cvref_t<Token>, hangup_cause>)
        [[nodiscard]] auto async_hangup(Token&& token = Token())
    {
        return detail::start<&detail::start_call_hangup>(handle_, token, hangup_cause::normal_clearing);
    }

    /// Sends the call to another extension of the dialplan (AMI action `Redirect`).
    ///
    /// The channel that it was connected with is hung up, or goes on in the dialplan.
    ///
    /// \par Completion signature
    /// `void(error_code, response)`
    /// \par Completes when
    /// Asterisk has answered: the channel goes on at its new extension.
    /// \par Errors
    /// - `errc::call_ended`: the call has ended. Nothing was sent.
    /// - `errc::action_refused`: no such channel or extension, or no right; the text has Asterisk's words.
    /// - and those of `client::async_execute`.
    /// \par Cancellation
    /// terminal, partial: the wait ends; an action that was sent is still carried out. total: only an action that was
    /// not sent is withdrawn, otherwise total does nothing.
    /// \par Server rights
    /// write = call
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// At most `config::action_timeout` (10 s) after all earlier actions were answered, and
    /// `config::action_total_timeout` (5 min) in all.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_redirect(
        std::string context, std::string exten, std::string priority = "1", Token&& token = Token())
    {
        return detail::start<&detail::start_call_redirect>(
            handle_, token, std::move(context), std::move(exten), std::move(priority));
    }

    /// Plays digits (`0-9 * # A-D`) to the party, one after another, 100 ms each (AMI action `PlayDTMF`).
    ///
    /// \par Completion signature
    /// `void(error_code)`
    /// \par Completes when
    /// Asterisk has answered for the last digit. The error is that of the first digit that failed.
    /// \par Errors
    /// - `errc::invalid_header_value`: the text is empty or has something else than digits. Nothing was sent.
    /// - `errc::call_ended`: the call has ended. Nothing was sent.
    /// - `errc::action_refused`: no such channel, or no right; the text has Asterisk's words.
    /// - and those of `client::async_execute`.
    /// \par Cancellation
    /// terminal, partial: the wait ends; digits that were sent are still played, the others are not sent. total: only
    /// digits that were not sent are withdrawn.
    /// \par Server rights
    /// write = call
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// Each digit is an action: At most `config::action_timeout` (10 s) after all earlier actions were answered, and
    /// `config::action_total_timeout` (5 min) in all.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_send_dtmf(std::string digits, Token&& token = Token())
    {
        return detail::start<&detail::start_call_dtmf>(handle_, token, std::move(digits));
    }

    /// Sets a channel variable or the value of a function such as `CALLERID(name)` (AMI action `Setvar`).
    ///
    /// \par Completion signature
    /// `void(error_code)`
    /// \par Completes when
    /// Asterisk has answered: the value is set.
    /// \par Errors
    /// - `errc::call_ended`: the call has ended. Nothing was sent.
    /// - `errc::action_refused`: no such channel, or no right; the text has Asterisk's words.
    /// - and those of `client::async_execute`.
    /// \par Cancellation
    /// terminal, partial: the wait ends; an action that was sent is still carried out. total: only an action that was
    /// not sent is withdrawn, otherwise total does nothing.
    /// \par Server rights
    /// write = call
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// At most `config::action_timeout` (10 s) after all earlier actions were answered, and
    /// `config::action_total_timeout` (5 min) in all.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_set_variable(std::string name, std::string value, Token&& token = Token())
    {
        return detail::start<&detail::start_call_set>(handle_, token, std::move(name), std::move(value));
    }

    /// Gets a channel variable or the value of a function (AMI action `Getvar`).
    ///
    /// \par Completion signature
    /// `void(error_code, std::string)`; an unset variable is an empty value.
    /// \par Completes when
    /// Asterisk has answered.
    /// \par Errors
    /// - `errc::call_ended`: the call has ended. Nothing was sent.
    /// - `errc::action_refused`: no such channel, or no right; the text has Asterisk's words.
    /// - and those of `client::async_execute`.
    /// \par Cancellation
    /// terminal, partial: the wait ends; an action that was sent is still carried out. total: only an action that was
    /// not sent is withdrawn, otherwise total does nothing.
    /// \par Server rights
    /// write = call or reporting
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// At most `config::action_timeout` (10 s) after all earlier actions were answered, and
    /// `config::action_total_timeout` (5 min) in all.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_get_variable(std::string name, Token&& token = Token())
    {
        return detail::start<&detail::start_call_get>(handle_, token, std::move(name));
    }

    /// Invokes `handler`, a `void(call_state)`, with the present state, and then whenever the state changes, whether
    /// handles of the call are left or not.
    ///
    /// The first invocation comes in a later turn of the executor. Every state comes once, in order. The handler may do
    /// anything, as a handler of events may.
    ///
    /// The handler is invoked with `ended` last. It is not invoked with `ended` if the client can no longer observe the
    /// call: the session ended, the user gets no events of class `call`, or Asterisk never reported the outcome. Then
    /// `state()` stays as it was, and `async_wait_end` fails with the reason.
    /// \par Thread safety
    /// On the client's executor.
    AMI_DECL call_subscription on_state(std::function<void(call_state)> handler);

    /// Refuses coroutines: a handler of `on_state` returns nothing.
    template <detail::returns_coroutine<call_state> F>
    call_subscription on_state(F&&)
    {
        static_assert(!detail::returns_coroutine<F, call_state>,
            "a handler of on_state returns nothing: use boost::asio::co_spawn inside it");
        return {};
    }

    /// Sets whether the call is hung up when its last handle is destroyed.
    ///
    /// If there is no connection then, this happens after the next reconnect. The client may be destroyed directly
    /// after the handle. Over HTTP the client must live until the request is sent.
    /// \par Thread safety
    /// On the client's executor.
    void hangup_when_dropped(bool value = true) noexcept
    {
        handle_->entry->on_dropped = value ? &detail::hang_up_dropped : nullptr;
    }

    /// Whether this object has a call.
    explicit operator bool() const noexcept { return handle_ != nullptr; }
    friend bool operator==(const call& a, const call& b) noexcept { return a.handle_ == b.handle_; }

private:
    const detail::call_entry& data() const noexcept { return *handle_->entry; }

    std::shared_ptr<detail::call_handle> handle_;
};

namespace detail {

AMI_DECL void start_dial(
    const core_pointer& core, handler_for<call> done, diagnostics* diag, actions::originate request);
AMI_DECL void start_calls(const core_pointer& core, handler_for<std::vector<call>> done, diagnostics* diag);

} // namespace detail
} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/client/calls/impl/call.ipp>
#include <ami/client/calls/impl/call_actions.ipp>
#include <ami/client/calls/impl/call_dialing.ipp>
#include <ami/client/calls/impl/call_waits.ipp>
#endif

#endif // AMI_CLIENT_CALLS_CALL_HPP
