// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_DEVICE_HPP
#define AMI_SESSION_LIVE_DEVICE_HPP

#include <ami/protocol/values/device_state.hpp>
#include <ami/session/live/record.hpp>

namespace ami::live {

/// A device, as DeviceStateChange tells of it. Not only phones are devices: also `Custom:NAME`, `Queue:NAME`,
/// `park:EXTEN@CONTEXT`, `confbridge:NAME` and `Agent:ID`.
class device : public record<device, ::ami::detail::no_values> {
public:
    using record::record;

    /// `Device`, the key.
    text_field name() const& noexcept { return header("Device"); }
    text_field name() const&& = delete;
    /// `State`.
    field<device_state> state() const& noexcept { return header("State"); }
};

} // namespace ami::live

#endif // AMI_SESSION_LIVE_DEVICE_HPP
