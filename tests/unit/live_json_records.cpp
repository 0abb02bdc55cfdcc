// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Records, changes and snapshots as JSON, and what waits for one reader of a feed.

#include "support/catch.hpp"
#include "support/live_calls.hpp"

#include <ami/session/live/channel_store.hpp>
#include <ami/session/live/feed_json.hpp>
#include <ami/session/live/feed_queue.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace tests::live_calls;

namespace {

constexpr auto by_event = live::change_origin::told;
constexpr auto by_list = live::change_origin::found;

template <class Record>
Record record_of(
    std::string_view key, std::string_view lines, const typename record_store<Record>::values& values = {})
{
    std::string bytes;
    for (const char c : lines)
        bytes.append(c == '\n' ? "\r\n" : std::string(1, c));
    record_store<Record> store;
    store.put(key, bytes, values, by_event);
    return store.get(key);
}

template <class Record>
std::string json_of(const Record& record)
{
    std::string json;
    json_writer to(json);
    to.begin_object();
    write_key(to, record);
    write_members(to, record);
    to.end_object();
    return json;
}

const std::chrono::system_clock::time_point noon{1'700'000'000s + 500ms};

} // namespace

TEST_CASE("live json: a channel", "[live][json]")
{
    wanted_lists wanted;
    channel_store channels(wanted);
    const auto item = packet_of(
        "Event: CoreShowChannel\nChannel: PJSIP/a-1\nChannelState: 6\nCallerIDNum: 100\nCallerIDName: M\xFCller\nConnectedLineNum: <unknown>\n"
        "ConnectedLineName: O\\'Brien\nLanguage: en\nAccountCode: acc\nContext: home\nExten: 200\nPriority: 3\n"
        "Uniqueid: 1.5\nLinkedid: 1.4\nChanVariable: city=Z\xC3\xBCrich\nChanVariable: odd\n"
        "Application: Dial\nApplicationData: \"x\"\nDuration: 00:00:00\nBridgeId: br\n");
    channels.on_item(item.view(), {time_point(), noon});
    CHECK(
        json_of(channels.all().get("1.5")) ==
        R"({"kind":"channel","id":"1.5","name":"PJSIP/a-1","linked_id":"1.4","first_linked_id":"1.4","state":"Up",)"
        R"("caller_number":"100","caller_name":"M)"
        "\xEF\xBF\xBD"
        R"(ller","caller_name_base64":"TfxsbGVy",)"
        R"("connected_number":"","connected_name":"O'Brien","account":"acc","context":"home","exten":"200",)"
        R"("priority":3,"language":"en","application":"Dial","application_data":"\"x\"","bridge_id":"br",)"
        R"("since":1700000000.500000,"variables":[{"name":"city","value":"Z)"
        "\xC3\xBC"
        R"(rich"},)"
        R"({"name":"odd","value":""}]})");
}

TEST_CASE("live json: the other records of calls", "[live][json]")
{
    CHECK(json_of(record_of<live::bridge>("b",
              "BridgeUniqueid: b\nBridgeType: basic\nBridgeTechnology: softmix\nBridgeCreator: <unknown>\n"
              "BridgeName: n\nBridgeNumChannels: 2\n",
              {noon})) ==
          R"({"kind":"bridge","id":"b","type":"basic","technology":"softmix","creator":"","name":"n",)"
          R"("channel_count":2,"since":1700000000.500000})");
    CHECK(json_of(record_of<live::conference>("room", "Conference: Room\nLocked: Yes\n", {noon})) ==
          R"({"kind":"conference","id":"room","name":"Room","bridge_id":"","locked":true,"muted":null,)"
          R"("since":1700000000.500000})");
    CHECK(
        json_of(record_of<live::conference_user>("room\n1.5",
            "Conference: Room\nUniqueid: 1.5\nChannel: x\nCallerIDNum: 100\nCallerIDName: A\nAdmin: Yes\n")) ==
        R"({"kind":"conference_user","id":"room\u000a1.5","conference":"Room","channel_id":"1.5",)"
        R"("channel_name":"x","caller_number":"100","caller_name":"A","is_admin":true,"is_muted":false,)"
        R"("is_talking":false,"is_marked":null,"is_waiting":null,"joined_at":null})");
    CHECK(
        json_of(record_of<live::parked_call>("lot\n701",
            "Parkinglot: lot\nParkingSpace: 701\nParkeeUniqueid: 1.5\nParkeeChannel: x\nParkeeCallerIDNum: 100\n"
            "ParkeeCallerIDName: A\nParkerDialString: PJSIP/b\n",
            {noon, noon + 45s})) ==
        R"({"kind":"parked_call","id":"lot\u000a701","lot":"lot","space":"701","channel_id":"1.5",)"
        R"("channel_name":"x","caller_number":"100","caller_name":"A","parker":"PJSIP/b",)"
        R"("since":1700000000.500000,"times_out_at":1700000045.500000})");
}

