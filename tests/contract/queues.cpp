// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Queues: who is a member, who waits, and whom a caller is connected with.

#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/contract_queues.hpp"
#include "support/inbox.hpp"

#include <ami/actions.hpp>
#include <ami/client.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

using namespace tests;
using namespace ami::actions;

namespace {

ami::action about_member(const char* name, const std::string& queue, const std::string& interface)
{
    ami::action request{name};
    if (!queue.empty())
        request.add("Queue", queue);
    if (!interface.empty())
        request.add("Interface", interface);
    return request;
}

asio::awaitable<void> answers(ami::client& pbx, ami::action request, const char* text)
{
    const auto answer = co_await pbx.async_execute(std::move(request));
    CHECK(answer.message() == text);
}

// The events of a caller whose uniqueid is given, by their names.
class caller_events {
public:
    caller_events(ami::client& pbx, std::string id)
    {
        for (const char* const name :
            {"QueueCallerJoin", "QueueCallerLeave", "QueueCallerAbandon", "AgentCalled", "AgentConnect",
                "AgentRingNoAnswer", "AgentComplete", "MusicOnHoldStart", "MusicOnHoldStop"})
            subscriptions_.push_back(pbx.on(name, [this, id](const ami::event_view& event) {
                if (event["Uniqueid"] == id)
                    names.emplace_back(event.name());
            }));
    }

    bool has(std::string_view name) const
    {
        return std::find(names.begin(), names.end(), name) != names.end();
    }

    std::vector<std::string> names;

private:
    std::vector<ami::subscription> subscriptions_;
};

asio::awaitable<void> wait_in(ami::client& pbx, std::string queue, std::string id)
{
    const auto answer = co_await pbx.async_originate(
        originate{"Local/3030@from-internal/n"}.application("Queue", queue).channel_id(id).ring_time(5s));
    CHECK(answer.answered());
}

} // namespace

TEST_CASE("queues: what actions about members answer")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto interface = "Local/" + unique("answers") + "@none";
        auto request = about_member("QueueAdd", "", interface);
        co_await answers(pbx, request, "'Queue' not specified.");
        request = about_member("QueueAdd", "support", "");
        co_await answers(pbx, request, "'Interface' not specified.");
        request = about_member("QueueAdd", "nowhere", interface);
        co_await answers(pbx, request, "Unable to add interface to queue: No such queue");
        request = about_member("QueueRemove", "support", interface);
        co_await answers(pbx, request, "Unable to remove interface: Not there");
        request = about_member("QueueRemove", "support", "Local/2004@from-internal/n");
        co_await answers(pbx, request, "Member not dynamic");
        request = about_member("QueuePause", "", interface);
        co_await answers(pbx, request, "Need 'Interface' and 'Paused' parameters.");
        request.add("Paused", "true");
        co_await answers(pbx, request, "Interface not found");
        request = about_member("QueuePenalty", "", interface);
        request.add("Penalty", "5");
        co_await answers(pbx, request, "Invalid interface, queuename or penalty");

        request = about_member("QueueAdd", "support", interface);
        request.add("Paused", "true");
        co_await answers(pbx, request, "Added interface to queue");
        co_await answers(pbx, request, "Unable to add interface: Already there");
        request = about_member("QueuePenalty", "", interface);
        request.add("Penalty", "5");
        co_await answers(pbx, request, "Interface penalty set successfully");
        request = about_member("QueueMemberRingInUse", "", interface);
        request.add("RingInUse", "no");
        co_await answers(pbx, request, "Interface ringinuse set successfully");
        request = ami::action{"QueueStatus"};
        request.add("Queue", "support").add("Member", interface);
        const auto listed = co_await pbx.async_execute(std::move(request));
        const auto& items = listed.events();
        const auto member = std::find_if(
            items.begin(), items.end(), [](const auto& each) { return each.name() == "QueueMember"; });
        REQUIRE(member != items.end());
        CHECK((*member)["Penalty"] == "5");
        CHECK((*member)["Paused"] == "1");
        CHECK((*member)["Membership"] == "dynamic");
        request = about_member("QueueRemove", "support", interface);
        co_await answers(pbx, request, "Removed interface from queue");
    });
}

