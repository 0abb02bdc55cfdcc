// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_REGISTRATION_STORE_HPP
#define AMI_SESSION_LIVE_REGISTRATION_STORE_HPP

#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/live/listed_store.hpp>
#include <ami/session/live/moment.hpp>
#include <ami/session/live/registration.hpp>
#include <ami/session/live/wanted_lists.hpp>

#include <ami/detail/macros.hpp>

namespace ami::detail {

// By PJSIPShowRegistrationsOutbound; the states also by Registry. That has no name: its `Username` is the client's URI, its
// `Domain` the server's.
class registration_store : public listed_store<live::registration> {
public:
    // `wanted` must outlive the store.
    explicit registration_store(wanted_lists& wanted) noexcept : wanted_(wanted) {}

    AMI_DECL void on_item(const event_view& item, const moment& at);
    AMI_DECL void on_event(const event_view& event, const moment& at);

private:
    wanted_lists& wanted_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/registration_store.ipp>
#endif

#endif // AMI_SESSION_LIVE_REGISTRATION_STORE_HPP
