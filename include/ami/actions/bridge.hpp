// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_ACTIONS_BRIDGE_HPP
#define AMI_ACTIONS_BRIDGE_HPP

#include <ami/actions/priority.hpp>
#include <ami/protocol/action.hpp>

#include <string_view>
#include <utility>

namespace ami::actions {

/// Connects two channels that are there already. The answer is `Channels have been bridged`.
///
/// Asterisk takes each name for the beginning of a channel's name or unique id and takes the first that fits. Whole names
/// of channels are safe; unique ids of Local channels are not: that of the second half begins with that of the first.
///
/// Where the first channel was taken out of what it did and the second cannot be added, the answer is `Unable to add
/// Channel2 to bridge: ...`: `errc::partly_done`. Both are hung up by it then, where they were bridged with each other.
class bridge {
public:
    enum class tone { none, first, second, both };

    explicit bridge(std::string_view first_channel, std::string_view second_channel) : action_("Bridge")
    {
        ami::detail::add_channel(action_, "Channel1", first_channel);
        ami::detail::add_channel(action_, "Channel2", second_channel);
        if (first_channel == second_channel)
            action_.refuse(errc::invalid_header_value,
                "header \"Channel2\": it is the first one; Asterisk would take it out of its bridge and hang "
                "it up");
    }

    /// Who hears a tone when the connection is made; none where it is not said.
    bridge& play(tone who) &
    {
        constexpr std::string_view names[] = {"no", "Channel1", "Channel2", "Both"};
        action_.add("Tone", names[static_cast<std::size_t>(who)]);
        return *this;
    }
    bridge&& play(tone who) && { return std::move(play(who)); }

    const action& raw() const& noexcept { return action_; }
    action raw() && noexcept { return std::move(action_); }

private:
    action action_;
};

} // namespace ami::actions

#endif // AMI_ACTIONS_BRIDGE_HPP
