// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_OWN_OPERATION_HPP
#define AMI_SESSION_ACTIONS_OWN_OPERATION_HPP

#include <ami/session/actions/pending_action.hpp>
#include <ami/session/connection/login_sequence.hpp>

#include <memory>

namespace ami::detail {

// An action of the session's own. Only the client gives operations a meaning: nobody outside hears of these.
class own_operation final : public pending_action {
public:
    explicit own_operation(purpose of, login_sequence::purpose step = {})
        : pending_action(this), login_step(step)
    {
        sent_for = of;
        ends_silently = true;
    }
    void complete(failure&&, response&&) {}

    const login_sequence::purpose login_step;
};

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_OWN_OPERATION_HPP
