// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_ACTION_KIND_HPP
#define AMI_SESSION_ACTIONS_ACTION_KIND_HPP

#include <ami/protocol/wire/action.hpp>
#include <ami/protocol/wire/ascii.hpp>

#include <string_view>
#include <utility>

namespace ami::detail {

// What an action does to the session on the server. The session knows it when it sends the action, and a transport
// needs it: nobody looks for it in what is written.
enum class action_kind : unsigned char { user, challenge, login, filter, mask, ping, logoff };

// Of an action that the user made. One that logs in again is an action like any other.
inline action_kind kind_of(const action& request) noexcept
{
    if (request.name().size() != 6) // as all of these have
        return action_kind::user;
    constexpr std::pair<std::string_view, action_kind> special[] = {
        {"Events", action_kind::mask}, {"Filter", action_kind::filter}, {"Logoff", action_kind::logoff}};
    for (const auto& [name, kind] : special) {
        if (iequals(request.name(), name))
            return kind;
    }
    return action_kind::user;
}

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_ACTION_KIND_HPP
