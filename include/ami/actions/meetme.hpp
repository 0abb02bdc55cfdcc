// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_MEETME_HPP
#define AMI_ACTIONS_MEETME_HPP

#include <ami/actions/typed_builder.hpp>
#include <ami/events/meetme.hpp>
#include <ami/typed/typed_list.hpp>

#include <cstdint>
#include <string_view>
#include <utility>

namespace ami::actions {

/// `MeetmeList`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = reporting
class meetme_list : public typed_builder<meetme_list> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::meetme_list_complete, ::ami::events::meetme_list>;

    meetme_list() : typed_builder("MeetmeList") {}

    /// `Conference`.
    meetme_list& conference(std::string_view value) &
    {
        put_text("Conference", value);
        return *this;
    }
    meetme_list&& conference(std::string_view value) && { return std::move(conference(value)); }
};

/// `MeetmeListRooms`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = reporting
class meetme_list_rooms : public typed_builder<meetme_list_rooms> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::meetme_list_rooms_complete, ::ami::events::meetme_list_rooms>;

    meetme_list_rooms() : typed_builder("MeetmeListRooms") {}
};

/// `MeetmeMute`. Asterisk 13 or later.
/// \par Server rights
/// write = call
class meetme_mute : public typed_builder<meetme_mute> {
public:
    /// Needs `Meetme`; `Usernum`.
    explicit meetme_mute(std::string_view meetme, std::int64_t user_num) : typed_builder("MeetmeMute")
    {
        require("Meetme", meetme);
        put_number("Usernum", user_num);
    }
};

/// `MeetmeUnmute`. Asterisk 13 or later.
/// \par Server rights
/// write = call
class meetme_unmute : public typed_builder<meetme_unmute> {
public:
    /// Needs `Meetme`; `Usernum`.
    explicit meetme_unmute(std::string_view meetme, std::int64_t user_num) : typed_builder("MeetmeUnmute")
    {
        require("Meetme", meetme);
        put_number("Usernum", user_num);
    }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_MEETME_HPP
