// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Contacts, endpoints and registrations of PJSIP.

#include "support/live_listed.hpp"

#include <ami/session/live/contact_store.hpp>
#include <ami/session/live/endpoint_store.hpp>
#include <ami/session/live/pbx_state.hpp>
#include <ami/session/live/registration_store.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <vector>

using namespace tests::live_state;

namespace {

std::string contact_status(std::string_view status, std::string_view round_trip = "1500")
{
    return fmt::format(
        "Event: ContactStatus\nPrivilege: system,all\nURI: sip:a@192.0.2.1:5060\nContactStatus: {}\n"
        "AOR: phone\nEndpointName: phone\nRoundtripUsec: {}\n",
        status, round_trip);
}

std::string contact_list(std::string_view status, std::string_view round_trip = "1500")
{
    return fmt::format(
        "Event: ContactList\nActionID: 1\nObjectType: contact\nObjectName: phone;@f7a9\nViaAddr: 192.0.2.1\n"
        "ViaPort: 5060\nQualifyTimeout: 3.000000\nCallId: c\nRegServer: \nPruneOnBoot: no\nPath: \n"
        "Endpoint: phone\nAuthenticateQualify: no\nUri: sip:a@192.0.2.1:5060\nQualifyFrequency: 60\n"
        "UserAgent: Phone 1\nExpirationTime: 1795225181\nOutboundProxy: \nStatus: {}\n"
        "RoundtripUsec: {}\n",
        status, round_trip);
}

constexpr auto phone = "phone\nsip:a@192.0.2.1:5060";

std::string endpoint(std::string_view name, std::string_view state, int channels = 0)
{
    return fmt::format(
        "Event: EndpointList\nActionID: rq-93\nObjectType: endpoint\nObjectName: {0}\nTransport: udp\n"
        "Aor: {0}\nAuths: x\nOutboundAuths: \nContacts: {0}/sip:a@192.0.2.1,\nDeviceState: {1}\n"
        "ActiveChannels: {2}\n",
        name, state, channels);
}

std::string registration(std::string_view name, std::string_view status, int next = 30)
{
    return fmt::format(
        "Event: OutboundRegistrationDetail\nActionID: 1\nObjectType: registration\nObjectName: {0}\n"
        "ClientUri: sip:me@{0}\nServerUri: sip:{0}\nStatus: {1}\nNextReg: {2}\n",
        name, status, next);
}

std::string registry(std::string_view name, std::string_view status, std::string_view type = "PJSIP")
{
    return fmt::format(
        "Event: Registry\nPrivilege: system,all\nChannelType: {2}\nUsername: sip:me@{0}\nDomain: sip:{0}\n"
        "Status: {1}\n",
        name, status, type);
}

} // namespace

TEST_CASE("live contacts: names of the event and of both lists -> the same headers")
{
    listed_world<contact_store> world;
    world.tell(contact_status("Reachable"));
    const auto told = world.change().now();
    CHECK(told.aor() == "phone");
    CHECK(told.uri() == "sip:a@192.0.2.1:5060");
    CHECK(told.endpoint() == "phone");
    CHECK(told.status().value() == contact_reachability::reachable);
    CHECK(told.round_trip().value() == 1500us);

    world.list({contact_list("Reachable")});
    const auto found = world.change();
    CHECK(found.before() == told);
    const auto record = found.now();
    CHECK(record.user_agent() == "Phone 1");
    CHECK(record.via_address() == "192.0.2.1");
    CHECK(record["ContactStatus"] == "Reachable");
    CHECK_FALSE(record.contains("ExpirationTime"));
    world.tell(contact_status("Reachable")); // has no user agent
    CHECK(world.changes().empty());
    world.list({contact_list("Reachable")});
    CHECK(world.changes().empty());
    world.list(
        {"Event: ContactStatusDetail\nActionID: 1\nAOR: phone\nURI: sip:a@192.0.2.1:5060\n"
         "UserAgent: Phone 1\nRegExpire: 1795225181\nViaAddress: 192.0.2.1\nCallID: c\nStatus: Reachable\n"
         "RoundtripUsec: 1500\nEndpointName: phone\nID: phone;@f7a9\n"});
    CHECK(world.changes().empty());
}

TEST_CASE("live contacts: whatever the status, but Removed -> the contact is there")
{
    listed_world<contact_store> world;
    for (const auto* const status : {"NonQualified", "Unreachable", "Unknown", "Updated", "Reachable"}) {
        world.tell(contact_status(status));
        CHECK(world.change().now()["ContactStatus"] == status);
    }
    // A quick new registration.
    world.tell(contact_status("Removed"));
    CHECK(world.change().is_gone());
    world.tell(contact_status("Removed"));
    CHECK(world.changes().empty());
    world.tell(contact_status("Reachable"));
    CHECK(world.change().has_appeared());
}

TEST_CASE("live contacts: a contact of pjsip.conf, which is in no list -> stays; a listed one -> gone")
{
    listed_world<contact_store> world;
    world.tell(contact_status("Reachable"));
    world.list({});
    CHECK(world.at(phone));
    world.list({contact_list("Reachable")});
    world.list({});
    CHECK_FALSE(world.at(phone));
    world.tell("Event: ContactStatus\nURI: sip:a\nContactStatus: Reachable\n");
    world.tell("Event: PeerStatus\nAOR: phone\nURI: sip:a\nPeerStatus: Reachable\n");
    CHECK(world.store.records().size() == 0);
}

