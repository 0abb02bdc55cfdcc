// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_IMPL_CHAN_VARIABLE_IPP
#define AMI_PROTOCOL_VALUES_IMPL_CHAN_VARIABLE_IPP

#include <ami/protocol/values/channel_variable.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/escaped_text.hpp>

#include <string_view>

namespace ami {

AMI_DECL std::vector<channel_variable> channel_variables(const event_view& from)
{
    constexpr std::string_view plain = "ChanVariable";
    constexpr std::string_view with_channel = "ChanVariable(";
    std::vector<channel_variable> found;
    const bool sets_one = detail::iequals(from.name(), "VarSet"); // its `Variable` is a name
    for (const auto& line : from) {
        const auto name = line.name;
        const auto equals = line.value.find('=');
        const auto variable = line.value.substr(0, equals);
        const auto value =
            line.value.substr(equals == std::string_view::npos ? line.value.size() : equals + 1);
        // A channel's name may have a colon, as in `IAX2/[::1]:4569-1`: the header's name then ends too early.
        if (detail::istarts_with(name, with_channel)) {
            auto rest = std::string_view(
                name.data(), static_cast<std::size_t>(line.value.data() + line.value.size() - name.data()));
            rest.remove_prefix(with_channel.size());
            const auto end = rest.find("): ");
            if (end == std::string_view::npos)
                continue;
            const auto pair = rest.substr(end + 3);
            const auto at = pair.find('=');
            found.emplace_back(std::string(rest.substr(0, end)), std::string(pair.substr(0, at)),
                std::string(pair.substr(at == std::string_view::npos ? pair.size() : at + 1)));
        } else if (name.size() >= plain.size() &&
                   detail::iequals(name.substr(name.size() - plain.size()), plain)) {
            const auto prefix = name.substr(0, name.size() - plain.size());
            found.emplace_back(
                std::string(from[std::string(prefix) + "Channel"]), std::string(variable), unescape(value));
        } else if (!sets_one && equals != std::string_view::npos && detail::iequals(name, "Variable")) {
            found.emplace_back(std::string(from["Channel"]), std::string(variable), std::string(value));
        }
    }
    return found;
}

} // namespace ami

#endif // AMI_PROTOCOL_VALUES_IMPL_CHAN_VARIABLE_IPP
