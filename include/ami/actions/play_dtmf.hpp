// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_ACTIONS_PLAY_DTMF_HPP
#define AMI_ACTIONS_PLAY_DTMF_HPP

#include <ami/actions/builder.hpp>
#include <ami/actions/priority.hpp>

#include <ami/detail/chrono.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace ami::actions {

/// Plays one DTMF digit to the channel's party, or acts as if the party had sent it. The answer is `DTMF successfully
/// queued`.
/// \par Server rights
/// write = call
class play_dtmf : public builder<play_dtmf> {
public:
    /// The longest duration of one digit. While Asterisk plays it, this manager session processes no other action.
    static constexpr std::chrono::milliseconds max_duration{10000};

    /// `channel` is a channel's name or its unique id. `digit` is one of `0-9 * # A-D`; Asterisk would look at the first
    /// character of a longer text only.
    explicit play_dtmf(std::string_view channel, char digit) : builder("PlayDTMF")
    {
        ami::detail::add_channel(action_, "Channel", channel);
        if (digit == '\0' || std::string_view("0123456789*#ABCDabcd").find(digit) == std::string_view::npos)
            action_.refuse(errc::invalid_header_value, "header \"Digit\": it must be one of 0-9 * # A-D");
        else
            action_.add("Digit", std::string_view(&digit, 1));
    }

    /// The duration of the digit, in milliseconds on the wire, up to `max_duration`; 100 ms without it. Asterisk takes
    /// a negative one for 49 days and stops the session for that time.
    play_dtmf& duration(std::chrono::milliseconds value) &
    {
        if (value <= std::chrono::milliseconds::zero() || value > max_duration)
            action_.refuse(errc::invalid_header_value,
                "header \"Duration\": " + std::to_string(value.count()) + " ms is not from 1 to 10000 ms");
        action_.add("Duration", value.count());
        return *this;
    }
    play_dtmf&& duration(std::chrono::milliseconds value) && { return std::move(duration(value)); }

    /// Acts as if the channel's party had sent the digit (Asterisk 16.28, 18.14, 20 and later; older ones play it).
    play_dtmf& receive(bool value = true) &
    {
        action_.add("Receive", value ? "true" : "false");
        return *this;
    }
    play_dtmf&& receive(bool value = true) && { return std::move(receive(value)); }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_PLAY_DTMF_HPP
