// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_LIVE_AUDIT_HPP
#define AMI_TESTS_SUPPORT_LIVE_AUDIT_HPP

// What a model of live state shows, against the server's own lists.

#include "support/contract.hpp"

#include <ami/client.hpp>
#include <ami/live.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/values.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/deferred.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests {

/// Differences in words: the same difference has the same words at any time.
using difference_texts = std::set<std::string>;

/// Compares what a model shows with plain lists, one kind of records after another.
class live_audit {
public:
    live_audit(const ami::live::model& model, ami::client& pbx) : model_(model), pbx_(pbx) {}

    asio::awaitable<difference_texts> run()
    {
        co_await channels();
        co_await bridges();
        co_await conferences();
        co_await parked_calls();
        co_await queues();
        co_await states();
        co_await pjsip();
        co_await agents_and_mailboxes();
        co_return std::exchange(found_, {});
    }

private:
    // What is compared of each record, by its key.
    using texts = std::map<std::string, std::string>;
    using items = std::optional<std::vector<ami::event>>;

    // The items; nothing where the server refuses the list, which the model must know then.
    asio::awaitable<items> list(std::string name, std::string conference = {})
    {
        ami::action request{name};
        if (!conference.empty())
            request.add("Conference", conference);
        auto [ec, answer] = co_await pbx_.async_execute(std::move(request), asio::as_tuple(asio::deferred));
        if (!ec && answer.ok()) {
            std::vector<ami::event> all;
            for (const auto& each : answer.events())
                all.emplace_back(each);
            co_return all;
        }
        if (!ec && ami::is_empty_list(name, answer))
            co_return std::vector<ami::event>();
        const auto faults = model_.faults();
        if (std::none_of(faults.begin(), faults.end(),
                [&](const auto& each) { return each.text().starts_with(name + ':'); }))
            found_.insert(fmt::format("{}: {}, and the model has no such fault", name,
                ec ? ec.message() : std::string(answer.message())));
        co_return std::nullopt;
    }

    void compare(std::string_view what, const texts& shown, const texts& listed, bool is_whole_list = true)
    {
        for (const auto& [key, text] : listed) {
            const auto known = shown.find(key);
            if (known == shown.end())
                found_.insert(fmt::format("{} {}: only in the list", what, key));
            else if (known->second != text)
                found_.insert(
                    fmt::format("{} {}: model \"{}\", list \"{}\"", what, key, known->second, text));
        }
        for (const auto& [key, text] : shown) {
            if (is_whole_list && !listed.contains(key))
                found_.insert(fmt::format("{} {}: only in the model", what, key));
        }
    }

    template <class Headers>
    static std::string joined(const Headers& of, std::initializer_list<std::string_view> names)
    {
        std::string text;
        for (const auto name : names) {
            if (!text.empty())
                text += '|';
            text += std::string_view(of[name]);
        }
        return text;
    }

    // Records of both sides that have the same names of headers.
    template <class Records>
    void compare_headers(std::string_view what, const Records& shown, const std::vector<ami::event>& listed,
        std::initializer_list<std::string_view> keys, std::initializer_list<std::string_view> others,
        bool is_whole_list = true)
    {
        texts model;
        texts server;
        for (const auto& each : shown)
            model.emplace(joined(each, keys), joined(each, others));
        // A channel may be in one list twice: the later one is newer.
        for (const auto& each : listed)
            server.insert_or_assign(joined(each, keys), joined(each, others));
        compare(what, model, server, is_whole_list);
    }

    asio::awaitable<void> channels()
    {
        const auto listed = co_await list("CoreShowChannels");
        if (listed)
            compare_headers("channel", model_.channels(), *listed, {"Uniqueid"},
                {"Channel", "ChannelState", "BridgeId", "CallerIDNum", "CallerIDName", "ConnectedLineNum",
                    "ConnectedLineName", "AccountCode"});
    }

    asio::awaitable<void> bridges()
    {
        const auto listed = co_await list("BridgeList");
        if (listed)
            compare_headers("bridge", model_.bridges(), *listed, {"BridgeUniqueid"},
                {"BridgeType", "BridgeCreator", "BridgeName"});
    }

    asio::awaitable<void> conferences()
    {
        const auto rooms = co_await list("ConfbridgeListRooms");
        if (!rooms)
            co_return;
        compare_headers("conference", model_.conferences(), *rooms, {"Conference"}, {});
        std::vector<ami::event> listed;
        for (const auto& each : *rooms) {
            const auto users = co_await list("ConfbridgeList", std::string(each["Conference"]));
            if (users)
                listed.insert(listed.end(), users->begin(), users->end());
        }
        compare_headers("conference user", model_.conference_users(), listed, {"Conference", "Uniqueid"},
            {"Admin", "Muted", "Channel"});
    }

    asio::awaitable<void> parked_calls()
    {
        const auto listed = co_await list("ParkedCalls");
        if (listed)
            compare_headers("parked call", model_.parked_calls(), *listed, {"Parkinglot", "ParkingSpace"},
                {"ParkeeUniqueid", "ParkeeChannel"});
    }

