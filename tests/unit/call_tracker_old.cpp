// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Calls on Asterisk 1.8 and 11, from recordings of real ones: no linked ids, ChannelIds are ignored, calls are moved by
// masquerades.

#include "support/call_tracking.hpp"
#include "support/data.hpp"

#include <string>
#include <string_view>
#include <vector>

using namespace tests::call_tracking;

namespace {

std::string with(std::string text, std::string_view part, std::string_view instead)
{
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + instead.size()))
        text.replace(at, part.size(), instead);
    return text;
}

// The packets of a recording's section, whose title begins so. Lines end in \n.
std::vector<std::string> section(const std::string& file, std::string_view title)
{
    const auto text = with(tests::read_data(file), "\r\n", "\n");
    const auto from = text.find("# " + std::string(title));
    REQUIRE(from != std::string::npos);
    const auto begin = text.find('\n', from) + 1;
    const auto end = std::min(text.find("\n# ", begin), text.size());
    std::vector<std::string> packets;
    for (auto at = begin; at < end;) {
        const auto stop = std::min(text.find("\n\n", at), end);
        if (stop != at)
            packets.push_back(text.substr(at, stop - at) + "\n");
        at = stop + 2;
    }
    REQUIRE(packets.size() > 3);
    return packets;
}

std::string header_of(const std::string& packet, std::string_view name)
{
    const auto read = parsed(packet);
    return std::string(read[name]);
}

// A recorded server, and one call of this client.
struct old_world : world {
    explicit old_world(std::string version) : file("asterisk-" + std::move(version) + "-masquerade.ami") {}

    // The recorded ActionID is `m`.
    void play(const std::string& packet) { say(with(packet, "ActionID: m\n", "ActionID: p-c1\n")); }
    void play_section(std::string_view title)
    {
        for (const auto& packet : section(file, title))
            play(packet);
    }

    std::string file;
};

} // namespace

TEST_CASE(
    "call tracker: the server ignores the ChannelId -> the call has the unique id of the OriginateResponse")
{
    old_world w(GENERATE("1.8", "11"));
    const auto call = w.dial();
    const auto packets = section(w.file, "originate, then Park");
    std::string id;
    for (const auto& packet : packets) {
        w.play(packet);
        if (packet.find("OriginateResponse") != std::string::npos)
            id = header_of(packet, "Uniqueid");
    }
    REQUIRE(id.starts_with("17959"));
    CHECK(call->id == id);
    CHECK(call->channel_id == id);
    CHECK(call->channel.starts_with("Local/2001@from-internal-000000"));
    CHECK(call->state == call_state::up);
    CHECK(call->outcome == call_outcome::answered);
    CHECK(call->seen);
    CHECK(call->linked_ids == std::vector<std::string>{id});
    // Its time is over, and it goes on.
    w.advance(world::report_time + 1min);
    CHECK(w.tracker.take_probes().empty());
    CHECK(call->state == call_state::up);
    SECTION("it is hung up")
    {
        w.say("Event: SoftHangupRequest\nChannel: " + call->channel + "\nUniqueid: " + id + "\nCause: 16\n");
        w.say("Event: Hangup\nChannel: " + call->channel + "\nUniqueid: " + id + "\nCause: 16\n");
        CHECK(call->state == call_state::ended);
        CHECK(call->cause == hangup_cause::normal_clearing);
        CHECK(call->hangup.by() == hung_up_by::asterisk);
        CHECK(w.tracker.empty());
        CHECK(w.tracker.calls().channels().size() == 0);
    }
    SECTION("the asked-for id is free")
    {
        w.dial("c1");
        CHECK(w.tracker.calls().size() == 2);
    }
    SECTION("a list after a reconnect has it")
    {
        w.lose_connection();
        w.tracker.resync({parsed("Event: Status\nChannel: " + call->channel +
                                 "\nChannelState: 6\nUniqueid: " + id + "\n")},
            w.now);
        w.advance(1s);
        CHECK(call->state == call_state::up);
    }
}

TEST_CASE(
    "call tracker: the server ignores the ChannelId, the Hangup comes before the report -> the call has ended")
{
    world w;
    const auto call = w.dial();
    w.say("Event: Newchannel\nChannel: SIP/a-1\nChannelState: 0\nUniqueid: 14.1\n");
    w.say("Event: Hangup\nChannel: SIP/a-1\nUniqueid: 14.1\nCause: 16\n");
    w.say("Event: OriginateResponse\nActionID: p-c1\nResponse: Success\nChannel: SIP/a-1\nReason: 4\n"
          "Uniqueid: 14.1\n");
    CHECK(call->outcome == call_outcome::answered);
    CHECK(call->state == call_state::ended);
    CHECK(call->cause == hangup_cause::normal_clearing);
    CHECK(call->id == "14.1");
    CHECK(w.tracker.empty());
}

