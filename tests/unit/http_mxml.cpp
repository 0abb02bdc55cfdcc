// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// mxml into packets: what Asterisk sends, recorded, and what it may send, or somebody else.

#include "support/catch.hpp"
#include "support/data.hpp"
#include "support/parsing.hpp"

#include <ami/protocol/http/mxml_decoder.hpp>
#include <ami/protocol/wire/parser.hpp>

#ifdef AMI_TESTS_HAVE_PUGIXML
#include <pugixml.hpp>
#endif

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace {

std::string decode(std::string_view document)
{
    std::string packets;
    ami::detail::decode_mxml(document, packets);
    return packets;
}

std::string one(std::string_view attributes)
{
    return decode("<ajax-response>\n<response type='object' id='unknown'><generic " +
                  std::string(attributes) + " /></response>\n</ajax-response>\n");
}

const char* const steps[] = {"bad-login", "command", "denied-action", "events", "getconfig", "login",
    "logoff", "not-logged-in", "originate", "ping", "queuestatus", "status", "waitevent-empty", "waitevent"};

// The body of a recorded answer.
std::string body_of(const std::string& file)
{
    const auto text = tests::read_data(file);
    return text.substr(text.find("\r\n\r\n") + 4);
}

std::vector<std::string> packets_of(const std::string& bytes)
{
    ami::parser cutter({}, ami::parser::greeting::none);
    cutter.feed(bytes);
    std::vector<std::string> found;
    ami::error_code ec;
    while (cutter.next(ec) == ami::parser::result::packet)
        found.emplace_back(cutter.packet().raw());
    CHECK(cutter.bytes_pending() == 0);
    return found;
}

} // namespace

TEST_CASE("mxml: an answer as Asterisk sends it")
{
    const auto packets = decode(
        "<ajax-response>\n"
        "<response type='object' id='unknown'><generic response='Success' actionid='h6' eventlist='start' "
        "message='&lt;a&gt; &amp; &quot;b&quot; &apos;c&apos;' /></response>\n"
        "<response type='object' id='unknown'><generic event='Status' variable='A=1' variable-2='B' "
        "variable-13='C' _100rel='no' cause_txt='' /></response>\n"
        "</ajax-response>\n");
    CHECK(
        packets ==
        "response: Success\r\nactionid: h6\r\neventlist: start\r\nmessage: <a> & \"b\" 'c'\r\n\r\n"
        "event: Status\r\nvariable: A=1\r\nvariable: B\r\nvariable: C\r\n100rel: no\r\ncause_txt: \r\n\r\n");
}

TEST_CASE("mxml: opaque lines are lines, and no value makes a header")
{
    CHECK(one("a='b' opaque_data='one\n two: 2\r\n\nthree' c='d'") ==
          "a: b\r\none\r\n two: 2\r\nthree\r\nc: d\r\n\r\n");
    CHECK(one("a='b\nEvent: forged\r\n\r\nEvent: x'") == "a: b Event: forged    Event: x\r\n\r\n");
    CHECK(one("a='b&#10;&#xA;Event: forged&#13;'") == "a: b  Event: forged \r\n\r\n");
    CHECK(one("a:b='c'") == "a_b: c\r\n\r\n");
}

TEST_CASE("mxml: what is no XML is read nevertheless")
{
    CHECK(one("a='1' a='2'") == "a: 1\r\na: 2\r\n\r\n");         // names that differ in case only
    CHECK(one("100rel='no'") == "100rel: no\r\n\r\n");           // Asterisk 13
    CHECK(one("a='\xFC\x01\xFF'") == "a: \xFC\x01\xFF\r\n\r\n"); // any bytes
    CHECK(one(std::string_view("a='x\0y'", 7)) == std::string_view("a: x\0y\r\n\r\n", 10));
    CHECK(one("a=\"it's\"") == "a: it's\r\n\r\n");
    CHECK(one("a='&bomb; &; &#; &#xZZ; &#xD800; &#1114112; &amp'") ==
          "a: &bomb; &; &#; &#xZZ; &#xD800; &#1114112; &amp\r\n\r\n");
    CHECK(one("a='&#xfc;&#8364;&#x1F600;'") == "a: \xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80\r\n\r\n");
    CHECK(one("").empty());
}

