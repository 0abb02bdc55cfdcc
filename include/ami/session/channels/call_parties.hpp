// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_CALL_PARTIES_HPP
#define AMI_SESSION_CHANNELS_CALL_PARTIES_HPP

#include <ami/session/channels/call_index.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Which channels are on which side of a call.

namespace ami::detail {

// A channel outside of every bridge that is asked to go may end so many calls with its linked id, not more.
inline constexpr std::size_t max_other_parties = 64;

// Whether a channel is on the side of the call's own channel: itself, the other half if it is a Local channel, and the
// channel which that half dialled.
AMI_DECL bool is_own_side(const call_index& calls, const tracked_call& call, std::string_view channel_id);

// The calls for which `is_own_side` may be true.
AMI_DECL std::vector<tracked_call*> calls_near(const call_index& calls, std::string_view channel_id);

// A party that leaves a bridge of more than two does not end the call of the others.
AMI_DECL bool is_in_conference(const call_index& calls, std::string_view channel_id);

// The channel that takes the place of `half`, a half of a Local channel that is optimised away: the one that is in a
// bridge with `other_half`. `named`: the source that the event names. Empty if there is none, or if there are several.
AMI_DECL std::string successor_of_half(
    const call_index& calls, std::string_view half, std::string_view other_half, std::string_view named);

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/channels/impl/call_parties.ipp>
#endif

#endif // AMI_SESSION_CHANNELS_CALL_PARTIES_HPP
