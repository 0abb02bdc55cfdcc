// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_AGI_COMMANDS_VALUES_IPP
#define AMI_TESTING_IMPL_AGI_COMMANDS_VALUES_IPP

#include <ami/testing/detail/agi_commands.hpp>

#include <algorithm>
#include <string>

namespace ami::testing::detail {

AMI_DECL agi_reply agi_get_variable(agi_host& host, const agi_arguments& arguments)
{
    constexpr std::size_t longest = 1023;
    const auto value = host.variable(arguments[0]);
    return agi_reply(value ? "200 result=1 (" + value->substr(0, longest) + ")" : "200 result=0");
}

AMI_DECL agi_reply agi_get_full_variable(agi_host& host, const agi_arguments& arguments)
{
    if (arguments.size() > 1 && !host.state(arguments[1]))
        return agi_reply("200 result=0");
    return agi_reply("200 result=1 (" + host.expand(arguments[0]) + ")");
}

AMI_DECL agi_reply agi_set_variable(agi_host& host, const agi_arguments& arguments)
{
    host.set_variable(arguments[0], arguments[1]);
    return agi_reply("200 result=1");
}

// callerid.c, ast_callerid_parse, for the forms that programs write: NUMBER, and NAME <NUMBER> with or without quotes.
AMI_DECL agi_reply agi_set_caller(agi_host& host, const agi_arguments& arguments)
{
    const std::string text = arguments.empty() ? "" : arguments[0];
    const auto open = text.rfind('<');
    if (open == std::string::npos || text.back() != '>') {
        host.set_caller(text, "");
    } else {
        auto name = text.substr(0, open);
        name.erase(
            std::find_if(name.rbegin(), name.rend(), [](char c) { return c != ' '; }).base(), name.end());
        if (name.size() > 1 && name.front() == '"' && name.back() == '"')
            name = name.substr(1, name.size() - 2);
        host.set_caller(text.substr(open + 1, text.size() - open - 2), name);
    }
    return agi_reply("200 result=1");
}

inline std::string database_path(const agi_arguments& arguments)
{
    return "/" + arguments[0] + "/" + arguments[1];
}

AMI_DECL agi_reply agi_database_get(agi_host& host, const agi_arguments& arguments)
{
    const auto entry = host.database().find(database_path(arguments));
    return agi_reply(
        entry == host.database().end() ? "200 result=0" : "200 result=1 (" + entry->second + ")");
}

AMI_DECL agi_reply agi_database_put(agi_host& host, const agi_arguments& arguments)
{
    // 16: a family and a key that together have more bytes than this are refused, and not by -1 (db.c).
    constexpr std::size_t longest = 253;
    if (arguments[0].size() + arguments[1].size() > longest)
        return agi_reply("200 result=0");
    host.database().insert_or_assign(database_path(arguments), arguments[2]);
    return agi_reply("200 result=1");
}

AMI_DECL agi_reply agi_database_del(agi_host& host, const agi_arguments& arguments)
{
    host.database().erase(database_path(arguments));
    return agi_reply("200 result=1");
}

// 0 if something was deleted: the usage of Asterisk says the opposite.
AMI_DECL agi_reply agi_database_deltree(agi_host& host, const agi_arguments& arguments)
{
    const auto tree = "/" + arguments[0] + (arguments.size() > 1 ? "/" + arguments[1] : "");
    const auto deleted = std::erase_if(host.database(),
        [&](const auto& entry) { return entry.first == tree || entry.first.starts_with(tree + "/"); });
    return agi_reply(deleted != 0 ? "200 result=0" : "200 result=1");
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_AGI_COMMANDS_VALUES_IPP
