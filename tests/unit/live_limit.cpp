// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// limits::max_live_records: what becomes of a model that would have more.

#include "support/live_calls.hpp"
#include "support/live_queues.hpp"
#include "support/live_state.hpp"

#include <ami/session/live/audit_comparison.hpp>
#include <ami/session/live/pbx_state.hpp>

#include <map>
#include <string>
#include <vector>

using namespace ami;
using namespace ami::detail;
using namespace std::chrono_literals;
using tests::live_calls::channel_item;
using tests::live_calls::snapshot;
using tests::live_state::member_facts;
using tests::live_state::queue_entry;
using tests::live_state::queue_params;

namespace {

using texts = std::vector<std::string>;

class limited_world {
public:
    explicit limited_world(std::size_t limit) { state.limit(limit); }

    void fill()
    {
        while (const auto list = state.next_list(time.now().now)) {
            for (const auto& each : items[list->which]) {
                const auto item = tests::live_state::packet_of(each);
                state.on_item(item.view(), time.now());
            }
            state.on_listed(time.now());
        }
    }
    void ready()
    {
        state.on_ready(time.now());
        fill();
    }
    void tell(const std::string& text)
    {
        const auto event = tests::live_state::packet_of(text);
        state.on_event(event.view(), time.now());
    }
    texts faults() const
    {
        texts all;
        for (const auto& each : state.faults())
            all.push_back(each.text());
        return all;
    }

    std::map<live_list, texts> items;
    tests::live_state::time_line time;
    pbx_state state{live::part::calls | live::part::queues | live::part::states, {}};
};

std::string created(const std::string& id)
{
    return "Event: Newchannel\n" + snapshot{id}.text();
}
std::string hung_up(const std::string& id)
{
    return "Event: Hangup\n" + snapshot{id}.text() + "Cause: 16\n";
}

} // namespace

TEST_CASE("live limit: it counts records of all kinds, and the part that has no room does not grow")
{
    limited_world w(4);
    w.items[live_list::channels] = {channel_item(snapshot{"a"}), channel_item(snapshot{"b"})};
    w.items[live_list::queues] = {queue_params("support"), member_facts().item()};
    w.ready();
    CHECK(w.state.freshness() == live::freshness::live);
    CHECK(w.state.full_parts() == live::part::none);
    CHECK(w.faults() == texts{});
    w.tell("Event: DeviceStateChange\nDevice: PJSIP/a\nState: INUSE\n");
    CHECK(w.state.full_parts() == live::part::states);
    CHECK(w.faults() == texts{"limits::max_live_records is 4: not all is shown"});
    CHECK(w.state.faults().front().of() == live::part::states);
    CHECK(w.state.devices().records().size() == 0);
    // What is known goes on.
    snapshot rings{"a"};
    rings.state = 5;
    w.tell("Event: Newstate\n" + rings.text());
    CHECK(w.state.calls().channels().all().get("a").state() == channel_state::ringing);
    CHECK(w.state.full_parts() == live::part::states);
    w.tell(created("c"));
    CHECK(w.state.full_parts() == (live::part::states | live::part::calls));
    CHECK(w.state.calls().channels().all().size() == 2);
    CHECK(w.state.calls().channels().linked_to("c").empty());
}

TEST_CASE("live limit: a list that fits makes it whole again")
{
    limited_world w(2);
    w.items[live_list::channels] = {
        channel_item(snapshot{"a"}), channel_item(snapshot{"b"}), channel_item(snapshot{"c"})};
    w.ready();
    CHECK(w.state.freshness() == live::freshness::live);
    CHECK(w.state.full_parts() == live::part::calls);
    CHECK(w.state.calls().channels().all().size() == 2);
    // There is room, but what was left out is not known yet.
    w.tell(hung_up("a"));
    w.tell(hung_up("b"));
    CHECK(w.state.full_parts() == live::part::calls);
    w.items[live_list::channels] = {channel_item(snapshot{"c"})};
    w.state.list_again(w.time.now());
    CHECK(w.state.full_parts() == live::part::calls);
    w.fill();
    CHECK(w.state.full_parts() == live::part::none);
    CHECK(w.faults() == texts{});
    CHECK(w.state.calls().channels().all().size() == 1);
    // Not one that does not fit.
    w.items[live_list::channels] = {
        channel_item(snapshot{"a"}), channel_item(snapshot{"b"}), channel_item(snapshot{"c"})};
    w.state.list_again(w.time.now());
    w.fill();
    w.state.list_again(w.time.now());
    w.fill();
    CHECK(w.state.full_parts() == live::part::calls);
}

TEST_CASE("live limit: nothing is kept of callers and users that are not shown")
{
    limited_world w(2);
    w.items[live_list::queues] = {queue_params("support", 1), queue_entry("support", "a", 1)};
    w.ready();
    CHECK(w.state.queues().waiting_in("support").size() == 1);
    w.tell(tests::live_state::joined("support", "b", 2, 2));
    CHECK(w.state.full_parts() == live::part::queues);
    CHECK(w.state.queues().waiting_in("support").size() == 1);
    w.items[live_list::queues] = {
        queue_params("support", 2), queue_entry("support", "a", 1), queue_entry("support", "b", 2)};
    w.state.list_again(w.time.now());
    w.fill();
    CHECK(w.state.queues().waiting_in("support").size() == 1);
    w.tell("Event: ConfbridgeJoin\nConference: 1\nBridgeUniqueid: b\n" + snapshot{"a"}.text());
    w.tell("Event: ParkedCall\nParkinglot: default\nParkingSpace: 701\n" + snapshot{"a"}.text("Parkee"));
    w.tell(hung_up("a"));
    w.tell(tests::live_state::left("support", "b", 2, 1));
    w.items[live_list::queues] = {queue_params("support", 1), queue_entry("support", "b", 1)};
    w.state.list_again(w.time.now());
    w.fill();
    CHECK(w.state.full_parts() == live::part::none);
    const auto waiting = w.state.queues().waiting_in("support");
    REQUIRE(waiting.size() == 1);
    CHECK(waiting.front().channel_id() == "b");
    CHECK(waiting.front().position().get() == 1);
}

TEST_CASE("live limit: a part without room is not audited, and the report says so")
{
    limited_world model(1);
    model.items[live_list::channels] = {channel_item(snapshot{"a"}), channel_item(snapshot{"b"})};
    model.ready();
    limited_world listed(10);
    listed.items = model.items;
    listed.ready();
    const auto report = audit_comparison::compare(model.state, listed.state);
    CHECK(report.is_exact());
    REQUIRE(report.faults().size() == 1);
    CHECK(report.faults().front().text() == "limits::max_live_records is 1: not all is shown");
    model.state.limit(10);
    model.state.list_again(model.time.now());
    model.items[live_list::channels].pop_back();
    model.fill();
    const auto now = audit_comparison::compare(model.state, listed.state);
    CHECK_FALSE(now.is_exact());
    CHECK(now.faults().empty());
}
