// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What a log record gives.

#include "support/catch.hpp"

#include <ami/protocol/config/log.hpp>

#include <type_traits>

TEST_CASE("log: what a record gives", "[protocol][log]")
{
    const ami::log_field fields[] = {{"server", "127.0.0.1:5038"}, {"user", "hello"}};
    const ami::log_record record(ami::log_level::info, "logged in", fields);
    CHECK(record.level() == ami::log_level::info);
    CHECK(record.text() == "logged in");
    CHECK(record.fields().size() == 2);
    CHECK(record["user"] == "hello");
    CHECK(record["nothing"].empty());
    CHECK(record.line() == "logged in server=127.0.0.1:5038 user=hello");
    CHECK(record.client().empty());
    CHECK(ami::log_record(ami::log_level::debug, "x", {}).line() == "x");
    const ami::log_record named(ami::log_level::info, "logged in", fields, "pbx-2");
    CHECK(named.client() == "pbx-2");
    CHECK(named.line() == "pbx-2: logged in server=127.0.0.1:5038 user=hello");
}
