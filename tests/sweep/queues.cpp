// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Queues, their members and callers, and agents.

#include "support/calls.hpp"
#include "sweep/sweep.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace tests {

namespace {

const std::string queue = "support";

// The member as QueueStatus has it now.
asio::awaitable<ami::owned<events::queue_member>> member_of(sweep& s, std::string interface)
{
    const auto list = co_await s.list(actions::queue_status{}.queue(queue).member(interface));
    co_return ami::owned<events::queue_member>(only<events::queue_member>(list).raw());
}

asio::awaitable<void> change_members(sweep& s)
{
    const auto interface = "Local/" + unique("member") + "@none";
    auto add = actions::queue_add{queue, interface}.penalty(1).paused().member_name("Zoe");
    add.state_interface("Custom:" + unique("zoe")).wrapup_time(7s);
    if (s.is_22())
        add.reason("new");
    inbox added(s.pbx(), "QueueMemberAdded");
    co_await s.done(add);
    co_await added.next("Interface", interface);
    auto member = co_await member_of(s, interface);
    CHECK(member->name() == "Zoe");
    CHECK(member->penalty().value() == 1);
    CHECK(member->paused().value());
    CHECK(member->wrapup_time().value() == 7s);
    CHECK(member->paused_reason() == (s.is_22() ? "new" : ""));
    co_await s.refused(add, "Already there");

    co_await s.done(actions::queue_pause{interface, true}.queue(queue).reason("lunch"));
    member = co_await member_of(s, interface);
    CHECK(member->paused_reason() == "lunch");
    co_await s.done(actions::queue_penalty{interface, 4}.queue(queue));
    member = co_await member_of(s, interface);
    CHECK(member->penalty().value() == 4);
    inbox ring(s.pbx(), "QueueMemberRinginuse");
    co_await s.done(actions::queue_member_ring_in_use{interface, false}.queue(queue));
    const auto rings = co_await ring.next("Interface", interface);
    CHECK(rings["Ringinuse"] == "0");
    co_await s.done(actions::queue_remove{queue, interface});
    co_await s.refused(actions::queue_remove{queue, interface}, "Unable to remove interface");
}

asio::awaitable<void> change_callers(sweep& s)
{
    // Nobody is rung: only a caller who waits can be taken out at once.
    co_await s.done(actions::queue_pause{"Local/2004@from-internal/n", true}.queue(queue).reason("sweep"));
    inbox joined(s.pbx(), "QueueCallerJoin");
    inbox gone(s.pbx(), "QueueCallerLeave");
    const auto id = co_await s.call("support", "sweep");
    co_await joined.next("Uniqueid", id + ";2");
    const auto name = co_await s.name_of(id + ";2");
    auto priority = actions::queue_change_priority_caller{queue, name, 5};
    if (s.is_22())
        priority.immediate();
    co_await s.done(priority);
    const auto waiting = co_await s.list(actions::queue_status{}.queue(queue));
    const auto caller = only<events::queue_entry>(waiting);
    CHECK(caller.unique_id() == id + ";2");
    CHECK(caller.priority().value_or(5) == 5);
    const auto sums = co_await s.list(actions::queue_summary{}.queue(queue));
    CHECK(only<events::queue_summary>(sums).callers().value() == 1);
    co_await s.done(actions::queue_withdraw_caller{queue, name}.withdraw_info("elsewhere"));
    co_await gone.next("Uniqueid", id + ";2");
    // app_queue.c tells that the caller has left before it sets the variable.
    co_await s.until_so("the caller was withdrawn", [&]() -> asio::awaitable<bool> {
        const auto result = co_await s.done(actions::get_variable{"QUEUESTATUS"}.of(id + ";2"));
        co_return result["Value"] == "WITHDRAW";
    });
    co_await s.hang_up(id);
}

asio::awaitable<void> log_out_agent(sweep& s)
{
    inbox in(s.pbx(), "AgentLogin");
    inbox out(s.pbx(), "AgentLogoff");
    const auto id = co_await s.call("agent", "sweep");
    co_await in.next("Agent", "1001");
    const auto agents = co_await s.list(actions::agents{});
    CHECK(only<events::agents>(agents).status().value() == ami::agent_state::agent_idle);
    co_await s.done(actions::agent_logoff{"1001"}.soft());
    co_await out.next("Agent", "1001");
    co_await departure(s.pbx(), id);
}

} // namespace

asio::awaitable<void> sweep_queues(sweep& s)
{
    co_await change_members(s);
    co_await change_callers(s);
    co_await log_out_agent(s);

    const auto mark = unique("sweep");
    co_await s.done(
        actions::queue_log{queue, "SWEEP"}.unique_id(mark).interface("Local/1@none").message("hello"));
    const auto path = std::filesystem::path(asterisk_value("LOG")).parent_path() / "queue_log";
    co_await s.until_so("the line is in queue_log", [&]() -> asio::awaitable<bool> {
        co_await s.pbx().async_ping();
        std::ifstream file(path);
        const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        co_return text.find(mark + "|support|Local/1@none|SWEEP|hello") != std::string::npos;
    });

    const auto rules = co_await s.answer(actions::queue_rule{}.rule("climb"));
    const auto list = rules.rule_list();
    CHECK(std::any_of(
        list.begin(), list.end(), [](std::string_view each) { return each.find("climb") != each.npos; }));
    co_await s.done(actions::queue_reload{}.queue(queue).members().rules().parameters());
    co_await s.done(actions::queue_reset{}.queue(queue));
    const auto reset = co_await s.list(actions::queue_status{}.queue(queue));
    CHECK(only<events::queue_params>(reset).abandoned().value() == 0);
}

} // namespace tests
