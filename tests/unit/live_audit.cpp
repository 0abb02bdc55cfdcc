// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// How a model is compared with fresh lists.

#include "support/live_calls.hpp"
#include "support/live_queues.hpp"
#include "support/live_state.hpp"

#include <ami/session/live/list_action.hpp>
#include <ami/session/live/pbx_audit.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
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
constexpr auto followed = live::part::calls | live::part::queues | live::part::states | live::part::mailboxes;

// A model, the lists of its server, and an audit of it.
class audit_world {
public:
    audit_world()
    {
        model.on_ready(time.now());
        fill(model);
        time.pass(recent_removals::time); // then some lists are asked for once more
        fill(model);
    }

    // What the server has from now on.
    void lists(live_list which, texts items) { items_[which] = std::move(items); }
    void refuses(live_list which, std::string message) { refused_[which] = std::move(message); }

    void relist_model()
    {
        model.list_again(time.now());
        fill(model);
    }
    void begin() { audit.emplace(followed, limits{}.max_live_records, time.now()); }
    // To both.
    void tell(const std::string& text)
    {
        const auto event = tests::live_state::packet_of(text);
        model.on_event(event.view(), time.now());
        if (audit)
            audit->on_event(event.view(), time.now());
    }

    // After this time: the report if it is ready.
    std::optional<live::audit_report> after(std::chrono::milliseconds pause)
    {
        time.pass(pause);
        model.on_time(time.now());
        audit->on_time(time.now());
        fill(model);
        fill(audit->listed());
        return audit->compare(model, time.now());
    }
    // The report of an audit from its beginning to its end.
    live::audit_report run()
    {
        begin();
        fill(audit->listed());
        began_ = time.now().now;
        for (;;) {
            if (auto report = after(100ms))
                return std::move(*report);
            REQUIRE(time.now().now < began_ + 60s);
        }
    }
    duration took() const { return time.now().now - began_; }

    tests::live_state::time_line time;
    pbx_state model{followed, {}};
    std::optional<pbx_audit> audit;

private:
    void fill(pbx_state& state)
    {
        while (const auto list = state.next_list(time.now().now)) {
            if (const auto why = refused_.find(list->which); why != refused_.end()) {
                state.on_refused(why->second, time.now());
                continue;
            }
            for (const auto& each : items_[list->which]) {
                const auto item = tests::live_state::packet_of(each);
                state.on_item(item.view(), time.now());
            }
            state.on_listed(time.now());
        }
    }

    std::map<live_list, texts> items_;
    std::map<live_list, std::string> refused_;
    time_point began_;
};

texts texts_of(const std::vector<live::difference>& differences)
{
    texts all;
    for (const auto& each : differences)
        all.push_back(each.text());
    return all;
}

std::string device_text(std::string_view device, std::string_view state)
{
    return fmt::format("Event: DeviceStateChange\nDevice: {}\nState: {}\n", device, state);
}

} // namespace

TEST_CASE("live audit: the model shows what is listed -> exact, 2 s after the last list")
{
    audit_world w;
    w.lists(live_list::channels, {channel_item(snapshot{"a"}), channel_item(snapshot{"b"})});
    w.lists(live_list::queues, {queue_params("support"), member_facts().item()});
    w.lists(live_list::devices, {device_text("PJSIP/a", "INUSE")});
    w.relist_model();
    // No list has it.
    w.tell(device_text("Local/1@x", "INUSE"));
    const auto report = w.run();
    CHECK(report.is_exact());
    CHECK(texts_of(report.differences()) == texts{});
    CHECK(texts_of(report.untold_values()) == texts{});
    CHECK(report.faults().empty());
    CHECK(report.listed_records() == 5);
    CHECK(w.took() == 2100ms); // of which it was asked every 100 ms
}

