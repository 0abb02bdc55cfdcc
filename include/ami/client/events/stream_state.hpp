// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_EVENTS_STREAM_STATE_HPP
#define AMI_CLIENT_EVENTS_STREAM_STATE_HPP

#include <ami/client/operation/completion.hpp>
#include <ami/client/operation/own_executor.hpp>
#include <ami/net/erased_function.hpp>
#include <ami/net/shared_executor.hpp>
#include <ami/net/shutdown_registry.hpp>
#include <ami/session/events/event_queue.hpp>
#include <ami/session/events/router.hpp>

#include <ami/detail/shared_object.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/error.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace ami::detail {

// What an event_stream and the client that fills it share. It runs on the client's executor.
class stream_state final : public shared_from_this_of<stream_state> {
public:
    // Who waits for events: for one, or for all that there are. A derived class has its own `serve` and `fail`, which are
    // called by function pointers, as those of session_follower are.
    class waiter {
    public:
        waiter(const waiter&) = delete;
        waiter& operator=(const waiter&) = delete;

        // Whether it takes all events that there are. Then it is not told of each one that is read.
        bool takes_all() const noexcept { return takes_all_; }
        void serve(event_queue& from) { serve_(*this, from); }
        void fail(failure cause) { fail_(*this, std::move(cause)); }

    protected:
        template <class Derived>
        explicit waiter(std::type_identity<Derived> /*of*/, bool takes_all = false) noexcept
            : takes_all_(takes_all),
              serve_([](waiter& self, event_queue& from) { static_cast<Derived&>(self).serve(from); }),
              fail_([](waiter& self, failure&& cause) { static_cast<Derived&>(self).fail(std::move(cause)); })
        {
            static_assert(!std::is_same_v<decltype(&Derived::serve), decltype(&waiter::serve)>);
            static_assert(!std::is_same_v<decltype(&Derived::fail), decltype(&waiter::fail)>);
        }
        ~waiter() = default;

    private:
        bool takes_all_;
        void (*serve_)(waiter&, event_queue&);
        void (*fail_)(waiter&, failure&&);
    };

    stream_state(executor_pointer executor, std::size_t capacity, overflow policy)
        : executor_(std::move(executor)), queue_(capacity, policy)
    {}

    // How many events were lost by it. Who takes all events waits for `tell`, as long as there is room for the next one.
    std::uint64_t push(const event_view& event)
    {
        const auto lost = queue_.lost();
        queue_.push(event);
        if (waiter_ && has_answer() &&
            !(waiter_->takes_all() && queue_.has_room())) // a capacity of zero holds nothing
            answer(std::exchange(waiter_, nullptr));
        return queue_.lost() - lost;
    }

    // Whether somebody waits for `tell`; true once until then.
    bool becomes_due() noexcept { return waiter_ && has_answer() && !std::exchange(due_, true); }

    // How the events come; ends with this object.
    void subscribed(std::weak_ptr<router> from, std::weak_ptr<subscription_entry> entry)
    {
        router_ = std::move(from);
        entry_ = std::move(entry);
    }

    // Nobody will ask any more. Who waits is told later, not inside the destructor that came here.
    void close()
    {
        if (auto pending = std::exchange(waiter_, nullptr))
            post_function(executor(), [pending = std::move(pending)] {
                pending->fail(asio::error::make_error_code(asio::error::operation_aborted));
            });
        const auto from = router_.lock();
        const auto entry = entry_.lock();
        if (from && entry)
            from->remove(entry);
        drop();
    }

    void session_began() { ended_ = {}; }

    // Who waits is told by `tell`.
    void session_ended(const failure& cause)
    {
        if (!ended_)
            ended_ = cause;
    }

    void tell()
    {
        due_ = false;
        if (waiter_ && has_answer())
            answer(std::exchange(waiter_, nullptr));
    }

    // What is there already is given out from a later turn of the executor.
    void wait(std::shared_ptr<waiter> pending)
    {
        if (waiter_) {
            post_function(executor(), [pending = std::move(pending)] {
                pending->fail({errc::already_waiting, {}});
            });
            return;
        }
        waiter_ = std::move(pending);
        if (has_answer())
            post_function(executor(), [self = shared_from_this()] {
                if (self->waiter_ && self->has_answer())
                    self->answer(std::exchange(self->waiter_, nullptr));
            });
    }

    // The wait ends at once and completes in a later turn: a signal may be calling this. False if `pending` does not wait.
    bool cancel(const std::shared_ptr<waiter>& pending)
    {
        if (waiter_ != pending)
            return false;
        waiter_.reset();
        post_function(executor(),
            [pending] { pending->fail(asio::error::make_error_code(asio::error::operation_aborted)); });
        return true;
    }

    void give_up(const std::shared_ptr<waiter>& pending, failure cause)
    {
        if (waiter_ != pending)
            return;
        waiter_.reset();
        pending->fail(std::move(cause));
    }

    void context_is_going() noexcept { drop(); }

    // Lets go of everything without telling anybody.
    void drop()
    {
        dropped_ = true;
        const auto gone = std::exchange(waiter_, nullptr);
    }

    // Closed already, or the execution context is gone.
    bool is_dropped() const noexcept { return dropped_; }

    const asio::any_io_executor& executor() const noexcept { return executor_->get(); }
    const event_queue& queue() const noexcept { return queue_; }

private:
    bool has_answer() const noexcept { return !queue_.empty() || queue_.is_broken() || ended_; }

    void answer(const std::shared_ptr<waiter>& pending)
    {
        if (!queue_.empty())
            pending->serve(queue_);
        else if (queue_.is_broken())
            pending->fail({errc::stream_overflow, "its queue was full"});
        else
            pending->fail(ended_);
    }

    executor_pointer executor_;
    event_queue queue_;
    std::shared_ptr<waiter> waiter_;
    failure ended_;
    bool due_ = false;
    std::atomic<bool> dropped_ = false; // read where the handle is destroyed, on any thread
    std::weak_ptr<router> router_;
    std::weak_ptr<subscription_entry> entry_;
};

// As `connect_cancellation` for actions: at once on the client's executor, posted from elsewhere or if the wait has not
// begun there yet.
template <class Slot>
void connect_wait_cancellation(Slot slot, const std::shared_ptr<stream_state>& stream,
    const std::shared_ptr<stream_state::waiter>& waiter)
{
    if (!slot.is_connected())
        return;
    slot.assign(
        [weak_stream = std::weak_ptr(stream), weak = std::weak_ptr(waiter)](asio::cancellation_type_t type) {
            const auto living = weak_stream.lock();
            const auto found = weak.lock();
            if (!living || !found || living->is_dropped() || type == asio::cancellation_type::none)
                return;
            if (runs_in_this_thread(living->executor()) && living->cancel(found))
                return;
            post_function(living->executor(), [living, weak] {
                if (const auto waiting = weak.lock())
                    living->cancel(waiting);
            });
        });
}

} // namespace ami::detail

#endif // AMI_CLIENT_EVENTS_STREAM_STATE_HPP
