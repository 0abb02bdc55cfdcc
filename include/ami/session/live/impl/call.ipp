// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_CALL_IPP
#define AMI_SESSION_LIVE_IMPL_CALL_IPP

#include <ami/session/live/call.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace ami::live {

AMI_DECL const ::ami::detail::call_content& call::content() const noexcept
{
    static const ::ami::detail::call_content none;
    return content_.get() != nullptr ? *content_.get() : none;
}

AMI_DECL std::optional<std::string> call::variable(std::string_view name) const
{
    std::optional<std::string> found;
    const auto has_value = [&](const ::ami::detail::kept_party& each) {
        auto value = each.channel.variable(name);
        if (value && (!found || !value->empty()))
            found = std::move(value);
        return found && !found->empty();
    };
    if (!facts().parties.any_of(has_value))
        facts().former.any_of(has_value);
    return found;
}

AMI_DECL std::vector<std::string> call::bridge_ids() const
{
    std::vector<std::string> all;
    std::unordered_set<std::string_view> known;
    facts().parties.for_each([&](const ::ami::detail::kept_party& each) {
        const std::string_view bridge = each.channel.bridge_id();
        if (!bridge.empty() && known.insert(bridge).second)
            all.emplace_back(bridge);
    });
    return all;
}

} // namespace ami::live

#endif // AMI_SESSION_LIVE_IMPL_CALL_IPP
