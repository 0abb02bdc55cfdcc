// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_IMPL_CHANNEL_SNAPSHOT_IPP
#define AMI_TYPED_IMPL_CHANNEL_SNAPSHOT_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/escaped_text.hpp>
#include <ami/protocol/wire/header_view.hpp>
#include <ami/typed/channel_snapshot.hpp>

#include <optional>

namespace ami {
namespace detail {

// The text after the first equals sign of a header `PREFIXChanVariable`; the text before it goes to `name`.
inline std::optional<std::string_view> variable_in(
    const header_view& line, std::string_view prefix, std::string_view& name) noexcept
{
    if (line.name.size() != prefix.size() + std::string_view("ChanVariable").size() ||
        !istarts_with(line.name, prefix) || !iequals(line.name.substr(prefix.size()), "ChanVariable"))
        return std::nullopt;
    const auto equals = line.value.find('=');
    name = line.value.substr(0, equals);
    return line.value.substr(equals == std::string_view::npos ? line.value.size() : equals + 1);
}

} // namespace detail

AMI_DECL escaped_field channel_snapshot::variable(std::string_view name) const noexcept
{
    for (const auto& line : event()) {
        std::string_view found;
        if (const auto value = detail::variable_in(line, prefix(), found); value && found == name)
            return field_source{prefix(), "ChanVariable", value};
    }
    return field_source{prefix(), "ChanVariable", std::nullopt};
}

AMI_DECL std::vector<std::pair<std::string, std::string>> channel_snapshot::variables() const
{
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& line : event()) {
        std::string_view name;
        if (const auto value = detail::variable_in(line, prefix(), name))
            all.emplace_back(std::string(name), unescape(*value));
    }
    return all;
}

} // namespace ami

#endif // AMI_TYPED_IMPL_CHANNEL_SNAPSHOT_IPP
