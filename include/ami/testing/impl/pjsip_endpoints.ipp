// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_PJSIP_ENDPOINTS_IPP
#define AMI_TESTING_IMPL_PJSIP_ENDPOINTS_IPP

#include <ami/testing/packet_text.hpp>

#include <ami/testing/detail/pjsip_endpoints.hpp>

#include <algorithm>

namespace ami::testing::detail {

AMI_DECL pjsip_endpoints::pjsip_endpoints(const options& settings, device_states& devices, emitter emit)
    : devices_(devices), emit_(std::move(emit))
{
    for (const auto& each : settings.endpoints) {
        all_.push_back({each, {}});
        devices_.set("PJSIP/" + each, device_state::unavailable);
    }
}

// devicestate.c: devstatestring.
AMI_DECL std::string_view pjsip_endpoints::device_text(const endpoint& of) const
{
    switch (devices_.state("PJSIP/" + of.name)) {
    case device_state::not_in_use: return "Not in use";
    case device_state::in_use: return "In use";
    case device_state::busy: return "Busy";
    case device_state::invalid: return "Invalid";
    case device_state::unavailable: return "Unavailable";
    case device_state::ringing: return "Ringing";
    case device_state::ringing_in_use: return "Ring+Inuse";
    case device_state::on_hold: return "On Hold";
    case device_state::unknown: break;
    }
    return "Unknown";
}

AMI_DECL void pjsip_endpoints::set_contact(
    std::string_view name, std::string_view uri, std::string_view status)
{
    const auto found =
        std::find_if(all_.begin(), all_.end(), [&](const endpoint& each) { return each.name == name; });
    if (found == all_.end())
        return;
    const auto is_reached = [&] {
        return std::any_of(found->contacts.begin(), found->contacts.end(),
            [](const auto& each) { return each.second != "Unreachable"; });
    };
    const bool before = is_reached();
    std::erase_if(found->contacts, [&](const auto& each) { return each.first == uri; });
    if (status != "Removed")
        found->contacts.emplace_back(uri, status);
    const bool now = is_reached();
    if (now != before)
        emit_(class_system, packet_text::event("PeerStatus")
                                .add("Privilege", "system,all")
                                .add("ChannelType", "PJSIP")
                                .add("Peer", "PJSIP/" + found->name)
                                .add("PeerStatus", now ? "Reachable" : "Unreachable")
                                .str());
    emit_(class_system, packet_text::event("ContactStatus")
                            .add("Privilege", "system,all")
                            .add("URI", uri)
                            .add("ContactStatus", status)
                            .add("AOR", found->name)
                            .add("EndpointName", found->name)
                            .add("RoundtripUsec", "0")
                            .str());
    const auto device = "PJSIP/" + found->name;
    if (!now)
        devices_.set(device, device_state::unavailable);
    else if (!before)
        devices_.set(device, device_state::not_in_use);
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_PJSIP_ENDPOINTS_IPP
