// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What a user may hold when the execution context is destroyed: it is destroyed, or cancelled, after it. A strand is freed
// in a service of its context, so nothing of ours may hold one then. AddressSanitizer sees what this is about.

#include "support/client_world.hpp"

#include <boost/asio/strand.hpp>

#include <deque>
#include <memory>
#include <optional>
#include <vector>

using namespace std::chrono_literals;
using tests::operation;
using tests::virtual_network;

namespace {

namespace asio = boost::asio;

struct held {
    std::optional<ami::client> pbx;
    ami::event_stream stream;
    ami::expectation expected;
    ami::subscription subscription;
    ami::state_subscription states;
    ami::call_subscription calls;
    std::vector<ami::call> handles;
    std::deque<asio::cancellation_signal> signals;
};

// Operations that wait when the context goes; their signals stay.
void use(held& h, virtual_network& net, asio::io_context& context, int phase)
{
    h.stream = h.pbx->events("Ring");
    h.expected = h.pbx->expect("Ring");
    h.subscription = h.pbx->on("Ring", [](const ami::event_view&) {});
    h.states = h.pbx->on_state([](const ami::state_change&) {});
    h.calls = h.pbx->on_incoming_call([](ami::call) {});
    const auto slot = [&] { return h.signals.emplace_back().slot(); };
    const auto ignore = [](ami::error_code, const auto&...) {};
    const auto start = [&] {
        h.pbx->async_connect(tests::usual_config(), asio::bind_cancellation_slot(slot(), ignore));
    };
    asio::post(h.pbx->get_executor(), start);
    if (phase == 0)
        return; // not even begun
    net.run();
    if (phase == 1)
        return; // logging in, or ready
    asio::post(h.pbx->get_executor(), [&] {
        h.pbx->async_execute(ami::action("Status"), asio::bind_cancellation_slot(slot(), ignore));
        h.pbx->async_wait_closed(asio::bind_cancellation_slot(slot(), ignore));
        h.pbx->async_rights(asio::bind_cancellation_slot(slot(), ignore));
        h.subscription.async_in_force(asio::bind_cancellation_slot(slot(), ignore));
        h.stream.async_next(asio::bind_cancellation_slot(slot(), ignore));
        h.expected.async_wait(10s, asio::bind_cancellation_slot(slot(), ignore));
        h.pbx->async_start_call(ami::actions::originate("Local/1@x").dialplan("x", "1").channel_id("made-1"),
            asio::bind_cancellation_slot(slot(), [&](ami::error_code ec, ami::call made) {
                if (!ec)
                    h.handles.push_back(std::move(made));
            }));
    });
    net.run();
    auto& server = net.server();
    while (!server.idle()) {
        const auto sent = server.next();
        if (sent.name() == "Originate")
            server.success(sent);
    }
    net.run();
    REQUIRE(h.handles.size() == 1);
    asio::post(h.pbx->get_executor(), [&] {
        h.handles.front().async_wait_end(asio::bind_cancellation_slot(slot(), ignore));
        h.handles.front().async_wait_outcome(asio::bind_cancellation_slot(slot(), ignore));
        h.handles.front().hangup_when_dropped();
    });
    net.run();
    static_cast<void>(context);
}

template <class MakeExecutor>
void check(MakeExecutor make)
{
    for (int phase = 0; phase != 3; ++phase) {
        for (const bool client_stays : {false, true}) {
            CAPTURE(phase, client_stays);
            held h;
            {
                asio::io_context context;
                auto net = std::make_shared<virtual_network>(context);
                net->expect_login();
                h.pbx.emplace(make(context), net);
                use(h, *net, context, phase);
                if (!client_stays)
                    h.pbx.reset();
            }
            for (auto& each : h.signals)
                each.emit(asio::cancellation_type::terminal);
            h.subscription.cancel();
            h.states.cancel();
            h.calls.cancel();
            if (client_stays)
                CHECK_FALSE(h.pbx->is_ready());
            CHECK(h.stream.size() == 0);
        }
    }
}

} // namespace

TEST_CASE("lifetime: on a plain executor everything may outlive the context", "[client][lifetime]")
{
    check([](asio::io_context& context) { return context.get_executor(); });
}

TEST_CASE("lifetime: on a strand everything may outlive the context", "[client][lifetime]")
{
    check([](asio::io_context& context) { return asio::make_strand(context); });
}

TEST_CASE("lifetime: on a strand of any executor everything may outlive the context", "[client][lifetime]")
{
    check([](asio::io_context& context) {
        return asio::make_strand(asio::any_io_executor(context.get_executor()));
    });
}