TEST_CASE("live endpoints: a list in words, then states of devices -> the states as events spell them")
{
    listed_world<endpoint_store> world;
    world.list({endpoint("a", "Not in use"), endpoint("b", "Unavailable")});
    CHECK(world.changes().size() == 2);
    const auto record = world.at("a");
    CHECK(record.name() == "a");
    CHECK(record.state().value() == device_state::not_in_use);
    CHECK(record["DeviceState"] == "NOT_INUSE");
    CHECK(record.aors() == "a");
    CHECK(record.transport() == "udp");
    CHECK(record["Contacts"] == "a/sip:a@192.0.2.1,");
    world.tell("Event: DeviceStateChange\nDevice: PJSIP/a\nState: NOT_INUSE\n");
    world.tell("Event: DeviceStateChange\nDevice: PJSIP/c\nState: INUSE\n");
    world.tell("Event: DeviceStateChange\nDevice: SIP/a\nState: INUSE\n");
    world.tell("Event: DeviceStateChange\nDevice: Agent:a\nState: INUSE\n");
    world.tell("Event: DeviceStateChange\nDevice: PJSIPX/a\nState: INUSE\n");
    CHECK(world.changes().empty());
    const struct {
        const char* in_list;
        const char* in_event;
    } states[] = {{"In use", "INUSE"}, {"Busy", "BUSY"}, {"Invalid", "INVALID"},
        {"Unavailable", "UNAVAILABLE"}, {"Ringing", "RINGING"}, {"Ring+Inuse", "RINGINUSE"},
        {"On Hold", "ONHOLD"}, {"Unknown", "UNKNOWN"}, {"Not in use", "NOT_INUSE"}};
    for (const auto& each : states) {
        CAPTURE(each.in_list);
        world.tell(fmt::format("Event: DeviceStateChange\nDevice: PJSIP/a\nState: {}\n", each.in_event));
        CHECK(world.change().now()["DeviceState"] == each.in_event);
        world.list({endpoint("a", each.in_list, 7), endpoint("b", "Unavailable")});
        CHECK(world.changes().empty());
    }
    world.list({endpoint("b", "Unavailable")});
    CHECK(world.change().is_gone());
}

TEST_CASE("live registrations: Registry, which has no name -> the registration with these URIs")
{
    wanted_lists wanted;
    listed_world<registration_store> world(wanted);
    world.tell(registry("one.example", "Registered"));
    CHECK(wanted.empty()); // the first list is on its way
    world.list({registration("one.example", "Unregistered"), "Event: AuthDetail\nObjectName: auth\n",
        registration("two.example", "Registered")});
    CHECK(world.changes().size() == 2);
    world.tell(registry("one.example", "Registered"));
    const auto told = world.change();
    CHECK(told.before()["Status"] == "Unregistered");
    const auto record = told.now();
    CHECK(record.name() == "one.example");
    CHECK(record.client_uri() == "sip:me@one.example");
    CHECK(record.server_uri() == "sip:one.example");
    CHECK(record.status().value() == outbound_registration_state::registered);
    // The seconds up to the next one count for nothing.
    world.list({registration("one.example", "Registered", 12), registration("two.example", "Registered", 7)});
    world.tell(registry("one.example", "Rejected", "IAX2"));
    CHECK(world.changes().empty());
    CHECK(wanted.empty());
    world.tell(registry("three.example", "Registered"));
    CHECK(wanted.take(world.time.now().now) == wanted_list{live_list::registrations, {}});
}

TEST_CASE("live registrations: two with the same URIs -> a list says which")
{
    wanted_lists wanted;
    listed_world<registration_store> world(wanted);
    world.list({registration("one.example", "Registered"),
        "Event: OutboundRegistrationDetail\nObjectName: other\nClientUri: sip:me@one.example\n"
        "ServerUri: sip:one.example\nStatus: Registered\n"});
    world.changes();
    world.tell(registry("one.example", "Rejected"));
    CHECK(world.changes().empty());
    CHECK(wanted.take(world.time.now().now) == wanted_list{live_list::registrations, {}});
}

TEST_CASE(
    "live pjsip: a phone that registers and is called, its events in whichever order -> the same in the end")
{
    std::vector<std::string> events{contact_status("Reachable"),
        "Event: PeerStatus\nPrivilege: system,all\nChannelType: PJSIP\nPeer: PJSIP/phone\nPeerStatus: Reachable\n",
        "Event: DeviceStateChange\nDevice: PJSIP/phone\nState: INUSE\n",
        "Event: ExtensionStatus\nExten: 10\nContext: in\nHint: PJSIP/phone\nStatus: 1\nStatusText: InUse\n"};
    std::sort(events.begin(), events.end());
    do {
        time_line time;
        pbx_state state(live::part::all, {});
        const auto listed = packet_of(endpoint("phone", "Unavailable"));
        state.endpoints().on_item(listed, time.now());
        for (const auto& each : events) {
            const auto event = packet_of(each);
            state.on_event(event, time.now());
        }
        const auto device = state.devices().records().get("PJSIP/phone");
        const auto extension = state.extensions().records().get("10\nin");
        const auto known = state.endpoints().records().get("phone");
        const auto contact = state.contacts().records().get(phone);
        CHECK(device.state().value() == device_state::in_use);
        CHECK(extension.is_in_use());
        CHECK(known.state().value() == device_state::in_use);
        CHECK(contact.status().value() == contact_reachability::reachable);
    } while (std::next_permutation(events.begin(), events.end()));
}
