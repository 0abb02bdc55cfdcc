// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_CONTACT_STORE_HPP
#define AMI_SESSION_LIVE_CONTACT_STORE_HPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/live/change.hpp>
#include <ami/session/live/contact.hpp>
#include <ami/session/live/listed_store.hpp>
#include <ami/session/live/moment.hpp>

#include <ami/detail/macros.hpp>

#include <string_view>

namespace ami::detail {

// By PJSIPShowContacts (16 and later) or PJSIPShowRegistrationInboundContactStatuses.
class contact_store : public listed_store<live::contact> {
public:
    void on_item(const event_view& item, const moment&)
    {
        if (iequals(item.name(), "ContactList") || iequals(item.name(), "ContactStatusDetail"))
            put(item, live::change_origin::found);
    }
    void on_event(const event_view& event, const moment&)
    {
        if (iequals(event.name(), "ContactStatus"))
            put(event, live::change_origin::told);
    }

private:
    AMI_DECL void put(const event_view& packet, live::change_origin origin);
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/contact_store.ipp>
#endif

#endif // AMI_SESSION_LIVE_CONTACT_STORE_HPP
