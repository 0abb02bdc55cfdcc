// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_CALL_HPP
#define AMI_CLIENT_CALL_HPP

#include <ami/client/call_end.hpp>
#include <ami/client/call_entry.hpp>
#include <ami/client/operation.hpp>
#include <ami/client/shared_function.hpp>

#include <ami/detail/config.hpp>

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

/// A call, followed from its beginning to its end: one that `client::async_dial` made, or one that came in
/// (`client::on_call`) or was there already (`client::async_calls`). A small handle; copies are the same call. Dropping it
/// changes nothing, unless `hangup_when_dropped` was asked for.
///
/// One channel stands for the call, the one that was dialled or that came in: `channel()`. Where that is half of a Local
/// channel, and Asterisk optimises it away, it is the channel behind it from then on; renames and other changes of its
/// linked id are followed. The call ends with that channel, whoever else talks on.
///
/// **Lost connections.** While there is no connection nothing changes. On the next one the calls are looked up: one that
/// vanished meanwhile has ended, its cause unknown. Where the session ends for good, who waits is told so.
///
/// **Threads.** The `async_` functions may be called from any thread, everything else only on the client's executor.
///
/// A handle that was made without a call can only be assigned to, compared and destroyed.
class call {
public:
    call() = default;
    explicit call(std::shared_ptr<detail::call_handle> handle) noexcept : handle_(std::move(handle)) {}

    /// The unique id of the channel that the call began with.
    const std::string& id() const& noexcept { return data().id; }
    const std::string& id() const&& = delete;

    /// The channel that stands for the call now: its name, and its unique id. The name is empty before there is one.
    const std::string& channel() const& noexcept { return data().channel; }
    const std::string& channel() const&& = delete;
    const std::string& channel_id() const& noexcept { return data().channel_id; }
    const std::string& channel_id() const&& = delete;

    /// The names of all channels that belong to the call now, its own first: halves of Local channels, those that it
    /// dialled and is connected with.
    AMI_DECL std::vector<std::string> channels() const;

    call_state state() const noexcept { return data().state; }

    /// What became of the attempt to reach the party; nothing while it is not known.
    std::optional<call_outcome> outcome() const noexcept { return data().outcome; }

    /// Whether this client made the call.
    bool dialled() const noexcept { return data().dialled; }

    /// The caller's number and name, and the extension in whose dialplan the channel began.
    const std::string& caller_number() const& noexcept { return data().caller_number; }
    const std::string& caller_number() const&& = delete;
    const std::string& caller_name() const& noexcept { return data().caller_name; }
    const std::string& caller_name() const&& = delete;
    const std::string& context() const& noexcept { return data().context; }
    const std::string& context() const&& = delete;
    const std::string& exten() const& noexcept { return data().exten; }
    const std::string& exten() const&& = delete;

    /// Waits until it is known whether the call was answered.
    ///
    /// Completion: `void(error_code, originate_outcome)`. Not being answered is no error. Errors: `outcome_unknown` where
    /// the connection was lost meanwhile and the call is gone, `timed_out` where Asterisk never reported it,
    /// `outcome_not_visible` where the user sees no events of calls, the end of the session.
    ///
    /// Cancellation: any type; the call is not touched. Thread safety: any thread.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_answered(Token&& token = Token())
    {
        return detail::start<&detail::start_call_answered>(handle_, token);
    }

    /// Waits for the end of the call.
    ///
    /// Completion: `void(error_code, call_end)`. Errors: `timed_out` and `outcome_not_visible` as for `async_answered`, the
    /// end of the session.
    ///
    /// Cancellation: any type; the call is not touched. Thread safety: any thread.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_ended(Token&& token = Token())
    {
        return detail::start<&detail::start_call_ended>(handle_, token);
    }

    /// Hangs the call up.
    ///
    /// Completion: `void(error_code, response)`, when Asterisk has taken the request; `async_ended` tells when it is done.
    /// Errors: `call_ended` where the call is over, those of `client::async_hangup`.
    ///
    /// Cancellation: as for any action of the client. Thread safety: any thread.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_hangup(hangup_cause cause, Token&& token = Token())
    {
        return detail::start<&detail::start_call_hangup>(handle_, token, cause);
    }

