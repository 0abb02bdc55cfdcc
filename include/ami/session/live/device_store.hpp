// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_DEVICE_STORE_HPP
#define AMI_SESSION_LIVE_DEVICE_STORE_HPP

#include <ami/session/live/device.hpp>
#include <ami/session/live/state_store.hpp>

#include <cstddef>
#include <string_view>

namespace ami::detail {

struct device_kind {
    using record = live::device;
    static constexpr std::string_view event_name = "DeviceStateChange";
    static constexpr std::size_t keys = 1;
    static constexpr const char* headers[] = {"Device", "State"};
    // Each Local channel is a device that Asterisk tells of and never lists: such ones would become more and more.
    template <class Values>
    static bool is_gone(const Values& values) noexcept
    {
        const auto& [device, state] = values;
        return istarts_with(device, "Local/") &&
               (state == "NOT_INUSE" || state == "INVALID" || state == "UNKNOWN");
    }
};

// By DeviceStateList, which has those devices only whose states Asterisk keeps: no Local channel, for example.
using device_store = state_store<device_kind>;

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_DEVICE_STORE_HPP
