// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_ACTIONS_MUTE_AUDIO_HPP
#define AMI_ACTIONS_MUTE_AUDIO_HPP

#include <ami/actions/builder.hpp>
#include <ami/actions/priority.hpp>

#include <string_view>
#include <utility>

namespace ami::actions {

/// Mutes a channel, or ends that. The answer has no message. Needs the module res_mutestream.
/// \par Server rights
/// write = system
class mute_audio : public builder<mute_audio> {
public:
    /// As the channel's own end has it: what comes in from it, what goes out to it.
    enum class direction { in, out, all };

    /// `channel` is a channel's name or its unique id.
    explicit mute_audio(std::string_view channel, direction which = direction::all, bool muted = true)
        : builder("MuteAudio")
    {
        ami::detail::add_channel(action_, "Channel", channel);
        constexpr std::string_view names[] = {"in", "out", "all"};
        action_.add("Direction", names[static_cast<std::size_t>(which)]).add("State", muted ? "on" : "off");
    }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_MUTE_AUDIO_HPP
