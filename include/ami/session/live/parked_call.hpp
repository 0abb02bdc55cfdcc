// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_PARKED_CALL_HPP
#define AMI_SESSION_LIVE_PARKED_CALL_HPP

#include <ami/protocol/wire/escaped_text.hpp>
#include <ami/session/live/known_text.hpp>
#include <ami/session/live/record.hpp>
#include <ami/typed/text_field.hpp>

#include <ami/detail/chrono.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace ami {
namespace detail {

// What no header of a parked call says.
struct parked_call_values {
    std::chrono::system_clock::time_point since;
    std::chrono::system_clock::time_point times_out_at = std::chrono::system_clock::time_point::max();

    bool operator==(const parked_call_values&) const = default;
};

} // namespace detail

namespace live {

/// A channel that waits in a parking space. Its headers are those of the items of ParkedCalls, without the times, and of the
/// parked channel only `ParkeeChannel`, `ParkeeCallerIDNum`, `ParkeeCallerIDName` and `ParkeeUniqueid`.
class parked_call : public record<parked_call, ::ami::detail::parked_call_values> {
public:
    /// `Parkinglot`: the parking lot's name.
    text_field lot() const& noexcept { return header("Parkinglot"); }
    text_field lot() const&& = delete;

    /// The number that gets the call back.
    text_field space() const& noexcept { return header("ParkingSpace"); }
    text_field space() const&& = delete;

    /// `Uniqueid` of the parked channel.
    text_field channel_id() const& noexcept { return header("ParkeeUniqueid"); }
    text_field channel_id() const&& = delete;

    /// `ParkeeChannel`: the name of the channel that is parked.
    text_field channel_name() const& noexcept { return header("ParkeeChannel"); }
    text_field channel_name() const&& = delete;

    /// Empty if Asterisk does not know it.
    std::string_view caller_number() const& noexcept
    {
        return ::ami::detail::known_text((*this)["ParkeeCallerIDNum"]);
    }
    std::string_view caller_number() const&& = delete;

    /// Without Asterisk's escapes; empty if Asterisk does not know it.
    std::string caller_name() const
    {
        return unescape(::ami::detail::known_text((*this)["ParkeeCallerIDName"]));
    }

    /// Who is dialled when the time is over, for example `PJSIP/alice`.
    text_field parker() const& noexcept { return header("ParkerDialString"); }
    text_field parker() const&& = delete;

    /// When the call was parked, to a second.
    std::chrono::system_clock::time_point since() const noexcept { return values().since; }

    /// When Asterisk takes the call out of its space, to a second. Nothing if it never does.
    std::optional<std::chrono::system_clock::time_point> times_out_at() const noexcept
    {
        const auto at = values().times_out_at;
        return at == std::chrono::system_clock::time_point::max() ? std::nullopt : std::optional(at);
    }

private:
    using record::record;
};

} // namespace live
} // namespace ami

#endif // AMI_SESSION_LIVE_PARKED_CALL_HPP
