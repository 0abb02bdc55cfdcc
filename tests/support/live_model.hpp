// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_LIVE_MODEL_HPP
#define AMI_TESTS_SUPPORT_LIVE_MODEL_HPP

// A model of a client in a virtual network, whose server has all lists.

#include "support/live_calls.hpp"
#include "support/live_queues.hpp"
#include "support/reconnecting_client.hpp"

#include <ami/live.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tests {

namespace live = ami::live;
using live::freshness;

// With the ActionID that the server puts in.
inline std::string item_of(std::string text)
{
    for (const std::string_view id : {"ActionID: x\n", "ActionID: 1\n"}) {
        if (const auto at = text.find(id); at != text.npos)
            text.replace(at, id.size(), "ActionID: $ID\n");
    }
    return text + "\n";
}

inline std::string list_begin()
{
    return "Response: Success\nActionID: $ID\nEventList: start\n\n";
}
inline std::string list_end()
{
    return "Event: Completed\nActionID: $ID\nEventList: Complete\n\n";
}
inline std::string list_of(const strings& items)
{
    auto text = list_begin();
    for (const auto& each : items)
        text += item_of(each);
    return text + list_end();
}

inline std::string channel_item(const std::string& id, int state = 6)
{
    live_calls::snapshot channel{id};
    channel.state = state;
    return live_calls::channel_item(channel);
}
inline std::string channel_event(std::string_view name, const std::string& id, int state = 6)
{
    live_calls::snapshot channel{id};
    channel.state = state;
    return live_calls::told(name, channel.text()) + "\n";
}
inline std::string hangup_of(const std::string& id)
{
    return live_calls::told("Hangup", live_calls::snapshot{id}.text()) + "Cause: 16\nCause-txt: x\n\n";
}
inline std::string member_item(const std::string& queue, const std::string& interface)
{
    live_state::member_facts member;
    member.queue = queue;
    member.interface = member.state_interface = interface;
    return member.item();
}
inline std::string device_text(std::string_view device, std::string_view state)
{
    return fmt::format("Event: DeviceStateChange\nActionID: x\nDevice: {}\nState: {}\n", device, state);
}
inline std::string device_event(std::string_view device, std::string_view state)
{
    return fmt::format("Event: DeviceStateChange\nDevice: {}\nState: {}\n\n", device, state);
}

class live_world : public reconnecting_client {
public:
    explicit live_world(live::options how = {}) : options(how)
    {
        net->always("Login").success("Message: Authentication accepted\n");
        net->always("Ping").reply("Response: Success\nActionID: $ID\nPing: Pong\n\n");
        net->always("Events").success();
        net->always("ListCommands").success("Command: Execute Asterisk CLI Command.  (Priv: command,all)\n");
        user_reads("all");
        for (const auto* const each : {"CoreShowChannels", "BridgeList", "QueueStatus", "ConfbridgeList",
                 "ParkedCalls", "DeviceStateList", "ExtensionStateList", "PresenceStateList",
                 "PJSIPShowEndpoints", "PJSIPShowContacts", "PJSIPShowRegistrationsOutbound", "Agents"})
            lists(each, {});
        refuses("ConfbridgeListRooms", "No active conferences.");
        net->always("VoicemailUsersList")
            .success("Message: There are no voicemail users currently defined.\n");
    }

    // What the server answers from now on.
    void lists(const std::string& action, const strings& items) { net->always(action).reply(list_of(items)); }
    void refuses(const std::string& action, const std::string& message)
    {
        net->always(action).error(message);
    }
    // The user's rights, as the answer to a Command has them.
    void user_reads(std::string_view classes)
    {
        net->always("Command").success(fmt::format(
            "Message: Command output follows\nOutput:         read perm: {}\nOutput:        write perm: command\n",
            classes));
    }
    void is_silent(const std::string& action) { net->always(action); }

