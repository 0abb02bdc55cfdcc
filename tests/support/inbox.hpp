// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_INBOX_HPP
#define AMI_TESTS_SUPPORT_INBOX_HPP

// Events that a test waits for.

#include <ami/client.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests {

/// Keeps the events of a subscription, in order; a coroutine takes them one by one.
class inbox {
public:
    using predicate = std::function<bool(const ami::event_view&)>;

    /// Every event of this name that is wanted.
    inbox(ami::client& from, std::string_view name, predicate wanted = {})
        : state_(std::make_shared<state>(from.get_executor(), std::string(name)))
    {
        subscription_ =
            from.on(name, [kept = state_, wanted = std::move(wanted)](const ami::event_view& seen) {
                if (wanted && !wanted(seen))
                    return;
                kept->events.emplace_back(seen);
                kept->changed.cancel();
            });
    }

    /// The next one, within ten seconds.
    boost::asio::awaitable<ami::event> next() { return take(state_, {}); }

    /// The next one with this value; those before it are passed over.
    boost::asio::awaitable<ami::event> next(std::string header, std::string value)
    {
        return take(state_, [header = std::move(header), value = std::move(value)](
                                const ami::event_view& seen) { return seen[header] == value; });
    }

    /// All that came so far, taken or not.
    const std::vector<ami::event>& all() const noexcept { return state_->events; }
    std::size_t size() const noexcept { return state_->events.size(); }

private:
    struct state {
        state(boost::asio::any_io_executor executor, std::string event_name)
            : changed(std::move(executor)), name(std::move(event_name))
        {}
        std::vector<ami::event> events;
        std::size_t taken = 0;
        boost::asio::steady_timer changed;
        std::string name;
    };

    static boost::asio::awaitable<ami::event> take(std::shared_ptr<state> from, predicate wanted)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        for (;;) {
            while (from->taken < from->events.size()) {
                const auto& found = from->events[from->taken++];
                if (!wanted || wanted(found.view()))
                    co_return found;
            }
            if (std::chrono::steady_clock::now() >= deadline)
                throw std::runtime_error("no event " + from->name + " within 10 s");
            from->changed.expires_at(deadline);
            co_await from->changed.async_wait(boost::asio::as_tuple(boost::asio::deferred));
        }
    }

    std::shared_ptr<state> state_;
    ami::scoped_subscription subscription_;
};

} // namespace tests

#endif // AMI_TESTS_SUPPORT_INBOX_HPP
