// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CONNECTION_STATE_CHANGE_HPP
#define AMI_CLIENT_CONNECTION_STATE_CHANGE_HPP

#include <ami/session/connection/session_state.hpp>

#include <ami/detail/macros.hpp>

#include <memory>
#include <utility>

namespace ami {

namespace detail {

template <class... Args>
class handler_list;
template <class... Args>
struct handler_entry;

using state_handlers = handler_list<const state_change&>;
using state_handler_entry = handler_entry<const state_change&>;

} // namespace detail

/// A handler's registration, as `client::on_state` returns it. Small, copyable; dropping it changes nothing. Thread
/// safety: use it on the client's executor.
class state_subscription {
public:
    state_subscription() = default;
    state_subscription(std::weak_ptr<detail::state_handlers> handlers,
        std::weak_ptr<detail::state_handler_entry> entry) noexcept
        : handlers_(std::move(handlers)), entry_(std::move(entry))
    {}

    /// Ends the registration: the handler is not invoked any more. Cancelling twice is harmless.
    AMI_DECL void cancel();

private:
    std::weak_ptr<detail::state_handlers> handlers_;
    std::weak_ptr<detail::state_handler_entry> entry_;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/client/connection/impl/state_change.ipp>
#endif

#endif // AMI_CLIENT_CONNECTION_STATE_CHANGE_HPP
