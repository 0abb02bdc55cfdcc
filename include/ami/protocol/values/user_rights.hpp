// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_USER_RIGHTS_HPP
#define AMI_PROTOCOL_VALUES_USER_RIGHTS_HPP

#include <ami/protocol/values/certainty.hpp>
#include <ami/protocol/values/event_classes.hpp>
#include <ami/protocol/wire/action.hpp>
#include <ami/protocol/wire/response.hpp>

#include <ami/detail/macros.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ami {

/// What the user of a session may do, as `client::async_rights` found it out.
class user_rights {
public:
    user_rights() = default;

    /// Whether the user may send an action: yes or no, since Asterisk lists those that the user may send. No is also the
    /// answer if the module of the action is not loaded, or Asterisk is too old for the action.
    AMI_COLD AMI_DECL certainty can_send(std::string_view action) const noexcept;

    /// Whether the user may get an event. Unknown if the client does not know the event's classes, or if the user may not ask
    /// for `read`.
    AMI_COLD AMI_DECL certainty can_see(std::string_view event) const noexcept;

    /// The names of the actions that the user may send, as the server spells them. Over HTTP with `mxml` in lower case.
    const std::vector<std::string>& actions() const& noexcept { return actions_; }

    /// `read` of manager.conf: classes with commas between, for example `system,call`; `<none>` if there is none. Empty if it is
    /// not known.
    const std::string& read() const& noexcept { return read_; }

    /// `write` of manager.conf, like `read()`.
    const std::string& write() const& noexcept { return write_; }

    /// What asks for `read` and `write`; nothing if the command line cannot name the user.
    AMI_COLD static AMI_DECL std::optional<action> question(std::string_view user);
    /// Of the answer to ListCommands.
    AMI_COLD AMI_DECL explicit user_rights(const response& commands);
    /// Of the output of `manager show user`.
    AMI_COLD AMI_DECL void add_user(const std::vector<std::string>& output);
    /// The classes of `read`, if they are known.
    AMI_COLD AMI_DECL std::optional<detail::event_classes> readable() const noexcept;

private:
    std::vector<std::string> actions_;
    std::string read_;
    std::string write_;
};

namespace detail {

// Why Asterisk refused an action, as far as the right or the module is the reason; begins with a semicolon, or is empty.
AMI_COLD AMI_DECL std::string explain_refusal(std::string_view action, std::string_view message);

} // namespace detail
} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/values/impl/user_rights.ipp>
#endif

#endif // AMI_PROTOCOL_VALUES_USER_RIGHTS_HPP
