// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Durations by powers of two.

#include "support/catch.hpp"

#include <ami/session/connection/duration_histogram.hpp>

#include <chrono>
#include <cstddef>

using namespace std::chrono_literals;

TEST_CASE("histogram: buckets of powers of two", "[session][histogram]")
{
    ami::duration_histogram histogram;
    const auto bucket = [](std::chrono::steady_clock::duration value) {
        ami::duration_histogram one;
        one.add(value);
        for (std::size_t i = 0; i != ami::duration_histogram::size; ++i) {
            if (one.buckets()[i] == 1)
                return i;
        }
        return ami::duration_histogram::size;
    };
    CHECK(bucket(0ns) == 0);
    CHECK(bucket(999ns) == 0);
    CHECK(bucket(-1s) == 0);
    CHECK(bucket(1us) == 1);
    CHECK(bucket(2us) == 2);
    CHECK(bucket(3us) == 2);
    CHECK(bucket(4us) == 3);
    CHECK(bucket(1023us) == 10);
    CHECK(bucket(1024us) == 11);
    CHECK(bucket(1s) == 20);
    CHECK(bucket(24h) == 31);
    CHECK(bucket(std::chrono::steady_clock::duration::max()) == 31);
    for (std::size_t i = 0; i + 1 != ami::duration_histogram::size; ++i) {
        const auto end = ami::duration_histogram::upper_bound(i);
        CHECK(bucket(end) == i + 1);
        CHECK(bucket(end - 1ns) == i);
    }
    histogram.add(1us);
    histogram.add(1us);
    CHECK(histogram.buckets()[1] == 2);
}
