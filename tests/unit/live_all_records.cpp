// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A snapshot that is collected in portions, while the PBX changes.

#include "support/live_listed.hpp"

#include <ami/session/live/all_records.hpp>
#include <ami/session/live/pbx_state.hpp>

#include <fmt/format.h>

#include <map>
#include <random>
#include <string>

using namespace ami::detail;
using namespace std::chrono_literals;
namespace live = ami::live;

namespace {

using texts = std::map<std::string, std::string>;

template <class Records>
texts devices_of(const Records& records)
{
    texts all;
    records.for_each([&](const auto& each) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(each)>, live::device>) {
            CHECK(all.emplace(each["Device"], each.header_lines()).second); // once
        }
    });
    return all;
}

} // namespace

TEST_CASE(
    "live snapshot: collected in portions, with changes between them -> what is there in the end", "[live]")
{
    std::mt19937 random(7);
    pbx_state state(live::part::states, {});
    auto& devices = state.devices().records();
    unsigned next = 0;
    const auto change = [&] {
        const auto name = fmt::format("PJSIP/{}", random() % 3 == 0 ? next++ : random() % (next + 1));
        if (random() % 4 == 0)
            devices.erase(name, live::change_origin::told);
        else
            devices.put(name, fmt::format("Device: {}\r\nState: {}\r\n", name, random()), {},
                live::change_origin::told);
    };
    while (devices.size() < 5'000)
        devices.put(fmt::format("PJSIP/{}", next), fmt::format("Device: PJSIP/{}\r\nState: 0\r\n", next), {},
            live::change_origin::told),
            ++next;
    devices.changes().clear();
    all_records collected;
    std::size_t portions = 0;
    while (!collected.collect(state)) {
        ++portions;
        // As many as make the table grow now and then.
        for (int i = 0; i != 200; ++i)
            change();
        for (const auto& each : devices.changes())
            collected.apply(each);
        devices.changes().clear();
        REQUIRE(portions < 100);
    }
    CHECK(portions >= 5'000 / (2 * all_records::portion));
    CHECK(devices_of(collected) == devices_of(all_records(state)));
    CHECK(devices_of(collected).size() == devices.size());
}
