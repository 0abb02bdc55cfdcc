// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_HELD_ACTIONS_HPP
#define AMI_SESSION_ACTIONS_HELD_ACTIONS_HPP

#include <ami/protocol/wire/action.hpp>
#include <ami/session/actions/action_deadlines.hpp>
#include <ami/session/actions/action_terms.hpp>
#include <ami/session/actions/pending_action.hpp>
#include <ami/session/actions/slot_table.hpp>
#include <ami/session/connection/deadline.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace ami::detail {

// An action that waits for a connection.
struct held_action {
    action request;
    action_terms terms;
    std::shared_ptr<pending_action> operation;
    time_point deadline;
};

// Actions that wait for the next connection, oldest first. Each is found by a number of its own: nothing here looks
// through all of them but `take_all`. `Held` is `held_action`, or what a test counts.
template <class Held>
class basic_held_actions {
public:
    void add(Held request)
    {
        const auto id = ++last_id_;
        const auto when = request.deadline;
        request.operation->held_id = id;
        held_.add(id).held.emplace(std::move(request));
        deadlines_.add(id, when, held_.size(), [this](const auto& each) { return is_current(each); });
    }

    std::vector<Held> take_all()
    {
        std::vector<std::uint64_t> ids;
        ids.reserve(held_.size());
        held_.for_each([&](const entry& each) { ids.push_back(each.id); });
        std::sort(ids.begin(), ids.end());
        std::vector<Held> all;
        all.reserve(ids.size());
        for (const auto id : ids)
            all.push_back(take(*held_.find(id)));
        held_.clear();
        deadlines_.clear();
        return all;
    }

    std::optional<Held> take_first()
    {
        if (held_.size() == 0)
            return std::nullopt;
        for (;; ++first_id_) {
            if (auto* const first = held_.find(first_id_))
                return take(*first);
        }
    }

    // Those whose time is over, the earliest deadline first.
    std::vector<Held> take_expired(time_point now)
    {
        std::vector<Held> expired;
        while (const auto due = deadlines_.take_due(now)) {
            if (auto* const late = held_.find(due->id))
                expired.push_back(take(*late));
        }
        return expired;
    }

    bool remove(const decltype(Held::operation)& operation)
    {
        auto* const removed = held_.find(operation->held_id);
        if (!removed)
            return false;
        take(*removed);
        return true;
    }

    // It may be the deadline of an action that was removed.
    std::optional<time_point> next_deadline() const noexcept
    {
        return held_.size() == 0 ? std::nullopt : deadlines_.first();
    }

    std::size_t size() const noexcept { return held_.size(); }

private:
    struct entry {
        std::uint64_t id = 0;
        std::optional<Held> held;

        void reset() noexcept
        {
            id = 0;
            held.reset();
        }
    };

    bool is_current(const action_deadlines::deadline& each) const { return held_.find(each.id) != nullptr; }

    Held take(entry& which)
    {
        Held taken = std::move(*which.held);
        taken.operation->held_id = 0;
        held_.erase(which);
        return taken;
    }

    slot_table<entry> held_;
    action_deadlines deadlines_;
    std::uint64_t last_id_ = 0;
    std::uint64_t first_id_ = 1; // no older one is held
};

using held_actions = basic_held_actions<held_action>;

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_HELD_ACTIONS_HPP
