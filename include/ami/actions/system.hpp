// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_SYSTEM_HPP
#define AMI_ACTIONS_SYSTEM_HPP

#include <ami/actions/typed_builder.hpp>
#include <ami/events/pjsip.hpp>
#include <ami/events/system.hpp>
#include <ami/typed/enumerations.hpp>
#include <ami/typed/typed_answer.hpp>
#include <ami/typed/typed_list.hpp>

#include <ami/detail/chrono.hpp>

#include <cstddef>
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

/// `CoreSettings`. Asterisk 13 or later.
/// \par Server rights
/// write = reporting or system
class core_settings : public typed_builder<core_settings> {
public:
    /// What `client::async_perform` completes with.
    class answer_type : public typed_answer {
    public:
        using typed_answer::typed_answer;

        /// `AMIversion`.
        text_field ami_version() const& noexcept { return header("AMIversion"); }
        text_field ami_version() const&& = delete;
        /// `AsteriskVersion`.
        text_field asterisk_version() const& noexcept { return header("AsteriskVersion"); }
        text_field asterisk_version() const&& = delete;
        /// `SystemName`.
        text_field system_name() const& noexcept { return header("SystemName"); }
        text_field system_name() const&& = delete;
        /// `CoreMaxCalls`.
        field<std::int64_t> core_max_calls() const& noexcept { return header("CoreMaxCalls"); }
        field<std::int64_t> core_max_calls() const&& = delete;
        /// `CoreMaxLoadAvg`.
        field<double> core_max_load_avg() const& noexcept { return header("CoreMaxLoadAvg"); }
        field<double> core_max_load_avg() const&& = delete;
        /// `CoreRunUser`.
        text_field core_run_user() const& noexcept { return header("CoreRunUser"); }
        text_field core_run_user() const&& = delete;
        /// `CoreRunGroup`.
        text_field core_run_group() const& noexcept { return header("CoreRunGroup"); }
        text_field core_run_group() const&& = delete;
        /// `CoreMaxFilehandles`.
        field<std::int64_t> core_max_file_handles() const& noexcept { return header("CoreMaxFilehandles"); }
        field<std::int64_t> core_max_file_handles() const&& = delete;
        /// `CoreRealTimeEnabled`.
        field<bool> core_realtime_enabled() const& noexcept { return header("CoreRealTimeEnabled"); }
        field<bool> core_realtime_enabled() const&& = delete;
        /// `CoreCDRenabled`.
        field<bool> core_cdr_enabled() const& noexcept { return header("CoreCDRenabled"); }
        field<bool> core_cdr_enabled() const&& = delete;
        /// `CoreHTTPenabled`.
        field<bool> core_http_enabled() const& noexcept { return header("CoreHTTPenabled"); }
        field<bool> core_http_enabled() const&& = delete;
        /// `SoundsSearchCustomDir`.
        field<bool> sounds_search_custom_dir() const& noexcept { return header("SoundsSearchCustomDir"); }
        field<bool> sounds_search_custom_dir() const&& = delete;
    };

    core_settings() : typed_builder("CoreSettings") {}
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

/// `CoreStatus`. Asterisk 13 or later.
/// \par Server rights
/// write = reporting or system
class core_status : public typed_builder<core_status> {
public:
    /// What `client::async_perform` completes with.
    class answer_type : public typed_answer {
    public:
        using typed_answer::typed_answer;

        /// `CoreStartupDate`.
        text_field core_startup_date() const& noexcept { return header("CoreStartupDate"); }
        text_field core_startup_date() const&& = delete;
        /// `CoreStartupTime`.
        text_field core_startup_time() const& noexcept { return header("CoreStartupTime"); }
        text_field core_startup_time() const&& = delete;
        /// `CoreReloadDate`.
        text_field core_reload_date() const& noexcept { return header("CoreReloadDate"); }
        text_field core_reload_date() const&& = delete;
        /// `CoreReloadTime`.
        text_field core_reload_time() const& noexcept { return header("CoreReloadTime"); }
        text_field core_reload_time() const&& = delete;
        /// `CoreCurrentCalls`.
        field<std::int64_t> core_current_calls() const& noexcept { return header("CoreCurrentCalls"); }
        field<std::int64_t> core_current_calls() const&& = delete;
        /// `CoreProcessedCalls`.
        field<std::int64_t> core_processed_calls() const& noexcept { return header("CoreProcessedCalls"); }
        field<std::int64_t> core_processed_calls() const&& = delete;
    };

