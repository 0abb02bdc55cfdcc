// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_CALL_PARTIES_HPP
#define AMI_SESSION_LIVE_CALL_PARTIES_HPP

#include <ami/session/live/call_party.hpp>
#include <ami/session/live/channel.hpp>

#include <ami/detail/macros.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace ami::detail {

// A party as its call keeps it. Times that are not known are those of no time.
struct kept_party {
    using wall_time = std::chrono::system_clock::time_point;
    static constexpr wall_time no_time = wall_time::min();

    live::channel channel;
    wall_time ringing_since = no_time;
    wall_time answered_since = no_time;
    std::uint32_t number = 0; // in the order in which they came
    live::call_role role = live::call_role::called;

    static std::optional<wall_time> known(wall_time time) noexcept
    {
        return time == no_time ? std::nullopt : std::optional(time);
    }
    bool operator==(const kept_party&) const = default;
};

// The parties of a call by their numbers. Copies share all but the last ones, so that a change of one party among thousands copies
// a few, and a record of the call needs no copy of each.
class call_parties {
public:
    // Its number is higher than all others.
    AMI_DECL void add(kept_party party);
    // Null if there is none. Good until the next change.
    AMI_DECL const kept_party* find(std::uint32_t number) const noexcept;
    // To be changed, which copies do not see.
    AMI_DECL kept_party* edit(std::uint32_t number);
    AMI_DECL void erase(std::uint32_t number);

    bool empty() const noexcept { return last_.empty() && full_.empty(); }
    AMI_DECL std::size_t size() const noexcept;

    // In their order, until the function says true. Says whether it did.
    template <class Predicate>
    bool any_of(Predicate predicate) const
    {
        for (const auto& each : full_) {
            for (const auto& party : *each) {
                if (predicate(party))
                    return true;
            }
        }
        for (const auto& party : last_) {
            if (predicate(party))
                return true;
        }
        return false;
    }
    template <class Function>
    void for_each(Function function) const
    {
        any_of([&](const kept_party& each) {
            function(each);
            return false;
        });
    }

    AMI_DECL bool operator==(const call_parties& other) const noexcept;

private:
    using group = std::vector<kept_party>;
    static constexpr std::size_t group_size = 32;

    // The group that has this number, if any has.
    AMI_DECL std::size_t group_of(std::uint32_t number) const noexcept;

    std::vector<std::shared_ptr<const group>> full_; // none is empty
    group last_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/call_parties.ipp>
#endif

#endif // AMI_SESSION_LIVE_CALL_PARTIES_HPP
