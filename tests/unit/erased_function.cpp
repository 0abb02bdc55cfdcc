// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#include "support/catch.hpp"

#include <ami/net/erased_function.hpp>

#include <boost/asio/io_context.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace ami::detail;

TEST_CASE("erased function: invoked -> once, and what it holds is freed", "[erased]")
{
    const auto held = std::make_shared<int>(0);
    erased_function function([held] { ++*held; });
    CHECK(held.use_count() == 2);
    erased_function moved = std::move(function);
    CHECK(held.use_count() == 2);
    moved();
    CHECK(*held == 1);
    CHECK(held.use_count() == 1);
}

TEST_CASE("erased function: not invoked -> what it holds is freed", "[erased]")
{
    const auto held = std::make_shared<int>(0);
    {
        const erased_function function([held, text = std::string(1000, 'x')] { ++*held; });
        CHECK(held.use_count() == 2);
    }
    CHECK(held.use_count() == 1);
    CHECK(*held == 0);
}

TEST_CASE("erased function: takes what can only be moved, and a named function", "[erased]")
{
    int seen = 0;
    erased_function function([owned = std::make_unique<int>(3), &seen] { seen = *owned; });
    function();
    CHECK(seen == 3);
    const auto named = [&seen] { seen = 4; };
    erased_function copied(named);
    copied();
    CHECK(seen == 4);
}

TEST_CASE("erased function: a copy that throws -> nothing is held", "[erased]")
{
    struct throwing {
        throwing() = default;
        throwing(throwing&&) noexcept = default;
        throwing(const throwing&) { throw std::runtime_error("no"); }
        void operator()() const {}
    };
    const throwing function;
    CHECK_THROWS_AS(erased_function(function), std::runtime_error);
}

TEST_CASE("post function, dispatch function: as Asio's post and dispatch, in order", "[erased]")
{
    asio::io_context context;
    const asio::any_io_executor executor = context.get_executor();
    std::vector<int> order;
    post_function(executor, [&] {
        post_function(executor, [&] { order.push_back(3); });
        dispatch_function(executor, [&] { order.push_back(1); });
        order.push_back(2);
    });
    CHECK(order.empty());
    context.run();
    CHECK(order == std::vector{1, 2, 3});
}

TEST_CASE(
    "post function: the context is destroyed -> what is held is freed without being invoked", "[erased]")
{
    const auto held = std::make_shared<int>(0);
    {
        asio::io_context context;
        post_function(context.get_executor(), [held] { ++*held; });
        CHECK(held.use_count() == 2);
    }
    CHECK(held.use_count() == 1);
    CHECK(*held == 0);
}

TEST_CASE("post function: the function throws -> out of run(), and what it holds is freed", "[erased]")
{
    asio::io_context context;
    const auto held = std::make_shared<int>(0);
    post_function(context.get_executor(), [held] { throw std::runtime_error("thrown"); });
    CHECK_THROWS_AS(context.run(), std::runtime_error);
    CHECK(held.use_count() == 1);
}
