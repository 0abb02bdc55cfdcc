// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Configuration files, and the log.

#include "sweep/sweep.hpp"

#include <filesystem>

namespace tests {

asio::awaitable<void> sweep_files(sweep& s)
{
    const std::string file = "sweep.conf";
    co_await s.done(actions::create_config{file});
    co_await s.done(actions::update_config{file, file}
                        .add_category("first")
                        .append("first", "name", "a value")
                        .append("first", "other", "one")
                        .update("first", "other", "two", "one")
                        .add_category("second")
                        .append("second", "name", "b")
                        .rename_category("second", "third")
                        .reload("app_morsecode.so"));
    const auto lines = co_await s.answer(actions::get_config{file}.category("first").filter("name=a.*"));
    CHECK(lines.category(0) == "first");
    CHECK(lines.line(0, 0) == "name=a value");
    CHECK(lines.line(0, 1) == "other=two");
    const auto json = co_await s.answer(actions::get_config_json{file}.category("first").filter("name=a.*"));
    CHECK(json.json().text().find("\"name\":\"a value\"") != std::string_view::npos);
    const auto categories = co_await s.answer(actions::list_categories{file}.match("^name=b"));
    CHECK(categories.category(0) == "third");
    co_await s.refused(actions::get_config{unique("none")}, "Config file not found");

    const auto log = asterisk_value("LOG");
    CHECK_FALSE(std::filesystem::exists(log + ".0"));
    co_await s.done(actions::logger_rotate{});
    CHECK(std::filesystem::exists(log + ".0"));
}

} // namespace tests
