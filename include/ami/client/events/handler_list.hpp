// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_EVENTS_HANDLER_LIST_HPP
#define AMI_CLIENT_EVENTS_HANDLER_LIST_HPP

#include <ami/session/events/numbered_list.hpp>

#include <ami/detail/shared_object.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace ami::detail {

template <class... Args>
struct handler_entry {
    std::uint64_t id = 0;
    std::function<void(Args...)> handle;
    bool cancelled = false;
};

// Handlers of one kind. They may add and remove any, themselves too.
template <class... Args>
class handler_list {
public:
    using entry = handler_entry<Args...>;

    std::shared_ptr<entry> add(std::function<void(Args...)> handle)
    {
        auto added = make_shared_object<entry>();
        added->id = ++last_id_;
        added->handle = std::move(handle);
        entries_.add(added->id, added);
        return added;
    }

    void remove(const std::shared_ptr<entry>& which)
    {
        which->cancelled = true;
        entries_.remove(which->id);
    }

    void clear()
    {
        const auto gone = all();
        entries_ = {};
        for (const auto& each : gone)
            each->cancelled = true;
    }

    // Nothing more is to be told. A handler that runs goes on.
    void release() { const auto gone = std::exchange(entries_, {}); }

    bool empty() const noexcept { return entries_.empty(); }

    // A copy: handlers change the list.
    std::vector<std::shared_ptr<entry>> all() const
    {
        std::vector<std::shared_ptr<entry>> copy;
        copy.reserve(entries_.size());
        entries_.copy_to(copy);
        return copy;
    }

private:
    numbered_list<std::shared_ptr<entry>> entries_;
    std::uint64_t last_id_ = 0;
};

} // namespace ami::detail

namespace ami {

/// A handler's registration, as `call::on_state` and `client::on_incoming_call` return it. Small, copyable; dropping it changes
/// nothing. Thread safety: use it on the client's executor.
class call_subscription {
public:
    call_subscription() = default;

    /// The handler is not called any more. May be called from inside the handler, more than once, and after the client is
    /// gone.
    void cancel()
    {
        if (const auto owner = owner_.lock())
            cancel_();
    }

    template <class... Args>
    call_subscription(const std::shared_ptr<detail::handler_list<Args...>>& list,
        const std::shared_ptr<typename detail::handler_list<Args...>::entry>& entry)
        : owner_(list), cancel_([weak_list = std::weak_ptr(list), weak = std::weak_ptr(entry)] {
              const auto living = weak_list.lock();
              const auto found = weak.lock();
              if (living && found)
                  living->remove(found);
          })
    {}

private:
    std::weak_ptr<void> owner_;
    std::function<void()> cancel_;
};

} // namespace ami

#endif // AMI_CLIENT_EVENTS_HANDLER_LIST_HPP