TEST_CASE("live audit: what differs and lasts is reported, with both values")
{
    audit_world w;
    snapshot rings{"a"};
    rings.state = 5;
    w.lists(live_list::channels, {channel_item(rings), channel_item(snapshot{"gone"})});
    member_facts member;
    w.lists(live_list::queues, {queue_params("support"), member.item()});
    w.lists(live_list::devices, {device_text("PJSIP/a", "INUSE"), device_text("PJSIP/b", "INUSE")});
    w.relist_model();

    w.lists(live_list::channels, {channel_item(snapshot{"a"}), channel_item(snapshot{"new"})});
    member.paused = 1;
    member.reason = "lunch";
    w.lists(live_list::queues, {queue_params("support"), member.item()});
    w.lists(live_list::devices, {device_text("PJSIP/a", "RINGING")});
    const auto report = w.run();
    CHECK(texts_of(report.differences()) ==
          texts{"channel a: ChannelState is \"5\" in the model, \"6\" in the list",
              "channel gone: only in the model", "channel new: only in the list",
              "device PJSIP/a: State is \"INUSE\" in the model, \"RINGING\" in the list",
              "device PJSIP/b: only in the model",
              "queue member support PJSIP/a: Paused is \"0\" in the model, \"1\" in the list",
              "queue member support PJSIP/a: PausedReason is \"\" in the model, \"lunch\" in the list"});
    CHECK_FALSE(report.is_exact());
    CHECK(w.took() >= 11s);
    CHECK(w.took() < 12s);
    const auto& first = report.differences().front();
    CHECK(first.kind() == live::difference_kind::value);
    CHECK(first.of() == live::part::calls);
    CHECK(first.record() == "channel a");
    CHECK(first.header() == "ChannelState");
    CHECK(first.model_value() == "5");
    CHECK(first.listed_value() == "6");
    CHECK(report.differences().back().of() == live::part::queues);
}

TEST_CASE("live audit: values that no event tells are apart")
{
    audit_world w;
    w.lists(live_list::channels, {channel_item(snapshot{"a"}, "", "Dial")});
    member_facts member;
    w.lists(live_list::queues, {queue_params("support"), member.item()});
    w.relist_model();
    w.lists(live_list::channels, {channel_item(snapshot{"a"}, "", "")});
    member.calls_taken = 3;
    member.last_call = 1795225000;
    member.in_call = 1;
    w.lists(live_list::queues, {queue_params("support"), member.item()});
    const auto report = w.run();
    CHECK(report.is_exact());
    CHECK(texts_of(report.untold_values()) ==
          texts{"channel a: Application is \"Dial\" in the model, \"\" in the list",
              "queue member support PJSIP/a: CallsTaken is \"0\" in the model, \"3\" in the list",
              "queue member support PJSIP/a: InCall is \"0\" in the model, \"1\" in the list",
              "queue member support PJSIP/a: LastCall is \"0\" in the model, \"1795225000\" in the list"});
    CHECK(w.took() == 2100ms);
}

TEST_CASE("live audit: a header that a record has several times")
{
    audit_world w;
    snapshot channel{"a"};
    channel.variables = "ChanVariable: x=1\nChanVariable: y=2\n";
    w.lists(live_list::channels, {channel_item(channel)});
    w.relist_model();
    channel.variables = "ChanVariable: x=1\nChanVariable: y=3\n";
    w.lists(live_list::channels, {channel_item(channel)});
    const auto report = w.run();
    CHECK(report.is_exact());
    CHECK(report.untold_values().size() == 1);
}

TEST_CASE("live audit: a list is ahead of the events -> no difference when they have come")
{
    audit_world w;
    w.lists(live_list::channels, {channel_item(snapshot{"a"})});
    w.begin();
    CHECK_FALSE(w.after(0ms));
    CHECK_FALSE(w.after(1s));
    w.tell("Event: Newchannel\n" + snapshot{"a"}.text());
    CHECK_FALSE(w.after(999ms));
    const auto report = w.after(1ms);
    REQUIRE(report);
    CHECK(report->is_exact());
}

