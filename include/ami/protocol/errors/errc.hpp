// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_ERRORS_ERRC_HPP
#define AMI_PROTOCOL_ERRORS_ERRC_HPP

#include <ami/detail/macros.hpp>

#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>

#include <type_traits>

namespace ami {

using boost::system::error_code;

/// What can go wrong, one code per cause. Cancellation by the caller is `asio::error::operation_aborted`;
/// failures of the network itself keep the system's codes while a connection is being made.
enum class errc {
    /// The URL is not of the form `ami://user:secret@host:port`, or one of its parts is out of range.
    invalid_url = 1,
    /// The URL's scheme is not one that this client was built or asked to speak.
    unsupported_scheme,
    /// A setting is missing, contradicts another one or is out of range.
    invalid_config,

    /// An action's name or a header's name is empty or has a byte that AMI cannot carry there.
    invalid_header_name,
    /// A value has CR, LF or NUL, or begins with blanks, which Asterisk would drop.
    invalid_header_value,
    /// A header line is longer than the 1,022 bytes that Asterisk reads.
    header_too_long,
    /// An action has more than the 128 lines that Asterisk reads.
    too_many_headers,
    /// `Action` and `ActionID` are written by the client and cannot be set.
    reserved_header,
    /// An event mask names a class that Asterisk does not have.
    invalid_event_mask,
    /// An event filter that Asterisk would misread.
    invalid_filter,
    /// A TLS setting names a file that cannot be used, or is malformed.
    invalid_tls_settings,
    /// The platform forbids MD5, which the login by challenge needs.
    md5_unavailable,

    /// The host name has no address.
    host_not_found,
    /// The name look-up took longer than `config::resolve_timeout`.
    resolve_timeout,
    /// Connecting took longer than `config::connect_timeout`.
    connect_timeout,
    /// The TLS handshake failed, or did not end within `config::handshake_timeout`.
    tls_failed,
    /// The server's certificate is expired, for another host, of an unknown authority, or not the pinned one.
    certificate_rejected,
    /// The server accepted the connection but sent no banner within `config::banner_timeout`.
    banner_timeout,
    /// The server closed the connection before it sent a banner.
    closed_before_banner,
    /// What answered is not an Asterisk Manager Interface.
    not_ami,
    /// The server did not answer the login within `config::login_timeout`.
    login_timeout,
    /// The server closed the connection during the login.
    closed_during_login,
    /// Wrong user, wrong secret or an ACL; Asterisk does not say which.
    authentication_failed,
    /// The user has `allowmultiplelogin=no` and another session.
    login_in_use,
    /// The server did not accept the login for another reason, which the text quotes.
    login_refused,

    /// The web server does not serve the path of the URL, or forbids it; the text says which setting is wrong.
    http_refused,
    /// The web server could not carry out a request now.
    http_failed,
    /// The body of an HTTP answer is larger than `limits::max_body`.
    body_too_large,

    /// No session is ready.
    not_connected,
    /// The session has not ended.
    already_connected,
    /// The client was closed by `close()` or by its destructor.
    closed,
    /// The session ended with `async_logoff`.
    logged_off,
    /// The server closed the connection.
    connection_lost,

