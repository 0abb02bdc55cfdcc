// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_PARKING_IPP
#define AMI_TESTING_IMPL_PARKING_IPP

#include <ami/testing/detail/pbx.hpp>
#include <ami/testing/detail/text.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace ami::testing::detail {

// res_parking: the parking lot `default` with the spaces from 701.

inline std::string device_of_space(int space)
{
    return fmt::format("park:{}@parkedcalls", space);
}

inline void append_stay(
    packet_text& packet, const parking_stay& stay, std::chrono::steady_clock::duration waited)
{
    using std::chrono::duration_cast;
    using std::chrono::seconds;
    packet.add("ParkerDialString", stay.dial_string)
        .add("Parkinglot", "default")
        .add("ParkingSpace", stay.space)
        .add("ParkingTimeout", duration_cast<seconds>(stay.timeout - waited).count())
        .add("ParkingDuration", duration_cast<seconds>(waited).count());
}

AMI_DECL void pbx::park(const channel_ptr& which, std::string_view timeout_channel, int timeout_ms)
{
    which->timer.cancel();
    ++which->turn;
    forget_caller(which, {});
    leave(which);
    if (parking_bridge_.empty()) {
        parking_bridge_ = make_bridge_id();
        emit_(class_call, bridge_event("BridgeCreate", parking_bridge_).str());
    }
    int space = 701;
    const auto is_taken = [&](const channel_ptr& each) {
        return each->parking && each->parking->space == space;
    };
    while (std::any_of(channels_.begin(), channels_.end(), is_taken))
        ++space;
    // It has left the dialplan; only when its time is over it comes back there.
    which->in_dialplan = false;
    // Without a channel to call back, Asterisk takes the parked channel's own name, without its number.
    const auto own = which->name.substr(0, which->name.rfind('-'));
    which->parking = {timeout_channel.empty() ? own : std::string(timeout_channel), space,
        std::chrono::milliseconds(timeout_ms), agenda_.now()};
    emit_parked("ParkedCall", *which);
    devices_.set(device_of_space(space), device_state::in_use);
    enter(parking_bridge_, which);
    emit_music(*which, true);
    which->timer.start(which->parking->timeout, [this, which, turn = which->turn] {
        if (turn == which->turn && which->parking && !which->hung_up)
            parking_is_over(which);
    });
}

// As with `comebacktoorigin = no`: nobody is called back, and the dialplan goes on at the context `default`.
AMI_DECL void pbx::parking_is_over(const channel_ptr& which)
{
    emit_parked("ParkedCallTimeOut", *which);
    free_space(*which);
    which->parking.reset();
    which->bridge.clear();
    emit_music(*which, false);
    auto left = bridge_event("BridgeLeave", parking_bridge_);
    which->append_to(left, settings_.channel_variables);
    emit_(class_call, left.str());
    which->context = "default";
    which->exten = "s";
    which->priority = 1;
    which->cause = 16;
    enter_dialplan(which);
}

AMI_DECL void pbx::free_space(const channel& of)
{
    devices_.set(device_of_space(of.parking->space), device_state::not_in_use);
}

// ParkedCall(LOT,SPACE).
AMI_DECL void pbx::take_back(const channel_ptr& which, std::string_view data)
{
    const auto space = leading_number(data.substr(std::min(data.find(',') + 1, data.size())));
    const auto found = std::find_if(channels_.begin(), channels_.end(), [&](const channel_ptr& each) {
        return each != which && each->parking && each->parking->space == space;
    });
    if (found == channels_.end())
        return hang_up(which, 0);
    const auto parkee = *found;
    answered(which);
    parkee->timer.cancel();
    ++parkee->turn;
    const auto bridge = make_bridge_id();
    emit_(class_call, bridge_event("BridgeCreate", bridge).str());
    free_space(*parkee);
    parkee->bridge.clear();
    emit_music(*parkee, false);
    auto left = bridge_event("BridgeLeave", parking_bridge_);
    parkee->append_to(left, settings_.channel_variables);
    emit_(class_call, left.str());
    auto packet = packet_text::event("UnParkedCall").add("Privilege", "call,all");
    parkee->append_to(packet, settings_.channel_variables, "Parkee");
    which->append_to(packet, settings_.channel_variables, "Retriever");
    append_stay(packet, *parkee->parking, since(parkee->parking->since));
    emit_(class_call, packet.str());
    parkee->parking.reset();
    enter(bridge, parkee);
    enter(bridge, which);
}

AMI_DECL void pbx::append_parking(packet_text& packet, const channel& about) const
{
    about.append_to(packet, settings_.channel_variables, "Parkee");
    append_stay(packet, *about.parking, since(about.parking->since));
}

AMI_DECL void pbx::emit_parked(std::string_view name, const channel& about)
{
    auto packet = packet_text::event(name).add("Privilege", "call,all");
    append_parking(packet, about);
    emit_(class_call, packet.str());
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_PARKING_IPP