TEST_CASE("live json: queues, members, callers", "[live][json]")
{
    CHECK(
        json_of(record_of<live::queue>("support",
            "Queue: support\nMax: 0\nStrategy: ringall\nCalls: 2\nHoldtime: 7\nTalkTime: 9223372036\n"
            "Completed: 3\nAbandoned: 1\nServiceLevel: 20\nServicelevelPerf: 87.5\nServicelevelPerf2: nan\n"
            "Weight: x\n")) ==
        R"({"kind":"queue","id":"support","name":"support","strategy":"ringall","max":0,"calls":2,"hold_time":7,)"
        R"("talk_time":9223372036,"completed":3,"abandoned":1,"service_level":20,)"
        R"("service_level_performance":87.5,"service_level_performance_2":null,"weight":null})");
    CHECK(
        json_of(record_of<live::queue_member>("support\nPJSIP/a",
            "Queue: support\nMemberName: A\nInterface: PJSIP/a\nStateInterface: PJSIP/a\nMembership: dynamic\n"
            "Penalty: 1\nCallsTaken: 4\nLastCall: 1700000000\nLoginTime: 1600000000\nInCall: 0\nStatus: 6\nPaused: 1\n"
            "PausedReason: lunch\nLastPause: 1700000001\nWrapuptime: 5\n")) ==
        R"({"kind":"queue_member","id":"support\u000aPJSIP/a","queue":"support","interface":"PJSIP/a","name":"A",)"
        R"("state_interface":"PJSIP/a","shares_state_interface":false,"membership":"dynamic","status":"RINGING",)"
        R"("in_call":false,"paused":true,"paused_reason":"lunch","paused_since":1700000001,"penalty":1,)"
        R"("calls_taken":4,"last_call":1700000000,"login_time":1600000000,"wrapup_time":5,"ring_in_use":null})");
    CHECK(
        json_of(record_of<live::queue_caller>("support\n1.5",
            "Queue: support\nPosition: 1\nChannel: x\nUniqueid: 1.5\nCallerIDNum: 100\nCallerIDName: A\n"
            "ConnectedLineNum: 1\nConnectedLineName: B\nPriority: 0\n",
            {noon})) ==
        R"({"kind":"queue_caller","id":"support\u000a1.5","queue":"support","channel_id":"1.5","channel":"x",)"
        R"("position":1,"priority":0,"caller_id_number":"100","caller_id_name":"A","connected_line_number":"1",)"
        R"("connected_line_name":"B","waiting_since":1700000000.500000})");
}

