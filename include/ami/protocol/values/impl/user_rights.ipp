// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_IMPL_USER_RIGHTS_IPP
#define AMI_PROTOCOL_VALUES_IMPL_USER_RIGHTS_IPP

#include <ami/protocol/values/known_names.hpp>
#include <ami/protocol/values/user_rights.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/banner.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace ami {

// manager.c, action_listcommands: one header for each action, "QueueAdd: Add interface to queue.  (Priv: agent,all)".
AMI_DECL user_rights::user_rights(const response& commands)
{
    for (const auto& header : commands) {
        if (header.value.find("(Priv: ") != std::string_view::npos)
            actions_.emplace_back(header.name);
    }
}

// The command line is split at blanks, and reads quotes.
AMI_DECL std::optional<action> user_rights::question(std::string_view user)
{
    if (user.empty() || user.find_first_of(" \t\"\\;") != std::string_view::npos)
        return std::nullopt;
    return action("Command").add("Command", fmt::format("manager show user {}", user));
}

// manager.c, handle_showmanager: "         read perm: system,call", and "<none>" for none.
AMI_DECL void user_rights::add_user(const std::vector<std::string>& output)
{
    for (const std::string_view line : output) {
        const auto colon = line.find(':');
        if (colon == std::string_view::npos)
            continue;
        const auto name = detail::skip_blanks(line.substr(0, colon));
        const auto value = detail::skip_blanks(line.substr(colon + 1));
        if (name == "read perm")
            read_ = value;
        else if (name == "write perm")
            write_ = value;
    }
}

AMI_DECL std::optional<detail::event_classes> user_rights::readable() const noexcept
{
    if (read_.empty())
        return std::nullopt;
    return detail::event_classes::of_names(read_);
}

AMI_DECL certainty user_rights::can_send(std::string_view action) const noexcept
{
    if (actions_.empty())
        return certainty::unknown;
    const bool listed = std::any_of(
        actions_.begin(), actions_.end(), [&](const auto& each) { return detail::iequals(each, action); });
    return listed ? certainty::yes : certainty::no;
}

AMI_DECL certainty user_rights::can_see(std::string_view event) const noexcept
{
    const auto known = detail::find_event(event);
    const auto classes = readable();
    if (!known.is_known || !classes)
        return certainty::unknown;
    return classes->includes(known.classes) ? certainty::yes : certainty::no;
}

namespace detail {

AMI_DECL std::string explain_refusal(std::string_view action, std::string_view message)
{
    const bool is_unknown = message.starts_with("Invalid/unknown command");
    if (!is_unknown && message != "Permission denied")
        return {};
    const auto known = find_action(action);
    if (is_unknown)
        return known.module.empty()
                   ? fmt::format("; this Asterisk has no action {}", action)
                   : fmt::format("; possible causes: {} is not loaded, or this Asterisk is too old for {}",
                         known.module, action);
    if (known.rights.empty())
        return {};
    std::string rights(known.rights);
    for (std::size_t at = 0; (at = rights.find(',', at)) != std::string::npos;)
        rights.replace(at, 1, " or ");
    return fmt::format("; {} needs write = {} in manager.conf", action, rights);
}

} // namespace detail
} // namespace ami

#endif // AMI_PROTOCOL_VALUES_IMPL_USER_RIGHTS_IPP
