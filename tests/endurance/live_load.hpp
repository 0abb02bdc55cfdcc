// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_ENDURANCE_LIVE_LOAD_HPP
#define AMI_TESTS_ENDURANCE_LIVE_LOAD_HPP

// Random actions on a real Asterisk: calls, transfers, conferences, parking, queues and their members, states of devices,
// registrations, reloads.

#include <ami/client.hpp>
#include <ami/live.hpp>

#include <fmt/format.h>

#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace tests {

class live_load {
public:
    // Channels, conferences and so on are chosen from what `model` shows.
    live_load(ami::client& pbx, const ami::live::model& model, std::uint32_t seed)
        : pbx_(pbx), model_(model), random_(seed)
    {}

    unsigned below(unsigned end) { return std::uniform_int_distribution<unsigned>(0, end - 1)(random_); }
    std::uint64_t actions() const noexcept { return actions_; }

    void act()
    {
        switch (below(26)) {
        case 0:
        case 1:
        case 2: call("Dial", fmt::format("Local/200{}@from-internal,20", 1 + below(8))); break;
        case 3:
        case 4: call("Queue", below(2) == 0 ? "sales" : "support"); break;
        case 5:
        case 6: call("ConfBridge", room()); break;
        case 7: call("Park", ""); break;
        case 8: call("Wait", std::to_string(1 + below(20))); break;
        case 9:
        case 10:
        case 11:
        case 12: with_channel("Hangup"); break;
        case 13: redirect(); break;
        case 14: with_channel("Park", {{"TimeoutChannel", "Local/103@sets"}, {"Timeout", "8000"}}); break;
        case 15: bridge(); break;
        case 16: with_channel("BlindTransfer", {{"Context", "sets"}, {"Exten", "209"}}); break;
        case 17: with_channel("Atxfer", {{"Context", "from-internal"}, {"Exten", "2001"}}); break;
        case 18: add_member(); break;
        case 19:
        case 20: change_member(); break;
        case 21:
            send(ami::action("Setvar")
                     .add("Variable", fmt::format("DEVICE_STATE(Custom:{})", below(2) == 0 ? "lamp" : "eva"))
                     .add("Value", below(2) == 0   ? "INUSE"
                                   : below(2) == 0 ? "RINGING"
                                                   : "NOT_INUSE"));
            break;
        case 22:
        case 23: change_conference(); break;
        case 24:
            send(ami::action(below(2) == 0 ? "PJSIPRegister" : "PJSIPUnregister")
                     .add("Registration", "bob-registers"));
            break;
        case 25: reload(); break;
        }
    }

    void hang_up_all() { send(ami::action("Hangup").add("Channel", "/^.*$/")); }

private:
    using headers = std::vector<std::pair<std::string, std::string>>;

    void send(ami::action request)
    {
        ++actions_;
        pbx_.async_execute(std::move(request), [](ami::error_code, const ami::response&) {});
    }

    void call(std::string application, std::string data)
    {
        if (model_.channels().size() > 60)
            return with_channel("Hangup");
        send(ami::action("Originate")
                 .add("Channel",
                     fmt::format("Local/30{:02}@from-internal{}", 5 + below(25), below(2) == 0 ? "/n" : ""))
                 .add("Application", application)
                 .add("Data", data)
                 .add("CallerID", fmt::format("Caller <{}>", 100 + below(50)))
                 .add("ChannelId", fmt::format("load-{}-{}", random_(), calls_++))
                 .add("Async", "true"));
    }

    template <class Record>
    Record one_of(const std::vector<Record>& all)
    {
        return all.empty() ? Record() : all[below(static_cast<unsigned>(all.size()))];
    }

    void with_channel(std::string action, const headers& more = {})
    {
        const auto channel = one_of(model_.channels());
        if (!channel)
            return;
        ami::action request(std::move(action));
        request.add("Channel", channel.name());
        for (const auto& [name, value] : more)
            request.add(name, value);
        send(std::move(request));
    }

