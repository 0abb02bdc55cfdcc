// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_ACTION_TERMS_HPP
#define AMI_SESSION_ACTIONS_ACTION_TERMS_HPP

#include <ami/session/connection/deadline.hpp>

#include <optional>

namespace ami::detail {

// How long an action may take.
struct action_terms {
    // For the answer, from when the action is the oldest that waits for one.
    duration timeout;
    // From start to answer, whatever stands before it.
    duration total_timeout;
    // The client's own: it is not counted against the limits of the user's.
    bool is_internal = false;
    // It is held while there is no connection, whatever the settings say.
    bool waits_for_connection = false;
    // Where set, the answer must be there by then, whatever the times above say.
    std::optional<time_point> latest{};
};

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_ACTION_TERMS_HPP
