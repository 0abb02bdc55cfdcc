// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_ACTIONS_DATABASE_IPP
#define AMI_TESTING_IMPL_ACTIONS_DATABASE_IPP

#include <ami/testing/detail/actions.hpp>
#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/session.hpp>
#include <ami/testing/detail/text.hpp>

#include <fmt/format.h>

namespace ami::testing::detail {

AMI_DECL reply database_put(core& server, session&, const request& action)
{
    if (action["Family"].empty())
        return reply::error(action, "No family specified");
    if (action["Key"].empty())
        return reply::error(action, "No key specified");
    server.database.insert_or_assign(
        fmt::format("/{}/{}", action["Family"], action["Key"]), with_line_ends(action["Val"]));
    return reply::success(action, "Updated database successfully");
}

AMI_DECL reply database_get(core& server, session&, const request& action)
{
    if (action["Family"].empty())
        return reply::error(action, "No family specified.");
    if (action["Key"].empty())
        return reply::error(action, "No key specified.");
    const auto found = server.database.find(fmt::format("/{}/{}", action["Family"], action["Key"]));
    if (found == server.database.end())
        return reply::error(action, "Database entry not found");
    return reply::list(action, "Result will follow")
        .add(packet_text::event("DBGetResponse")
                 .add("Family", action["Family"])
                 .add("Key", action["Key"])
                 .add("Val", found->second)
                 .action_id(action.action_id()))
        .complete(action, "DBGetComplete", 1);
}

// Whether `path` is the tree's own key or lies under it.
inline bool is_in_tree(std::string_view path, std::string_view tree)
{
    return tree.empty() || path == tree ||
           (path.size() > tree.size() && path.starts_with(tree) && path[tree.size()] == '/');
}

inline std::string tree_of(const request& action)
{
    std::string tree;
    for (const auto part : {action["Family"], action["Key"]}) {
        if (!part.empty())
            tree.append("/").append(part);
    }
    return tree;
}

AMI_DECL reply database_get_tree(core& server, session&, const request& action)
{
    auto answer = reply::list(action, "Result will follow");
    std::size_t count = 0;
    for (const auto& [path, value] : server.database) {
        if (!is_in_tree(path, tree_of(action)))
            continue;
        ++count;
        auto item = packet_text::event("DBGetTreeResponse").add("Key", path).add("Val", value);
        answer.add(item.action_id(action.action_id()));
    }
    return answer.complete(action, "DBGetTreeComplete", count);
}

AMI_DECL reply database_delete(core& server, session&, const request& action)
{
    if (action["Family"].empty())
        return reply::error(action, "No family specified.");
    if (action["Key"].empty())
        return reply::error(action, "No key specified.");
    if (server.database.erase(fmt::format("/{}/{}", action["Family"], action["Key"])) == 0)
        return reply::error(action, "Database entry could not be deleted");
    return reply::success(action, "Key deleted successfully");
}

AMI_DECL reply database_delete_tree(core& server, session&, const request& action)
{
    if (action["Family"].empty())
        return reply::error(action, "No family specified.");
    const auto tree = tree_of(action);
    const auto deleted =
        std::erase_if(server.database, [&](const auto& entry) { return is_in_tree(entry.first, tree); });
    if (deleted == 0)
        return reply::error(action, "Database entry not found");
    return reply::success(action, "Key tree deleted successfully");
}

// pbx_functions.c: functions that AMI may not use unless asterisk.conf says `live_dangerously`.
inline bool is_dangerous(std::string_view name)
{
    return name.starts_with("DB(");
}

AMI_DECL reply get_variable(core& server, session&, const request& action)
{
    const auto name = action["Variable"];
    if (name.empty())
        return reply::error(action, "No variable specified");
    channel_ptr found;
    if (!action["Channel"].empty()) {
        found = server.calls.find(action["Channel"]);
        if (!found)
            return reply::error(action, "No such channel");
    }
    const auto value = is_dangerous(name) ? std::nullopt : server.calls.value_of(found, name);
    return reply::of(
        reply::response(action, "Success").add("Variable", name).add("Value", value.value_or("")));
}

AMI_DECL reply set_variable(core& server, session&, const request& action)
{
    const auto name = action["Variable"];
    if (name.empty())
        return reply::error(action, "No variable specified");
    channel_ptr found;
    if (!action["Channel"].empty()) {
        found = server.calls.find(action["Channel"]);
        if (!found)
            return reply::error(action, "No such channel");
    }
    if (is_dangerous(name) || !server.calls.assign(found, name, with_line_ends(action["Value"])))
        return reply::error(action, "Variable not set");
    return reply::success(action, "Variable Set");
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_ACTIONS_DATABASE_IPP
