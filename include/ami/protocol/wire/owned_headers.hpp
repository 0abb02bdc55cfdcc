// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_OWNED_HEADERS_HPP
#define AMI_PROTOCOL_WIRE_OWNED_HEADERS_HPP

#include <ami/protocol/wire/header_access.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ami {

/// As `header_access`, for a class that owns its bytes: what points into a temporary object does not compile.
///
///     auto r = co_await pbx.async_execute(...); // the response has a name
///     std::string_view value = r["Value"];      // and the value lives as long
///
/// `Derived` supplies `header_lines()`.
template <class Derived>
class owned_headers : public header_access<Derived> {
    using access = header_access<Derived>;

public:
    /// The value of the first header with this name; empty if there is none.
    std::string_view operator[](std::string_view name) const& noexcept { return access::operator[](name); }
    std::string_view operator[](std::string_view name) const&& = delete;

    /// As `operator[]`; tells an empty value from none.
    std::optional<std::string_view> find(std::string_view name) const& noexcept { return access::find(name); }
    std::optional<std::string_view> find(std::string_view name) const&& = delete;

    /// The values of every header with this name. `name` must outlive the range.
    value_range all(std::string_view name) const& noexcept { return access::all(name); }

    template <std::same_as<std::string> Name>
    value_range all(Name&&) const& = delete; // a temporary name would be gone

    /// Of a temporary object, the values themselves.
    std::vector<std::string> all(std::string_view name) const&&
    {
        std::vector<std::string> values;
        for (const auto value : access::all(name))
            values.emplace_back(value);
        return values;
    }

    /// The first of all lines, raw lines included.
    header_iterator begin() const& noexcept { return access::begin(); }
    header_iterator begin() const&& = delete;

protected:
    owned_headers() = default;
};

} // namespace ami

#endif // AMI_PROTOCOL_WIRE_OWNED_HEADERS_HPP
