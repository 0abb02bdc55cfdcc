// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The whole answer to an action.

#include "support/catch.hpp"

#include <ami/protocol/values/empty_list.hpp>
#include <ami/protocol/wire/parser.hpp>
#include <ami/protocol/wire/response.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

ami::packet packet_of(std::string_view bytes)
{
    ami::parser parser({}, ami::parser::greeting::none);
    parser.feed(bytes);
    ami::error_code ec;
    REQUIRE(parser.next(ec) == ami::parser::result::packet);
    return ami::packet(parser.packet());
}

ami::response response_of(std::string_view bytes)
{
    const auto packet = packet_of(bytes);
    return ami::response(packet.view());
}

ami::event event_of(std::string_view bytes)
{
    const auto packet = packet_of(bytes);
    return ami::event(packet.view());
}

void add(ami::response& answer, std::string_view bytes)
{
    const auto event = event_of(bytes);
    answer.add_event(event);
}

using strings = std::vector<std::string>;

} // namespace

TEST_CASE("response: whether Asterisk accepted the action, and its words", "[protocol][response]")
{
    struct row {
        std::string_view bytes;
        bool ok;
        std::string_view message;
    };
    const std::vector<row> rows = {
        {"Response: Success\r\n\r\n", true, ""},
        {"Response: Success\r\nMessage: Authentication accepted\r\n\r\n", true, "Authentication accepted"},
        {"Response: Goodbye\r\nMessage: Thanks for all the fish.\r\n\r\n", true, "Thanks for all the fish."},
        {"Response: Pong\r\n\r\n", true, ""},
        {"Response: Follows\r\n--END COMMAND--\r\n\r\n", true, ""},
        {"response:success\n\n", true, ""},
        {"Response: Error\r\nMessage: No such channel\r\n\r\n", false, "No such channel"},
        {"Response: Error\r\nMessage: No endpoints found\n\r\n", false, "No endpoints found"},
        {"Response: Failure\r\n\r\n", false, ""},
        {"Response:\r\n\r\n", false, ""},
        {"Response: Success indeed\r\n\r\n", false, ""},
        {"Response: Error\r\nResponse: Success\r\n\r\n", false, ""},
        {"Response: Events Off\r\n\r\n", true, ""}, // Asterisk 1.2
        {"ActionID: a-1\r\nResponse: Success\r\nMessage: RptLocalNodes\r\n\r\n", true,
            "RptLocalNodes"}, // app_rpt
        {"ActionID: a-1\r\nResponse: Error\r\n\r\n", false, ""},
        {"Response: Success\r\nMessage: first\r\nMessage: second\r\n\r\n", true, "first"},
    };
    for (const auto& c : rows) {
        INFO(c.bytes);
        const auto answer = response_of(c.bytes);
        CHECK(answer.ok() == c.ok);
        CHECK(answer.message() == c.message);
        CHECK(answer.events().empty());
        CHECK(answer.completion().raw().empty());
        CHECK(answer.list_error().raw().empty());
    }
    CHECK_FALSE(ami::response{}.ok());
    const ami::response none;
    CHECK(none.message().empty());
    CHECK(ami::response{}.output().empty());
}

TEST_CASE("response: a list", "[protocol][response]")
{
    auto answer =
        response_of("Response: Success\r\nEventList: start\r\nMessage: Channels will follow\r\n\r\n");
    for (const char* name : {"a", "b", "c"})
        add(answer, "Event: CoreShowChannel\r\nChannel: " + std::string(name) + "\r\n\r\n");
    const auto last =
        event_of("Event: CoreShowChannelsComplete\r\nEventList: Complete\r\nListItems: 3\r\n\r\n");
    answer.set_completion(last);

    CHECK(answer.ok());
    CHECK(answer.message() == "Channels will follow");
    REQUIRE(answer.events().size() == 3);
    CHECK(answer.events()[0]["Channel"] == "a");
    CHECK(answer.events()[1]["Channel"] == "b");
    CHECK(answer.events()[2]["Channel"] == "c");
    CHECK(answer.completion().name() == "CoreShowChannelsComplete");
    CHECK(answer.completion()["ListItems"] == "3");

    const auto copy = answer;
    auto moved = std::move(answer);
    CHECK(moved.events().size() == 3);
    CHECK(copy.events().size() == 3);
    CHECK(copy.events()[1].raw().data() != moved.events()[1].raw().data());

    const auto taken = std::move(moved).events();
    REQUIRE(taken.size() == 3);
    CHECK(taken[2]["Channel"] == "c");
    CHECK(copy.events()[2]["Channel"] == "c");
}

