// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Which classes of events are needed, and when the server is asked for them.

#include "support/catch.hpp"

#include <ami/catalogue.hpp>
#include <ami/protocol/values/event_classes.hpp>
#include <ami/protocol/values/event_mask.hpp>
#include <ami/protocol/values/known_names.hpp>
#include <ami/protocol/values/user_rights.hpp>
#include <ami/session/events/automatic_mask.hpp>
#include <ami/session/events/event_demand.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using ami::detail::automatic_mask;
using ami::detail::event_classes;
using ami::detail::event_demand;
using ami::detail::find_action;
using ami::detail::find_event;
using namespace std::chrono_literals;

namespace {

event_classes of(std::string_view names)
{
    return event_classes::of_names(names);
}

std::string text(std::optional<event_classes> classes)
{
    return classes ? classes->text() : "nothing";
}

} // namespace

TEST_CASE("event classes: names, texts and sets", "[session][event mask]")
{
    CHECK(of("call,system").text() == "system,call");
    CHECK(of("").text() == "off");
    CHECK(of("nonsense").text() == "off");
    CHECK(of("system,all") == event_classes::every());
    CHECK(event_classes::every().text() == "on");
    CHECK(of("CALL") == event_classes::call());
    CHECK(of("system") == event_classes::system());
    CHECK(of("system,call").includes(of("call")));
    CHECK_FALSE(of("system").includes(of("system,call")));
    CHECK(of("system").includes({}));
    CHECK(of("message").bits() == 1u << 30);
    for (const std::string_view mask : {"on", "off", "system,call", "6"})
        CHECK(ami::event_mask(mask).classes() ==
              ami::event_mask(ami::event_mask(mask).classes().text()).classes());
}

TEST_CASE("known names: they agree with the catalogue", "[session][event mask]")
{
    for (const auto& event : ami::catalogue::events()) {
        INFO(event.name);
        const auto known = find_event(event.name);
        if (event.classes == std::vector<std::string_view>{"shutdown"})
            continue;
        CHECK(known.is_known);
        CHECK(known.is_list_item == !event.is_sent);
        for (const auto& name : event.classes)
            CHECK((known.is_list_item || known.classes.includes(of(name))));
    }
    for (const auto& action : ami::catalogue::actions()) {
        INFO(action.name);
        const auto known = find_action(action.name);
        CHECK(known.is_known);
        for (const auto& right : action.rights)
            CHECK(known.rights.find(right) != std::string_view::npos);
    }
    CHECK(find_event("asyncagi").classes == of("agi"));
    CHECK_FALSE(find_event("HomeMade").is_known);
    CHECK_FALSE(find_event("").is_known);
    CHECK(find_action("queueadd").module == "app_queue.so");
    CHECK(find_action("Originate").rights == "originate");
    CHECK_FALSE(find_action("HomeMade").is_known);
}

TEST_CASE("event demand: a class counts until nobody needs it", "[session][event mask]")
{
    event_demand demand;
    demand.add(of("call"));
    demand.add(of("call,agent"));
    CHECK(demand.total() == of("call,agent"));
    demand.remove(of("call"));
    CHECK(demand.total() == of("call,agent"));
    demand.remove(of("call,agent"));
    CHECK(demand.total().empty());
    demand.add(event_classes::every());
    CHECK(demand.total() == event_classes::every());
    demand.remove(event_classes::every());
    CHECK(demand.total().empty());
}

