// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#include "benchmark/table.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <string>

namespace bench {
namespace {

// A ratio that spreads more is to be measured again, on a machine without other load, before it is judged.
constexpr double largest_spread = 0.05;

std::string figure(double value)
{
    if (value == 0)
        return {};
    return value < 1000 ? fmt::format("{:.4g}", value) : fmt::format("{:.0f}", value);
}

std::string with_unit(double value, const std::string& unit)
{
    return value == 0 ? std::string() : figure(value) + ' ' + unit;
}

bool is_short(const row& each)
{
    return each.reach != 0 && (each.at_least ? each.ratio < each.reach : each.ratio > each.reach);
}

bool has_spread(const row& each)
{
    return each.highest != 0;
}

bool spreads(const row& each)
{
    return has_spread(each) && each.highest - each.lowest > largest_spread * each.ratio;
}

void print_text(const row& each)
{
    fmt::print("{:<62} {:>8} {:>8} {:<4} {:>6.2f} {:>12} {:>7} {:>8}{}{}{}{}\n", each.what, figure(each.ours),
        figure(each.bare), each.unit, each.ratio,
        has_spread(each) ? fmt::format("{:.2f}..{:.2f}", each.lowest, each.highest) : "",
        each.wall_ratio == 0 ? "" : fmt::format("{:.2f}", each.wall_ratio),
        each.reach == 0 ? "" : fmt::format("{} {}", each.at_least ? ">=" : "<=", each.reach),
        is_short(each) ? " SHORT" : "", spreads(each) ? " SPREADS" : "", each.note.empty() ? "" : " ",
        each.note);
}

void print_markdown(const row& each)
{
    const auto ratio = fmt::format("{0}{1:.2f}{0}", is_short(each) ? "**" : "", each.ratio);
    fmt::print("| {} | {} | {} | {} | {} | {} |\n", each.what, with_unit(each.ours, each.unit),
        with_unit(each.bare, each.unit), ratio,
        has_spread(each) ? fmt::format("{:.2f} to {:.2f}", each.lowest, each.highest) : "",
        each.reach == 0 ? "" : fmt::format("at {} {}", each.at_least ? "least" : "most", each.reach));
}

} // namespace

void print_head(table_form form)
{
    if (form == table_form::markdown)
        fmt::print("| | ours | bare | ratio | of all pairs | target |\n|---|---|---|---|---|---|\n");
    else
        fmt::print("{:<62} {:>8} {:>8} {:<4} {:>6} {:>12} {:>7} {:>8}\n", "", "ours", "bare", "", "ratio",
            "min..max", "by wall", "reach");
}

void print(const row& each, table_form form)
{
    if (form == table_form::markdown)
        print_markdown(each);
    else
        print_text(each);
    std::fflush(stdout);
}

} // namespace bench
