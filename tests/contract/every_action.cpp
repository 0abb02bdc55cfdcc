// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Every action that the server offers, beside a session that sends the same bytes by hand: the same answer, in time, and
// nothing left over.

#include "support/calls.hpp"
#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/inbox.hpp"
#include "support/raw_session.hpp"

#include <ami/protocol/wire/ascii.hpp>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace tests;

namespace {

// An action without parameters that is not sent, and why.
struct exclusion {
    std::string_view action;
    std::string_view reason;
};

constexpr exclusion exclusions[] = {
    {"Logoff", "it ends the session: contract/session.cpp"},
    {"WaitEvent", "without Timeout it waits for as long as no event comes: it has a case of its own"},
};

// Actions that the server may lack. It refuses them, which must not look like an answer of the module that has them.
constexpr std::string_view of_other_modules[] = {"CheckFreeze", "CoreShowChannelMap", "DAHDIDNDoff",
    "DAHDIDialOffhook", "DAHDIHangup", "DAHDIRestart", "DAHDIShowChannels", "DAHDIShowStatus",
    "DAHDITransfer", "DataGet", "FilterList", "JabberSend", "MeetmeList", "MeetmeListRooms", "MeetmeMute",
    "MWIDelete", "MWIGet", "MWIUpdate", "Monitor", "PJSIPHangup", "PJSIPShowMaintenance", "PRIDebugSet",
    "PRIShowSpans", "Queues", "RptLocalNodes", "RptStatus", "SCCPListDevices", "SCCPListLines",
    "SCCPShowDevice", "SendFlash", "SIPnotify", "SIPpeers", "SIPpeerstatus", "SIPqualifypeer", "SIPshowpeer",
    "SIPshowregistry", "SKINNYdevices", "SKINNYlines", "SKINNYshowdevice", "SKINNYshowline", "smscommand",
    "StopMonitor", "VoicemailBoxSummary", "VoicemailForward"};

// An action a row: its name and its headers, with '|' between them. Rows that begin with '+' share the `{unique}` and the
// `{call}` of the row before: a name that nobody else has, and the unique id of a call of its own.
constexpr std::string_view rows[] = {
    "AbsoluteTimeout|Channel: {call}|Timeout: 50",
    "AgentLogoff|Agent: 1001|Soft: true",
    "Agents|Any: thing",
    "AGI|Channel: {call}|Command: VERBOSE hello 1|CommandID: {unique}",
    "AOCMessage|Channel: {call}|MsgType: D|ChargeType: Free",
    "Atxfer|Channel: {call}|Exten: 103|Context: sets",
    "BlindTransfer|Channel: {call}|Exten: 103|Context: sets",
    "Bridge|Channel1: {call}|Channel2: none",
    "BridgeDestroy|BridgeUniqueid: none",
    "BridgeInfo|BridgeUniqueid: none",
    "BridgeKick|Channel: {call}",
    "BridgeList|BridgeType: base",
    "BridgeTechnologySuspend|BridgeTechnology: native_rtp",
    "+BridgeTechnologyUnsuspend|BridgeTechnology: native_rtp",
    "CancelAtxfer|Channel: {call}",
    "Challenge|AuthType: MD5",
    "ChangeMonitor|Channel: {call}|File: {unique}",
    "Command|Command: core show version",
    "Command|Command: core show applications",
    "Command|Command: core show nonsense",
    "Command|Command: database show",
    "ConfbridgeKick|Conference: none|Channel: all",
    "ConfbridgeList|Conference: none",
    "ConfbridgeLock|Conference: none",
    "ConfbridgeMute|Conference: none|Channel: {call}",
    "ConfbridgeSetSingleVideoSrc|Conference: none|Channel: {call}",
    "ConfbridgeStartRecord|Conference: none",
    "ConfbridgeStopRecord|Conference: none",
    "ConfbridgeUnlock|Conference: none",
    "ConfbridgeUnmute|Conference: none|Channel: {call}",
    "ControlPlayback|Channel: {call}|Control: stop",
    "CoreShowChannelMap|Channel: {call}",
    "+CoreShowChannels|Any: thing",
    "CreateConfig|Filename: ami_every_action.conf",
    "+UpdateConfig|SrcFilename: ami_every_action.conf|DstFilename: ami_every_action.conf|Action-000000: NewCat|"
    "Cat-000000: first|Action-000001: Append|Cat-000001: first|Var-000001: name|Value-000001: a value",
    "+GetConfig|Filename: ami_every_action.conf",
    "+GetConfigJSON|Filename: ami_every_action.conf",
    "+ListCategories|Filename: ami_every_action.conf",
    "+UpdateConfig|SrcFilename: ami_every_action.conf|DstFilename: ami_every_action.conf|Action-000000: DelCat|"
    "Cat-000000: none",
    "GetConfig|Filename: extensions.conf",
    "GetConfig|Filename: none.conf",
    "GetConfigJSON|Filename: queues.conf",
    "ListCategories|Filename: queues.conf",
    "DBPut|Family: {unique}|Key: a|Val: first",
    "+DBPut|Family: {unique}|Key: b|Val: ",
    "+DBGet|Family: {unique}|Key: a",
    "+DBGet|Family: {unique}|Key: none",
    "+DBGetTree|Family: {unique}",
    "+DBDel|Family: {unique}|Key: a",
    "+DBDel|Family: {unique}|Key: a",
    "+DBDelTree|Family: {unique}",
    "+DBDelTree|Family: {unique}",
    "+DBGetTree|Family: {unique}",
    "DialplanExtensionAdd|Context: {unique}|Extension: 1|Priority: 1|Application: NoOp|ApplicationData: x",
    "+ShowDialPlan|Context: {unique}",
    "+DialplanExtensionRemove|Context: {unique}|Extension: 1|Priority: 1",
    "+DialplanExtensionRemove|Context: {unique}|Extension: 1|Priority: 1",
    "ShowDialPlan|Context: none",
    "ShowDialPlan|Context: sets|Extension: 103",
    "ExtensionState|Exten: 2001|Context: from-internal",
    "ExtensionState|Exten: none|Context: none",
    "FAXSession|SessionNumber: 1",
    "Filter|Operation: Delete|Filter: Event: None",
    "Getvar|Variable: {unique}",
    "Getvar|Variable: BASE64_DECODE(b25lCnR3bzogMgo=)",
    "Getvar|Channel: {call}|Variable: CHANNEL(state)",
    "+Setvar|Channel: {call}|Variable: A|Value: 1",
    "+Status|Channel: {call}|Variables: A",
    "+Status|Channel: {call}|AllVariables: true",
    "Setvar|Variable: AMI_EVERY_ACTION|Value: x",
    "Hangup|Channel: {call}|Cause: 17",
    "Hangup|Channel: none",
    "Hangup|Channel: /^none.*$/",
    "JabberSend|Jabber: none|JID: none@example.com|Message: hello",
    "LocalOptimizeAway|Channel: {call}",
    "Login|Username: hello|Secret: wrong",
    "MailboxCount|Mailbox: 2001@default",
    "MailboxStatus|Mailbox: 2001@default",
    "MeetmeList|Conference: 1",
    "MessageSend|To: pjsip:none|From: <sip:a@example.com>|Body: hello",
    "MixMonitor|Channel: {call}|File: {unique}.wav",
    "+MixMonitorMute|Channel: {call}|Direction: both|State: 1",
    "+StopMixMonitor|Channel: {call}",
    "ModuleCheck|Module: app_dial",
    "ModuleCheck|Module: none",
    "ModuleLoad|Module: app_morsecode|LoadType: unload",
    "+ModuleLoad|Module: app_morsecode|LoadType: load",
    "+ModuleLoad|Module: app_morsecode|LoadType: reload",
    "ModuleLoad|Module: none|LoadType: load",
    "Monitor|Channel: {call}|File: {unique}",
    "+PauseMonitor|Channel: {call}",
    "+UnpauseMonitor|Channel: {call}",
    "+StopMonitor|Channel: {call}",
    "MuteAudio|Channel: {call}|Direction: in|State: on",
    "MWIUpdate|Mailbox: {unique}|OldMessages: 1|NewMessages: 2",
    "+MWIGet|Mailbox: {unique}",
    "+MWIDelete|Mailbox: {unique}",
    "Originate|Channel: Local/2007@from-internal/n|Application: Wait|Data: 1|Async: true|ChannelId: {unique}",
    "Originate|Channel: Local/2007@from-internal/n|Application: NoOp|ChannelId: {unique}",
    "Originate|Channel: Local/2003@from-internal/n|Application: Wait|Data: 1|ChannelId: {unique}",
    "Originate|Channel: None/2003|Application: Wait|Data: 1",
    "Park|Channel: {call}|TimeoutChannel: {call}|Timeout: 3000",
    "ParkedCalls|ParkingLot: default",
    "PJSIPHangup|Channel: {call}|Cause: 16",
    "PJSIPNotify|Endpoint: bob|Variable: Event=x",
    "PJSIPQualify|Endpoint: alice",
    "PJSIPQualify|Endpoint: none",
    "PJSIPRegister|Registration: none",
    "PJSIPUnregister|Registration: none",
    "PJSIPSetMaintenance|Endpoint: none|State: on",
    "PJSIPShowEndpoint|Endpoint: alice",
    "PJSIPShowEndpoint|Endpoint: none",
    "PJSIPShowMaintenance|Endpoint: alice",
    "PlayDTMF|Channel: {call}|Digit: 5",
    "PlayMF|Channel: {call}|Digit: 5",
    "PresenceState|Provider: CustomPresence:none",
    "QueueAdd|Queue: support|Interface: Local/{unique}@none|Penalty: 1",
    "+QueueAdd|Queue: support|Interface: Local/{unique}@none",
    "+QueuePause|Interface: Local/{unique}@none|Paused: true|Reason: lunch",
    "+QueuePenalty|Interface: Local/{unique}@none|Penalty: 3",
    "+QueueMemberRingInUse|Interface: Local/{unique}@none|RingInUse: no|Queue: support",
    "+QueueStatus|Queue: support|Member: Local/{unique}@none",
    "+QueueRemove|Queue: support|Interface: Local/{unique}@none",
    "+QueueRemove|Queue: support|Interface: Local/{unique}@none",
    "QueueChangePriorityCaller|Queue: support|Caller: none|Priority: 2",
    "QueueLog|Queue: support|Event: TEST|Message: hello",
    "QueueReload|Queue: {unique}|Members: yes",
    "QueueReset|Queue: {unique}",
    "QueueRule|Rule: none",
    "QueueStatus|Queue: none",
    "QueueSummary|Queue: sales",
    "QueueSummary|Queue: none",
    "QueueWithdrawCaller|Queue: support|Caller: none",
    "Redirect|Channel: {call}|Exten: 209|Context: sets|Priority: 1",
    "Redirect|Channel: none|Exten: 209|Context: sets|Priority: 1",
    "Reload|Module: app_queue",
    "Reload|Module: none",
    "SendFlash|Channel: {call}",
    "SendText|Channel: {call}|Message: hello",
    "SIPnotify|Channel: peer1|Variable: Event=x",
    "SIPpeerstatus|Peer: peer1",
    "SIPqualifypeer|Peer: peer1",
    "SIPshowpeer|Peer: peer1",
    "SKINNYshowdevice|Device: dev1",
    "SKINNYshowline|Line: 1001",
    "SorceryMemoryCacheExpire|Cache: none",
    "SorceryMemoryCacheExpireObject|Cache: none|Object: none",
    "SorceryMemoryCachePopulate|Cache: none",
    "SorceryMemoryCacheStale|Cache: none",
    "SorceryMemoryCacheStaleObject|Cache: none|Object: none",
    "Status|Channel: none",
    "UserEvent|UserEvent: {unique}|Text: hello",
    "VoicemailBoxSummary|Context: default|Mailbox: 2001",
    "VoicemailForward|Context: default|Mailbox: 2001|Folder: INBOX|ID: none|ToContext: default|ToMailbox: 2001|"
    "ToFolder: Old",
    "VoicemailMove|Context: default|Mailbox: 2001|Folder: INBOX|ID: none|ToFolder: Old",
    "VoicemailRemove|Context: default|Mailbox: 2001|Folder: INBOX|ID: none",
    "VoicemailRefresh|Context: default|Mailbox: 2001",
    "VoicemailUserStatus|Context: default|Mailbox: 2001",
    "VoicemailUserStatus|Context: default|Mailbox: none",
};

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
    return text;
}