TEST_CASE("automatic mask: wider at once, narrower after a while", "[session][event mask]")
{
    const ami::detail::time_point start{1h};
    automatic_mask mask;
    mask.need(of("call"), start);
    CHECK(text(mask.log_in(event_classes::system(), true, start)) == "system,call");
    CHECK_FALSE(mask.is_due());
    CHECK(mask.deadline() == start + 5s); // system

    mask.need(of("call,cdr"), start + 1s);
    CHECK(mask.is_due());
    CHECK(text(mask.next(start + 1s)) == "system,call,cdr");
    CHECK_FALSE(mask.is_due());
    CHECK(mask.deadline() == start + 5s);
    CHECK(text(mask.next(start + 4999ms)) == "nothing");
    CHECK(text(mask.next(start + 5s)) == "call,cdr");
    CHECK_FALSE(mask.deadline());

    mask.need({}, start + 10s);
    mask.need(of("cdr,call"), start + 14s);
    CHECK_FALSE(mask.deadline());
    mask.need({}, start + 20s);
    // Both at once: nothing is kept that is not needed.
    mask.need(of("agent"), start + 25s);
    CHECK(text(mask.next(start + 25s)) == "agent");

    mask.doubt(start + 26s);
    CHECK(mask.is_due());
    CHECK(mask.deadline() == start + 27s);
    CHECK(text(mask.next(start + 26s)) == "agent");
    CHECK(text(mask.next(start + 26s)) == "nothing");
    CHECK_FALSE(mask.deadline());
    mask.doubt(start + 27s);
    CHECK(text(mask.log_in(event_classes::system(), true, start + 30s)) == "system,agent");
    CHECK_FALSE(mask.is_due());
    CHECK(mask.deadline() == start + 35s);
    // A new connection begins anew.
    CHECK(text(mask.log_in(event_classes::system(), true, start + 40s)) == "system,agent");
    CHECK(mask.deadline() == start + 45s);
    mask.postpone(start + 44s);
    CHECK(mask.deadline() == start + 49s);
}

TEST_CASE("automatic mask: a server that must not be asked for nothing", "[session][event mask]")
{
    const ami::detail::time_point start{1h};
    automatic_mask mask;
    CHECK(text(mask.log_in({}, false, start)) == "off");
    CHECK_FALSE(mask.deadline());
    mask.need(of("call,agent"), start);
    CHECK(text(mask.next(start)) == "call,agent");
    mask.need(of("call"), start);
    CHECK(mask.deadline() == start + 5s);
    mask.need({}, start);
    CHECK_FALSE(mask.deadline());
    CHECK(text(mask.next(start + 10s)) == "nothing");
    mask.doubt(start + 10s);
    CHECK_FALSE(mask.is_due());
    CHECK(text(mask.next(start + 20s)) == "nothing");
    CHECK_FALSE(mask.deadline());       // or its timer would fire again and again
    mask.need(of("call"), start + 20s); // it is asked for, perhaps
    CHECK(mask.deadline() == start + 21s);
    CHECK(text(mask.next(start + 21s)) == "call");
    mask.need(of("agent"), start + 22s);
    CHECK(text(mask.next(start + 22s)) == "call,agent");
}

TEST_CASE("automatic mask: refused again and again -> it is repeated more and more seldom, by itself",
    "[session][event mask]")
{
    ami::detail::time_point now{1h};
    automatic_mask mask;
    CHECK(text(mask.log_in(of("call"), true, now)) == "call");
    mask.need(of("call,agent"), now);
    CHECK(text(mask.next(now)) == "call,agent");
    for (const bool once_more : {false, true}) {
        CAPTURE(once_more);
        for (const auto after : {1s, 2s, 4s, 8s, 16s, 32s, 64s, 64s}) {
            mask.on_answer(false, now);
            REQUIRE(mask.deadline() == now + after);
            CHECK(mask.is_due()); // an action asks for it at once
            now += after;
            CHECK(text(mask.next(now)) == "call,agent");
        }
        mask.on_answer(true, now);
        CHECK_FALSE(mask.deadline());
    }
}

TEST_CASE("user rights: what was not asked for is unknown", "[session][event mask]")
{
    const ami::user_rights none;
    CHECK(none.can_send("Ping") == ami::certainty::unknown);
    CHECK(none.can_see("Hangup") == ami::certainty::unknown);
    auto some = none;
    some.add_user({"There is no manager called x"});
    CHECK(some.read().empty());
    some.add_user({"        read perm: <none>", "       write perm: call,all"});
    CHECK(some.can_see("Hangup") == ami::certainty::no);
    CHECK(some.write() == "call,all");
}
