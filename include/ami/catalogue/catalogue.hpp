// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CATALOGUE_CATALOGUE_HPP
#define AMI_CATALOGUE_CATALOGUE_HPP

#include <ami/detail/macros.hpp>

#include <string_view>
#include <vector>

// Header-only, its functions are templates: a program that only includes this header compiles none of what they need.
#ifdef AMI_HEADER_ONLY
#define AMI_CATALOGUE_DECL template <class = void>
#else
#define AMI_CATALOGUE_DECL
#endif

/// What Asterisk 13 to 23 offer, at run time: for command lines, completion and masking. All texts live as long as the
/// program.
namespace ami::catalogue {

/// A parameter of an action, or a field of an event.
struct member {
    /// The name, as Asterisk spells it.
    std::string_view name;

    /// For example `string`, `bool`, `duration_s`, `channel`, `enum`.
    std::string_view kind;

    /// Whether the action is refused without the parameter, by every version that has it.
    bool is_required = false;

    /// The versions that refuse the action without the parameter.
    std::vector<int> required_in;

    /// Whether there can be several headers with the name.
    bool is_multiple = false;

    /// Whether the value tells of a person: a number, a name, a variable.
    bool is_personal = false;

    /// The values that are known, if the kind is `enum`. Servers send others too.
    std::vector<std::string_view> values;

    /// The versions of Asterisk that have it: 13, 16, 18, 20, 21, 22, 23.
    std::vector<int> versions;

    /// Whether the value is a password or another secret.
    bool is_secret() const noexcept { return kind == "secret"; }
};

/// The rights that some versions of Asterisk ask for.
struct rights_of_versions {
    /// The versions of Asterisk.
    std::vector<int> versions;
    /// The rights in `write` of which one is enough; none if everybody may send the action.
    std::vector<std::string_view> rights;
};

/// An action.
struct action {
    /// The name, as Asterisk spells it.
    std::string_view name;
    /// The parameters, in the order of the documentation.
    std::vector<member> parameters;

    /// The rights in `write` of manager.conf of which one is enough; none if everybody may send the action. If versions
    /// differ, these are the newest's.
    std::vector<std::string_view> rights;

    /// The rights by version, the newest first. All versions are in one entry, unless they differ.
    std::vector<rights_of_versions> rights_by_version;

    /// `response`, `list`, `list or response`, `response, then one event`, or `never a response`; empty if it is not known.
    std::string_view answer;

    /// For a list: the events that are its items, and the event that ends it.
    std::vector<std::string_view> items;
    /// For a list: the event that ends it.
    std::string_view completion;

    /// The versions of Asterisk that have it.
    std::vector<int> versions;
};

/// An event.
struct event {
    /// The name, as Asterisk spells it.
    std::string_view name;
    /// The headers.
    std::vector<member> fields;

    /// A session gets the event if its `read` and its event mask have all of these.
    std::vector<std::string_view> classes;

    /// Whether Asterisk sends it to sessions, and whether it is an item or the end of a list.
    bool is_sent = false;
    /// Whether it is an item or the end of a list.
    bool is_in_lists = false;

    /// Whether it carries other headers too, which its sender chooses.
    bool is_open = false;

    /// The versions whose documentation has it; none if it is in no documentation.
    std::vector<int> versions;
};

/// Every action and every event, in the order of their names without letter case.
AMI_CATALOGUE_DECL const std::vector<action>& actions();
/// Every event, in the order of their names without letter case.
AMI_CATALOGUE_DECL const std::vector<event>& events();

/// The one with a name, in any letter case; null if there is none.
AMI_CATALOGUE_DECL const action* find_action(std::string_view name);
/// The event with this name, without letter case; null if there is none.
AMI_CATALOGUE_DECL const event* find_event(std::string_view name);

/// The member with a name, in any letter case; null if there is none.
AMI_CATALOGUE_DECL const member* find(const std::vector<member>& members, std::string_view name);

} // namespace ami::catalogue

#ifdef AMI_HEADER_ONLY
#include <ami/catalogue/impl/catalogue.ipp>
#endif

#undef AMI_CATALOGUE_DECL

#endif // AMI_CATALOGUE_CATALOGUE_HPP