TEST_CASE("call tracker: an originate on an older server fails -> it ends with its report")
{
    // As recorded from 1.8 and 11. Reason 1: the party hung up, which newer servers report with 0.
    const struct {
        int reason;
        call_outcome outcome;
    } rows[] = {{5, call_outcome::busy}, {8, call_outcome::congested}, {3, call_outcome::no_answer},
        {1, call_outcome::failed}, {0, call_outcome::failed}};
    for (const auto& row : rows) {
        CAPTURE(row.reason);
        world w;
        const auto call = w.dial();
        w.say("Event: Newchannel\nChannel: Local/2004@x-1e;1\nChannelState: 0\nUniqueid: 14.64\n");
        w.say("Event: Hangup\nChannel: Local/2004@x-1e;1\nUniqueid: 14.64\nCause: 21\n");
        w.say(fmt::format("Event: OriginateResponse\nActionID: p-c1\nResponse: Failure\n"
                          "Channel: Local/2004@x/n\nReason: {}\nUniqueid: <null>\n",
            row.reason));
        w.advance(1s);
        CHECK(call->outcome == row.outcome);
        CHECK(call->state == call_state::ended);
        CHECK_FALSE(call->cause_known);
        CHECK(w.tracker.take_probes().empty());
    }
}

TEST_CASE("call tracker: a report of failure names the channel of another call -> that is another call")
{
    world w;
    const auto lives = w.dial("c1");
    w.newchannel("PJSIP/a-1", 6, "c1", "c1");
    const auto fails = w.dial("c2");
    w.say("Event: OriginateResponse\nActionID: p-c2\nResponse: Failure\nChannel: PJSIP/a\nReason: 0\n"
          "Uniqueid: c1\n");
    w.advance(5s);
    CHECK(fails->state == call_state::ended);
    CHECK(lives->state == call_state::up);
    CHECK(lives->channel_id == "c1");
}

TEST_CASE(
    "call tracker: the channel of an originate was listed before its report -> the originate's call has it")
{
    world w;
    const auto call = w.dial();
    const auto listed = w.tracker.adopt(
        {parsed("Event: Status\nChannel: SIP/a-1\nChannelState: 5\nUniqueid: 14.1\n")}, w.now);
    REQUIRE(listed.size() == 1);
    w.say("Event: OriginateResponse\nActionID: p-c1\nResponse: Success\nChannel: SIP/a-1\nReason: 4\n"
          "Uniqueid: 14.1\n");
    CHECK(call->channel_id == "14.1");
    CHECK(listed.front()->lost.ec == errc::call_exists);
    CHECK(w.tracker.calls().size() == 1);
}

TEST_CASE("call tracker: a parked call on an older server -> goes on, on another channel of the same name")
{
    old_world w(GENERATE("1.8", "11"));
    const auto call = w.dial();
    w.play_section("originate, then Park");
    const auto name = call->channel;
    const auto first = call->channel_id;
    w.play_section("Park Local");
    CHECK(call->state == call_state::up);
    CHECK(call->channel == name);
    CHECK(call->id == first);
    CHECK(call->channel_id != first);
    CHECK(call->channel_id.starts_with("17959"));
    CHECK(call->hangup.by() == hung_up_by::unknown);
    w.say("Event: Hangup\nChannel: " + name + "\nUniqueid: " + call->channel_id + "\nCause: 19\n");
    CHECK(call->state == call_state::ended);
    CHECK(call->cause == hangup_cause::no_answer);
    CHECK(w.tracker.empty());
    CHECK(w.tracker.calls().channels().size() == 0);
}

TEST_CASE("call tracker: a redirect on an older server")
{
    old_world w(GENERATE("1.8", "11"));
    const auto redirect = section(w.file, "Redirect the dialled leg");
    const auto name = header_of(redirect[1], "Clone");
    const auto id = header_of(redirect[2], "Uniqueid");
    const auto successor = header_of(redirect[0], "Uniqueid");
    SECTION("of the other party -> the call goes on until its own Hangup")
    {
        const auto call = w.dial();
        w.play_section("originate 2001 -> Dial 2001");
        const auto own = call->channel_id;
        for (const auto& packet : redirect) {
            const bool ends = packet.starts_with("Event: Hangup") && header_of(packet, "Uniqueid") == own;
            CHECK(call->channel_id == own);
            CHECK(call->state == call_state::up);
            w.play(packet);
            if (ends)
                break;
        }
        CHECK(call->state == call_state::ended);
        CHECK(call->cause == hangup_cause::normal_clearing);
    }
    SECTION("of the call -> it goes on")
    {
        const auto call = w.dial();
        w.say("Event: OriginateResponse\nActionID: p-c1\nResponse: Success\nChannel: " + name +
              "\nReason: 4\nUniqueid: " + id + "\n");
        w.tracker.follow_incoming(true);
        for (const auto& packet : redirect)
            w.play(packet);
        CHECK(call->state == call_state::up);
        CHECK(call->channel_id == successor);
        CHECK(call->channel == name);
        CHECK(w.tracker.take_incoming().empty());
    }
    SECTION("of a call that has not been answered -> it goes on as it is")
    {
        w.tracker.follow_incoming(true);
        w.say("Event: Newchannel\nChannel: " + name + "x\nChannelState: 4\nUniqueid: " + id + "\n");
        REQUIRE(w.arrived.size() == 1);
        const auto call = w.arrived.front();
        for (const auto& packet : redirect)
            w.play(with(with(packet, name, name + "x"), "ChannelState: 6", "ChannelState: 4"));
        CHECK(w.arrived.size() == 1);
        CHECK(call->state == call_state::ringing);
        CHECK(call->channel_id == successor);
    }
}

