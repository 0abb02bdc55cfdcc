// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_TEXT_FIELD_HPP
#define AMI_TYPED_TEXT_FIELD_HPP

#include <ami/typed/field_base.hpp>

#include <fmt/core.h>

#include <string_view>

namespace ami {

/// A field whose value is text: numbers that people dial, too. It converts to `std::string_view`.
class text_field : public field_base {
public:
    /// What the accessors of events and answers return.
    constexpr text_field(const field_source& from) noexcept : field_base(from) {}

    /// The text; empty if the header is absent.
    constexpr operator std::string_view() const noexcept { return text(); }

    /// Whether the header is absent or has no value.
    constexpr bool empty() const noexcept { return text().empty(); }

    /// The text, or another one if the header is absent or has no value.
    constexpr std::string_view value_or(std::string_view other) const noexcept
    {
        return empty() ? other : text();
    }

    friend constexpr bool operator==(const text_field& a, std::string_view b) noexcept
    {
        return a.text() == b;
    }
    friend constexpr bool operator==(const text_field& a, const text_field& b) noexcept
    {
        return a.text() == b.text();
    }
};

} // namespace ami

/// Prints the text.
template <>
struct fmt::formatter<ami::text_field> : fmt::formatter<std::string_view> {
    template <class Context>
    auto format(const ami::text_field& field, Context& context) const
    {
        return fmt::formatter<std::string_view>::format(field.text(), context);
    }
};

#endif // AMI_TYPED_TEXT_FIELD_HPP
