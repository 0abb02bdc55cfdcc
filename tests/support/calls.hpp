// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_CALLS_HPP
#define AMI_TESTS_SUPPORT_CALLS_HPP

// Calls of a test's own in the dialplan of tests/asterisk/etc/extensions.conf.

#include "support/contract.hpp"

#include <ami/client.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <stdexcept>
#include <string>
#include <utility>

namespace tests {

/// Two halves of a Local channel. The first one, `id`, is in the context `sets` and extension 103; the other one in an
/// extension that answers and ends the call after 20 s, where the test does not do it before.
inline ami::actions::originate call_named(const std::string& id)
{
    ami::actions::originate call{"Local/3020@from-internal/n"};
    call.dialplan("sets", "103").channel_id(id).ring_time(std::chrono::seconds(5));
    return call;
}

/// Makes the call and waits until it is answered.
inline asio::awaitable<ami::originate_outcome> answered_call(ami::client& pbx, std::string id)
{
    auto result = co_await pbx.async_originate(call_named(id));
    if (!result.answered())
        throw std::runtime_error("the call was not answered: " + std::string(result.report().raw()));
    co_return result;
}

/// The channel's entry in CoreShowChannels; empty where it is not there.
inline asio::awaitable<ami::event> show_channel(ami::client& pbx, std::string id)
{
    const auto channels = co_await pbx.async_execute(ami::action{"CoreShowChannels"});
    for (const auto& each : channels.events()) {
        if (each["Uniqueid"] == id)
            co_return each;
    }
    co_return ami::event();
}

/// Waits until the channel is listed no more, at most ten seconds.
inline asio::awaitable<void> departure(ami::client& pbx, std::string id)
{
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    for (;;) {
        const auto channel = co_await show_channel(pbx, id);
        if (channel.raw().empty())
            co_return;
        if (std::chrono::steady_clock::now() >= deadline)
            throw std::runtime_error("the channel is still listed");
    }
}

/// Waits until the channel is in this extension, at most ten seconds. A redirect is answered before it is done.
inline asio::awaitable<ami::event> arrival(ami::client& pbx, std::string id, std::string exten)
{
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    for (;;) {
        auto channel = co_await show_channel(pbx, id);
        // In the very first moment the dialplan has not begun, and Application is that of before.
        if (channel["Exten"] == exten && channel["Application"] == "Wait")
            co_return channel;
        if (std::chrono::steady_clock::now() >= deadline)
            throw std::runtime_error(
                "the channel did not come to extension " + exten + ": " + std::string(channel.raw()));
    }
}

} // namespace tests

#endif // AMI_TESTS_SUPPORT_CALLS_HPP
