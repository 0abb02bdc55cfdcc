// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_PARKING_HPP
#define AMI_EVENTS_PARKING_HPP

#include <ami/typed/typed_event.hpp>

#include <ami/detail/chrono.hpp>

#include <cstdint>
#include <string_view>

namespace ami::events {

/// `ParkedCall` of class call. Also an item of the list of ParkedCalls. Asterisk 13 or later.
class parked_call : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ParkedCall";
    using typed_event_base::typed_event_base;

    /// A channel: `ParkeeChannel`, `ParkeeChannelState` and so on.
    channel_snapshot parkee() const noexcept { return {view(), "Parkee"}; }
    /// `ParkerDialString`.
    text_field parker_dial_string() const noexcept { return header("ParkerDialString"); }
    /// `Parkinglot`.
    text_field parking_lot() const noexcept { return header("Parkinglot"); }
    /// `ParkingSpace`.
    text_field parking_space() const noexcept { return header("ParkingSpace"); }
    /// `ParkingTimeout`, in seconds.
    field<std::chrono::seconds> parking_timeout() const noexcept { return header("ParkingTimeout"); }
    /// `ParkingDuration`, in seconds.
    field<std::chrono::seconds> parking_duration() const noexcept { return header("ParkingDuration"); }
};

/// `ParkedCallGiveUp` of class call. Asterisk 13 or later.
class parked_call_give_up : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ParkedCallGiveUp";
    using typed_event_base::typed_event_base;

    /// A channel: `ParkeeChannel`, `ParkeeChannelState` and so on.
    channel_snapshot parkee() const noexcept { return {view(), "Parkee"}; }
    /// A channel: `ParkerChannel`, `ParkerChannelState` and so on.
    channel_snapshot parker() const noexcept { return {view(), "Parker"}; }
    /// `ParkerDialString`.
    text_field parker_dial_string() const noexcept { return header("ParkerDialString"); }
    /// `Parkinglot`.
    text_field parking_lot() const noexcept { return header("Parkinglot"); }
    /// `ParkingSpace`.
    text_field parking_space() const noexcept { return header("ParkingSpace"); }
    /// `ParkingTimeout`, in seconds.
    field<std::chrono::seconds> parking_timeout() const noexcept { return header("ParkingTimeout"); }
    /// `ParkingDuration`, in seconds.
    field<std::chrono::seconds> parking_duration() const noexcept { return header("ParkingDuration"); }
};

/// `ParkedCallsComplete`, which ends the list of ParkedCalls.
class parked_calls_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ParkedCallsComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;

    /// `Total`.
    field<std::int64_t> total() const noexcept { return header("Total"); }
};

/// `ParkedCallSwap` of class call. Asterisk 13 or later.
class parked_call_swap : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ParkedCallSwap";
    using typed_event_base::typed_event_base;

    /// A channel: `ParkeeChannel`, `ParkeeChannelState` and so on.
    channel_snapshot parkee() const noexcept { return {view(), "Parkee"}; }
    /// A channel: `ParkerChannel`, `ParkerChannelState` and so on.
    channel_snapshot parker() const noexcept { return {view(), "Parker"}; }
    /// `ParkerDialString`.
    text_field parker_dial_string() const noexcept { return header("ParkerDialString"); }
    /// `Parkinglot`.
    text_field parking_lot() const noexcept { return header("Parkinglot"); }
    /// `ParkingSpace`.
    text_field parking_space() const noexcept { return header("ParkingSpace"); }
    /// `ParkingTimeout`, in seconds.
    field<std::chrono::seconds> parking_timeout() const noexcept { return header("ParkingTimeout"); }
    /// `ParkingDuration`, in seconds.
    field<std::chrono::seconds> parking_duration() const noexcept { return header("ParkingDuration"); }
};

/// `ParkedCallTimeOut` of class call. Asterisk 13 or later.
class parked_call_time_out : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ParkedCallTimeOut";
    using typed_event_base::typed_event_base;

    /// A channel: `ParkeeChannel`, `ParkeeChannelState` and so on.
    channel_snapshot parkee() const noexcept { return {view(), "Parkee"}; }
    /// A channel: `ParkerChannel`, `ParkerChannelState` and so on.
    channel_snapshot parker() const noexcept { return {view(), "Parker"}; }
    /// `ParkerDialString`.
    text_field parker_dial_string() const noexcept { return header("ParkerDialString"); }
    /// `Parkinglot`.
    text_field parking_lot() const noexcept { return header("Parkinglot"); }
    /// `ParkingSpace`.
    text_field parking_space() const noexcept { return header("ParkingSpace"); }
    /// `ParkingTimeout`, in seconds.
    field<std::chrono::seconds> parking_timeout() const noexcept { return header("ParkingTimeout"); }
    /// `ParkingDuration`, in seconds.
    field<std::chrono::seconds> parking_duration() const noexcept { return header("ParkingDuration"); }
};

/// `Parkinglot`, an item of a list: Parkinglots.
class parking_lot : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "Parkinglot";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `Name`.
    text_field name() const noexcept { return header("Name"); }
    /// `StartSpace`.
    field<std::int64_t> start_space() const noexcept { return header("StartSpace"); }
    /// `StopSpace`.
    field<std::int64_t> stop_space() const noexcept { return header("StopSpace"); }
    /// `Timeout`, in seconds.
    field<std::chrono::seconds> timeout() const noexcept { return header("Timeout"); }
};

/// `ParkinglotsComplete`, which ends the list of Parkinglots.
class parking_lots_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ParkinglotsComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `UnParkedCall` of class call. Asterisk 13 or later.
class unparked_call : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "UnParkedCall";
    using typed_event_base::typed_event_base;

    /// A channel: `ParkeeChannel`, `ParkeeChannelState` and so on.
    channel_snapshot parkee() const noexcept { return {view(), "Parkee"}; }
    /// A channel: `ParkerChannel`, `ParkerChannelState` and so on.
    channel_snapshot parker() const noexcept { return {view(), "Parker"}; }
    /// A channel: `RetrieverChannel`, `RetrieverChannelState` and so on.
    channel_snapshot retriever() const noexcept { return {view(), "Retriever"}; }
    /// `ParkerDialString`.
    text_field parker_dial_string() const noexcept { return header("ParkerDialString"); }
    /// `Parkinglot`.
    text_field parking_lot() const noexcept { return header("Parkinglot"); }
    /// `ParkingSpace`.
    text_field parking_space() const noexcept { return header("ParkingSpace"); }
    /// `ParkingTimeout`, in seconds.
    field<std::chrono::seconds> parking_timeout() const noexcept { return header("ParkingTimeout"); }
    /// `ParkingDuration`, in seconds.
    field<std::chrono::seconds> parking_duration() const noexcept { return header("ParkingDuration"); }
};

} // namespace ami::events

#endif // AMI_EVENTS_PARKING_HPP
