// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What decides for a lifecycle: which address is next, and whether and when there is another attempt.

#include "support/catch.hpp"
#include "support/connecting.hpp"

#include <ami/session/connection/address_attempts.hpp>
#include <ami/session/connection/reconnect_schedule.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

using namespace std::chrono_literals;
using ami::errc;
using ami::detail::address_attempts;
using ami::detail::failure;
using ami::detail::reconnect_schedule;
using ami::detail::time_point;

namespace {

const time_point begin = time_point{} + 1h;

ami::reconnect_policy policy()
{
    ami::reconnect_policy made;
    made.initial_delay = 1s;
    made.max_delay = 60s;
    made.stable_after = 60s;
    made.delay_after_refused_login = 300s;
    return made;
}

} // namespace

TEST_CASE("address attempts: one fails -> the next, with what became of those before", "[session][lifecycle]")
{
    address_attempts tried;
    CHECK(tried.address().empty());
    CHECK(tried.is_last());
    struct {
        std::size_t count;
        std::vector<std::string_view> causes;
        std::string_view address; // after them
        bool is_last;
        std::string_view failures;
    } const rows[] = {
        {1, {}, "192.0.2.1:5038", true, ""},
        {1, {"a"}, "", true, "a"},
        {3, {}, "192.0.2.1:5038", false, ""},
        {3, {"a"}, "192.0.2.2:5038", false, "a"},
        {3, {"a", "b"}, "192.0.2.3:5038", true, "a; b"},
        {3, {"a", "b", "c"}, "", true, "a; b; c"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.count, row.causes);
        tried.start(tests::addresses(row.count)); // whatever was before
        for (const auto cause : row.causes) {
            const bool was_last = tried.is_last();
            CHECK(tried.fail(cause) == !was_last);
        }
        CHECK(tried.current() == row.causes.size());
        CHECK(tried.address() == row.address);
        CHECK(tried.is_last() == row.is_last);
        CHECK(tried.failures() == row.failures);
    }
    tried.clear();
    CHECK(tried.current() == 0);
    CHECK(tried.address().empty());
    CHECK(tried.failures().empty());
}

TEST_CASE(
    "reconnect schedule: policy, cause, ready before -> another attempt or the end", "[session][reconnect]")
{
    struct {
        const char* name;
        bool enabled;
        bool retries_first;
        bool was_ready;
        errc cause;
        bool again;
    } const rows[] = {
        {"off", false, true, true, errc::connection_lost, false},
        {"the first attempt", true, false, false, errc::connection_lost, false},
        {"the first attempt, wanted again", true, true, false, errc::connection_lost, true},
        {"after a connection", true, false, true, errc::connection_lost, true},
        {"closed", true, true, true, errc::closed, false},
        {"refused login, never accepted", true, true, false, errc::authentication_failed, false},
        {"refused login, accepted before", true, true, true, errc::authentication_failed, true},
        {"certificate, never accepted", true, true, false, errc::certificate_rejected, false},
        {"certificate, accepted before", true, true, true, errc::certificate_rejected, true},
        {"no AMI, never", true, true, false, errc::not_ami, false},
        {"no AMI, AMI before", true, true, true, errc::not_ami, true},
        {"in use, never accepted", true, true, false, errc::login_in_use, true},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        auto settings = policy();
        settings.enabled = row.enabled;
        settings.retry_initial_connect = row.retries_first;
        reconnect_schedule schedule;
        schedule.start(settings, 1);
        if (row.was_ready)
            schedule.on_ready(begin);
        failure cause(row.cause, "why");
        CHECK(schedule.next(cause, begin).has_value() == row.again);
        CHECK(cause.text == "why");
    }
}

TEST_CASE("reconnect schedule: a connection that was stable -> all attempts again", "[session][reconnect]")
{
    struct {
        ami::detail::duration ready_for;
        bool again; // a third attempt of two
    } const rows[] = {{0s, false}, {60s - 1ns, false}, {60s, true}};
    for (const auto& row : rows) {
        CAPTURE(row.ready_for.count());
        auto settings = policy();
        settings.max_attempts = 2;
        reconnect_schedule schedule;
        schedule.start(settings, 1);
        CHECK_FALSE(schedule.is_reconnected());
        schedule.on_ready(begin);
        CHECK_FALSE(schedule.is_reconnected());
        failure cause(errc::connection_lost, "why");
        REQUIRE(schedule.next(cause, begin));
        REQUIRE(schedule.next(cause, begin));
        schedule.on_ready(begin);
        CHECK(schedule.is_reconnected());
        CHECK(schedule.next(cause, begin + row.ready_for).has_value() == row.again);
        CHECK(cause.text == (row.again ? "why" : "why (given up after 2 attempts)"));
        // That it was stable counts once.
        CHECK(schedule.next(cause, begin + 1h).has_value() == row.again);
    }
}

TEST_CASE("reconnect schedule: start -> nothing of the session before is left", "[session][reconnect]")
{
    auto settings = policy();
    settings.max_attempts = 1;
    reconnect_schedule schedule;
    failure cause(errc::connection_lost, "why");
    schedule.start(settings, 1);
    schedule.on_ready(begin);
    const auto first = schedule.next(cause, begin);
    REQUIRE(first);
    REQUIRE_FALSE(schedule.next(cause, begin));
    schedule.start(settings, 1);
    CHECK_FALSE(schedule.is_reconnected());
    failure again(errc::connection_lost, "why");
    CHECK_FALSE(schedule.next(again, begin)); // never ready
    schedule.on_ready(begin);
    CHECK(schedule.next(again, begin) == first); // the same seed
}

TEST_CASE("reconnect schedule: a refused login -> its own delay", "[session][reconnect]")
{
    reconnect_schedule schedule;
    schedule.start(policy(), 1);
    schedule.on_ready(begin);
    failure refused(errc::authentication_failed, "no");
    CHECK(schedule.next(refused, begin) == 300s);
    failure lost(errc::connection_lost, "why");
    CHECK(*schedule.next(lost, begin) <= 2s);
}
