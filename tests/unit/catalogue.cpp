// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The actions and events of Asterisk as data.

#include "support/catch.hpp"

#include <ami/catalogue.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/ascii.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace catalogue = ami::catalogue;

TEST_CASE("catalogue: an action", "[typed][catalogue]")
{
    const auto* const add = catalogue::find_action("queueadd");
    REQUIRE(add);
    CHECK(add->name == "QueueAdd");
    CHECK(add->rights == std::vector<std::string_view>{"agent"});
    CHECK(add->answer == "response");
    CHECK(add->versions == std::vector<int>{13, 16, 18, 20, 21, 22, 23});
    const auto* const queue = catalogue::find(add->parameters, "Queue");
    REQUIRE(queue);
    CHECK(queue->is_required);
    CHECK(queue->kind == "string");
    const auto* const paused = catalogue::find(add->parameters, "PAUSED");
    REQUIRE(paused);
    CHECK(paused->kind == "bool");
    CHECK_FALSE(paused->is_required);
    CHECK_FALSE(catalogue::find(add->parameters, "Nothing"));
    CHECK_FALSE(catalogue::find_action("Nothing"));

    const auto* const status = catalogue::find_action("QueueStatus");
    REQUIRE(status);
    CHECK(status->items == std::vector<std::string_view>{"QueueEntry", "QueueMember", "QueueParams"});
    CHECK(status->completion == "QueueStatusComplete");
    CHECK(catalogue::find_action("Ping")->rights.empty());
    const auto* const load = catalogue::find_action("ModuleLoad");
    REQUIRE(load);
    const auto* const recursive = catalogue::find(load->parameters, "Recursive");
    REQUIRE(recursive);
    CHECK(recursive->versions == std::vector<int>{18, 20, 21, 22, 23});
}

TEST_CASE("catalogue: what differs by version", "[typed][catalogue]")
{
    using names = std::vector<std::string_view>;
    using versions = std::vector<int>;
    const auto* const stop = catalogue::find_action("ConfbridgeStopRecord");
    REQUIRE(stop);
    CHECK(stop->rights == names{"system"});
    REQUIRE(stop->rights_by_version.size() == 2);
    CHECK(stop->rights_by_version[0].rights == names{"system"});
    CHECK(stop->rights_by_version[0].versions == versions{16, 18, 20, 21, 22, 23});
    CHECK(stop->rights_by_version[1].rights == names{"call"});
    CHECK(stop->rights_by_version[1].versions == versions{13});
    for (const auto& each : catalogue::actions()) {
        INFO(each.name);
        REQUIRE_FALSE(each.rights_by_version.empty());
        CHECK(each.rights_by_version.front().rights == each.rights);
        versions all;
        for (const auto& some : each.rights_by_version)
            all.insert(all.end(), some.versions.begin(), some.versions.end());
        std::sort(all.begin(), all.end());
        CHECK(all == each.versions);
    }

    const auto required_in = [](std::string_view action, std::string_view parameter) {
        const auto* const found = catalogue::find(catalogue::find_action(action)->parameters, parameter);
        CHECK(found->is_required == (found->required_in == found->versions));
        return found->required_in;
    };
    CHECK(required_in("MessageSend", "To") == versions{13});
    CHECK(required_in("PJSIPNotify", "Variable") == versions{13, 16});
    CHECK(required_in("SIPnotify", "Variable") == versions{13, 16, 18, 20});
    CHECK(required_in("QueueAdd", "Penalty").empty());
}

TEST_CASE("catalogue: an event", "[typed][catalogue]")
{
    const auto* const end = catalogue::find_event("DialEnd");
    REQUIRE(end);
    CHECK(end->classes == std::vector<std::string_view>{"call"});
    CHECK(end->is_sent);
    CHECK_FALSE(end->is_in_lists);
    const auto* const result = catalogue::find(end->fields, "DialStatus");
    REQUIRE(result);
    CHECK(result->values.size() == 9);
    CHECK(catalogue::find(end->fields, "DestCallerIDNum")->is_personal);
    CHECK(catalogue::find_event("QueueMember")->is_in_lists);
    CHECK_FALSE(catalogue::find_event("QueueMember")->is_sent);
    CHECK(catalogue::find_event("ParkedCall")->is_sent);
    CHECK(catalogue::find_event("ParkedCall")->is_in_lists);
    CHECK(catalogue::find_event("UserEvent")->is_open);
}

TEST_CASE("catalogue: everything is in it, once and in order", "[typed][catalogue]")
{
    CHECK(catalogue::actions().size() == 172);
    CHECK(catalogue::events().size() == 251);
    std::set<std::string> names;
    for (const auto& each : catalogue::actions()) {
        INFO(each.name);
        CHECK((!each.versions.empty() || each.name == "FilterList")); // in no release yet
        CHECK(names.insert(std::string(each.name)).second);
        for (const auto item : each.items)
            CHECK((catalogue::find_event(item) || item == "PRIShowSpans"));
        CHECK((each.completion.empty() || catalogue::find_event(each.completion)));
    }
    for (const auto& each : catalogue::events())
        CHECK((each.is_sent || each.is_in_lists));
}

TEST_CASE("catalogue: no log record shows a secret", "[typed][catalogue]")
{
    std::size_t secrets = 0;
    const auto check = [&](std::string_view of, const std::vector<catalogue::member>& members) {
        for (const auto& each : members) {
            if (!each.is_secret())
                continue;
            INFO(of << "." << each.name);
            ++secrets;
            CHECK(ami::detail::names_secret(each.name));
        }
    };
    for (const auto& each : catalogue::actions())
        check(each.name, each.parameters);
    for (const auto& each : catalogue::events())
        check(each.name, each.fields);
    CHECK(secrets == 14);
}
