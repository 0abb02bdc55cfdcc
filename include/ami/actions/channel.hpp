// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_CHANNEL_HPP
#define AMI_ACTIONS_CHANNEL_HPP

#include <ami/actions/typed_builder.hpp>
#include <ami/events/channel.hpp>
#include <ami/typed/enumerations.hpp>
#include <ami/typed/typed_list.hpp>

#include <ami/detail/chrono.hpp>

#include <cstdint>
#include <string_view>
#include <utility>

namespace ami::actions {

/// `AbsoluteTimeout`. Asterisk 13 or later.
/// \par Server rights
/// write = call or system
class absolute_timeout : public typed_builder<absolute_timeout> {
public:
    /// Needs `Channel`; `Timeout`, in seconds on the wire.
    explicit absolute_timeout(std::string_view channel, std::chrono::seconds timeout)
        : typed_builder("AbsoluteTimeout")
    {
        require("Channel", channel);
        put_duration("Timeout", timeout);
    }
};

/// `AOCMessage`. Asterisk 13 or later.
/// \par Server rights
/// write = aoc
class aoc_message : public typed_builder<aoc_message> {
public:
    /// Needs `MsgType`.
    explicit aoc_message(::ami::aoc_message_type msg_type) : typed_builder("AOCMessage")
    {
        require("MsgType", to_string(msg_type));
    }

    /// `Channel`; needed by Asterisk 13 to 16.
    aoc_message& channel(std::string_view value) &
    {
        put_text("Channel", value);
        return *this;
    }
    aoc_message&& channel(std::string_view value) && { return std::move(channel(value)); }

    /// `ChannelPrefix`.
    aoc_message& channel_prefix(std::string_view value) &
    {
        put_text("ChannelPrefix", value);
        return *this;
    }
    aoc_message&& channel_prefix(std::string_view value) && { return std::move(channel_prefix(value)); }

    /// `ChargeType`; needed by Asterisk 13 to 16.
    aoc_message& charge_type(::ami::aoc_message_charge_type value) &
    {
        require("ChargeType", to_string(value));
        return *this;
    }
    aoc_message&& charge_type(::ami::aoc_message_charge_type value) &&
    {
        return std::move(charge_type(value));
    }

    /// `UnitAmount(0)`.
    aoc_message& unit_amount0(std::int64_t value) &
    {
        put_number("UnitAmount(0)", value);
        return *this;
    }
    aoc_message&& unit_amount0(std::int64_t value) && { return std::move(unit_amount0(value)); }

    /// `UnitType(0)`.
    aoc_message& unit_type0(std::int64_t value) &
    {
        put_number("UnitType(0)", value);
        return *this;
    }
    aoc_message&& unit_type0(std::int64_t value) && { return std::move(unit_type0(value)); }

    /// `CurrencyName`.
    aoc_message& currency_name(std::string_view value) &
    {
        put_text("CurrencyName", value);
        return *this;
    }
    aoc_message&& currency_name(std::string_view value) && { return std::move(currency_name(value)); }

    /// `CurrencyAmount`.
    aoc_message& currency_amount(std::int64_t value) &
    {
        put_number("CurrencyAmount", value);
        return *this;
    }
    aoc_message&& currency_amount(std::int64_t value) && { return std::move(currency_amount(value)); }

    /// `CurrencyMultiplier`.
    aoc_message& currency_multiplier(::ami::aoc_message_multiplier value) &
    {
        require("CurrencyMultiplier", to_string(value));
        return *this;
    }
    aoc_message&& currency_multiplier(::ami::aoc_message_multiplier value) &&
    {
        return std::move(currency_multiplier(value));
    }

    /// `TotalType`.
    aoc_message& total_type(::ami::aoc_message_total_type value) &
    {
        require("TotalType", to_string(value));
        return *this;
    }
    aoc_message&& total_type(::ami::aoc_message_total_type value) && { return std::move(total_type(value)); }

    /// `AOCBillingId`.
    aoc_message& aoc_billing_id(::ami::aoc_message_billing value) &
    {
        require("AOCBillingId", to_string(value));
        return *this;
    }
    aoc_message&& aoc_billing_id(::ami::aoc_message_billing value) &&
    {
        return std::move(aoc_billing_id(value));
    }

    /// `ChargingAssociationId`.
    aoc_message& charging_association_id(std::string_view value) &
    {
        put_text("ChargingAssociationId", value);
        return *this;
    }
    aoc_message&& charging_association_id(std::string_view value) &&
    {
        return std::move(charging_association_id(value));
    }

    /// `ChargingAssociationNumber`.
    aoc_message& charging_association_number(std::string_view value) &
    {
        put_text("ChargingAssociationNumber", value);
        return *this;
    }
    aoc_message&& charging_association_number(std::string_view value) &&
    {
        return std::move(charging_association_number(value));
    }

    /// `ChargingAssociationPlan`.
    aoc_message& charging_association_plan(std::string_view value) &
    {
        put_text("ChargingAssociationPlan", value);
        return *this;
    }
    aoc_message&& charging_association_plan(std::string_view value) &&
    {
        return std::move(charging_association_plan(value));
    }

    /// `ChargedItem` (Asterisk 18.16, 20.1, 21, 22 and 23 or later).
    aoc_message& charged_item(::ami::aoc_charged_item value) &
    {
        require("ChargedItem", to_string(value));
        return *this;
    }
    aoc_message&& charged_item(::ami::aoc_charged_item value) && { return std::move(charged_item(value)); }

