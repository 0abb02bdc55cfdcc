// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The AstDB, variables, and the dialplan.

#include "sweep/sweep.hpp"

namespace tests {

asio::awaitable<void> sweep_database(sweep& s)
{
    const auto family = unique("sweep");
    co_await s.done(actions::db_put{family, "a/b"}.val("first"));
    co_await s.done(actions::db_put{family, "c"}.val(""));
    const auto stored = co_await s.list(actions::db_get{family, "a/b"});
    CHECK(only<events::db_get_response>(stored).val() == "first");
    const auto below = co_await s.list(actions::db_get_tree{}.family(family).key("a"));
    CHECK(only<events::db_get_tree_response>(below).key() == "/" + family + "/a/b");
    co_await s.done(actions::db_del{family, "c"});
    co_await s.refused(actions::db_get{family, "c"}, "Database entry not found");
    co_await s.done(actions::db_del_tree{family}.key("a"));
    co_await s.refused(actions::db_del_tree{family}.key("a"), "Database entry not found");

    const auto variable = unique("SWEEP");
    co_await s.done(actions::set_variable{variable, "a value"});
    const auto value = co_await s.done(actions::get_variable{variable});
    CHECK(value["Value"] == "a value");

    const auto context = unique("sweep");
    co_await s.done(
        actions::dialplan_extension_add{context, "100", "1", "NoOp"}.application_data("x").replace(false));
    co_await s.done(
        actions::dialplan_extension_add{context, "100", "1", "Verbose"}.application_data("y").replace(true));
    const auto made = co_await s.list(actions::show_dial_plan{}.context(context).extension("100"));
    const auto line = only<events::list_dialplan>(made);
    CHECK(line.application() == "Verbose");
    CHECK(line.app_data() == "y");
    co_await s.done(actions::dialplan_extension_remove{context, "100"}.priority("1"));
    co_await s.refused(actions::show_dial_plan{}.context(context).extension("100"), "Did not find");
}

} // namespace tests
