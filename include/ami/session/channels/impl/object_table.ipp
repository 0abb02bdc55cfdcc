// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_IMPL_OBJECT_TABLE_IPP
#define AMI_SESSION_CHANNELS_IMPL_OBJECT_TABLE_IPP

#include <ami/session/channels/object_table.hpp>

namespace ami::detail {

AMI_DECL void* pointer_table::find(std::string_view id) const noexcept
{
    const auto found = all_.find(id);
    return found == all_.end() ? nullptr : found->second;
}

AMI_DECL void*& pointer_table::at(std::string_view id)
{
    return all_.try_emplace(std::string(id), nullptr).first->second;
}

AMI_DECL void* pointer_table::take(std::string_view id) noexcept
{
    const auto found = all_.find(id);
    if (found == all_.end())
        return nullptr;
    void* const taken = found->second;
    all_.erase(found);
    return taken;
}

AMI_DECL void pointer_table::erase_where(
    bool (*goes)(void* context, const std::string& id, void* object), void* context)
{
    erase_if(all_, [&](const auto& each) { return goes(context, each.first, each.second); });
}

AMI_DECL void pointer_table::clear() noexcept
{
    all_.clear();
}

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_IMPL_OBJECT_TABLE_IPP