bool is_alnum(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

// Numbers, and what is written in hexadecimal, differ from answer to answer.
std::string without_numbers(std::string_view text)
{
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        auto end = at;
        while (end < text.size() && is_alnum(text[end]))
            ++end;
        const auto word = text.substr(at, end - at);
        const bool hex = std::all_of(word.begin(), word.end(),
            [](char c) { return std::string_view("0123456789abcdef").find(c) != std::string_view::npos; });
        if (hex && word.size() >= 4) {
            result += '0';
        } else {
            for (const char c : word) {
                const bool digit = c >= '0' && c <= '9';
                if (!digit)
                    result += c;
                else if (result.empty() || result.back() != '0')
                    result += '0';
            }
        }
        if (end < text.size())
            result += text[end++];
        at = end;
    }
    return result;
}

// The lines of a packet, as far as each client gets the same; over mxml the names of its headers.
std::string comparable(std::string_view packet)
{
    std::string result;
    for (std::size_t at = 0; at < packet.size();) {
        // In mxml a line feed inside a value is a line end too.
        const std::string_view line_end = over_mxml() ? "\n" : "\r\n";
        const auto end = std::min(packet.find(line_end, at), packet.size());
        auto line = std::string(packet.substr(at, end - at));
        at = end + line_end.size();
        if (over_mxml()) {
            line = header(line.substr(0, std::min(line.find(':'), line.find('\r'))));
            std::transform(line.begin(), line.end(), line.begin(), ami::detail::to_lower);
        }
        // A channel goes on between two answers.
        for (const std::string_view name : {"Application: ", "ApplicationData: ", "Data: "}) {
            if (line.starts_with(name))
                line.resize(name.size());
        }
        if (!line.empty() && !ami::detail::istarts_with(line, "ActionID"))
            result += without_numbers(line) + '\n';
    }
    return result;
}