    /// `RateType` (Asterisk 18.16, 20.1, 21, 22 and 23 or later).
    aoc_message& rate_type(::ami::aoc_message_rate_type value) &
    {
        require("RateType", to_string(value));
        return *this;
    }
    aoc_message&& rate_type(::ami::aoc_message_rate_type value) && { return std::move(rate_type(value)); }

    /// `Time` (Asterisk 18.16, 20.1, 21, 22 and 23 or later).
    aoc_message& time(std::int64_t value) &
    {
        put_number("Time", value);
        return *this;
    }
    aoc_message&& time(std::int64_t value) && { return std::move(time(value)); }

    /// `TimeScale` (Asterisk 18.16, 20.1, 21, 22 and 23 or later).
    aoc_message& time_scale(::ami::aoc_time_scale value) &
    {
        require("TimeScale", to_string(value));
        return *this;
    }
    aoc_message&& time_scale(::ami::aoc_time_scale value) && { return std::move(time_scale(value)); }

    /// `Granularity` (Asterisk 18.16, 20.1, 21, 22 and 23 or later).
    aoc_message& granularity(std::int64_t value) &
    {
        put_number("Granularity", value);
        return *this;
    }
    aoc_message&& granularity(std::int64_t value) && { return std::move(granularity(value)); }

    /// `GranularityTimeScale` (Asterisk 18.16, 20.1, 21, 22 and 23 or later).
    aoc_message& granularity_time_scale(::ami::aoc_time_scale value) &
    {
        require("GranularityTimeScale", to_string(value));
        return *this;
    }
    aoc_message&& granularity_time_scale(::ami::aoc_time_scale value) &&
    {
        return std::move(granularity_time_scale(value));
    }

    /// `ChargingType` (Asterisk 18.16, 20.1, 21, 22 and 23 or later).
    aoc_message& charging_type(::ami::aoc_charging_type value) &
    {
        require("ChargingType", to_string(value));
        return *this;
    }
    aoc_message&& charging_type(::ami::aoc_charging_type value) && { return std::move(charging_type(value)); }

    /// `VolumeUnit` (Asterisk 18.16, 20.1, 21, 22 and 23 or later).
    aoc_message& volume_unit(::ami::aoc_volume_unit value) &
    {
        require("VolumeUnit", to_string(value));
        return *this;
    }
    aoc_message&& volume_unit(::ami::aoc_volume_unit value) && { return std::move(volume_unit(value)); }

    /// `Code` (Asterisk 18.16, 20.1, 21, 22 and 23 or later).
    aoc_message& code(std::string_view value) &
    {
        put_text("Code", value);
        return *this;
    }
    aoc_message&& code(std::string_view value) && { return std::move(code(value)); }

    /// Checks what the parameters need of each other.
    action to_action() const
    {
        aoc_message made(*this);
        made.check_any_of({"Channel", "ChannelPrefix"});
        return std::move(made.action_);
    }
};

/// `CoreShowChannelMap`. It is answered with a list: use `client::async_list`. Asterisk 18.19, 20.4, 21, 22 and 23 or
/// later.
/// \par Server rights
/// write = reporting or system
class core_show_channel_map : public typed_builder<core_show_channel_map> {
public:
    /// What `client::async_list` completes with.
    using list_type =
        typed_list<::ami::events::core_show_channel_map_complete, ::ami::events::core_show_channel_map>;

    core_show_channel_map() : typed_builder("CoreShowChannelMap") {}

    /// `Channel`.
    core_show_channel_map& channel(std::string_view value) &
    {
        put_text("Channel", value);
        return *this;
    }
    core_show_channel_map&& channel(std::string_view value) && { return std::move(channel(value)); }
};

/// `CoreShowChannels`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = reporting or system
class core_show_channels : public typed_builder<core_show_channels> {
public:
    /// What `client::async_list` completes with.
    using list_type =
        typed_list<::ami::events::core_show_channels_complete, ::ami::events::core_show_channel>;

    core_show_channels() : typed_builder("CoreShowChannels") {}
};

/// `SendText`. Asterisk 13 or later.
/// \par Server rights
/// write = call
class send_text : public typed_builder<send_text> {
public:
    /// Needs `Channel`; `Message`.
    explicit send_text(std::string_view channel, std::string_view message) : typed_builder("SendText")
    {
        require("Channel", channel);
        require("Message", message);
    }

    /// `Content-Type` (Asterisk 16.12, 18, 20, 21 and 22).
    send_text& content_type(std::string_view value) &
    {
        put_text("Content-Type", value);
        return *this;
    }
    send_text&& content_type(std::string_view value) && { return std::move(content_type(value)); }
};

/// `Status`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = call or reporting or system
class status : public typed_builder<status> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::status_complete, ::ami::events::status>;

    status() : typed_builder("Status") {}

    /// `Channel`.
    status& channel(std::string_view value) &
    {
        put_text("Channel", value);
        return *this;
    }
    status&& channel(std::string_view value) && { return std::move(channel(value)); }

    /// `Variables`, with commas between the elements.
    status& variables(std::string_view value) &
    {
        put_text("Variables", value);
        return *this;
    }
    status&& variables(std::string_view value) && { return std::move(variables(value)); }

    /// `AllVariables` (Asterisk 16 or later).
    status& all_variables(bool value = true) &
    {
        put("AllVariables", value ? "true" : "false");
        return *this;
    }
    status&& all_variables(bool value = true) && { return std::move(all_variables(value)); }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_CHANNEL_HPP
