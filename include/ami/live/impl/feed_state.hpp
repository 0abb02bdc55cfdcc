// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_IMPL_FEED_STATE_HPP
#define AMI_LIVE_IMPL_FEED_STATE_HPP

#include <ami/client/operation/completion.hpp>
#include <ami/live/feed_item.hpp>
#include <ami/net/erased_function.hpp>
#include <ami/net/shared_executor.hpp>
#include <ami/protocol/errors/error.hpp>
#include <ami/session/actions/aborted.hpp>
#include <ami/session/live/feed_queue.hpp>

#include <ami/detail/macros.hpp>
#include <ami/detail/shared_object.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <utility>

namespace ami::detail {

class client_core;
class feed_hub;

// What a `live::feed` and its model share: what waits, and who waits for it. It runs on the client's executor.
class feed_state final : public shared_from_this_of<feed_state> {
public:
    using waiter = completion<live::feed_item>;
    using entry = std::shared_ptr<feed_entry>;

    feed_state(const std::weak_ptr<feed_hub>& hub, const std::weak_ptr<client_core>& client,
        executor_pointer executor, std::size_t limit)
        : hub_(hub), client_(client), executor_(std::move(executor)), queue_(limit)
    {}

    feed_queue<entry>& queue() noexcept { return queue_; }
    bool is_waiting() const noexcept { return waiter_ != nullptr; }
    // Whoever waits gets it, at once.
    void answer(const entry& item) { std::exchange(waiter_, nullptr)->finish({}, live::feed_item(item)); }
    void fail(const failure& cause) { std::exchange(waiter_, nullptr)->finish(failure(cause), {}); }

    // What is there already is given out from a later turn of the executor.
    AMI_DECL void wait(std::shared_ptr<waiter> pending);
    // The wait ends at once and completes in a later turn: a signal may be calling this. False if `pending` does not wait.
    bool cancel(const std::shared_ptr<waiter>& pending)
    {
        if (waiter_ != pending)
            return false;
        abort();
        return true;
    }

    // The feed, the model or the client is gone: who waits is told later, not in the destructor that came here.
    void end()
    {
        is_over_ = true;
        queue_ = feed_queue<entry>(1);
        abort();
    }
    // Lets go of everything without telling anybody.
    void drop() noexcept
    {
        is_over_ = true;
        const auto gone = std::exchange(waiter_, nullptr);
    }
    // Also read where the feed is destroyed, on any thread.
    bool is_over() const noexcept { return is_over_; }

    const std::weak_ptr<feed_hub>& hub() const noexcept { return hub_; }
    const std::weak_ptr<client_core>& client() const noexcept { return client_; }
    const executor_pointer& shared_executor() const noexcept { return executor_; }
    const boost::asio::any_io_executor& executor() const noexcept { return executor_->get(); }

private:
    void abort()
    {
        if (auto pending = std::exchange(waiter_, nullptr))
            fail_later(std::move(pending), failure(aborted()));
    }
    void fail_later(std::shared_ptr<waiter> pending, failure cause)
    {
        post_function(executor(), [pending = std::move(pending), cause = std::move(cause)]() mutable {
            pending->finish(std::move(cause), {});
        });
    }

    std::weak_ptr<feed_hub> hub_;
    std::weak_ptr<client_core> client_;
    executor_pointer executor_;
    feed_queue<entry> queue_;
    std::shared_ptr<waiter> waiter_;
    std::atomic<bool> is_over_ = false;
};

} // namespace ami::detail

#endif // AMI_LIVE_IMPL_FEED_STATE_HPP