    asio::awaitable<void> queues()
    {
        const auto listed = co_await list("QueueStatus");
        if (!listed)
            co_return;
        std::map<std::string, texts> server;
        for (const auto& each : *listed) {
            const std::string kind(each.name());
            if (kind == "QueueParams")
                server[kind].emplace(each["Queue"], joined(each, {"Strategy", "Calls"}));
            else if (kind == "QueueMember")
                server[kind].emplace(joined(each, {"Queue", "Location"}),
                    joined(each, {"Name", "StateInterface", "Membership", "Penalty", "Paused", "PausedReason",
                                     "Status"}));
            else if (kind == "QueueEntry")
                server[kind].emplace(
                    joined(each, {"Queue", "Uniqueid"}), joined(each, {"Position", "Channel"}));
        }
        texts queues;
        texts members;
        texts callers;
        for (const auto& each : model_.queues()) {
            queues.emplace(each.name(), joined(each, {"Strategy", "Calls"}));
            for (const auto& caller : model_.queue_callers(each.name()))
                callers.emplace(
                    joined(caller, {"Queue", "Uniqueid"}), joined(caller, {"Position", "Channel"}));
        }
        for (const auto& each : model_.queue_members())
            members.emplace(joined(each, {"Queue", "Interface"}),
                joined(each, {"MemberName", "StateInterface", "Membership", "Penalty", "Paused",
                                 "PausedReason", "Status"}));
        compare("queue", queues, server["QueueParams"]);
        compare("queue member", members, server["QueueMember"]);
        compare("queue caller", callers, server["QueueEntry"]);
    }

    asio::awaitable<void> states()
    {
        // Of devices whose states are not cached only events tell.
        const auto devices = co_await list("DeviceStateList");
        if (devices)
            compare_headers("device", model_.devices(), *devices, {"Device"}, {"State"}, false);
        const auto extensions = co_await list("ExtensionStateList");
        if (extensions)
            compare_headers(
                "extension", model_.extensions(), *extensions, {"Exten", "Context"}, {"Hint", "Status"});
        const auto presences = co_await list("PresenceStateList");
        if (presences)
            compare_headers("presence", model_.presences(), *presences, {"Presentity"}, {"Status"}, false);
    }

    asio::awaitable<void> pjsip()
    {
        const auto endpoints = co_await list("PJSIPShowEndpoints");
        if (endpoints) {
            texts model;
            texts server;
            // "Not in use" in lists, NOT_INUSE in events.
            const auto state = [](std::string_view text) {
                std::string letters;
                for (const char c : text) {
                    if (c != ' ' && c != '_')
                        letters += ami::detail::to_lower(c);
                }
                return letters;
            };
            for (const auto& each : model_.endpoints())
                model.emplace(each.name(), state(each["DeviceState"]));
            for (const auto& each : *endpoints)
                server.emplace(each["ObjectName"], state(each["DeviceState"]));
            compare("endpoint", model, server);
        }
        // Contacts of the configuration are never listed.
        const auto contacts = co_await list("PJSIPShowContacts");
        if (contacts) {
            texts model;
            texts server;
            for (const auto& each : model_.contacts())
                model.emplace(each.uri(), "");
            for (const auto& each : *contacts)
                server.emplace(each["Uri"], "");
            compare("contact", model, server, false);
        }
        const auto registrations = co_await list("PJSIPShowRegistrationsOutbound");
        if (registrations)
            compare_headers(
                "registration", model_.registrations(), *registrations, {"ObjectName"}, {"Status"});
    }

    asio::awaitable<void> agents_and_mailboxes()
    {
        const auto agents = co_await list("Agents");
        if (agents)
            compare_headers("agent", model_.agents(), *agents, {"Agent"}, {"Name", "Status"});
        const auto mailboxes = co_await list("VoicemailUsersList");
        if (!mailboxes)
            co_return;
        texts model;
        texts server;
        for (const auto& each : model_.mailboxes())
            model.emplace(each.name(), each["New"]);
        for (const auto& each : *mailboxes) {
            if (each.name() == "VoicemailUserEntry")
                server.emplace(
                    fmt::format("{}@{}", each["VoiceMailbox"], each["VMContext"]), each["NewMessageCount"]);
        }
        compare("mailbox", model, server);
    }

    const ami::live::model& model_;
    ami::client& pbx_;
    difference_texts found_;
};

/// What the model shows otherwise than the server lists now. Events that are on their way make differences too.
inline asio::awaitable<difference_texts> differences(const ami::live::model& model, ami::client& pbx)
{
    live_audit audit(model, pbx);
    co_return co_await audit.run();
}

/// Those of the differences that all comparisons find, until there are none or the time is over: while others make calls,
/// there is always something on its way.
inline asio::awaitable<difference_texts> lasting_differences(
    const ami::live::model& model, ami::client& pbx, std::chrono::seconds limit = 12s)
{
    const auto deadline = std::chrono::steady_clock::now() + limit;
    auto lasting = co_await differences(model, pbx);
    while (!lasting.empty() && std::chrono::steady_clock::now() < deadline) {
        const auto found = co_await differences(model, pbx);
        std::erase_if(lasting, [&](const auto& each) { return !found.contains(each); });
    }
    co_return lasting;
}

} // namespace tests

#endif // AMI_TESTS_SUPPORT_LIVE_AUDIT_HPP
