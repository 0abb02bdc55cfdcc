// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What typed actions write, and what they refuse.

#include "support/catch.hpp"

#include <ami/actions.hpp>

#include <chrono>
#include <string>
#include <string_view>

using namespace ami::actions;
using namespace std::chrono_literals;

namespace {

std::string lines_of(const ami::action& what)
{
    INFO(what.fault_text());
    CHECK_FALSE(what.fault());
    return what.header_lines();
}

void check_refused(const ami::action& what, std::string_view says)
{
    INFO(what.fault_text());
    INFO(says);
    CHECK(what.fault());
    CHECK(what.fault_text().find(says) != std::string::npos);
}

originate to_alice()
{
    return originate{"PJSIP/alice"}.dialplan("sets", "103");
}

} // namespace

TEST_CASE("actions: an originate writes every header")
{
    const auto call = originate{"Local/2001@from-internal"}
                          .dialplan("sets", "103", "begin")
                          .ring_time(2500ms)
                          .caller_id("Demo <100>")
                          .account("shop")
                          .codecs("ulaw,alaw")
                          .early_media()
                          .channel_id("one")
                          .other_channel_id("two")
                          .pre_dial_gosub("a^b^1")
                          .variable("A", "x,y")
                          .variable("B", "2")
                          .add("X-Own", "1");
    CHECK(lines_of(call.to_action()) == "Channel: Local/2001@from-internal\r\n"
                                        "Context: sets\r\nExten: 103\r\nPriority: begin\r\n"
                                        "Timeout: 2500\r\n"
                                        "CallerID: Demo <100>\r\n"
                                        "Account: shop\r\n"
                                        "Codecs: ulaw,alaw\r\n"
                                        "EarlyMedia: true\r\n"
                                        "ChannelId: one\r\nOtherChannelId: two\r\n"
                                        "PreDialGoSub: a^b^1\r\n"
                                        "Variable: A=x\\,y\r\nVariable: B=2\r\n"
                                        "X-Own: 1\r\n");
    CHECK(call.is_local());
    CHECK(call.ring_time() == 2500ms);
    CHECK(to_alice().ring_time() == 30s);
    CHECK_FALSE(to_alice().is_local());

    CHECK(lines_of(originate{"PJSIP/alice"}.application("Playback", "demo-congrats").to_action()) ==
          "Channel: PJSIP/alice\r\nApplication: Playback\r\nData: demo-congrats\r\n");
    // The last word counts.
    CHECK(lines_of(to_alice().dialplan("sets", "209").ring_time(1s).ring_time(2s).to_action()) ==
          "Channel: PJSIP/alice\r\nContext: sets\r\nExten: 209\r\nPriority: 1\r\nTimeout: 2000\r\n");
}

TEST_CASE("actions: an originate that Asterisk would refuse or misread is refused")
{
    for (const std::string_view channel : {"", "alice", "/alice", "PJSIP/"})
        check_refused(originate{channel}.dialplan("a", "b").to_action(), "header \"Channel\"");
    check_refused(originate{"PJSIP/" + std::string(250, 'x')}.dialplan("a", "b").to_action(), "256 bytes");
    check_refused(originate{"PJSIP/alice"}.to_action(), "has no target");
    check_refused(to_alice().application("Wait").to_action(), "not both");
    check_refused(originate{"PJSIP/alice"}.application("").to_action(), "header \"Application\"");
    check_refused(originate{"PJSIP/alice"}.dialplan("", "1").to_action(), "header \"Context\"");
    check_refused(originate{"PJSIP/alice"}.dialplan("a", "").to_action(), "header \"Exten\"");
    for (const std::string_view priority : {"", "0", "-1", "+1", "1x", "12345678901"})
        check_refused(
            originate{"PJSIP/alice"}.dialplan("a", "b", priority).to_action(), "header \"Priority\"");
    check_refused(to_alice().ring_time(0ms).to_action(), "longer than zero");
    check_refused(to_alice().ring_time(-5s).to_action(), "-5000 ms");
    check_refused(to_alice().channel_id(std::string(150, 'x')).to_action(), "150 bytes");
    CHECK_FALSE(to_alice().channel_id(std::string(149, 'x')).to_action().fault());
    check_refused(
        originate{"Local/1@a"}.dialplan("a", "b").channel_id(std::string(148, 'x')).to_action(), "147");
    CHECK_FALSE(
        originate{"Local/1@a"}.dialplan("a", "b").channel_id(std::string(147, 'x')).to_action().fault());
    check_refused(to_alice().other_channel_id(std::string(150, 'x')).to_action(), "OtherChannelId");
    check_refused(to_alice().channel_id("x").other_channel_id("x").to_action(), "one unique id");
    // A second header with the name of a first would not be looked at, or would hide it.
    for (const std::string_view own :
        {"Channel", "context", "EXTEN", "Priority", "Application", "Data", "Timeout", "CallerID", "Variable",
            "Account", "Codecs", "EarlyMedia", "ChannelId", "OtherChannelId", "PreDialGoSub", "Async"}) {
        const auto made = to_alice().add(own, "1").to_action();
        CHECK(made.fault() == ami::errc::reserved_header);
    }
    // Injection.
    check_refused(
        originate{"PJSIP/a\r\nAction: Command"}.dialplan("a", "b").to_action(), "header \"Channel\"");
    check_refused(to_alice().caller_id("x\nAction: Command").to_action(), "header \"CallerID\"");
    check_refused(to_alice().variable("A", "x\r\n\r\nAction: Command").to_action(), "header \"Variable\"");
    check_refused(to_alice().account("a\nb").to_action(), "header \"Account\"");
    check_refused(originate{"PJSIP/a"}.dialplan("a", "b", "lab\rel").to_action(), "header \"Priority\"");
}

