// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_OPERATION_INTERNAL_ACTIONS_HPP
#define AMI_CLIENT_OPERATION_INTERNAL_ACTIONS_HPP

#include <ami/client/connection/shared_answer.hpp>
#include <ami/protocol/wire/action.hpp>

#include <ami/detail/macros.hpp>

#include <functional>

namespace ami::detail {

class client_core;

// Actions that the library starts for calls and for AGI. They are not logged, and not counted against the user's limits.
class internal_actions {
public:
    using handler = std::function<void(failure, response)>;

    explicit internal_actions(client_core& core) : core_(core) {}

    // `done` gets the answer, or is forgotten with the connection.
    AMI_DECL void ask(const action& request, handler done);
    // The server gets it also where the session ends before the answer.
    AMI_DECL void ask_even_at_the_end(const action& request, handler done);
    // A list of all channels (`Status`). Who asks in the same turn gets the same list: after a reconnect everybody does.
    AMI_DECL void ask_channels(shared_answer::handler done);

private:
    void start(const action& request, handler done, bool must_arrive);

    client_core& core_;
    shared_answer channels_asked_; // in this turn
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/client/client_core.hpp> // it includes the definitions
#endif

#endif // AMI_CLIENT_OPERATION_INTERNAL_ACTIONS_HPP
