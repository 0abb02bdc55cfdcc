// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What Asterisk sends in a FastAGI session, and inputs that other libraries misread.

#include "support/catch.hpp"

#include <ami/agi/fast/answer_reader.hpp>
#include <ami/agi/result.hpp>

#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace ami;

namespace {

using texts = std::vector<std::string>;

// The answers, with "!" for a hang-up and the error's name at the end.
texts taken(detail::answer_reader& reader)
{
    texts found;
    while (const auto item = reader.next())
        found.push_back(item->type == detail::answer_reader::kind::hangup ? "!" : item->text);
    if (reader.error())
        found.push_back(reader.error().ec == errc::invalid_agi_result ? "invalid" : "too large");
    return found;
}

texts split(std::string_view text, std::size_t limit = 100000)
{
    detail::answer_reader reader(limit);
    reader.add(text);
    return taken(reader);
}

texts split_at(std::string_view text, const std::vector<std::size_t>& cuts)
{
    detail::answer_reader reader(100000);
    texts found;
    std::size_t at = 0;
    for (const auto cut : cuts) {
        reader.add(text.substr(at, cut - at));
        at = cut;
        for (auto& each : taken(reader))
            found.push_back(std::move(each));
    }
    return found;
}

agi_result parsed(std::string_view text)
{
    detail::failure error;
    auto made = parse_agi_result(text, error);
    INFO(text);
    INFO(error.text);
    CHECK_FALSE(error);
    return made;
}

const std::string usage = "520-Invalid command syntax.  Proper usage follows:\n"
                          " Usage: GET VARIABLE <variablename>\n\tReturns 0 if <variablename> is not set.\n"
                          " 200 result=1 (testvariable)\n520 End of proper usage.\n";

} // namespace

TEST_CASE("fastagi answers: one line each")
{
    for (const std::string_view line : {"200 result=0\n", "200 result=\n", "200 result= (timeout)\n",
             "200 result=12*# \n", "200 result=-1 endpos=0\n", "200 result=1 ()\n", "200 result=1 (a)b)\n",
             "200 result=0 (timeout) endpos=8000\n", "200 result=-1 (waitfor) endpos=\n",
             "200 result=1 (speech) endpos=8 results=1 score0=9 text0=\"a b\" grammar0=g\n",
             "200 result=1 (digit) digit=5 endpos=8\n", "200 result=-1 Gosub label not found\n",
             "510 Invalid or unknown command\n", "511 Command Not Permitted on a dead channel\n",
             "520 Invalid command syntax.  Proper usage not available.\n",
             "503 result=-2 Memory allocation failure\n"}) {
        INFO(line);
        CHECK(split(std::string(line) + "200 result=7\n") == texts{std::string(line), "200 result=7\n"});
    }
}

TEST_CASE("fastagi answers: a provisional one is no answer (panoramisk #75, PAGI #17)")
{
    CHECK(split("100 result=0 Trying...\n").empty());
    CHECK(split("100 result=0 Trying...\n200 result=0 Gosub complete\n") ==
          texts{"200 result=0 Gosub complete\n"});
}

TEST_CASE("fastagi answers: a block 520 is one answer (panoramisk, zaf/agi, StarPy)")
{
    CHECK(split(usage + "200 result=0\n") == texts{usage, "200 result=0\n"});
    CHECK(parsed(usage).code() == 520);
    // Up to Asterisk 13.16 (pystrix PR 25).
    const std::string glued =
        "520-Invalid command syntax.  Proper usage follows:\nUsage: X520 End of proper usage.\n";
    CHECK(split(glued + "200 result=0\n") == texts{glued, "200 result=0\n"});
    CHECK(split("520-Invalid command syntax.\nHANGUP\n").empty());
}

TEST_CASE("fastagi answers: a hang-up is a line of its own, before, after and between answers")
{
    CHECK(split("HANGUP\n") == texts{"!"});
    CHECK(split("HANGUP\n200 result=0\nHANGUP\n") == texts{"!", "200 result=0\n", "!"});
    CHECK(split("200 result=-1\nHANGUP\nHANGUP\n") == texts{"200 result=-1\n", "!", "!"});
    // adhearsion #1
    CHECK(split("HANGUP511 Command Not Permitted on a dead channel\n") ==
          texts{"!", "511 Command Not Permitted on a dead channel\n"});
    CHECK(split("HANGUPS\n") == texts{"invalid"});
}

