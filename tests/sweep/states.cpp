// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// States of extensions, devices and people.

#include "sweep/sweep.hpp"

namespace tests {

asio::awaitable<void> sweep_states(sweep& s)
{
    const auto hint = co_await s.answer(actions::extension_state{"2001", "from-internal"});
    CHECK(hint.hint() == "Local/2001@from-internal");
    CHECK(hint.status().value() == 0);
    const auto extensions = co_await s.list(actions::extension_state_list{});
    first<events::extension_status>(extensions, [](const auto& e) { return e.exten() == "2001"; });

    co_await s.done(actions::set_variable{"DEVICE_STATE(Custom:sweep)", "BUSY"});
    const auto devices = co_await s.list(actions::device_state_list{});
    first<events::device_state_change>(devices, [](const auto& e) { return e.device() == "Custom:sweep"; });

    co_await s.done(actions::set_variable{"PRESENCE_STATE(CustomPresence:sweep)", "away,lunch,back at two"});
    const auto presence = co_await s.answer(actions::presence_state{"CustomPresence:sweep"});
    CHECK(presence.state() == "away");
    const auto people = co_await s.list(actions::presence_state_list{});
    const auto person = first<events::presence_state_change>(
        people, [](const auto& e) { return e.presentity() == "CustomPresence:sweep"; });
    CHECK(person.subtype() == "lunch");
    CHECK(person.message().value() == "back at two");
}

} // namespace tests
