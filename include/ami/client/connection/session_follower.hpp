// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_CONNECTION_SESSION_FOLLOWER_HPP
#define AMI_CLIENT_CONNECTION_SESSION_FOLLOWER_HPP

#include <ami/protocol/errors/error.hpp>
#include <ami/session/channels/channel_change.hpp>

namespace ami::detail {

// Something of a layer above that lives as long as the client and has operations of its own that wait: it must hear how
// the session goes even where the user's handlers are not called any more.
class session_follower {
public:
    session_follower() = default;
    session_follower(const session_follower&) = delete;
    session_follower& operator=(const session_follower&) = delete;
    virtual ~session_follower() = default;

    // There will be another connection.
    virtual void connection_lost() = 0;
    virtual void ready() = 0;
    // Which changes of channels it needs now; it gets them before the handlers of their event.
    virtual channel_scope scope() const noexcept = 0;
    virtual void on_channel_change(const channel_change& change) = 0;
    // The session is over, or the client is destroyed: who waits is told.
    virtual void over(const failure& error) = 0;
    // The context is going: lets go of everything without telling anybody.
    virtual void drop() noexcept = 0;
};

} // namespace ami::detail

#endif // AMI_CLIENT_CONNECTION_SESSION_FOLLOWER_HPP
