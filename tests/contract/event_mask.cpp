// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The event mask that follows the subscriptions, and the rights of a user.

#include "support/calls.hpp"
#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/inbox.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

using namespace tests;
using ami::certainty;

namespace {

ami::action user_event(const std::string& name, int number)
{
    return ami::action("UserEvent").add("UserEvent", name).add("Number", std::to_string(number));
}

} // namespace

TEST_CASE("event mask: no event of the program's own actions is missed")
{
    const bool all_at_once = GENERATE(false, true);
    run([all_at_once]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto name = unique("series");
        constexpr int size = 100;
        constexpr int middle = 50;
        int answered = 0;
        std::optional<inbox> seen;
        for (int number = 0; number != size; ++number) {
            if (number == middle)
                seen.emplace(
                    pbx, "UserEvent", [&](const ami::event_view& e) { return e["UserEvent"] == name; });
            pbx.async_execute(user_event(name, number), [&](ami::error_code ec, const ami::response& answer) {
                answered += !ec && answer.ok() ? 1 : 0;
            });
            if (!all_at_once)
                co_await until([&] { return answered > number; });
        }
        for (int number = middle; number != size; ++number)
            co_await seen->next("Number", std::to_string(number));
        co_await until([&] { return answered == size; });
        // Over HTTP events have a way of their own, and may be those of earlier actions too.
        std::vector<int> numbers;
        for (const auto& each : seen->all()) {
            const auto number = std::stoi(std::string(each["Number"]));
            if (number >= middle)
                numbers.push_back(number);
        }
        REQUIRE(numbers.size() == size - middle);
        CHECK(std::ranges::is_sorted(numbers));
    });
}

TEST_CASE("event mask: what others cause, once it is in force")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        auto other = co_await connected();
        for (int round = 0; round != 5; ++round) {
            const auto name = unique("in-force");
            int count = 0;
            auto subscription =
                pbx.on("UserEvent", [&](const ami::event_view& e) { count += e["UserEvent"] == name; });
            co_await subscription.async_in_force();
            co_await other.async_execute(user_event(name, round));
            co_await until([&] { return count == 1; });
            subscription.cancel();
        }
        auto expected = pbx.expect("UserEvent", [](const ami::event_view& e) { return e["Number"] == "77"; });
        co_await pbx.async_in_force();
        co_await other.async_execute(user_event(unique("in-force"), 77));
        co_await expected.async_wait(10s);
    });
}

TEST_CASE("event mask: a mask of the program's own, and back to the automatic one")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        auto other = co_await connected();
        const auto name = unique("masked");
        int count = 0;
        auto subscription = pbx.on("UserEvent", [&](const ami::event_view& e) {
            // The mask counts that is in force when Asterisk comes to an event: the first one may come late.
            count += e["UserEvent"] == name && e["Number"] == "2";
        });
        co_await pbx.async_set_event_mask(ami::event_mask("agent"));
        CHECK(subscription.can_fire().answer == certainty::no);
        const auto failed = co_await failure_of(subscription.async_in_force());
        CHECK(failed.code == ami::errc::event_not_visible);
        CHECK(failed.says("the event mask is \"agent\"; UserEvent needs the class user"));
        co_await other.async_execute(user_event(name, 1));

        co_await pbx.async_set_event_mask(ami::event_mask::automatic());
        co_await subscription.async_in_force();
        co_await other.async_execute(user_event(name, 2));
        co_await until([&] { return count != 0; });
        co_await caught_up(pbx);
        CHECK(count == 1);
        CHECK(subscription.can_fire().answer == certainty::yes);
    });
}

TEST_CASE("rights: of a user that may do everything")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        auto subscription = pbx.on("Cdr", [](const ami::event_view&) {});
        CHECK(subscription.can_fire().answer == certainty::unknown);
        const auto rights = co_await pbx.async_rights();
        CHECK(rights.can_send("QueueStatus") == certainty::yes);
        CHECK(rights.can_send("Originate") == certainty::yes);
        CHECK(rights.can_send("Nonsense") == certainty::no);
        CHECK(rights.can_see("Cdr") == certainty::yes);
        CHECK(rights.can_see("FullyBooted") == certainty::yes);
        CHECK(rights.read().starts_with("system,call,"));
        CHECK(rights.actions().size() > 20);
        CHECK(subscription.can_fire().answer == certainty::yes);
        const auto again = co_await pbx.async_rights();
        CHECK(again.actions() == rights.actions());
    });
}

TEST_CASE("rights: of a user that may do little")
{
    run([]() -> asio::awaitable<void> {
        auto limited = co_await connected("limited");
        const auto rights = co_await limited.async_rights();
        CHECK(rights.can_send("Redirect") == certainty::yes);
        CHECK(rights.can_send("Ping") == certainty::yes);
        CHECK(rights.can_send("Command") == certainty::no);
        CHECK(rights.can_send("Originate") == certainty::no);
        CHECK(rights.can_see("Hangup") == certainty::unknown);
        CHECK(rights.read().empty());

        const auto forbidden = co_await failure_of(limited.async_perform(ami::action("CoreStatus")));
        CHECK(forbidden.code == ami::errc::action_refused);
        CHECK(forbidden.says("Asterisk says \"Permission denied\"; CoreStatus needs write = "));
        const auto unknown = co_await failure_of(limited.async_perform(ami::action("MeetmeMute")));
        CHECK(unknown.says("; possible causes: app_meetme.so is not loaded"));
    });
}
