// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// States of devices and the extensions that follow them.

#include "support/catch.hpp"
#include "support/contract.hpp"

#include <ami/client.hpp>
#include <ami/values.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

using namespace tests;

namespace {

asio::awaitable<ami::response> listed(ami::client& pbx, std::string name)
{
    ami::action request{std::move(name)};
    co_return co_await pbx.async_execute(std::move(request));
}

ami::action question(std::string exten, std::string context)
{
    ami::action request{"ExtensionState"};
    request.add("Exten", std::move(exten));
    if (!context.empty())
        request.add("Context", std::move(context));
    return request;
}

ami::action change(const std::string& device, std::string state)
{
    ami::action request{"Setvar"};
    request.add("Variable", "DEVICE_STATE(" + device + ")").add("Value", std::move(state));
    return request;
}

} // namespace

TEST_CASE("states: a device of the kind Custom is told, listed and read")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto device = unique("Custom:told");
        std::vector<std::string> told;
        auto events = pbx.on("DeviceStateChange", [&](const ami::event_view& event) {
            if (event["Device"] == device)
                told.emplace_back(event["State"]);
        });
        for (const char* const state : {"INUSE", "INUSE", "RINGING", "INVALID"}) {
            auto request = change(device, state);
            co_await pbx.async_execute(std::move(request));
        }
        co_await until([&] { return told.size() == 3; });
        CHECK(told == std::vector<std::string>{"INUSE", "RINGING", "INVALID"});

        auto wrong = change(device, "UNKNOWN");
        const auto failed = co_await pbx.async_execute(std::move(wrong));
        CHECK(failed.message() == "Variable not set");
        auto other = change("PJSIP/" + device, "INUSE");
        const auto refused = co_await pbx.async_execute(std::move(other));
        CHECK(refused.message() == "Variable not set");

        ami::action read{"Getvar"};
        read.add("Variable", "DEVICE_STATE(" + device + ")");
        const auto value = co_await pbx.async_execute(std::move(read));
        CHECK(value["Value"] == "INVALID");
        const auto all = co_await listed(pbx, "DeviceStateList");
        const auto& items = all.events();
        CHECK(std::count_if(items.begin(), items.end(), [&](const auto& each) {
            return each["Device"] == device && each["State"] == "INVALID";
        }) == 1);
        ami::action forget{"DBDel"};
        forget.add("Family", "CustomDevstate").add("Key", device.substr(7));
        co_await pbx.async_execute(std::move(forget));
    });
}

TEST_CASE("states: what ExtensionState answers")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        auto hinted = question("5000", "from-internal");
        const auto lamp = co_await pbx.async_execute(std::move(hinted));
        CHECK(lamp.message() == "Extension Status");
        CHECK(lamp["Exten"] == "5000");
        CHECK(lamp["Context"] == "from-internal");
        CHECK(lamp["Hint"] == "Custom:lamp");
        CHECK_FALSE(lamp["StatusText"].empty());

        auto nowhere = question("9999", "");
        const auto none = co_await pbx.async_execute(std::move(nowhere));
        CHECK(none["Context"] == "default");
        CHECK(none["Hint"] == "");
        CHECK(none["Status"] == "-1");
        CHECK(none["StatusText"] == "Unknown");
        auto empty = ami::action{"ExtensionState"};
        const auto failed = co_await pbx.async_execute(std::move(empty));
        CHECK(failed.message() == "Extension not specified");

        const auto presences = co_await listed(pbx, "PresenceStateList");
        CHECK(presences.message() == "Presence State Changes will follow");
        const auto extensions = co_await listed(pbx, "ExtensionStateList");
        CHECK(extensions.events().size() == 3);
    });
}

TEST_CASE("states: mailboxes and endpoints are listed")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        ami::action counted{"MailboxCount"};
        counted.add("Mailbox", "2001@default");
        const auto count = co_await pbx.async_execute(std::move(counted));
        CHECK(count.message() == "Mailbox Message Count");
        CHECK(count["NewMessages"] == "0");
        ami::action asked{"MailboxStatus"};
        asked.add("Mailbox", "2001@default");
        const auto waiting = co_await pbx.async_execute(std::move(asked));
        CHECK(waiting["Waiting"] == "0");
        const auto boxes = co_await listed(pbx, "VoicemailUsersList");
        REQUIRE(boxes.events().size() == 1);
        CHECK(boxes.events().front()["VoiceMailbox"] == "2001");
        CHECK(boxes.events().front()["Fullname"] == "Ana");

        const auto endpoints = co_await listed(pbx, "PJSIPShowEndpoints");
        CHECK(endpoints.events().size() == 3);
        const auto contacts = co_await listed(pbx, "PJSIPShowContacts");
        CHECK(contacts.message() == "No Contacts found");
        const auto registrations = co_await listed(pbx, "PJSIPShowRegistrationsOutbound");
        CHECK(registrations.events().empty());
    });
}
