// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_AGI_START_IPP
#define AMI_TESTING_IMPL_AGI_START_IPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/agi_start.hpp>

#include <charconv>
#include <string>
#include <string_view>
#include <system_error>

namespace ami::testing::detail {

AMI_DECL bool is_agi_url(std::string_view url)
{
    return ami::detail::istarts_with(url, "agi://") || ami::detail::istarts_with(url, "hagi://");
}

AMI_DECL std::optional<agi_url> parse_agi_url(std::string_view url)
{
    constexpr std::string_view scheme = "agi://";
    if (!ami::detail::istarts_with(url, scheme))
        return std::nullopt;
    url.remove_prefix(scheme.size());
    const auto slash = url.find('/');
    auto place = url.substr(0, slash);
    agi_url result;
    if (slash != std::string_view::npos)
        result.script = url.substr(slash + 1);
    const auto bracket = place.rfind(']');
    const auto colon = place.find(':', bracket == std::string_view::npos ? 0 : bracket);
    if (colon != std::string_view::npos) {
        const auto digits = place.substr(colon + 1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), result.port);
        if (error != std::errc{} || end != digits.data() + digits.size() || digits.empty())
            return std::nullopt;
        place = place.substr(0, colon);
    }
    if (place.starts_with('[') && place.ends_with(']'))
        place = place.substr(1, place.size() - 2);
    if (place.empty() || place.find_first_of("@?[]") != std::string_view::npos)
        return std::nullopt;
    result.host = place;
    return result;
}

AMI_DECL agi_lines agi_environment_lines(const agi_call_facts& call)
{
    const auto or_unknown = [](const std::string& text) { return text.empty() ? "unknown" : text; };
    agi_lines lines = {{"agi_network", "yes"}};
    if (!call.script.empty())
        lines.emplace_back("agi_network_script", call.script);
    lines.insert(lines.end(),
        {{"agi_request", call.request}, {"agi_channel", call.channel}, {"agi_language", "en"},
            {"agi_type", call.channel.substr(0, call.channel.find('/'))}, {"agi_uniqueid", call.unique_id},
            {"agi_version", call.version}, {"agi_callerid", or_unknown(call.caller_number)},
            {"agi_calleridname", or_unknown(call.caller_name)}, {"agi_callingpres", "0"},
            {"agi_callingani2", "0"}, {"agi_callington", "0"}, {"agi_callingtns", "0"},
            {"agi_dnid", "unknown"}, {"agi_rdnis", "unknown"}, {"agi_context", call.context},
            {"agi_extension", call.extension}, {"agi_priority", std::to_string(call.priority)},
            {"agi_enhanced", "0.0"}, {"agi_accountcode", call.account}, {"agi_threadid", "1"}});
    for (std::size_t i = 0; i != call.arguments.size(); ++i)
        lines.emplace_back("agi_arg_" + std::to_string(i + 1), call.arguments[i]);
    return lines;
}

AMI_DECL std::string agi_environment_text(const agi_lines& lines)
{
    std::string text;
    for (const auto& [name, value] : lines)
        text.append(name).append(": ").append(value).append("\n");
    return text.append("\n");
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_AGI_START_IPP
