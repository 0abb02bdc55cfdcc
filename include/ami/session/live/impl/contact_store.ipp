// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_CONTACT_STORE_IPP
#define AMI_SESSION_LIVE_IMPL_CONTACT_STORE_IPP

#include <ami/session/live/contact_store.hpp>

#include <string_view>

namespace ami::detail {

struct contact_header {
    const char* name;
    const char* in_list = name;
};

inline constexpr contact_header contact_headers[] = {{"EndpointName", "Endpoint"},
    {"ContactStatus", "Status"}, {"RoundtripUsec"}, {"UserAgent"}, {"ViaAddress", "ViaAddr"}};

AMI_DECL void contact_store::put(const event_view& packet, live::change_origin origin)
{
    // A ContactList has the name of the object: `AOR;@HASH`.
    const auto object = packet["ObjectName"];
    const auto aor = packet.find("AOR").value_or(object.substr(0, object.find(";@")));
    const auto uri = packet["URI"];
    if (aor.empty() || uri.empty())
        return;
    text_.clear();
    text_.key(aor).key(uri);
    if (packet["ContactStatus"] == "Removed") {
        records_.erase(text_.key(), origin);
        return;
    }
    const auto known = records_.get(text_.key());
    text_.line("AOR", aor).line("URI", uri);
    for (const auto& header : contact_headers) {
        auto value = packet.find(header.name);
        if (!value)
            value = packet.find(header.in_list);
        if (!value)
            value = known.find(header.name);
        if (value)
            text_.line(header.name, *value);
    }
    records_.put(text_.key(), text_.lines(), {}, origin);
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_CONTACT_STORE_IPP
