// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_KNOWN_NAMES_HPP
#define AMI_PROTOCOL_VALUES_KNOWN_NAMES_HPP

#include <ami/protocol/values/event_classes.hpp>

#include <ami/detail/macros.hpp>

#include <string_view>

namespace ami::detail {

// Rows of the tables that cmake/typed/ writes. `names` has blanks between.
struct event_class_row {
    std::string_view classes;
    std::string_view names;
};
struct action_rights_row {
    std::string_view rights;
    std::string_view module;
    std::string_view names;
};

// What is known of an event of Asterisk.
struct known_event {
    bool is_known = false;
    // It only ever is an item of a list: it is never sent to subscribers.
    bool is_list_item = false;
    // A session gets it if its mask and the user's rights have all of these.
    event_classes classes{};
};

// What is known of an action of Asterisk.
struct known_action {
    bool is_known = false;
    // One of these in `write` of manager.conf is enough, commas between; empty: everybody may send it.
    std::string_view rights;
    // Empty: it is in every Asterisk.
    std::string_view module;
};

// Names are compared without case. A search through all names: not for each packet.
AMI_COLD AMI_DECL known_event find_event(std::string_view name) noexcept;
AMI_COLD AMI_DECL known_action find_action(std::string_view name) noexcept;

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/values/impl/known_names.ipp>
#endif

#endif // AMI_PROTOCOL_VALUES_KNOWN_NAMES_HPP
