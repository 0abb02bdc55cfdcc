// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What generated actions write, and what they refuse; lists and answers with types.

#include "support/catch.hpp"

#include <ami/actions.hpp>
#include <ami/protocol/wire/response.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace actions = ami::actions;
namespace events = ami::events;
using namespace std::chrono_literals;

namespace {

std::string lines_of(const ami::action& action)
{
    INFO(action.fault_text());
    CHECK_FALSE(action.fault());
    return action.header_lines();
}

std::string refusal_of(const ami::action& action)
{
    CHECK(action.fault() == ami::errc::invalid_header_value);
    return action.fault_text();
}

ami::packet_view packet(std::string_view lines, ami::packet_kind kind)
{
    return {lines, lines.size(), {}, kind};
}

ami::response answered(std::string_view lines)
{
    return ami::response(packet(lines, ami::packet_kind::response));
}

ami::event_view event_of(std::string_view lines)
{
    return ami::event_view(packet(lines, ami::packet_kind::event));
}

} // namespace

TEST_CASE("typed actions: parameters are written with their names and units", "[typed]")
{
    CHECK(lines_of(actions::queue_add{"support", "PJSIP/alice"}.penalty(2).paused().to_action()) ==
          "Queue: support\r\nInterface: PJSIP/alice\r\nPenalty: 2\r\nPaused: yes\r\n");
    CHECK(lines_of(actions::absolute_timeout{"PJSIP/a-1", 2min}.to_action()) ==
          "Channel: PJSIP/a-1\r\nTimeout: 120\r\n");
    CHECK(lines_of(actions::queue_status{}.queue("support").to_action()) == "Queue: support\r\n");
    CHECK(lines_of(actions::status{}.all_variables(false).to_action()) == "AllVariables: false\r\n");
    CHECK(lines_of(actions::control_playback{"a", ami::playback_control::forward}.to_action()) ==
          "Channel: a\r\nControl: forward\r\n");
    CHECK(lines_of(actions::user_event{"Order"}.add("Amount", "12").to_action()) ==
          "UserEvent: Order\r\nAmount: 12\r\n");
    CHECK(
        lines_of(
            actions::pjsip_notify{}.endpoint("a").variable("Event", "x,y").variable("B", "1").to_action()) ==
        "Endpoint: a\r\nVariable: Event=x\\,y\r\nVariable: B=1\r\n");
    CHECK(lines_of(actions::sip_notify{"alice", "Event", "check-sync;a=\"1,2\""}
                       .variable("Content", "[a\\b]")
                       .call_id("7")
                       .to_action()) == "Channel: alice\r\nVariable: Event=check-sync;a=\\\"1\\,2\\\"\r\n"
                                        "Variable: Content=\\[a\\\\b\\]\r\nCall-ID: 7\r\n");
    CHECK(actions::core_status{}.timeout(5s).to_action().timeout() == ami::action::duration(5s));
    actions::queue_add named("support", "PJSIP/alice");
    named.penalty(1).add("X", "y");
    CHECK(named.to_action().name() == "QueueAdd");
}

TEST_CASE("typed actions: a required parameter that is empty -> refused", "[typed]")
{
    CHECK(refusal_of(actions::queue_add{"", "PJSIP/alice"}.to_action()) ==
          "header \"Queue\": it is empty; QueueAdd needs it");
}

TEST_CASE("typed actions: a variable that Asterisk would read as another -> refused", "[typed]")
{
    CHECK(refusal_of(actions::sip_notify{"alice", "a=b", "c"}.to_action()) ==
          "header \"Variable\": \"a=b\" cannot be a variable's name");
    CHECK(refusal_of(actions::sip_notify{"alice", "", "c"}.to_action()) ==
          "header \"Variable\": \"\" cannot be a variable's name");
    CHECK(refusal_of(actions::sip_notify{"alice", "Content", "a\nb"}.to_action()).find("LF") !=
          std::string::npos);
}

TEST_CASE("typed actions: an optional parameter that is empty -> refused, as Asterisk takes it for absent",
    "[typed]")
{
    // Without a queue the member is paused in all.
    CHECK(refusal_of(actions::queue_pause{"PJSIP/alice", true}.queue("").to_action()) ==
          "header \"Queue\": it is empty, which Asterisk takes for absent: leave it out if that is meant");
    CHECK(refusal_of(actions::db_del_tree{"family"}.key("").to_action()) ==
          "header \"Key\": it is empty, which Asterisk takes for absent: leave it out if that is meant");
    CHECK(lines_of(actions::db_put{"family", "key"}.val("").to_action()) ==
          "Family: family\r\nKey: key\r\nVal: \r\n");
}

