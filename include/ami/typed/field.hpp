// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_FIELD_HPP
#define AMI_TYPED_FIELD_HPP

#include <ami/typed/decoder.hpp>
#include <ami/typed/field_base.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami {

/// A field whose text means a value of type T. It is decoded whenever the value is asked for. Every field of Asterisk is
/// optional: which of these functions to use depends on what a missing value means to the program.
template <class T, class Decoder = decoder<T>>
class field : public field_base {
public:
    /// The type of the value.
    using value_type = T;

    /// What the accessors of events and answers return.
    constexpr field(const field_source& from) noexcept : field_base(from) {}

    /// The value; nothing if the header is absent, empty or malformed.
    std::optional<T> get() const
    {
        T value{};
        if (text().empty() || !Decoder::decode(text(), value))
            return std::nullopt;
        return std::optional<T>(std::move(value));
    }

    /// Whether the value is good, or why there is none.
    field_state state() const { return state_if(!text().empty() && get().has_value()); }

    /// The value.
    /// @throws ami::error with `errc::invalid_field` and the header's name and bytes, unless the state is `good`.
    T value() const
    {
        auto value = get();
        if (!value)
            refuse();
        return *std::move(value);
    }

    /// The value, or another one if the header is absent, empty or malformed.
    T value_or(T other) const
    {
        auto value = get();
        return value ? *std::move(value) : std::move(other);
    }
};

/// Text in which Asterisk escaped quotes, backslashes and control characters.
using escaped_field = field<std::string, detail::escaped_text>;

/// Text in which Asterisk wrote special bytes as `%XX`.
using percent_encoded_field = field<std::string, detail::percent_encoded_text>;

/// A hexadecimal number, with or without `0x`.
using hex_field = field<std::uint64_t, detail::hexadecimal>;

/// A duration as `HH:MM:SS`.
using hms_field = field<std::chrono::seconds, detail::hours_minutes_seconds>;

} // namespace ami

#endif // AMI_TYPED_FIELD_HPP
