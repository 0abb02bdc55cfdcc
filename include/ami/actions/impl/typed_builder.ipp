// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_ACTIONS_IMPL_TYPED_BUILDER_IPP
#define AMI_ACTIONS_IMPL_TYPED_BUILDER_IPP

#include <ami/actions/priority.hpp>
#include <ami/actions/typed_builder.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/header_view.hpp>

#include <optional>
#include <string>

namespace ami {
namespace detail {

// The value of a header of an action.
inline std::optional<std::string_view> value_in(const action& of, std::string_view header) noexcept
{
    for (std::string_view rest = of.header_lines(); !rest.empty();) {
        const auto line = split_line(take_line(rest));
        if (iequals(line.name, header))
            return line.value;
    }
    return std::nullopt;
}

inline std::string joined(std::initializer_list<std::string_view> names)
{
    std::string text;
    for (const auto name : names)
        text.append(text.empty() ? "" : " or ").append(name);
    return text;
}

} // namespace detail

namespace actions {

AMI_DECL void typed_builder_base::refuse(std::string_view header, std::string_view reason)
{
    std::string text = "header \"";
    text.append(header).append("\": ").append(reason);
    action_.refuse(errc::invalid_header_value, std::move(text));
}

AMI_DECL void typed_builder_base::require(std::string_view header, std::string_view value)
{
    if (value.empty())
        refuse(header, "it is empty; " + action_.name() + " needs it");
    put(header, value);
}

AMI_DECL void typed_builder_base::put_text(std::string_view header, std::string_view value)
{
    if (value.empty())
        refuse(header, "it is empty, which Asterisk takes for absent: leave it out if that is meant");
    put(header, value);
}

// A UserEvent carries every header that it gets.
AMI_DECL void typed_builder_base::put_other(std::string_view header, std::string_view value)
{
    if (ami::detail::iequals(header, "Variable") || action_.name() == "UserEvent")
        action_.add(header, value);
    else
        put(header, value);
}

AMI_DECL void typed_builder_base::put(std::string_view header, std::string_view value)
{
    if (ami::detail::value_in(action_, header))
        refuse(header, "it is set twice; Asterisk would ignore the second value");
    action_.add(header, value);
}

AMI_DECL void typed_builder_base::put_number(const char* header, std::int64_t value)
{
    put(header, std::to_string(value));
}

AMI_DECL void typed_builder_base::put_duration(const char* header, std::chrono::seconds value)
{
    if (value < std::chrono::seconds::zero())
        refuse(header, std::to_string(value.count()) + " s is negative");
    put_number(header, value.count());
}

AMI_DECL void typed_builder_base::put_duration(const char* header, std::chrono::milliseconds value)
{
    if (value < std::chrono::milliseconds::zero())
        refuse(header, std::to_string(value.count()) + " ms is negative");
    put_number(header, value.count());
}

AMI_DECL void typed_builder_base::put_priority(const char* header, std::string_view value)
{
    if (value != "hint" && !ami::detail::is_priority(value))
        refuse(header, "it is neither a number from 1 nor a label");
    put(header, value);
}

AMI_DECL void typed_builder_base::check_any_of(std::initializer_list<std::string_view> headers)
{
    for (const auto header : headers) {
        if (ami::detail::value_in(action_, header))
            return;
    }
    refuse(*headers.begin(), "it is missing; " + action_.name() + " needs " + ami::detail::joined(headers));
}

AMI_DECL void typed_builder_base::check_one_of(std::initializer_list<std::string_view> headers)
{
    check_any_of(headers);
    std::string_view first;
    for (const auto header : headers) {
        if (!ami::detail::value_in(action_, header))
            continue;
        if (!first.empty())
            refuse(header, "it excludes " + std::string(first) + "; " + action_.name() + " takes one of " +
                               ami::detail::joined(headers));
        first = header;
    }
}

AMI_DECL void typed_builder_base::check_needed_unless(
    std::string_view needed, std::string_view header, std::string_view value)
{
    const auto found = ami::detail::value_in(action_, header);
    if (!(found && ami::detail::iequals(*found, value)) && !ami::detail::value_in(action_, needed))
        refuse(needed,
            "it is missing; only " + std::string(header) + " " + std::string(value) + " goes without it");
}

} // namespace actions
} // namespace ami

#endif // AMI_ACTIONS_IMPL_TYPED_BUILDER_IPP