    core_status() : typed_builder("CoreStatus") {}
};

/// `CreateConfig`. Asterisk 13 or later.
/// \par Server rights
/// write = config
class create_config : public typed_builder<create_config> {
public:
    /// Needs `Filename`.
    explicit create_config(std::string_view filename) : typed_builder("CreateConfig")
    {
        require("Filename", filename);
    }
};

/// `DialplanExtensionAdd`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class dialplan_extension_add : public typed_builder<dialplan_extension_add> {
public:
    /// Needs `Context`; `Extension`; `Priority`, a number from 1 or a label; `Application`.
    explicit dialplan_extension_add(std::string_view context, std::string_view extension,
        std::string_view priority, std::string_view application)
        : typed_builder("DialplanExtensionAdd")
    {
        require("Context", context);
        require("Extension", extension);
        put_priority("Priority", priority);
        require("Application", application);
    }

    /// `ApplicationData`.
    dialplan_extension_add& application_data(std::string_view value) &
    {
        put_text("ApplicationData", value);
        return *this;
    }
    dialplan_extension_add&& application_data(std::string_view value) &&
    {
        return std::move(application_data(value));
    }

    /// `Replace`.
    dialplan_extension_add& replace(bool value = true) &
    {
        put("Replace", value ? "yes" : "no");
        return *this;
    }
    dialplan_extension_add&& replace(bool value = true) && { return std::move(replace(value)); }
};

/// `DialplanExtensionRemove`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class dialplan_extension_remove : public typed_builder<dialplan_extension_remove> {
public:
    /// Needs `Context`; `Extension`.
    explicit dialplan_extension_remove(std::string_view context, std::string_view extension)
        : typed_builder("DialplanExtensionRemove")
    {
        require("Context", context);
        require("Extension", extension);
    }

    /// `Priority`, a number from 1 or a label.
    dialplan_extension_remove& priority(std::string_view value) &
    {
        put_priority("Priority", value);
        return *this;
    }
    dialplan_extension_remove&& priority(std::string_view value) && { return std::move(priority(value)); }
};

/// `ExtensionState`. Asterisk 13 or later.
/// \par Server rights
/// write = call or reporting
class extension_state : public typed_builder<extension_state> {
public:
    /// What `client::async_perform` completes with.
    class answer_type : public typed_answer {
    public:
        using typed_answer::typed_answer;

        /// `Exten`.
        text_field exten() const& noexcept { return header("Exten"); }
        text_field exten() const&& = delete;
        /// `Context`.
        text_field context() const& noexcept { return header("Context"); }
        text_field context() const&& = delete;
        /// `Hint`.
        text_field hint() const& noexcept { return header("Hint"); }
        text_field hint() const&& = delete;
        /// `Status`.
        field<std::int64_t> status() const& noexcept { return header("Status"); }
        field<std::int64_t> status() const&& = delete;
        /// `StatusText`.
        text_field status_text() const& noexcept { return header("StatusText"); }
        text_field status_text() const&& = delete;
    };

    /// Needs `Exten`; `Context`.
    explicit extension_state(std::string_view exten, std::string_view context)
        : typed_builder("ExtensionState")
    {
        require("Exten", exten);
        require("Context", context);
    }
};

/// `ExtensionStateList`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = call or reporting
class extension_state_list : public typed_builder<extension_state_list> {
public:
    /// What `client::async_list` completes with.
    using list_type =
        typed_list<::ami::events::extension_state_list_complete, ::ami::events::extension_status>;

    extension_state_list() : typed_builder("ExtensionStateList") {}
};

/// `GetConfig`. Asterisk 13 or later.
/// \par Server rights
/// write = config or system
class get_config : public typed_builder<get_config> {
public:
    /// What `client::async_perform` completes with.
    class answer_type : public typed_answer {
    public:
        using typed_answer::typed_answer;

        /// `Category-NNNNNN`.
        text_field category(std::size_t number) const& noexcept { return header("Category-######", number); }
        text_field category(std::size_t number) const&& = delete;
        /// `Line-NNNNNN-NNNNNN`.
        text_field line(std::size_t category, std::size_t number) const& noexcept
        {
            return header("Line-######-######", category, number);
        }
        text_field line(std::size_t category, std::size_t number) const&& = delete;
        /// `Templates-NNNNNN`.
        text_field templates(std::size_t number) const& noexcept
        {
            return header("Templates-######", number);
        }
        text_field templates(std::size_t number) const&& = delete;
    };

    /// Needs `Filename`.
    explicit get_config(std::string_view filename) : typed_builder("GetConfig")
    {
        require("Filename", filename);
    }