TEST_CASE("actions: hangups by name, by beginning, by expression")
{
    CHECK(lines_of(hangup{"PJSIP/a-1"}.cause(ami::hangup_cause::user_busy).to_action()) ==
          "Channel: PJSIP/a-1\r\nCause: 17\r\n");
    CHECK(lines_of(hangup::starting_with("PJSIP/a.b-").to_action()) == "Channel: /^PJSIP/a\\.b-/\r\n");
    CHECK(lines_of(hangup::starting_with("(x|y)*+?[a]{1}^$\\").to_action()) ==
          "Channel: /^\\(x\\|y\\)\\*\\+\\?\\[a\\]\\{1\\}\\^\\$\\\\/\r\n");
    CHECK(lines_of(hangup::matching("^PJSIP/.*$").to_action()) == "Channel: /^PJSIP/.*$/\r\n");
    check_refused(hangup{"/.*/"}.to_action(), "regular expression");
    check_refused(hangup{""}.to_action(), "name is empty");
    check_refused(hangup::starting_with("").to_action(), "every name");
    check_refused(hangup{"a"}.cause(128).to_action(), "0 to 127");
}

TEST_CASE("actions: redirects, transfers, parking, bridging")
{
    CHECK(lines_of(redirect{"a"}
                       .dialplan("sets", "103")
                       .extra_channel("b")
                       .extra_dialplan("x", "y", "z")
                       .to_action()) ==
          "Channel: a\r\nContext: sets\r\nExten: 103\r\nPriority: 1\r\n"
          "ExtraChannel: b\r\nExtraContext: x\r\nExtraExten: y\r\nExtraPriority: z\r\n");
    check_refused(redirect{""}.dialplan("a", "b").to_action(), "name is empty");
    check_refused(redirect{"a"}.dialplan("sets", "103").extra_channel("").to_action(), "ExtraChannel");
    check_refused(redirect{"a"}.dialplan("sets", "103", "0").to_action(), "header \"Priority\"");
    check_refused(redirect{"a"}.dialplan("sets", "103").extra_dialplan("", "1").to_action(), "ExtraContext");

    CHECK(lines_of(blind_transfer{"a", "103"}.to_action()) == "Channel: a\r\nExten: 103\r\n");
    CHECK(lines_of(blind_transfer{"a", "103", "sets"}.to_action()) ==
          "Channel: a\r\nExten: 103\r\nContext: sets\r\n");
    check_refused(blind_transfer{"a", ""}.to_action(), "Exten");
    CHECK(attended_transfer{"a", "103"}.to_action().name() == "Atxfer");
    CHECK(lines_of(attended_transfer{"a", "103", "sets"}.to_action()) ==
          "Channel: a\r\nExten: 103\r\nContext: sets\r\n");
    check_refused(attended_transfer{"", "103"}.to_action(), "name is empty");
    CHECK(cancel_attended_transfer{"a"}.to_action().name() == "CancelAtxfer");
    CHECK(lines_of(cancel_attended_transfer{"a"}.to_action()) == "Channel: a\r\n");

    CHECK(lines_of(park{"a"}
                       .parking_time(45s)
                       .lot("second")
                       .timeout_channel("PJSIP/b")
                       .announce_channel("PJSIP/c")
                       .to_action()) ==
          "Channel: a\r\nTimeout: 45000\r\nParkinglot: second\r\nTimeoutChannel: PJSIP/b\r\n"
          "AnnounceChannel: PJSIP/c\r\n");
    check_refused(park{"a"}.parking_time(-1ms).to_action(), "Timeout");

    CHECK(lines_of(bridge{"a", "b"}.play(bridge::tone::second).to_action()) ==
          "Channel1: a\r\nChannel2: b\r\nTone: Channel2\r\n");
    check_refused(bridge{"a", "a"}.to_action(), "Channel2");
    check_refused(bridge{"a", ""}.to_action(), "Channel2");
}

TEST_CASE("actions: sound, digits, variables")
{
    CHECK(lines_of(mute_audio{"a"}.to_action()) == "Channel: a\r\nDirection: all\r\nState: on\r\n");
    CHECK(lines_of(mute_audio{"a", mute_audio::direction::in, false}.to_action()) ==
          "Channel: a\r\nDirection: in\r\nState: off\r\n");
    CHECK(lines_of(play_dtmf{"a", '#'}.duration(120ms).receive().to_action()) ==
          "Channel: a\r\nDigit: #\r\nDuration: 120\r\nReceive: true\r\n");
    for (const char digit : {'X', ' ', '\0', '\n'})
        check_refused(play_dtmf{"a", digit}.to_action(), "Digit");
    for (const auto duration : {0ms, -5ms, 10001ms})
        check_refused(play_dtmf{"a", '1'}.duration(duration).to_action(), "Duration");
    CHECK(lines_of(get_variable{"CALLERID(num)"}.of("a").to_action()) ==
          "Variable: CALLERID(num)\r\nChannel: a\r\n");
    CHECK(lines_of(set_variable{"A", "x,y"}.of("a").to_action()) ==
          "Variable: A\r\nValue: x,y\r\nChannel: a\r\n");
    check_refused(get_variable{""}.to_action(), "Variable");
    check_refused(set_variable{"", "1"}.to_action(), "Variable");
    check_refused(set_variable{"A", "1"}.of("").to_action(), "name is empty");
    check_refused(set_variable{"A", "x\ny"}.to_action(), "Value");
}
