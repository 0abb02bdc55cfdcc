// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_NAMED_TEXT_HPP
#define AMI_TYPED_NAMED_TEXT_HPP

#include <ami/detail/macros.hpp>

#include <fmt/core.h>

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace ami {
namespace detail {

// An enumeration whose first value is `other` and whose others have texts: `names_of` gives these with `|` between.
template <class Enum>
concept named_text = std::is_enum_v<Enum> && requires
{
    {
        names_of(Enum())
        } -> std::same_as<std::string_view>;
};

// The place of a text in such a list, from one; zero if it has none.
AMI_DECL std::size_t index_in(std::string_view names, std::string_view text) noexcept;
AMI_DECL std::string_view name_at(std::string_view names, std::size_t index) noexcept;

} // namespace detail

/// What Asterisk sends for a value; empty for `other`.
template <detail::named_text Enum>
std::string_view to_string(Enum value) noexcept
{
    return detail::name_at(names_of(value), static_cast<std::size_t>(value));
}

} // namespace ami

/// Prints what Asterisk sends, or `other`.
template <class Enum, class Char>
requires ami::detail::named_text<Enum>
struct fmt::formatter<Enum, Char> : fmt::formatter<std::string_view, Char> {
    template <class Context>
    auto format(Enum value, Context& context) const
    {
        const auto name = ami::to_string(value);
        return fmt::formatter<std::string_view, Char>::format(name.empty() ? "other" : name, context);
    }
};

#ifdef AMI_HEADER_ONLY
#include <ami/typed/impl/named_text.ipp>
#endif

#endif // AMI_TYPED_NAMED_TEXT_HPP