TEST_CASE("live json: states, PJSIP, agents, mailboxes", "[live][json]")
{
    CHECK(json_of(record_of<live::device>("PJSIP/a", "Device: PJSIP/a\nState: INUSE\n")) ==
          R"({"kind":"device","id":"PJSIP/a","name":"PJSIP/a","state":"INUSE"})");
    CHECK(json_of(record_of<live::device>("d", "Device: d\nState: 99\n")) ==
          R"({"kind":"device","id":"d","name":"d","state":null})");
    CHECK(
        json_of(record_of<live::extension>(
            "100\nsets", "Exten: 100\nContext: sets\nHint: PJSIP/a\nStatus: 9\n")) ==
        R"({"kind":"extension","id":"100\u000asets","exten":"100","context":"sets","hint":"PJSIP/a",)"
        R"("state":"InUse&Ringing","is_in_use":true,"is_busy":false,"is_unavailable":false,"is_ringing":true,)"
        R"("is_on_hold":false})");
    CHECK(
        json_of(record_of<live::presence>(
            "p", "Presentity: p\nStatus: away\nSubtype: s\nMessage: at \\\"home\\\"\n")) ==
        R"({"kind":"presence","id":"p","presentity":"p","status":"away","subtype":"s","message":"at \"home\""})");
    CHECK(json_of(record_of<live::endpoint>(
              "a", "ObjectName: a\nTransport: udp\nAor: a,b\nDeviceState: NOT_INUSE\nContacts: c,\n")) ==
          R"({"kind":"endpoint","id":"a","name":"a","state":"NOT_INUSE","aors":"a,b","transport":"udp",)"
          R"("contacts":"c,"})");
    CHECK(
        json_of(record_of<live::contact>("a\nsip:a@b",
            "AOR: a\nURI: sip:a@b\nEndpointName: a\nUserAgent: u\nViaAddress: v\nContactStatus: Reachable\n"
            "RoundtripUsec: 1500\n")) ==
        R"({"kind":"contact","id":"a\u000asip:a@b","aor":"a","uri":"sip:a@b","endpoint":"a","user_agent":"u",)"
        R"("via_address":"v","status":"Reachable","round_trip":0.001500})");
    CHECK(
        json_of(record_of<live::registration>(
            "r", "ObjectName: r\nClientUri: c\nServerUri: s\nStatus: Registered\n")) ==
        R"({"kind":"registration","id":"r","name":"r","client_uri":"c","server_uri":"s","status":"Registered"})");
    CHECK(
        json_of(record_of<live::agent>("7",
            "Agent: 7\nName: A\nStatus: AGENT_ONCALL\nChannel: x\nUniqueid: 1.5\nTalkingToChan: y\n"
            "DeviceState: INUSE\n",
            {noon})) ==
        R"({"kind":"agent","id":"7","name":"A","status":"AGENT_ONCALL","device":"INUSE","channel_id":"1.5",)"
        R"("channel":"x","talking_to":"y","logged_in_since":1700000000.500000})");
    CHECK(
        json_of(
            record_of<live::mailbox>("100@d", "Mailbox: 100@d\nWaiting: 1\nNew: 2\nOld: 3\nFullname: A\n")) ==
        R"({"kind":"mailbox","id":"100@d","name":"100@d","is_waiting":true,"new_messages":2,"old_messages":3,)"
        R"("full_name":"A"})");
}

TEST_CASE("live json: ids that are no UTF-8 stay different", "[live][json]")
{
    const auto a = json_of(record_of<live::device>("d\xFC", "Device: d\xFC\nState: INUSE\n"));
    const auto b = json_of(record_of<live::device>("d\xFD", "Device: d\xFD\nState: INUSE\n"));
    CHECK(a == R"({"kind":"device","id":"base64:ZPw=","name":"d)"
               "\xEF\xBF\xBD"
               R"(","name_base64":"ZPw=","state":"INUSE"})");
    CHECK(b.find(R"("id":"base64:ZP0=")") != b.npos);
}

