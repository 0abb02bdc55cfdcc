// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_REGISTRATION_STORE_IPP
#define AMI_SESSION_LIVE_IMPL_REGISTRATION_STORE_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/session/live/registration_store.hpp>

#include <cstddef>

namespace ami::detail {

AMI_DECL void registration_store::on_item(const event_view& item, const moment&)
{
    // The list has items of other kinds too.
    if (!iequals(item.name(), "OutboundRegistrationDetail") || item["ObjectName"].empty())
        return;
    text_.clear();
    text_.key(item["ObjectName"]).lines_of(item, "NextReg");
    records_.put(text_.key(), text_.lines(), {}, live::change_origin::found);
}

AMI_DECL void registration_store::on_event(const event_view& event, const moment& at)
{
    if (!iequals(event.name(), "Registry") || !iequals(event["ChannelType"], "PJSIP"))
        return;
    live::registration known;
    std::size_t count = 0;
    records_.for_each([&](const live::registration& each) {
        if (each.client_uri() == event["Username"] && each.server_uri() == event["Domain"]) {
            known = each;
            ++count;
        }
    });
    if (count == 1)
        update(known, known.name(), {{"Status", event["Status"]}});
    else if (records_.is_filled()) // a new one, or nobody knows which
        wanted_.want({live_list::registrations, {}}, at.now);
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_REGISTRATION_STORE_IPP
