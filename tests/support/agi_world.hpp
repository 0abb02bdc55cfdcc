// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A client in a virtual network that leads one channel in AsyncAGI.

#ifndef AMI_TESTS_SUPPORT_AGI_WORLD_HPP
#define AMI_TESTS_SUPPORT_AGI_WORLD_HPP

#include "support/client_world.hpp"

#include <ami/agi.hpp>

#include <boost/asio/redirect_error.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace tests {

/// `agi` is the session of the channel that entered AGI last. Its handler runs until `end_handler`.
struct agi_world {
    /// `channel_id` is what commands must name the channel by.
    explicit agi_world(std::string channel_id, bool reconnects = false, std::size_t max_in_flight = 10'000)
        : channel(std::move(channel_id))
    {
        w.config.limits.max_in_flight = max_in_flight;
        w.config.reconnect.enabled = reconnects;
        w.config.reconnect.initial_delay = 1s;
        w.ready();
        service = ami::agi_service(
            *w.pbx, [](const ami::agi_environment&) { return true; },
            [this](ami::agi_session session) -> asio::awaitable<void> {
                agi = session;
                asio::steady_timer for_ever(w.context, asio::steady_timer::time_point::max());
                stop = &for_ever;
                ami::error_code ignored;
                co_await for_ever.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
                stop = nullptr;
            });
    }
    ~agi_world()
    {
        if (stop)
            stop->cancel();
        w.run();
    }

    void end_handler()
    {
        REQUIRE(stop);
        stop->cancel();
        w.run();
    }

    /// The next action is a command; the server has queued it.
    request queued()
    {
        const auto sent = w.server().next();
        CHECK(sent.name() == "AGI");
        CHECK(sent["Channel"] == channel);
        w.server().success(sent, "Message: Added AGI command to queue\n");
        w.run();
        return sent;
    }

    operation<> begin_answer()
    {
        auto op = begin<>([&](auto handler) { agi->async_answer(std::move(handler)); });
        w.run();
        return op;
    }

    client_world w;
    std::string channel;
    std::optional<ami::agi_session> agi;
    ami::agi_service service;
    asio::steady_timer* stop = nullptr;
};

} // namespace tests

#endif // AMI_TESTS_SUPPORT_AGI_WORLD_HPP
