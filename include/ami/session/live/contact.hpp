// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_CONTACT_HPP
#define AMI_SESSION_LIVE_CONTACT_HPP

#include <ami/session/live/record.hpp>
#include <ami/typed/enumerations.hpp>

#include <chrono>

namespace ami::live {

/// Where a phone has registered from. Its headers are those of ContactStatus, also if a list told of it: `ContactStatus`, not
/// `Status`, and `EndpointName`, not `Endpoint`; besides, `UserAgent` and `ViaAddress`, which lists tell. Contacts of
/// pjsip.conf are in no list: they are known when an event tells of them.
class contact : public record<contact, ::ami::detail::no_values> {
public:
    using record::record;

    /// `AOR` and `URI` are the key.
    text_field aor() const& noexcept { return header("AOR"); }
    text_field aor() const&& = delete;
    /// `URI`: where the endpoint is reached.
    text_field uri() const& noexcept { return header("URI"); }
    text_field uri() const&& = delete;
    /// `EndpointName`.
    text_field endpoint() const& noexcept { return header("EndpointName"); }
    text_field endpoint() const&& = delete;
    /// `UserAgent`.
    text_field user_agent() const& noexcept { return header("UserAgent"); }
    text_field user_agent() const&& = delete;
    /// `ViaAddress`.
    text_field via_address() const& noexcept { return header("ViaAddress"); }
    text_field via_address() const&& = delete;
    /// `ContactStatus`. Whatever it is, the contact is registered: one that was removed is gone.
    field<contact_reachability> status() const& noexcept { return header("ContactStatus"); }
    /// `RoundtripUsec`: how long the phone took to answer, when it was asked last.
    field<std::chrono::microseconds> round_trip() const& noexcept { return header("RoundtripUsec"); }
};

} // namespace ami::live

#endif // AMI_SESSION_LIVE_CONTACT_HPP
