// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_LED_CHANNEL_HPP
#define AMI_TESTS_SUPPORT_LED_CHANNEL_HPP

// A channel in AGI(agi:async) of a test's own, and the coroutine that handles it.

#include "support/contract.hpp"

#include <ami/actions.hpp>
#include <ami/agi.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace tests {

/// Calls an extension whose channel `id;2` enters AGI; `id` goes to where nobody says anything.
inline ami::actions::originate into_agi(const std::string& id, const std::string& extension = "2011")
{
    ami::actions::originate call{"Local/" + extension + "@from-internal/n"};
    call.dialplan("sets", "103").channel_id(id).ring_time(5s);
    return call;
}

/// Handles the one channel `id;2` by `lead`, which runs once for each time that the channel enters AGI.
class led_channel {
public:
    led_channel(ami::client& pbx, std::string id, std::function<asio::awaitable<void>(ami::agi_session)> lead,
        int stays = 1)
        : state_(std::make_shared<state>(pbx.get_executor(), std::move(lead), stays)),
          service_(
              pbx, [id = id + ";2"](const ami::agi_environment& e) { return e["agi_uniqueid"] == id; },
              [kept = state_](ami::agi_session agi) { return run(kept, std::move(agi)); })
    {}

    /// Waits until `lead` has ended, after the last time that the channel enters AGI.
    asio::awaitable<void> ended()
    {
        state_->timer.expires_after(std::chrono::seconds(15));
        while (state_->stays > 0 && state_->timer.expiry() > std::chrono::steady_clock::now())
            co_await state_->timer.async_wait(asio::as_tuple(asio::deferred));
        if (state_->failed)
            std::rethrow_exception(state_->failed);
        if (state_->stays > 0)
            throw std::runtime_error("the channel was not led to the end");
    }

private:
    struct state {
        state(asio::any_io_executor executor, std::function<asio::awaitable<void>(ami::agi_session)> body,
            int count)
            : timer(std::move(executor)), lead(std::move(body)), stays(count)
        {}
        asio::steady_timer timer;
        std::function<asio::awaitable<void>(ami::agi_session)> lead;
        int stays; // that are still to come
        std::exception_ptr failed;
    };

    static asio::awaitable<void> run(std::shared_ptr<state> kept, ami::agi_session agi)
    {
        try {
            co_await kept->lead(std::move(agi));
        } catch (...) {
            kept->failed = std::current_exception();
            kept->stays = 0;
        }
        --kept->stays;
        kept->timer.cancel();
    }

    std::shared_ptr<state> state_;
    ami::agi_service service_;
};

} // namespace tests

#endif // AMI_TESTS_SUPPORT_LED_CHANNEL_HPP