std::vector<std::string> comparable(const std::vector<std::string>& packets)
{
    std::vector<std::string> result;
    for (const auto& each : packets)
        result.push_back(comparable(each));
    return result;
}

// Everything that an answer has, in the order of the wire.
std::vector<std::string> packets_of(const ami::response& answer)
{
    std::vector<std::string> packets{std::string(answer.raw())};
    for (const auto& item : answer.events())
        packets.emplace_back(item.raw());
    if (!answer.list_error().raw().empty())
        packets.emplace_back(answer.list_error().raw());
    if (!answer.completion().raw().empty())
        packets.emplace_back(answer.completion().raw());
    return packets;
}

std::string text_of(const std::vector<std::string>& packets)
{
    std::string result;
    for (const auto& each : packets)
        result += each + "--\n";
    return result;
}

bool is_response(const std::string& packet)
{
    return packet.starts_with("Response:") && packet.find("\r\nActionID: raw-") != std::string::npos;
}

// ModuleLoad without LoadType has up to three responses. The first one counts. Takes the others out, and returns their number.
std::size_t take_further_responses(std::vector<std::string>& packets)
{
    if (packets.empty() || packets.front().find("\r\nEventList: start\r\n") != std::string::npos)
        return 0;
    return std::erase_if(
        packets, [&](const auto& each) { return &each != &packets.front() && is_response(each); });
}

