// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_ACTIONS_PRIORITY_HPP
#define AMI_ACTIONS_PRIORITY_HPP

#include <ami/protocol/wire/action.hpp>
#include <ami/protocol/wire/ascii.hpp>

#include <string>
#include <string_view>

namespace ami::detail {

// A number from 1, or a label. What begins like a number is one to Asterisk.
constexpr bool is_priority(std::string_view text) noexcept
{
    if (text.empty() || text.front() == '-' || text.front() == '+' || text.front() == '0')
        return false;
    if (!is_digit(text.front()))
        return true;
    return text.size() < 10 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// A place in the dialplan as three headers, whose names begin with `prefix`.
inline void add_place(action& to, const std::string& prefix, std::string_view context, std::string_view exten,
    std::string_view priority)
{
    if (context.empty() || exten.empty())
        to.refuse(errc::invalid_header_value,
            "header \"" + prefix + (context.empty() ? "Context" : "Exten") + "\": it is empty");
    if (!is_priority(priority))
        to.refuse(errc::invalid_header_value,
            "header \"" + prefix + "Priority\": it is neither a number from 1 nor a label");
    to.add(prefix + "Context", context).add(prefix + "Exten", exten).add(prefix + "Priority", priority);
}

// The header of an action that acts on one channel.
inline void add_channel(action& to, std::string_view header, std::string_view channel)
{
    if (channel.empty())
        to.refuse(errc::invalid_header_value,
            "header \"" + std::string(header) + "\": the channel's name is empty");
    to.add(header, channel);
}

} // namespace ami::detail

#endif // AMI_ACTIONS_PRIORITY_HPP
