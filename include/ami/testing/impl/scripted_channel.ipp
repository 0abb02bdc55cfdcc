// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_SCRIPTED_CHANNEL_IPP
#define AMI_TESTING_IMPL_SCRIPTED_CHANNEL_IPP

#include <ami/testing/detail/scripted_channel.hpp>
#include <ami/testing/detail/substitution.hpp>
#include <ami/testing/detail/text_functions.hpp>

namespace ami::testing::detail {

AMI_DECL std::optional<int> scripted_channel::state(std::string_view channel) const
{
    return channel.empty() || channel == name ? std::optional<int>(channel_state) : std::nullopt;
}

AMI_DECL std::optional<std::string> scripted_channel::variable(std::string_view variable_name) const
{
    return read_value(variable_name, [this](std::string_view asked) -> std::optional<std::string> {
        if (asked == "CHANNEL(name)" || asked == "CHANNEL")
            return name;
        const auto found = variables.find(asked);
        return found == variables.end() ? std::nullopt : std::optional<std::string>(found->second);
    });
}

AMI_DECL void scripted_channel::set_variable(std::string_view variable_name, std::string_view value)
{
    variables.insert_or_assign(std::string(variable_name), std::string(value));
}

AMI_DECL std::string scripted_channel::expand(std::string_view expression) const
{
    return substitute(expression, [this](std::string_view asked) { return variable(asked); });
}

AMI_DECL void scripted_channel::set_caller(std::string_view number, std::string_view caller_name)
{
    set_variable("CALLERID(num)", number);
    set_variable("CALLERID(name)", caller_name);
}

AMI_DECL std::optional<double> scripted_channel::sound(std::string_view file) const
{
    const auto found = sounds.find(file);
    if (found == sounds.end())
        return default_sound(file);
    return found->second < 0 ? std::nullopt : std::optional<double>(found->second);
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_SCRIPTED_CHANNEL_IPP
