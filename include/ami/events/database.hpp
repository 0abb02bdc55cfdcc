// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_DATABASE_HPP
#define AMI_EVENTS_DATABASE_HPP

#include <ami/typed/typed_event.hpp>

#include <string_view>

namespace ami::events {

/// `DBGetComplete`, which ends the list of DBGet.
class db_get_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "DBGetComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `DBGetResponse`, an item of a list: DBGet.
class db_get_response : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "DBGetResponse";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `Family`.
    text_field family() const noexcept { return header("Family"); }
    /// `Key`.
    text_field key() const noexcept { return header("Key"); }
    /// `Val`.
    text_field val() const noexcept { return header("Val"); }
};

/// `DBGetTreeComplete`, which ends the list of DBGetTree.
class db_get_tree_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "DBGetTreeComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `DBGetTreeResponse`, an item of a list: DBGetTree.
class db_get_tree_response : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "DBGetTreeResponse";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `Key`.
    text_field key() const noexcept { return header("Key"); }
    /// `Val`.
    text_field val() const noexcept { return header("Val"); }
};

} // namespace ami::events

#endif // AMI_EVENTS_DATABASE_HPP
