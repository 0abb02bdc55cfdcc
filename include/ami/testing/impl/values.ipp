// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_VALUES_IPP
#define AMI_TESTING_IMPL_VALUES_IPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/pbx.hpp>
#include <ami/testing/detail/substitution.hpp>
#include <ami/testing/detail/text_functions.hpp>

#include <fmt/format.h>

#include <utility>

namespace ami::testing::detail {

// Variables and functions, read and written by the dialplan, AGI, Getvar, Setvar, Originate.

AMI_DECL std::optional<std::string> pbx::value_of(const channel_ptr& in, std::string_view name) const
{
    return read_value(name, [&](std::string_view asked) -> std::optional<std::string> {
        if (const auto call = split_function(asked)) {
            if (call->name == "DEVICE_STATE")
                return std::string(to_string(devices_.state(call->arguments)));
            if (call->name == "DB") {
                const auto entry = database_.find(fmt::format("/{}", call->arguments));
                return entry == database_.end() ? std::nullopt : std::optional(entry->second);
            }
            if (call->name != "GLOBAL")
                return in ? in->variable(asked) : std::nullopt;
            asked = call->arguments;
        } else if (in) {
            if (auto value = in->variable(asked))
                return value;
        }
        const auto global = globals.find(std::string(asked));
        return global == globals.end() ? std::nullopt : std::optional(global->second);
    });
}

AMI_DECL std::string pbx::substituted(const channel_ptr& in, std::string_view text) const
{
    return substitute(text, [&](std::string_view name) { return value_of(in, name); });
}

AMI_DECL void pbx::set_caller(const channel_ptr& of, std::string_view number, std::string_view name)
{
    of->caller_number = number;
    of->caller_name = name;
    emit_channel("NewCallerid", *of, "CID-CallingPres: 0 (Presentation Allowed, Not Screened)\r\n");
}

// The other half of a Local channel takes it for its caller.
AMI_DECL void pbx::set_connected_line(const channel_ptr& of, std::string_view number, std::string_view name)
{
    of->connected_number = number;
    of->connected_name = name;
    emit_channel("NewConnectedLine", *of);
    if (const auto other = of->peer.lock(); other && !other->hung_up)
        set_caller(other, number, name);
}

AMI_DECL bool pbx::assign(const channel_ptr& in, std::string_view name, std::string_view value)
{
    const auto call = name.ends_with(')') ? split_function(name) : std::nullopt;
    if (!call) {
        set_variable(in, name, value);
        return true;
    }
    if (call->name == "GLOBAL") {
        set_variable(nullptr, call->arguments, value);
        return true;
    }
    if (call->name == "DEVICE_STATE")
        return devices_.set_custom(call->arguments, value);
    if (call->name == "DB") {
        const auto slash = call->arguments.find('/');
        if (slash == std::string_view::npos)
            return false;
        database_.insert_or_assign(fmt::format("/{}", call->arguments), std::string(value));
        return true;
    }
    if (!in)
        return false;
    const bool of_number = ami::detail::istarts_with(call->arguments, "num");
    const bool of_name = ami::detail::istarts_with(call->arguments, "name");
    if (call->name == "CALLERID" && (of_number || of_name))
        set_caller(in, of_number ? value : in->caller_number, of_name ? value : in->caller_name);
    else if (call->name == "CONNECTEDLINE" && (of_number || of_name))
        set_connected_line(
            in, of_number ? value : in->connected_number, of_name ? value : in->connected_name);
    else if (call->name == "CHANNEL" && ami::detail::iequals(call->arguments, "accountcode"))
        set_account(in, value);
    else
        return false;
    return true;
}

AMI_DECL void pbx::set_account(const channel_ptr& of, std::string_view account)
{
    const auto old = std::exchange(of->account, std::string(account));
    if (old != account)
        emit_channel("NewAccountCode", *of, fmt::format("OldAccountCode: {}\r\n", old));
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_VALUES_IPP
