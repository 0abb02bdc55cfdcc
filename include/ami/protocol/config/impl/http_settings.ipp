// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_CONFIG_IMPL_HTTP_SETTINGS_IPP
#define AMI_PROTOCOL_CONFIG_IMPL_HTTP_SETTINGS_IPP

#include <ami/protocol/config/http_settings.hpp>

#include <algorithm>

namespace ami {

AMI_DECL detail::failure http_settings::check() const
{
    const auto last = last_part();
    if (path.empty() || path.front() != '/' ||
        (last != "rawman" && last != "mxml" && last != "arawman" && last != "amxml"))
        // Not quoted: a secret with a raw / ends up here.
        return {errc::invalid_config,
            "the path must end in /rawman, /mxml, /arawman or /amxml; "
            "a URL looks like http://user:secret@host:8088/rawman (write / in a user or a secret as %2F)"};
    if (std::any_of(path.begin(), path.end(), [](char c) {
            const auto byte = static_cast<unsigned char>(c);
            return byte <= 0x20 || byte >= 0x7f || c == '?' || c == '#' || c == '"' || c == '@' || c == '\\';
        }))
        return {errc::invalid_config,
            "the path has a byte that no request can carry, or one of ? # \" @ \\; write it as %XX"};
    if (connections < 1 || connections > 16)
        return {errc::invalid_config, "http.connections must be from 1 to 16"};
    return {};
}

} // namespace ami

#endif // AMI_PROTOCOL_CONFIG_IMPL_HTTP_SETTINGS_IPP
