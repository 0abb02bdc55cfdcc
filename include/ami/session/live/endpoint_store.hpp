// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_ENDPOINT_STORE_HPP
#define AMI_SESSION_LIVE_ENDPOINT_STORE_HPP

#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/live/endpoint.hpp>
#include <ami/session/live/listed_store.hpp>
#include <ami/session/live/moment.hpp>

#include <ami/detail/macros.hpp>

#include <string_view>

namespace ami::detail {

// By PJSIPShowEndpoints; the states also by DeviceStateChange of `PJSIP/NAME`.
class endpoint_store : public listed_store<live::endpoint> {
public:
    AMI_DECL void on_item(const event_view& item, const moment& at);
    AMI_DECL void on_event(const event_view& event, const moment& at);
    // DeviceStateChange.
    AMI_DECL void on_device(std::string_view device, std::string_view state);
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/endpoint_store.ipp>
#endif

#endif // AMI_SESSION_LIVE_ENDPOINT_STORE_HPP
