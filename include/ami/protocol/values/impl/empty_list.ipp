// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_IMPL_EMPTY_LIST_IPP
#define AMI_PROTOCOL_VALUES_IMPL_EMPTY_LIST_IPP

#include <ami/protocol/values/empty_list.hpp>
#include <ami/protocol/wire/ascii.hpp>

#include <algorithm>
#include <iterator>

namespace ami {
namespace detail {

// protocol/README.md 3.4
struct empty_list_text {
    std::string_view action;
    std::string_view message;
    bool is_error = true;
};

inline constexpr empty_list_text empty_list_texts[] = {
    {"ConfbridgeList", "No active conferences."},
    // The conference ends with its last user, so that one without users is not found.
    {"ConfbridgeList", "No Conference by that name found."},
    {"ConfbridgeListRooms", "No active conferences."},
    {"ExtensionStateList", "No dialplan hints are available"},
    {"MeetmeList", "No active conferences."},
    {"MeetmeListRooms", "No active conferences."},
    {"PJSIPShowAors", "No AORs found"},
    {"PJSIPShowAuths", "No Auths found"},
    {"PJSIPShowContacts", "No Contacts found"},
    {"PJSIPShowEndpoints", "No endpoints found"},
    {"PJSIPShowResourceLists", "No resource lists found"},
    {"VoicemailUsersList", "There are no voicemail users currently defined.", false},
};

AMI_DECL bool says_empty(std::string_view action_name, std::string_view message) noexcept
{
    return std::any_of(
        std::begin(empty_list_texts), std::end(empty_list_texts), [&](const empty_list_text& known) {
            return iequals(known.action, action_name) && known.message == message;
        });
}

} // namespace detail

AMI_DECL bool is_empty_list(std::string_view action_name, const response& answer) noexcept
{
    if (!answer.events().empty() || !answer.list_error().raw().empty())
        return false;
    if (!answer.completion().raw().empty())
        return answer.ok();
    return std::any_of(std::begin(detail::empty_list_texts), std::end(detail::empty_list_texts),
        [&](const detail::empty_list_text& known) {
            return detail::iequals(known.action, action_name) && known.message == answer.message() &&
                   known.is_error == !answer.ok();
        });
}

} // namespace ami

#endif // AMI_PROTOCOL_VALUES_IMPL_EMPTY_LIST_IPP