    /// The same with normal clearing.
    template <operation_token Token = default_token>
    requires(!std::same_as<std::remove_cvref_t<Token>, hangup_cause>)
        [[nodiscard]] auto async_hangup(Token&& token = Token())
    {
        return detail::start<&detail::start_call_hangup>(handle_, token, hangup_cause::normal_clearing);
    }

    /// Sends the call elsewhere in the dialplan. Whom it was connected with is hung up, or goes on in the dialplan.
    ///
    /// Completion: `void(error_code, response)`. Errors: `call_ended`, those of `client::async_redirect`.
    ///
    /// Cancellation: as for any action of the client. Thread safety: any thread.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_redirect(
        std::string context, std::string exten, std::string priority = "1", Token&& token = Token())
    {
        return detail::start<&detail::start_call_redirect>(
            handle_, token, std::move(context), std::move(exten), std::move(priority));
    }

    /// Plays digits (`0-9 * # A-D`) to the party, one after another, 100 ms each.
    ///
    /// Completion: `void(error_code)`, when Asterisk has taken the last of them, or one was refused. Errors:
    /// `invalid_header_value` for anything else than digits, `call_ended`, those of an action.
    ///
    /// Cancellation: as for any action of the client; digits that were sent are not taken back. Thread safety: any thread.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_send_dtmf(std::string digits, Token&& token = Token())
    {
        return detail::start<&detail::start_call_dtmf>(handle_, token, std::move(digits));
    }

    /// Sets a variable or a function's value (`CALLERID(name)`) of the call's channel.
    ///
    /// Completion: `void(error_code)`. Errors: `call_ended`, those of an action. Cancellation: as for any action of the
    /// client. Thread safety: any thread.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_set_variable(std::string name, std::string value, Token&& token = Token())
    {
        return detail::start<&detail::start_call_set>(handle_, token, std::move(name), std::move(value));
    }

    /// Asks for a variable's or a function's value. An unset variable is an empty value.
    ///
    /// Completion: `void(error_code, std::string)`. Errors, cancellation, thread safety: as `async_set_variable`.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_get_variable(std::string name, Token&& token = Token())
    {
        return detail::start<&detail::start_call_get>(handle_, token, std::move(name));
    }

    /// Invokes `handler`, as `void(call_state)`, with the present state, and then whenever the state changes, whether handles
    /// of the call are left or not. The first invocation is from a later turn of the executor; every state comes once, in
    /// order. The handler may do anything, as a handler of events may.
    ///
    /// The last invocation is with `ended`. It does not come if the call is lost sight of: the session ends for good, the
    /// user sees no events of calls, or Asterisk never reports what became of the call. `state()` stays what it was then,
    /// and `async_ended` fails with the reason.
    AMI_DECL call_subscription on_state(std::function<void(call_state)> handler);

    template <detail::returns_coroutine<call_state> F>
    call_subscription on_state(F&&)
    {
        static_assert(!detail::returns_coroutine<F, call_state>,
            "a handler of on_state returns nothing: use boost::asio::co_spawn inside it");
        return {};
    }

    /// Hangs the call up when the last handle of it goes, or does not. Without a connection that is done on the next one.
    /// The client may go right behind the handle; over HTTP it must stay until the request is sent.
    void hangup_when_dropped(bool value = true) noexcept { handle_->entry->hangup_when_dropped = value; }

    explicit operator bool() const noexcept { return handle_ != nullptr; }
    friend bool operator==(const call& a, const call& b) noexcept { return a.handle_ == b.handle_; }

private:
    const detail::call_entry& data() const noexcept { return *handle_->entry; }

    std::shared_ptr<detail::call_handle> handle_;
};

namespace detail {

AMI_DECL void start_dial(
    const core_pointer& core, handler_for<call> done, diagnostics* why, actions::originate what);
AMI_DECL void start_calls(const core_pointer& core, handler_for<std::vector<call>> done, diagnostics* why);

} // namespace detail
} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/client/impl/call.ipp>
#endif

#endif // AMI_CLIENT_CALL_HPP
