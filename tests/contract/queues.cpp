// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// Queues: who is a member, who waits, and whom a caller is connected with.

#include "support/catch.hpp"
#include "support/contract.hpp"

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
        for (const char* const name : {"QueueCallerJoin", "QueueCallerLeave", "QueueCallerAbandon",
                 "AgentCalled", "AgentConnect", "AgentComplete"})
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
        CHECK(seen.names ==
              std::vector<std::string>{"QueueCallerJoin", "AgentCalled", "QueueCallerLeave", "AgentConnect"});
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
        CHECK(seen.names ==
              std::vector<std::string>{"QueueCallerJoin", "QueueCallerAbandon", "QueueCallerLeave"});
    });
}
