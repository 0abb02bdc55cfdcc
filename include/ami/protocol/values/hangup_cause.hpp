// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_HANGUP_CAUSE_HPP
#define AMI_PROTOCOL_VALUES_HANGUP_CAUSE_HPP

#include <ami/protocol/values/named_number.hpp>

#include <optional>
#include <string_view>

namespace ami {

/// Why a channel was hung up: ITU-T Q.850 causes with Asterisk's additions (include/asterisk/causes.h), the `Cause` of
/// Hangup and HangupRequest events. Any other number is kept: `static_cast<int>(cause)`.
enum class hangup_cause : int {
    /// Asterisk has no cause.
    none = 0,
    unallocated_number = 1,
    no_route_to_transit_network = 2,
    no_route_to_destination = 3,
    misdialled_trunk_prefix = 5,
    channel_unacceptable = 6,
    call_awarded_and_delivered = 7,
    pre_empted = 8,
    number_ported_elsewhere = 14,
    normal_clearing = 16,
    user_busy = 17,
    no_user_response = 18,
    no_answer = 19,
    subscriber_absent = 20,
    call_rejected = 21,
    number_changed = 22,
    redirected_to_new_destination = 23,
    answered_elsewhere = 26,
    destination_out_of_order = 27,
    invalid_number_format = 28,
    facility_rejected = 29,
    response_to_status_enquiry = 30,
    normal_unspecified = 31,
    normal_circuit_congestion = 34,
    network_out_of_order = 38,
    normal_temporary_failure = 41,
    switch_congestion = 42,
    access_information_discarded = 43,
    requested_channel_unavailable = 44,
    facility_not_subscribed = 50,
    outgoing_call_barred = 52,
    incoming_call_barred = 54,
    bearer_capability_not_authorized = 57,
    bearer_capability_not_available = 58,
    bearer_capability_not_implemented = 65,
    channel_not_implemented = 66,
    facility_not_implemented = 69,
    invalid_call_reference = 81,
    incompatible_destination = 88,
    invalid_message_unspecified = 95,
    mandatory_element_missing = 96,
    message_type_nonexistent = 97,
    wrong_message = 98,
    element_nonexistent = 99,
    invalid_element_contents = 100,
    wrong_call_state = 101,
    recovery_on_timer_expiry = 102,
    mandatory_element_length_error = 103,
    protocol_error = 111,
    interworking = 127
};

namespace detail {

// As Hangup's Cause-txt of Asterisk 16 and 22.
inline constexpr named_number<hangup_cause> hangup_cause_names[] = {
    {hangup_cause::none, "Unknown"},
    {hangup_cause::unallocated_number, "Unallocated (unassigned) number"},
    {hangup_cause::no_route_to_transit_network, "No route to specified transmit network"},
    {hangup_cause::no_route_to_destination, "No route to destination"},
    {hangup_cause::misdialled_trunk_prefix, "Misdialed trunk prefix"},
    {hangup_cause::channel_unacceptable, "Channel unacceptable"},
    {hangup_cause::call_awarded_and_delivered, "Call awarded and being delivered in an established channel"},
    {hangup_cause::pre_empted, "Pre-empted"},
    {hangup_cause::number_ported_elsewhere, "Number ported elsewhere"},
    {hangup_cause::normal_clearing, "Normal Clearing"},
    {hangup_cause::user_busy, "User busy"},
    {hangup_cause::no_user_response, "No user responding"},
    {hangup_cause::no_answer, "User alerting, no answer"},
    {hangup_cause::subscriber_absent, "Subscriber absent"},
    {hangup_cause::call_rejected, "Call Rejected"},
    {hangup_cause::number_changed, "Number changed"},
    {hangup_cause::redirected_to_new_destination, "Redirected to new destination"},
    {hangup_cause::answered_elsewhere, "Answered elsewhere"},
    {hangup_cause::destination_out_of_order, "Destination out of order"},
    {hangup_cause::invalid_number_format, "Invalid number format"},
    {hangup_cause::facility_rejected, "Facility rejected"},
    {hangup_cause::response_to_status_enquiry, "Response to STATus ENQuiry"},
    {hangup_cause::normal_unspecified, "Normal, unspecified"},
    {hangup_cause::normal_circuit_congestion, "Circuit/channel congestion"},
    {hangup_cause::network_out_of_order, "Network out of order"},
    {hangup_cause::normal_temporary_failure, "Temporary failure"},
    {hangup_cause::switch_congestion, "Switching equipment congestion"},
    {hangup_cause::access_information_discarded, "Access information discarded"},
    {hangup_cause::requested_channel_unavailable, "Requested channel not available"},
    {hangup_cause::facility_not_subscribed, "Facility not subscribed"},
    {hangup_cause::outgoing_call_barred, "Outgoing call barred"},
    {hangup_cause::incoming_call_barred, "Incoming call barred"},
    {hangup_cause::bearer_capability_not_authorized, "Bearer capability not authorized"},
    {hangup_cause::bearer_capability_not_available, "Bearer capability not available"},
    {hangup_cause::bearer_capability_not_implemented, "Bearer capability not implemented"},
    {hangup_cause::channel_not_implemented, "Channel not implemented"},
    {hangup_cause::facility_not_implemented, "Facility not implemented"},
    {hangup_cause::invalid_call_reference, "Invalid call reference value"},
    {hangup_cause::incompatible_destination, "Incompatible destination"},
    {hangup_cause::invalid_message_unspecified, "Invalid message unspecified"},
    {hangup_cause::mandatory_element_missing, "Mandatory information element is missing"},
    {hangup_cause::message_type_nonexistent, "Message type nonexist."},
    {hangup_cause::wrong_message, "Wrong message"},
    {hangup_cause::element_nonexistent, "Info. element nonexist or not implemented"},
    {hangup_cause::invalid_element_contents, "Invalid information element contents"},
    {hangup_cause::wrong_call_state, "Message not compatible with call state"},
    {hangup_cause::recovery_on_timer_expiry, "Recover on timer expiry"},
    {hangup_cause::mandatory_element_length_error, "Mandatory IE length error"},
    {hangup_cause::protocol_error, "Protocol error, unspecified"},
    {hangup_cause::interworking, "Interworking, unspecified"},
};

} // namespace detail

/// What Asterisk calls it; empty for a number that it has no name for.
constexpr std::string_view to_string(hangup_cause value) noexcept
{
    return detail::name_in(detail::hangup_cause_names, value);
}

/// Reads a `Cause` header. Nothing if it is no number.
inline std::optional<hangup_cause> parse_hangup_cause(std::string_view text) noexcept
{
    return detail::parse_number<hangup_cause>(text);
}

} // namespace ami

/// Prints the name, or `unknown (NUMBER)`.
template <>
struct fmt::formatter<ami::hangup_cause> : ami::detail::named_number_formatter<ami::hangup_cause> {};

#endif // AMI_PROTOCOL_VALUES_HANGUP_CAUSE_HPP
