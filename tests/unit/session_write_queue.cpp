// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#include "support/catch.hpp"

#include <ami/session/actions/write_queue.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using ami::detail::action_kind;
using ami::detail::write_queue;

namespace {

void put(write_queue& queue, std::uint64_t id, std::string_view text)
{
    queue.text() += text;
    queue.added(id);
}

constexpr std::size_t no_limit = 1u << 30;

// The network takes everything.
std::string take(write_queue& queue)
{
    std::string all;
    while (!queue.empty()) {
        const auto bytes = queue.next(no_limit);
        all += bytes;
        queue.written(bytes.size(), bytes.size());
    }
    return all;
}

} // namespace

TEST_CASE("write queue: actions are written in order", "[session][write_queue]")
{
    write_queue queue;
    CHECK(queue.empty());
    CHECK(queue.next(no_limit).empty());
    put(queue, 1, "one");
    put(queue, 2, "two");
    CHECK(queue.size() == 6);
    CHECK_FALSE(queue.was_sent(1));
    CHECK(queue.next(no_limit) == "onetwo");
    CHECK(queue.size() == 6); // the network has not taken it
    CHECK_FALSE(queue.was_sent(1));
    queue.written(6, 6);
    CHECK(queue.empty());
    CHECK(queue.size() == 0);
    CHECK(queue.was_sent(1));
    CHECK(queue.was_sent(2));
    CHECK_FALSE(queue.remove(2));
    for (std::uint64_t id = 3; id != 1000; ++id)
        put(queue, id, "three");
    CHECK(queue.was_sent(2));
    CHECK_FALSE(queue.was_sent(3));
    CHECK(take(queue).size() == 997 * 5);
}

TEST_CASE("write queue: an action counts as sent once its last byte is taken", "[session][write_queue]")
{
    write_queue queue;
    put(queue, 1, "one");
    put(queue, 2, "two");
    put(queue, 3, "three");
    queue.next(no_limit);
    queue.written(0, 0);
    CHECK(queue.can_remove(1));
    queue.written(2, 2);
    CHECK_FALSE(queue.was_sent(1));
    CHECK_FALSE(queue.can_remove(1)); // a byte of it is on its way
    CHECK_FALSE(queue.remove(1));
    CHECK(queue.can_remove(2));
    CHECK(queue.next(no_limit) == "etwothree");
    queue.written(1, 1);
    CHECK(queue.was_sent(1));
    CHECK_FALSE(queue.was_sent(2));
    CHECK(queue.remove(2));
    CHECK(queue.next(no_limit) == "three");
    CHECK(queue.size() == 5);
}

TEST_CASE("write queue: what a begun record holds cannot be removed", "[session][write_queue]")
{
    write_queue queue;
    put(queue, 1, "one");
    put(queue, 2, "two");
    put(queue, 3, "three");
    queue.next(no_limit);
    queue.written(3, 6); // TLS made a record of "two", which the network has not taken
    CHECK(queue.was_sent(1));
    CHECK_FALSE(queue.was_sent(2));
    CHECK_FALSE(queue.remove(2));
    CHECK(queue.remove(3));
    CHECK(queue.next(no_limit) == "two");
    queue.written(3, 3);
    CHECK(queue.was_sent(2));
    CHECK(queue.empty());
}

TEST_CASE("write queue: at most so many bytes, but whole actions", "[session][write_queue]")
{
    write_queue queue;
    put(queue, 1, "first");
    put(queue, 2, "second");
    put(queue, 3, "third");
    CHECK(queue.next(0) == "first"); // never nothing
    CHECK(queue.next(10) == "first");
    CHECK(queue.next(11) == "firstsecond");
    queue.written(1, 1);
    CHECK(queue.next(10) == "irstsecond");
    CHECK(queue.next(9) == "irst");
}

