// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_STATE_CHANGE_HPP
#define AMI_CLIENT_STATE_CHANGE_HPP

#include <ami/session/session_state.hpp>

#include <ami/detail/config.hpp>

#include <memory>
#include <utility>

namespace ami {

namespace detail {

class state_observers;
struct state_observer;

} // namespace detail

/// A handler's registration, as `client::on_state` returns it. Small, copyable; dropping it changes nothing. Thread
/// safety: use it on the client's executor.
class state_subscription {
public:
    state_subscription() = default;
    state_subscription(std::weak_ptr<detail::state_observers> observers,
        std::weak_ptr<detail::state_observer> entry) noexcept
        : observers_(std::move(observers)), entry_(std::move(entry))
    {}

    AMI_DECL void cancel();

private:
    std::weak_ptr<detail::state_observers> observers_;
    std::weak_ptr<detail::state_observer> entry_;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/client/impl/state_change.ipp>
#endif

#endif // AMI_CLIENT_STATE_CHANGE_HPP
