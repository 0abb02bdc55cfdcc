// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_FAX_HPP
#define AMI_EVENTS_FAX_HPP

#include <ami/typed/enumerations.hpp>
#include <ami/typed/typed_event.hpp>

#include <cstdint>
#include <string_view>

namespace ami::events {

/// `FAXSession`, an item of a list or of an answer. Asterisk 13 or later.
class fax_session : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "FAXSession";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `ActionID`.
    text_field action_id() const noexcept { return header("ActionID"); }
    /// `SessionNumber`.
    field<std::int64_t> session_number() const noexcept { return header("SessionNumber"); }
    /// `Operation`.
    field<::ami::fax_session_operation> operation() const noexcept { return header("Operation"); }
    /// `State`.
    field<::ami::fax_session_state> state() const noexcept { return header("State"); }
    /// `ErrorCorrectionMode`.
    field<bool> error_correction_mode() const noexcept { return header("ErrorCorrectionMode"); }
    /// `DataRate`.
    field<std::int64_t> data_rate() const noexcept { return header("DataRate"); }
    /// `ImageResolution`.
    text_field image_resolution() const noexcept { return header("ImageResolution"); }
    /// `PageNumber`.
    field<std::int64_t> page_number() const noexcept { return header("PageNumber"); }
    /// `FileName`.
    text_field file_name() const noexcept { return header("FileName"); }
    /// `PagesTransmitted`.
    field<std::int64_t> pages_transmitted() const noexcept { return header("PagesTransmitted"); }
    /// `PagesReceived`.
    field<std::int64_t> pages_received() const noexcept { return header("PagesReceived"); }
    /// `TotalBadLines`.
    field<std::int64_t> total_bad_lines() const noexcept { return header("TotalBadLines"); }
};

/// `FAXSessionsComplete`, which ends the list of FAXSessions. Asterisk 13 or later.
class fax_sessions_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "FAXSessionsComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;

    /// `ActionID`.
    text_field action_id() const noexcept { return header("ActionID"); }
    /// `Total`.
    field<std::int64_t> total() const noexcept { return header("Total"); }
};

/// `FAXSessionsEntry`, an item of a list: FAXSessions. Asterisk 13 or later.
class fax_sessions_entry : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "FAXSessionsEntry";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `ActionID`.
    text_field action_id() const noexcept { return header("ActionID"); }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Technology`.
    text_field technology() const noexcept { return header("Technology"); }
    /// `SessionNumber`.
    field<std::int64_t> session_number() const noexcept { return header("SessionNumber"); }
    /// `SessionType`.
    field<::ami::fax_session_type> session_type() const noexcept { return header("SessionType"); }
    /// `Operation`.
    field<::ami::fax_session_operation> operation() const noexcept { return header("Operation"); }
    /// `State`.
    field<::ami::fax_session_state> state() const noexcept { return header("State"); }
    /// `Files`.
    text_field files() const noexcept { return header("Files"); }
};

/// `FAXStats`, an item of a list or of an answer. Asterisk 13 or later.
class fax_stats : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "FAXStats";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `ActionID`.
    text_field action_id() const noexcept { return header("ActionID"); }
    /// `CurrentSessions`.
    field<std::int64_t> current_sessions() const noexcept { return header("CurrentSessions"); }
    /// `ReservedSessions`.
    field<std::int64_t> reserved_sessions() const noexcept { return header("ReservedSessions"); }
    /// `TransmitAttempts`.
    field<std::int64_t> transmit_attempts() const noexcept { return header("TransmitAttempts"); }
    /// `ReceiveAttempts`.
    field<std::int64_t> receive_attempts() const noexcept { return header("ReceiveAttempts"); }
    /// `CompletedFAXes`.
    field<std::int64_t> completed_faxes() const noexcept { return header("CompletedFAXes"); }
    /// `FailedFAXes`.
    field<std::int64_t> failed_faxes() const noexcept { return header("FailedFAXes"); }
};

/// `FAXStatus` of class call. Asterisk 13 or later.
class fax_status : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "FAXStatus";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Operation`.
    field<::ami::fax_operation> operation() const noexcept { return header("Operation"); }
    /// `Status`.
    text_field status() const noexcept { return header("Status"); }
    /// `LocalStationID`.
    text_field local_station_id() const noexcept { return header("LocalStationID"); }
    /// `FileName`.
    text_field file_name() const noexcept { return header("FileName"); }
};

/// `ReceiveFAX` of class call. Asterisk 13 or later.
class receive_fax : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ReceiveFAX";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `LocalStationID`.
    text_field local_station_id() const noexcept { return header("LocalStationID"); }
    /// `RemoteStationID`.
    text_field remote_station_id() const noexcept { return header("RemoteStationID"); }
    /// `PagesTransferred`.
    field<std::int64_t> pages_transferred() const noexcept { return header("PagesTransferred"); }
    /// `Resolution`.
    text_field resolution() const noexcept { return header("Resolution"); }
    /// `TransferRate`.
    field<std::int64_t> transfer_rate() const noexcept { return header("TransferRate"); }
    /// `FileName`.
    text_field file_name() const noexcept { return header("FileName"); }
};

/// `SendFAX` of class call. Asterisk 13 or later.
class send_fax : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "SendFAX";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `LocalStationID`.
    text_field local_station_id() const noexcept { return header("LocalStationID"); }
    /// `RemoteStationID`.
    text_field remote_station_id() const noexcept { return header("RemoteStationID"); }
    /// `PagesTransferred`.
    field<std::int64_t> pages_transferred() const noexcept { return header("PagesTransferred"); }
    /// `Resolution`.
    text_field resolution() const noexcept { return header("Resolution"); }
    /// `TransferRate`.
    field<std::int64_t> transfer_rate() const noexcept { return header("TransferRate"); }
    /// `FileName`.
    text_field file_name() const noexcept { return header("FileName"); }
};

} // namespace ami::events

#endif // AMI_EVENTS_FAX_HPP
