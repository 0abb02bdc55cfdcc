// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_EVENTS_SUBSCRIPTION_HPP
#define AMI_CLIENT_EVENTS_SUBSCRIPTION_HPP

#include <ami/detail/macros.hpp>

#include <memory>
#include <utility>

namespace ami {
namespace detail {

class router;
struct subscription_entry;

} // namespace detail

/// A handler's registration, as `client::on` returns it. Small, copyable; dropping it changes nothing.
/// Thread safety: use it on the client's executor.
class subscription {
public:
    subscription() = default;

    /// The handler is not called any more, not even for the event in hand. May be called from inside the
    /// handler, more than once, and after the client is gone.
    AMI_DECL void cancel();

    /// Whether the handler is still registered.
    AMI_DECL bool active() const noexcept;

    subscription(
        std::weak_ptr<detail::router> router, std::weak_ptr<detail::subscription_entry> entry) noexcept
        : router_(std::move(router)), entry_(std::move(entry))
    {}

private:
    std::weak_ptr<detail::router> router_;
    std::weak_ptr<detail::subscription_entry> entry_;
};

/// A subscription that ends with this object.
class scoped_subscription {
public:
    scoped_subscription() = default;
    scoped_subscription(subscription owned) noexcept : owned_(std::move(owned)) {}
    scoped_subscription(scoped_subscription&& other) noexcept : owned_(std::exchange(other.owned_, {})) {}

    scoped_subscription& operator=(scoped_subscription&& other) noexcept
    {
        if (this != &other) {
            owned_.cancel();
            owned_ = std::exchange(other.owned_, {});
        }
        return *this;
    }

    ~scoped_subscription() { owned_.cancel(); }

    const subscription& get() const noexcept { return owned_; }

    /// Lets the handler live on.
    subscription release() noexcept { return std::exchange(owned_, {}); }

private:
    subscription owned_;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/client/events/impl/subscription.ipp>
#endif

#endif // AMI_CLIENT_EVENTS_SUBSCRIPTION_HPP
