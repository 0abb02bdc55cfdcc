// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_AOC_HPP
#define AMI_EVENTS_AOC_HPP

#include <ami/typed/enumerations.hpp>
#include <ami/typed/typed_event.hpp>

#include <string_view>

namespace ami::events {

/// `AOC-D` of class aoc. Asterisk 13 or later.
class aoc_d : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AOC-D";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Charge`.
    text_field charge() const noexcept { return header("Charge"); }
    /// `Type`.
    field<::ami::aoc_charge_type> type() const noexcept { return header("Type"); }
    /// `BillingID`.
    field<::ami::aoc_billing> billing_id() const noexcept { return header("BillingID"); }
    /// `TotalType`.
    field<::ami::aoc_total_type> total_type() const noexcept { return header("TotalType"); }
    /// `Currency`.
    text_field currency() const noexcept { return header("Currency"); }
    /// `Name`.
    text_field name() const noexcept { return header("Name"); }
    /// `Cost`.
    text_field cost() const noexcept { return header("Cost"); }
    /// `Multiplier`.
    field<::ami::aoc_multiplier> multiplier() const noexcept { return header("Multiplier"); }
    /// `Units`.
    text_field units() const noexcept { return header("Units"); }
    /// `NumberOf`.
    text_field number_of() const noexcept { return header("NumberOf"); }
    /// `TypeOf`.
    text_field type_of() const noexcept { return header("TypeOf"); }
};

/// `AOC-E` of class aoc. Asterisk 13 or later.
class aoc_e : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AOC-E";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `ChargingAssociation`.
    text_field charging_association() const noexcept { return header("ChargingAssociation"); }
    /// `Number`.
    text_field number() const noexcept { return header("Number"); }
    /// `Plan`.
    text_field plan() const noexcept { return header("Plan"); }
    /// `ID`.
    text_field id() const noexcept { return header("ID"); }
    /// `Charge`.
    text_field charge() const noexcept { return header("Charge"); }
    /// `Type`.
    field<::ami::aoc_charge_type> type() const noexcept { return header("Type"); }
    /// `BillingID`.
    field<::ami::aoc_billing> billing_id() const noexcept { return header("BillingID"); }
    /// `TotalType`.
    field<::ami::aoc_total_type> total_type() const noexcept { return header("TotalType"); }
    /// `Currency`.
    text_field currency() const noexcept { return header("Currency"); }
    /// `Name`.
    text_field name() const noexcept { return header("Name"); }
    /// `Cost`.
    text_field cost() const noexcept { return header("Cost"); }
    /// `Multiplier`.
    field<::ami::aoc_multiplier> multiplier() const noexcept { return header("Multiplier"); }
    /// `Units`.
    text_field units() const noexcept { return header("Units"); }
    /// `NumberOf`.
    text_field number_of() const noexcept { return header("NumberOf"); }
    /// `TypeOf`.
    text_field type_of() const noexcept { return header("TypeOf"); }
};

/// `AOC-S` of class aoc. Asterisk 13 or later.
class aoc_s : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AOC-S";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Chargeable`.
    text_field chargeable() const noexcept { return header("Chargeable"); }
    /// `RateType`.
    field<::ami::aoc_rate_type> rate_type() const noexcept { return header("RateType"); }
    /// `Currency`.
    text_field currency() const noexcept { return header("Currency"); }
    /// `Name`.
    text_field name() const noexcept { return header("Name"); }
    /// `Cost`.
    text_field cost() const noexcept { return header("Cost"); }
    /// `Multiplier`.
    field<::ami::aoc_multiplier> multiplier() const noexcept { return header("Multiplier"); }
    /// `ChargingType`.
    text_field charging_type() const noexcept { return header("ChargingType"); }
    /// `StepFunction`.
    text_field step_function() const noexcept { return header("StepFunction"); }
    /// `Granularity`.
    text_field granularity() const noexcept { return header("Granularity"); }
    /// `Length`.
    text_field length() const noexcept { return header("Length"); }
    /// `Scale`.
    text_field scale() const noexcept { return header("Scale"); }
    /// `Unit`.
    field<::ami::aoc_volume_unit> unit() const noexcept { return header("Unit"); }
    /// `SpecialCode`.
    text_field special_code() const noexcept { return header("SpecialCode"); }
};

} // namespace ami::events

#endif // AMI_EVENTS_AOC_HPP
