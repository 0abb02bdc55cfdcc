// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_LOCAL_TIME_HPP
#define AMI_TYPED_LOCAL_TIME_HPP

#include <ami/detail/macros.hpp>

#include <fmt/core.h>

#include <compare>
#include <string>
#include <string_view>

namespace ami {

/// A date and a time of day as the server's clock shows them: Asterisk does not say in which zone. (The times of Cdr and CEL,
/// unless `usegmtime` is set.)
struct local_time {
    /// For example 2026.
    int year = 0;
    /// 1 to 12.
    int month = 0;
    /// 1 to 31.
    int day = 0;
    /// 0 to 23.
    int hour = 0;
    /// 0 to 59.
    int minute = 0;
    /// 0 to 60.
    int second = 0;

    friend auto operator<=>(const local_time&, const local_time&) = default;
};

/// As Asterisk writes it, for example `2026-11-30 05:20:07`.
AMI_DECL std::string to_string(const local_time& value);

} // namespace ami

/// Prints what `to_string` gives.
template <>
struct fmt::formatter<ami::local_time> : fmt::formatter<std::string_view> {
    template <class Context>
    auto format(const ami::local_time& value, Context& context) const
    {
        return fmt::formatter<std::string_view>::format(to_string(value), context);
    }
};

#ifdef AMI_HEADER_ONLY
#include <ami/typed/impl/local_time.ipp>
#endif

#endif // AMI_TYPED_LOCAL_TIME_HPP
