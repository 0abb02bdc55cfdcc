// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_SYSTEM_HPP
#define AMI_ACTIONS_SYSTEM_HPP

#include <ami/actions/typed_builder.hpp>
#include <ami/events/system.hpp>
#include <ami/typed/enumerations.hpp>
#include <ami/typed/typed_answer.hpp>
#include <ami/typed/typed_list.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace ami::actions {

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
