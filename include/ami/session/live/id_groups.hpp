// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_LIVE_ID_GROUPS_HPP
#define AMI_SESSION_LIVE_ID_GROUPS_HPP

#include <ami/session/channels/by_id.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// Which ids belong together: the channels of a bridge, for example. An id may be in several groups.
class id_groups {
public:
    using ids = std::vector<std::string>;

    // The id must not be in the group yet. Nothing happens if the name of the group is empty.
    void enter(std::string_view group, std::string_view id)
    {
        if (group.empty())
            return;
        auto found = groups_.find(group);
        if (found == groups_.end())
            found = groups_.emplace(std::string(group), ids()).first;
        found->second.emplace_back(id);
    }

    void leave(std::string_view group, std::string_view id)
    {
        const auto found = groups_.find(group);
        if (found == groups_.end())
            return;
        auto& all = found->second;
        const auto place = std::find(all.begin(), all.end(), id);
        if (place == all.end())
            return;
        std::swap(*place, all.back());
        all.pop_back();
        if (all.empty())
            groups_.erase(found);
    }

    // In no order. Good until somebody enters or leaves.
    const ids& in(std::string_view group) const noexcept
    {
        static const ids none;
        const auto found = groups_.find(group);
        return found == groups_.end() ? none : found->second;
    }

private:
    by_id<ids> groups_;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_ID_GROUPS_HPP
