// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_PENDING_ACTION_HPP
#define AMI_SESSION_PENDING_ACTION_HPP

#include <ami/protocol/error.hpp>
#include <ami/protocol/response.hpp>

#include <cstdint>

namespace ami::detail {

// Whoever waits for the answer to an action. `complete` is called exactly once; it and `item` may run
// anything, the correlator's own functions included.
class pending_action {
public:
    pending_action() = default;
    pending_action(const pending_action&) = delete;
    pending_action& operator=(const pending_action&) = delete;
    virtual ~pending_action() = default;

    virtual void complete(failure&& why, response&& answer) = 0;

    // The answer came, and what the action is about is still to come (an outcome, `action_terms::outcome_timeout`).
    virtual void accepted() {}

    // Whether list items are handed over as they come instead of being collected.
    virtual bool takes_items() const noexcept { return false; }
    virtual void item(const event_view&) {}

    // The number that the correlator knows it by; 0 before it was added.
    std::uint64_t id = 0;

    // The number that it has among the actions that wait for a connection; 0 if it is none of them.
    std::uint64_t held_id = 0;
};

} // namespace ami::detail

#endif // AMI_SESSION_PENDING_ACTION_HPP