TEST_CASE("queues: a caller is connected with a member")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("served");
        caller_events seen(pbx, id);
        co_await wait_in(pbx, "sales", id);
        co_await until([&] { return seen.has("AgentConnect"); });
        CHECK(seen.names == std::vector<std::string>{"QueueCallerJoin", "MusicOnHoldStart", "AgentCalled",
                                "MusicOnHoldStop", "QueueCallerLeave", "AgentConnect"});
        co_await pbx.async_hangup(hangup{id});
        co_await caught_up(pbx);
        CHECK_FALSE(seen.has("QueueCallerAbandon"));
    });
}

TEST_CASE("queues: a caller who gives up")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("lost");
        caller_events seen(pbx, id);
        co_await wait_in(pbx, "support", id);
        co_await until([&] { return seen.has("QueueCallerJoin"); });
        co_await pbx.async_hangup(hangup{id});
        co_await until([&] { return seen.has("QueueCallerLeave"); });
        std::erase(seen.names, "AgentCalled"); // if it was the first who waited
        std::erase(seen.names, "MusicOnHoldStart");
        std::erase(seen.names, "MusicOnHoldStop");
        CHECK(seen.names ==
              std::vector<std::string>{"QueueCallerJoin", "QueueCallerAbandon", "QueueCallerLeave"});
    });
}

TEST_CASE("queues: a member who does not answer, until the caller's time is over")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const queue_lines lines{{"member", "Local/2004@from-internal/n,0,Eva"}};
        const auto queue = co_await own_queue(pbx, "unanswered", lines);
        const auto id = unique("vain");
        caller_events seen(pbx, id);
        const auto is_own = [id](const ami::event_view& event) { return event["Uniqueid"] == id; };
        auto rung = pbx.expect("AgentRingNoAnswer", is_own);
        inbox ends(pbx, "DialEnd", is_own);
        inbox leaves(pbx, "QueueCallerLeave", is_own);
        co_await wait_in(pbx, queue + ",,,,1", id);
        const auto nobody = co_await rung.async_wait(10s);
        CHECK(nobody["Queue"] == queue);
        CHECK(nobody["MemberName"] == "Eva");
        CHECK(nobody["Interface"] == "Local/2004@from-internal/n");
        const auto time = std::stoi(std::string(nobody["RingTime"])); // milliseconds
        CHECK((time >= 900 && time < 3000));
        const auto first = co_await ends.next();
        CHECK(first["DialStatus"] == "NOANSWER");
        const auto second = co_await ends.next();
        CHECK(second["DialStatus"] == "CANCEL");
        const auto gone = co_await leaves.next();
        CHECK(gone["Count"] == "0");
        std::erase(seen.names, "MusicOnHoldStop"); // before or behind the end of waiting
        CHECK(seen.names == std::vector<std::string>{"QueueCallerJoin", "MusicOnHoldStart", "AgentCalled",
                                "AgentRingNoAnswer", "QueueCallerAbandon", "QueueCallerLeave"});
        co_await remove_queue(pbx, queue);
    });
}