TEST_CASE("response: the events of a temporary may be walked over", "[protocol][response]")
{
    const auto make = [] {
        auto answer = response_of("Response: Success\r\nEventList: start\r\n\r\n");
        add(answer, "Event: Status\r\nChannel: a\r\n\r\n");
        return answer;
    };
    std::string seen;
    for (const auto& e : make().events())
        seen += e["Channel"];
    CHECK(seen == "a");
}

TEST_CASE("response: parts of a temporary response are owned", "[protocol][response]")
{
    const auto make = [] {
        auto answer = response_of("Response: Success\r\nOutput: a\r\nOutput: b\r\n\r\n");
        const auto last = event_of("Event: StatusComplete\r\nListItems: 1\r\n\r\n");
        answer.set_completion(last);
        const auto error = packet_of("Response: Error\r\nMessage: gone\r\n\r\n");
        answer.set_list_error(error.view());
        return answer;
    };
    strings values;
    for (const std::string& each : make().all("Output"))
        values.push_back(each);
    CHECK(values == strings{"a", "b"});
    const ami::event& last = make().completion();
    CHECK(last["ListItems"] == "1");
    const ami::packet& error = make().list_error();
    CHECK(error["Message"] == "gone");
    CHECK(ami::response().completion().kind() == ami::event().kind());
}

TEST_CASE("response: an error in the middle of a list", "[protocol][response]")
{
    auto answer =
        response_of("Response: Success\r\nEventList: start\r\nMessage: DialPlan list will follow\r\n\r\n");
    add(answer, "Event: ListDialplan\r\nContext: c\r\n\r\n");
    CHECK(answer.ok());
    const auto error = packet_of("Response: Error\r\nMessage: Did not find extension 9@c\r\n\r\n");
    answer.set_list_error(error.view());

    CHECK_FALSE(answer.ok());
    CHECK(answer.message() == "Did not find extension 9@c");
    CHECK(answer.list_error()["Response"] == "Error");
    CHECK(answer["Message"] == "DialPlan list will follow");
    CHECK(answer.events().size() == 1);
}

TEST_CASE("response: a Command's output, from Asterisk 14 on", "[protocol][response]")
{
    struct row {
        const char* what;
        std::string_view bytes;
        strings output;
    };
    const std::vector<row> rows = {
        {"lines",
            "Response: Success\r\nMessage: Command output follows\r\nOutput: one\r\nOutput: two\r\n\r\n",
            {"one", "two"}},
        {"leading and trailing blanks", "Response: Success\r\nOutput:   indented \r\nOutput: \ttab\r\n\r\n",
            {"  indented ", "\ttab"}},
        {"empty lines", "Response: Success\r\nOutput: a\r\nOutput: \r\nOutput: \r\nOutput: b\r\n\r\n",
            {"a", "", "", "b"}},
        {"no output", "Response: Success\r\nOutput: \r\n\r\n", {""}},
        {"no blank behind the colon", "Response: Success\r\nOutput:\r\nOutput:x\r\nOutput:\tx\r\n\r\n",
            {"", "x", "\tx"}},
        {"colons", "Response: Success\r\nOutput: a: b\r\nOutput: :\r\n\r\n", {"a: b", ":"}},
        {"one CR is the output's", "Response: Success\r\nOutput: a\r\r\n\r\n", {"a\r"}},
        {"any letter case", "Response: Success\r\noutput: a\r\n\r\n", {"a"}},
        {"of a command that failed",
            "Response: Error\r\nMessage: Command output follows\r\nOutput: No such command\r\n\r\n",
            {"No such command"}},
        {"raw lines between are the output's",
            "Response: Success\r\nraw before\r\nOutput: a\r\nraw\r\n:raw\r\nOutput: b\r\n\r\n",
            {"a", "raw", ":raw", "b"}},
        {"other headers are not", "Response: Success\r\nOutput: a\r\nOther: x\r\nOutputs: y\r\n\r\n", {"a"}},
        {"of a plain answer", "Response: Success\r\nMessage: Channel Hungup\r\nraw\r\n\r\n", {}},
    };
    for (const auto& c : rows) {
        INFO(c.what);
        CHECK(response_of(c.bytes).output() == c.output);
    }
}

