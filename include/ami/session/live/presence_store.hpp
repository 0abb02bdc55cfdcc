// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_PRESENCE_STORE_HPP
#define AMI_SESSION_LIVE_PRESENCE_STORE_HPP

#include <ami/session/live/presence.hpp>
#include <ami/session/live/state_store.hpp>

#include <cstddef>
#include <string_view>

namespace ami::detail {

// PresenceStatus says the same once more, of each extension whose hint names the presentity.
struct presence_kind {
    using record = live::presence;
    static constexpr std::string_view event_name = "PresenceStateChange";
    static constexpr std::size_t keys = 1;
    static constexpr const char* headers[] = {"Presentity", "Status", "Subtype", "Message"};
    template <class Values>
    static bool is_gone(const Values&) noexcept
    {
        return false;
    }
};

// By PresenceStateList.
using presence_store = state_store<presence_kind>;

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_PRESENCE_STORE_HPP
