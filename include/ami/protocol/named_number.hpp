// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_PROTOCOL_NAMED_NUMBER_HPP
#define AMI_PROTOCOL_NAMED_NUMBER_HPP

#include <ami/protocol/ascii.hpp>

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

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

// Any number is a value, whether it has a name here or not.
template <class Enum>
std::optional<Enum> parse_number(std::string_view text) noexcept
{
    int number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size())
        return std::nullopt;
    return static_cast<Enum>(number);
}

// Prints the name; where there is none, `unknown (NUMBER)`. Whoever formats includes <fmt/format.h>, as for any type; here
// it would be in every user's file.
template <class Enum>
struct named_number_formatter : fmt::formatter<std::string_view> {
    template <class Context>
    auto format(Enum value, Context& context) const
    {
        const auto name = to_string(value);
        if (!name.empty())
            return fmt::formatter<std::string_view>::format(name, context);
        std::array<char, 24> text{{"unknown ("}};
        auto* const end = std::to_chars(text.data() + 9, text.data() + 23, static_cast<int>(value)).ptr;
        *end = ')';
        return fmt::formatter<std::string_view>::format(
            std::string_view(text.data(), static_cast<std::size_t>(end + 1 - text.data())), context);
    }
};

} // namespace ami::detail

#endif // AMI_PROTOCOL_NAMED_NUMBER_HPP
