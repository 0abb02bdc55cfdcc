// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Which events a bounded queue drops, and how it says so.

#include "support/catch.hpp"

#include <ami/protocol/wire/parser.hpp>
#include <ami/session/events/event_queue.hpp>

#include <string>
#include <utility>

using ami::overflow;
using ami::detail::event_queue;

namespace {

void push(event_queue& to, int number)
{
    ami::parser parser({}, ami::parser::greeting::none);
    parser.feed("Event: E\r\nN: " + std::to_string(number) + "\r\n\r\n");
    ami::error_code ec;
    REQUIRE(parser.next(ec) == ami::parser::result::packet);
    to.push(ami::event_view(parser.packet()));
}

// What is in the queue, each as number:lost.
std::string all(event_queue& from)
{
    std::string text;
    while (!from.empty()) {
        const auto each = from.pop();
        text += std::string(each["N"]) + ":" + std::to_string(each.lost()) + " ";
    }
    return text;
}

} // namespace

TEST_CASE("event queue: losses stand where they happened", "[session][event_queue]")
{
    SECTION("drop oldest")
    {
        event_queue queue(3, overflow::drop_oldest);
        for (int i = 0; i != 5; ++i)
            push(queue, i);
        CHECK(queue.size() == 3);
        CHECK(queue.lost() == 2);
        CHECK_FALSE(queue.is_broken());
        CHECK(all(queue) == "2:2 3:0 4:0 ");
        push(queue, 5);
        CHECK(all(queue) == "5:0 ");
        CHECK(queue.lost() == 2);
    }
    SECTION("drop oldest, taken in between")
    {
        event_queue queue(2, overflow::drop_oldest);
        for (int i = 0; i != 3; ++i)
            push(queue, i);
        CHECK(queue.pop().lost() == 1); // number 1
        push(queue, 3);
        push(queue, 4);
        CHECK(all(queue) == "3:1 4:0 ");
        CHECK(queue.lost() == 2);
    }
    SECTION("drop oldest of one")
    {
        event_queue queue(1, overflow::drop_oldest);
        for (int i = 0; i != 4; ++i)
            push(queue, i);
        CHECK(all(queue) == "3:3 ");
    }
    SECTION("drop newest")
    {
        event_queue queue(2, overflow::drop_newest);
        for (int i = 0; i != 5; ++i)
            push(queue, i);
        CHECK(queue.pop().lost() == 0);
        push(queue, 5);
        push(queue, 6);
        CHECK(all(queue) == "1:0 5:3 ");
        push(queue, 7);
        CHECK(all(queue) == "7:1 ");
        CHECK(queue.lost() == 4);
    }
    SECTION("fail")
    {
        event_queue queue(2, overflow::fail);
        push(queue, 0);
        push(queue, 1);
        CHECK_FALSE(queue.is_broken());
        push(queue, 2);
        CHECK(queue.is_broken());
        CHECK(queue.lost() == 1);
        CHECK(all(queue) == "0:0 1:0 ");
        push(queue, 3); // it has ended
        CHECK(queue.empty());
    }
    SECTION("all at once")
    {
        event_queue queue(2, overflow::drop_oldest);
        for (int i = 0; i != 3; ++i)
            push(queue, i);
        const auto batch = queue.pop_all();
        REQUIRE(batch.size() == 2);
        CHECK(batch[0]["N"] == "1");
        CHECK(batch[0].lost() == 1);
        CHECK(batch[1].lost() == 0);
        CHECK(queue.empty());
        CHECK(queue.pop_all().empty());
    }
}

TEST_CASE("event queue: a capacity of zero holds nothing", "[session][event_queue]")
{
    for (const auto policy : {overflow::drop_oldest, overflow::drop_newest, overflow::fail}) {
        event_queue queue(0, policy);
        push(queue, 0);
        push(queue, 1);
        CHECK(queue.empty());
        CHECK(queue.lost() == (policy == overflow::fail ? 1U : 2U));
        CHECK(queue.is_broken() == (policy == overflow::fail));
    }
}