TEST_CASE("response, from source: a Command's output, up to Asterisk 13", "[protocol][response][command]")
{
    struct row {
        const char* what;
        std::string text;
        strings output;
    };
    const std::vector<row> rows = {
        {"lines", "one\ntwo\n", {"one", "two"}},
        {"the last without its line end", "one\ntwo", {"one", "two"}},
        {"leading and trailing blanks", "  indented \n\ttab\n", {"  indented ", "\ttab"}},
        {"empty lines", "\na\n\n\nb\n\n", {"", "a", "", "", "b", ""}},
        {"no output", "", {}},
        {"one empty line", "\n", {""}},
        {"colons, and lines like headers", "a: b\nOutput: c\n: d\n", {"a: b", "Output: c", ": d"}},
        {"CRLF", "a\r\nb\r\n", {"a", "b"}},
    };
    for (const auto& c : rows) {
        INFO(c.what);
        const auto answer = response_of("Response: Follows\r\nPrivilege: Command\r\nActionID: 7\r\n" +
                                        c.text + "--END COMMAND--\r\n\r\n");
        CHECK(answer.output() == c.output);
        CHECK(answer.ok());
    }
}

TEST_CASE("response: the last header -> its value is all that follows", "[protocol][response]")
{
    struct row {
        std::string_view value; // what Asterisk wrote after "Value: "
        std::string_view exact;
        std::string_view first_line; // as a header among others
    };
    const std::vector<row> rows = {
        {"", "", ""}, {"plain", "plain", "plain"}, {"  a  ", "  a  ", "a  "},
        {"one\ntwo: 2\n", "one\ntwo: 2\n", "one"},
        {"one\r\nMessage: forged", "one\r\nMessage: forged", "one"}, {"\nx", "\nx", ""}, {"a\n", "a\n", "a"},
        {"Value: y\nValue: z", "Value: y\nValue: z", "Value: y"},
        {"before\n\nafter", "before", "before"}, // an empty line is the end of the answer
    };
    for (const auto& c : rows) {
        INFO(c.value);
        auto answer = response_of("Response: Success\r\nActionID: a-1\r\nVariable: X\r\nValue: " +
                                  std::string(c.value) + "\r\n\r\n");
        answer.set_last_header("Value");
        CHECK(answer["Value"] == c.exact);
        CHECK(answer["value"] == c.exact);
        CHECK(answer.find("Value") == c.exact);
        CHECK(answer["Variable"] == "X");
        CHECK(answer.message().empty());
        int lines = 0;
        std::string_view last;
        for (const auto& header : answer) {
            ++lines;
            last = header.value;
        }
        CHECK(lines == 4);
        CHECK(last == c.first_line);
        const auto copy = answer;
        CHECK(copy["Value"] == c.exact);
    }
    auto none = response_of("Response: Error\r\nMessage: No such channel\r\n\r\n");
    none.set_last_header("Value");
    CHECK_FALSE(none.find("Value"));
    CHECK(none.message() == "No such channel");
}