TEST_CASE("mxml: a damaged packet does not take the others along")
{
    const std::string_view before =
        "<response type='object' id='unknown'><generic event='A' x='1' /></response>\n";
    const std::string_view after =
        "<response type='object' id='unknown'><generic event='C' x='3' /></response>\n";
    for (const std::string_view bad : {"<response><generic event='B' x=' /></response>",
             "<response><generic event='B' x /></response>", "<response><generic event='B' x=1 /></response>",
             "<response><generic event='B' ='1' /></response>", "<response><generic event='B' <</response>",
             "<response><generic event=</response>"}) {
        std::string packets;
        const auto document = "<ajax-response>\n" + std::string(before) + std::string(bad) + "\n" +
                              std::string(after) + "</ajax-response>\n";
        const auto result = ami::detail::decode_mxml(document, packets);
        INFO(bad);
        CHECK(packets == "event: A\r\nx: 1\r\n\r\nevent: C\r\nx: 3\r\n\r\n");
        CHECK(result.packets == 2);
        CHECK(result.damaged >= 1);
        CHECK(result.is_whole);
    }
}

TEST_CASE("mxml: documents that are none, are cut short or are made to hurt")
{
    std::string packets;
    for (const std::string_view document :
        {"", "<", "<html><body class='x'><p a='b'>Not Found</p></body></html>", "Response: Success\r\n\r\n",
            "<generic a='b' />", "<?xml version='1.0'?>"}) {
        const auto result = ami::detail::decode_mxml(document, packets);
        INFO(document);
        CHECK_FALSE(result.is_mxml);
        CHECK(packets.empty());
    }
    const auto cut =
        ami::detail::decode_mxml("<ajax-response>\n<response><generic a='b' /></response><resp", packets);
    CHECK(cut.is_mxml);
    CHECK_FALSE(cut.is_whole);
    CHECK(packets == "a: b\r\n\r\n");

    packets.clear();
    std::string deep = "<ajax-response>";
    for (int i = 0; i != 100'000; ++i)
        deep += "<a b='c'>";
    CHECK(ami::detail::decode_mxml(deep, packets).packets == 100'000);
    packets.clear();
    CHECK(ami::detail::decode_mxml("<ajax-response>" + std::string(1'000'000, '<'), packets).packets == 0);
    CHECK(ami::detail::decode_mxml("<ajax-response><a b='" + std::string(1'000'000, '&'), packets).packets ==
          0);
    CHECK(ami::detail::decode_mxml("<!DOCTYPE a [<!ENTITY b 'c'>]><ajax-response></ajax-response>", packets)
              .packets == 0);
}

TEST_CASE("mxml: every recorded document")
{
    for (const std::string version : {"16", "22"}) {
        for (const std::string step : steps) {
            const auto document = body_of("http-" + version + "-mxml-" + step + ".http");
            const auto raw = packets_of(body_of("http-" + version + "-rawman-" + step + ".http"));
            std::string bytes;
            const auto result = ami::detail::decode_mxml(document, bytes);
            INFO(version << ' ' << step);
            CHECK(result.is_mxml);
            CHECK(result.is_whole);
            CHECK(result.damaged == 0);
            const auto packets = packets_of(bytes);
            CHECK(packets.size() == result.packets);
            // Another moment of another session, so only the answer itself is the same.
            REQUIRE(packets.empty() == raw.empty());
            if (!raw.empty()) {
                const auto first = raw[0].substr(raw[0].find(": "), raw[0].find("\r\n") - raw[0].find(": "));
                CHECK(packets[0].find(first) != std::string::npos);
                const auto lines = [](const std::string& text) {
                    return std::count(text.begin(), text.end(), '\n');
                };
                if (step != "waitevent" && step != "events" && step != "status")
                    CHECK(lines(packets[0]) == lines(raw[0]));
            }
#ifdef AMI_TESTS_HAVE_PUGIXML
            pugi::xml_document oracle;
            if (!oracle.load_buffer(document.data(), document.size()))
                continue;
            std::string expected;
            for (const auto& response : oracle.child("ajax-response").children()) {
                for (const auto& attribute : response.first_child().attributes()) {
                    std::string name = attribute.name();
                    if (name == "opaque_data") {
                        expected += std::string(attribute.value()) + "\r\n";
                        continue;
                    }
                    if (const auto dash = name.find('-'); dash != std::string::npos)
                        name.erase(dash);
                    expected += name + ": " + attribute.value() + "\r\n";
                }
                expected += "\r\n";
            }
            CHECK(bytes == expected);
#endif
        }
    }
}
