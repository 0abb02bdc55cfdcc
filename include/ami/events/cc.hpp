// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_CC_HPP
#define AMI_EVENTS_CC_HPP

#include <ami/typed/typed_event.hpp>

#include <string_view>

namespace ami::events {

/// `CCAvailable` of class cc.
class cc_available : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "CCAvailable";
    using typed_event_base::typed_event_base;
};

/// `CCCallerRecalling` of class cc.
class cc_caller_recalling : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "CCCallerRecalling";
    using typed_event_base::typed_event_base;
};

/// `CCCallerStartMonitoring` of class cc.
class cc_caller_start_monitoring : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "CCCallerStartMonitoring";
    using typed_event_base::typed_event_base;
};

/// `CCCallerStopMonitoring` of class cc.
class cc_caller_stop_monitoring : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "CCCallerStopMonitoring";
    using typed_event_base::typed_event_base;
};

/// `CCFailure` of class cc.
class cc_failure : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "CCFailure";
    using typed_event_base::typed_event_base;
};

/// `CCMonitorFailed` of class cc.
class cc_monitor_failed : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "CCMonitorFailed";
    using typed_event_base::typed_event_base;
};

/// `CCOfferTimerStart` of class cc.
class cc_offer_timer_start : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "CCOfferTimerStart";
    using typed_event_base::typed_event_base;
};

/// `CCRecallComplete` of class cc.
class cc_recall_complete : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "CCRecallComplete";
    using typed_event_base::typed_event_base;
};

/// `CCRequestAcknowledged` of class cc.
class cc_request_acknowledged : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "CCRequestAcknowledged";
    using typed_event_base::typed_event_base;
};

/// `CCRequested` of class cc.
class cc_requested : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "CCRequested";
    using typed_event_base::typed_event_base;
};

} // namespace ami::events

#endif // AMI_EVENTS_CC_HPP
