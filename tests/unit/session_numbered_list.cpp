// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#include "support/catch.hpp"

#include <ami/client/events/handler_list.hpp>
#include <ami/session/events/numbered_list.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

using ami::detail::numbered_list;

namespace {

// Counts how often it is moved, copied or looked at.
struct counted_pointer {
    counted_pointer() = default;
    explicit counted_pointer(int number) : to(number) {}
    counted_pointer(const counted_pointer& other) : to(other.to) { ++steps; }
    counted_pointer& operator=(const counted_pointer& other)
    {
        to = other.to;
        ++steps;
        return *this;
    }
    explicit operator bool() const
    {
        ++steps;
        return to != 0;
    }

    int to = 0;
    static inline std::size_t steps = 0;
};

std::string text(const std::vector<counted_pointer>& all)
{
    std::string joined;
    for (const auto& each : all)
        joined += std::to_string(each.to) + " ";
    return joined;
}

} // namespace

TEST_CASE("numbered list: entries removed -> the others stay in order", "[session][numbered_list]")
{
    numbered_list<counted_pointer> list;
    CHECK(list.empty());
    CHECK_FALSE(list.remove(1));
    for (int i = 1; i != 8; ++i)
        list.add(static_cast<std::uint64_t>(i) * 10, counted_pointer(i));
    CHECK(list.remove(30));
    CHECK_FALSE(list.remove(30));
    CHECK_FALSE(list.remove(31));
    CHECK_FALSE(list.remove(80));
    CHECK(list.size() == 6);
    std::vector<counted_pointer> all;
    list.copy_to(all);
    CHECK(text(all) == "1 2 4 5 6 7 ");

    numbered_list<counted_pointer> other;
    other.add(5, counted_pointer(8));
    other.add(35, counted_pointer(9));
    other.add(36, counted_pointer(10));
    other.add(99, counted_pointer(11));
    other.remove(36);
    all.clear();
    list.merge_to(all, other);
    CHECK(text(all) == "8 1 2 9 4 5 6 7 11 ");
    all.clear();
    other.merge_to(all, list);
    CHECK(text(all) == "8 1 2 9 4 5 6 7 11 ");

    for (const auto id : {10u, 20u, 40u, 60u, 70u})
        CHECK(list.remove(id));
    CHECK(list.size() == 1);
    CHECK(list.only().to == 5);
    list.add(100, counted_pointer(12));
    CHECK(list.remove(50));
    CHECK(list.only().to == 12);
    CHECK(list.remove(100));
    CHECK(list.empty());
}

TEST_CASE("numbered list: ten thousand entries removed one by one -> linear work", "[session][numbered_list]")
{
    constexpr std::size_t many = 10'000;
    const int order = GENERATE(0, 1, 2);
    numbered_list<counted_pointer> list;
    for (std::size_t i = 0; i != many; ++i)
        list.add(i + 1, counted_pointer(1));
    counted_pointer::steps = 0;
    for (std::size_t i = 0; i != many; ++i) {
        const auto which = order == 0 ? i : order == 1 ? many - 1 - i : i * 7919 % many;
        REQUIRE(list.remove(which + 1));
    }
    CHECK(list.empty());
    CHECK(counted_pointer::steps < 20 * many);
}

TEST_CASE("handler list: the last reference to a handler goes with its removal -> it may come back",
    "[client][handler_list]")
{
    using list_type = ami::detail::handler_list<int>;
    list_type list;
    std::shared_ptr<list_type::entry> other = list.add([](int) {});
    const std::shared_ptr<void> returns(nullptr, [&](void*) { list.remove(other); });
    {
        auto first = list.add([kept = std::make_shared<std::shared_ptr<void>>(returns)](int) {});
        const auto weak = std::weak_ptr(first);
        list.remove(first);
        CHECK(first->cancelled);
        first.reset();
        CHECK(weak.expired());
    }
    CHECK(list.all().size() == 1);
    list.clear();
    CHECK(other->cancelled);
    CHECK(list.empty());
}
