// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The check of support/event_facts.hpp, which the test server's events go through: those of real servers pass it.

#include "support/event_facts.hpp"

#include "support/catch.hpp"
#include "support/data.hpp"
#include "support/parsing.hpp"

#include <set>
#include <string>

namespace {

std::set<std::string> faults_of(const std::string& bytes)
{
    std::set<std::string> faults;
    const auto found = tests::parse_whole(bytes, {}, ami::parser::greeting::banner);
    for (const auto& packet : found.packets) {
        if (packet.kind == ami::packet_kind::event)
            tests::check_by_facts(ami::event_view(ami::packet_view(
                                      packet.raw, packet.header_lines.size(), packet.body, packet.kind)),
                faults);
    }
    return faults;
}

std::set<std::string> faults_of_event(const std::string& lines)
{
    return faults_of("Asterisk Call Manager/11.0.0\r\n" + lines + "\r\n");
}

} // namespace

TEST_CASE("event facts: events of real servers -> each is one of the facts", "[typed][captures]")
{
    for (const char* const file :
        {"asterisk-16-forms.ami", "asterisk-16-events.ami", "asterisk-16-answers.ami",
            "asterisk-22-forms.ami", "asterisk-22-events.ami", "asterisk-22-answers.ami"}) {
        INFO(file);
        CHECK(faults_of(tests::read_data(file)) == std::set<std::string>());
    }
}

TEST_CASE("event facts: an event that no Asterisk sends -> the fault is named", "[typed]")
{
    using faults = std::set<std::string>;
    CHECK(faults_of_event("Event: Hangup\r\nPrivilege: call,all\r\nCause: 16\r\nTimestamp: 1.5\r\n") ==
          faults());
    CHECK(faults_of_event("Event: Nothing\r\n") == faults{"Nothing: no such event"});
    CHECK(faults_of_event("Event: Hangup\r\n") == faults{"Hangup: no Privilege"});
    CHECK(faults_of_event("Event: Hangup\r\nPrivilege: system,all\r\n") ==
          faults{"Hangup: its classes are system,all"});
    CHECK(faults_of_event("Event: Hangup\r\nPrivilege: call,all\r\nCorse: 16\r\n") ==
          faults{"Hangup.Corse: no such field"});
    CHECK(faults_of_event("Event: Hangup\r\nPrivilege: call,all\r\nCause: sixteen\r\n") ==
          faults{"Hangup.Cause: sixteen is not of the kind hangup_cause"});
    CHECK(faults_of_event("Event: DialEnd\r\nPrivilege: call,all\r\nDialStatus: GONE\r\n") ==
          faults{"DialEnd.DialStatus: GONE is not of the kind enum"});
    CHECK(faults_of_event("Event: LocalBridge\r\nPrivilege: call,all\r\nChanVariable: a=b\r\n") ==
          faults{"LocalBridge.ChanVariable: no such field"});
    CHECK(faults_of_event("Event: VarSet\r\nPrivilege: dialplan,all\r\nValue: \\q\r\n") ==
          faults{"VarSet.Value: \\q is not of the kind escaped"});
    CHECK(faults_of_event("Event: QueueMember\r\nPaused: 2\r\n") ==
          faults{"QueueMember.Paused: 2 is not of the kind bool"});
}
