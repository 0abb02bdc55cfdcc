// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CALLS_CALL_STATE_OBSERVER_HPP
#define AMI_CLIENT_CALLS_CALL_STATE_OBSERVER_HPP

#include <ami/protocol/values/call_outcome.hpp>

#include <functional>
#include <utility>
#include <vector>

namespace ami::detail {

// A user's handler for the states of a call. Until it is started, from a later turn of the executor, it keeps the states:
// the present one first. No state comes twice.
class call_state_observer {
public:
    call_state_observer(std::function<void(call_state)> handler, call_state present)
        : handler_(std::move(handler)), last_(present), kept_{present}
    {}

    void tell(call_state state)
    {
        if (state <= last_)
            return;
        last_ = state;
        if (is_started_)
            handler_(state);
        else
            kept_.push_back(state);
    }

    // The states of before; the owner invokes the handler with each until there are none.
    std::vector<call_state> kept() { return std::exchange(kept_, {}); }
    void start() { is_started_ = true; }
    void invoke(call_state state) { handler_(state); }

private:
    std::function<void(call_state)> handler_;
    call_state last_;
    std::vector<call_state> kept_;
    bool is_started_ = false;
};

} // namespace ami::detail

#endif // AMI_CLIENT_CALLS_CALL_STATE_OBSERVER_HPP
