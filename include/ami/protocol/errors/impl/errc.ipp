// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_ERRORS_IMPL_ERRC_IPP
#define AMI_PROTOCOL_ERRORS_IMPL_ERRC_IPP

#include <ami/protocol/errors/errc.hpp>

#include <string>

namespace ami {
namespace detail {

AMI_DECL const char* describe(errc code) noexcept
{
    switch (code) {
    case errc::invalid_url: return "the URL is not valid";
    case errc::unsupported_scheme: return "the URL's scheme is not supported";
    case errc::invalid_config: return "the configuration is not valid";
    case errc::invalid_header_name: return "an action's name or a header's name is not valid";
    case errc::invalid_header_value: return "a header's value cannot be sent";
    case errc::header_too_long: return "a header line is longer than Asterisk reads";
    case errc::too_many_headers: return "the action has more lines than Asterisk reads";
    case errc::reserved_header: return "this header cannot be set; the client sets it";
    case errc::invalid_event_mask: return "the event mask is not valid";
    case errc::invalid_filter: return "the event filter is not valid";
    case errc::invalid_tls_settings: return "the TLS settings are not valid";
    case errc::md5_unavailable: return "the platform forbids MD5";
    case errc::host_not_found: return "the host name has no address";
    case errc::resolve_timeout: return "the name look-up did not finish in time";
    case errc::connect_timeout: return "the server did not accept the connection in time";
    case errc::tls_failed: return "the TLS handshake failed";
    case errc::certificate_rejected: return "the server's certificate was rejected";
    case errc::banner_timeout: return "the server sent no banner in time";
    case errc::closed_before_banner: return "the server closed the connection before its banner";
    case errc::not_ami: return "the server is not an Asterisk Manager Interface";
    case errc::login_timeout: return "the server did not answer the login in time";
    case errc::closed_during_login: return "the server closed the connection during the login";
    case errc::authentication_failed: return "authentication failed";
    case errc::login_in_use: return "the user is logged in already";
    case errc::login_refused: return "the server did not accept the login";
    case errc::http_refused: return "the web server refused the request";
    case errc::http_failed: return "the web server could not carry out the request";
    case errc::body_too_large: return "the server sent an HTTP answer that is too large";
    case errc::not_connected: return "not connected";
    case errc::already_connected: return "already connected";
    case errc::closed: return "the client was closed";
    case errc::logged_off: return "logged off";
    case errc::connection_lost: return "the connection was lost";
    case errc::not_sent: return "the action was not sent";
    case errc::outcome_unknown: return "the action was sent and its outcome is unknown";
    case errc::timed_out: return "the action was not answered in time";
    case errc::action_refused: return "Asterisk refused the action";
    case errc::partly_executed: return "Asterisk carried out only the first half of the action";
    case errc::outcome_not_visible: return "the session does not get the events that calls need";
    case errc::event_not_visible: return "the session does not get the events of the subscription";
    case errc::call_ended: return "the call has ended";
    case errc::call_exists: return "a call with this channel id is followed already";
    case errc::too_many_calls: return "too many calls are followed";
    case errc::event_timeout: return "the event did not come in time";
    case errc::events_missed: return "events may have been lost";
    case errc::agi_hung_up: return "the channel has left AGI";
    case errc::agi_failed: return "the AGI command failed";
    case errc::agi_refused: return "Asterisk refused the AGI command";
    case errc::invalid_agi_result: return "the AGI command's answer cannot be read";
    case errc::agi_dead_channel: return "the AGI command is not permitted on a channel that was hung up";
    case errc::invalid_agi_command: return "the AGI command cannot be sent";
    case errc::agi_command_too_long: return "the AGI command is too long";
    case errc::invalid_agi_environment: return "the FastAGI peer is not an Asterisk";
    case errc::agi_environment_timeout: return "the AGI environment did not come in time";
    case errc::agi_environment_too_large: return "the AGI environment is too large";
    case errc::agi_line_too_long: return "a line of the AGI environment is too long";
    case errc::agi_answer_too_large: return "the AGI command's answer is too large";
    case errc::agi_idle_timeout: return "the AGI session was idle for too long";
    case errc::agi_hangup_timeout: return "the AGI session was idle for too long after the hang-up";
    case errc::too_many_agi_sessions: return "too many AGI sessions are open";
    case errc::agi_peer_refused: return "the FastAGI peer is not allowed";
    case errc::agi_script_unknown: return "the FastAGI script is unknown";
    case errc::too_many_in_flight: return "too many actions are pending";
    case errc::too_many_cancelled: return "too many cancelled actions have no answer";
    case errc::stream_overflow: return "the event stream lost events";
    case errc::already_waiting: return "another wait for the next event is already in progress";
    case errc::write_queue_full: return "too many bytes wait to be written";
    case errc::line_too_long: return "the server sent a line that is too long";
    case errc::packet_has_too_many_headers: return "the server sent a packet with too many lines";
    case errc::packet_too_large: return "the server sent a packet that is too large";
    case errc::list_too_large: return "the server sent an event list that is too large";
    case errc::invalid_field: return "a header is absent or is no such value";
    }
    return "unknown error";
}

class category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "ami"; }
    std::string message(int code) const override { return describe(static_cast<errc>(code)); }
};

} // namespace detail

AMI_DECL const boost::system::error_category& error_category() noexcept
{
    static const detail::category instance;
    return instance;
}

} // namespace ami

#endif // AMI_PROTOCOL_ERRORS_IMPL_ERRC_IPP
