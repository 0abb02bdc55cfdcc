// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_SECRET_FIELD_HPP
#define AMI_TYPED_SECRET_FIELD_HPP

#include <ami/typed/field_base.hpp>

#include <fmt/core.h>

#include <string_view>

namespace ami {

/// A field whose value is a password or another secret. It does not convert to text by itself, and fmt prints
/// `(redacted)`.
class secret_field : public field_base {
public:
    /// What the accessors of events and answers return.
    constexpr secret_field(const field_source& from) noexcept : field_base(from) {}

    /// The secret itself.
    constexpr std::string_view reveal() const noexcept { return field_base::text(); }

    /// Whether the header is absent or has no value.
    constexpr bool empty() const noexcept { return reveal().empty(); }

    std::string_view text() const = delete; // reveal() says what it does
};

} // namespace ami

/// Never prints the secret.
template <>
struct fmt::formatter<ami::secret_field> : fmt::formatter<std::string_view> {
    template <class Context>
    auto format(const ami::secret_field& field, Context& context) const
    {
        return fmt::formatter<std::string_view>::format(field.empty() ? "" : "(redacted)", context);
    }
};

#endif // AMI_TYPED_SECRET_FIELD_HPP
