// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_ACTIONS_BRIDGE_HPP
#define AMI_ACTIONS_BRIDGE_HPP

#include <ami/actions/builder.hpp>
#include <ami/actions/priority.hpp>

#include <string_view>
#include <utility>

namespace ami::actions {

/// Connects two existing channels. The answer is `Channels have been bridged`.
///
/// Asterisk takes each name for the beginning of a channel's name or unique id and uses the first channel that fits.
/// Whole names of channels are safe. Unique ids of Local channels are not: that of the second half begins with that of
/// the first.
///
/// If the first channel left its application and the second cannot be added, the answer is `Unable to add Channel2 to
/// bridge: ...` and the error `errc::partly_executed`. If the two were bridged with each other, both are hung up then.
/// \par Server rights
/// write = call
class bridge : public builder<bridge> {
public:
    /// Which channels hear a tone.
    enum class tone { none, first, second, both };

    /// The names of the channels, for example `PJSIP/alice-00000001`.
    explicit bridge(std::string_view first_channel, std::string_view second_channel) : builder("Bridge")
    {
        ami::detail::add_channel(action_, "Channel1", first_channel);
        ami::detail::add_channel(action_, "Channel2", second_channel);
        if (first_channel == second_channel)
            action_.refuse(errc::invalid_header_value,
                "header \"Channel2\": it is the first one; Asterisk would take it out of its bridge and hang "
                "it up");
    }

    /// Which of the channels hears a tone when they are connected. Without it none.
    bridge& play(tone listener) &
    {
        constexpr std::string_view names[] = {"no", "Channel1", "Channel2", "Both"};
        action_.add("Tone", names[static_cast<std::size_t>(listener)]);
        return *this;
    }
    bridge&& play(tone listener) && { return std::move(play(listener)); }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_BRIDGE_HPP