    /// The action was not handed to the network. It is safe to start it again.
    not_sent,
    /// The connection ended after the action was handed to the network and before its answer, or the HTTP answer does not
    /// have it, or Asterisk answered a later action. Asterisk may have carried it out.
    outcome_unknown,
    /// The action's answer did not come in time. Asterisk may have run it.
    timed_out,
    /// Asterisk answered the action with an error.
    action_refused,
    /// Asterisk carried out the first half of the action and not the second: one of two channels has moved.
    partly_executed,
    /// The session does not get the events that report the outcome and the end of a call: its mask, its filters or the rights
    /// of its user keep them back.
    outcome_not_visible,
    /// The session never gets the events of a subscription: its mask or its filters keep them back, or they only are items of
    /// lists.
    event_not_visible,
    /// The call has ended, or its channel never existed.
    call_ended,
    /// A call with this channel id is followed already.
    call_exists,
    /// `limits::max_followed_calls` calls are followed.
    too_many_calls,
    /// The expected event did not come in time.
    event_timeout,
    /// Over HTTP, the connection of a WaitEvent ended: events from then until now may be lost. Or Asterisk refuses the event
    /// mask that the subscriptions need, as it does while it is about to stop; the client asks again, and tells when Asterisk
    /// has taken it. The session goes on. Only `client::on_state` handlers get this code.
    events_missed,
    /// The channel was hung up, or has left AGI.
    agi_hung_up,
    /// Asterisk ran the AGI command and it failed (result -1, no reason given).
    agi_failed,
    /// Asterisk does not know the AGI command or its arguments.
    agi_refused,
    /// An AGI command's answer cannot be read.
    invalid_agi_result,
    /// Asterisk does not permit the AGI command on a channel that was hung up, or while it runs an interception routine. Over
    /// FastAGI, the session goes on: variables can be read.
    agi_dead_channel,
    /// The AGI command has LF, CR or NUL, has more than the 127 words that Asterisk reads, or begins with `failure`, which ends
    /// the session. Nothing was sent.
    invalid_agi_command,
    /// The AGI command is longer than `fastagi_limits::command`. Nothing was sent.
    agi_command_too_long,
    /// What connected to the FastAGI server is not an Asterisk.
    invalid_agi_environment,
    /// The environment did not come within `fastagi_limits::environment_timeout`.
    agi_environment_timeout,
    /// The environment has more lines or bytes than `fastagi_limits` allows.
    agi_environment_too_large,
    /// A line of the environment is longer than `fastagi_limits::line`.
    agi_line_too_long,
    /// An AGI command's answer is longer than `fastagi_limits::answer`.
    agi_answer_too_large,
    /// No command ran for `fastagi_limits::idle_timeout`.
    agi_idle_timeout,
    /// No command ran for `fastagi_limits::hangup_timeout` after the channel was hung up.
    agi_hangup_timeout,
    /// `fastagi_limits::sessions` FastAGI sessions are open, or more connections than `fastagi_limits::environments` have no
    /// environment yet.
    too_many_agi_sessions,
    /// The FastAGI peer's address is not in `fastagi_options::peers`.
    agi_peer_refused,
    /// The FastAGI server has no route for the script.
    agi_script_unknown,
    /// `limits::max_in_flight` actions are pending.
    too_many_in_flight,
    /// More cancelled actions have no answer than `limits::max_cancelled` allows; the client disconnected.
    too_many_cancelled,
    /// The queue of an event stream with policy `overflow::fail` was full.
    stream_overflow,
    /// Another wait for the next event of the stream is in progress.
    already_waiting,
    /// More bytes wait to be written than `limits::max_write_queue` allows.
    write_queue_full,

    /// A received line is longer than `limits::max_line`.
    line_too_long,
    /// A received packet has more lines than `limits::max_headers`.
    packet_has_too_many_headers,
    /// A received packet is larger than `limits::max_packet`.
    packet_too_large,
    /// An event list is larger than `limits::max_list_items` or `limits::max_list_bytes`.
    list_too_large,

    /// A field of a typed event or answer was asked for its value, and is absent, empty or malformed.
    invalid_field
};

/// The category of `errc`.
AMI_DECL const boost::system::error_category& error_category() noexcept;

/// So that an `errc` converts to an `error_code`.
inline error_code make_error_code(errc code) noexcept
{
    return {static_cast<int>(code), error_category()};
}

} // namespace ami

template <>
struct boost::system::is_error_code_enum<ami::errc> : std::true_type {};

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/errors/impl/errc.ipp>
#endif

#endif // AMI_PROTOCOL_ERRORS_ERRC_HPP
