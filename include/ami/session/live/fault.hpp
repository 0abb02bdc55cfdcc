// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_FAULT_HPP
#define AMI_SESSION_LIVE_FAULT_HPP

#include <ami/protocol/values/call_outcome.hpp>
#include <ami/session/live/parts.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace ami::live {

/// How far what a model shows can be believed.
enum class freshness : std::uint8_t {
    /// The client has never been ready.
    none,
    /// The client is ready, and not everything was listed yet; also after `errc::events_missed`.
    filling,
    /// Everything was listed, and events tell what changes; see `model::faults` for what is missing.
    live,
    /// The connection is lost: what is shown is what was.
    stale
};

/// The state's name, as a feed has it: `none`, `filling`, `live` or `stale`.
constexpr std::string_view to_string(freshness value) noexcept
{
    switch (value) {
    case freshness::none: break;
    case freshness::filling: return "filling";
    case freshness::live: return "live";
    case freshness::stale: return "stale";
    }
    return "none";
}

/// What a model cannot show, and why.
class fault {
public:
    /// A fault of a part.
    fault(part which, std::string text) : part_(which), text_(std::move(text)) {}

    /// The part that it belongs to.
    part of() const noexcept { return part_; }

    /// For example `QueueStatus: Permission denied`.
    const std::string& text() const& noexcept { return text_; }
    const std::string& text() const&& = delete;

private:
    part part_;
    std::string text_;
};

} // namespace ami::live

template <>
struct fmt::formatter<ami::live::freshness> : ami::detail::name_formatter<ami::live::freshness> {};

#endif // AMI_SESSION_LIVE_FAULT_HPP
