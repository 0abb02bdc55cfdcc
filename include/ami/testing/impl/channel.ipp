// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_CHANNEL_IPP
#define AMI_TESTING_IMPL_CHANNEL_IPP

#include <ami/protocol/values/hangup_cause.hpp>
#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/channel.hpp>

namespace ami::testing::detail {

AMI_DECL std::string_view state_name(channel_state state)
{
    switch (state) {
    case channel_state::down: return "Down";
    case channel_state::ring: return "Ring";
    case channel_state::ringing: return "Ringing";
    case channel_state::up: return "Up";
    case channel_state::busy: return "Busy";
    }
    return "Unknown";
}

AMI_DECL std::string_view cause_text(int cause)
{
    const auto text = to_string(static_cast<hangup_cause>(cause));
    return text.empty() ? std::string_view("Unknown") : text;
}

AMI_DECL std::string escape_c(std::string_view text)
{
    static constexpr std::string_view plain = "\a\b\f\n\r\t\v\\'\"?";
    static constexpr std::string_view escaped = "abfnrtv\\'\"?";
    std::string result;
    for (const char c : text) {
        const auto at = plain.find(c);
        if (at != std::string_view::npos)
            result += '\\';
        result += at != std::string_view::npos ? escaped[at] : c;
    }
    return result;
}

AMI_DECL std::string_view plain_name(std::string_view variable)
{
    for (int i = 0; i != 2 && variable.starts_with('_'); ++i)
        variable.remove_prefix(1);
    return variable;
}

AMI_DECL std::optional<std::string> channel::variable(std::string_view variable_name) const
{
    if (!variable_name.empty() && variable_name.back() == ')') {
        const auto open = variable_name.find('(');
        const auto function = variable_name.substr(0, open);
        const auto argument =
            variable_name.substr(open == std::string_view::npos ? variable_name.size() : open + 1,
                open == std::string_view::npos ? 0 : variable_name.size() - open - 2);
        const bool caller = function == "CALLERID";
        if (caller || function == "CONNECTEDLINE") {
            const auto& number = caller ? caller_number : connected_number;
            const auto& full_name = caller ? caller_name : connected_name;
            if (ami::detail::istarts_with(argument, "num"))
                return number;
            if (ami::detail::istarts_with(argument, "name"))
                return full_name;
            if (ami::detail::istarts_with(argument, "all"))
                return "\"" + full_name + "\" <" + number + ">";
        }
        if (function == "CHANNEL") {
            if (ami::detail::iequals(argument, "state"))
                return std::string(state_name(state));
            if (ami::detail::iequals(argument, "name"))
                return name;
            if (ami::detail::iequals(argument, "uniqueid"))
                return uniqueid;
            if (ami::detail::iequals(argument, "linkedid"))
                return linkedid;
            if (ami::detail::iequals(argument, "accountcode"))
                return account;
            if (ami::detail::iequals(argument, "channeltype"))
                return name.substr(0, name.find('/'));
            if (ami::detail::iequals(argument, "language"))
                return "en";
            if (ami::detail::iequals(argument, "context"))
                return context;
            if (ami::detail::iequals(argument, "exten"))
                return exten;
        }
        return std::nullopt;
    }
    if (variable_name == "CHANNEL")
        return name;
    if (variable_name == "UNIQUEID")
        return uniqueid;
    if (variable_name == "EXTEN")
        return exten;
    if (variable_name == "CONTEXT")
        return context;
    if (variable_name == "PRIORITY")
        return std::to_string(priority);
    if (variable_name == "HANGUPCAUSE")
        return std::to_string(cause);
    for (const auto& [key, value] : variables) {
        if (plain_name(key) == variable_name)
            return value;
    }
    return std::nullopt;
}

AMI_DECL void channel::set_variable(std::string_view variable_name, std::string_view value)
{
    for (auto& [key, old] : variables) {
        if (plain_name(key) == plain_name(variable_name)) {
            key = variable_name;
            old = value;
            return;
        }
    }
    variables.emplace_back(variable_name, value);
}

AMI_DECL void channel::append_to(
    packet_text& packet, const std::vector<std::string>& watched, std::string_view prefix) const
{
    const auto add = [&](std::string_view header, std::string_view value) {
        packet.add(std::string(prefix).append(header), value);
    };
    const auto or_unknown = [](const std::string& text) {
        return text.empty() ? std::string{"<unknown>"} : escape_c(text);
    };
    add("Channel", name);
    add("ChannelState", std::to_string(static_cast<int>(state)));
    add("ChannelStateDesc", state_name(state));
    add("CallerIDNum", caller_number.empty() ? "<unknown>" : caller_number);
    add("CallerIDName", or_unknown(caller_name));
    add("ConnectedLineNum", connected_number.empty() ? "<unknown>" : connected_number);
    add("ConnectedLineName", or_unknown(connected_name));
    add("Language", "en");
    add("AccountCode", account);
    add("Context", context);
    add("Exten", exten);
    add("Priority", std::to_string(priority));
    add("Uniqueid", uniqueid);
    add("Linkedid", linkedid);
    for (const auto& each : watched)
        add("ChanVariable", each + "=" + escape_c(variable(each).value_or("")));
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_CHANNEL_IPP
