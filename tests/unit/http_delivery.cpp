// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What an HTTP session gives to the session above, and in which order.

#include "support/catch.hpp"

#include <ami/session/http/http_delivery.hpp>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using ami::errc;
using ami::detail::http_delivery;
using ami::detail::http_result;

namespace {

std::vector<http_result> one(std::uint64_t id, std::string packets, ami::detail::failure error = {})
{
    std::vector<http_result> made;
    made.push_back({id, std::move(packets), std::move(error)});
    return made;
}

} // namespace

TEST_CASE("http delivery: a result is read piece by piece, then it ends", "[session][http]")
{
    http_delivery delivery;
    std::array<char, 4> into;
    delivery.read(into);
    CHECK_FALSE(delivery.next_piece());
    delivery.add(one(7, "abcdefg"));
    delivery.add(one(8, {}, {errc::not_sent, "text"}));
    std::string all;
    for (const auto size : {4u, 3u}) {
        const auto piece = delivery.next_piece();
        REQUIRE(piece);
        CHECK_FALSE(piece->ended);
        REQUIRE(piece->size == size);
        all.append(into.data(), size);
        CHECK_FALSE(delivery.next_piece()); // nobody reads
        CHECK(delivery.has_results());
        delivery.read(into);
    }
    CHECK(all == "abcdefg");
    auto end = delivery.next_piece();
    REQUIRE((end && end->ended));
    CHECK(end->ended->id == 7);
    end = delivery.next_piece(); // the buffer was not used
    REQUIRE((end && end->ended));
    CHECK(end->ended->id == 8);
    CHECK(end->ended->error.text == "text");
    CHECK_FALSE(delivery.has_results());
    CHECK_FALSE(delivery.next_piece());
}

TEST_CASE("http delivery: a large answer -> whole, however it is cut", "[session][http]")
{
    std::string packets(5u << 20, 'x');
    for (std::size_t i = 0; i < packets.size(); i += 100)
        packets[i] = static_cast<char>('a' + i % 26);
    http_delivery delivery;
    delivery.add(one(1, packets));
    std::vector<char> into(70'000);
    std::string all;
    for (;;) {
        delivery.read(into);
        const auto piece = delivery.next_piece();
        REQUIRE(piece);
        if (piece->ended)
            break;
        all.append(into.data(), piece->size);
    }
    CHECK(all == packets);
}

TEST_CASE("http delivery: room for actions and the end are told once", "[session][http]")
{
    http_delivery delivery;
    CHECK_FALSE(delivery.is_due(false));
    delivery.set_full(true);
    delivery.wait_writable();
    CHECK(delivery.is_due(false));
    CHECK_FALSE(delivery.take_writable()); // no connection is free
    delivery.set_full(false);
    CHECK(delivery.take_writable());
    CHECK_FALSE(delivery.take_writable());
    CHECK_FALSE(delivery.take_end(false));
    CHECK(delivery.is_due(true));
    CHECK(delivery.take_end(true));
    CHECK_FALSE(delivery.take_end(true));
    CHECK_FALSE(delivery.is_due(true));
}
