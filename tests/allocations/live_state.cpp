// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// An event that changes nothing in the live state takes no memory.

#include "support/allocation_count.hpp"
#include "support/live_calls.hpp"
#include "support/live_listed.hpp"
#include "support/live_queues.hpp"

#include <ami/session/live/agent_store.hpp>
#include <ami/session/live/contact_store.hpp>
#include <ami/session/live/device_store.hpp>
#include <ami/session/live/endpoint_store.hpp>
#include <ami/session/live/extension_store.hpp>
#include <ami/session/live/mailbox_store.hpp>
#include <ami/session/live/pbx_state.hpp>
#include <ami/session/live/presence_store.hpp>

#include <string>

using namespace tests::live_state;

namespace {

// Of an event that comes once more.
template <class Store>
std::size_t allocations_of(Store& store, const std::string& lines, const moment& at)
{
    const auto event = packet_of(lines);
    store.on_event(event, at);
    const auto before = tests::allocation_count();
    store.on_event(event, at);
    return tests::allocation_count() - before;
}

} // namespace

TEST_CASE("allocations: none for an event that changes nothing in the live state", "[allocations]")
{
    queue_world queues;
    queues.fill({queue_params("support"), member_facts().item()});
    queues.time.pass(2s);
    const auto& at = queues.time.now();
    CHECK(allocations_of(queues.store, member_facts().event("Penalty"), at) == 0);
    CHECK(allocations_of(queues.store, joined("support", "systemname-1795225169.12", 1, 1), at) == 0);
    CHECK(allocations_of(queues.store, left("support", "systemname-1795225170.13", 1, 1), at) == 0);
    CHECK(allocations_of(queues.store,
              "Event: DeviceStateChange\nDevice: Queue:support_pause_PJSIP/a\nState: NOT_INUSE\n", at) == 0);

    const std::string device =
        "Event: DeviceStateChange\nDevice: PJSIP/a_phone_with_a_long_name\nState: INUSE\n";
    device_store devices;
    CHECK(allocations_of(devices, device, at) == 0);
    listed_world<endpoint_store> endpoints;
    endpoints.list({"Event: EndpointList\nObjectName: a_phone_with_a_long_name\nDeviceState: In use\n"});
    CHECK(allocations_of(endpoints.store, device, at) == 0);
    extension_store extensions;
    CHECK(
        allocations_of(extensions,
            "Event: ExtensionStatus\nExten: 1000\nContext: from-internal\nHint: PJSIP/a\nStatus: 0\nStatusText: Idle\n",
            at) == 0);
    presence_store presence;
    CHECK(
        allocations_of(presence,
            "Event: PresenceStateChange\nPresentity: CustomPresence:a_person\nStatus: away\nSubtype: \nMessage: \n",
            at) == 0);
    contact_store contacts;
    CHECK(allocations_of(contacts,
              "Event: ContactStatus\nURI: sip:a@192.0.2.1:5060\nContactStatus: Reachable\nAOR: phone\n"
              "EndpointName: phone\nRoundtripUsec: 1500\n",
              at) == 0);
    mailbox_store mailboxes;
    CHECK(allocations_of(mailboxes,
              "Event: MessageWaiting\nMailbox: 1000@from-internal\nWaiting: 1\nNew: 1\nOld: 0\n", at) == 0);
    wanted_lists wanted;
    listed_world<agent_store> agents(wanted);
    agents.list({"Event: Agents\nAgent: 1001\nName: Ana\nStatus: AGENT_LOGGEDOFF\n"});
    CHECK(
        allocations_of(agents.store,
            "Event: AgentLogin\nChannel: PJSIP/a-00000001\nUniqueid: systemname-1795225169.12\nAgent: 1001\n",
            at) == 0);
}

TEST_CASE("allocations: none for an event of a channel that says what is known of it", "[allocations]")
{
    using tests::live_calls::snapshot;
    using tests::live_calls::told;
    const auto at = time_line().now();
    pbx_state state(live::part::all, {});
    state.on_ready(at);
    while (state.next_list(at.now))
        state.on_listed(at);
    const snapshot caller{"systemname-1795225169.12"};
    const snapshot phone{"systemname-1795225169.13"};
    const auto tell = [&](const std::string& text) {
        const auto event = packet_of(text);
        const auto before = tests::allocation_count();
        state.on_event(event.view(), at);
        return tests::allocation_count() - before;
    };
    for (const auto* const each : {&caller, &phone})
        CHECK(tell(told("Newchannel", each->text())) != 0);
    state.for_each_changes([](auto& changes) { changes.clear(); });
    CHECK(tell(told("Newstate", caller.text())) == 0);
    CHECK(tell(told("NewConnectedLine", phone.text())) == 0);
    CHECK(tell(told("DialState", caller.text() + phone.text("Dest") + "DialStatus: RINGING\n")) == 0);
    CHECK(tell(told("Newstate", snapshot{"systemname-1795225169.14"}.text())) == 0); // nobody knows it
    CHECK(tell("Event: VarSet\n" + caller.text() + "Variable: a\nValue: 1\n") == 0);
}
