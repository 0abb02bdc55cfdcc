// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// mistake 1: deleted
// mistake 2: deleted
// mistake 3: deleted
// mistake 4: deleted
// mistake 5: deleted
// mistake 6: deleted
// mistake 7: deleted
// mistake 8: deleted
// mistake 9: deleted
// mistake 10: deleted
// mistake 11: deleted
// mistake 12: deleted
// mistake 13: deleted
// mistake 14: deleted
// mistake 15: cannot bind

#include <ami/actions.hpp>
#include <ami/agi.hpp>
#include <ami/client.hpp>
#include <ami/values.hpp>

#include <string>

#ifndef MISTAKE
#define MISTAKE 0
#endif

ami::response answer();
ami::event event();
std::size_t length(const ami::event_view& seen);

boost::asio::awaitable<void> responses(ami::client& pbx, ami::action action)
{
    const auto r = co_await pbx.async_execute(action);
    std::string_view v = r["Value"];
    v = r.message();
    v = r.find("Value").value_or("");
    for (const std::string& each : answer().all("Output")) // they are owned here
        v = each;
    for (const auto& header : answer())
        v = header.value;
    for (const ami::event& each : answer().events())
        v = each.name();
    const ami::event& last = answer().completion();
    const ami::event seen = event();
    v = last.name();
    length(seen);
    ami::channel_variables(seen);
#if MISTAKE == 1
    v = (co_await pbx.async_execute(action))["Value"];
#elif MISTAKE == 2
    v = answer().message();
#elif MISTAKE == 3
    v = answer().find("Value").value_or("");
#elif MISTAKE == 4
    v = answer().raw();
#elif MISTAKE == 5
    v = event().name();
#elif MISTAKE == 6
    ami::event_view view = event();
    v = view.name();
#elif MISTAKE == 7
    ami::packet_view view = event().view();
    v = view.raw();
#elif MISTAKE == 8
    for (const auto& each : ami::channel_variables(event()))
        v = each.name;
#endif
}

boost::asio::awaitable<void> results(ami::client& pbx, ami::agi_session agi)
{
    const auto outcome = co_await pbx.async_originate(ami::actions::originate{"PJSIP/alice"});
    const std::string* text = &outcome.channel();
    const auto call = co_await pbx.async_start_call(ami::actions::originate{"PJSIP/alice"});
    text = &call.channel();
    const auto result = co_await agi.async_command("NOOP");
    text = &result.text();
    const ami::action hold = ami::actions::park{"PJSIP/alice-1"}.to_action();
    text = &hold.header_lines();
    const ami::action& extended = ami::actions::park("PJSIP/alice-1").to_action();
    text = &extended.header_lines();
    const auto end = co_await pbx.async_wait_closed();
    text = &end.message();
    std::string_view view = *text;
    view = agi["agi_channel"];
#if MISTAKE == 9
    view = (co_await pbx.async_originate(ami::actions::originate{"PJSIP/alice"})).channel();
#elif MISTAKE == 10
    view = (co_await pbx.async_start_call(ami::actions::originate{"PJSIP/alice"})).channel();
#elif MISTAKE == 11
    view = (co_await agi.async_command("NOOP")).text();
#elif MISTAKE == 12
    view = (co_await pbx.events("Cdr").async_next()).name();
#elif MISTAKE == 13
    view = (co_await pbx.async_wait_closed()).message();
#elif MISTAKE == 14
    view = ami::agi_environment("agi_channel: x")["agi_channel"];
#elif MISTAKE == 15
    ami::action& dangling = ami::actions::park("PJSIP/alice-1").to_action();
    view = dangling.name();
#endif
}

int main() {}
