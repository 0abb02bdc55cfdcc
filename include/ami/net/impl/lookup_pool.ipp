// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_IMPL_LOOKUP_POOL_IPP
#define AMI_NET_IMPL_LOOKUP_POOL_IPP

#include <ami/net/erased_function.hpp>
#include <ami/net/lookup_pool.hpp>
#include <ami/net/shutdown_registry.hpp>

#include <ami/detail/shared_object.hpp>

#include <fmt/format.h>

#include <system_error>
#include <thread>
#include <utility>

namespace ami::detail {

// What the pool's thread and the waiting operation share. Whichever ends first decides: the thread delivers, or the
// operation was abandoned and the result is discarded.
class queued_lookup final : public shared_from_this_of<queued_lookup> {
public:
    enum class place : unsigned char { none, queued, running, hanging, ended };

    queued_lookup(lookup_pool& pool, asio::any_io_executor executor, std::string host, std::uint16_t port,
        network::lookup_handler done)
        : pool_(pool), host_(std::move(host)), port_(port), executor_(std::move(executor)),
          done_(std::move(done))
    {}

    void deliver(failure error, endpoint_list found)
    {
        const std::lock_guard lock(mutex_);
        if (!executor_)
            return;
        post_function(executor_,
            [self = shared_from_this(), error = std::move(error), found = std::move(found)]() mutable {
                network::lookup_handler done;
                {
                    const std::lock_guard inner(self->mutex_);
                    done = std::exchange(self->done_, nullptr);
                }
                if (done)
                    done(std::move(error), std::move(found));
            });
    }

    void abandon() noexcept
    {
        {
            network::lookup_handler done;
            const std::lock_guard lock(mutex_);
            executor_ = {};
            done.swap(done_);
        }
        pool_.give_up(*this);
    }

    void context_is_going() noexcept { abandon(); }

    const std::string& host() const noexcept { return host_; }
    std::uint16_t port() const noexcept { return port_; }

    place at = place::none; // guarded by the pool's mutex

private:
    lookup_pool& pool_;
    const std::string host_;
    const std::uint16_t port_;
    std::mutex mutex_;
    asio::any_io_executor executor_;
    network::lookup_handler done_;
};

class lookup_handle final : public lookup {
public:
    explicit lookup_handle(std::shared_ptr<queued_lookup> of) : of_(std::move(of)) {}
    lookup_handle(const lookup_handle&) = delete;
    lookup_handle& operator=(const lookup_handle&) = delete;
    ~lookup_handle() override { of_->abandon(); }

private:
    std::shared_ptr<queued_lookup> of_;
};

AMI_DECL lookup_pool::lookup_pool(resolve_function resolve, bounds limits)
    : resolve_(std::move(resolve)), limits_(limits)
{}

AMI_DECL std::size_t lookup_pool::running() const
{
    const std::lock_guard lock(mutex_);
    return taken_ + hanging_;
}

AMI_DECL std::size_t lookup_pool::waiting() const
{
    const std::lock_guard lock(mutex_);
    return queue_.size() - abandoned_;
}

AMI_DECL std::unique_ptr<lookup> lookup_pool::start(const asio::any_io_executor& executor,
    const std::string& host, std::uint16_t port, network::lookup_handler done)
{
    const auto made = make_shared_object<queued_lookup>(*this, executor, host, port, std::move(done));
    shutdown_registry::of(executor).add(made);
    bool is_full = false;
    bool runs = false;
    {
        const std::lock_guard lock(mutex_);
        if (taken_ < limits_.places) {
            ++taken_;
            made->at = queued_lookup::place::running;
            runs = true;
        } else if (queue_.size() - abandoned_ < limits_.waiting) {
            made->at = queued_lookup::place::queued;
            queue_.push_back(made);
        } else {
            is_full = true;
        }
    }
    if (runs)
        start_thread(made);
    if (is_full)
        made->deliver(
            {errc::host_not_found,
                fmt::format("{} look-ups of names wait in this process, and the system's resolver does not "
                            "answer",
                    limits_.waiting)},
            {});
    return std::make_unique<lookup_handle>(made);
}

AMI_DECL void lookup_pool::start_thread(lookup_pointer first)
{
    while (first) {
        try {
            std::thread([this, first] { run(first); }).detach();
            return;
        } catch (const std::system_error& error) {
            first->deliver({errc::host_not_found, error.what()}, {});
            first = finish(*first);
        }
    }
}

AMI_DECL void lookup_pool::run(lookup_pointer first)
{
    while (first) {
        error_code ec;
        auto found = resolve_(first->host(), first->port(), ec);
        first->deliver(ec ? failure(ec, ec.message()) : failure(), std::move(found));
        first = finish(*first);
    }
}

// The next one takes over a place that is free. The mutex is held.
AMI_DECL lookup_pool::lookup_pointer lookup_pool::next_in_place()
{
    while (!queue_.empty()) {
        auto next = std::move(queue_.front());
        queue_.pop_front();
        if (next->at == queued_lookup::place::queued) {
            next->at = queued_lookup::place::running;
            return next;
        }
        --abandoned_;
    }
    --taken_;
    return nullptr;
}

AMI_DECL lookup_pool::lookup_pointer lookup_pool::finish(queued_lookup& ended)
{
    const std::lock_guard lock(mutex_);
    if (std::exchange(ended.at, queued_lookup::place::ended) == queued_lookup::place::running)
        return next_in_place();
    --hanging_; // its place was given away
    return nullptr;
}

AMI_DECL void lookup_pool::give_up(queued_lookup& abandoned)
{
    lookup_pointer next;
    {
        const std::lock_guard lock(mutex_);
        if (abandoned.at == queued_lookup::place::queued) {
            abandoned.at = queued_lookup::place::ended;
            // They are looked for among all only when half have been given up.
            if (2 * ++abandoned_ > queue_.size()) {
                std::erase_if(
                    queue_, [](const auto& each) { return each->at != queued_lookup::place::queued; });
                abandoned_ = 0;
            }
        } else if (abandoned.at == queued_lookup::place::running && hanging_ < limits_.hanging) {
            abandoned.at = queued_lookup::place::hanging;
            ++hanging_;
            next = next_in_place();
        }
    }
    start_thread(std::move(next));
}

} // namespace ami::detail

#endif // AMI_NET_IMPL_LOOKUP_POOL_IPP
