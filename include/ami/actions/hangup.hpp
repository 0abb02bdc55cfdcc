// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_ACTIONS_HANGUP_HPP
#define AMI_ACTIONS_HANGUP_HPP

#include <ami/actions/builder.hpp>
#include <ami/protocol/values/hangup_cause.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace ami::actions {

/// Hangs channels up (protocol/README.md 3.5).
/// \par Server rights
/// write = call or system
class hangup : public builder<hangup> {
public:
    /// One channel, by its name or its unique id. A name that begins and ends with `/` is refused, because Asterisk
    /// would take it for a regular expression; see `matching`.
    explicit hangup(std::string_view channel) : builder("Hangup")
    {
        if (channel.size() > 1 && channel.front() == '/' && channel.back() == '/')
            action_.refuse(errc::invalid_header_value,
                "header \"Channel\": Asterisk takes a name between slashes for a regular expression, which "
                "can match any number of channels; use actions::hangup::matching for an expression");
        if (channel.empty())
            action_.refuse(errc::invalid_header_value, "header \"Channel\": the channel's name is empty");
        action_.add("Channel", channel);
    }

    /// Every channel whose name the POSIX extended regular expression matches. The answer is a list with a
    /// `ChannelHungup` event for each.
    static hangup matching(std::string_view expression) { return hangup(expression, regex_tag()); }

    /// Every channel whose name begins with this text; special characters count as themselves. The channels of an
    /// endpoint are `PJSIP/alice-`. An empty text would match all channels, and is refused.
    static hangup starting_with(std::string_view text)
    {
        auto made = hangup("^" + escape_expression(text), regex_tag());
        if (text.empty())
            made.action_.refuse(errc::invalid_header_value,
                "header \"Channel\": every name begins with an empty text; use matching(\".\") to hang "
                "up all channels");
        return made;
    }

    /// The text as a regular expression that matches nothing but the text. For texts of users in `matching`.
    static std::string escape_expression(std::string_view text)
    {
        std::string escaped;
        for (const char c : text) {
            if (std::string_view(".[]()*+?{}|^$\\").find(c) != std::string_view::npos)
                escaped += '\\';
            escaped += c;
        }
        return escaped;
    }

    /// Asterisk's hangup cause, 0 to 127; for example 16 for normal clearing, 17 for busy.
    hangup& cause(int value) &
    {
        if (value < 0 || value > 127)
            action_.refuse(errc::invalid_header_value, "header \"Cause\": " + std::to_string(value) +
                                                           " is not from 0 to 127; Asterisk would ignore it");
        action_.add("Cause", value);
        return *this;
    }
    hangup&& cause(int value) && { return std::move(cause(value)); }
    /// Asterisk's hangup cause by its name, for example `hangup_cause::user_busy`.
    hangup& cause(hangup_cause value) & { return cause(static_cast<int>(value)); }
    hangup&& cause(hangup_cause value) && { return std::move(cause(value)); }

private:
    class regex_tag {};

    hangup(std::string_view expression, regex_tag) : builder("Hangup")
    {
        action_.add("Channel", "/" + std::string(expression) + "/");
    }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_HANGUP_HPP
