// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_ENDPOINT_HPP
#define AMI_SESSION_LIVE_ENDPOINT_HPP

#include <ami/protocol/values/device_state.hpp>
#include <ami/session/live/record.hpp>
#include <ami/typed/list_field.hpp>

namespace ami::live {

/// An endpoint of PJSIP, as EndpointList describes it, without `ActiveChannels`, of which no event tells. `DeviceState` is
/// spelt as in DeviceStateChange, for example `NOT_INUSE`.
class endpoint : public record<endpoint, ::ami::detail::no_values> {
public:
    using record::record;

    /// `ObjectName`, the key.
    text_field name() const& noexcept { return header("ObjectName"); }
    text_field name() const&& = delete;
    /// `DeviceState`.
    field<device_state> state() const& noexcept { return header("DeviceState"); }
    /// `Aor`: its AORs, with commas between.
    text_field aors() const& noexcept { return header("Aor"); }
    text_field aors() const&& = delete;
    /// `Transport`.
    text_field transport() const& noexcept { return header("Transport"); }
    text_field transport() const&& = delete;
    /// `Contacts`, as they were at the last list.
    list_field contacts() const& noexcept { return header("Contacts"); }
};

} // namespace ami::live

#endif // AMI_SESSION_LIVE_ENDPOINT_HPP
