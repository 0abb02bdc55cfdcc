// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_CONTRACT_QUEUES_HPP
#define AMI_TESTS_SUPPORT_CONTRACT_QUEUES_HPP

// Queues of a test's own on a real Asterisk.

#include "support/contract.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace tests {

// Until the queue is listed, or is listed no more: another test may write the file at the same time.
inline asio::awaitable<void> configure(
    ami::client& pbx, ami::action change, std::string queue, bool is_wanted)
{
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    for (;;) {
        auto again = change;
        co_await pbx.async_execute(std::move(again), asio::as_tuple(asio::deferred));
        co_await pbx.async_execute(
            ami::action{"QueueReload"}.add("Queue", queue).add("Members", "yes").add("Parameters", "yes"),
            asio::as_tuple(asio::deferred));
        const auto [ec, listed] = co_await pbx.async_execute(
            ami::action{"QueueStatus"}.add("Queue", queue), asio::as_tuple(asio::deferred));
        const auto& items = listed.events();
        const bool is_there = std::any_of(
            items.begin(), items.end(), [](const auto& each) { return each.name() == "QueueParams"; });
        if (!ec && is_there == is_wanted)
            co_return;
        if (std::chrono::steady_clock::now() >= deadline)
            throw std::runtime_error("queues.conf was not changed");
    }
}

inline ami::action queue_config()
{
    return ami::action{"UpdateConfig"}.add("SrcFilename", "queues.conf").add("DstFilename", "queues.conf");
}

using queue_lines = std::vector<std::pair<std::string, std::string>>;

/// A queue with these lines of queues.conf: one of the test's own on an Asterisk, the one of this name in the embedded server.
inline asio::awaitable<std::string> own_queue(ami::client& pbx, std::string embedded_name, queue_lines lines)
{
    if (server() == server_kind::embedded)
        co_return embedded_name;
    const auto name = unique("own");
    auto made = queue_config();
    made.add("Action-000000", "NewCat").add("Cat-000000", name);
    int number = 0;
    for (const auto& [variable, value] : lines) {
        const auto at = "-00000" + std::to_string(++number);
        made.add("Action" + at, "Append").add("Cat" + at, name);
        made.add("Var" + at, variable).add("Value" + at, value);
    }
    co_await configure(pbx, std::move(made), name, true);
    co_return name;
}

/// The end of it.
inline asio::awaitable<void> remove_queue(ami::client& pbx, std::string name)
{
    if (server() == server_kind::embedded)
        co_return;
    auto ended = queue_config();
    ended.add("Action-000000", "DelCat").add("Cat-000000", name);
    co_await configure(pbx, std::move(ended), name, false);
}

} // namespace tests

#endif // AMI_TESTS_SUPPORT_CONTRACT_QUEUES_HPP
