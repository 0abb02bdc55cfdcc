// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A client that reconnects, in a virtual network, with its states in the order in which they came.

#ifndef AMI_TESTS_SUPPORT_RECONNECTING_CLIENT_HPP
#define AMI_TESTS_SUPPORT_RECONNECTING_CLIENT_HPP

#include "support/client_world.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

using strings = std::vector<std::string>;

class reconnecting_client : public client_world {
public:
    reconnecting_client()
    {
        config.reconnect.enabled = true;
        config.reconnect.initial_delay = 1s;
        pbx->on_state([this](const ami::state_change& change) {
            states.emplace_back(to_string(change.state()));
            last = change;
            if (on_state)
                on_state(change);
        });
    }

    /// Until the next attempt has connected; the login is before the server.
    void wait_for_attempt()
    {
        const auto before = net->streams().size();
        advance(2s);
        REQUIRE(net->streams().size() == before + 1);
    }

    /// Until a connection has come about; the login is before the server.
    void wait_for_login()
    {
        for (int i = 0; i != 100 && server().idle(); ++i)
            advance(1s);
        REQUIRE_FALSE(server().idle());
    }

    /// How many actions of that name were written, on all connections.
    int sent(std::string_view action) const
    {
        const auto line = "Action: " + std::string(action) + "\r\n";
        int count = 0;
        for (const auto& each : net->streams()) {
            for (auto at = each->written().find(line); at != std::string::npos;
                 at = each->written().find(line, at + 1))
                ++count;
        }
        return count;
    }

    strings states;
    ami::state_change last{ami::session_state::closed};
    std::function<void(const ami::state_change&)> on_state;
};

} // namespace tests

#endif // AMI_TESTS_SUPPORT_RECONNECTING_CLIENT_HPP
