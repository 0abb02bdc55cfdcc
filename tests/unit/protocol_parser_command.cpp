// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// `Response: Follows`, the answer to Command up to Asterisk 13. From source: no server of that age was at hand, so
// the bytes follow protocol/README.md 1.7.

#include "support/catch.hpp"
#include "support/naive_parser.hpp"
#include "support/parsing.hpp"

#include <ami/protocol/wire/parser.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

using ami::packet_kind;

struct command_case {
    const char* what;
    std::string_view stream;
    std::string_view header_lines;
    std::string_view body;
};

constexpr std::string_view head = "Response: Follows\r\nPrivilege: Command\r\nActionID: 7\r\n";

const std::vector<command_case>& command_cases()
{
    static const std::vector<command_case> cases = {
        {"text that ends in LF",
            "Response: Follows\r\nPrivilege: Command\r\nActionID: 7\r\nline 1\nline 2\n--END COMMAND--\r\n\r\n",
            head, "line 1\nline 2\n"},
        {"the marker glued to the last line",
            "Response: Follows\r\nPrivilege: Command\r\nActionID: 7\r\nline 1\nline 2--END COMMAND--\r\n\r\n",
            head, "line 1\nline 2"},
        {"no text", "Response: Follows\r\nPrivilege: Command\r\nActionID: 7\r\n--END COMMAND--\r\n\r\n", head,
            ""},
        {"blank lines",
            "Response: Follows\r\nPrivilege: Command\r\nActionID: 7\r\n\n\na\n\n\r\n\r\nb\n--END COMMAND--\r\n\r\n",
            head, "\n\na\n\n\r\n\r\nb\n"},
        {"colons, and lines that look like headers and packets",
            "Response: Follows\r\nPrivilege: Command\r\nActionID: 7\r\nResponse: Success\r\n\r\nEvent: Hangup\n"
            "ActionID: 8\n--END COMMAND--\r\n\r\n",
            head, "Response: Success\r\n\r\nEvent: Hangup\nActionID: 8\n"},
        {"the marker quoted in the middle of a line",
            "Response: Follows\r\nPrivilege: Command\r\nActionID: 7\r\nthe text --END COMMAND-- ends\n--END COMMAND--"
            "\r\n\r\n",
            head, "the text --END COMMAND-- ends\n"},
        {"the marker quoted on a line of its own",
            "Response: Follows\r\nPrivilege: Command\r\nActionID: 7\r\n--END COMMAND--\r\nmore\n--END COMMAND--\nand\n"
            "--END COMMAND--\r\n\r\n",
            head, "--END COMMAND--\r\nmore\n--END COMMAND--\nand\n"},
        {"the marker twice in a row",
            "Response: Follows\r\nPrivilege: Command\r\nActionID: 7\r\n--END COMMAND----END COMMAND--\r\n\r\n",
            head, "--END COMMAND--"},
        {"two markers that share bytes",
            "Response: Follows\r\nPrivilege: Command\r\nActionID: 7\r\n--END COMMAND--END COMMAND--\r\n\r\n",
            head, "--END COMMAND"},
        {"the marker with CRs behind it that are no line end",
            "Response: Follows\r\nPrivilege: Command\r\nActionID: 7\r\n--END COMMAND--\r\r\n\r\n--END COMMAND--\r\n"
            "\r\n",
            head, "--END COMMAND--\r\r\n\r\n"},
        {"a beginning of the marker right before it",
            "Response: Follows\r\nPrivilege: Command\r\nActionID: 7\r\n----END COMMAN--END COMMAND--\r\n\r\n",
            head, "----END COMMAN"},
        {"LF line ends", "Response: Follows\nPrivilege: Command\nActionID: 7\ntext\n--END COMMAND--\n\n",
            "Response: Follows\nPrivilege: Command\nActionID: 7\n", "text\n"},
        {"no ActionID", "Response: Follows\r\nPrivilege: Command\r\ntext: 1\n--END COMMAND--\r\n\r\n",
            "Response: Follows\r\nPrivilege: Command\r\n", "text: 1\n"},
        {"no Privilege", "Response: Follows\r\nActionID: 7\r\ntext\n--END COMMAND--\r\n\r\n",
            "Response: Follows\r\nActionID: 7\r\n", "text\n"},
        {"neither", "Response: Follows\r\ntext\n--END COMMAND--\r\n\r\n", "Response: Follows\r\n", "text\n"},
        {"neither and no text", "Response: Follows\r\n--END COMMAND--\r\n\r\n", "Response: Follows\r\n", ""},
        {"one header of each name, what follows is text",
            "Response: Follows\r\nPrivilege: Command\r\nActionID: 7\r\nPrivilege: a\nActionID: b\n--END COMMAND--\r\n\r\n",
            head, "Privilege: a\nActionID: b\n"},
        {"other letter case",
            "response: FOLLOWS\r\nprivilege: Command\r\nactionid: 7\r\ntext\n--END COMMAND--\r\n\r\n",
            "response: FOLLOWS\r\nprivilege: Command\r\nactionid: 7\r\n", "text\n"},
        {"the marker inside of a header line", "Response: Follows\r\nPrivilege: x--END COMMAND--\r\n\r\n",
            "Response: Follows\r\nPrivilege: x", ""},
        {"a marker in other letter case is text",
            "Response: Follows\r\nPrivilege: Command\r\n--End Command--\r\n\r\nx\n--END COMMAND--\r\n\r\n",
            "Response: Follows\r\nPrivilege: Command\r\n", "--End Command--\r\n\r\nx\n"},
    };
    return cases;
}

} // namespace

