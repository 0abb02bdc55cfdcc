// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_BRIDGE_HPP
#define AMI_SESSION_LIVE_BRIDGE_HPP

#include <ami/protocol/values/named_number.hpp>
#include <ami/session/live/known_text.hpp>
#include <ami/session/live/record.hpp>
#include <ami/typed/text_field.hpp>

#include <ami/detail/chrono.hpp>

#include <string_view>

namespace ami {
namespace detail {

// What no header of a bridge says.
struct bridge_values {
    std::chrono::system_clock::time_point since;

    bool operator==(const bridge_values&) const = default;
};

} // namespace detail

namespace live {

/// A bridge: what joins channels, so that their parties hear each other, or what they wait in. Its headers are those of the
/// items of BridgeList. Which channels are in it, the channels say.
class bridge : public record<bridge, ::ami::detail::bridge_values> {
public:
    /// `BridgeUniqueid`.
    text_field id() const& noexcept { return header("BridgeUniqueid"); }
    text_field id() const&& = delete;

    /// `basic` of a call of two, `base` of a conference, `holding` of parked calls, and others.
    text_field type() const& noexcept { return header("BridgeType"); }
    text_field type() const&& = delete;

    /// How audio is mixed now, for example `simple_bridge` or `softmix`.
    text_field technology() const& noexcept { return header("BridgeTechnology"); }
    text_field technology() const&& = delete;

    /// What made the bridge, for example `ConfBridge`; empty if Asterisk does not say.
    std::string_view creator() const& noexcept { return ::ami::detail::known_text((*this)["BridgeCreator"]); }
    std::string_view creator() const&& = delete;

    /// The name that its creator gave it: of ConfBridge, the conference. Empty if it has none.
    std::string_view name() const& noexcept { return ::ami::detail::known_text((*this)["BridgeName"]); }
    std::string_view name() const&& = delete;

    /// How many channels Asterisk counted last. In conferences it counts channels of its own too, of which it tells nothing.
    int channel_count() const noexcept
    {
        return ::ami::detail::parse_int((*this)["BridgeNumChannels"]).value_or(0);
    }

    /// When the bridge became known.
    std::chrono::system_clock::time_point since() const noexcept { return values().since; }

private:
    using record::record;
};

} // namespace live
} // namespace ami

#endif // AMI_SESSION_LIVE_BRIDGE_HPP
