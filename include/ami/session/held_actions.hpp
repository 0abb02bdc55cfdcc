// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_HELD_ACTIONS_HPP
#define AMI_SESSION_HELD_ACTIONS_HPP

#include <ami/protocol/action.hpp>
#include <ami/session/action_terms.hpp>
#include <ami/session/deadline.hpp>
#include <ami/session/pending_action.hpp>

#include <algorithm>
#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace ami::detail {

// An action that waits for a connection.
struct held_action {
    action what;
    action_terms terms;
    std::shared_ptr<pending_action> who;
    time_point deadline;
};

// Actions that wait for the next connection, oldest first.
class held_actions {
public:
    void add(held_action what) { held_.push_back(std::move(what)); }

    std::vector<held_action> take_all()
    {
        std::vector<held_action> all(
            std::make_move_iterator(held_.begin()), std::make_move_iterator(held_.end()));
        held_.clear();
        return all;
    }

    std::optional<held_action> take_first()
    {
        if (held_.empty())
            return std::nullopt;
        auto first = std::move(held_.front());
        held_.pop_front();
        return first;
    }

    // Those whose time is over.
    std::vector<held_action> take_expired(time_point now)
    {
        std::vector<held_action> expired;
        const auto first = std::stable_partition(
            held_.begin(), held_.end(), [now](const held_action& each) { return each.deadline > now; });
        std::move(first, held_.end(), std::back_inserter(expired));
        held_.erase(first, held_.end());
        return expired;
    }

    bool remove(const std::shared_ptr<pending_action>& who)
    {
        return std::erase_if(held_, [&](const held_action& each) { return each.who == who; }) != 0;
    }

    std::optional<time_point> next_deadline() const
    {
        const auto first = std::min_element(held_.begin(), held_.end(),
            [](const held_action& a, const held_action& b) { return a.deadline < b.deadline; });
        return first == held_.end() ? std::nullopt : std::optional(first->deadline);
    }

    std::size_t size() const noexcept { return held_.size(); }

private:
    std::deque<held_action> held_;
};

} // namespace ami::detail

#endif // AMI_SESSION_HELD_ACTIONS_HPP
