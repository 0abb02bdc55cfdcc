// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_PRESENCE_HPP
#define AMI_SESSION_LIVE_PRESENCE_HPP

#include <ami/session/live/record.hpp>

namespace ami::live {

/// The presence of somebody, as PresenceStateChange tells of it.
class presence : public record<presence, ::ami::detail::no_values> {
public:
    using record::record;

    /// `Presentity`, the key, for example `CustomPresence:ana`.
    text_field presentity() const& noexcept { return header("Presentity"); }
    text_field presentity() const&& = delete;
    /// `Status`, for example `away`.
    text_field status() const& noexcept { return header("Status"); }
    text_field status() const&& = delete;
    /// `Subtype`.
    text_field subtype() const& noexcept { return header("Subtype"); }
    text_field subtype() const&& = delete;
    /// `Message`.
    escaped_field message() const& noexcept { return header("Message"); }
};

} // namespace ami::live

#endif // AMI_SESSION_LIVE_PRESENCE_HPP
