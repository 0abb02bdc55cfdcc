// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What each of N costs if there are N of them: 1,000 beside 100,000. Each of few is the bare figure here; no loop is
// beside it. Limits that N would pass are raised.

#include "benchmark/connected_client.hpp"
#include "benchmark/measure.hpp"
#include "benchmark/server.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <fmt/format.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace bench {
namespace {

namespace asio = boost::asio;

ami::config settings_for(int port, std::size_t count)
{
    auto settings = connected_client::settings_for(port);
    settings.limits.max_in_flight = settings.limits.max_cancelled = settings.limits.max_followed_calls =
        10 * count + 10'000;
    settings.limits.max_write_queue = std::size_t{1} << 30;
    settings.action_timeout = settings.action_total_timeout = std::chrono::minutes(5);
    return settings;
}

void check(std::size_t got, std::size_t expected)
{
    if (got != expected)
        throw std::runtime_error(fmt::format("{} of {} were seen", got, expected));
}

// Incoming calls: all begin, then all change, then all end. The program keeps a handle of each.
double calls_followed(int port, std::size_t count)
{
    connected_client client(settings_for(port, count));
    std::vector<ami::call> calls;
    calls.reserve(count);
    std::size_t ended = 0;
    client.pbx.on_incoming_call([&](ami::call arrived) {
        arrived.async_wait_end([&](ami::error_code ec, const ami::call_end&) { ended += !ec; });
        calls.push_back(std::move(arrived));
    });
    const auto send = [&](const char* event) {
        client.execute(ami::action("Channels").add("Send", event).add("Count", count));
    };
    const auto used = measure([&] {
        send("Newchannel");
        check(calls.size(), count);
        send("Newstate");
        send("Hangup");
        while (ended != count)
            client.context.run_one();
    });
    return used.processor;
}

// Actions are started, cancelled in no order, and answered after all.
double actions_cancelled(int port, std::size_t count)
{
    connected_client client(settings_for(port, count));
    std::vector<asio::cancellation_signal> signals(count);
    std::size_t cancelled = 0;
    const auto used = measure([&] {
        for (auto& each : signals) {
            client.pbx.async_execute(ami::action("Hold"),
                asio::bind_cancellation_slot(each.slot(), [&](ami::error_code ec, const ami::response&) {
                    cancelled += ec == asio::error::operation_aborted;
                }));
        }
        client.context.poll();
        for (std::size_t i = 0; i != count; ++i)
            signals[i * 7919 % count].emit(asio::cancellation_type::terminal);
        while (cancelled != count)
            client.context.run_one();
        client.execute(ami::action("Release"));
    });
    return used.processor;
}

// Actions are started while there is no connection, and answered on the next one.
double actions_held(int port, std::size_t count)
{
    auto settings = settings_for(port, count);
    settings.reconnect.hold_actions = true;
    settings.reconnect.initial_delay = settings.reconnect.max_delay = std::chrono::milliseconds(20);
    connected_client client(settings);
    bool lost = false;
    client.pbx.on_state(
        [&](const ami::state_change& to) { lost = lost || to.state() == ami::session_state::lost; });
    client.pbx.async_execute(ami::action("Cut"), [](ami::error_code, const ami::response&) {});
    while (!lost)
        client.context.run_one();
    std::size_t answered = 0;
    const auto used = measure([&] {
        for (std::size_t i = 0; i != count; ++i)
            client.pbx.async_execute(ami::action("Ping"), [&](ami::error_code ec, const ami::response&) {
                if (ec)
                    throw boost::system::system_error(ec);
                ++answered;
            });
        while (answered != count)
            client.context.run_one();
    });
    return used.processor;
}

// Handlers of one event, each cancelled by the program when the session has ended, in the order of their making.
double subscriptions_dropped(int port, std::size_t count)
{
    connected_client client(settings_for(port, count));
    std::vector<ami::scoped_subscription> all(count);
    std::size_t seen = 0;
    for (auto& each : all)
        each = client.pbx.on("Hangup", [&seen](const ami::event_view&) { ++seen; });
    bool closed = false;
    client.pbx.on_state([&](const ami::state_change& to) {
        if (to.state() == ami::session_state::closed) {
            all.clear();
            closed = true;
        }
    });
    const auto used = measure([&] {
        client.pbx.close();
        while (!closed)
            client.context.run_one();
    });
    return used.processor;
}

} // namespace

void costs_of_n(const options& how, std::vector<row>& rows)
{
    const server source;
    const std::size_t few = how.quick ? 500 : 1000;
    const std::size_t many = how.quick ? 5000 : 100'000;
    const struct {
        const char* what;
        double (*run)(int port, std::size_t count);
    } all[] = {{"calls followed", &calls_followed}, {"actions cancelled", &actions_cancelled},
        {"actions held", &actions_held}, {"subscriptions dropped after the end", &subscriptions_dropped}};
    for (const auto& each : all) {
        pairs costs;
        for (int i = 0; i != (how.quick ? 1 : std::max(3, how.rounds / 2)); ++i) {
            const auto of_many = each.run(source.port(), many) / static_cast<double>(many);
            // Several times, so that the clock's resolution and the first use of memory do not matter.
            const int times = how.quick ? 1 : 20;
            double of_few = 0;
            for (int j = 0; j != times; ++j)
                of_few += each.run(source.port(), few) / static_cast<double>(few) / times;
            costs.add(of_many, of_few);
        }
        rows.push_back(
            costs.summary(fmt::format("{} {}, each, to {}", with_commas(many), each.what, with_commas(few)),
                "ns", 1e9, direction::time, 1.5));
    }
}

} // namespace bench
