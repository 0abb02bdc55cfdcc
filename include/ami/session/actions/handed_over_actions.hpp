// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_HANDED_OVER_ACTIONS_HPP
#define AMI_SESSION_ACTIONS_HANDED_OVER_ACTIONS_HPP

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace ami::detail {

// The actions that a transport of messages has, and those that it should not send, or read the answer of: there are not
// more than it has connections, and few more.
class handed_over_actions {
public:
    void add(std::uint64_t id)
    {
        if (!contains(id))
            ids_.push_back(id);
    }

    bool contains(std::uint64_t id) const noexcept
    {
        return std::find(ids_.begin(), ids_.end(), id) != ids_.end();
    }

    // The network took the last byte of its request.
    void sent(std::uint64_t id) noexcept { std::erase(ids_, id); }

    // Nobody waits for it any more. False if the transport does not have it, or has sent it.
    bool withdraw(std::uint64_t id)
    {
        if (std::erase(ids_, id) == 0)
            return false;
        unawaited_.push_back(id);
        return true;
    }

    // Nobody waits for the answer to an action that was sent, or is being sent.
    void give_up(std::uint64_t id) { unawaited_.push_back(id); }

    // Those that were withdrawn, which must not be sent, and those that were given up.
    std::vector<std::uint64_t> take_unawaited() { return std::exchange(unawaited_, {}); }

    void clear() noexcept
    {
        ids_.clear();
        unawaited_.clear();
    }

private:
    std::vector<std::uint64_t> ids_; // and not sent
    std::vector<std::uint64_t> unawaited_;
};

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_HANDED_OVER_ACTIONS_HPP
