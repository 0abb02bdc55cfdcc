// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What the copies of an item of a feed share.

#include "support/catch.hpp"

#include <ami/live/feed_item.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using namespace ami::detail;

TEST_CASE("live feed item: its text is made once, when it is asked for", "[live][feed]")
{
    auto count = std::make_shared<std::atomic<int>>(0);
    const ami::live::feed_item item(make_feed_entry(7, true, [count](std::uint64_t number) {
        ++*count;
        return std::string(100, static_cast<char>('0' + number));
    }));
    CHECK(item.number() == 7);
    CHECK(item.is_snapshot());
    CHECK(*count == 0);
    std::vector<std::string_view> texts(4);
    {
        std::vector<std::jthread> threads;
        for (auto& each : texts)
            threads.emplace_back([&each, item] { each = item.json(); });
    }
    CHECK(*count == 1);
    for (const auto& each : texts) {
        CHECK(each.data() == texts[0].data());
        CHECK(each == std::string(100, '7'));
    }
}

TEST_CASE("live feed item: its text cannot be made -> it is made when it is asked for again", "[live][feed]")
{
    int count = 0;
    const ami::live::feed_item item(make_feed_entry(1, false, [&count](std::uint64_t) {
        if (++count == 1)
            throw std::runtime_error("no memory");
        return std::string("text");
    }));
    CHECK_THROWS_AS(item.json(), std::runtime_error);
    CHECK(item.json() == "text");
    CHECK(count == 2);
}
