// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_ACTIONS_PLAY_DTMF_HPP
#define AMI_ACTIONS_PLAY_DTMF_HPP

#include <ami/actions/priority.hpp>
#include <ami/protocol/action.hpp>

#include <ami/detail/duration.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace ami::actions {

/// Plays one DTMF digit to a channel's end, or makes as if it had come from there. The answer is `DTMF successfully
/// queued`.
class play_dtmf {
public:
    /// Asterisk's session does nothing else while a digit lasts. The longest that is taken here.
    static constexpr std::chrono::milliseconds max_duration{10000};

    /// `channel` is a channel's name or its unique id. `digit` is one of `0-9 * # A-D`; Asterisk would look at the first
    /// character of a longer text only.
    explicit play_dtmf(std::string_view channel, char digit) : action_("PlayDTMF")
    {
        ami::detail::add_channel(action_, "Channel", channel);
        if (digit == '\0' || std::string_view("0123456789*#ABCDabcd").find(digit) == std::string_view::npos)
            action_.refuse(errc::invalid_header_value, "header \"Digit\": it must be one of 0-9 * # A-D");
        else
            action_.add("Digit", std::string_view(&digit, 1));
    }

    /// How long the digit lasts, in milliseconds on the wire; 100 ms where it is not said. Up to `max_duration`: a
    /// negative one, which Asterisk takes for 49 days, would stop the session for that time.
    play_dtmf& duration(std::chrono::milliseconds value) &
    {
        if (value <= std::chrono::milliseconds::zero() || value > max_duration)
            action_.refuse(errc::invalid_header_value,
                "header \"Duration\": " + std::to_string(value.count()) + " ms is not from 1 to 10000 ms");
        action_.add("Duration", value.count());
        return *this;
    }
    play_dtmf&& duration(std::chrono::milliseconds value) && { return std::move(duration(value)); }

    /// As if the channel's end had sent the digit (Asterisk 16.28, 18.14, 20 and later; before, it is played).
    play_dtmf& receive(bool value = true) &
    {
        action_.add("Receive", value ? "true" : "false");
        return *this;
    }
    play_dtmf&& receive(bool value = true) && { return std::move(receive(value)); }

    const action& raw() const& noexcept { return action_; }
    action raw() && noexcept { return std::move(action_); }

private:
    action action_;
};

} // namespace ami::actions

#endif // AMI_ACTIONS_PLAY_DTMF_HPP
