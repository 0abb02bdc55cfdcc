// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_PENDING_ACTION_HPP
#define AMI_SESSION_ACTIONS_PENDING_ACTION_HPP

#include <ami/protocol/errors/error.hpp>
#include <ami/protocol/wire/action.hpp>
#include <ami/protocol/wire/response.hpp>

#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

namespace ami::detail {

class own_hangup;

// An operation that waits for the session. The session keeps it and gives it back in an output; only the client invokes
// its functions. `complete` is invoked exactly once. Each kind of operation is a class that is derived from this and has a
// `complete` of its own, and an `item` if it takes any. As in Asio they are called by function pointers: if they
// were virtual, g++ would compile those of every kind of operation in every program.
class pending_action {
public:
    pending_action(const pending_action&) = delete;
    pending_action& operator=(const pending_action&) = delete;

    void complete(failure&& error, response&& answer)
    {
        complete_(*this, std::move(error), std::move(answer));
    }

    // One event of its list, where `takes_items` is set.
    void item(const event_view& event)
    {
        if (item_)
            item_(*this, event);
    }

    // Why the session sent the action; answers to its own never leave it. `user_logoff`: the user's action Logoff, which ends
    // the session too, and completes with its own answer.
    enum class purpose : unsigned char { user, login, keep_alive, mask, logoff, user_logoff };

    bool logs_off() const noexcept { return sent_for == purpose::logoff || sent_for == purpose::user_logoff; }

    // The number that the correlator knows it by; 0 before it was added.
    std::uint64_t id = 0;
    // The number that it has among the actions that wait for a connection; 0 if it is none of them.
    std::uint64_t held_id = 0;
    purpose sent_for = purpose::user;
    // The user's action, if it sets the event mask or adds a filter: the session records that once it was accepted.
    std::unique_ptr<action> settings_change{};
    // The mask that the automatic one has replaced, in case it is not sent.
    std::unique_ptr<action> replaced_mask{};
    // For a mask: which of the automatic masks that the user asked for came before it.
    unsigned mask_epoch = 0;
    // It is a mask of the user that was not answered yet.
    bool is_user_mask = false;
    // The user's action, whose mask is the automatic one.
    bool asks_for_automatic_mask = false;
    // It hangs up the channel of a call that the client follows.
    std::shared_ptr<own_hangup> hangup{};
    // It waits until the session is ready, or for its end.
    bool waits_for_session = false;
    // List items are handed over as they come instead of being collected.
    bool takes_items = false;
    // Nothing is told of it once its connection has ended.
    bool ends_silently = false;
    // The connection is closed only after the server had the time to read it.
    bool must_arrive = false;

protected:
    template <class Operation>
    explicit pending_action(Operation*) noexcept
        : complete_([](pending_action& self, failure&& error, response&& answer) {
              static_cast<Operation&>(self).complete(std::move(error), std::move(answer));
          })
    {
        if constexpr (!std::is_same_v<decltype(&Operation::item), decltype(&pending_action::item)>)
            item_ = [](pending_action& self, const event_view& event) {
                static_cast<Operation&>(self).item(event);
            };
    }
    ~pending_action() = default; // a shared pointer knows what it was made for

private:
    void (*complete_)(pending_action& self, failure&& error, response&& answer);
    void (*item_)(pending_action& self, const event_view& event) = nullptr;
};

using operation_pointer = std::shared_ptr<pending_action>;

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_PENDING_ACTION_HPP
