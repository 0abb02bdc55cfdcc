// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_FASTAGI_PBX_HPP
#define AMI_TESTS_SUPPORT_FASTAGI_PBX_HPP

#include "support/catch.hpp"
#include "support/contract.hpp"

#include <ami/actions.hpp>
#include <ami/fastagi.hpp>

#include <cstdio>
#include <string>
#include <utility>

namespace tests {

inline bool over_tcp()
{
    if (transport() == transport_kind::tcp)
        return true;
    std::puts("SKIPPED: FastAGI has its own socket: over TCP is enough");
    return false;
}

inline bool needs_asterisk()
{
    if (server() != server_kind::embedded && transport() == transport_kind::tcp)
        return true;
    std::puts("SKIPPED: the application AGI is Asterisk's own");
    return false;
}

// A FastAGI server, and calls whose first half is given to it by the application AGI.
class fastagi_pbx {
public:
    explicit fastagi_pbx(
        const asio::any_io_executor& executor, ami::fastagi_options settings = fastagi_pbx::options())
        : server(executor, std::move(settings))
    {
        server.listen();
    }

    static ami::fastagi_options options()
    {
        ami::fastagi_options made;
        made.port = 0;
        made.log = [](const ami::log_record& record) { UNSCOPED_INFO(record.line()); };
        return made;
    }

    // `id` is the half in AGI, `id;2` the other one, which answers and stays.
    ami::actions::originate call(const std::string& id, const std::string& script) const
    {
        ami::actions::originate made{"Local/2001@from-internal/n"};
        made.application("AGI", "agi://127.0.0.1:" + std::to_string(server.port()) + "/" + script);
        made.channel_id(id).ring_time(10s).caller_id("Ann <100>");
        return made;
    }

    ami::fastagi_server server;
};

// Which AGISTATUS the channel gets.
inline ami::expectation status_of(ami::client& pbx, const std::string& id)
{
    return pbx.expect("VarSet", [id](const ami::event_view& e) {
        return e["Uniqueid"] == id && e["Variable"] == "AGISTATUS" && !e["Value"].empty();
    });
}

inline asio::awaitable<std::string> value_of(ami::expectation& status)
{
    const auto event = co_await status.async_wait(20s);
    co_return std::string(event["Value"]);
}

// Presses keys at the other half whenever the channel waits for them.
inline auto press(ami::client& pbx, const std::string& id, std::string& keys)
{
    return pbx.on("AGIExecStart", [&pbx, &keys, id](const ami::event_view& e) {
        const bool waits = e["Command"].starts_with("WAIT FOR") || e["Command"].starts_with("GET DATA");
        if (e["Uniqueid"] != id || !waits)
            return;
        for (const char key : std::exchange(keys, {}))
            pbx.async_perform(ami::actions::play_dtmf{id + ";2", key}, [](ami::error_code, ami::response) {});
    });
}

} // namespace tests

#endif // AMI_TESTS_SUPPORT_FASTAGI_PBX_HPP
