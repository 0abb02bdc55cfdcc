// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What is done to one channel.

#include "support/calls.hpp"
#include "sweep/sweep.hpp"

namespace tests {

namespace {

// Advice of charge: all parameters, in three messages.
asio::awaitable<void> tell_charges(sweep& s, std::string channel)
{
    co_await s.done(actions::aoc_message{ami::aoc_message_type::d}
                        .channel(channel)
                        .charge_type(ami::aoc_message_charge_type::currency)
                        .currency_name("EUR")
                        .currency_amount(5)
                        .currency_multiplier(ami::aoc_message_multiplier::one_hundredth)
                        .total_type(ami::aoc_message_total_type::sub_total)
                        .aoc_billing_id(ami::aoc_message_billing::normal));
    co_await s.done(actions::aoc_message{ami::aoc_message_type::e}
                        .channel_prefix(channel.substr(0, channel.find('@')))
                        .charge_type(ami::aoc_message_charge_type::unit)
                        .unit_amount0(7)
                        .unit_type0(1)
                        .charging_association_id("1")
                        .charging_association_number("5551234")
                        .charging_association_plan("1"));
    if (s.is_22())
        co_await s.done(actions::aoc_message{ami::aoc_message_type::s}
                            .channel(channel)
                            .charged_item(ami::aoc_charged_item::basic_communication)
                            .rate_type(ami::aoc_message_rate_type::duration)
                            .currency_name("EUR")
                            .currency_amount(5)
                            .currency_multiplier(ami::aoc_message_multiplier::one_hundredth)
                            .time(1)
                            .time_scale(ami::aoc_time_scale::minute)
                            .granularity(1)
                            .granularity_time_scale(ami::aoc_time_scale::second)
                            .charging_type(ami::aoc_charging_type::step_function)
                            .volume_unit(ami::aoc_volume_unit::octet)
                            .code("1"));
}

asio::awaitable<void> say_things(sweep& s, std::string id)
{
    const auto name = co_await s.name_of(id);
    inbox digits(s.pbx(), "DTMFEnd");
    co_await s.done(actions::play_dtmf{name, '5'}.duration(std::chrono::milliseconds(100)).receive(true));
    const auto digit = co_await digits.next("Channel", name);
    CHECK(digit["Digit"] == "5");
    co_await s.done(actions::play_mf{name, "5"}.duration(std::chrono::milliseconds(100)));
    co_await s.done(actions::send_text{name, "hello"}.content_type("text/plain"));
    co_await s.done(actions::mute_audio{name, actions::mute_audio::direction::in});
    if (s.is_22()) {
        inbox flashes(s.pbx(), "Flash");
        co_await s.done(actions::send_flash{name}.receive(true));
        co_await flashes.next("Channel", name);
    } else {
        co_await s.absent(actions::send_flash{name}.receive(true), "Asterisk 18");
    }
}

asio::awaitable<void> see_channels(sweep& s, std::string id)
{
    co_await s.done(actions::absolute_timeout{id, 50s});
    const auto left = co_await s.done(actions::get_variable{"TIMEOUT(absolute)"}.of(id));
    CHECK(left["Value"].starts_with("49."));

    co_await s.done(actions::set_variable{"SWEEP", "a"}.of(id));
    const auto one = co_await s.list(actions::status{}.channel(id).variables("SWEEP").all_variables(false));
    REQUIRE_FALSE(only<events::status>(one).variable().empty());
    CHECK(*only<events::status>(one).variable().begin() == "SWEEP=a");
    CHECK(only<events::status>(one).snapshot().unique_id() == id);
    const auto whole = co_await s.list(actions::status{}.channel(id).all_variables());
    CHECK_FALSE(only<events::status>(whole).variable().empty());
    const auto all = co_await s.list(actions::core_show_channels{});
    CHECK(first<events::core_show_channel>(all, [&](const auto& e) {
        return e.snapshot().unique_id() == id;
    }).application() == "Wait");
}

asio::awaitable<void> play_back(sweep& s)
{
    const auto id = co_await s.call("playback", "sweep");
    const auto other = id + ";2";
    using what = ami::playback_control;
    for (const auto each : {what::forward, what::reverse, what::pause, what::restart, what::stop})
        co_await s.done(actions::control_playback{other, each});
    co_await s.until_so("playback is stopped", [&]() -> asio::awaitable<bool> {
        const auto result =
            co_await s.pbx().async_perform(actions::get_variable{"CPLAYBACKSTATUS"}.of(other));
        co_return result["Value"] == "REMOTESTOPPED";
    });
    co_await s.hang_up(id);
}

asio::awaitable<void> run_agi(sweep& s)
{
    inbox entered(s.pbx(), "AsyncAGIStart");
    inbox ran(s.pbx(), "AsyncAGIExec");
    const auto id = co_await s.call("2011");
    co_await entered.next("Uniqueid", id + ";2");
    const auto command = unique("command");
    co_await s.done(actions::agi{id + ";2", "SET VARIABLE SWEEP agi"}.command_id(command));
    const auto result = co_await ran.next(header("CommandID"), command);
    CHECK(result["Result"].starts_with("200"));
    const auto value = co_await s.done(actions::get_variable{"SWEEP"}.of(id + ";2"));
    CHECK(value["Value"] == "agi");
    co_await s.hang_up(id);
}

} // namespace

asio::awaitable<void> sweep_channels(sweep& s)
{
    const auto id = unique("sweep");
    co_await s.done(actions::originate{"Local/3020@from-internal/n"}
                        .dialplan("sets", "103")
                        .channel_id(id)
                        .other_channel_id(id + "-other")
                        .caller_id("Ana <100>")
                        .account("sweep")
                        .codecs("ulaw")
                        .early_media()
                        .variable("A", "b")
                        .ring_time(5s));
    co_await s.until_so("the call is answered", [&]() -> asio::awaitable<bool> {
        const auto channel = co_await show_channel(s.pbx(), id);
        co_return channel["Application"] == "Wait";
    });
    co_await see_channels(s, id);
    const auto name = co_await s.name_of(id);
    co_await tell_charges(s, name);
    co_await say_things(s, id);
    co_await s.done(actions::redirect{id}.dialplan("sets", "209"));
    co_await arrival(s.pbx(), id, "209");
    co_await s.hang_up(id);
    co_await play_back(s);
    co_await run_agi(s);
}

} // namespace tests
