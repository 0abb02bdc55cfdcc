// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_DAHDI_HPP
#define AMI_ACTIONS_DAHDI_HPP

#include <ami/actions/typed_builder.hpp>
#include <ami/events/dahdi.hpp>
#include <ami/typed/enumerations.hpp>
#include <ami/typed/typed_list.hpp>

#include <cstdint>
#include <string_view>
#include <utility>

namespace ami::actions {

/// `DAHDIDialOffhook`. Asterisk 13 or later.
/// \par Server rights
/// None.
class dahdi_dial_offhook : public typed_builder<dahdi_dial_offhook> {
public:
    /// Needs `DAHDIChannel`; `Number`.
    explicit dahdi_dial_offhook(std::string_view dahdi_channel, std::string_view number)
        : typed_builder("DAHDIDialOffhook")
    {
        require("DAHDIChannel", dahdi_channel);
        require("Number", number);
    }
};

/// `DAHDIDNDoff`. Asterisk 13 or later.
/// \par Server rights
/// None.
class dahdi_dnd_off : public typed_builder<dahdi_dnd_off> {
public:
    /// Needs `DAHDIChannel`.
    explicit dahdi_dnd_off(std::string_view dahdi_channel) : typed_builder("DAHDIDNDoff")
    {
        require("DAHDIChannel", dahdi_channel);
    }
};

/// `DAHDIDNDon`. Asterisk 13 or later.
/// \par Server rights
/// None.
class dahdi_dnd_on : public typed_builder<dahdi_dnd_on> {
public:
    /// Needs `DAHDIChannel`.
    explicit dahdi_dnd_on(std::string_view dahdi_channel) : typed_builder("DAHDIDNDon")
    {
        require("DAHDIChannel", dahdi_channel);
    }
};

/// `DAHDIHangup`. Asterisk 13 or later.
/// \par Server rights
/// None.
class dahdi_hangup : public typed_builder<dahdi_hangup> {
public:
    /// Needs `DAHDIChannel`.
    explicit dahdi_hangup(std::string_view dahdi_channel) : typed_builder("DAHDIHangup")
    {
        require("DAHDIChannel", dahdi_channel);
    }
};

/// `DAHDIRestart`. Asterisk 13 or later.
/// \par Server rights
/// None.
class dahdi_restart : public typed_builder<dahdi_restart> {
public:
    dahdi_restart() : typed_builder("DAHDIRestart") {}
};

/// `DAHDIShowChannels`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// None.
class dahdi_show_channels : public typed_builder<dahdi_show_channels> {
public:
    /// What `client::async_list` completes with.
    using list_type =
        typed_list<::ami::events::dahdi_show_channels_complete, ::ami::events::dahdi_show_channels>;

    dahdi_show_channels() : typed_builder("DAHDIShowChannels") {}

    /// `DAHDIChannel`.
    dahdi_show_channels& dahdi_channel(std::string_view value) &
    {
        put_text("DAHDIChannel", value);
        return *this;
    }
    dahdi_show_channels&& dahdi_channel(std::string_view value) && { return std::move(dahdi_channel(value)); }
};

/// `DAHDIShowStatus`. It is answered with a list: use `client::async_list`. Asterisk 18.23, 20.8, 21.3, 22 and 23 or
/// later.
/// \par Server rights
/// None.
class dahdi_show_status : public typed_builder<dahdi_show_status> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::dahdi_show_status_complete, ::ami::events::dahdi_show_status>;

    dahdi_show_status() : typed_builder("DAHDIShowStatus") {}
};

/// `DAHDITransfer`. Asterisk 13 or later.
/// \par Server rights
/// None.
class dahdi_transfer : public typed_builder<dahdi_transfer> {
public:
    /// Needs `DAHDIChannel`.
    explicit dahdi_transfer(std::string_view dahdi_channel) : typed_builder("DAHDITransfer")
    {
        require("DAHDIChannel", dahdi_channel);
    }
};

/// `PRIDebugFileSet`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class pri_debug_file_set : public typed_builder<pri_debug_file_set> {
public:
    /// Needs `File`.
    explicit pri_debug_file_set(std::string_view file) : typed_builder("PRIDebugFileSet")
    {
        require("File", file);
    }
};

/// `PRIDebugFileUnset`. Asterisk 13 or later.
/// \par Server rights
/// None.
class pri_debug_file_unset : public typed_builder<pri_debug_file_unset> {
public:
    pri_debug_file_unset() : typed_builder("PRIDebugFileUnset") {}
};

/// `PRIDebugSet`. Asterisk 13 or later.
/// \par Server rights
/// None.
class pri_debug_set : public typed_builder<pri_debug_set> {
public:
    /// Needs `Span`; `Level`.
    explicit pri_debug_set(std::int64_t span, ::ami::pri_debug_level level) : typed_builder("PRIDebugSet")
    {
        put_number("Span", span);
        require("Level", to_string(level));
    }
};

/// `PRIShowSpans`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// None.
class pri_show_spans : public typed_builder<pri_show_spans> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::pri_show_spans_complete>;

    pri_show_spans() : typed_builder("PRIShowSpans") {}

    /// `Span`.
    pri_show_spans& span(std::int64_t value) &
    {
        put_number("Span", value);
        return *this;
    }
    pri_show_spans&& span(std::int64_t value) && { return std::move(span(value)); }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_DAHDI_HPP