TEST_CASE("response: an empty list is told from other refusals", "[protocol][response]")
{
    struct row {
        std::string_view action;
        std::string_view bytes;
        bool empty;
    };
    const std::vector<row> rows = {
        // Asterisk ends this message with a LF of its own.
        {"PJSIPShowContacts", "Response: Error\r\nActionID: 1\r\nMessage: No Contacts found\n\r\n\r\n", true},
        {"pjsipshowcontacts", "Response: Error\r\nMessage: No Contacts found\r\n\r\n", true},
        {"PJSIPShowAors", "Response: Error\r\nMessage: No AORs found\n\r\n\r\n", true},
        {"PJSIPShowAuths", "Response: Error\r\nMessage: No Auths found\n\r\n\r\n", true},
        {"PJSIPShowEndpoints", "Response: Error\r\nMessage: No endpoints found\n\r\n\r\n", true},
        {"PJSIPShowResourceLists", "Response: Error\r\nMessage: No resource lists found\n\r\n\r\n", true},
        {"ConfbridgeList", "Response: Error\r\nMessage: No active conferences.\r\n\r\n", true},
        {"ConfbridgeList", "Response: Error\r\nMessage: No Conference by that name found.\r\n\r\n", true},
        {"ConfbridgeListRooms", "Response: Error\r\nMessage: No active conferences.\r\n\r\n", true},
        {"MeetmeList", "Response: Error\r\nMessage: No active conferences.\r\n\r\n", true},
        {"MeetmeListRooms", "Response: Error\r\nMessage: No active conferences.\r\n\r\n", true},
        {"ExtensionStateList", "Response: Error\r\nMessage: No dialplan hints are available\r\n\r\n", true},
        {"VoicemailUsersList",
            "Response: Success\r\nMessage: There are no voicemail users currently defined.\r\n\r\n", true},
        // The text of another action, another text, no text.
        {"ConfbridgeKick", "Response: Error\r\nMessage: No active conferences.\r\n\r\n", false},
        {"PJSIPShowContacts", "Response: Error\r\nMessage: No Contacts found here\r\n\r\n", false},
        {"PJSIPShowContacts", "Response: Error\r\nMessage: Permission denied\r\n\r\n", false},
        {"PJSIPShowContacts", "Response: Error\r\n\r\n", false},
        {"PJSIPShowContacts", "Response: Success\r\nMessage: No Contacts found\r\n\r\n", false},
        {"VoicemailUsersList",
            "Response: Error\r\nMessage: There are no voicemail users currently defined.\r\n\r\n", false},
        // No list at all.
        {"Ping", "Response: Success\r\nPing: Pong\r\n\r\n", false},
        {"", "Response: Error\r\n\r\n", false},
    };
    for (const auto& [action, bytes, empty] : rows) {
        INFO(action << ": " << bytes);
        CHECK(ami::is_empty_list(action, response_of(bytes)) == empty);
    }
}

TEST_CASE("response: a list without items is empty, one that broke off is not", "[protocol][response]")
{
    auto list = response_of("Response: Success\r\nEventList: start\r\nMessage: will follow\r\n\r\n");
    const auto end = event_of("Event: DBGetTreeComplete\r\nEventList: Complete\r\nListItems: 1\r\n\r\n");
    list.set_completion(end);
    CHECK(ami::is_empty_list("DBGetTree", list));

    auto broken = list;
    const auto error = packet_of("Response: Error\r\nMessage: No Contacts found\r\n\r\n");
    broken.set_list_error(error.view());
    CHECK_FALSE(ami::is_empty_list("PJSIPShowContacts", broken));

    add(list, "Event: DBGetTreeResponse\r\nKey: /a/b\r\nVal: 1\r\n\r\n");
    CHECK_FALSE(ami::is_empty_list("DBGetTree", list));
}