// A row with its `{unique}` and `{call}`, as lines of an action.
std::string lines_of(std::string row, const std::string& name, const std::string& call)
{
    if (row.starts_with('+'))
        row.erase(0, 1);
    row = replaced(replaced("Action: " + row, "{unique}", name), "{call}", call);
    return replaced(row, "|", "\r\n") + "\r\n";
}

ami::action action_of(const std::string& lines)
{
    ami::action result{""};
    for (ami::header_iterator at{lines}; at != ami::header_iterator{}; ++at) {
        if (at->name == "Action")
            result = ami::action{at->value};
        else
            result.add(at->name, at->value);
    }
    return result;
}

// Rows that belong together.
using sequence = std::vector<std::string>;

std::vector<sequence> sequences()
{
    std::vector<sequence> result;
    for (const auto row : rows) {
        if (!row.starts_with('+'))
            result.emplace_back();
        result.back().emplace_back(row);
    }
    return result;
}

bool is_excluded(std::string_view name)
{
    return std::any_of(std::begin(exclusions), std::end(exclusions), [&](const exclusion& each) {
        if (each.action != name)
            return false;
        std::printf("%s is not sent without parameters: %s\n", each.action.data(), each.reason.data());
        return true;
    });
}

asio::awaitable<std::vector<std::string>> every_name(ami::client& pbx)
{
    std::set<std::string> names(std::begin(of_other_modules), std::end(of_other_modules));
    const auto offered = co_await pbx.async_execute(ami::action{"ListCommands"});
    for (const auto& header : offered) {
        if (header.name != "Response" && header.name != "ActionID")
            names.emplace(header.name);
    }
    std::vector<std::string> result;
    std::copy_if(names.begin(), names.end(), std::back_inserter(result),
        [](const auto& name) { return !is_excluded(name); });
    co_return result;
}

