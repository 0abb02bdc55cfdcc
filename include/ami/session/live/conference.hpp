// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_CONFERENCE_HPP
#define AMI_SESSION_LIVE_CONFERENCE_HPP

#include <ami/session/live/flag_text.hpp>
#include <ami/session/live/record.hpp>
#include <ami/typed/text_field.hpp>

#include <ami/detail/chrono.hpp>

#include <optional>
#include <string_view>

namespace ami {
namespace detail {

// What no header of a conference says.
struct conference_values {
    std::chrono::system_clock::time_point since;

    bool operator==(const conference_values&) const = default;
};

} // namespace detail

namespace live {

/// A conference of ConfBridge. Its headers are `Conference`, `Locked` and `Muted` of the items of ConfbridgeListRooms, and
/// `BridgeUniqueid`. `Parties` and `Marked` are the numbers of its users.
class conference : public record<conference, ::ami::detail::conference_values> {
public:
    /// Names that differ in letter case alone are names of one conference.
    text_field name() const& noexcept { return header("Conference"); }
    text_field name() const&& = delete;

    /// Its bridge; empty until an event of the conference told it.
    text_field bridge_id() const& noexcept { return header("BridgeUniqueid"); }
    text_field bridge_id() const&& = delete;

    /// Whether it was locked when it was listed last: no event tells of locks. Nothing if it was not listed yet.
    std::optional<bool> locked() const { return ::ami::detail::flag_in((*this)["Locked"]); }

    /// Whether all who join are muted, when it was listed last. Nothing if it was not listed yet.
    std::optional<bool> muted() const { return ::ami::detail::flag_in((*this)["Muted"]); }

    /// When the conference became known.
    std::chrono::system_clock::time_point since() const noexcept { return values().since; }

private:
    using record::record;
};

} // namespace live
} // namespace ami

#endif // AMI_SESSION_LIVE_CONFERENCE_HPP
