// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// How a session of AGI ends on Asterisk, and what the dialplan sees of it.

#include "support/agi_calls.hpp"
#include "support/catch.hpp"
#include "support/fastagi_pbx.hpp"

#include <chrono>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>

using namespace tests;

TEST_CASE("agi ends: how the session ends -> AGISTATUS, and when")
{
    if (!needs_asterisk())
        return;
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            std::mt19937 random(1);
            std::string bytes;
            while (bytes.size() != 64 * 1024)
                bytes += static_cast<char>(random());
            struct row {
                std::string bytes;
                const char* status;
                std::size_t takes = 0; // milliseconds at least
            };
            for (const auto& each : {row{"GET DATA demo-congrats 5000\n", "SUCCESS"},
                     row{"WAIT FOR DIGIT -1\n", "SUCCESS"}, row{"EXEC Wait 0.5\n", "SUCCESS", 500},
                     row{"GET OPTION no-such-file \"\" 20\n", "FAILURE"},
                     row{"RECORD FILE /no/such wav \"\" 20\n", "FAILURE"},
                     row{"RECEIVE CHAR 20\n", "FAILURE"}, row{"GOSUB nope 1 1\n", "FAILURE"},
                     row{"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "SUCCESS"}, row{bytes, "SUCCESS"}}) {
                for (const bool by_reset : {false, true}) {
                    if (by_reset && each.status != std::string_view("SUCCESS"))
                        continue; // the reset may come before the command is read
                    CAPTURE(each.bytes.substr(0, 40), by_reset);
                    const auto id = unique("agiend");
                    std::string status;
                    auto ended = expect_status(pbx, id, status);
                    agi_peer peer(co_await asio::this_coro::executor);
                    co_await call_peer(pbx, peer, id);
                    co_await peer.accept();
                    if (each.takes != 0) {
                        auto runs = pbx.expect(
                            "AGIExecStart", [&](const ami::event_view& e) { return e["Uniqueid"] == id; });
                        co_await pbx.async_in_force();
                        co_await peer.send(each.bytes);
                        co_await runs.async_wait(10s);
                    } else {
                        co_await peer.send(each.bytes);
                    }
                    const auto begin = std::chrono::steady_clock::now();
                    if (by_reset)
                        peer.reset();
                    else
                        peer.finish_writing();
                    co_await ended.async_wait(10s);
                    CHECK(status == each.status);
                    CHECK(std::chrono::steady_clock::now() - begin + 100ms >
                          std::chrono::milliseconds(each.takes));
                }
            }
        },
        60s);
}
