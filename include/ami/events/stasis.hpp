// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_STASIS_HPP
#define AMI_EVENTS_STASIS_HPP

#include <ami/typed/enumerations.hpp>
#include <ami/typed/typed_event.hpp>

#include <ami/detail/chrono.hpp>

#include <string_view>

namespace ami::events {

/// `AgentLogin` of class agent. Asterisk 13 or later.
class agent_login : public typed_event_base {
public:
    static constexpr std::string_view event_name = "AgentLogin";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Agent`.
    text_field agent() const noexcept { return header("Agent"); }
};

/// `AgentLogoff` of class agent. Asterisk 13 or later.
class agent_logoff : public typed_event_base {
public:
    static constexpr std::string_view event_name = "AgentLogoff";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field channel() const noexcept { return header("Channel"); }
    /// `Agent`.
    text_field agent() const noexcept { return header("Agent"); }
    /// `Logintime`, in seconds.
    field<std::chrono::seconds> login_time() const noexcept { return header("Logintime"); }
};

/// `CCAvailable` of class cc.
class cc_available : public typed_event_base {
public:
    static constexpr std::string_view event_name = "CCAvailable";
    using typed_event_base::typed_event_base;
};

/// `CCCallerRecalling` of class cc.
class cc_caller_recalling : public typed_event_base {
public:
    static constexpr std::string_view event_name = "CCCallerRecalling";
    using typed_event_base::typed_event_base;
};

/// `CCCallerStartMonitoring` of class cc.
class cc_caller_start_monitoring : public typed_event_base {
public:
    static constexpr std::string_view event_name = "CCCallerStartMonitoring";
    using typed_event_base::typed_event_base;
};

/// `CCCallerStopMonitoring` of class cc.
class cc_caller_stop_monitoring : public typed_event_base {
public:
    static constexpr std::string_view event_name = "CCCallerStopMonitoring";
    using typed_event_base::typed_event_base;
};

/// `CCFailure` of class cc.
class cc_failure : public typed_event_base {
public:
    static constexpr std::string_view event_name = "CCFailure";
    using typed_event_base::typed_event_base;
};

/// `CCMonitorFailed` of class cc.
class cc_monitor_failed : public typed_event_base {
public:
    static constexpr std::string_view event_name = "CCMonitorFailed";
    using typed_event_base::typed_event_base;
};

/// `CCOfferTimerStart` of class cc.
class cc_offer_timer_start : public typed_event_base {
public:
    static constexpr std::string_view event_name = "CCOfferTimerStart";
    using typed_event_base::typed_event_base;
};

/// `CCRecallComplete` of class cc.
class cc_recall_complete : public typed_event_base {
public:
    static constexpr std::string_view event_name = "CCRecallComplete";
    using typed_event_base::typed_event_base;
};

/// `CCRequestAcknowledged` of class cc.
class cc_request_acknowledged : public typed_event_base {
public:
    static constexpr std::string_view event_name = "CCRequestAcknowledged";
    using typed_event_base::typed_event_base;
};

/// `CCRequested` of class cc.
class cc_requested : public typed_event_base {
public:
    static constexpr std::string_view event_name = "CCRequested";
    using typed_event_base::typed_event_base;
};

/// `ChannelTalkingStart` of class call. Asterisk 13 or later.
class channel_talking_start : public typed_event_base {
public:
    static constexpr std::string_view event_name = "ChannelTalkingStart";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `ChannelTalkingStop` of class call. Asterisk 13 or later.
class channel_talking_stop : public typed_event_base {
public:
    static constexpr std::string_view event_name = "ChannelTalkingStop";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Duration`, in milliseconds.
    field<std::chrono::milliseconds> duration() const noexcept { return header("Duration"); }
};

/// `ContactStatus` of class system. Asterisk 13 or later.
class contact_status : public typed_event_base {
public:
    static constexpr std::string_view event_name = "ContactStatus";
    using typed_event_base::typed_event_base;

    /// `URI`.
    text_field uri() const noexcept { return header("URI"); }
    /// `ContactStatus`.
    field<::ami::contact_change> contact_status_() const noexcept { return header("ContactStatus"); }
    /// `AOR`.
    text_field aor() const noexcept { return header("AOR"); }
    /// `EndpointName`.
    text_field endpoint_name() const noexcept { return header("EndpointName"); }
    /// `RoundtripUsec`, in microseconds.
    field<std::chrono::microseconds> roundtrip_usec() const noexcept { return header("RoundtripUsec"); }
};

/// `PeerStatus` of class system. Also an item of the list of SIPpeerstatus. Asterisk 13 or later.
class peer_status : public typed_event_base {
public:
    static constexpr std::string_view event_name = "PeerStatus";
    using typed_event_base::typed_event_base;

    /// `ChannelType`.
    text_field channel_type() const noexcept { return header("ChannelType"); }
    /// `Peer`.
    text_field peer() const noexcept { return header("Peer"); }
    /// `PeerStatus`.
    field<::ami::peer_state> peer_status_() const noexcept { return header("PeerStatus"); }
    /// `Cause`.
    text_field cause() const noexcept { return header("Cause"); }
    /// `Address`.
    text_field address() const noexcept { return header("Address"); }
    /// `Port`.
    text_field port() const noexcept { return header("Port"); }
    /// `Time`, in milliseconds.
    field<std::chrono::milliseconds> time() const noexcept { return header("Time"); }
};

/// `Registry` of class system. Asterisk 13 or later.
class registry : public typed_event_base {
public:
    static constexpr std::string_view event_name = "Registry";
    using typed_event_base::typed_event_base;

    /// `ChannelType`.
    text_field channel_type() const noexcept { return header("ChannelType"); }
    /// `Username`.
    text_field username() const noexcept { return header("Username"); }
    /// `Domain`.
    text_field domain() const noexcept { return header("Domain"); }
    /// `Status`.
    field<::ami::registry_state> status() const noexcept { return header("Status"); }
    /// `Cause`.
    text_field cause() const noexcept { return header("Cause"); }
};

} // namespace ami::events

#endif // AMI_EVENTS_STASIS_HPP