    /// `Category`.
    get_config& category(std::string_view value) &
    {
        put_text("Category", value);
        return *this;
    }
    get_config&& category(std::string_view value) && { return std::move(category(value)); }

    /// `Filter`.
    get_config& filter(std::string_view value) &
    {
        put_text("Filter", value);
        return *this;
    }
    get_config&& filter(std::string_view value) && { return std::move(filter(value)); }
};

/// `GetConfigJSON`. Asterisk 13 or later.
/// \par Server rights
/// write = config or system
class get_config_json : public typed_builder<get_config_json> {
public:
    /// What `client::async_perform` completes with.
    class answer_type : public typed_answer {
    public:
        using typed_answer::typed_answer;

        /// `JSON`.
        text_field json() const& noexcept { return header("JSON"); }
        text_field json() const&& = delete;
    };

    /// Needs `Filename`.
    explicit get_config_json(std::string_view filename) : typed_builder("GetConfigJSON")
    {
        require("Filename", filename);
    }

    /// `Category`.
    get_config_json& category(std::string_view value) &
    {
        put_text("Category", value);
        return *this;
    }
    get_config_json&& category(std::string_view value) && { return std::move(category(value)); }

    /// `Filter`.
    get_config_json& filter(std::string_view value) &
    {
        put_text("Filter", value);
        return *this;
    }
    get_config_json&& filter(std::string_view value) && { return std::move(filter(value)); }
};

/// `ListCategories`. Asterisk 13 or later.
/// \par Server rights
/// write = config
class list_categories : public typed_builder<list_categories> {
public:
    /// What `client::async_perform` completes with.
    class answer_type : public typed_answer {
    public:
        using typed_answer::typed_answer;

        /// `Category-NNNNNN`.
        text_field category(std::size_t number) const& noexcept { return header("Category-######", number); }
        text_field category(std::size_t number) const&& = delete;
    };

    /// Needs `Filename`.
    explicit list_categories(std::string_view filename) : typed_builder("ListCategories")
    {
        require("Filename", filename);
    }

    /// `Match`.
    list_categories& match(std::string_view value) &
    {
        put_text("Match", value);
        return *this;
    }
    list_categories&& match(std::string_view value) && { return std::move(match(value)); }
};

/// `ListCommands`. Asterisk 13 or later.
/// \par Server rights
/// None.
class list_commands : public typed_builder<list_commands> {
public:
    list_commands() : typed_builder("ListCommands") {}
};

/// `LoggerRotate`. Asterisk 13 or later.
/// \par Server rights
/// write = reporting or system
class logger_rotate : public typed_builder<logger_rotate> {
public:
    logger_rotate() : typed_builder("LoggerRotate") {}
};

/// `MailboxCount`. Asterisk 13 or later.
/// \par Server rights
/// write = call or reporting
class mailbox_count : public typed_builder<mailbox_count> {
public:
    /// What `client::async_perform` completes with.
    class answer_type : public typed_answer {
    public:
        using typed_answer::typed_answer;

        /// `Mailbox`.
        text_field mailbox() const& noexcept { return header("Mailbox"); }
        text_field mailbox() const&& = delete;
        /// `UrgMessages`.
        field<std::int64_t> urgent_messages() const& noexcept { return header("UrgMessages"); }
        field<std::int64_t> urgent_messages() const&& = delete;
        /// `NewMessages`.
        field<std::int64_t> new_messages() const& noexcept { return header("NewMessages"); }
        field<std::int64_t> new_messages() const&& = delete;
        /// `OldMessages`.
        field<std::int64_t> old_messages() const& noexcept { return header("OldMessages"); }
        field<std::int64_t> old_messages() const&& = delete;
    };

    /// Needs `Mailbox`.
    explicit mailbox_count(std::string_view mailbox) : typed_builder("MailboxCount")
    {
        require("Mailbox", mailbox);
    }
};

/// `MailboxStatus`. Asterisk 13 or later.
/// \par Server rights
/// write = call or reporting
class mailbox_status : public typed_builder<mailbox_status> {
public:
    /// What `client::async_perform` completes with.
    class answer_type : public typed_answer {
    public:
        using typed_answer::typed_answer;

        /// `Mailbox`.
        text_field mailbox() const& noexcept { return header("Mailbox"); }
        text_field mailbox() const&& = delete;
        /// `Waiting`.
        field<std::int64_t> waiting() const& noexcept { return header("Waiting"); }
        field<std::int64_t> waiting() const&& = delete;
    };

