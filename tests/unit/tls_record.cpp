// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#include "support/catch.hpp"

#include <ami/net/transports/tls_record.hpp>

#include <random>
#include <string>
#include <string_view>
#include <vector>

using ami::detail::tls_record_limit;
using ami::detail::tls_record_size;

namespace {

std::vector<std::string> records(std::string_view bytes, std::size_t limit)
{
    std::vector<std::string> all;
    while (!bytes.empty()) {
        const auto size = tls_record_size(bytes, limit);
        REQUIRE(size > 0);
        REQUIRE(size <= bytes.size());
        all.emplace_back(bytes.substr(0, size));
        bytes.remove_prefix(size);
    }
    return all;
}

} // namespace

TEST_CASE("tls record: its limit follows the segment size", "[net][tls]")
{
    CHECK(tls_record_limit(0) == 1024);
    CHECK(tls_record_limit(65483) == 1024);
    CHECK(tls_record_limit(1448) == 1024);
    CHECK(tls_record_limit(1100) == 1024);
    CHECK(tls_record_limit(1088) == 1024);
    CHECK(tls_record_limit(1087) == 1023);
    CHECK(tls_record_limit(536) == 472);
    CHECK(tls_record_limit(88) == 24);
    CHECK(tls_record_limit(64) == 1);
    CHECK(tls_record_limit(1) == 1);
}

TEST_CASE("tls record: it ends where a line ends", "[net][tls]")
{
    CHECK(records("Action: Ping\r\n\r\n", 1024) == std::vector<std::string>{"Action: Ping\r\n\r\n"});
    CHECK(records("one\r\ntwo\r\n\r\n", 5) == std::vector<std::string>{"one\r\n", "two\r\n", "\r\n"});
    CHECK(records("one\r\ntwo\r\n\r\n", 9) == std::vector<std::string>{"one\r\n", "two\r\n\r\n"});
    CHECK(records("one\r\ntwo\r\n\r\n", 12) == std::vector<std::string>{"one\r\ntwo\r\n\r\n"});
    // CR and LF stay together: a line ends with its LF.
    CHECK(records("one\r\ntwo\r\n", 4) == std::vector<std::string>{"one\r\n", "two\r\n"});
    CHECK(records("no end", 3) == std::vector<std::string>{"no end"});
}

TEST_CASE("tls record: a line longer than the limit is a record of its own", "[net][tls]")
{
    const auto line = std::string(1022, 'x') + "\r\n";
    CHECK(line.size() == 1024);
    CHECK(records(line + line, 1024) == std::vector<std::string>{line, line});
    CHECK(records("a\r\n" + line + "b\r\n\r\n", 472) == std::vector<std::string>{"a\r\n", line, "b\r\n\r\n"});
}

TEST_CASE("tls record: random lines lose nothing and fill the records", "[net][tls]")
{
    std::mt19937 random(12);
    for (int round = 0; round != 300; ++round) {
        std::string text;
        for (auto lines = random() % 200; lines != 0; --lines)
            text += std::string(random() % 1023, 'x') + "\r\n";
        const std::size_t limit = 1 + random() % 1024;
        std::string again;
        std::string before;
        for (const auto& record : records(text, limit)) {
            REQUIRE(record.ends_with("\r\n"));
            if (record.size() > limit)
                REQUIRE(record.find('\n') == record.size() - 1); // one line
            // The next line did not fit into the record before.
            if (!before.empty())
                REQUIRE(before.size() + record.find('\n') + 1 > limit);
            before = record;
            again += record;
        }
        REQUIRE(again == text);
    }
}
