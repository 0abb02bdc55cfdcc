// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_MESSAGING_HPP
#define AMI_ACTIONS_MESSAGING_HPP

#include <ami/actions/typed_builder.hpp>

#include <string_view>
#include <utility>

namespace ami::actions {

/// `JabberSend`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class jabber_send : public typed_builder<jabber_send> {
public:
    /// Needs `Jabber`; `ScreenName`; `Message`.
    explicit jabber_send(std::string_view jabber, std::string_view screen_name, std::string_view message)
        : typed_builder("JabberSend")
    {
        require("Jabber", jabber);
        require("ScreenName", screen_name);
        require("Message", message);
    }
};

/// `MessageSend`. Asterisk 13 or later.
/// \par Server rights
/// write = message
class message_send : public typed_builder<message_send> {
public:
    message_send() : typed_builder("MessageSend") {}

    /// `To`; needed by Asterisk 13.
    message_send& to(std::string_view value) &
    {
        put_text("To", value);
        return *this;
    }
    message_send&& to(std::string_view value) && { return std::move(to(value)); }

    /// `From`.
    message_send& from(std::string_view value) &
    {
        put_text("From", value);
        return *this;
    }
    message_send&& from(std::string_view value) && { return std::move(from(value)); }

    /// `Body`.
    message_send& body(std::string_view value) &
    {
        put_text("Body", value);
        return *this;
    }
    message_send&& body(std::string_view value) && { return std::move(body(value)); }

    /// `Base64Body`, in base64.
    message_send& base64_body(std::string_view value) &
    {
        put_text("Base64Body", value);
        return *this;
    }
    message_send&& base64_body(std::string_view value) && { return std::move(base64_body(value)); }

    /// `Variable`, as often as there are variables.
    message_send& variable(std::string_view name, std::string_view value) &
    {
        put_variable(name, value);
        return *this;
    }
    message_send&& variable(std::string_view name, std::string_view value) &&
    {
        return std::move(variable(name, value));
    }

    /// `Destination` (Asterisk 16.22, 18.8, 20, 21, 22 and 23 or later).
    message_send& destination(std::string_view value) &
    {
        put_text("Destination", value);
        return *this;
    }
    message_send&& destination(std::string_view value) && { return std::move(destination(value)); }

    /// Checks what the parameters need of each other.
    action to_action() const
    {
        message_send made(*this);
        made.check_any_of({"Destination", "To"});
        made.check_one_of({"Body", "Base64Body"});
        return std::move(made.action_);
    }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_MESSAGING_HPP