TEST_CASE("call tracker: masquerades without end -> what is held is bounded")
{
    masquerades under_way;
    for (std::size_t i = 0; i != masquerades::max_count + 1; ++i)
        under_way.begin("n" + std::to_string(i), std::to_string(i));
    CHECK(under_way.take("n0").empty()); // the oldest goes
    CHECK(under_way.take("n1") == "1");
    CHECK(under_way.take("n1").empty());
    CHECK(under_way.take("n64") == "64");
}

TEST_CASE("call tracker: calls that come in without linked ids")
{
    world w;
    w.tracker.follow_incoming(true);
    const auto arrives = [&](std::string_view event, std::string_view name, int state, std::string_view id) {
        w.say(
            fmt::format("Event: {}\nChannel: {}\nChannelState: {}\nUniqueid: {}\n", event, name, state, id));
        return w.tracker.take_incoming().size();
    };
    CHECK(arrives("Newchannel", "SIP/a-1", 4, "1.1") == 1);
    CHECK(arrives("Newchannel", "SIP/a-1", 4, "1.1") == 0);
    CHECK(arrives("Newchannel", "SIP/b-2", 0, "1.2") == 0); // is dialled
    CHECK(arrives("Newstate", "SIP/b-2", 5, "1.2") == 0);
    CHECK(arrives("Newstate", "SIP/c-3", 4, "1.3") == 0);
    CHECK(arrives("Newchannel", "Local/1@x-1;1", 0, "1.4") == 0);
    CHECK(arrives("Newchannel", "Local/1@x-1;2", 4, "1.5") == 0);
    CHECK(arrives("Newchannel", "AsyncGoto/SIP/a-1", 4, "1.6") == 0);
    CHECK(arrives("Newchannel", "IAX2/x-1", 4, "1.7") == 1);
    CHECK(arrives("Newchannel", "", 4, "") == 0);
    w.say("Event: Hangup\nChannel: SIP/a-1\nUniqueid: 1.1\nCause: 16\n");
    CHECK(w.arrived.front()->state == call_state::ended);
    CHECK(arrives("Newchannel", "SIP/a-1", 4, "1.1") == 0); // late
}

TEST_CASE("call tracker: the IAX2 call of a recording -> comes in")
{
    old_world w(GENERATE("1.8", "11"));
    w.tracker.follow_incoming(true);
    w.play_section("originate 2001 without /n");
    REQUIRE(w.arrived.size() == 1);
    CHECK(w.arrived.front()->channel.starts_with("IAX2/127.0.0.1:"));
    CHECK(w.arrived.front()->exten == "209");
    CHECK(w.arrived.front()->state == call_state::up);
}

TEST_CASE("call tracker: a list of channels without linked ids -> a call for each connection")
{
    world w;
    const auto status = [](std::string_view name, std::string_view id, std::string_view bridged) {
        return parsed(
            fmt::format("Event: Status\nChannel: {}\nChannelState: 6\nBridgedUniqueid: {}\nUniqueid: {}\n",
                name, bridged, id));
    };
    const std::vector<event> list = {status("SIP/a-1", "1.1", "1.2"), status("SIP/b-2", "1.2", "1.1"),
        status("Local/1@x-1;2", "1.4", ""), status("Local/1@x-1;1", "1.3", ""), status("SIP/c-3", "1.5", "")};
    for (int round = 0; round != 2; ++round) {
        const auto found = w.tracker.adopt(list, w.now);
        REQUIRE(found.size() == 3);
        CHECK(w.tracker.calls().contains("1.1"));
        CHECK(w.tracker.calls().contains("1.3"));
        CHECK(w.tracker.calls().contains("1.5"));
    }
    CHECK(w.tracker.calls().size() == 3);
}