TEST_CASE("typed actions: JabberSend sends to ScreenName, whatever documents say", "[typed]")
{
    CHECK(lines_of(actions::jabber_send{"asterisk", "ana@example.com", "hello"}.to_action()) ==
          "Jabber: asterisk\r\nScreenName: ana@example.com\r\nMessage: hello\r\n");
}

TEST_CASE("typed actions: a header that Asterisk reads several times can be added several times", "[typed]")
{
    CHECK(lines_of(actions::user_event{"Order"}.add("Item", "1").add("Item", "2").to_action()) ==
          "UserEvent: Order\r\nItem: 1\r\nItem: 2\r\n");
    CHECK(lines_of(actions::pjsip_notify{}
                       .endpoint("a")
                       .variable("Event", "x")
                       .add("Variable", "B=2")
                       .to_action()) == "Endpoint: a\r\nVariable: Event=x\r\nVariable: B=2\r\n");
}

TEST_CASE("typed actions: what Asterisk would ignore -> refused", "[typed]")
{
    CHECK(refusal_of(actions::queue_add{"q", "i"}.penalty(1).penalty(2).to_action()) ==
          "header \"Penalty\": it is set twice; Asterisk would ignore the second value");
    CHECK(refusal_of(actions::queue_add{"q", "i"}.add("queue", "other").to_action()) ==
          "header \"queue\": it is set twice; Asterisk would ignore the second value");
    CHECK(refusal_of(actions::absolute_timeout{"a", -1s}.to_action()) ==
          "header \"Timeout\": -1 s is negative");
    CHECK(refusal_of(actions::dialplan_extension_add{"c", "1", "0", "NoOp"}.to_action()) ==
          "header \"Priority\": it is neither a number from 1 nor a label");
    CHECK(refusal_of(actions::control_playback{"a", ami::playback_control::other}.to_action()) ==
          "header \"Control\": it is empty; ControlPlayback needs it");
}

TEST_CASE("typed actions: parameters that need or exclude each other", "[typed]")
{
    CHECK(refusal_of(actions::pjsip_notify{}.option("o").to_action()) ==
          "header \"Endpoint\": it is missing; PJSIPNotify needs Endpoint or URI or channel");
    CHECK(refusal_of(actions::pjsip_notify{}.option("o").endpoint("a").uri("b").to_action()) ==
          "header \"URI\": it excludes Endpoint; PJSIPNotify takes one of Endpoint or URI or channel");
    CHECK(refusal_of(actions::pjsip_notify{}.endpoint("a").option("o").variable("Event", "x").to_action()) ==
          "header \"Variable\": it excludes Option; PJSIPNotify takes one of Option or Variable");
    CHECK(refusal_of(actions::pjsip_notify{}.endpoint("a").to_action()) ==
          "header \"Option\": it is missing; PJSIPNotify needs Option or Variable");
    CHECK(refusal_of(actions::message_send{}.to("pjsip:a").to_action()) ==
          "header \"Body\": it is missing; MessageSend needs Body or Base64Body");
    CHECK(refusal_of(actions::module_load{ami::module_load_type::load}.to_action()) ==
          "header \"Module\": it is missing; only LoadType reload goes without it");
    lines_of(actions::module_load{ami::module_load_type::reload}.to_action());
    lines_of(actions::module_load{ami::module_load_type::load}.module("res_x.so").to_action());
    lines_of(actions::message_send{}.destination("pjsip:a").body("x").to_action());
}