    // To the last action of that name.
    void answer(std::string_view action, std::string_view text)
    {
        const auto& written = server().written();
        const auto found = written.rfind(fmt::format("Action: {}\r\n", action));
        REQUIRE(found != written.npos);
        const auto id = written.find("ActionID: ", found) + 10;
        server().say(text, written.substr(id, written.find('\r', id) - id));
        run();
    }

    void connect()
    {
        const auto op = begin_connect(*pbx, config);
        run();
        REQUIRE(op->succeeded());
    }
    // A model that has listed everything.
    live::model& fill()
    {
        live.emplace(*pbx, options);
        watch(*live);
        connect();
        REQUIRE(live->state() == freshness::live);
        asked();
        told();
        return *live;
    }
    void lose()
    {
        server().eof();
        run();
    }

    void watch(live::model& model)
    {
        model.on_state([this](freshness now) { note(now); });
        model.on_channel([this](const auto& change) { note("channel", "Uniqueid", change); });
        model.on_conference_user([this](const auto& change) { note("user", "Uniqueid", change); });
        model.on_queue([this](const auto& change) { note("queue", "Queue", change); });
        model.on_queue_member([this](const auto& change) { note("member", "Interface", change); });
        model.on_device([this](const auto& change) { note("device", "Device", change); });
        model.on_endpoint([this](const auto& change) { note("endpoint", "ObjectName", change); });
    }

    // The state of a device.
    std::string device(std::string_view name) const
    {
        const auto found = live->find_device(name);
        return std::string(found["State"]);
    }

    // What the handlers got since the last call.
    strings told() { return std::exchange(told_, {}); }

    // The lists that were asked for since the last call.
    strings asked()
    {
        strings all;
        for (; stream_ != net->streams().size(); ++stream_, offset_ = 0) {
            const auto& written = net->streams()[stream_]->written();
            for (auto end = written.find("\r\n\r\n", offset_); end != written.npos;
                 end = written.find("\r\n\r\n", offset_)) {
                const auto action = written.substr(offset_, end + 2 - offset_);
                offset_ = end + 4;
                const auto name = value_of(action, "Action: ");
                if (name == "Login" || name == "Ping" || name == "Logoff" || name == "Events" ||
                    name == "ListCommands" || name == "Command")
                    continue;
                const auto what = value_of(action, "Queue: ") + value_of(action, "Conference: ") +
                                  value_of(action, "Channel: ");
                all.push_back(what.empty() ? name : name + " " + what);
            }
            if (stream_ + 1 == net->streams().size())
                break;
        }
        return all;
    }

    live::options options;
    std::optional<live::model> live;

private:
    static std::string value_of(const std::string& action, std::string_view name)
    {
        const auto at = action.find(name);
        if (at == action.npos)
            return {};
        const auto begin = at + name.size();
        return action.substr(begin, action.find('\r', begin) - begin);
    }

    void note(freshness now)
    {
        static constexpr const char* names[] = {"none", "filling", "live", "stale"};
        told_.emplace_back(names[static_cast<std::size_t>(now)]);
    }
    template <class Record>
    void note(std::string_view kind, std::string_view key, const live::change<Record>& change)
    {
        const char* const sign = change.has_appeared() ? "+" : change.is_gone() ? "-" : "~";
        const char* const origin = change.origin() == live::change_origin::told ? "told" : "found";
        told_.push_back(fmt::format("{}{} {} {}{}", sign, kind, change.latest()[key], origin,
            change.is_first_fill() ? " first" : ""));
        if constexpr (std::is_same_v<Record, live::channel>) {
            if (const auto cause = change.hangup_cause())
                told_.back() += fmt::format(" {}", static_cast<int>(*cause));
        }
    }

    strings told_;
    std::size_t stream_ = 0;
    std::size_t offset_ = 0;
};

inline operation<> begin_filled(live::model& model)
{
    return begin<>([&](auto handler) { model.async_filled(std::move(handler)); });
}

} // namespace tests

#endif // AMI_TESTS_SUPPORT_LIVE_MODEL_HPP
