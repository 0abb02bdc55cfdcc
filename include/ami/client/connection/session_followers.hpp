// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CONNECTION_SESSION_FOLLOWERS_HPP
#define AMI_CLIENT_CONNECTION_SESSION_FOLLOWERS_HPP

#include <ami/client/connection/session_follower.hpp>
#include <ami/protocol/values/event_classes.hpp>

#include <ami/detail/macros.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

namespace ami::detail {

// What follows a client's session and its channels, in the order in which it hears of everything.
enum class follower_kind : std::uint8_t { calls, agi, live };

// The followers of a client. What makes one stands in a layer above or is reached only by who uses it: a program without calls
// does not compile what follows them.
class session_followers {
public:
    // Null before it was set. `T` is the class of that which follows: nobody else sets it.
    template <class T>
    std::shared_ptr<T> get(follower_kind kind) const noexcept
    {
        return std::static_pointer_cast<T>(all_[static_cast<std::size_t>(kind)].object());
    }
    template <class T>
    void set(follower_kind kind, std::shared_ptr<T> made)
    {
        all_[static_cast<std::size_t>(kind)] = session_follower(std::move(made));
        any_ = true;
    }

    AMI_DECL bool wants_events() const noexcept;
    // Classes of events that they need, beside those of subscriptions.
    event_classes needed_events() const noexcept
    {
        event_classes all;
        if (any_)
            for_each([&](const session_follower& each) { all = all | each.needed_events(); });
        return all;
    }
    // Which changes of channels they need.
    AMI_DECL channel_scope scope() const noexcept;
    // Code of the user may run between two of them: `is_over` says then that the others must not hear of it.
    template <class IsOver>
    void on_channel_change(const channel_change& change, time_point now, IsOver is_over)
    {
        for (const auto& each : all_) {
            if (each && !is_over() && each.scope() != channel_scope::nothing)
                each.on_channel_change(change, now);
        }
    }

    // As those of each.
    void on_action_started(const action& request, pending_action& operation)
    {
        if (any_)
            tell_action_started(request, operation);
    }
    void on_action_ended(pending_action& operation, const failure& error, const response& answer)
    {
        if (any_)
            tell_action_ended(operation, error, answer);
    }
    AMI_COLD AMI_DECL void disconnected(const failure& error);
    AMI_COLD AMI_DECL void lost();
    AMI_COLD AMI_DECL void events_missed();
    AMI_COLD AMI_DECL void ready();
    AMI_COLD AMI_DECL void over(const failure& error);
    AMI_COLD AMI_DECL void abandoned(const failure& error);
    AMI_COLD AMI_DECL void drop() noexcept;

private:
    template <class F>
    void for_each(F run) const
    {
        for (const auto& each : all_) {
            if (each)
                run(each);
        }
    }

    AMI_DECL void tell_action_started(const action& request, pending_action& operation);
    AMI_DECL void tell_action_ended(pending_action& operation, const failure& error, const response& answer);

    std::array<session_follower, 3> all_;
    bool any_ = false;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/client/connection/impl/session_followers.ipp>
#endif

#endif // AMI_CLIENT_CONNECTION_SESSION_FOLLOWERS_HPP