// chan_skinny writes no blank line between an item and the completion of its lists.
void split_events(std::vector<std::string>& packets)
{
    for (std::size_t i = 0; i != packets.size(); ++i) {
        const auto next =
            packets[i].starts_with("Event:") ? packets[i].find("\r\nEvent: ") : std::string::npos;
        if (next == std::string::npos)
            continue;
        auto rest = packets[i].substr(next + 2);
        packets[i].erase(next + 2);
        packets.insert(packets.begin() + static_cast<std::ptrdiff_t>(i) + 1, std::move(rest));
    }
}

// What one side got for a sequence, as far as both must get the same.
struct transcript {
    void add(std::vector<std::string> packets)
    {
        split_events(packets);
        further_responses += take_further_responses(packets);
        texts += static_cast<std::size_t>(std::count_if(packets.begin(), packets.end(),
            [](const auto& each) { return !each.starts_with("Response:") && !each.starts_with("Event:"); }));
        const bool answered = std::any_of(packets.begin(), packets.end(), is_response);
        text += answered ? text_of(comparable(packets)) : "no response\n";
    }

    std::string text;
    std::size_t further_responses = 0;
    std::size_t texts = 0; // packets that are neither a response nor an event
};

// A client under test, a session by hand, and a client that makes calls for both.
class bench {
public:
    asio::awaitable<void> begin(std::string_view user = "hello")
    {
        auto how = settings(user);
        how.events = ami::event_mask::none();
        pbx_.emplace(co_await connected(how));
        caller_.emplace(co_await connected(tcp_settings()));
        by_hand_.emplace(co_await asio::this_coro::executor);
        co_await by_hand_->login(tcp_settings(user));
        co_await by_hand_->execute_whole("Action: Ping\r\n");
    }

    ami::client& pbx() { return *pbx_; }
    ami::client& caller() { return *caller_; }

    // Both send the rows, each with names and a call of its own, until the answers are the same: other people's channels come
    // and go.
    asio::awaitable<void> compare(sequence actions)
    {
        transcript hand;
        transcript client;
        for (int attempt = 0; attempt != 20; ++attempt) {
            hand = co_await run_by_hand(actions);
            client = co_await run_by_client(actions, hand);
            if (client.text == hand.text)
                break;
        }
        INFO(actions.front());
        CHECK(client.text == hand.text);
    }

    // All at once: each gets the answer that it gets alone.
    asio::awaitable<void> compare_at_once(std::vector<std::string> names)
    {
        std::vector<transcript> client(names.size());
        std::size_t ended = 0;
        for (std::size_t i = 0; i != names.size(); ++i)
            pbx_->async_execute(ami::action{names[i]}, [&, i](ami::error_code ec, ami::response answer) {
                client[i].text = result_of(ec, answer);
                ++ended;
            });
        sent_ += names.size();
        co_await until([&] { return ended == names.size(); });
        for (std::size_t i = 0; i != names.size(); ++i) {
            INFO(names[i]);
            const auto alone = co_await run_by_hand(sequence(1, names[i]));
            further_responses_ += alone.further_responses;
            texts_ += alone.texts;
            // Lists change. What else there is, the response, does not.
            const auto response = alone.text.substr(0, alone.text.find("--\n"));
            CHECK(client[i].text.substr(0, client[i].text.find("--\n")) == response);
        }
    }

    // Nothing was left over, and the session goes on.
    asio::awaitable<void> end()
    {
        co_await pbx_->async_ping();
        CHECK(pbx_->is_ready());
        const auto counters = pbx_->get_counters();
        CHECK(counters.orphan_responses == further_responses_);
        CHECK(counters.late_answers == 0);
        CHECK(counters.actions_timed_out == 0);
        CHECK(counters.other_packets == texts_);
        CHECK(counters.reconnects == 0);
        CHECK(slowest_ < 5s);
        std::printf("%zu actions; the slowest took %lld ms: %s\n", sent_,
            static_cast<long long>(std::chrono::duration_cast<std::chrono::milliseconds>(slowest_).count()),
            slowest_action_.c_str());
        co_await pbx_->async_logoff();
    }

private:
    static std::string result_of(ami::error_code ec, const ami::response& answer)
    {
        if (ec)
            return ec == unanswered() ? "no response\n" : ec.message() + '\n';
        return text_of(comparable(packets_of(answer)));
    }

