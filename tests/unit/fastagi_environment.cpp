// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What Asterisk sends when a FastAGI session begins, and what else connects there.

#include "support/catch.hpp"
#include "support/fastagi_text.hpp"

#include <ami/agi/fast/environment_reader.hpp>
#include <ami/agi/fast/request.hpp>

#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace ami;
using tests::fastagi_environment;
using tests::fastagi_lines;

namespace {

struct read_block {
    explicit read_block(std::string_view text, fastagi_limits given = {}) : limits(given), reader(limits)
    {
        taken = reader.read(text);
        if (reader.is_complete()) {
            arguments = detail::environment_reader(reader).take_arguments();
            environment = reader.take_environment();
        }
    }

    std::string_view operator[](std::string_view name) const { return environment[name]; }

    fastagi_limits limits;
    detail::environment_reader reader;
    std::size_t taken = 0;
    agi_environment environment;
    std::vector<std::string> arguments;
};

fastagi_request request_of(std::string_view script)
{
    auto data = detail::make_shared_object<detail::fastagi_request_data>();
    data->environment = read_block(fastagi_environment(script)).environment;
    return fastagi_request(data);
}

} // namespace

TEST_CASE("fastagi environment: as Asterisk 11 to 22 send it")
{
    const read_block at(fastagi_environment("menu?x=1&y=a%20b", "Ann B"));
    REQUIRE(at.reader.is_complete());
    CHECK_FALSE(at.reader.error());
    CHECK_FALSE(at.reader.is_doubtful());
    CHECK(at.environment.size() == 22);
    CHECK(at["agi_network"] == "yes");
    CHECK(at["agi_network_script"] == "menu?x=1&y=a%20b");
    CHECK(at["agi_request"] == "agi://127.0.0.1/menu?x=1&y=a%20b");
    CHECK(at["agi_calleridname"] == "Ann B");
    CHECK(at["agi_accountcode"].empty());
    CHECK(at["agi_threadid"] == "139000000000000");
    CHECK(at.arguments.empty());
}

TEST_CASE("fastagi environment: without a script there is no line for it")
{
    const read_block at(fastagi_environment(""));
    REQUIRE(at.reader.is_complete());
    CHECK_FALSE(at.reader.is_doubtful());
    CHECK(at["agi_network_script"].empty());
    CHECK(at.environment.size() == 21);
}

TEST_CASE("fastagi environment: what follows the empty line is left")
{
    const auto block = fastagi_environment();
    const read_block at(block + "HANGUP\n");
    CHECK(at.taken == block.size());
    CHECK(at.reader.is_complete());
}

TEST_CASE("fastagi environment: in any pieces it is the same")
{
    const auto block = fastagi_environment("menu", "J\xe9r\xc3", "agi_arg_1: a\nagi_arg_2: \n");
    const auto check = [&](const std::vector<std::size_t>& cuts) {
        const fastagi_limits limits;
        detail::environment_reader reader(limits);
        std::size_t at = 0;
        for (const auto cut : cuts) {
            CHECK(reader.read(std::string_view(block).substr(at, cut - at)) == cut - at);
            CHECK(reader.is_complete() == (cut == block.size()));
            at = cut;
        }
        CHECK(detail::environment_reader(reader).take_arguments() == std::vector<std::string>{"a", ""});
        const auto environment = reader.take_environment();
        CHECK(environment["agi_calleridname"] == "J\xe9r\xc3");
    };
    std::vector<std::size_t> every;
    for (std::size_t i = 1; i <= block.size(); ++i)
        every.push_back(i);
    check(every);
    check({411, block.size()}); // as Asterisk was seen to do
    check({block.size() - 1, block.size()});
    std::mt19937 random(1);
    for (int round = 0; round != 200; ++round) {
        std::vector<std::size_t> cuts;
        for (std::size_t at = 0; at < block.size();)
            cuts.push_back(at = std::min(block.size(), at + 1 + random() % 100));
        check(cuts);
    }
}

TEST_CASE("fastagi environment: values are not trimmed, split at further colons or decoded")
{
    const read_block at(fastagi_environment("a:b: c/d%2e ", " \xff\x01\x7f \xe9",
        "agi_arg_1:  lead \nagi_arg_2:  q \nagi_arg_3: \nagi_arg_4: q,r\nagi_arg_5: x: y\n"));
    REQUIRE(at.reader.is_complete());
    CHECK_FALSE(at.reader.is_doubtful());
    CHECK(at["agi_network_script"] == "a:b: c/d%2e ");
    CHECK(at["agi_calleridname"] == " \xff\x01\x7f \xe9");
    CHECK(at.arguments == std::vector<std::string>{" lead ", " q ", "", "q,r", "x: y"});
    CHECK(at["agi_arg_1"] == " lead ");
}

TEST_CASE("fastagi environment: long values arrive whole, 127 arguments too")
{
    std::string arguments;
    for (int i = 1; i <= 127; ++i)
        arguments += "agi_arg_" + std::to_string(i) + ": " + (i == 127 ? std::string(6000, 'a') : "x") + "\n";
    const read_block at(fastagi_environment("menu", std::string(1500, 'n'), arguments));
    REQUIRE(at.reader.is_complete());
    CHECK(at.arguments.size() == 127);
    CHECK(at.arguments.back().size() == 6000);
    CHECK(at["agi_calleridname"].size() == 1500);
}

