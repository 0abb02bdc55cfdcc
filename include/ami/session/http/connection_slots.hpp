// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_HTTP_CONNECTION_SLOTS_HPP
#define AMI_SESSION_HTTP_CONNECTION_SLOTS_HPP

#include <ami/protocol/config/config.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/http/http_request.hpp>

#include <ami/detail/macros.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ami::detail {

// What the network must do for an HTTP session.
struct http_order {
    enum class kind : unsigned char { open, send, close };
    kind type;
    std::size_t slot;
    std::string text; // of a request, to be wiped after its use: it can hold a secret
};

// The connections of an HTTP session, each in a slot: which are open, which request each carries, when it is overdue. The
// first slots are for actions. The next one is for events. With digest one more is for requests to the events' session
// while that waits in the server.
class connection_slots {
public:
    enum class state : unsigned char { closed, opening, idle, busy };

    AMI_DECL explicit connection_slots(const config& settings);

    std::size_t size() const noexcept { return slots_.size(); }
    std::size_t events() const noexcept { return events_; }
    std::size_t control() const noexcept { return slots_.size() - 1; }
    // With digest, the sessions on the server differ by it.
    bool is_for_events(std::size_t slot) const noexcept { return slot >= events_; }

    state at(std::size_t slot) const noexcept { return slots_[slot].at; }
    bool is(std::size_t slot, state wanted) const noexcept { return slots_[slot].at == wanted; }
    http_request& request(std::size_t slot) noexcept { return slots_[slot].request; }
    const http_request& request(std::size_t slot) const noexcept { return slots_[slot].request; }
    http_request take_request(std::size_t slot) { return std::exchange(slots_[slot].request, {}); }

    // Whether a slot for actions carries a request of which this is true.
    template <class Predicate>
    bool any_action(Predicate matches) const
    {
        return std::any_of(slots_.begin(), slots_.begin() + static_cast<std::ptrdiff_t>(events_),
            [&](const slot_state& slot) { return slot.at == state::busy && matches(slot.request); });
    }

    // What is to be done from now on.
    AMI_DECL void open(std::size_t slot, time_point now);
    AMI_DECL void send(
        std::size_t slot, http_request request, std::string text, duration time, time_point now);
    // A request that the connection carries is dropped.
    AMI_DECL void close(std::size_t slot, time_point now);
    AMI_DECL void close_all();
    AMI_DECL void close_idle(time_point now);

    // An idle connection for an action. If there is none, one more is opened, unless enough for `waiting` actions are
    // being opened.
    AMI_DECL std::optional<std::size_t> find_idle(std::size_t waiting, time_point now);

    // What the network did.
    AMI_DECL void on_open(std::size_t slot, time_point now);
    AMI_DECL void on_closed(std::size_t slot, time_point now);
    // The connection is idle again, or of no more use.
    AMI_DECL void on_answer(std::size_t slot, bool keeps_alive, time_point now);
    // Returns whether actions have no other connection. The slot is not tried again for some time.
    AMI_DECL bool on_refused(std::size_t slot, time_point now);

    void set_deadline(std::size_t slot, time_point when) { slots_[slot].deadline = when; }
    // A slot that is overdue.
    AMI_DECL std::optional<std::size_t> find_expired(time_point now) const;
    AMI_DECL std::optional<time_point> deadline() const;

    std::vector<http_order> take_orders() { return std::exchange(orders_, {}); }

private:
    struct slot_state {
        state at = state::closed;
        http_request request; // if busy
        time_point since{};   // of this state
        time_point retry_at{};
        std::optional<time_point> deadline;
    };

    void set(std::size_t slot, state next, time_point now);

    std::vector<slot_state> slots_;
    std::size_t events_;
    duration connect_time_;
    std::vector<http_order> orders_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/http/impl/connection_slots.ipp>
#endif

#endif // AMI_SESSION_HTTP_CONNECTION_SLOTS_HPP
