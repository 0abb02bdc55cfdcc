// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_AGI_HPP
#define AMI_ACTIONS_AGI_HPP

#include <ami/actions/typed_builder.hpp>

#include <string_view>
#include <utility>

namespace ami::actions {

/// `AGI`. Asterisk 13 or later.
/// \par Server rights
/// write = agi
class agi : public typed_builder<agi> {
public:
    /// Needs `Channel`; `Command`.
    explicit agi(std::string_view channel, std::string_view command) : typed_builder("AGI")
    {
        require("Channel", channel);
        require("Command", command);
    }

    /// `CommandID`.
    agi& command_id(std::string_view value) &
    {
        put_text("CommandID", value);
        return *this;
    }
    agi&& command_id(std::string_view value) && { return std::move(command_id(value)); }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_AGI_HPP
