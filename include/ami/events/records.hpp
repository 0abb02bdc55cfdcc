// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_RECORDS_HPP
#define AMI_EVENTS_RECORDS_HPP

#include <ami/typed/enumerations.hpp>
#include <ami/typed/typed_event.hpp>

#include <ami/detail/chrono.hpp>

#include <string_view>

namespace ami::events {

/// `Cdr` of class cdr. Asterisk 13 or later.
class cdr : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "Cdr";
    using typed_event_base::typed_event_base;

    /// `AccountCode`.
    text_field account_code() const noexcept { return header("AccountCode"); }
    /// `Source`.
    text_field source() const noexcept { return header("Source"); }
    /// `Destination`.
    text_field destination() const noexcept { return header("Destination"); }
    /// `DestinationContext`.
    text_field destination_context() const noexcept { return header("DestinationContext"); }
    /// `CallerID`.
    text_field caller_id() const noexcept { return header("CallerID"); }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `DestinationChannel`.
    text_field destination_channel() const noexcept { return header("DestinationChannel"); }
    /// `LastApplication`.
    text_field last_application() const noexcept { return header("LastApplication"); }
    /// `LastData`.
    text_field last_data() const noexcept { return header("LastData"); }
    /// `StartTime`, by the server's clock.
    field<::ami::local_time> start_time() const noexcept { return header("StartTime"); }
    /// `AnswerTime`, by the server's clock.
    field<::ami::local_time> answer_time() const noexcept { return header("AnswerTime"); }
    /// `EndTime`, by the server's clock.
    field<::ami::local_time> end_time() const noexcept { return header("EndTime"); }
    /// `Duration`, in seconds.
    field<std::chrono::seconds> duration() const noexcept { return header("Duration"); }
    /// `BillableSeconds`, in seconds.
    field<std::chrono::seconds> billable_seconds() const noexcept { return header("BillableSeconds"); }
    /// `Disposition`.
    field<::ami::cdr_disposition> disposition() const noexcept { return header("Disposition"); }
    /// `AMAFlags`.
    field<::ami::ama_flags> ama_flags() const noexcept { return header("AMAFlags"); }
    /// `UniqueID`.
    text_field unique_id() const noexcept { return header("UniqueID"); }
    /// `UserField`.
    text_field user_field() const noexcept { return header("UserField"); }
};

/// `CEL` of class call. Asterisk 13 or later.
class cel : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "CEL";
    using typed_event_base::typed_event_base;

    /// `EventName`.
    field<::ami::cel_event> event_name_() const noexcept { return header("EventName"); }
    /// `AccountCode`.
    text_field account_code() const noexcept { return header("AccountCode"); }
    /// `CallerIDnum`.
    text_field caller_id_num() const noexcept { return header("CallerIDnum"); }
    /// `CallerIDname`.
    text_field caller_id_name() const noexcept { return header("CallerIDname"); }
    /// `CallerIDani`.
    text_field caller_id_ani() const noexcept { return header("CallerIDani"); }
    /// `CallerIDrdnis`.
    text_field caller_id_rdnis() const noexcept { return header("CallerIDrdnis"); }
    /// `CallerIDdnid`.
    text_field caller_id_dnid() const noexcept { return header("CallerIDdnid"); }
    /// `Exten`.
    text_field exten() const noexcept { return header("Exten"); }
    /// `Context`.
    text_field context() const noexcept { return header("Context"); }
    /// `Application`.
    text_field application() const noexcept { return header("Application"); }
    /// `AppData`.
    text_field app_data() const noexcept { return header("AppData"); }
    /// `EventTime`, by the server's clock.
    field<::ami::local_time> event_time() const noexcept { return header("EventTime"); }
    /// `AMAFlags`.
    field<::ami::ama_flags> ama_flags() const noexcept { return header("AMAFlags"); }
    /// `UniqueID`.
    text_field unique_id() const noexcept { return header("UniqueID"); }
    /// `LinkedID`.
    text_field linked_id() const noexcept { return header("LinkedID"); }
    /// `Userfield`.
    text_field user_field() const noexcept { return header("Userfield"); }
    /// `Peer`.
    text_field peer() const noexcept { return header("Peer"); }
    /// `PeerAccount`.
    text_field peer_account() const noexcept { return header("PeerAccount"); }
    /// `Extra`.
    text_field extra() const noexcept { return header("Extra"); }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

} // namespace ami::events

#endif // AMI_EVENTS_RECORDS_HPP
