// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_NAMED_NUMBER_HPP
#define AMI_PROTOCOL_VALUES_NAMED_NUMBER_HPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/detail/macros.hpp>

#include <fmt/core.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ami::detail {

// A number of Asterisk's, and what Asterisk calls it.
template <class Enum>
struct named_number {
    Enum value;
    std::string_view name;
};

template <class Enum, std::size_t Size>
constexpr std::string_view name_in(const named_number<Enum> (&table)[Size], Enum value) noexcept
{
    for (const auto& each : table) {
        if (each.value == value)
            return each.name;
    }
    return {};
}

template <class Enum, std::size_t Size>
constexpr std::optional<Enum> number_in(
    const named_number<Enum> (&table)[Size], std::string_view name) noexcept
{
    for (const auto& each : table) {
        if (iequals(each.name, name))
            return each.value;
    }
    return std::nullopt;
}

AMI_DECL std::optional<int> parse_int(std::string_view text) noexcept;

// Any number is a value, whether it has a name here or not.
template <class Enum>
std::optional<Enum> parse_number(std::string_view text) noexcept
{
    const auto number = parse_int(text);
    return number ? std::optional(static_cast<Enum>(*number)) : std::nullopt;
}

// Prints the name; if there is none, `unknown (NUMBER)`. Files that format include <fmt/format.h>, as for any type; here
// it would be in every user's file.
template <class Enum>
struct named_number_formatter : fmt::formatter<std::string_view> {
    template <class Context>
    auto format(Enum value, Context& context) const
    {
        const auto name = to_string(value);
        if (!name.empty())
            return fmt::formatter<std::string_view>::format(name, context);
        return fmt::formatter<std::string_view>::format(
            "unknown (" + std::to_string(static_cast<int>(value)) + ")", context);
    }
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/values/impl/named_number.ipp>
#endif

#endif // AMI_PROTOCOL_VALUES_NAMED_NUMBER_HPP
