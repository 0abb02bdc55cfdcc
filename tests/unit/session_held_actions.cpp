// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#include "support/catch.hpp"
#include "support/correlating.hpp"

#include <ami/session/actions/held_actions.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using ami::detail::held_action;
using ami::detail::held_actions;
using ami::detail::time_point;
using tests::waiting;

namespace {

constexpr time_point start = time_point{} + 1000s;

waiting hold(held_actions& held, const std::string& name, time_point deadline)
{
    auto owner = std::make_shared<tests::recorded>();
    held.add({ami::action(name), tests::usual_terms, owner, deadline});
    return owner;
}

std::string names(const std::vector<held_action>& actions)
{
    std::string all;
    for (const auto& each : actions)
        all += each.request.name();
    return all;
}

// Stands for an action and its owner; counts how often it is moved or compared.
struct counted_owner {
    std::uint64_t held_id = 0;
};

struct counted_pointer {
    counted_owner* to = nullptr;

    counted_owner* operator->() const { return to; }
    [[maybe_unused]] friend bool operator==(const counted_pointer& a, const counted_pointer& b)
    {
        ++steps;
        return a.to == b.to;
    }

    static inline std::size_t steps = 0;
};

struct counted_action {
    counted_action(counted_pointer owner, time_point when) : operation(owner), deadline(when) {}
    counted_action(counted_action&& other) noexcept : operation(other.operation), deadline(other.deadline)
    {
        ++counted_pointer::steps;
    }
    counted_action& operator=(counted_action&& other) noexcept
    {
        operation = other.operation;
        deadline = other.deadline;
        ++counted_pointer::steps;
        return *this;
    }

    counted_pointer operation;
    time_point deadline;
};

} // namespace

TEST_CASE("held actions: taken -> oldest first, each once", "[session][held]")
{
    held_actions held;
    CHECK_FALSE(held.take_first());
    CHECK_FALSE(held.next_deadline());
    const auto a = hold(held, "A", start + 30s);
    const auto b = hold(held, "B", start + 10s);
    const auto c = hold(held, "C", start + 20s);
    const auto d = hold(held, "D", start + 20s);
    CHECK(held.size() == 4);
    CHECK(held.next_deadline() == start + 10s);
    SECTION("all")
    {
        CHECK(names(held.take_all()) == "ABCD");
        CHECK(held.size() == 0);
        CHECK_FALSE(held.remove(a));
        CHECK_FALSE(held.next_deadline());
        hold(held, "E", start);
        CHECK(held.take_first()->request.name() == "E");
    }
    SECTION("one by one")
    {
        CHECK(held.take_first()->operation == a);
        CHECK(held.remove(b));
        CHECK_FALSE(held.remove(b));
        CHECK(held.take_first()->operation == c);
        CHECK(held.size() == 1);
        CHECK(names(held.take_all()) == "D");
    }
    SECTION("those whose time is over")
    {
        CHECK(held.take_expired(start + 10s - 1ns).empty());
        CHECK(names(held.take_expired(start + 10s)) == "B");
        CHECK(held.remove(c));
        CHECK(names(held.take_expired(start + 20s)) == "D");
        CHECK(held.next_deadline() == start + 30s);
        CHECK(names(held.take_all()) == "A");
    }
    SECTION("held again")
    {
        auto first = held.take_first();
        held.add(std::move(*first));
        CHECK(names(held.take_all()) == "BCDA");
    }
}

TEST_CASE("held actions: ten thousand are held and cancelled -> linear work", "[session][held]")
{
    constexpr std::size_t many = 10'000;
    const int order = GENERATE(0, 1, 2);
    ami::detail::basic_held_actions<counted_action> held;
    std::vector<counted_owner> owners(many);
    counted_pointer::steps = 0;
    for (std::size_t i = 0; i != many; ++i) {
        held.add({counted_pointer{&owners[i]}, start + 10s + i * 1us});
        CHECK(held.next_deadline() == start + 10s);
    }
    for (std::size_t i = 0; i != many; ++i) {
        const auto which = order == 0 ? i : order == 1 ? many - 1 - i : i * 7919 % many;
        REQUIRE(held.remove(counted_pointer{&owners[which]}));
        held.next_deadline();
    }
    CHECK(held.size() == 0);
    CHECK(counted_pointer::steps < 20 * many);
}

TEST_CASE("held actions: order, deadlines, removal", "[session][held_actions]")
{
    held_actions queue;
    CHECK(queue.next_deadline() == std::nullopt);
    CHECK(queue.take_expired(start + 1h).empty());
    hold(queue, "A", start + 3s);
    hold(queue, "B", start + 1s);
    const auto third = hold(queue, "C", start + 2s);
    hold(queue, "D", start + 1s);
    CHECK(queue.size() == 4);
    CHECK(queue.next_deadline() == start + 1s);
    CHECK(queue.take_expired(start + 1s - 1ns).empty());
    const auto expired = queue.take_expired(start + 1s);
    REQUIRE(expired.size() == 2);
    CHECK(expired[0].request.name() == "B");
    CHECK(expired[1].request.name() == "D");
    CHECK(queue.next_deadline() == start + 2s);
    CHECK(queue.remove(third));
    CHECK_FALSE(queue.remove(third));
    CHECK(queue.next_deadline() <= start + 3s); // it may still be that of the action that was removed
    hold(queue, "E", start + 9s);
    const auto rest = queue.take_all();
    REQUIRE(rest.size() == 2);
    CHECK(rest[0].request.name() == "A");
    CHECK(rest[1].request.name() == "E");
    CHECK(queue.size() == 0);
    CHECK(queue.take_all().empty());
}
