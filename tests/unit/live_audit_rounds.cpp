// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// When audits of a model begin and end.

#include "support/live_state.hpp"

#include <ami/session/live/audit_rounds.hpp>
#include <ami/session/live/pbx_state.hpp>

#include <fmt/format.h>

#include <optional>
#include <string>

using namespace ami;
using namespace ami::detail;
using namespace std::chrono_literals;
using tests::live_state::packet_of;

namespace {

// A model of states of devices, and its audits. The server lists one device.
class rounds_world {
public:
    void make_live()
    {
        model.on_ready(time.now());
        list(model);
        REQUIRE(model.freshness() == live::freshness::live);
    }

    // Everything that is wanted of the state; the number of lists.
    int list(pbx_state& state)
    {
        int lists = 0;
        while (const auto asked = state.next_list(time.now().now)) {
            ++lists;
            if (asked->which == live_list::devices) {
                const auto item = packet_of(
                    "Event: DeviceStateChange\nActionID: x\nDevice: PJSIP/a\nState: " + device_state + "\n");
                state.on_item(item.view(), time.now());
            }
            state.on_listed(time.now());
        }
        return lists;
    }

    bool begin() { return rounds.begin(model, time.now()); }
    // After this time.
    std::optional<live::audit_report> after(std::chrono::milliseconds pause)
    {
        time.pass(pause);
        if (auto* const listed = rounds.listed())
            list(*listed);
        rounds.on_time(time.now());
        return rounds.compare(model, time.now());
    }
    std::optional<live::audit_report> finish()
    {
        for (int i = 0; i != 200; ++i) {
            if (auto report = after(100ms))
                return report;
        }
        return std::nullopt;
    }

    tests::live_state::time_line time;
    pbx_state model{live::part::states, {}};
    audit_rounds rounds;
    std::string device_state = "INUSE";
};

} // namespace

TEST_CASE("live audits: one begins when it is wanted and the model is live")
{
    rounds_world w;
    CHECK_FALSE(w.begin());
    const auto wanted = w.rounds.want();
    CHECK_FALSE(w.begin()); // nothing was listed
    w.model.on_ready(w.time.now());
    CHECK_FALSE(w.begin()); // it is filling
    w.list(w.model);
    CHECK(w.begin());
    CHECK(w.rounds.last() == wanted);
    CHECK_FALSE(w.begin());
    REQUIRE(w.rounds.listed() != nullptr);
    const auto report = w.finish();
    REQUIRE(report);
    CHECK(report->is_exact());
    CHECK(report->listed_records() == 1);
    CHECK(w.rounds.listed() == nullptr);
    CHECK_FALSE(w.begin()); // nobody wants another one
    CHECK_FALSE(w.rounds.deadline());
}

TEST_CASE("live audits: who comes while one is under way waits for the next one")
{
    rounds_world w;
    w.make_live();
    const auto first = w.rounds.want();
    CHECK(w.rounds.want() == first); // both wait for the one that begins now
    REQUIRE(w.begin());
    const auto late = w.rounds.want();
    CHECK(late == first + 1);
    REQUIRE(w.finish());
    CHECK(w.rounds.last() == first);
    REQUIRE(w.begin());
    REQUIRE(w.finish());
    CHECK(w.rounds.last() == late);
}

TEST_CASE("live audits: nobody waits any more -> it is over, and the next one begins")
{
    rounds_world w;
    w.make_live();
    const auto first = w.rounds.want();
    w.rounds.want();
    REQUIRE(w.begin());
    const auto late = w.rounds.want();
    w.rounds.forget(first);
    CHECK(w.rounds.listed() != nullptr); // the other one waits
    w.rounds.forget(first);
    CHECK(w.rounds.listed() == nullptr);
    REQUIRE(w.begin());
    CHECK(w.rounds.last() == late);
    SECTION("nor for the next one")
    {
        const auto later = w.rounds.want();
        w.rounds.forget(later);
        REQUIRE(w.finish());
        CHECK_FALSE(w.begin());
    }
    SECTION("the connection is lost")
    {
        w.rounds.want();
        w.rounds.forget_all();
        CHECK(w.rounds.listed() == nullptr);
        CHECK_FALSE(w.begin());
    }
}

TEST_CASE("live audits: the session is ready anew -> one with new lists answers all who wait")
{
    rounds_world w;
    w.make_live();
    const auto first = w.rounds.want();
    REQUIRE(w.begin());
    const auto late = w.rounds.want();
    w.model.on_lost();
    w.rounds.restart();
    CHECK(w.rounds.listed() == nullptr);
    CHECK_FALSE(w.begin());
    w.make_live();
    REQUIRE(w.begin());
    SECTION("one of them goes")
    {
        w.rounds.forget(first);
        CHECK(w.rounds.listed() != nullptr);
        w.rounds.forget(late);
        CHECK(w.rounds.listed() == nullptr);
        CHECK_FALSE(w.begin());
    }
    SECTION("both stay")
    {
        REQUIRE(w.finish());
        CHECK(w.rounds.last() >= late);
        CHECK(w.rounds.last() >= first);
        CHECK_FALSE(w.begin());
    }
}

TEST_CASE("live audits: what is wrong is listed again for the model")
{
    rounds_world w;
    w.make_live();
    CHECK(w.list(w.model) == 0);
    w.rounds.want();
    REQUIRE(w.begin());
    REQUIRE(w.finish());
    CHECK(w.list(w.model) == 0); // it was right
    w.device_state = "RINGING";  // and no event says so
    w.rounds.want();
    REQUIRE(w.begin());
    const auto report = w.finish();
    REQUIRE(report);
    CHECK(report->differences().size() == 1);
    CHECK(w.list(w.model) == 3);
    const auto device = w.model.devices().records().get("PJSIP/a");
    CHECK(device["State"] == "RINGING");
}
