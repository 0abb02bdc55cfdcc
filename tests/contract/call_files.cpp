// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Call files that a real Asterisk finds in its spool directory.

#include "support/calls.hpp"
#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/inbox.hpp"

#include <ami/call_file.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <fstream>
#include <sstream>

using namespace tests;
using ami::call_file;
using ami::call_file_status;
using ami::actions::originate;

namespace {

bool has_spool()
{
    if (!asterisk_value("SPOOL").empty())
        return true;
    fmt::print("SKIPPED: the embedded server has no spool directory\n");
    return false;
}

asio::awaitable<call_file_status> fate(ami::spooled_call job)
{
    asio::steady_timer timer(co_await asio::this_coro::executor);
    const auto deadline = std::chrono::steady_clock::now() + 20s;
    while (job.status() == call_file_status::waiting && std::chrono::steady_clock::now() < deadline) {
        timer.expires_after(50ms);
        co_await timer.async_wait(asio::as_tuple(asio::deferred));
    }
    co_return job.status();
}

// What Asterisk has logged about call files since the constructor.
class spool_log {
public:
    spool_log() : begin_(read().size()) {}

    std::string complaints() const
    {
        std::istringstream lines(read().substr(begin_));
        std::string found;
        for (std::string line; std::getline(lines, line);) {
            if (line.find("WARNING") != std::string::npos && line.find("pbx_spool.c") != std::string::npos)
                found += line + '\n';
        }
        return found;
    }

private:
    static std::string read()
    {
        std::ifstream file(asterisk_value("LOG"));
        std::ostringstream text;
        text << file.rdbuf();
        return text.str();
    }

    std::size_t begin_;
};

} // namespace

TEST_CASE("call files: a call is made, with every value as it was given")
{
    if (!has_spool())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto key = unique("spooled");
        const std::string value = "a,b \"c\" \\d;e#f (g) \xC3\xBC";
        inbox stored(pbx, "UserEvent", [&](const ami::event_view& e) { return e["Key"] == key; });
        const auto job = call_file{originate{"Local/2015@from-internal/n"}
                                       .application("Wait", "1")
                                       .caller_id("Demo <100>")
                                       .variable("KEY", key)
                                       .variable("VALUE", value)}
                             .archive()
                             .spool(asterisk_value("SPOOL"));
        co_await stored.next();
        const auto got =
            co_await pbx.async_execute(ami::action{"DBGet"}.add("Family", "ami").add("Key", key));
        REQUIRE(got.events().size() == 1);
        CHECK(got.events().front()["Val"] == value);
        co_await pbx.async_execute(ami::action{"DBDel"}.add("Family", "ami").add("Key", key));
        const auto status = co_await fate(job);
        CHECK(status == call_file_status::completed);
        CHECK(job.attempts() == 1);
    });
}

TEST_CASE("call files: Asterisk knows every line that can be written")
{
    if (!has_spool())
        return;
    run([]() -> asio::awaitable<void> {
        const auto every_line = [](originate to) {
            to.caller_id("Demo <100>")
                .account("shop")
                .codecs("slin")
                .early_media()
                .ring_time(20s)
                .variable("ORDER", "1");
            return ami::call_file{std::move(to)}.max_retries(1).retry_time(60s).archive().always_delete(true);
        };
        const spool_log log;
        const auto to_dialplan =
            every_line(originate{"Local/2007@from-internal/n"}.dialplan("sets", "103", "1"))
                .spool(asterisk_value("SPOOL"));
        const auto to_application =
            every_line(originate{"Local/2007@from-internal/n"}.application("Wait", "1"))
                .spool(asterisk_value("SPOOL"));
        auto status = co_await fate(to_dialplan);
        CHECK(status == call_file_status::completed);
        status = co_await fate(to_application);
        CHECK(status == call_file_status::completed);
        CHECK(log.complaints() == "");
    });
}

TEST_CASE("call files: the longest line, and a # at its beginning")
{
    if (!has_spool())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto key = unique("long");
        inbox stored(pbx, "UserEvent", [&](const ami::event_view& e) { return e["Key"] == key; });
        const std::string value = "#" + std::string(254 - std::string("Set: VALUE=#").size(), 'x');
        const auto job = call_file{originate{"Local/2015@from-internal/n"}
                                       .application("Wait", "1")
                                       .variable("KEY", key)
                                       .variable("VALUE", value)}
                             .archive()
                             .spool(asterisk_value("SPOOL"));
        co_await stored.next();
        const auto got =
            co_await pbx.async_execute(ami::action{"DBGet"}.add("Family", "ami").add("Key", key));
        REQUIRE(got.events().size() == 1);
        CHECK(got.events().front()["Val"] == value);
        co_await pbx.async_execute(ami::action{"DBDel"}.add("Family", "ami").add("Key", key));
        const auto status = co_await fate(job);
        CHECK(status == call_file_status::completed);
    });
}

TEST_CASE("call files: no answer -> Asterisk tries again")
{
    if (!has_spool())
        return;
    run([]() -> asio::awaitable<void> {
        const auto busy = call_file{originate{"Local/2003@from-internal/n"}.application("Wait", "1")}
                              .max_retries(1)
                              .retry_time(1s)
                              .archive()
                              .spool(asterisk_value("SPOOL"));
        const auto status = co_await fate(busy);
        CHECK(status == call_file_status::expired);
        CHECK(busy.attempts() == 2);
    });
}

TEST_CASE("call files: not before its time")
{
    if (!has_spool())
        return;
    run([]() -> asio::awaitable<void> {
        const auto begin = std::chrono::system_clock::now();
        const auto job = call_file{originate{"Local/2007@from-internal/n"}.application("Wait", "1")}
                             .start_at(begin + 4s)
                             .archive()
                             .spool(asterisk_value("SPOOL"));
        asio::steady_timer timer(co_await asio::this_coro::executor);
        while (job.attempts() == 0 && std::chrono::system_clock::now() < begin + 20s) {
            timer.expires_after(20ms);
            co_await timer.async_wait(asio::as_tuple(asio::deferred));
        }
        CHECK(std::chrono::system_clock::now() - begin > 2900ms); // whole seconds, cut off
        const auto status = co_await fate(job);
        CHECK(status == call_file_status::completed);
    });
}
