// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_MEDIA_HPP
#define AMI_ACTIONS_MEDIA_HPP

#include <ami/actions/typed_builder.hpp>
#include <ami/typed/enumerations.hpp>

#include <ami/detail/chrono.hpp>

#include <string_view>
#include <utility>

namespace ami::actions {

/// `ControlPlayback`. Asterisk 13 or later.
/// \par Server rights
/// write = call
class control_playback : public typed_builder<control_playback> {
public:
    /// Needs `Channel`; `Control`.
    explicit control_playback(std::string_view channel, ::ami::playback_control control)
        : typed_builder("ControlPlayback")
    {
        require("Channel", channel);
        require("Control", to_string(control));
    }
};

/// `PlayMF`. Asterisk 16.21, 18.7, 20, 21, 22 and 23 or later.
/// \par Server rights
/// write = call
class play_mf : public typed_builder<play_mf> {
public:
    /// Needs `Channel`; `Digit`.
    explicit play_mf(std::string_view channel, std::string_view digit) : typed_builder("PlayMF")
    {
        require("Channel", channel);
        require("Digit", digit);
    }

    /// `Duration`, in milliseconds on the wire.
    play_mf& duration(std::chrono::milliseconds value) &
    {
        put_duration("Duration", value);
        return *this;
    }
    play_mf&& duration(std::chrono::milliseconds value) && { return std::move(duration(value)); }
};

/// `SendFlash`. Asterisk 18.18, 20.3, 21, 22 and 23 or later.
/// \par Server rights
/// write = call
class send_flash : public typed_builder<send_flash> {
public:
    /// Needs `Channel`.
    explicit send_flash(std::string_view channel) : typed_builder("SendFlash")
    {
        require("Channel", channel);
    }

    /// `Receive`.
    send_flash& receive(bool value = true) &
    {
        put("Receive", value ? "yes" : "no");
        return *this;
    }
    send_flash&& receive(bool value = true) && { return std::move(receive(value)); }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_MEDIA_HPP
