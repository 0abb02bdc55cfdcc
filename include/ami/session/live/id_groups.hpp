// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_ID_GROUPS_HPP
#define AMI_SESSION_LIVE_ID_GROUPS_HPP

#include <ami/session/channels/by_id.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
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
            found = groups_.emplace(std::string(group), one_group()).first;
        auto& in = found->second;
        if (in.places)
            in.places->emplace(std::string(id), in.all.size());
        in.all.emplace_back(id);
        if (in.all.size() > most_searched && !in.places)
            in.find_places();
    }

    void leave(std::string_view group, std::string_view id)
    {
        const auto found = groups_.find(group);
        if (found == groups_.end())
            return;
        auto& in = found->second;
        const auto place = in.place_of(id);
        if (place == in.all.size())
            return;
        if (in.places) {
            in.places->find(in.all.back())->second = place;
            in.places->erase(id);
        }
        std::swap(in.all[place], in.all.back());
        in.all.pop_back();
        if (in.all.empty())
            groups_.erase(found);
    }

    // In no order. Good until somebody enters or leaves.
    const ids& in(std::string_view group) const noexcept
    {
        static const ids none;
        const auto found = groups_.find(group);
        return found == groups_.end() ? none : found->second.all;
    }

private:
    static constexpr std::size_t most_searched = 32;

    struct one_group {
        ids all;
        std::unique_ptr<by_id<std::size_t>> places; // of many, as in a conference of hundreds

        void find_places()
        {
            places = std::make_unique<by_id<std::size_t>>();
            for (std::size_t i = 0; i != all.size(); ++i)
                places->emplace(all[i], i);
        }
        // Where the id is; the size if it is not there.
        std::size_t place_of(std::string_view id) const noexcept
        {
            if (!places)
                return static_cast<std::size_t>(std::find(all.begin(), all.end(), id) - all.begin());
            const auto found = places->find(id);
            return found == places->end() ? all.size() : found->second;
        }
    };

    by_id<one_group> groups_;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_ID_GROUPS_HPP