TEST_CASE("queues: who is not let in, and who is let go, has a QUEUESTATUS")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const queue_lines for_one{{"maxlen", "1"}, {"member", "Local/2004@from-internal/n,0,Eva"}};
        const queue_lines not_empty{{"joinempty", "no"}};
        const queue_lines until_empty{{"leavewhenempty", "yes"}};
        const auto full = co_await own_queue(pbx, "full", for_one);
        const auto closed = co_await own_queue(pbx, "closed", not_empty);
        const auto left = co_await own_queue(pbx, "left", until_empty);
        const auto waits = unique("waits");
        auto joined = pbx.expect(
            "QueueCallerJoin", [waits](const ami::event_view& e) { return e["Uniqueid"] == waits; });
        co_await wait_in(pbx, full, waits);
        co_await joined.async_wait(10s);
        const auto status = co_await pbx.async_execute(ami::action{"QueueStatus"}.add("Queue", full));
        CHECK(status.events().front()["Max"] == "1");

        const std::pair<std::string, const char*> rows[] = {
            {full, "FULL"}, {closed, "JOINEMPTY"}, {left + ",,,,10", "LEAVEEMPTY"}};
        for (const auto& [data, expected] : rows) {
            CAPTURE(data);
            const auto id = unique("refused");
            caller_events seen(pbx, id);
            auto told = pbx.expect("VarSet", [id](const ami::event_view& e) {
                return e["Uniqueid"] == id && e["Variable"] == "QUEUESTATUS" && !e["Value"].empty();
            });
            co_await wait_in(pbx, data, id);
            const auto set = co_await told.async_wait(10s);
            CHECK(set["Value"] == expected);
            CHECK(seen.has("QueueCallerJoin") == (set["Value"] == "LEAVEEMPTY"));
        }
        co_await pbx.async_hangup(hangup{waits});
        for (const auto& each : {full, closed, left})
            co_await remove_queue(pbx, each);
    });
}

TEST_CASE("agents: one logs in and off")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto log_in = [](std::string agent, std::string id) {
            return originate{"Local/3030@from-internal/n"}
                .application("AgentLogin", agent)
                .channel_id(id)
                .ring_time(5s);
        };
        const auto id = unique("agent");
        const auto is_own = [id](const ami::event_view& event) { return event["Uniqueid"] == id; };
        inbox logins(pbx, "AgentLogin", is_own);
        inbox enters(pbx, "BridgeEnter", is_own);
        inbox logoffs(pbx, "AgentLogoff", is_own);
        inbox statuses(pbx, "VarSet");
        inbox ended(pbx, "Hangup", is_own);
        co_await pbx.async_originate(log_in("1001", id));
        const auto login = co_await logins.next();
        CHECK(login["Agent"] == "1001");
        const auto bridge = co_await enters.next();
        CHECK(bridge["BridgeType"] == "agent_hold");
        CHECK(bridge["BridgeCreator"] == "AgentPool");
        const auto listed = co_await pbx.async_execute(ami::action{"Agents"});
        REQUIRE(listed.events().size() == 1);
        CHECK(listed.events().front()["Name"] == "Ana");
        CHECK(listed.events().front()["Status"] == "AGENT_IDLE");
        CHECK(listed.events().front()["Uniqueid"] == id);

        const std::pair<const char*, const char*> rows[] = {{"1001", "ALREADY_LOGGED_IN"}, {"77", "INVALID"}};
        for (const auto& [agent, expected] : rows) {
            const auto other = unique("other");
            co_await pbx.async_originate(log_in(agent, other));
            const auto set = co_await statuses.next("Uniqueid", other);
            CHECK(set["Variable"] == "AGENT_STATUS");
            CHECK(set["Value"] == expected);
        }
        auto request = ami::action{"AgentLogoff"};
        co_await answers(pbx, request, "No agent specified");
        request.add("Agent", "77");
        co_await answers(pbx, request, "No such agent");
        request = ami::action{"AgentLogoff"};
        request.add("Agent", "1001");
        co_await answers(pbx, request, "Agent logged out");
        const auto logoff = co_await logoffs.next();
        CHECK(logoff["Agent"] == "1001");
        CHECK_FALSE(logoff["Logintime"].empty());
        const auto gone = co_await ended.next();
        CHECK(gone["Cause"] == "16");
        const auto after = co_await pbx.async_execute(ami::action{"Agents"});
        CHECK(after.events().front()["Status"] == "AGENT_LOGGEDOFF");
    });
}