TEST_CASE("live audit: the lists have what was told to be gone -> they are looked at again")
{
    audit_world w;
    const std::string user = "Conference: 8000\nBridgeUniqueid: b\n" + snapshot{"a"}.text();
    w.lists(live_list::channels, {channel_item(snapshot{"a"})});
    w.lists(
        live_list::conferences, {"Event: ConfbridgeListRooms\nConference: 8000\nLocked: No\nMuted: No\n"});
    w.lists(live_list::conference, {"Event: ConfbridgeList\nAdmin: No\n" + user});
    w.relist_model();
    w.tell("Event: ConfbridgeLeave\n" + user);
    CHECK(w.model.calls().conferences().users().size() == 0);
    w.begin();
    CHECK_FALSE(w.after(0ms));
    CHECK(w.audit->listed().calls().conferences().users().size() == 1);
    CHECK_FALSE(w.after(2s)); // it differs
    w.lists(live_list::conference, {});
    std::optional<live::audit_report> report;
    for (int i = 0; i != 40 && !report; ++i)
        report = w.after(100ms);
    REQUIRE(report);
    CHECK(report->is_exact());
}

TEST_CASE("live audit: a difference that comes and goes is not reported")
{
    audit_world w;
    w.begin();
    CHECK_FALSE(w.after(0ms));
    w.lists(live_list::channels, {channel_item(snapshot{"a"})});
    w.relist_model();
    CHECK_FALSE(w.after(2s)); // only in the model
    w.tell("Event: Hangup\n" + snapshot{"a"}.text() + "Cause: 16\n");
    w.lists(live_list::channels, {});
    const auto report = w.after(1s);
    REQUIRE(report);
    CHECK(report->is_exact());
}

TEST_CASE("live audit: what the server refuses to list is not compared, and is a fault")
{
    audit_world w;
    w.lists(live_list::channels, {channel_item(snapshot{"a"})});
    w.relist_model();
    w.refuses(live_list::channels, "Permission denied");
    const auto report = w.run();
    CHECK(report.is_exact());
    REQUIRE(report.faults().size() == 1);
    CHECK(report.faults().front().text() == "CoreShowChannels: Permission denied");
}

TEST_CASE("live audit: in the middle of a list nothing is compared")
{
    audit_world w;
    w.begin();
    CHECK_FALSE(w.after(0ms));
    w.lists(live_list::channels, {channel_item(snapshot{"a"})});
    w.model.list_again(w.time.now());
    const auto list = w.model.next_list(w.time.now().now);
    REQUIRE(list);
    const auto item = tests::live_state::packet_of(channel_item(snapshot{"a"}));
    w.model.on_item(item.view(), w.time.now());
    w.time.pass(2s);
    CHECK_FALSE(w.audit->compare(w.model, w.time.now()));
    w.lists(live_list::channels, {});
    w.model.on_lost();
    CHECK_FALSE(w.audit->compare(w.model, w.time.now()));
    CHECK(w.audit->deadline() == w.time.now().now + 1s);
}

TEST_CASE("live audit: many records are compared in portions, whatever is told between them")
{
    audit_world w;
    texts devices;
    for (int i = 0; i != 3'000; ++i)
        devices.push_back(device_text("PJSIP/" + std::to_string(i), "INUSE"));
    w.lists(live_list::devices, devices);
    w.relist_model();
    w.begin();
    w.after(0ms);
    w.time.pass(pbx_audit::settle_time);
    int portions = 1;
    std::optional<live::audit_report> report;
    for (; !(report = w.audit->compare(w.model, w.time.now())); ++portions) {
        REQUIRE(portions != 100);
        CHECK(w.audit->deadline() <= w.time.now().now);
        w.tell(device_text("PJSIP/" + std::to_string(portions), "RINGING"));
        for (int i = 0; i != 200; ++i) // the table grows
            w.tell(device_text(fmt::format("PJSIP/new-{}-{}", portions, i), "RINGING"));
    }
    CHECK(portions > 5);
    CHECK(report->is_exact());
    CHECK(report->listed_records() >= 3'000);
}
