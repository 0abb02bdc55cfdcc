// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The live model's calls: the queue that a caller waits in, and the member who answers.

#include "support/catch.hpp"
#include "support/live_phones.hpp"
#include "support/live_queues.hpp"

#include <ami/session/live/pbx_state.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace tests::live_calls;
using tests::live_state::joined;
using tests::live_state::left;
using tests::live_state::member_facts;
using tests::live_state::queue_entry;
using tests::live_state::queue_params;

namespace {

// All parts, as the model has them.
class pbx {
public:
    explicit pbx(live::part parts = live::part::calls | live::part::queues) : state(parts, {})
    {
        state.on_ready(at);
    }

    void say(const std::string& lines)
    {
        const auto event = packet_of(lines);
        state.on_event(event.view(), at);
    }
    void say(std::string_view name, const std::string& rest) { say(told(name, rest)); }

    // The lists that are wanted: these items of channels, bridges and queues; nothing else is there.
    void list(const std::vector<std::string>& channels, const std::vector<std::string>& bridges,
        const std::vector<std::string>& queues)
    {
        while (const auto wanted = state.next_list(at.now)) {
            static const std::vector<std::string> nothing;
            for (const auto& each : wanted->which == live_list::channels  ? channels
                                    : wanted->which == live_list::bridges ? bridges
                                    : wanted->which == live_list::queues  ? queues
                                                                          : nothing) {
                const auto item = packet_of(each);
                state.on_item(item.view(), at);
            }
            state.on_listed(at);
        }
    }

    // Someone in a queue.
    void call_in(const std::string& id)
    {
        say("Newchannel", phones::text(id, id, ring));
        say(joined("support", id, 1, 1));
    }
    // A member's channel, which rings and is connected.
    void connect(const std::string& caller, const std::string& id, std::string_view name)
    {
        say("Newchannel", phones::text(id, caller, ringing, name));
        say("Newstate", phones::text(id, caller, up, name));
        say("BridgeEnter", bridge_text("br", 1) + phones::text(id, caller, up, name));
        say("BridgeEnter", bridge_text("br", 2) + phones::text(caller, caller, up));
    }

    const live::call& call(std::string_view id) { return kept_ = state.calls().calls().find(id); }

    moment at{time_point(1h), std::chrono::system_clock::time_point(480'000h)};
    pbx_state state;

private:
    live::call kept_;
};

std::string member(const std::string& interface)
{
    member_facts facts;
    facts.interface = interface;
    return facts.item();
}

} // namespace

TEST_CASE("live call: in a queue, and the member who answers")
{
    const struct {
        const char* interface;
        const char* channel;
    } rows[] = {{"PJSIP/a", "PJSIP/a-00000001"}, {"Local/7@x/n", "Local/7@x-00000001;1"},
        {"Local/7@x", "Local/7@x-00000001;1"}};
    for (const auto& row : rows) {
        CAPTURE(row.interface);
        pbx w;
        w.list({}, {}, {queue_params("support"), member(row.interface)});
        w.call_in("c");
        CHECK(w.call("c").queue() == "support");
        CHECK_FALSE(w.call("c").agent());
        w.say("Newchannel", phones::text("m", "c", ringing, row.channel));
        CHECK_FALSE(w.call("c").agent());
        w.connect("c", "m", row.channel);
        CHECK(w.call("c").agent().interface() == row.interface);
        CHECK(w.call("c").agent().name() == "Ana");
        w.say(left("support", "c", 1, 0));
        CHECK(w.call("c").queue() == "support");
        w.say("Hangup", phones::text("m", "c", up) + "Cause: 16\n");
        w.say("Hangup", phones::text("c", "c", up) + "Cause: 16\n");
        const auto& ended = w.state.calls().calls().changes().back().ended();
        CHECK(ended.queue() == "support");
        CHECK(ended.agent().name() == "Ana");
    }
}

TEST_CASE("live call: who is no member is no agent, nor is the caller")
{
    pbx w;
    w.list({}, {}, {queue_params("support"), member("PJSIP/c"), member("PJSIP/z")});
    w.call_in("c");
    w.connect("c", "m", "PJSIP/m-00000001");
    CHECK(w.call("c").is_answered());
    CHECK_FALSE(w.call("c").agent());
    // The one it is transferred to is.
    w.say("BridgeLeave", bridge_text("br", 1) + phones::text("m", "c", up, "PJSIP/m-00000001"));
    w.say("Newchannel", phones::text("z", "c", up, "PJSIP/z-00000002"));
    w.say("BridgeEnter", bridge_text("br", 2) + phones::text("z", "c", up, "PJSIP/z-00000002"));
    CHECK(w.call("c").agent().interface() == "PJSIP/z");
    // In another queue nobody has answered.
    w.say(left("support", "c", 1, 0));
    w.say(joined("sales", "c", 1, 1));
    CHECK(w.call("c").queue() == "sales");
    CHECK_FALSE(w.call("c").agent());
}

TEST_CASE("live call: a queue that lists show, in any order")
{
    pbx w;
    // The caller is told before the channel.
    w.say(joined("support", "c", 1, 1));
    w.say("Newchannel", phones::text("c", "c", ring));
    CHECK(w.call("c").queue() == "support");
    w.say(left("support", "c", 1, 0));
    w.say("Hangup", phones::text("c", "c", up) + "Cause: 16\n");
    w.say("Newchannel", phones::text("c", "c", ring));
    CHECK(w.call("c").queue().empty());

    pbx other;
    other.list({channel_item({"c"})}, {}, {queue_params("support", 1), queue_entry("support", "c", 1)});
    CHECK(other.call("c").queue() == "support");
    const auto& changes = other.state.calls().calls().changes();
    CHECK(changes.back().origin() == live::change_origin::found);
    CHECK(changes.back().is_first_fill());

    pbx without(live::part::queues);
    without.list({}, {}, {queue_params("support", 1), queue_entry("support", "c", 1)});
    CHECK(without.state.calls().calls().changes().empty());
}

TEST_CASE("live call: the member whom AgentConnect names, not another one of that name or device")
{
    pbx w;
    w.list({}, {}, {queue_params("support"), member("Local/9@x/n"), member("PJSIP/m")});
    w.call_in("c");
    w.say("Newchannel", phones::text("l", "c", up, "Local/9@x-00000001;1"));
    w.say("Newchannel", phones::text("m", "c", ringing, "PJSIP/m-00000001"));
    w.say(left("support", "c", 1, 0));
    w.say("Event: AgentConnect\nPrivilege: agent,all\nUniqueid: c\nDestUniqueid: l\nQueue: support\n"
          "Interface: Local/9@x/n\nMemberName: Ana\n");
    CHECK(w.call("c").agent().interface() == "Local/9@x/n");
    CHECK(w.state.calls().calls().changes().back().now().agent().interface() == "Local/9@x/n");
    w.connect("c", "m", "PJSIP/m-00000001"); // the phone at the end of the Local channel
    CHECK(w.call("c").agent().interface() == "Local/9@x/n");
}
