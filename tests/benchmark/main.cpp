// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// How fast the client is, as ratios to bare loops that do the least possible work, in the same run:
//
//   ami_benchmark [--quick] [--rounds N] [--only NAME] [--markdown]
//
// Pairs of runs by turns, N of them (9 unless said), the medians in the table: processor time per event or action of
// the client's process, user and system, and their ratio, with the lowest and the highest of the pairs. The ratio of
// wall times stands beside it for information. SHORT: the target is missed. SPREADS: lowest and highest are more than
// 5 % apart. The server runs in a process of its own. --quick only shows that everything runs. --markdown prints the
// table of README.md.

#include "benchmark/measure.hpp"
#include "benchmark/table.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace {

const bench::benchmark all[] = {
    {"framing", &bench::framing},
    {"headers", &bench::headers},
    {"floods", &bench::floods},
    {"pings", &bench::pings},
    {"pipelined", &bench::pipelined},
    {"paced", &bench::paced},
    {"costs-of-n", &bench::costs_of_n},
    {"reconnecting", &bench::reconnecting},
    {"list", &bench::list},
    {"flood-memory", &bench::flood_memory},
    {"idle-clients", &bench::idle_clients},
    {"live", &bench::live},
    {"tls", &bench::tls},
    {"http", &bench::http},
    {"fastagi", &bench::fastagi},
    {"compiling", &bench::compiling},
};

int run_child(const std::vector<std::string>& arguments)
{
    const std::string_view which = arguments.at(0);
    const std::vector<std::string> rest(arguments.begin() + 1, arguments.end());
    if (which == "blaster")
        return bench::run_blaster();
    if (which == "nothing")
        return bench::run_nothing();
    if (which == "flooded")
        return bench::run_flooded(rest);
    if (which == "list")
        return bench::run_list(rest);
    if (which == "idle")
        return bench::run_idle(rest);
    if (which == "paced")
        return bench::run_paced(rest);
    if (which == "peer")
        return bench::run_peer(rest);
    if (which == "reconnecting")
        return bench::run_reconnecting(rest);
    if (which == "agi-callers")
        return bench::run_agi_callers();
    return 2;
}

} // namespace

int main(int argc, char** argv)
{
    bench::options how;
    std::string only;
    auto form = bench::table_form::text;
    std::vector<std::string> arguments(argv + 1, argv + argc);
    try {
        if (!arguments.empty() && arguments[0] == "--child")
            return run_child({arguments.begin() + 1, arguments.end()});
        for (std::size_t i = 0; i != arguments.size(); ++i) {
            if (arguments[i] == "--quick") {
                how.quick = true;
            } else if (arguments[i] == "--rounds" && i + 1 != arguments.size()) {
                how.rounds = std::stoi(arguments[++i]);
            } else if (arguments[i] == "--only" && i + 1 != arguments.size()) {
                only = arguments[++i];
            } else if (arguments[i] == "--markdown") {
                form = bench::table_form::markdown;
            } else {
                fmt::print(
                    stderr, "usage: {} [--quick] [--rounds N] [--only NAME] [--markdown]\nnames:", argv[0]);
                for (const auto& each : all)
                    fmt::print(stderr, " {}", each.name);
                fmt::print(stderr, "\n");
                return 2;
            }
        }
        bench::print_head(form);
        for (const auto& each : all) {
            if (!only.empty() && std::string_view(each.name).find(only) == std::string_view::npos)
                continue;
            std::vector<bench::row> rows;
            each.run(how, rows);
            for (const auto& row : rows)
                bench::print(row, form);
        }
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
}