TEST_CASE("parser, from source: the text of Response: Follows", "[protocol][parser][command]")
{
    const std::string next = "Event: After\r\n\r\n";
    for (const auto& c : command_cases()) {
        INFO(c.what);
        const auto stream = std::string(c.stream) + next;
        const auto whole = tests::parse_whole(stream);
        REQUIRE(whole.packets.size() == 2);
        CHECK(whole.packets[0].kind == packet_kind::response);
        CHECK(whole.packets[0].raw == c.stream);
        CHECK(whole.packets[0].header_lines == c.header_lines);
        CHECK(whole.packets[0].body == c.body);
        CHECK(whole.packets[1].kind == packet_kind::event);
        CHECK(whole.packets[1].raw == next);
        CHECK(whole.packets[1].body.empty());

        CHECK(tests::naive_parser(stream).packets() == whole.packets);
        CHECK(tests::parse_bytewise(stream) == whole);
        for (std::size_t at = 0; at <= stream.size(); ++at) {
            for (std::size_t again = at; again <= stream.size(); again += 3) {
                if (tests::parse_split(stream, at, again) == whole)
                    continue;
                FAIL("differs when split at " << at << " and " << again);
            }
        }
    }
}

TEST_CASE("parser, from source: no packet before the whole end has come", "[protocol][parser][command]")
{
    for (const auto& c : command_cases()) {
        INFO(c.what);
        for (std::size_t size = 0; size != c.stream.size(); ++size) {
            const auto found = tests::parse_whole(c.stream.substr(0, size));
            if (found.packets.empty() && !found.error.failed() && found.pending == c.stream.substr(0, size))
                continue;
            FAIL("after " << size << " bytes: " << found);
        }
    }
}

TEST_CASE("parser, from source: only Follows begins such a text", "[protocol][parser][command]")
{
    for (const std::string first : {"Response: Success", "Response: Followsx", "Response: Follow",
             "Event: Follows", "Response : Follows", "X: y\r\nResponse: Follows"}) {
        INFO(first);
        const auto found = tests::parse_whole(first + "\r\n\r\nEvent: A\r\n\r\n");
        REQUIRE(found.packets.size() == 2);
        CHECK(found.packets[0].raw == first + "\r\n\r\n");
    }
}

TEST_CASE("parser, from source: headers of such an answer are read as ever", "[protocol][parser][command]")
{
    ami::parser parser({}, ami::parser::greeting::none);
    parser.feed(
        "Response: Follows\r\nPrivilege: Command\r\nActionID: 7\r\nEvent: x\nB: c--END COMMAND--\r\n\r\n");
    ami::error_code ec;
    REQUIRE(parser.next(ec) == ami::parser::result::packet);
    const auto& packet = parser.packet();
    CHECK(packet["ActionID"] == "7");
    CHECK_FALSE(packet.contains("Event"));
    CHECK_FALSE(packet.contains("B"));
    CHECK(std::distance(packet.begin(), packet.end()) == 3);
}

TEST_CASE(
    "parser: Response: Follows of others -> ends at its first blank line", "[protocol][parser][command]")
{
    const std::string next = "Event: After\r\n\r\n";
    struct {
        std::string_view ids; // whose are accepted
        std::string_view stream;
        std::string_view body;
    } const cases[] = {
        {"x-", "Response: Follows\r\nActionID: x-1\r\na\n\nb\n--END COMMAND--\r\n\r\n", "a\n\nb\n"},
        {"x-", "Response: Follows\r\nPrivilege: Command\r\nActionID: x-1\r\na\n\n--END COMMAND--\r\n\r\n",
            "a\n\n"},
        {"x-", "ActionID: x-1\r\nResponse: Follows\r\na\n\n--END COMMAND--\r\n\r\n", "a\n\n"},
        {"x-", "Response: Follows\r\nActionID: y-1\r\n\r\n", ""},
        {"x-", "Response: Follows\r\n\r\n", ""},
        {"x-", "Response: Follows\r\nPrivilege: Command\r\n\r\n", ""},
        {"x-", "Response: Follows\r\nFoo: 1\r\nActionID: x-1\r\n\r\n", ""},
        {"x-", "Response: Follows\r\nPrivilege: SMSCommand\r\nsent\n--END COMMAND--\r\n\r\n", "sent\n"},
        {"x-", "Response: Follows\nActionID: y\nsent--END COMMAND--\n\n", "sent"},
        {"", "Response: Follows\r\nActionID: x-1\r\na\n--END COMMAND--\r\n\r\n", "a\n"},
        {"", "Response: Follows\r\nActionID: x-1\r\na\n\n", ""},
    };
    for (const auto& each : cases) {
        INFO(each.stream);
        const auto stream = std::string(each.stream) + next;
        const std::string ids(each.ids);
        const auto none = ami::parser::greeting::none;
        const auto whole = tests::parse_whole(stream, {}, none, ids);
        REQUIRE(whole.packets.size() == 2);
        CHECK(whole.packets[0].kind == packet_kind::response);
        CHECK(whole.packets[0].raw == each.stream);
        CHECK(whole.packets[0].body == each.body);
        CHECK(whole.packets[1].raw == next);
        CHECK(tests::naive_parser(stream, ids).packets() == whole.packets);
        CHECK(tests::parse_bytewise(stream, {}, none, ids) == whole);
        ami::limits by_lines; // each line is looked at
        by_lines.max_packet = 200;
        by_lines.max_headers = 6;
        CHECK(tests::parse_whole(stream, by_lines, none, ids) == whole);
        CHECK(tests::parse_bytewise(stream, by_lines, none, ids) == whole);
    }
}
