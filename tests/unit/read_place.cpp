// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#include "support/catch.hpp"

#include <ami/net/transports/read_place.hpp>

#include <array>
#include <cstring>
#include <span>
#include <string_view>

using namespace std::string_view_literals;

TEST_CASE("read place: of a reactor -> the caller's memory")
{
    std::array<char, 8> into{};
    ami::detail::borrowed_read_place place;
    const auto buffer = place.prepare(into);
    CHECK(buffer.data() == into.data());
    CHECK(buffer.size() == into.size());
}

TEST_CASE("read place: where the kernel writes -> its own memory, whose bytes are delivered")
{
    ami::detail::owned_read_place place;
    for (const std::size_t size : {4, 8, 2}) {
        std::array<char, 8> into{};
        const auto buffer = place.prepare(std::span(into).first(size));
        REQUIRE(buffer.data() != into.data());
        REQUIRE(buffer.size() == size);
        std::memcpy(buffer.data(), "abcdefgh", size);
        CHECK(into[0] == '\0'); // the caller may be gone by now
        place.deliver(size - 1);
        CHECK(std::string_view(into.data(), into.size()).starts_with("abcdefgh"sv.substr(0, size - 1)));
        CHECK(into[size - 1] == '\0');
    }
}
