// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_PARKING_HPP
#define AMI_ACTIONS_PARKING_HPP

#include <ami/actions/typed_builder.hpp>
#include <ami/events/parking.hpp>
#include <ami/typed/typed_list.hpp>

#include <string_view>
#include <utility>

namespace ami::actions {

/// `ParkedCalls`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = call
class parked_calls : public typed_builder<parked_calls> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::parked_calls_complete, ::ami::events::parked_call>;

    parked_calls() : typed_builder("ParkedCalls") {}

    /// `ParkingLot`.
    parked_calls& parking_lot(std::string_view value) &
    {
        put_text("ParkingLot", value);
        return *this;
    }
    parked_calls&& parking_lot(std::string_view value) && { return std::move(parking_lot(value)); }
};

/// `Parkinglots`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = call
class parking_lots : public typed_builder<parking_lots> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::parking_lots_complete, ::ami::events::parking_lot>;

    parking_lots() : typed_builder("Parkinglots") {}
};

} // namespace ami::actions

#endif // AMI_ACTIONS_PARKING_HPP
