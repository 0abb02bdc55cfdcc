// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The server itself: its modules, what it is, what it is doing.

#include "sweep/sweep.hpp"

namespace tests {

asio::awaitable<void> sweep_modules(sweep& s)
{
    const std::string module = "app_morsecode.so";
    using kind = ami::module_load_type;
    co_await s.answer(actions::module_check{"app_morsecode"});
    co_await s.done(actions::module_load{kind::unload}.module(module));
    co_await s.refused(actions::module_check{"app_morsecode"}, "Module not loaded");
    co_await s.done(actions::module_load{kind::load}.module(module));
    co_await s.answer(actions::module_check{"app_morsecode"});
    co_await s.done(actions::module_load{kind::reload}.module("app_queue.so"));
    if (s.is_22())
        co_await s.done(actions::module_load{kind::refresh}.module(module).recursive(true));
    co_await s.answer(actions::module_check{"app_morsecode"});

    inbox reloads(s.pbx(), "Reload");
    co_await s.done(actions::reload{}.module("app_queue"));
    co_await reloads.next("Module", "app_queue");

    const auto settings = co_await s.answer(actions::core_settings{});
    CHECK(settings.asterisk_version().text().starts_with(s.is_22() ? "22." : "16."));
    CHECK(settings.core_http_enabled().value());
    const auto status = co_await s.answer(actions::core_status{});
    CHECK(status.core_current_calls().value() >= 0);
    CHECK(status.core_startup_date().text() <= status.core_reload_date().text());
    const auto pong = co_await s.answer(actions::ping{});
    CHECK(pong.ping() == "Pong");
    const auto names = co_await s.done(actions::list_commands{});
    CHECK_FALSE(names["QueueStatus"].empty());
    const auto output = co_await s.done(actions::command{"core show version"});
    CHECK(output.output().at(0).starts_with("Asterisk "));

    inbox said(s.pbx(), "UserEvent");
    const auto mark = unique("sweep");
    co_await s.done(actions::user_event{"Sweep"}.add("Mark", mark));
    co_await said.next("Mark", mark);
}

} // namespace tests
