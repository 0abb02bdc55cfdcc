// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_TYPED_ENUMERATIONS_HPP
#define AMI_TYPED_ENUMERATIONS_HPP

#include <ami/typed/named_text.hpp>

#include <string_view>

namespace ami {

/// `Reason` of AgentComplete.
enum class agent_completion : unsigned char {
    /// A text that has no name here.
    other,
    caller,
    agent,
    transfer
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(agent_completion) noexcept
{
    return "caller|agent|transfer";
}

/// `Status` of Agents.
enum class agent_state : unsigned char {
    /// A text that has no name here.
    other,
    agent_loggedoff,
    agent_idle,
    agent_oncall
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(agent_state) noexcept
{
    return "AGENT_LOGGEDOFF|AGENT_IDLE|AGENT_ONCALL";
}

/// `AMAFlags` of Cdr.
enum class ama_flags : unsigned char {
    /// A text that has no name here.
    other,
    omit,
    billing,
    documentation
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(ama_flags) noexcept
{
    return "OMIT|BILLING|DOCUMENTATION";
}

/// `BillingID` of AOC-D.
enum class aoc_billing : unsigned char {
    /// A text that has no name here.
    other,
    normal,
    reverse,
    credit_card,
    call_forwarding_unconditional,
    call_forwarding_busy,
    call_forwarding_no_reply,
    call_deflection,
    call_transfer,
    not_available
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(aoc_billing) noexcept
{
    return "Normal|Reverse|CreditCard|CallForwardingUnconditional|CallForwardingBusy|CallForwardingNoReply|CallDeflection|CallTransfer|NotAvailable";
}

/// `Type` of AOC-D.
enum class aoc_charge_type : unsigned char {
    /// A text that has no name here.
    other,
    not_available,
    free,
    currency,
    units
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(aoc_charge_type) noexcept
{
    return "NotAvailable|Free|Currency|Units";
}

/// `ChargedItem` of AOCMessage.
enum class aoc_charged_item : unsigned char {
    /// Not to be sent.
    other,
    not_available,
    special_arrangement,
    basic_communication,
    call_attempt,
    call_setup,
    user_user_info,
    supplementary_service
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(aoc_charged_item) noexcept
{
    return "NA|SpecialArrangement|BasicCommunication|CallAttempt|CallSetup|UserUserInfo|SupplementaryService";
}

/// `ChargingType` of AOCMessage.
enum class aoc_charging_type : unsigned char {
    /// Not to be sent.
    other,
    continuous_charging,
    step_function
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(aoc_charging_type) noexcept
{
    return "ContinuousCharging|StepFunction";
}

/// `AOCBillingId` of AOCMessage.
enum class aoc_message_billing : unsigned char {
    /// Not to be sent.
    other,
    normal,
    reverse_charge,
    credit_card,
    call_fwd_unconditional,
    call_fwd_busy,
    call_fwd_no_reply,
    call_deflection,
    call_transfer
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(aoc_message_billing) noexcept
{
    return "Normal|ReverseCharge|CreditCard|CallFwdUnconditional|CallFwdBusy|CallFwdNoReply|CallDeflection|CallTransfer";
}

/// `ChargeType` of AOCMessage.
enum class aoc_message_charge_type : unsigned char {
    /// Not to be sent.
    other,
    not_available,
    free,
    currency,
    unit
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(aoc_message_charge_type) noexcept
{
    return "NA|FREE|Currency|Unit";
}

/// `CurrencyMultiplier` of AOCMessage.
enum class aoc_message_multiplier : unsigned char {
    /// Not to be sent.
    other,
    one_thousandth,
    one_hundredth,
    one_tenth,
    one,
    ten,
    hundred,
    thousand
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(aoc_message_multiplier) noexcept
{
    return "OneThousandth|OneHundredth|OneTenth|One|Ten|Hundred|Thousand";
}

/// `RateType` of AOCMessage.
enum class aoc_message_rate_type : unsigned char {
    /// Not to be sent.
    other,
    not_available,
    free,
    free_from_beginning,
    duration,
    flat,
    volume,
    special_code
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(aoc_message_rate_type) noexcept
{
    return "NA|Free|FreeFromBeginning|Duration|Flat|Volume|SpecialCode";
}

/// `TotalType` of AOCMessage.
enum class aoc_message_total_type : unsigned char {
    /// Not to be sent.
    other,
    total,
    sub_total
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(aoc_message_total_type) noexcept
{
    return "Total|SubTotal";
}

/// `MsgType` of AOCMessage.
enum class aoc_message_type : unsigned char {
    /// Not to be sent.
    other,
    s,
    d,
    e
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(aoc_message_type) noexcept
{
    return "S|D|E";
}

/// `Multiplier` of AOC-D.
enum class aoc_multiplier : unsigned char {
    /// A text that has no name here.
    other,
    one_thousandth,
    one_hundredth,
    one_tenth,
    one,
    ten,
    hundred,
    thousand
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(aoc_multiplier) noexcept
{
    return "1/1000|1/100|1/10|1|10|100|1000";
}

/// `RateType` of AOC-S.
enum class aoc_rate_type : unsigned char {
    /// A text that has no name here.
    other,
    not_available,
    free,
    free_from_beginning,
    duration,
    flat,
    volume,
    special_code
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(aoc_rate_type) noexcept
{
    return "NotAvailable|Free|FreeFromBeginning|Duration|Flat|Volume|SpecialCode";
}

/// `TimeScale` of AOCMessage.
enum class aoc_time_scale : unsigned char {
    /// Not to be sent.
    other,
    one_hundredth_second,
    one_tenth_second,
    second,
    ten_seconds,
    minute,
    hour,
    day
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(aoc_time_scale) noexcept
{
    return "OneHundredthSecond|OneTenthSecond|Second|TenSeconds|Minute|Hour|Day";
}

/// `TotalType` of AOC-D.
enum class aoc_total_type : unsigned char {
    /// A text that has no name here.
    other,
    sub_total,
    total
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(aoc_total_type) noexcept
{
    return "SubTotal|Total";
}

/// `Unit` of AOC-S.
enum class aoc_volume_unit : unsigned char {
    /// A text that has no name here.
    other,
    octet,
    segment,
    message
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(aoc_volume_unit) noexcept
{
    return "Octet|Segment|Message";
}

/// `Disposition` of Cdr.
enum class cdr_disposition : unsigned char {
    /// A text that has no name here.
    other,
    no_answer,
    failed,
    busy,
    answered,
    congestion
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(cdr_disposition) noexcept
{
    return "NO ANSWER|FAILED|BUSY|ANSWERED|CONGESTION";
}

/// `EventName` of CEL.
enum class cel_event : unsigned char {
    /// A text that has no name here.
    other,
    chan_start,
    chan_end,
    answer,
    hangup,
    bridge_enter,
    bridge_exit,
    app_start,
    app_end,
    park_start,
    park_end,
    blind_transfer,
    attended_transfer,
    pickup,
    forward,
    linked_id_end,
    local_optimize_begin,
    local_optimize,
    stream_begin,
    stream_end,
    dtmf,
    user_defined
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(cel_event) noexcept
{
    return "CHAN_START|CHAN_END|ANSWER|HANGUP|BRIDGE_ENTER|BRIDGE_EXIT|APP_START|APP_END|PARK_START|PARK_END|BLINDTRANSFER|ATTENDEDTRANSFER|PICKUP|FORWARD|LINKEDID_END|LOCAL_OPTIMIZE_BEGIN|LOCAL_OPTIMIZE|STREAM_BEGIN|STREAM_END|DTMF|USER_DEFINED";
}

/// `ContactStatus` of ContactStatus.
enum class contact_change : unsigned char {
    /// A text that has no name here.
    other,
    unknown,
    unreachable,
    reachable,
    unqualified,
    removed,
    updated
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(contact_change) noexcept
{
    return "Unknown|Unreachable|Reachable|Unqualified|Removed|Updated";
}

/// `Status` of ContactList.
enum class contact_reachability : unsigned char {
    /// A text that has no name here.
    other,
    reachable,
    unreachable,
    non_qualified,
    unknown
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(contact_reachability) noexcept
{
    return "Reachable|Unreachable|NonQualified|Unknown";
}

/// `DialStatus` of DialState.
enum class dial_progress : unsigned char {
    /// A text that has no name here.
    other,
    ringing,
    proceeding,
    progress
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(dial_progress) noexcept
{
    return "RINGING|PROCEEDING|PROGRESS";
}

/// `DialStatus` of DialEnd.
enum class dial_result : unsigned char {
    /// A text that has no name here.
    other,
    abort,
    answer,
    busy,
    cancel,
    channel_unavailable,
    congestion,
    continue_,
    goto_,
    no_answer
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(dial_result) noexcept
{
    return "ABORT|ANSWER|BUSY|CANCEL|CHANUNAVAIL|CONGESTION|CONTINUE|GOTO|NOANSWER";
}

/// `Direction` of DTMFBegin.
enum class dtmf_direction : unsigned char {
    /// A text that has no name here.
    other,
    received,
    sent
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(dtmf_direction) noexcept
{
    return "Received|Sent";
}

/// `StatusText` of ExtensionStatus.
enum class extension_state_text : unsigned char {
    /// A text that has no name here.
    other,
    idle,
    in_use,
    busy,
    unavailable,
    ringing,
    in_use_and_ringing,
    hold,
    in_use_and_hold,
    unknown
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(extension_state_text) noexcept
{
    return "Idle|InUse|Busy|Unavailable|Ringing|InUse&Ringing|Hold|InUse&Hold|Unknown";
}

/// `Operation` of FAXStatus.
enum class fax_operation : unsigned char {
    /// A text that has no name here.
    other,
    gateway,
    receive,
    send
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(fax_operation) noexcept
{
    return "gateway|receive|send";
}

/// `Operation` of FAXSession.
enum class fax_session_operation : unsigned char {
    /// A text that has no name here.
    other,
    gateway,
    v21,
    send,
    receive,
    none
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(fax_session_operation) noexcept
{
    return "gateway|V.21|send|receive|none";
}

/// `State` of FAXSession.
enum class fax_session_state : unsigned char {
    /// A text that has no name here.
    other,
    uninitialized,
    initialized,
    open,
    active,
    complete,
    reserved,
    inactive,
    unknown
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(fax_session_state) noexcept
{
    return "Uninitialized|Initialized|Open|Active|Complete|Reserved|Inactive|Unknown";
}

/// `SessionType` of FAXSessionsEntry.
enum class fax_session_type : unsigned char {
    /// A text that has no name here.
    other,
    g711,
    t38
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(fax_session_type) noexcept
{
    return "G.711|T.38";
}

/// `Status` of Load.
enum class module_load_result : unsigned char {
    /// A text that has no name here.
    other,
    failure,
    success,
    decline
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(module_load_result) noexcept
{
    return "Failure|Success|Decline";
}

/// `LoadType` of ModuleLoad.
enum class module_load_type : unsigned char {
    /// Not to be sent.
    other,
    load,
    unload,
    reload,
    refresh
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(module_load_type) noexcept
{
    return "load|unload|reload|refresh";
}

/// `Status` of Unload.
enum class module_unload_result : unsigned char {
    /// A text that has no name here.
    other,
    success
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(module_unload_result) noexcept
{
    return "Success";
}

/// `Response` of OriginateResponse.
enum class originate_result : unsigned char {
    /// A text that has no name here.
    other,
    failure,
    success
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(originate_result) noexcept
{
    return "Failure|Success";
}

/// `Status` of OutboundRegistrationDetail.
enum class outbound_registration_state : unsigned char {
    /// A text that has no name here.
    other,
    registered,
    unregistered,
    rejected
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(outbound_registration_state) noexcept
{
    return "Registered|Unregistered|Rejected";
}

/// `PeerStatus` of PeerStatus.
enum class peer_state : unsigned char {
    /// A text that has no name here.
    other,
    unknown,
    registered,
    unregistered,
    rejected,
    lagged,
    reachable,
    unreachable,
    unmonitored
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(peer_state) noexcept
{
    return "Unknown|Registered|Unregistered|Rejected|Lagged|Reachable|Unreachable|Unmonitored";
}

/// `Control` of ControlPlayback.
enum class playback_control : unsigned char {
    /// Not to be sent.
    other,
    stop,
    forward,
    reverse,
    pause,
    restart
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(playback_control) noexcept
{
    return "stop|forward|reverse|pause|restart";
}

/// `Level` of PRIDebugSet.
enum class pri_debug_level : unsigned char {
    /// Not to be sent.
    other,
    off,
    on,
    hex,
    intense
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(pri_debug_level) noexcept
{
    return "off|on|hex|intense";
}

/// `Membership` of QueueMemberAdded.
enum class queue_membership : unsigned char {
    /// A text that has no name here.
    other,
    dynamic,
    realtime,
    static_
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(queue_membership) noexcept
{
    return "dynamic|realtime|static";
}

/// `Status` of Registry.
enum class registry_state : unsigned char {
    /// A text that has no name here.
    other,
    registered,
    unregistered,
    rejected,
    failed
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(registry_state) noexcept
{
    return "Registered|Unregistered|Rejected|Failed";
}

/// `PT` of RTCPReceived.
enum class rtcp_packet_type : unsigned char {
    /// A text that has no name here.
    other,
    sender_report,
    receiver_report
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(rtcp_packet_type) noexcept
{
    return "200(SR)|201(RR)";
}

/// `Severity` of AuthMethodNotAllowed.
enum class security_severity : unsigned char {
    /// A text that has no name here.
    other,
    informational,
    error
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(security_severity) noexcept
{
    return "Informational|Error";
}

/// `Shutdown` of Shutdown.
enum class shutdown_manner : unsigned char {
    /// A text that has no name here.
    other,
    uncleanly,
    cleanly
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(shutdown_manner) noexcept
{
    return "Uncleanly|Cleanly";
}

/// `SubscriptionType` of InboundSubscriptionDetail.
enum class subscription_type : unsigned char {
    /// A text that has no name here.
    other,
    mwi,
    extension_state
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(subscription_type) noexcept
{
    return "mwi|extension_state";
}

/// `DestType` of AttendedTransfer.
enum class transfer_destination : unsigned char {
    /// A text that has no name here.
    other,
    bridge,
    app,
    link,
    threeway,
    fail
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(transfer_destination) noexcept
{
    return "Bridge|App|Link|Threeway|Fail";
}

/// `Result` of AttendedTransfer.
enum class transfer_result : unsigned char {
    /// A text that has no name here.
    other,
    fail,
    invalid,
    not_permitted,
    success
};

/// What Asterisk sends for each value, with bars between.
constexpr std::string_view names_of(transfer_result) noexcept
{
    return "Fail|Invalid|Not Permitted|Success";
}

} // namespace ami

#endif // AMI_TYPED_ENUMERATIONS_HPP
