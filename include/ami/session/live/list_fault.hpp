// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_LIST_FAULT_HPP
#define AMI_SESSION_LIVE_LIST_FAULT_HPP

#include <ami/protocol/values/empty_list.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/session/live/list_action.hpp>
#include <ami/session/live/wanted_lists.hpp>

#include <string_view>

namespace ami::detail {

// Why an action gave no list.
enum class list_fault : unsigned char {
    empty,         // no fault: there is nothing to list
    not_permitted, // the user of manager.conf lacks the right
    no_module,     // the module that has the action is not loaded, or this Asterisk has no such action
    other
};

// `message` is what Asterisk answered.
inline list_fault fault_of(live_list list, std::string_view message) noexcept
{
    if (says_empty(action_of(list), message) ||
        (list == live_list::channel && istarts_with(message, "No such channel")))
        return list_fault::empty;
    if (istarts_with(message, "Permission denied"))
        return list_fault::not_permitted;
    if (istarts_with(message, "Invalid/unknown command"))
        return list_fault::no_module;
    return list_fault::other;
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_LIST_FAULT_HPP
