// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_ACTIONS_PARK_HPP
#define AMI_ACTIONS_PARK_HPP

#include <ami/actions/builder.hpp>
#include <ami/actions/priority.hpp>

#include <ami/detail/chrono.hpp>

#include <string_view>
#include <utility>

namespace ami::actions {

/// Parks a channel. The answer, `Park successful`, comes before the channel is parked; the event ParkedCall has the
/// parking space. If the parking lot is unknown, the answer is `Park action failed`.
/// \par Server rights
/// write = call
class park : public builder<park> {
public:
    /// `channel` is a channel's name or its unique id.
    explicit park(std::string_view channel) : builder("Park")
    {
        ami::detail::add_channel(action_, "Channel", channel);
    }

    /// The channel that is called if nobody takes the parked call in time. Asterisk does not check that it exists.
    park& timeout_channel(std::string_view channel) &
    {
        action_.add("TimeoutChannel", channel);
        return *this;
    }
    park&& timeout_channel(std::string_view channel) && { return std::move(timeout_channel(channel)); }

    /// A channel that hears the number of the space.
    park& announce_channel(std::string_view channel) &
    {
        action_.add("AnnounceChannel", channel);
        return *this;
    }
    park&& announce_channel(std::string_view channel) && { return std::move(announce_channel(channel)); }

    /// How long the call stays parked (header `Timeout`, in milliseconds). Without it the parking lot decides.
    park& parking_time(std::chrono::milliseconds value) &
    {
        if (value <= std::chrono::milliseconds::zero())
            action_.refuse(errc::invalid_header_value, "header \"Timeout\": it must be longer than zero");
        action_.add("Timeout", value.count());
        return *this;
    }
    park&& parking_time(std::chrono::milliseconds value) && { return std::move(parking_time(value)); }

    /// The parking lot. Without it the channel's own, or `default`.
    park& lot(std::string_view name) &
    {
        action_.add("Parkinglot", name);
        return *this;
    }
    park&& lot(std::string_view name) && { return std::move(lot(name)); }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_PARK_HPP