TEST_CASE("write queue: an action is removed from any place", "[session][write_queue]")
{
    const std::string_view texts[] = {"first|", "second|", "third|", "fourth|"};
    for (std::uint64_t out = 1; out <= 4; ++out) {
        write_queue queue;
        std::string left;
        for (std::uint64_t id = 1; id <= 4; ++id) {
            put(queue, id, texts[id - 1]);
            if (id != out)
                left += texts[id - 1];
        }
        CAPTURE(out);
        CHECK(queue.remove(out));
        CHECK(queue.size() == left.size());
        CHECK_FALSE(queue.remove(out));
        CHECK_FALSE(queue.remove(99));
        CHECK_FALSE(queue.remove(0));
        // What is added later is still found.
        put(queue, 5, "fifth|");
        CHECK(queue.remove(out == 4 ? 3u : 4u));
        CHECK(queue.remove(5));
        std::string rest;
        for (std::uint64_t id = 1; id <= 4; ++id) {
            if (id != out && id != (out == 4 ? 3u : 4u))
                rest += texts[id - 1];
        }
        CHECK(take(queue) == rest);
    }
}

TEST_CASE("write queue: bytes that the network took are wiped", "[session][write_queue]")
{
    write_queue queue;
    const std::string secret(200, 's');
    put(queue, 1, secret);
    put(queue, 2, "more");
    const auto bytes = queue.next(200);
    const char* const where = bytes.data();
    CHECK(bytes == secret);
    queue.written(150, 150);
    CHECK(std::string_view(where, 200).find('s') == 150);
    SECTION("when the rest is taken")
    {
        queue.written(50, 50);
    }
    SECTION("at the end of the connection")
    {
        queue.clear();
    }
    CHECK(std::string_view(where, secret.size()).find('s') == std::string_view::npos);
}

TEST_CASE("write queue: bytes that wait are wiped when they are dropped", "[session][write_queue]")
{
    write_queue queue;
    queue.reserve(4096);
    const char* const where = queue.text().data();
    put(queue, 1, std::string(100, 'a'));
    put(queue, 2, std::string(100, 's'));
    SECTION("all")
    {
        queue.clear();
        CHECK(queue.empty());
    }
    SECTION("one")
    {
        queue.remove(2);
        CHECK(queue.size() == 100);
    }
    CHECK(std::string_view(where, 200).find('s') == std::string_view::npos);
}

TEST_CASE("write queue: removing and taking free their memory", "[session][write_queue]")
{
    // The network takes nothing and the program removes what it adds, or the network never takes all: either way the
    // buffer stays as small as what waits.
    const bool takes = GENERATE(false, true);
    write_queue queue;
    const std::string text(1000, 'x');
    put(queue, 1, text);
    for (std::uint64_t id = 2; id != 20'000; ++id) {
        put(queue, id, text);
        if (takes) {
            queue.next(text.size());
            queue.written(text.size(), text.size());
        } else {
            REQUIRE(queue.remove(id));
        }
        REQUIRE(queue.size() == text.size());
        REQUIRE(queue.text().size() < 64 * text.size());
    }
}

TEST_CASE("write queue: random use against a simple model", "[session][write_queue]")
{
    std::mt19937 random(7);
    write_queue queue;
    std::map<std::uint64_t, std::string> waiting;
    std::uint64_t last = 0;
    std::uint64_t begun = 0; // the last action of which a byte is on its way
    std::size_t committed = 0;
    for (int step = 0; step != 100'000; ++step) {
        switch (random() % 5) {
        case 0:
        case 1: {
            if (waiting.size() == 300)
                break;
            const std::string text(1 + random() % 500, static_cast<char>('a' + random() % 26));
            put(queue, ++last, text);
            waiting[last] = text;
            break;
        }
        case 2: {
            const auto id = last - std::min<std::uint64_t>(random() % 100, last);
            REQUIRE(queue.was_sent(id) == (waiting.empty() || id < waiting.begin()->first));
            const bool removable = waiting.count(id) != 0 && id > begun;
            REQUIRE(queue.can_remove(id) == removable);
            REQUIRE(queue.remove(id) == removable);
            if (removable)
                waiting.erase(id);
            break;
        }
        default: {
            const std::size_t most = random() % 3000;
            const auto bytes = queue.next(most);
            std::string all;
            for (const auto& [id, text] : waiting)
                all += text;
            REQUIRE(queue.size() == all.size());
            REQUIRE(bytes == std::string_view(all).substr(0, bytes.size()));
            REQUIRE(bytes.empty() == all.empty());
            REQUIRE((bytes.size() <= most || bytes.size() == waiting.begin()->second.size()));
            if (bytes.empty())
                break;
            // As TLS does: a record that was begun is written before another one is.
            committed = std::min(committed, bytes.size());
            const auto taken =
                committed != 0 && random() % 2 == 0 ? 0 : std::max(committed, random() % (bytes.size() + 1));
            committed =
                taken == 0 && committed != 0 ? committed : taken + random() % (bytes.size() - taken + 1);
            queue.written(taken, committed);
            std::size_t at = 0;
            for (auto each = waiting.begin(); each != waiting.end() && at < committed;) {
                begun = each->first;
                at += each->second.size();
                if (at <= taken)
                    each = waiting.erase(each);
                else {
                    if (at - each->second.size() < taken)
                        each->second.erase(0, taken - (at - each->second.size()));
                    ++each;
                }
            }
            committed -= taken;
        }
        }
    }
}

