// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_ACTIONS_COMMAND_HPP
#define AMI_ACTIONS_COMMAND_HPP

#include <ami/actions/builder.hpp>

#include <concepts>
#include <string_view>

namespace ami::actions {

/// Runs a command of Asterisk's CLI. A text is one: `async_command("core show version")`.
/// \par Server rights
/// write = command
class command : public builder<command> {
public:
    /// The text of the command, for example `core show version`.
    template <std::convertible_to<std::string_view> Text>
    command(const Text& text) : builder("Command")
    {
        action_.add("Command", std::string_view(text));
    }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_COMMAND_HPP
