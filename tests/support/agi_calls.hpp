// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_AGI_CALLS_HPP
#define AMI_TESTS_SUPPORT_AGI_CALLS_HPP

// Calls that run AGI for an `agi_peer`, and extensions of a test's own.

#include "support/agi_peer.hpp"
#include "support/contract.hpp"

#include <ami/actions.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace tests {

/// A call whose channel `id` runs AGI with these arguments; the other half is `id;2`.
inline asio::awaitable<void> call_agi(
    ami::client& pbx, std::string id, std::string arguments, std::string application = "AGI")
{
    ami::actions::originate call{"Local/3060@from-internal/n"};
    call.application(application, arguments).channel_id(id).ring_time(5s);
    co_await pbx.async_start_call(call);
}

/// The same for the peer.
inline asio::awaitable<void> call_peer(ami::client& pbx, const agi_peer& peer, std::string id)
{
    ami::actions::originate call{"Local/3060@from-internal/n"};
    call.application("AGI", peer.url("menu?x=1") + ",one, two ,\"q,r\",").channel_id(id).ring_time(5s);
    call.caller_id("\"Joe X\" <123>");
    co_await pbx.async_start_call(call);
}

/// The value of AGISTATUS that the channel gets.
inline ami::expectation expect_status(ami::client& pbx, std::string id, std::string& status)
{
    return pbx.expect("VarSet", [id = std::move(id), &status](const ami::event_view& e) {
        if (e["Uniqueid"] != id || e["Variable"] != "AGISTATUS" || e["Value"].empty())
            return false;
        status = e["Value"];
        return true;
    });
}

/// Until the server has done what it was told before. What it would have sent has come then, as far as that can be seen.
inline asio::awaitable<void> settled(ami::client& pbx)
{
    co_await pbx.async_ping();
    co_await pbx.async_ping();
}

/// Extensions that Asterisk has while a test runs, in a context of its own.
class own_dialplan {
public:
    using steps = std::vector<std::pair<std::string, std::string>>; // applications and their arguments

    explicit own_dialplan(ami::client& pbx) : pbx_(pbx), context(unique("context")) {}

    asio::awaitable<void> add(std::string extension, steps what)
    {
        for (std::size_t i = 0; i != what.size(); ++i) {
            ami::actions::dialplan_extension_add step{
                context, extension, std::to_string(i + 1), what[i].first};
            if (!what[i].second.empty())
                step.application_data(what[i].second);
            co_await pbx_.async_perform(step);
        }
        extensions_.push_back(std::move(extension));
    }
    asio::awaitable<void> remove()
    {
        for (const auto& each : extensions_) {
            const ami::actions::dialplan_extension_remove step{context, each};
            co_await pbx_.async_perform(step);
        }
    }
    /// A call whose half `id;2` is in the extension.
    asio::awaitable<void> call(std::string id, std::string extension)
    {
        ami::actions::originate call{"Local/" + extension + "@" + context + "/n"};
        call.application("Wait", "60").channel_id(id).ring_time(5s);
        co_await pbx_.async_start_call(call);
    }

private:
    ami::client& pbx_;
    std::vector<std::string> extensions_;

public:
    const std::string context;
};

} // namespace tests

#endif // AMI_TESTS_SUPPORT_AGI_CALLS_HPP