TEST_CASE("fastagi answers: empty lines are skipped (panoramisk #79, #103)")
{
    CHECK(split("\n\n200 result=0\n\n\n200 result=1\n\n") == texts{"200 result=0\n", "200 result=1\n"});
}

TEST_CASE("fastagi answers: a value may have line ends and parentheses")
{
    for (const std::string_view value : {"a\nb", "a\n", "\n", "\n\n", "a)b\nc",
             "a\n200 result=0\nHANGUP\n520-x\nb", "((", "))", "a (b) c", "x) endpos=1"}) {
        const auto answer = "200 result=1 (" + std::string(value) + ")\n";
        INFO(answer);
        CHECK(split(answer + "200 result=7\n") == texts{answer, "200 result=7\n"});
        CHECK(parsed(answer).data() == value);
    }
    // SHELL() ends its value with a line end.
    CHECK(parsed("200 result=1 (uid=0\n)\n").data() == "uid=0\n");
}

TEST_CASE("fastagi answers: a value that looks like a whole answer leaves a rest, which is an error")
{
    CHECK(split("200 result=1 (a)\nb)\n") == texts{"200 result=1 (a)\n", "invalid"});
}

TEST_CASE("fastagi answers: what is no answer is an error")
{
    for (const std::string_view line : {"agi_callingpres: 0\n", "2000 result=0\n", "20\n", "result=0\n",
             " 200 result=0\n", "GET / HTTP/1.1\r\n", "20x result\n"}) {
        INFO(line);
        CHECK(split(std::string("200 result=0\n").append(line).append("200 result=0\n")) ==
              texts{"200 result=0\n", "invalid"});
    }
}

TEST_CASE("fastagi answers: an answer has a limit, with and without its end")
{
    const auto value = [](std::size_t size) {
        return "200 result=1 (" + std::string(size - 16, 'x') + ")\n";
    };
    CHECK(split(value(1000), 1000) == texts{value(1000)});
    CHECK(split(value(1001), 1000) == texts{"too large"});
    CHECK(split(std::string(1000, '2'), 1000).empty());
    CHECK(split(std::string(1001, '2'), 1000) == texts{"too large"});
    CHECK(split("520-x\n" + std::string(200, '\n') + "1", 200) == texts{"too large"});
    CHECK(split("200 result=1 (" + std::string(200, '\n') + "1", 200) == texts{"too large"});
    // It is of one answer, not of all that is here.
    std::string many;
    for (int i = 0; i != 100; ++i)
        many += value(100);
    CHECK(split(many, 100).size() == 100);
}

TEST_CASE("fastagi answers: in any pieces they are the same")
{
    const auto stream = "\n200 result=0\nHANGUP\n100 result=0 Trying...\n200 result=0 Gosub complete\n" +
                        usage + "200 result=1 (a\nHANGUP\nb)\nHANGUP511 dead\n\n200 result= (timeout)\n";
    const auto whole = split(stream);
    CHECK(whole.size() == 8);
    std::vector<std::size_t> every;
    for (std::size_t i = 1; i <= stream.size(); ++i)
        every.push_back(i);
    CHECK(split_at(stream, every) == whole);
    std::mt19937 random(1);
    for (int round = 0; round != 500; ++round) {
        std::vector<std::size_t> cuts;
        for (std::size_t at = 0; at < stream.size();)
            cuts.push_back(at = std::min(stream.size(), at + 1 + random() % 40));
        CHECK(split_at(stream, cuts) == whole);
    }
}

TEST_CASE("agi result: answers of FastAGI that AsyncAGI's tests lack")
{
    CHECK(parsed("200 result=16117 (timeout) endpos=8000\n").data() == "timeout"); // pyst2 #31
    const auto star = parsed("200 result=1*2\n");                                  // CyCoreSystems/agi
    CHECK(star.text() == "1*2");
    CHECK(parsed("200 result=-1 (waitfor) endpos=\n").data() == "waitfor");
    CHECK_FALSE(parsed("200 result=-1 (waitfor) endpos=\n").endpos());
    const auto digit = parsed("200 result=1 (digit) digit=5 endpos=800\n");
    CHECK(digit.data() == "digit");
    CHECK(digit.endpos() == 800);
    CHECK(parsed("200 result=1 (speech) endpos=8 results=0\n").data() == "speech");
    CHECK(parsed("503 result=-2 Memory allocation failure\n").code() == 503);
    CHECK(parsed("200 result=0 endpos=4294967296\n").endpos() == 4294967296); // StarPy PR 23
}
