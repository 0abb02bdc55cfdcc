// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_CALL_CHANGES_HPP
#define AMI_SESSION_CHANNELS_CALL_CHANGES_HPP

#include <ami/session/channels/tracked_call.hpp>

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace ami::detail {

// What has changed since somebody asked last.
class call_changes {
public:
    using call_pointer = std::shared_ptr<tracked_call>;

    void add(const call_pointer& call)
    {
        if (!std::exchange(call->is_changed, true))
            changed_.push_back(call);
    }
    void add_incoming(call_pointer call) { incoming_.push_back(std::move(call)); }
    void count_not_followed() noexcept { ++not_followed_; }

    void forget(const call_pointer& call)
    {
        if (std::exchange(call->is_changed, false))
            std::erase(changed_, call);
    }

    // Each call once, in the order of the changes.
    std::vector<call_pointer> take()
    {
        for (const auto& call : changed_)
            call->is_changed = false;
        return std::exchange(changed_, {});
    }
    std::vector<call_pointer> take_incoming() { return std::exchange(incoming_, {}); }
    std::uint64_t take_not_followed() noexcept { return std::exchange(not_followed_, 0); }

private:
    std::vector<call_pointer> changed_;
    std::vector<call_pointer> incoming_;
    std::uint64_t not_followed_ = 0; // calls beyond the limit
};

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_CALL_CHANGES_HPP
