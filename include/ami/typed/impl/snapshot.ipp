// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_IMPL_SNAPSHOT_IPP
#define AMI_TYPED_IMPL_SNAPSHOT_IPP

#include <ami/typed/snapshot.hpp>

#include <array>
#include <string_view>

namespace ami::detail {

AMI_DECL field_source snapshot::header(const char* name) const noexcept
{
    if (*prefix_ == '\0')
        return {prefix_, name, event_.find(name)};
    std::array<char, 128> whole; // far more than the longest names of Asterisk
    const std::string_view prefix = prefix_;
    const std::string_view rest = name;
    auto size = prefix.copy(whole.data(), whole.size());
    size += rest.copy(whole.data() + size, whole.size() - size);
    return {prefix_, name, event_.find({whole.data(), size})};
}

} // namespace ami::detail

#endif // AMI_TYPED_IMPL_SNAPSHOT_IPP
