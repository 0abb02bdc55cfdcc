// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_LIVE_IMPL_CALL_IPP
#define AMI_SESSION_LIVE_IMPL_CALL_IPP

#include <ami/session/live/call.hpp>

#include <algorithm>

namespace ami::live {

AMI_DECL const ::ami::detail::call_facts& call::facts() const noexcept
{
    static const ::ami::detail::call_facts none;
    return facts_ ? *facts_ : none;
}

AMI_DECL bool call::is_ringing() const noexcept
{
    return std::any_of(
        parties().begin(), parties().end(), [](const call_party& each) { return each.is_ringing(); });
}

AMI_DECL std::optional<std::string> call::variable(std::string_view name) const
{
    std::optional<std::string> empty;
    for (const auto* const some : {&facts().parties, &facts().former}) {
        for (const auto& each : *some) {
            auto value = each.channel().variable(name);
            if (value && !value->empty())
                return value;
            if (value)
                empty = std::move(value);
        }
    }
    return empty;
}

AMI_DECL std::vector<std::string> call::bridge_ids() const
{
    std::vector<std::string> all;
    for (const auto& each : parties()) {
        const std::string_view bridge = each.channel().bridge_id();
        if (!bridge.empty() && std::find(all.begin(), all.end(), bridge) == all.end())
            all.emplace_back(bridge);
    }
    return all;
}

} // namespace ami::live

#endif // AMI_SESSION_LIVE_IMPL_CALL_IPP