TEST_CASE("fastagi environment: a name with a line end adds no value")
{
    SECTION("a line of any name")
    {
        const read_block at(fastagi_environment("menu", "a\nagi_x: y"));
        CHECK(at.reader.is_complete());
        CHECK(at.reader.is_doubtful());
        CHECK(at["agi_calleridname"] == "a");
    }
    SECTION("a line without a name")
    {
        const read_block at(fastagi_environment("menu", "a\nb"));
        CHECK(at.reader.is_complete());
        CHECK(at.reader.is_doubtful());
        CHECK(at.environment.size() == 22);
    }
    SECTION("the extension, before the real one: neither counts")
    {
        const read_block at(fastagi_environment("menu", "a\nagi_extension: 911"));
        CHECK(at.reader.is_complete());
        CHECK(at.reader.is_doubtful());
        CHECK(at["agi_extension"].empty());
    }
    SECTION("the script, if the dialplan has none")
    {
        const read_block at(fastagi_environment("", "a\nagi_network_script: admin"));
        CHECK(at.reader.is_complete());
        CHECK(at.reader.is_doubtful());
        CHECK(at["agi_network_script"].empty());
    }
    SECTION("arguments")
    {
        const read_block at(fastagi_environment("menu", "a\nagi_arg_1: evil"));
        CHECK(at.reader.is_complete());
        CHECK(at.reader.is_doubtful());
        CHECK(at.arguments.empty());
        CHECK(at["agi_arg_1"].empty());
    }
    SECTION("arguments after a line that comes last")
    {
        const read_block at(
            fastagi_environment("menu", "a\nagi_threadid: 1\nagi_arg_1: evil", "agi_arg_1: good\n"));
        CHECK(at.reader.is_complete());
        CHECK(at.reader.is_doubtful());
        CHECK(at.arguments == std::vector<std::string>{"good"});
        CHECK(at["agi_arg_1"] == "good");
    }
    SECTION("an argument of an argument: no argument counts")
    {
        const read_block at(fastagi_environment(
            "menu", "a", "agi_arg_1: x\nagi_arg_2: evil\nagi_arg_2: good\nagi_arg_3: z\n"));
        CHECK(at.reader.is_complete());
        CHECK(at.reader.is_doubtful());
        CHECK(at.arguments.empty());
        CHECK(at["agi_arg_1"].empty());
    }
    SECTION("the end of the block")
    {
        const read_block at(fastagi_environment("menu", "a\n\n200 result=1 (admin)"));
        CHECK(at.reader.error().ec == errc::invalid_agi_environment);
    }
}

TEST_CASE("fastagi environment: what is no Asterisk is refused at its first byte that differs")
{
    for (const std::string_view text : {"GET / HTTP/1.1\r\n\r\n", "\n", "\x16\x03\x01", "agi_request: x\n",
             "agi_network: no\n", "agi_network: yes\r\n", "agi_network_script: x\n", "Action: Login\r\n"}) {
        INFO(text);
        const read_block at(text);
        CHECK(at.reader.error().ec == errc::invalid_agi_environment);
        CHECK_FALSE(at.reader.is_complete());
    }
    const fastagi_limits limits;
    detail::environment_reader reader(limits);
    CHECK_FALSE(reader.has_begun());
    reader.read("a");
    CHECK_FALSE(reader.error());
    CHECK(reader.has_begun());
    reader.read("X");
    CHECK(reader.error().ec == errc::invalid_agi_environment);
    CHECK(reader.read("more") == 0);
}

TEST_CASE("fastagi environment: it ends before its last line -> an error")
{
    CHECK(read_block("agi_network: yes\n\n").reader.error().ec == errc::invalid_agi_environment);
}

TEST_CASE("fastagi environment: each limit has its error")
{
    fastagi_limits limits;
    limits.line = 100;
    limits.environment_lines = 30;
    limits.environment_bytes = 2000;
    const auto with = [&](std::string_view more) {
        return read_block(fastagi_lines() + std::string(more), limits).reader.error().ec;
    };
    const auto name = std::string("agi_x: ");
    CHECK(with(name + std::string(93, 'x') + "\n\n") == error_code());
    CHECK(with(name + std::string(94, 'x')) == errc::agi_line_too_long);
    CHECK(with("\n") == error_code());
    std::string lines;
    for (int i = 0; i != 8; ++i)
        lines += "agi_x: 1\n";
    CHECK(with(lines + "\n") == error_code());
    CHECK(with(lines + "agi_x: 1\n") == errc::agi_environment_too_large);
    std::string bytes;
    for (int i = 0; i != 7; ++i)
        bytes += name + std::string(93, 'x') + "\n";
    limits.environment_bytes = fastagi_lines().size() + bytes.size() + 1;
    CHECK(with(bytes + "\n") == error_code());
    --limits.environment_bytes;
    CHECK(with(bytes + "\n") == errc::agi_environment_too_large);
}

TEST_CASE("fastagi request: the script is split at its first question mark")
{
    const auto request = request_of("menu?lang=de&x=a%20b&flag&x=2&%3d=%26&a+b=c+d&bad=%4&&e=f=g?h");
    CHECK(request.name() == "menu");
    CHECK(request.raw_query() == "lang=de&x=a%20b&flag&x=2&%3d=%26&a+b=c+d&bad=%4&&e=f=g?h");
    CHECK(request.query("lang") == "de");
    CHECK(request.query("x") == "a b");
    CHECK(request.query("flag") == "");
    CHECK(request.query("=") == "&");
    CHECK(request.query("a+b") == "c+d");
    CHECK(request.query("bad") == "%4");
    CHECK(request.query("e") == "f=g?h");
    CHECK_FALSE(request.query("lan"));
    CHECK(request.queries().size() == 8);

    const auto plain = request_of("a/../b");
    CHECK(plain.name() == "a/../b"); // data: a route has to have this very name
    CHECK(plain.raw_query().empty());
    CHECK(plain.queries().empty());
    const auto none = request_of("");
    CHECK(none.name().empty());
    const fastagi_request empty;
    CHECK(empty.script().empty());
}
