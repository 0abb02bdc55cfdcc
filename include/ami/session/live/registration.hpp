// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_REGISTRATION_HPP
#define AMI_SESSION_LIVE_REGISTRATION_HPP

#include <ami/session/live/record.hpp>
#include <ami/typed/enumerations.hpp>

namespace ami::live {

/// A registration of this PBX at another one, as OutboundRegistrationDetail describes it, without `NextReg`, which changes
/// every second.
class registration : public record<registration, ::ami::detail::no_values> {
public:
    using record::record;

    /// `ObjectName`, the key.
    text_field name() const& noexcept { return header("ObjectName"); }
    text_field name() const&& = delete;
    /// `ClientUri`.
    text_field client_uri() const& noexcept { return header("ClientUri"); }
    text_field client_uri() const&& = delete;
    /// `ServerUri`.
    text_field server_uri() const& noexcept { return header("ServerUri"); }
    text_field server_uri() const&& = delete;
    /// `Status`.
    field<outbound_registration_state> status() const& noexcept { return header("Status"); }
};

} // namespace ami::live

#endif // AMI_SESSION_LIVE_REGISTRATION_HPP
