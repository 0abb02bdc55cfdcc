// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// PJSIP: endpoints, contacts, registrations, subscriptions.

#include "support/calls.hpp"
#include "sweep/phone.hpp"
#include "sweep/sweep.hpp"

namespace tests {

namespace {

// What a phone at the server's own address, which is the endpoint `self` by that, sends to watch an extension.
std::string subscription_from(const std::string& address)
{
    return "SUBSCRIBE sip:2001@" + address +
           " SIP/2.0\r\n"
           "Via: SIP/2.0/UDP " +
           address +
           ":5071;branch=z9hG4bK-sweep\r\n"
           "Max-Forwards: 70\r\n"
           "From: <sip:watcher@" +
           address +
           ">;tag=sweep\r\n"
           "To: <sip:2001@" +
           address +
           ">\r\n"
           "Call-ID: sweep@" +
           address +
           "\r\n"
           "CSeq: 1 SUBSCRIBE\r\n"
           "Contact: <sip:watcher@" +
           address +
           ":5071>\r\n"
           "Event: presence\r\n"
           "Accept: application/pidf+xml\r\n"
           "Expires: 60\r\n"
           "Content-Length: 0\r\n\r\n";
}

ami::outbound_registration_state state_of(
    const ami::actions::pjsip_show_registrations_outbound::list_type& list)
{
    return only<events::outbound_registration_detail>(list).status().value();
}

asio::awaitable<void> wait_for_state(sweep& s, ami::outbound_registration_state wanted)
{
    co_await s.until_so("the registration has the state", [&]() -> asio::awaitable<bool> {
        const auto list = co_await s.pbx().async_list(actions::pjsip_show_registrations_outbound{});
        co_return state_of(list) == wanted;
    });
}

// The server registers with itself.
asio::awaitable<void> change_registration(sweep& s)
{
    using state = ami::outbound_registration_state;
    co_await wait_for_state(s, state::registered);
    const auto contacts = co_await s.list(actions::pjsip_show_contacts{});
    first<events::contact_list>(contacts, [](const auto& e) { return e.endpoint() == "self"; });
    co_await s.done(actions::pjsip_unregister{"loop"});
    co_await wait_for_state(s, state::unregistered);
    const auto fewer = co_await s.list(actions::pjsip_show_contacts{});
    CHECK(fewer.size() + 1 == contacts.size());
    co_await s.done(actions::pjsip_register{"loop"});
    co_await wait_for_state(s, state::registered);
    const auto outbound = co_await s.list(actions::pjsip_show_registrations_outbound{});
    CHECK(only<events::outbound_registration_detail>(outbound).object_name() == "loop");
    co_await s.list(actions::pjsip_show_registrations_inbound{});
    co_await s.list(actions::pjsip_show_registration_inbound_contact_statuses{});
    co_await s.refused(actions::pjsip_register{"none"}, "Unable to retrieve registration");
}

asio::awaitable<void> see_endpoints(sweep& s)
{
    const auto endpoints = co_await s.list(actions::pjsip_show_endpoints{});
    first<events::endpoint_list>(endpoints, [](const auto& e) { return e.object_name() == "alice"; });
    const auto alice = co_await s.list(actions::pjsip_show_endpoint{"alice"});
    CHECK(only<events::endpoint_detail>(alice).object_name() == "alice");
    CHECK_FALSE(alice.items<events::aor_detail>().empty());
    CHECK_FALSE(alice.items<events::auth_detail>().empty());
    const auto self = co_await s.list(actions::pjsip_show_endpoint{"self"});
    CHECK_FALSE(self.items<events::identify_detail>().empty());
    co_await s.list(actions::pjsip_show_aors{});
    co_await s.list(actions::pjsip_show_auths{});
    const auto lists = co_await s.list(actions::pjsip_show_resource_lists{});
    CHECK(only<events::resource_list_detail>(lists).object_name() == "people");
    co_await s.list(actions::pjsip_show_subscriptions_outbound{});
    if (s.is_22()) {
        co_await s.done(actions::pjsip_set_maintenance{"alice", true});
        const auto on = co_await s.list(actions::pjsip_show_maintenance{}.endpoint("alice"));
        CHECK(only<events::pjsip_maintenance_status>(on).status().value());
        co_await s.done(actions::pjsip_set_maintenance{"alice", false});
        const auto off = co_await s.list(actions::pjsip_show_maintenance{}.endpoint("alice"));
        CHECK_FALSE(only<events::pjsip_maintenance_status>(off).status().value());
    } else {
        co_await s.absent(actions::pjsip_set_maintenance{"alice", true}, "Asterisk 20");
        co_await s.absent(actions::pjsip_show_maintenance{}.endpoint("alice"), "Asterisk 20");
    }
}

asio::awaitable<void> see_subscriptions(sweep& s)
{
    phone watcher(s.pbx().get_executor(), 5071);
    watcher.send(subscription_from(asterisk_value("HOST")));
    const auto notified = co_await watcher.next("NOTIFY");
    CHECK(contains(notified, "Event: presence"));
    co_await s.until_so("the subscription is there", [&]() -> asio::awaitable<bool> {
        const auto list = co_await s.pbx().async_list(actions::pjsip_show_subscriptions_inbound{});
        co_return !list.empty();
    });
    const auto inbound = co_await s.list(actions::pjsip_show_subscriptions_inbound{});
    CHECK(only<events::inbound_subscription_detail>(inbound).endpoint() == "self");
}

// The name of a channel by which the server was called.
asio::awaitable<std::string> called_channel(sweep& s, std::string extension)
{
    std::string name;
    co_await s.until_so("the server is called", [&]() -> asio::awaitable<bool> {
        const auto channels = co_await s.pbx().async_list(actions::core_show_channels{});
        for (const auto each : channels.items<events::core_show_channel>()) {
            if (each.channel().text().starts_with("PJSIP/") && each.snapshot().exten() == extension)
                name = each.channel().text();
        }
        co_return !name.empty();
    });
    co_return name;
}

// Only a call that was not answered can be refused.
asio::awaitable<void> refuse_call(sweep& s)
{
    if (!s.is_22()) {
        co_await s.absent(actions::pjsip_hangup{"none", "603"}, "Asterisk 18");
        co_return;
    }
    inbox ended(s.pbx(), "Hangup");
    const auto id = unique("sweep");
    auto call = ami::action{"Originate"}.add("Channel", "Local/6004@from-internal/n").add("Async", "true");
    call.add("Context", "sets").add("Exten", "103").add("Priority", "1").add("ChannelId", id);
    co_await s.pbx().async_execute(std::move(call));
    const auto name = co_await called_channel(s, "2004");
    co_await s.done(actions::pjsip_hangup{name, "603"});
    co_await ended.next("Channel", name);
    co_await departure(s.pbx(), id);
}

asio::awaitable<void> notify(sweep& s)
{
    const auto uri = "sip:phone@" + asterisk_value("HOST") + ":5070";
    const auto call = co_await s.call("6001");
    const auto channel = co_await called_channel(s, "2001");
    phone alice(s.pbx().get_executor(), 5070);
    co_await s.done(actions::pjsip_notify{}.endpoint("alice").variable("Event", "to-endpoint"));
    const auto first_one = co_await alice.next("NOTIFY");
    CHECK(contains(first_one, "Event: to-endpoint"));
    co_await s.done(actions::pjsip_notify{}.uri(uri).variable("Event", "to-uri"));
    std::string second_one;
    while (!contains(second_one, "Event: to-uri")) // the first one comes again
        second_one = co_await alice.next("NOTIFY");
    co_await s.done(actions::pjsip_notify{}.channel(channel).variable("Event", "to-channel"));
    if (s.is_22()) {
        co_await s.done(actions::pjsip_notify{}.endpoint("alice").option("sweep"));
        std::string third_one;
        while (!contains(third_one, "Event: sweep"))
            third_one = co_await alice.next("NOTIFY");
    }
    co_await s.done(actions::pjsip_qualify{"alice"});
    co_await alice.next("OPTIONS");
    co_await s.refused(actions::pjsip_qualify{"none"}, "Unable to retrieve endpoint");
    co_await s.hang_up(call);
}

} // namespace

asio::awaitable<void> sweep_phones(sweep& s)
{
    co_await change_registration(s);
    co_await see_endpoints(s);
    co_await see_subscriptions(s);
    co_await notify(s);
    co_await refuse_call(s);
}

} // namespace tests
