// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Numbers and texts as people mean them.

#include "support/catch.hpp"
#include "support/parsing.hpp"

#include <ami/protocol/wire/packet.hpp>
#include <ami/protocol/wire/parser.hpp>
#include <ami/values.hpp>

#include <fmt/format.h>

#include <cstring>
#include <string>

using namespace ami;

namespace {

event parsed(std::string_view text)
{
    parser reader;
    std::string bytes = "Asterisk Call Manager/11.0.0\r\n";
    bytes.append(text).append("\r\n");
    const auto space = reader.prepare(bytes.size());
    std::memcpy(space.data(), bytes.data(), bytes.size());
    reader.commit(bytes.size());
    error_code ec;
    REQUIRE(reader.next(ec) == parser::result::banner);
    REQUIRE(reader.next(ec) == parser::result::packet);
    return event(reader.packet());
}

} // namespace

TEST_CASE("values: a hangup cause has its number and Asterisk's name")
{
    CHECK(static_cast<int>(hangup_cause::normal_clearing) == 16);
    CHECK(static_cast<int>(hangup_cause::user_busy) == 17);
    CHECK(to_string(hangup_cause::call_rejected) == "Call Rejected");
    CHECK(parse_hangup_cause("34") == hangup_cause::normal_circuit_congestion);
    CHECK(fmt::format("{}", hangup_cause::no_answer) == "User alerting, no answer");
    CHECK(fmt::format("[{:>10}]", hangup_cause::user_busy) == "[ User busy]");
}

TEST_CASE("values: an unknown number is kept")
{
    const auto cause = parse_hangup_cause("4711");
    REQUIRE(cause);
    CHECK(static_cast<int>(*cause) == 4711);
    CHECK(to_string(*cause).empty());
    CHECK(fmt::format("{}", *cause) == "unknown (4711)");
    CHECK(fmt::format("{:<15}|", static_cast<channel_state>(77)) == "unknown (77)   |");
    CHECK(fmt::format("{}", static_cast<device_state>(-3)) == "unknown (-3)");
    for (const std::string_view text : {"", "x", "16x", " 16", "99999999999", "0x10"})
        CHECK_FALSE(parse_hangup_cause(text));
}

TEST_CASE("values: states are read by name and by number")
{
    CHECK(parse_channel_state("Ringing") == channel_state::ringing);
    CHECK(parse_channel_state("6") == channel_state::up);
    CHECK(parse_channel_state("Dialing Offhook") == channel_state::dialing_off_hook);
    CHECK_FALSE(parse_channel_state("Sleeping"));
    CHECK(fmt::format("{}", channel_state::up) == "Up");
    CHECK(parse_device_state("NOT_INUSE") == device_state::not_in_use);
    CHECK(parse_device_state("RINGINUSE") == device_state::ringing_in_use);
    CHECK(parse_device_state("5") == device_state::unavailable);
    CHECK(parse_device_state("2") == queue_member_state::in_use);
    CHECK(fmt::format("{}", queue_member_state::on_hold) == "ONHOLD");
}

TEST_CASE("values: C escapes are taken back, and nothing else")
{
    CHECK(unescape(R"(O\'Brien)") == "O'Brien");
    CHECK(unescape(R"(\a\b\f\n\r\t\v\\\'\"\?)") == "\a\b\f\n\r\t\v\\'\"?");
    CHECK(unescape(R"(a\\nb)") == R"(a\nb)");
    CHECK(unescape(R"(\x \1 \)") == R"(\x \1 \)");
    CHECK(unescape("").empty());
    CHECK(unescape("gr\xC3\xBC\xC3\x9F") == "gr\xC3\xBC\xC3\x9F");
}

