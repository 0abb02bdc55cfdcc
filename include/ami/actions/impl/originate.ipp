// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_ACTIONS_IMPL_ORIGINATE_IPP
#define AMI_ACTIONS_IMPL_ORIGINATE_IPP

#include <ami/actions/originate.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>

namespace ami::actions {

AMI_DECL originate& originate::ring_time(std::chrono::milliseconds value) &
{
    if (value <= std::chrono::milliseconds::zero())
        action_.refuse(errc::invalid_header_value, "header \"Timeout\": the ring time is " +
                                                       std::to_string(value.count()) +
                                                       " ms; it must be longer than zero");
    // Longer than Asterisk's int can say it: for ever.
    ring_time_ = std::clamp(value, std::chrono::milliseconds::zero(),
        std::chrono::milliseconds(std::numeric_limits<std::int32_t>::max()));
    action_.add("Timeout", ring_time_.count());
    return *this;
}

} // namespace ami::actions

#endif // AMI_ACTIONS_IMPL_ORIGINATE_IPP