    /// Needs `Mailbox`.
    explicit mailbox_status(std::string_view mailbox) : typed_builder("MailboxStatus")
    {
        require("Mailbox", mailbox);
    }
};

/// `ModuleCheck`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class module_check : public typed_builder<module_check> {
public:
    /// What `client::async_perform` completes with.
    class answer_type : public typed_answer {
    public:
        using typed_answer::typed_answer;

        /// `Version`.
        text_field version() const& noexcept { return header("Version"); }
        text_field version() const&& = delete;
    };

    /// Needs `Module`.
    explicit module_check(std::string_view module) : typed_builder("ModuleCheck")
    {
        require("Module", module);
    }
};

/// `ModuleLoad`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class module_load : public typed_builder<module_load> {
public:
    /// Needs `LoadType`.
    explicit module_load(::ami::module_load_type load_type) : typed_builder("ModuleLoad")
    {
        require("LoadType", to_string(load_type));
    }

    /// `Module`.
    module_load& module(std::string_view value) &
    {
        put_text("Module", value);
        return *this;
    }
    module_load&& module(std::string_view value) && { return std::move(module(value)); }

    /// `Recursive` (Asterisk 18.23, 20.8, 21.3, 22 and 23 or later).
    module_load& recursive(bool value = true) &
    {
        put("Recursive", value ? "yes" : "no");
        return *this;
    }
    module_load&& recursive(bool value = true) && { return std::move(recursive(value)); }

    /// Checks what the parameters need of each other.
    action to_action() const
    {
        module_load made(*this);
        made.check_needed_unless("Module", "LoadType", "reload");
        return std::move(made.action_);
    }
};

/// `Ping`. Asterisk 13 or later.
/// \par Server rights
/// None.
class ping : public typed_builder<ping> {
public:
    /// What `client::async_perform` completes with.
    class answer_type : public typed_answer {
    public:
        using typed_answer::typed_answer;

        /// `Ping`.
        text_field ping() const& noexcept { return header("Ping"); }
        text_field ping() const&& = delete;
        /// `Timestamp`.
        field<double> timestamp() const& noexcept { return header("Timestamp"); }
        field<double> timestamp() const&& = delete;
    };

    ping() : typed_builder("Ping") {}
};

/// `PJSIPShowAuths`. It is answered with a list: use `client::async_list`. Asterisk 16 or later.
/// \par Server rights
/// write = system
class pjsip_show_auths : public typed_builder<pjsip_show_auths> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::auth_list_complete, ::ami::events::auth_list>;

    pjsip_show_auths() : typed_builder("PJSIPShowAuths") {}
};

/// `PresenceState`. Asterisk 13 or later.
/// \par Server rights
/// write = call or reporting
class presence_state : public typed_builder<presence_state> {
public:
    /// What `client::async_perform` completes with.
    class answer_type : public typed_answer {
    public:
        using typed_answer::typed_answer;

        /// `State`.
        text_field state() const& noexcept { return header("State"); }
        text_field state() const&& = delete;
    };

    /// Needs `Provider`.
    explicit presence_state(std::string_view provider) : typed_builder("PresenceState")
    {
        require("Provider", provider);
    }
};

/// `Reload`. Asterisk 13 or later.
/// \par Server rights
/// write = config or system
class reload : public typed_builder<reload> {
public:
    reload() : typed_builder("Reload") {}

    /// `Module`.
    reload& module(std::string_view value) &
    {
        put_text("Module", value);
        return *this;
    }
    reload&& module(std::string_view value) && { return std::move(module(value)); }
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

/// `ShowDialPlan`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = config or reporting
class show_dial_plan : public typed_builder<show_dial_plan> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::show_dial_plan_complete, ::ami::events::list_dialplan>;

    show_dial_plan() : typed_builder("ShowDialPlan") {}

    /// `Extension`.
    show_dial_plan& extension(std::string_view value) &
    {
        put_text("Extension", value);
        return *this;
    }
    show_dial_plan&& extension(std::string_view value) && { return std::move(extension(value)); }

    /// `Context`.
    show_dial_plan& context(std::string_view value) &
    {
        put_text("Context", value);
        return *this;
    }
    show_dial_plan&& context(std::string_view value) && { return std::move(context(value)); }
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

/// `UserEvent`. Asterisk 13 or later.
/// \par Server rights
/// write = user
class user_event : public typed_builder<user_event> {
public:
    /// Needs `UserEvent`.
    explicit user_event(std::string_view name) : typed_builder("UserEvent") { require("UserEvent", name); }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_SYSTEM_HPP
