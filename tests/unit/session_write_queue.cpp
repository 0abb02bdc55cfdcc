// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#include "support/catch.hpp"

#include <ami/session/write_queue.hpp>

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <string_view>

using ami::detail::write_queue;

namespace {

void put(write_queue& queue, std::uint64_t id, std::string_view text)
{
    queue.text() += text;
    queue.added(id);
}

} // namespace

TEST_CASE("write queue: everything that waits, in order", "[session][write_queue]")
{
    write_queue queue;
    CHECK(queue.empty());
    CHECK(queue.take().empty());
    put(queue, 1, "one");
    put(queue, 2, "two");
    CHECK_FALSE(queue.empty());
    CHECK(queue.size() == 6);
    CHECK_FALSE(queue.was_taken(1));
    CHECK_FALSE(queue.was_taken(2));
    const auto bytes = queue.take();
    CHECK(bytes == "onetwo");
    CHECK(queue.empty());
    CHECK(queue.size() == 0);
    CHECK(queue.was_taken(1));
    CHECK(queue.was_taken(2));
    // What was given out stays where it is while more is added.
    for (std::uint64_t id = 3; id != 1000; ++id)
        put(queue, id, "three");
    CHECK(bytes == "onetwo");
    CHECK(queue.was_taken(2));
    CHECK_FALSE(queue.was_taken(3));
    CHECK(queue.take().size() == 997 * 5);
}

TEST_CASE("write queue: taking back", "[session][write_queue]")
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
        // More behind it is still found.
        put(queue, 5, "fifth|");
        CHECK(queue.remove(out == 4 ? 3u : 4u));
        CHECK(queue.remove(5));
        std::string rest;
        for (std::uint64_t id = 1; id <= 4; ++id) {
            if (id != out && id != (out == 4 ? 3u : 4u))
                rest += texts[id - 1];
        }
        CHECK(queue.take() == rest);
    }
}

TEST_CASE("write queue: what was given out cannot be taken back", "[session][write_queue]")
{
    write_queue queue;
    put(queue, 1, "one");
    queue.take();
    put(queue, 2, "two");
    CHECK_FALSE(queue.remove(1));
    CHECK(queue.was_taken(1));
    CHECK_FALSE(queue.was_taken(2));
    CHECK(queue.remove(2));
    CHECK(queue.empty());
    CHECK(queue.take().empty());
}

TEST_CASE("write queue: bytes that were given out are wiped", "[session][write_queue]")
{
    write_queue queue;
    const std::string secret(200, 's');
    put(queue, 1, secret);
    const auto bytes = queue.take();
    const char* const where = bytes.data();
    CHECK(bytes == secret);
    SECTION("at the next take")
    {
        put(queue, 2, std::string(300, 'x')); // the other buffer
        queue.take();
    }
    SECTION("at the end of the connection")
    {
        queue.clear();
    }
    // The buffer is kept for its memory; nothing of the secret is in it.
    CHECK(std::string_view(where, secret.size()).find('s') == std::string_view::npos);
}

TEST_CASE("write queue: bytes that wait are wiped too", "[session][write_queue]")
{
    write_queue queue;
    queue.text().reserve(4096);
    const char* const where = queue.text().data();
    put(queue, 1, std::string(100, 'a'));
    put(queue, 2, std::string(100, 's'));
    SECTION("when they are dropped")
    {
        queue.clear();
    }
    SECTION("when they are taken back")
    {
        queue.remove(2);
    }
    SECTION("when they move because others are taken back")
    {
        queue.remove(1);
        CHECK(std::string_view(where, 100) == std::string(100, 's'));
        CHECK(std::string_view(where + 100, 100).find('s') == std::string_view::npos);
        queue.clear();
    }
    CHECK(std::string_view(where, 200).find('s') == std::string_view::npos);
    CHECK(queue.size() == (queue.empty() ? 0u : 100u));
}

TEST_CASE("write queue: random use against a simple model", "[session][write_queue]")
{
    std::mt19937 random(7);
    write_queue queue;
    std::map<std::uint64_t, std::string> waiting;
    std::uint64_t last = 0;
    for (int step = 0; step != 20'000; ++step) {
        switch (random() % 4) {
        case 0:
        case 1: {
            const std::string text(random() % 20, static_cast<char>('a' + random() % 26));
            put(queue, ++last, text);
            waiting[last] = text;
            break;
        }
        case 2: {
            const auto id = last - std::min<std::uint64_t>(random() % 10, last);
            REQUIRE(queue.was_taken(id) == (waiting.empty() || id < waiting.begin()->first));
            REQUIRE(queue.remove(id) == (waiting.erase(id) != 0));
            break;
        }
        default:
            if (random() % 8 != 0)
                break;
            std::string all;
            for (const auto& [id, text] : waiting)
                all += text;
            waiting.clear();
            REQUIRE(queue.take() == all);
        }
    }
}
