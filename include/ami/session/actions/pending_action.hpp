// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_ACTIONS_PENDING_ACTION_HPP
#define AMI_SESSION_ACTIONS_PENDING_ACTION_HPP

#include <ami/protocol/errors/error.hpp>
#include <ami/protocol/wire/action.hpp>
#include <ami/protocol/wire/response.hpp>

#include <cstdint>
#include <memory>

namespace ami::detail {

class own_hangup;

// An operation that waits for the session. The session keeps it and gives it back in an output; only the client invokes
// its functions. `complete` is invoked exactly once.
class pending_action {
public:
    pending_action() = default;
    pending_action(const pending_action&) = delete;
    pending_action& operator=(const pending_action&) = delete;
    virtual ~pending_action() = default;

    virtual void complete(failure&& error, response&& answer) = 0;

    // One event of its list, where `takes_items` is set.
    virtual void item(const event_view&) {}

    // Why the session sent the action; answers to its own never leave it. `user_logoff`: the user's action Logoff, which ends
    // the session too, and completes with its own answer.
    enum class purpose : unsigned char { user, login, keep_alive, logoff, user_logoff };

    bool logs_off() const noexcept { return sent_for == purpose::logoff || sent_for == purpose::user_logoff; }

    // The number that the correlator knows it by; 0 before it was added.
    std::uint64_t id = 0;
    // The number that it has among the actions that wait for a connection; 0 if it is none of them.
    std::uint64_t held_id = 0;
    purpose sent_for = purpose::user;
    // The user's action, if it sets the event mask or adds a filter: the session records that once it was accepted.
    std::unique_ptr<action> settings_change{};
    // It hangs up the channel of a call that the client follows.
    std::shared_ptr<own_hangup> hangup{};
    // It waits for the end of the session.
    bool waits_for_end = false;
    // List items are handed over as they come instead of being collected.
    bool takes_items = false;
    // Nothing is told of it once its connection has ended.
    bool ends_silently = false;
    // The connection is closed only after the server had the time to read it.
    bool must_arrive = false;
};

using operation_pointer = std::shared_ptr<pending_action>;

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_PENDING_ACTION_HPP
