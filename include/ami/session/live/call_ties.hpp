// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_CALL_TIES_HPP
#define AMI_SESSION_LIVE_CALL_TIES_HPP

#include <ami/session/channels/by_id.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ami::detail {

// What ties channels into one call: a name, as long as somebody has it. The empty name ties nothing.
template <class Call>
class call_ties {
public:
    Call* find(std::string_view name) const noexcept
    {
        const auto found = ties_.find(name);
        return found == ties_.end() ? nullptr : found->second.call;
    }

    // Somebody more has it. All who have it are in that call.
    void hold(std::string_view name, Call* call)
    {
        if (name.empty())
            return;
        const auto found = ties_.find(name);
        if (found == ties_.end())
            ties_.emplace(std::string(name), tie{call, 1});
        else
            ++found->second.count;
    }
    void release(std::string_view name) noexcept
    {
        if (const auto found = ties_.find(name); found != ties_.end() && --found->second.count == 0)
            ties_.erase(found);
    }
    // All who have it are in another call now.
    void move(std::string_view name, Call* to) noexcept
    {
        if (const auto found = ties_.find(name); found != ties_.end())
            found->second.call = to;
    }

    bool empty() const noexcept { return ties_.empty(); }

private:
    struct tie {
        Call* call;
        std::size_t count;
    };

    by_id<tie> ties_;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_CALL_TIES_HPP
