// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_ACTIONS_HANGUP_HPP
#define AMI_ACTIONS_HANGUP_HPP

#include <ami/protocol/action.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace ami::actions {

/// Hangs channels up (protocol.md 3.5).
class hangup {
public:
    /// One channel, by its name or its unique id. A name that begins and ends with `/` would be taken for a
    /// regular expression and is refused; see `matching`.
    explicit hangup(std::string_view channel) : action_("Hangup")
    {
        if (channel.size() > 1 && channel.front() == '/' && channel.back() == '/')
            action_.refuse(errc::invalid_header_value,
                "header \"Channel\": Asterisk takes a name between slashes for a regular expression, which "
                "may end any number of calls; if that is what you want, use actions::hangup::matching");
        action_.add("Channel", channel);
    }

    /// Every channel whose name the POSIX extended regular expression matches. The answer is a list with a
    /// `ChannelHungup` event for each.
    static hangup matching(std::string_view expression) { return hangup(expression, regex_tag()); }

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

    const action& raw() const noexcept { return action_; }

private:
    class regex_tag {};

    hangup(std::string_view expression, regex_tag) : action_("Hangup")
    {
        action_.add("Channel", "/" + std::string(expression) + "/");
    }

    action action_;
};

} // namespace ami::actions

#endif // AMI_ACTIONS_HANGUP_HPP
