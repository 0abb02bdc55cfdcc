// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CONNECTION_SESSION_FOLLOWER_HPP
#define AMI_CLIENT_CONNECTION_SESSION_FOLLOWER_HPP

#include <ami/protocol/errors/error.hpp>
#include <ami/protocol/values/event_classes.hpp>
#include <ami/session/actions/pending_action.hpp>
#include <ami/session/channels/channel_change.hpp>
#include <ami/session/connection/deadline.hpp>

#include <memory>
#include <utility>

namespace ami::detail {

// Something that lives as long as the client and has operations of its own that wait: it must hear how the session goes even
// where the user's handlers are not called any more. It is an object of any class that has these functions, which are called by
// function pointers: if they were virtual, g++ would compile them in a program too that makes no such object.
class session_follower {
public:
    session_follower() = default; // nobody
    template <class T>
    explicit session_follower(std::shared_ptr<T> of) : object_(std::move(of)), functions_(&functions_of<T>)
    {}

    explicit operator bool() const noexcept { return object_ != nullptr; }
    const std::shared_ptr<void>& object() const noexcept { return object_; }

    // Whether it needs events without having subscribed to any.
    bool wants_events() const noexcept { return functions_->wants_events(object_.get()); }
    // Classes of events that it needs, beside those of its subscriptions.
    event_classes needed_events() const noexcept { return functions_->needed_events(object_.get()); }
    // Which changes of channels it needs now; it gets them before the handlers of their event.
    channel_scope scope() const noexcept { return functions_->scope(object_.get()); }
    void on_channel_change(const channel_change& change, time_point now) const
    {
        functions_->on_channel_change(object_.get(), change, now);
    }

    // An action of this client is being sent; and: it is answered, or failed.
    void on_action_started(const action& request, pending_action& operation) const
    {
        functions_->on_action_started(object_.get(), request, operation);
    }
    void on_action_ended(pending_action& operation, const failure& error, const response& answer) const
    {
        functions_->on_action_ended(object_.get(), operation, error, answer);
    }

    // The connection is gone: `error` is what becomes of what waits for it.
    void disconnected(const failure& error) const { functions_->disconnected(object_.get(), error); }
    // There will be another connection.
    void lost() const { functions_->lost(object_.get()); }
    // Of a session that goes on; `ready` follows.
    void events_missed() const { functions_->events_missed(object_.get()); }
    void ready() const { functions_->ready(object_.get()); }
    // The session is over: who waits is told.
    void over(const failure& error) const { functions_->over(object_.get(), error); }
    // The client is destroyed, and there is no session whose end tells who waits: that is done in a later turn.
    void abandoned(const failure& error) const { functions_->abandoned(object_.get(), error); }
    // The context is going: lets go of everything without telling anybody.
    void drop() const noexcept { functions_->drop(object_.get()); }

private:
    struct functions {
        bool (*wants_events)(const void*) noexcept;
        event_classes (*needed_events)(const void*) noexcept;
        channel_scope (*scope)(const void*) noexcept;
        void (*on_channel_change)(void*, const channel_change&, time_point);
        void (*on_action_started)(void*, const action&, pending_action&);
        void (*on_action_ended)(void*, pending_action&, const failure&, const response&);
        void (*disconnected)(void*, const failure&);
        void (*lost)(void*);
        void (*events_missed)(void*);
        void (*ready)(void*);
        void (*over)(void*, const failure&);
        void (*abandoned)(void*, const failure&);
        void (*drop)(void*) noexcept;
    };

    template <class T>
    static T& as(void* object) noexcept
    {
        return *static_cast<T*>(object);
    }
    template <class T>
    static constexpr functions functions_of{
        [](const void* object) noexcept { return static_cast<const T*>(object)->wants_events(); },
        [](const void* object) noexcept { return static_cast<const T*>(object)->needed_events(); },
        [](const void* object) noexcept { return static_cast<const T*>(object)->scope(); },
        [](void* object, const channel_change& change, time_point now) {
            as<T>(object).on_channel_change(change, now);
        },
        [](void* object, const action& request, pending_action& operation) {
            as<T>(object).on_action_started(request, operation);
        },
        [](void* object, pending_action& operation, const failure& error, const response& answer) {
            as<T>(object).on_action_ended(operation, error, answer);
        },
        [](void* object, const failure& error) { as<T>(object).disconnected(error); },
        [](void* object) { as<T>(object).lost(); }, [](void* object) { as<T>(object).events_missed(); },
        [](void* object) { as<T>(object).ready(); },
        [](void* object, const failure& error) { as<T>(object).over(error); },
        [](void* object, const failure& error) { as<T>(object).abandoned(error); },
        [](void* object) noexcept { as<T>(object).drop(); }};

    std::shared_ptr<void> object_;
    const functions* functions_ = nullptr;
};

} // namespace ami::detail

#endif // AMI_CLIENT_CONNECTION_SESSION_FOLLOWER_HPP
