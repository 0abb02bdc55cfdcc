// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_IMPL_LOCAL_TIME_IPP
#define AMI_TYPED_IMPL_LOCAL_TIME_IPP

#include <ami/typed/local_time.hpp>

#include <fmt/format.h>

namespace ami {

AMI_DECL std::string to_string(const local_time& value)
{
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", value.year, value.month, value.day, value.hour,
        value.minute, value.second);
}

} // namespace ami

#endif // AMI_TYPED_IMPL_LOCAL_TIME_IPP