TEST_CASE("values: only what Asterisk escapes is unescaped")
{
    const auto state = parsed("Event: Newstate\r\nChannel: PJSIP/a-1\r\nChannelStateDesc: Up\r\n"
                              "CallerIDName: O\\'Brien\r\nConnectedLineName: who\\?\r\nExten: a\\'b\r\n");
    CHECK(unescaped(state, "CallerIDName") == "O'Brien");
    CHECK(unescaped(state, "connectedlinename") == "who?");
    CHECK(unescaped(state, "Exten") == "a\\'b");
    CHECK(unescaped(state, "Missing").empty());

    const auto dial =
        parsed("Event: DialBegin\r\nDestChannelStateDesc: Down\r\nDestCallerIDName: O\\'Brien\r\n"
               "CallerIDName: O\\'Brien\r\n");
    CHECK(unescaped(dial, "DestCallerIDName") == "O'Brien");
    CHECK(unescaped(dial, "CallerIDName") == "O\\'Brien"); // it describes no channel here

    // Raw, as real servers send it.
    const auto report = parsed("Event: OriginateResponse\r\nCallerIDName: back\\\\slash\r\nValue: \\'\r\n");
    CHECK(unescaped(report, "CallerIDName") == "back\\\\slash");
    CHECK(unescaped(report, "Value") == "\\'");
    const auto status = parsed("Event: Status\r\nChannelStateDesc: Up\r\nCallerIDName: \\'\r\n"
                               "EffectiveConnectedLineName: \\'\r\n");
    CHECK(unescaped(status, "CallerIDName") == "'");
    CHECK(unescaped(status, "EffectiveConnectedLineName") == "\\'");

    const auto set = parsed("Event: VarSet\r\nVariable: A\r\nValue: it\\'s\\n\r\n");
    CHECK(unescaped(set, "Value") == "it's\n");
    const auto caller = parsed("Event: NewCallerid\r\nCID-CallingPres: 0 (a\\?)\r\n");
    CHECK(unescaped(caller, "CID-CallingPres") == "0 (a?)");
    const auto presence = parsed("Event: PresenceStateChange\r\nMessage: gone \\'home\\'\r\n");
    CHECK(unescaped(presence, "Message") == "gone 'home'");
    const auto other = parsed("Event: UserEvent\r\nMessage: gone \\'home\\'\r\n");
    CHECK(unescaped(other, "Message") == "gone \\'home\\'");
}

TEST_CASE("values: channel variables of both forms")
{
    const auto seen = parsed("Event: DialBegin\r\n"
                             "Channel: PJSIP/a-1\r\n"
                             "ChanVariable: ORDER=it\\'s=1\r\n"
                             "ChanVariable: CALLERID(num)=\r\n"
                             "DestChannel: PJSIP/b-2\r\n"
                             "DestChanVariable: ORDER=2\r\n"
                             "ChanVariable(PJSIP/c-3): A=raw\\'=x\r\n"
                             "ChanVariable(IAX2/[::1]:4569-1): B=y: z\r\n"
                             "ChanVariable(broken: C=1\r\n"
                             "ChanVariables: no\r\n");
    const auto found = channel_variables(seen);
    REQUIRE(found.size() == 5);
    CHECK(found[0].channel == "PJSIP/a-1");
    CHECK(found[0].name == "ORDER");
    CHECK(found[0].value == "it's=1");
    CHECK(found[1].name == "CALLERID(num)");
    CHECK(found[1].value.empty());
    CHECK(found[2].channel == "PJSIP/b-2");
    CHECK(found[2].value == "2");
    CHECK(found[3].channel == "PJSIP/c-3");
    CHECK(found[3].name == "A");
    CHECK(found[3].value == "raw\\'=x");
    CHECK(found[4].channel == "IAX2/[::1]:4569-1");
    CHECK(found[4].name == "B");
    CHECK(found[4].value == "y: z");

    const auto status =
        parsed("Event: Status\r\nChannel: PJSIP/a-1\r\nVariable: ORDER=it\\'s=1\r\nVariable: B\r\n");
    const auto asked = channel_variables(status);
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].channel == "PJSIP/a-1");
    CHECK(asked[0].name == "ORDER");
    CHECK(asked[0].value == "it\\'s=1");
    const auto set = parsed("Event: VarSet\r\nVariable: HASH(a=b)\r\nValue: 1\r\n");
    CHECK(channel_variables(set).empty());
}