TEST_CASE("write queue: an action that was handed over counts as sent when the transport says so",
    "[session][write_queue]")
{
    struct step {
        const char* what; // hand over, sent, sent in vain, remove, give up
        bool was_sent;
        bool can_remove;
        std::size_t unawaited;
    };
    const std::vector<std::vector<step>> ways{
        {{"hand over", false, true, 0}, {"sent", true, false, 0}, {"give up", true, false, 1}},
        {{"hand over", false, true, 0}, {"sent", true, false, 0}, {"sent in vain", false, true, 0},
            {"sent", true, false, 0}},
        {{"hand over", false, true, 0}, {"remove", true, false, 1}},
        {{"hand over", false, true, 0}, {"sent", true, false, 0}, {"sent in vain", false, true, 0},
            {"remove", true, false, 1}},
        {{"remove", true, false, 0}}, // the transport never heard of it
    };
    for (const auto& way : ways) {
        write_queue queue;
        put(queue, 1, "one");
        CHECK_FALSE(queue.was_sent(1));
        CHECK(queue.can_remove(1));
        std::size_t unawaited = 0;
        for (const auto& each : way) {
            const std::string_view what = each.what;
            CAPTURE(what);
            if (what == "hand over")
                queue.hand_over();
            else if (what == "sent")
                queue.sent(1);
            else if (what == "sent in vain")
                queue.sent_in_vain(1);
            else if (what == "remove")
                CHECK(queue.remove(1));
            else
                queue.give_up(1);
            unawaited += queue.take_unawaited().size();
            CHECK(queue.was_sent(1) == each.was_sent);
            CHECK(queue.can_remove(1) == each.can_remove);
            CHECK(unawaited == each.unawaited);
        }
        CHECK(queue.empty());
    }
}

TEST_CASE("write queue: a transport of messages takes whole actions with their kind and mask",
    "[session][write_queue]")
{
    write_queue queue;
    queue.text() += "Action: Login\r\n\r\n";
    queue.added(1, action_kind::login, "call");
    put(queue, 2, "Action: Ping\r\n\r\n");
    queue.text() += "Action: Events\r\n\r\n";
    queue.added(3, action_kind::mask, "off");
    put(queue, 4, "last");
    CHECK(queue.front().id == 1);
    CHECK(queue.front().kind == action_kind::login);
    CHECK(queue.front().text == "Action: Login\r\n\r\n");
    CHECK(queue.front().mask == "call");
    queue.hand_over();
    CHECK(queue.front().id == 2);
    CHECK(queue.front().kind == action_kind::user);
    CHECK(queue.front().mask.empty());
    CHECK(queue.remove(2));
    CHECK(queue.front().id == 3);
    CHECK(queue.front().mask == "off");
    queue.hand_over();
    CHECK(queue.front().id == 4);
    CHECK(queue.front().text == "last");
    CHECK_FALSE(queue.was_sent(1));
    queue.sent(3); // in any order
    CHECK(queue.was_sent(3));
    CHECK_FALSE(queue.was_sent(1));
    queue.clear(); // the connection is over
    CHECK(queue.empty());
    CHECK(queue.take_unawaited().empty());
    CHECK_FALSE(queue.can_remove(1));
}