TEST_CASE("typed actions: changes of a file are numbered", "[typed]")
{
    CHECK(
        lines_of(actions::update_config{"a.conf", "b.conf"}
                     .reload()
                     .add_category("x")
                     .append("x", "secret", "1")
                     .remove("x", "y", "z")
                     .to_action()) ==
        "SrcFilename: a.conf\r\nDstFilename: b.conf\r\nReload: yes\r\nAction-000000: NewCat\r\nCat-000000: x\r\n"
        "Action-000001: Append\r\nCat-000001: x\r\nVar-000001: secret\r\nValue-000001: 1\r\n"
        "Action-000002: Delete\r\nCat-000002: x\r\nVar-000002: y\r\nMatch-000002: z\r\n");
    CHECK(refusal_of(actions::update_config{"a", "b"}.add_category("").to_action()) ==
          "header \"Cat-000000\": it is empty; UpdateConfig needs it");
    CHECK(refusal_of(actions::update_config{"a", "b"}.update("x", "", "1").to_action()) ==
          "header \"Var-000000\": it is empty; UpdateConfig needs it");
    CHECK(refusal_of(actions::update_config{"a", "b"}.rename_category("x", "").to_action()) ==
          "header \"Value-000000\": it is empty; UpdateConfig needs it");
    CHECK(refusal_of(actions::update_config{"a", "b"}.reload("").to_action()) ==
          "header \"Reload\": it is empty, which Asterisk takes for absent: leave it out if that is meant");
}

TEST_CASE("typed answer: headers have types, and it is a response", "[typed]")
{
    const ami::answer<actions::core_status> status(
        answered("Response: Success\r\nCoreStartupDate: 2026-11-21\r\nCoreCurrentCalls: 3\r\n"));
    CHECK(status.ok());
    CHECK(status.core_current_calls().value() == 3);
    CHECK(status.core_startup_date() == "2026-11-21");
    CHECK_FALSE(status.core_processed_calls().present());
    const ami::answer<actions::get_config> config(
        answered("Response: Success\r\nCategory-000000: general\r\n"
                 "Line-000000-000000: a=b\r\nLine-000000-000001: c=d\r\n"));
    CHECK(config.category(0) == "general");
    CHECK(config.line(0, 1) == "c=d");
    CHECK_FALSE(config.line(0, 2).present());
    const ami::answer<actions::queue_rule> rules(
        answered("Response: Success\r\nRuleList: a\r\nRule: 10,5,0\r\nRule: 20,6,0\r\nRuleList: b\r\n"));
    CHECK(std::vector<std::string_view>(rules.rule().begin(), rules.rule().end()) ==
          std::vector<std::string_view>{"10,5,0", "20,6,0"});
    CHECK(std::vector<std::string_view>(rules.rule_list().begin(), rules.rule_list().end()) ==
          std::vector<std::string_view>{"a", "b"});
    CHECK(config.line(1, 7).header() == "Line-000001-000007");
    auto fax = answered("Response: Success\r\n");
    fax.add_event(event_of("Event: FAXStats\r\nCompletedFAXes: 7\r\n"));
    const ami::answer<actions::fax_stats> stats(std::move(fax));
    CHECK(stats.event().completed_faxes().value() == 7);
    const ami::answer<actions::fax_stats> nothing;
    CHECK_FALSE(nothing.event().completed_faxes().present());
}

TEST_CASE("typed list: items by their type, in order", "[typed]")
{
    auto answer = answered("Response: Success\r\nEventList: start\r\n");
    answer.add_event(event_of("Event: QueueParams\r\nQueue: a\r\nMax: 5\r\n"));
    answer.add_event(event_of("Event: QueueMember\r\nQueue: a\r\nName: x\r\nPaused: 1\r\n"));
    answer.add_event(event_of("Event: QueueParams\r\nQueue: b\r\n"));
    answer.add_event(event_of("Event: QueueMember\r\nQueue: b\r\nName: y\r\nPaused: 0\r\n"));
    answer.set_completion(event_of("Event: QueueStatusComplete\r\nEventList: Complete\r\nListItems: 4\r\n"));
    const actions::queue_status::list_type queues(std::move(answer));
    std::string names;
    for (const auto member : queues.items<events::queue_member>())
        names.append(member.name()).append(member.paused().value() ? "+" : "-");
    CHECK(names == "x+y-");
    CHECK(queues.items<events::queue_params>().size() == 2);
    CHECK(queues.items<events::queue_entry>().empty());
    CHECK(queues.size() == 4);
    CHECK(queues.completion().list_items().value() == 4);
    CHECK(queues.response().ok());

    const actions::queue_status::list_type none(answered("Response: Success\r\n"));
    CHECK(none.empty());
    CHECK(none.items<events::queue_member>().empty());
    CHECK_FALSE(none.completion().list_items().present());
}
