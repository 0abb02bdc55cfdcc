// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_CONFBRIDGE_HPP
#define AMI_ACTIONS_CONFBRIDGE_HPP

#include <ami/actions/typed_builder.hpp>
#include <ami/events/confbridge.hpp>
#include <ami/typed/typed_list.hpp>

#include <string_view>
#include <utility>

namespace ami::actions {

/// `ConfbridgeKick`. Asterisk 13 or later.
/// \par Server rights
/// write = call
class confbridge_kick : public typed_builder<confbridge_kick> {
public:
    /// Needs `Conference`; `Channel`.
    explicit confbridge_kick(std::string_view conference, std::string_view channel)
        : typed_builder("ConfbridgeKick")
    {
        require("Conference", conference);
        require("Channel", channel);
    }
};

/// `ConfbridgeList`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = reporting
class confbridge_list : public typed_builder<confbridge_list> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::confbridge_list_complete, ::ami::events::confbridge_list>;

    /// Needs `Conference`.
    explicit confbridge_list(std::string_view conference) : typed_builder("ConfbridgeList")
    {
        require("Conference", conference);
    }
};

/// `ConfbridgeListRooms`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = reporting
class confbridge_list_rooms : public typed_builder<confbridge_list_rooms> {
public:
    /// What `client::async_list` completes with.
    using list_type =
        typed_list<::ami::events::confbridge_list_rooms_complete, ::ami::events::confbridge_list_rooms>;

    confbridge_list_rooms() : typed_builder("ConfbridgeListRooms") {}
};

/// `ConfbridgeLock`. Asterisk 13 or later.
/// \par Server rights
/// write = call
class confbridge_lock : public typed_builder<confbridge_lock> {
public:
    /// Needs `Conference`.
    explicit confbridge_lock(std::string_view conference) : typed_builder("ConfbridgeLock")
    {
        require("Conference", conference);
    }
};

/// `ConfbridgeMute`. Asterisk 13 or later.
/// \par Server rights
/// write = call
class confbridge_mute : public typed_builder<confbridge_mute> {
public:
    /// Needs `Conference`; `Channel`.
    explicit confbridge_mute(std::string_view conference, std::string_view channel)
        : typed_builder("ConfbridgeMute")
    {
        require("Conference", conference);
        require("Channel", channel);
    }
};

/// `ConfbridgeSetSingleVideoSrc`. Asterisk 13 or later.
/// \par Server rights
/// write = call
class confbridge_set_single_video_src : public typed_builder<confbridge_set_single_video_src> {
public:
    /// Needs `Conference`; `Channel`.
    explicit confbridge_set_single_video_src(std::string_view conference, std::string_view channel)
        : typed_builder("ConfbridgeSetSingleVideoSrc")
    {
        require("Conference", conference);
        require("Channel", channel);
    }
};

/// `ConfbridgeStartRecord`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class confbridge_start_record : public typed_builder<confbridge_start_record> {
public:
    /// Needs `Conference`.
    explicit confbridge_start_record(std::string_view conference) : typed_builder("ConfbridgeStartRecord")
    {
        require("Conference", conference);
    }

    /// `RecordFile`.
    confbridge_start_record& record_file(std::string_view value) &
    {
        put_text("RecordFile", value);
        return *this;
    }
    confbridge_start_record&& record_file(std::string_view value) && { return std::move(record_file(value)); }
};

/// `ConfbridgeStopRecord`. Asterisk 13 or later.
/// \par Server rights
/// write = call (Asterisk 13); system (Asterisk 16 or later)
class confbridge_stop_record : public typed_builder<confbridge_stop_record> {
public:
    /// Needs `Conference`.
    explicit confbridge_stop_record(std::string_view conference) : typed_builder("ConfbridgeStopRecord")
    {
        require("Conference", conference);
    }
};

/// `ConfbridgeUnlock`. Asterisk 13 or later.
/// \par Server rights
/// write = call
class confbridge_unlock : public typed_builder<confbridge_unlock> {
public:
    /// Needs `Conference`.
    explicit confbridge_unlock(std::string_view conference) : typed_builder("ConfbridgeUnlock")
    {
        require("Conference", conference);
    }
};

/// `ConfbridgeUnmute`. Asterisk 13 or later.
/// \par Server rights
/// write = call
class confbridge_unmute : public typed_builder<confbridge_unmute> {
public:
    /// Needs `Conference`; `Channel`.
    explicit confbridge_unmute(std::string_view conference, std::string_view channel)
        : typed_builder("ConfbridgeUnmute")
    {
        require("Conference", conference);
        require("Channel", channel);
    }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_CONFBRIDGE_HPP
