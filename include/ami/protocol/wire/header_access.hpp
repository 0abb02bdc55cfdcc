// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_HEADER_ACCESS_HPP
#define AMI_PROTOCOL_WIRE_HEADER_ACCESS_HPP

#include <ami/protocol/wire/header_view.hpp>
#include <ami/protocol/wire/scan.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

namespace ami {

/// How headers are read, the same for views and for owned packets. Names are compared without case, the
/// first match wins, nothing is folded or reordered. `Derived` supplies `header_lines()`.
template <class Derived>
class header_access {
public:
    /// The value of the first header with this name, or an empty text if there is none. Most code of
    /// Asterisk treats an empty value and a missing header alike; `find` distinguishes them.
    std::string_view operator[](std::string_view name) const noexcept
    {
        const auto value = find(name);
        return value ? *value : std::string_view{};
    }

    /// The value of the first header with this name.
    std::optional<std::string_view> find(std::string_view name) const noexcept
    {
        const auto found = detail::scan().find_value(lines(), name);
        if (found.data() == nullptr)
            return std::nullopt;
        return detail::skip_blanks(found);
    }

    /// Whether there is a header with this name.
    bool contains(std::string_view name) const noexcept { return find(name).has_value(); }

    /// The values of every header with this name. `name` must outlive the range.
    value_range all(std::string_view name) const noexcept { return {lines(), name}; }

    template <std::same_as<std::string> Name>
    value_range all(Name&&) const = delete; // a temporary name would be gone

    /// The first of all lines, raw lines included.
    header_iterator begin() const noexcept { return header_iterator{lines()}; }
    /// The end of the lines.
    header_iterator end() const noexcept { return {}; }

protected:
    header_access() = default;

    /// The value of the first line: an event's name, a response's result. app_rpt and old voicemail write an ActionID
    /// before it.
    std::string_view first_value() const noexcept
    {
        auto rest = lines();
        auto first = detail::split_line(detail::take_line(rest));
        if (detail::iequals(first.name, "ActionID"))
            first = detail::split_line(detail::take_line(rest));
        return first.value;
    }

private:
    std::string_view lines() const noexcept { return static_cast<const Derived*>(this)->header_lines(); }
};

} // namespace ami

#endif // AMI_PROTOCOL_WIRE_HEADER_ACCESS_HPP
