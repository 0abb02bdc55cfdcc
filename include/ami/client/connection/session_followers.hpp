// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_CONNECTION_SESSION_FOLLOWERS_HPP
#define AMI_CLIENT_CONNECTION_SESSION_FOLLOWERS_HPP

#include <ami/client/connection/session_follower.hpp>
#include <ami/session/actions/pending_action.hpp>
#include <ami/session/connection/deadline.hpp>

#include <ami/detail/macros.hpp>

#include <memory>
#include <utility>

namespace ami::detail {

class call_registry;
class client_core;

// What follows a client's session and its channels: calls, and AGI in a layer above. Each is made when it is asked for first.
// Calls hear of everything before AGI does.
class session_followers {
public:
    AMI_DECL session_followers();
    AMI_DECL ~session_followers();

    AMI_DECL call_registry& calls(client_core& core);
    const std::shared_ptr<session_follower>& agi() const noexcept { return agi_; }
    void set_agi(std::shared_ptr<session_follower> made) { agi_ = std::move(made); }

    // Whether calls need events; AGI subscribes to those that it needs.
    AMI_DECL bool wants_events() const noexcept;
    // Which changes of channels they need.
    AMI_DECL channel_scope scope() const noexcept;
    // Code of the user may run between the two: `is_over` says then that AGI must not hear of it.
    template <class IsOver>
    void on_channel_change(const channel_change& change, time_point now, IsOver is_over)
    {
        tell_calls(change, now);
        if (agi_ && !is_over())
            agi_->on_channel_change(change);
    }

    // An action is sent, and how it ended: calls know by it which hang-ups are the program's own.
    AMI_DECL void on_action_started(const action& request, pending_action& operation);
    AMI_DECL void on_action_ended(pending_action& operation, const failure& error, const response& answer);

    // `error` is what becomes of what waits.
    AMI_DECL void disconnected(const failure& error);
    AMI_DECL void ready();
    // There will be another connection.
    AMI_DECL void lost();
    // They look at calls and channels anew, as they do after a reconnect.
    AMI_DECL void events_missed();
    AMI_DECL void over(const failure& error);
    // The client is destroyed, and there is no session whose end tells them. AGI is told in a later turn, by `over_for_agi`.
    AMI_DECL void abandoned(const failure& error);
    AMI_DECL void over_for_agi(const failure& error);
    // Lets go of everything without telling anybody.
    AMI_DECL void drop() noexcept;

private:
    AMI_DECL void tell_calls(const channel_change& change, time_point now);

    std::unique_ptr<call_registry> calls_;
    std::shared_ptr<session_follower> agi_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/client/client_subscribers.hpp> // it includes the definitions, once the core is complete
#endif

#endif // AMI_CLIENT_CONNECTION_SESSION_FOLLOWERS_HPP
