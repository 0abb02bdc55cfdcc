// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_CHANNEL_IPP
#define AMI_SESSION_LIVE_IMPL_CHANNEL_IPP

#include <ami/session/live/channel.hpp>

namespace ami::live {

AMI_DECL std::optional<std::string> channel::variable(std::string_view name) const
{
    for (const auto text : all("ChanVariable")) {
        if (text.size() > name.size() && text.starts_with(name) && text[name.size()] == '=')
            return unescape(text.substr(name.size() + 1));
    }
    return std::nullopt;
}

} // namespace ami::live

#endif // AMI_SESSION_LIVE_IMPL_CHANNEL_IPP
