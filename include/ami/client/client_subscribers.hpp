// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CLIENT_SUBSCRIBERS_HPP
#define AMI_CLIENT_CLIENT_SUBSCRIBERS_HPP

#include <ami/client/connection/connection_driver.hpp>
#include <ami/client/connection/session_followers.hpp>
#include <ami/client/connection/state_change.hpp>
#include <ami/client/events/handler_list.hpp>
#include <ami/client/events/stream_list.hpp>
#include <ami/client/handler_runner.hpp>
#include <ami/client/owner_state.hpp>
#include <ami/session/events/router.hpp>

#include <ami/detail/macros.hpp>
#include <ami/detail/shared_object.hpp>

#include <memory>

namespace ami::detail {

// What hears of a client's sessions, and in which order: handlers of events and of state changes, streams, and what follows
// calls and channels.
class client_subscribers {
public:
    client_subscribers(connection_driver& driver, const owner_state& owner)
        : driver_(driver), owner_(owner), handlers_(driver, owner)
    {}

    bool wants_events() const noexcept { return !router_->empty() || followers_.wants_events(); }

    event_classes needed_events() const noexcept { return router_->demand() | followers_.needed_events(); }

    AMI_DECL void dispatch(const event_view& event);
    AMI_COLD AMI_DECL void notify_state(const state_change& change);

    // The client is destroyed: no handler is invoked any more.
    AMI_COLD AMI_DECL void release();
    // There is no session whose end tells the others: streams are told by `tell_abandoned`, in a later turn.
    AMI_COLD AMI_DECL void abandoned(const failure& error);
    AMI_COLD AMI_DECL void tell_abandoned();
    // The execution context is going: nothing is told.
    AMI_COLD AMI_DECL void drop() noexcept;

    handler_runner& handlers() noexcept { return handlers_; }
    stream_list& streams() noexcept { return streams_; }
    session_followers& followers() noexcept { return followers_; }
    const session_followers& followers() const noexcept { return followers_; }
    const std::shared_ptr<router>& routes() const noexcept { return router_; }
    const std::shared_ptr<state_handlers>& state_observers() const noexcept { return state_observers_; }

private:
    connection_driver& driver_;
    const owner_state& owner_;
    std::shared_ptr<router> router_ = make_shared_object<router>();
    stream_list streams_;
    session_followers followers_;
    std::shared_ptr<state_handlers> state_observers_ = make_shared_object<state_handlers>();
    handler_runner handlers_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/client/impl/client_subscribers.ipp>
#endif

#endif // AMI_CLIENT_CLIENT_SUBSCRIBERS_HPP
