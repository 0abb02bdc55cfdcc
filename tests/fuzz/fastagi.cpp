// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// FastAGI: whatever a peer sends, in whatever pieces. Nothing crashes, each command completes once, one is on the wire at
// a time, and what is kept has a limit. Bytes from 0x80 on are no input but what the program does.

#include "fuzz/check.hpp"

#include <ami/agi/fast/command_check.hpp>
#include <ami/agi/fast/fastagi_link.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace ami;
using detail::fastagi_link;

namespace {

const std::string environment =
    "agi_network: yes\nagi_network_script: m\nagi_request: agi://h/m\nagi_channel: c\nagi_language: en\n"
    "agi_type: Local\nagi_uniqueid: 1.1\nagi_version: 22\nagi_callerid: 1\nagi_calleridname: n\nagi_callingpres: 0\n"
    "agi_callingani2: 0\nagi_callington: 0\nagi_callingtns: 0\nagi_dnid: u\nagi_rdnis: u\nagi_context: d\n"
    "agi_extension: 1\nagi_priority: 1\nagi_enhanced: 0.0\nagi_accountcode: \nagi_threadid: 1\n";

fastagi_limits small_limits()
{
    fastagi_limits limits;
    limits.line = 200;
    limits.environment_lines = 40;
    limits.environment_bytes = 2000;
    limits.answer = 300;
    limits.waiting_commands = 5;
    limits.command_timeout = std::chrono::seconds(7);
    limits.idle_timeout = std::chrono::seconds(40);
    return limits;
}

// The answers and the hang-ups, with the size at which the reader failed.
std::string answers_of(std::string_view bytes, std::size_t piece)
{
    detail::answer_reader reader(300);
    std::string all;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        reader.add(bytes.substr(at, piece));
        while (const auto item = reader.next()) {
            if (item->type == detail::answer_reader::kind::answer) {
                FUZZ_CHECK(item->text.size() <= 300);
                FUZZ_CHECK(item->text.ends_with('\n'));
                detail::failure error;
                parse_agi_result(item->text, error);
            }
            all += item->text + "|";
        }
        if (reader.error())
            return all + "!";
    }
    return all;
}

class world {
public:
    void receive(std::string_view bytes)
    {
        link.on_received(bytes, now);
        take();
    }
    void act(std::uint8_t code)
    {
        static const char* const commands[] = {
            "NOOP", "ANSWER", "EXEC X", "STREAM FILE x \"\"", "GET VARIABLE X"};
        switch (code % 8) {
        case 0:
        case 1:
        case 2: {
            detail::failure error;
            const auto number = link.add(commands[code / 8 % 5], now, error);
            FUZZ_CHECK((number == 0) == static_cast<bool>(error));
            if (number != 0)
                FUZZ_CHECK(pending.insert(number).second);
            break;
        }
        case 3: {
            const std::uint64_t number = code / 8;
            if (link.withdraw(number))
                FUZZ_CHECK(pending.erase(number) == 1);
            break;
        }
        case 4:
            now += std::chrono::seconds(code / 8);
            link.on_time(now);
            break;
        case 5:
            if (code / 8 % 4 == 0)
                link.leave();
            break;
        case 6:
            if (code / 8 % 8 == 0)
                link.fail({errc::closed}, now);
            break;
        case 7:
            if (code / 8 % 8 == 0)
                link.on_closed({});
            break;
        }
        take();
    }
    void take()
    {
        while (auto next = link.next(now)) {
            using step = fastagi_link::step;
            FUZZ_CHECK(!closed);
            if (next->type == step::complete)
                FUZZ_CHECK(pending.erase(next->result.number) == 1);
            if (next->type == step::send) {
                FUZZ_CHECK(!finished);
                FUZZ_CHECK(next->line.find('\n') + 1 == next->line.size());
            }
            finished = finished || next->type == step::finish_writing;
            closed = next->type == step::close;
        }
        if (link.has_ended())
            FUZZ_CHECK(pending.empty());
        // Time always comes to an end once the session has.
        if (closed)
            FUZZ_CHECK(link.deadline() == fastagi_link::time_point::max());
    }

    fastagi_link::time_point now = fastagi_link::time_point() + std::chrono::hours(1);
    fastagi_link link{small_limits(), now};
    std::set<std::uint64_t> pending;
    bool finished = false;
    bool closed = false;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t piece = 1 + data[0] % 16;

    FUZZ_CHECK(answers_of(input, 1) == answers_of(input, piece));

    const auto limits = small_limits();
    detail::environment_reader whole(limits);
    detail::environment_reader pieces(limits);
    const auto taken = whole.read(input);
    std::size_t taken_in_pieces = 0;
    for (std::size_t at = 0; at < input.size(); at += piece)
        taken_in_pieces += pieces.read(input.substr(at, piece));
    FUZZ_CHECK(whole.is_complete() == pieces.is_complete());
    FUZZ_CHECK(!whole.error() == !pieces.error()); // which limit is reached first may differ
    FUZZ_CHECK(!whole.is_complete() || taken == taken_in_pieces);
    if (whole.is_complete()) {
        const auto arguments = detail::environment_reader(whole).take_arguments();
        const auto values = whole.take_environment();
        for (std::size_t i = 0; i != arguments.size(); ++i)
            FUZZ_CHECK(values["agi_arg_" + std::to_string(i + 1)] == arguments[i]);
    }

    if (!detail::check_agi_command(input, 300)) {
        FUZZ_CHECK(input.find('\n') == std::string_view::npos);
        FUZZ_CHECK(detail::count_agi_words(input) < 128);
    }

    world session;
    if (data[0] & 0x80)
        session.receive(environment + "\n");
    for (std::size_t at = 0; at < input.size();) {
        if (input[at] & '\x80') {
            session.act(static_cast<std::uint8_t>(input[at++]) & 0x7f);
            continue;
        }
        const auto end = std::find_if(input.begin() + static_cast<std::ptrdiff_t>(at),
            input.begin() + static_cast<std::ptrdiff_t>(std::min(input.size(), at + piece)),
            [](char c) { return (c & '\x80') != 0; });
        const auto count = static_cast<std::size_t>(end - input.begin()) - at;
        session.receive(input.substr(at, count));
        at += count;
    }
    session.link.on_closed({});
    session.take();
    FUZZ_CHECK(session.pending.empty());
    FUZZ_CHECK(session.closed);
    return 0;
}