TEST_CASE("live json: changes", "[live][json]")
{
    using change_of = live::change<live::device>;
    const auto device = record_of<live::device>("d", "Device: d\nState: INUSE\n");
    const live::device none;
    CHECK(change_json(7, change_of(none, device, by_list, true)) ==
          R"({"v":1,"number":7,"type":"appeared","origin":"found","first_fill":true,"record":)"
          R"({"kind":"device","id":"d","name":"d","state":"INUSE"}})");
    CHECK(change_json(8, change_of(device, device, by_event, false)) ==
          R"({"v":1,"number":8,"type":"changed","origin":"told","first_fill":false,"record":)"
          R"({"kind":"device","id":"d","name":"d","state":"INUSE"}})");
    CHECK(change_json(9, change_of(device, none, by_event, false)) ==
          R"({"v":1,"number":9,"type":"gone","origin":"told","first_fill":false,"record":)"
          R"({"kind":"device","id":"d"}})");
    const auto channel = record_of<live::channel>("1.5", "Uniqueid: 1.5\n");
    const auto gone = [&](std::optional<hangup_cause> cause) {
        return change_json(1, live::change<live::channel>(channel, live::channel(), by_event, false,
                                  live::change_details<live::channel>(cause)));
    };
    CHECK(gone(hangup_cause::normal_clearing) ==
          R"({"v":1,"number":1,"type":"gone","origin":"told","first_fill":false,"record":{"kind":"channel",)"
          R"("id":"1.5","hangup_cause":16,"hangup_cause_text":"Normal Clearing"}})");
    CHECK(gone({}).find(R"("hangup_cause":null,"hangup_cause_text":"")") != std::string::npos);
}

TEST_CASE("live json: states, faults, snapshots", "[live][json]")
{
    CHECK(state_json(3, live::freshness::none) == R"({"v":1,"number":3,"type":"state","state":"none"})");
    CHECK(state_json(3, live::freshness::stale) == R"({"v":1,"number":3,"type":"state","state":"stale"})");
    const std::vector<live::fault> faults{
        {live::part::queues, "QueueStatus: \xFF"}, {live::part::calls, "x"}};
    const std::string text = R"([{"part":"queues","text":"QueueStatus: )"
                             "\xEF\xBF\xBD"
                             R"(","text_base64":"UXVldWVTdGF0dXM6IP8="},{"part":"calls","text":"x"}])";
    CHECK(faults_json(4, {}) == R"({"v":1,"number":4,"type":"faults","faults":[]})");
    CHECK(faults_json(4, faults) == R"({"v":1,"number":4,"type":"faults","faults":)" + text + "}");

    pbx_state state(live::part::all, {});
    CHECK(snapshot_json(0, state.freshness(), {}, all_records(state)) ==
          R"({"v":1,"number":0,"type":"snapshot","state":"none","faults":[],"records":[]})");
    state.queues().queues().put("q", "Queue: q\r\n", {}, by_event);
    state.mailboxes().records().put("100@d", "Mailbox: 100@d\r\n", {}, by_event);
    const all_records kept(state);
    state.queues().queues().erase("q", by_event);
    const auto json = snapshot_json(5, live::freshness::live, faults, kept);
    CHECK(json.find(R"({"v":1,"number":5,"type":"snapshot","state":"live","faults":)" + text +
                    R"(,"records":[{"kind":"queue","id":"q",)") == 0);
    CHECK(json.find(R"(},{"kind":"mailbox","id":"100@d",)") != json.npos);
    CHECK(json.substr(json.size() - 3) == "}]}");
}

TEST_CASE("live feed queue: a snapshot, what follows it, and a new one if too much waits", "[live][feed]")
{
    feed_queue<int> queue(2);
    CHECK(queue.needs_snapshot());
    queue.push(1);
    CHECK(queue.empty());
    queue.begin_after_snapshot();
    CHECK_FALSE(queue.needs_snapshot());
    queue.push(2);
    queue.push(3);
    CHECK(queue.pop() == 2);
    queue.push(4);
    CHECK(queue.size() == 2);
    CHECK_FALSE(queue.needs_snapshot());
    queue.push(5);
    CHECK(queue.needs_snapshot());
    CHECK(queue.empty());
    queue.push(6);
    CHECK(queue.empty());
    queue.begin_after_snapshot();
    queue.push(7);
    CHECK(queue.pop() == 7);

    feed_queue<int> least(0);
    least.begin_after_snapshot();
    least.push(1);
    CHECK(least.pop() == 1);
    least.push(2);
    least.push(3);
    CHECK(least.needs_snapshot());
}
