// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#include "support/catch.hpp"

#include <ami/detail/shared_object.hpp>

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

using namespace ami::detail;

namespace {

struct counted {
    counted(int& alive, std::string words) : alive_(&alive), text(std::move(words)) { ++*alive_; }
    counted(const counted&) = delete;
    counted& operator=(const counted&) = delete;
    ~counted() { --*alive_; }

    int* alive_;
    std::string text;
};

struct base {
    int number = 7;
};

struct knows_itself final
    : base
    , shared_from_this_of<knows_itself> {};

struct alignas(64) aligned {
    int value = 1;
};

} // namespace

TEST_CASE("shared object: last reference gone -> destroyed once, while weak references remain", "[shared]")
{
    int alive = 0;
    auto first = make_shared_object<counted>(alive, "text");
    CHECK(first->text == "text");
    const std::weak_ptr<counted> weak = first;
    auto second = first;
    first.reset();
    CHECK(alive == 1);
    CHECK(weak.lock() == second);
    std::shared_ptr<void> any = std::move(second);
    CHECK(alive == 1);
    CHECK(any.use_count() == 1);
    any.reset();
    CHECK(alive == 0);
    CHECK(weak.expired());
}

TEST_CASE("shared object: constructor throws -> nothing remains", "[shared]")
{
    struct throwing {
        throwing() { throw std::runtime_error("no"); }
    };
    CHECK_THROWS_AS(make_shared_object<throwing>(), std::runtime_error);
}

TEST_CASE("shared object: shared_from_this_of -> the same reference counts, also by a base", "[shared]")
{
    const auto made = make_shared_object<knows_itself>();
    const std::shared_ptr<base> as_base = made->shared_from_this();
    CHECK(as_base->number == 7);
    CHECK(made.use_count() == 2);
    CHECK(made->weak_from_this().lock() == made);

    const auto copy = make_shared_object<knows_itself>(*made);
    CHECK(copy->shared_from_this() == copy);

    // What is not made by make_shared_object has no reference counts to share.
    knows_itself on_the_stack;
    CHECK_THROWS_AS(on_the_stack.shared_from_this(), std::bad_weak_ptr);
    CHECK(on_the_stack.weak_from_this().expired());
}

TEST_CASE("shared object: a type aligned more than memory is -> aligned", "[shared]")
{
    const auto made = make_shared_object<aligned>();
    CHECK(reinterpret_cast<std::uintptr_t>(made.get()) % alignof(aligned) == 0);
    CHECK(made->value == 1);
}
