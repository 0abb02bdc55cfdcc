// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_EMPTY_LIST_HPP
#define AMI_PROTOCOL_VALUES_EMPTY_LIST_HPP

#include <ami/protocol/wire/response.hpp>

#include <ami/detail/macros.hpp>

#include <string_view>

namespace ami {

/// Whether the answer to an action says that there is nothing to list.
///
/// Asterisk says so in three ways: by a complete list without items; for some actions by an error, for example
/// `No Contacts found` for PJSIPShowContacts; for VoicemailUsersList by a success without a list. A table of actions and
/// texts decides (protocol/README.md 3.4). Any other error is not an empty list.
///
///     ami::response answer = co_await pbx.async_execute(ami::action{"PJSIPShowContacts"});
///     if (!answer.ok() && !ami::is_empty_list("PJSIPShowContacts", answer))
///         fmt::print("{}\n", answer.message());
///
/// @param action_name The name of the action that was answered, in any letter case.
/// @param answer The answer.
AMI_DECL bool is_empty_list(std::string_view action_name, const response& answer) noexcept;

namespace detail {

// The same of the message alone, of an answer that is no list.
AMI_DECL bool says_empty(std::string_view action_name, std::string_view message) noexcept;

} // namespace detail

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/values/impl/empty_list.ipp>
#endif

#endif // AMI_PROTOCOL_VALUES_EMPTY_LIST_HPP