    asio::awaitable<transcript> run_by_hand(sequence actions)
    {
        const auto name = unique("every");
        const auto call = co_await begin_call(actions);
        transcript result;
        for (const auto& row : actions)
            result.add(co_await by_hand_->execute_whole(lines_of(row, name, call)));
        co_await end_call(call);
        co_return result;
    }

    asio::awaitable<transcript> run_by_client(sequence actions, transcript hand)
    {
        const auto name = unique("every");
        const auto call = co_await begin_call(actions);
        transcript result;
        const auto before = received();
        const auto others = pbx_->get_counters().actions_started + actions.size();
        auto packets = hand.further_responses;
        bool all_answered = true;
        for (const auto& row : actions) {
            const auto request = action_of(lines_of(row, name, call));
            const auto start = std::chrono::steady_clock::now();
            ami::error_code ec;
            const auto answer =
                co_await pbx_->async_execute(request, asio::redirect_error(asio::use_awaitable, ec));
            const auto took = std::chrono::steady_clock::now() - start;
            ++sent_;
            if (took > slowest_) {
                slowest_ = took;
                slowest_action_ = row;
            }
            result.text += result_of(ec, answer);
            all_answered = all_answered && !ec;
            packets += packets_of(answer).size();
        }
        further_responses_ += hand.further_responses;
        texts_ += hand.texts;
        co_await end_call(call);
        co_await pbx_->async_ping();
        // Every packet that came is in an answer, or answers a Ping.
        if (!over_http() && all_answered) {
            INFO(actions.front());
            CHECK(received() - before == packets + (pbx_->get_counters().actions_started - others));
        }
        co_return result;
    }

    std::uint64_t received() const
    {
        const auto counters = pbx_->get_counters();
        return counters.responses_received + counters.events_received + counters.other_packets;
    }

    asio::awaitable<std::string> begin_call(const sequence& actions)
    {
        const bool wanted = std::any_of(actions.begin(), actions.end(),
            [](const auto& row) { return row.find("{call}") != std::string::npos; });
        auto call = wanted ? unique("call") : std::string();
        if (wanted)
            co_await answered_call(*caller_, call);
        co_return call;
    }

    asio::awaitable<void> end_call(std::string call)
    {
        if (!call.empty())
            co_await caller_->async_execute(ami::action{"Hangup"}.add("Channel", call));
    }

    std::optional<ami::client> pbx_;
    std::optional<ami::client> caller_;
    std::optional<raw_session> by_hand_;
    std::size_t sent_ = 0;
    std::size_t further_responses_ = 0;
    std::size_t texts_ = 0;
    std::chrono::steady_clock::duration slowest_{};
    std::string slowest_action_;
};

} // namespace

TEST_CASE("every action: without parameters -> the answer that a session by hand gets, in time")
{
    const auto* const user = GENERATE("hello", "limited");
    run(
        [user]() -> asio::awaitable<void> {
            bench sessions;
            co_await sessions.begin(user);
            const auto names = co_await every_name(sessions.caller());
            for (const auto& name : names)
                co_await sessions.compare(sequence(1, name));
            co_await sessions.end();
        },
        60s);
}

TEST_CASE("every action: with parameters -> the answer that a session by hand gets, in time")
{
    run(
        []() -> asio::awaitable<void> {
            bench sessions;
            co_await sessions.begin();
            for (const auto& actions : sequences())
                co_await sessions.compare(actions);
            co_await sessions.end();
        },
        60s);
}

TEST_CASE("every action: all at once -> each gets its own answer")
{
    run(
        []() -> asio::awaitable<void> {
            bench sessions;
            co_await sessions.begin();
            const auto names = co_await every_name(sessions.caller());
            co_await sessions.compare_at_once(names);
            co_await sessions.end();
        },
        60s);
}

TEST_CASE("every action: WaitEvent -> answered over TCP, refused over HTTP")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto request = ami::action{"WaitEvent"}.add("Timeout", 1);
        if (over_http()) {
            const auto refused = co_await failure_of(pbx.async_execute(request));
            CHECK(refused.code == ami::errc::action_refused);
            co_return;
        }
        inbox completed(pbx, "WaitEventComplete");
        const auto answer = co_await pbx.async_execute(request);
        CHECK(answer.ok());
        co_await completed.next("ActionID", std::string(answer["ActionID"]));
        co_await pbx.async_ping();
        CHECK(pbx.get_counters().orphan_responses == 0);
    });
}
