// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_LIVE_WATCH_HPP
#define AMI_TESTS_SUPPORT_LIVE_WATCH_HPP

// What contract cases of live state share.

#include "support/contract.hpp"

#include <ami/actions.hpp>
#include <ami/live.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace tests {

// A model, and a way to wait until it shows something.
class live_watch {
public:
    explicit live_watch(ami::client& pbx, const ami::live::options& settings = {})
        : model(pbx, settings), changed_(pbx.get_executor())
    {}

    // Whether it is so within the time. It is looked at after each change that is noted.
    asio::awaitable<bool> comes(
        std::function<bool()> condition, std::chrono::seconds limit = std::chrono::seconds(10))
    {
        const auto deadline = std::chrono::steady_clock::now() + limit;
        while (!condition()) {
            if (std::chrono::steady_clock::now() >= deadline)
                co_return false;
            changed_.expires_at(deadline);
            co_await changed_.async_wait(asio::as_tuple(asio::deferred));
        }
        co_return true;
    }

    // Empty if there is none.
    std::string name_of(std::string_view channel_id) const
    {
        const auto channel = model.find_channel(channel_id);
        return std::string(channel.name());
    }

    ami::live::model model;

protected:
    void note() { changed_.cancel(); }

private:
    asio::steady_timer changed_;
};

// It may be gone already.
inline asio::awaitable<void> hang_up(ami::client& pbx, std::string id)
{
    co_await pbx.async_execute(ami::actions::hangup{id}.to_action(), asio::as_tuple(asio::deferred));
}

// Whether the case is not for this server, and says so.
inline bool is_not_for_embedded(std::string_view lacking)
{
    if (server() == server_kind::embedded)
        fmt::print("SKIPPED: the embedded server has no {}\n", lacking);
    return server() == server_kind::embedded;
}

} // namespace tests

#endif // AMI_TESTS_SUPPORT_LIVE_WATCH_HPP
