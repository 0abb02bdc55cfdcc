// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_CONFERENCE_USER_HPP
#define AMI_SESSION_LIVE_CONFERENCE_USER_HPP

#include <ami/protocol/wire/escaped_text.hpp>
#include <ami/session/live/flag_text.hpp>
#include <ami/session/live/known_text.hpp>
#include <ami/session/live/record.hpp>
#include <ami/typed/text_field.hpp>

#include <ami/detail/chrono.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace ami {
namespace detail {

// What no header of a user says.
struct conference_user_values {
    std::chrono::system_clock::time_point joined_at; // the clock's beginning if no event told it

    bool operator==(const conference_user_values&) const = default;
};

} // namespace detail

namespace live {

/// A channel in a conference of ConfBridge. Its headers are those of the items of ConfbridgeList, as far as they are known:
/// without `AnsweredTime`, and of the channel only `Channel`, `CallerIDNum`, `CallerIDName` and `Uniqueid`.
class conference_user : public record<conference_user, ::ami::detail::conference_user_values> {
public:
    /// `Conference`: the conference's name.
    text_field conference() const& noexcept { return header("Conference"); }
    text_field conference() const&& = delete;

    /// `Uniqueid` of the channel.
    text_field channel_id() const& noexcept { return header("Uniqueid"); }
    text_field channel_id() const&& = delete;

    /// `Channel`: the channel's name.
    text_field channel_name() const& noexcept { return header("Channel"); }
    text_field channel_name() const&& = delete;

    /// Empty if Asterisk does not know it.
    std::string_view caller_number() const& noexcept
    {
        return ::ami::detail::known_text((*this)["CallerIDNum"]);
    }
    std::string_view caller_number() const&& = delete;

    /// Without Asterisk's escapes; empty if Asterisk does not know it.
    std::string caller_name() const { return unescape(::ami::detail::known_text((*this)["CallerIDName"])); }

    /// Whether the user is an admin of the conference.
    bool is_admin() const { return flag("Admin").value_or(false); }

    /// No event tells it if an administrator mutes all participants by the menu.
    bool is_muted() const { return flag("Muted").value_or(false); }

    /// Only if the user's profile has `talk_detection_events`.
    bool is_talking() const { return flag("Talking").value_or(false); }

    /// Whether the conference waits for such users. Nothing until the users were listed.
    std::optional<bool> is_marked() const { return flag("MarkedUser"); }

    /// Whether the user waits for a marked one, when the users were listed last: no event tells it.
    std::optional<bool> is_waiting() const { return flag("Waiting"); }

    /// Nothing if the user was there before this program.
    std::optional<std::chrono::system_clock::time_point> joined_at() const noexcept
    {
        const auto at = values().joined_at;
        return at == std::chrono::system_clock::time_point() ? std::nullopt : std::optional(at);
    }

private:
    using record::record;

    std::optional<bool> flag(std::string_view header) const
    {
        return ::ami::detail::flag_in((*this)[header]);
    }
};

} // namespace live
} // namespace ami

#endif // AMI_SESSION_LIVE_CONFERENCE_USER_HPP