    void redirect()
    {
        static constexpr std::pair<const char*, const char*> places[] = {{"sets", "103"},
            {"from-internal", "2009"}, {"from-internal", "2010"}, {"from-internal", "2016"},
            {"from-internal", "2008"}};
        const auto& [context, exten] = places[below(5)];
        headers more{{"Context", context}, {"Exten", exten}, {"Priority", "1"}};
        const auto other = one_of(model_.channels());
        if (other && below(3) == 0)
            more.insert(more.end(), {{"ExtraChannel", std::string(other.name())}, {"ExtraContext", "sets"},
                                        {"ExtraExten", "103"}, {"ExtraPriority", "1"}});
        with_channel("Redirect", more);
    }

    void bridge()
    {
        const auto all = model_.channels();
        const auto a = one_of(all);
        const auto b = one_of(all);
        if (a && b && a.id() != b.id())
            send(ami::action("Bridge").add("Channel1", a.name()).add("Channel2", b.name()));
    }

    std::string room() { return fmt::format("room{}", below(3)); }

    void change_conference()
    {
        const auto user = one_of(model_.conference_users());
        if (!user)
            return;
        static constexpr const char* names[] = {
            "ConfbridgeMute", "ConfbridgeUnmute", "ConfbridgeKick", "ConfbridgeLock", "ConfbridgeUnlock"};
        const auto kind = below(5);
        ami::action request(names[kind]);
        request.add("Conference", user.conference());
        if (kind < 3)
            request.add("Channel", user.channel_name());
        send(std::move(request));
    }

    std::string interface() { return fmt::format("Local/300{}@from-internal/n", 1 + below(5)); }
    std::string queue() { return below(2) == 0 ? "sales" : "support"; }

    void add_member()
    {
        send(ami::action("QueueAdd")
                 .add("Queue", queue())
                 .add("Interface", interface())
                 .add("Penalty", std::to_string(below(4)))
                 .add("MemberName", fmt::format("Member {}", below(4))));
    }

    void change_member()
    {
        const auto member = one_of(model_.queue_members());
        if (!member)
            return;
        switch (below(4)) {
        case 0:
            send(
                ami::action("QueueRemove").add("Queue", member.queue()).add("Interface", member.interface()));
            break;
        case 1:
            send(ami::action("QueuePenalty")
                     .add("Interface", member.interface())
                     .add("Penalty", std::to_string(below(9))));
            break;
        default:
            send(ami::action("QueuePause")
                     .add("Queue", member.queue())
                     .add("Interface", member.interface())
                     .add("Paused", below(2) == 0 ? "true" : "false")
                     .add("Reason", below(2) == 0 ? "lunch" : ""));
        }
    }

    // A reload tells nothing of the members that it changes.
    void reload()
    {
        switch (below(4)) {
        case 0: send(ami::action("QueueReload").add("Members", "yes").add("Parameters", "yes")); break;
        case 1: send(ami::action("Reload").add("Module", "app_queue.so")); break;
        case 2: send(ami::action("Reload").add("Module", "res_parking.so")); break;
        default: {
            const auto name = is_extended_ ? "Delete" : "Append";
            ami::action change("UpdateConfig");
            change.add("SrcFilename", "queues.conf")
                .add("DstFilename", "queues.conf")
                .add("Reload", "app_queue.so");
            change.add("Action-000000", name).add("Cat-000000", "support").add("Var-000000", "member");
            if (is_extended_)
                change.add("Match-000000", "Local/3009@from-internal/n,1,Uma");
            else
                change.add("Value-000000", ">Local/3009@from-internal/n,1,Uma");
            is_extended_ = !is_extended_;
            send(std::move(change));
        }
        }
    }

    ami::client& pbx_;
    const ami::live::model& model_;
    std::mt19937 random_;
    std::uint64_t actions_ = 0;
    std::uint64_t calls_ = 0;
    bool is_extended_ = false;
};

} // namespace tests

#endif // AMI_TESTS_ENDURANCE_LIVE_LOAD_HPP
