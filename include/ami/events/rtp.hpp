// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_RTP_HPP
#define AMI_EVENTS_RTP_HPP

#include <ami/typed/enumerations.hpp>
#include <ami/typed/typed_event.hpp>

#include <ami/detail/chrono.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ami::events {

/// `RTCPReceived` of class reporting. Asterisk 13 or later.
class rtcp_received : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "RTCPReceived";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `SSRC`.
    hex_field ssrc() const noexcept { return header("SSRC"); }
    /// `PT`.
    field<::ami::rtcp_packet_type> pt() const noexcept { return header("PT"); }
    /// `From`.
    text_field from() const noexcept { return header("From"); }
    /// `RTT`.
    field<double> rtt() const noexcept { return header("RTT"); }
    /// `ReportCount`.
    field<std::int64_t> report_count() const noexcept { return header("ReportCount"); }
    /// `SentNTP`, in seconds, since 1970.
    field<std::chrono::duration<double>> sent_ntp() const noexcept { return header("SentNTP"); }
    /// `SentRTP`.
    field<std::int64_t> sent_rtp() const noexcept { return header("SentRTP"); }
    /// `SentPackets`.
    field<std::int64_t> sent_packets() const noexcept { return header("SentPackets"); }
    /// `SentOctets`.
    field<std::int64_t> sent_octets() const noexcept { return header("SentOctets"); }
    /// `ReportXSourceSSRC`.
    hex_field report_source_ssrc(std::size_t number) const noexcept
    {
        return header("Report#SourceSSRC", number);
    }
    /// `ReportXFractionLost`.
    field<double> report_fraction_lost(std::size_t number) const noexcept
    {
        return header("Report#FractionLost", number);
    }
    /// `ReportXCumulativeLost`.
    field<double> report_cumulative_lost(std::size_t number) const noexcept
    {
        return header("Report#CumulativeLost", number);
    }
    /// `ReportXHighestSequence`.
    field<double> report_highest_sequence(std::size_t number) const noexcept
    {
        return header("Report#HighestSequence", number);
    }
    /// `ReportXSequenceNumberCycles`.
    field<double> report_sequence_number_cycles(std::size_t number) const noexcept
    {
        return header("Report#SequenceNumberCycles", number);
    }
    /// `ReportXIAJitter`.
    field<double> report_ia_jitter(std::size_t number) const noexcept
    {
        return header("Report#IAJitter", number);
    }
    /// `ReportXLSR`.
    field<double> report_lsr(std::size_t number) const noexcept { return header("Report#LSR", number); }
    /// `ReportXDLSR`.
    field<double> report_dlsr(std::size_t number) const noexcept { return header("Report#DLSR", number); }
    /// `To`.
    text_field to() const noexcept { return header("To"); }
    /// `MES`.
    field<double> mes() const noexcept { return header("MES"); }
};

/// `RTCPSent` of class reporting. Asterisk 13 or later.
class rtcp_sent : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "RTCPSent";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `SSRC`.
    hex_field ssrc() const noexcept { return header("SSRC"); }
    /// `PT`.
    field<::ami::rtcp_packet_type> pt() const noexcept { return header("PT"); }
    /// `To`.
    text_field to() const noexcept { return header("To"); }
    /// `ReportCount`.
    field<std::int64_t> report_count() const noexcept { return header("ReportCount"); }
    /// `SentNTP`, in seconds, since 1970.
    field<std::chrono::duration<double>> sent_ntp() const noexcept { return header("SentNTP"); }
    /// `SentRTP`.
    field<std::int64_t> sent_rtp() const noexcept { return header("SentRTP"); }
    /// `SentPackets`.
    field<std::int64_t> sent_packets() const noexcept { return header("SentPackets"); }
    /// `SentOctets`.
    field<std::int64_t> sent_octets() const noexcept { return header("SentOctets"); }
    /// `ReportXSourceSSRC`.
    hex_field report_source_ssrc(std::size_t number) const noexcept
    {
        return header("Report#SourceSSRC", number);
    }
    /// `ReportXFractionLost`.
    field<double> report_fraction_lost(std::size_t number) const noexcept
    {
        return header("Report#FractionLost", number);
    }
    /// `ReportXCumulativeLost`.
    field<double> report_cumulative_lost(std::size_t number) const noexcept
    {
        return header("Report#CumulativeLost", number);
    }
    /// `ReportXHighestSequence`.
    field<double> report_highest_sequence(std::size_t number) const noexcept
    {
        return header("Report#HighestSequence", number);
    }
    /// `ReportXSequenceNumberCycles`.
    field<double> report_sequence_number_cycles(std::size_t number) const noexcept
    {
        return header("Report#SequenceNumberCycles", number);
    }
    /// `ReportXIAJitter`.
    field<double> report_ia_jitter(std::size_t number) const noexcept
    {
        return header("Report#IAJitter", number);
    }
    /// `ReportXLSR`.
    field<double> report_lsr(std::size_t number) const noexcept { return header("Report#LSR", number); }
    /// `ReportXDLSR`.
    field<double> report_dlsr(std::size_t number) const noexcept { return header("Report#DLSR", number); }
    /// `From`.
    text_field from() const noexcept { return header("From"); }
    /// `MES`.
    field<double> mes() const noexcept { return header("MES"); }
};

} // namespace ami::events

#endif // AMI_EVENTS_RTP_HPP
