// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_EVENTS_EXPECTATION_STATE_HPP
#define AMI_CLIENT_EVENTS_EXPECTATION_STATE_HPP

#include <ami/client/events/stream_state.hpp>
#include <ami/net/network.hpp>
#include <ami/protocol/wire/packet.hpp>

#include <memory>
#include <optional>
#include <string>

namespace ami::detail {

class client_core;

// What an expectation refers to: a stream for one event, and where timers come from.
struct expectation_state {
    std::shared_ptr<stream_state> stream;
    std::shared_ptr<network> world;
    std::string name; // of the event, or several
    std::optional<event> found;
    std::weak_ptr<client_core> client; // whose filters may be why nothing comes
};

} // namespace ami::detail

#endif // AMI_CLIENT_EVENTS_EXPECTATION_STATE_HPP
