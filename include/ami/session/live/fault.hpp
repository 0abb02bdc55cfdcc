// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_FAULT_HPP
#define AMI_SESSION_LIVE_FAULT_HPP

#include <ami/session/live/parts.hpp>

#include <cstdint>
#include <string>

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

#endif // AMI_SESSION_LIVE_FAULT_HPP
