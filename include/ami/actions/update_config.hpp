// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_ACTIONS_UPDATE_CONFIG_HPP
#define AMI_ACTIONS_UPDATE_CONFIG_HPP

#include <ami/actions/typed_builder.hpp>
#include <ami/typed/numbered_name.hpp>

#include <cstddef>
#include <string_view>
#include <utility>

namespace ami::actions {

/// Changes a configuration file: `UpdateConfig`. The changes are made in the order in which they were added. Asterisk makes
/// none of them if one fails. Their values are not shown in log records.
/// \par Server rights
/// write = config
class update_config : public typed_builder<update_config> {
public:
    /// Reads the file `source` and writes `destination`, which can be the same one.
    explicit update_config(std::string_view source, std::string_view destination)
        : typed_builder("UpdateConfig")
    {
        require("SrcFilename", source);
        require("DstFilename", destination);
    }

    /// The module that Asterisk reloads after that, for example `res_pjsip.so`; `yes` for all of them.
    update_config& reload(std::string_view module = "yes") &
    {
        put_text("Reload", module);
        return *this;
    }
    update_config&& reload(std::string_view module = "yes") && { return std::move(reload(module)); }

    /// Appends a category, for example `[alice]`.
    update_config& add_category(std::string_view category) &
    {
        begin("NewCat", category);
        return end();
    }
    update_config&& add_category(std::string_view category) && { return std::move(add_category(category)); }

    /// Gives a category another name.
    update_config& rename_category(std::string_view category, std::string_view name) &
    {
        begin("RenameCat", category);
        need("Value-######", name);
        return end();
    }
    update_config&& rename_category(std::string_view category, std::string_view name) &&
    {
        return std::move(rename_category(category, name));
    }

    /// Deletes a category with all of its variables.
    update_config& delete_category(std::string_view category) &
    {
        begin("DelCat", category);
        return end();
    }
    update_config&& delete_category(std::string_view category) &&
    {
        return std::move(delete_category(category));
    }

    /// Deletes all variables of a category.
    update_config& empty_category(std::string_view category) &
    {
        begin("EmptyCat", category);
        return end();
    }
    update_config&& empty_category(std::string_view category) &&
    {
        return std::move(empty_category(category));
    }

    /// Sets a variable that is there. With `match` only the variable that has this value.
    update_config& update(std::string_view category, std::string_view variable, std::string_view value,
        std::string_view match = {}) &
    {
        begin("Update", category);
        need("Var-######", variable);
        set("Value-######", value);
        set("Match-######", match);
        return end();
    }
    update_config&& update(std::string_view category, std::string_view variable, std::string_view value,
        std::string_view match = {}) &&
    {
        return std::move(update(category, variable, value, match));
    }

    /// Deletes a variable. With `match` only the variable that has this value.
    update_config& remove(std::string_view category, std::string_view variable, std::string_view match = {}) &
    {
        begin("Delete", category);
        need("Var-######", variable);
        set("Match-######", match);
        return end();
    }
    update_config&& remove(
        std::string_view category, std::string_view variable, std::string_view match = {}) &&
    {
        return std::move(remove(category, variable, match));
    }

    /// Adds a variable at the end of a category.
    update_config& append(std::string_view category, std::string_view variable, std::string_view value) &
    {
        begin("Append", category);
        need("Var-######", variable);
        set("Value-######", value);
        return end();
    }
    update_config&& append(std::string_view category, std::string_view variable, std::string_view value) &&
    {
        return std::move(append(category, variable, value));
    }

private:
    void begin(std::string_view kind, std::string_view category)
    {
        need("Action-######", kind);
        need("Cat-######", category);
    }

    update_config& end()
    {
        ++changes_;
        return *this;
    }

    void need(std::string_view pattern, std::string_view value)
    {
        require(ami::detail::numbered_name(pattern, changes_).view(), value);
    }

    void set(std::string_view pattern, std::string_view value)
    {
        if (!value.empty())
            put(ami::detail::numbered_name(pattern, changes_).view(), value);
    }

    std::size_t changes_ = 0;
};

} // namespace ami::actions

#endif // AMI_ACTIONS_UPDATE_CONFIG_HPP
