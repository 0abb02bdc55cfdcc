// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_IMPL_NAMES_IPP
#define AMI_PROTOCOL_VALUES_IMPL_NAMES_IPP

#include <ami/protocol/values/names.hpp>
#include <ami/protocol/wire/ascii.hpp>

namespace ami {

AMI_DECL names& names::add(std::string_view name)
{
    has_empty_ = has_empty_ || name.empty();
    if (has_empty_) {
        list_.clear();
        return *this;
    }
    for (const auto& each : list_) {
        if (detail::iequals(each, name))
            return *this;
    }
    list_.emplace_back(name);
    return *this;
}

AMI_DECL std::string names::text() const
{
    std::string joined;
    for (const auto& each : list_)
        joined.append(joined.empty() ? "" : " or ").append(each);
    return joined;
}

} // namespace ami

#endif // AMI_PROTOCOL_VALUES_IMPL_NAMES_IPP
