// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_AGI_COMMANDS_IPP
#define AMI_TESTING_IMPL_AGI_COMMANDS_IPP

#include <ami/testing/detail/agi_commands.hpp>
#include <ami/testing/detail/agi_words.hpp>
#include <ami/testing/detail/text.hpp>

#include <algorithm>
#include <iterator>
#include <limits>
#include <string>
#include <vector>

namespace ami::testing::detail {

AMI_DECL const agi_command* find_agi_command(const std::vector<std::string>& words)
{
    constexpr auto any = std::numeric_limits<std::size_t>::max();
    static constexpr auto zero = [](agi_host&, const agi_arguments&) { return agi_reply("200 result=0"); };
    static constexpr auto one = [](agi_host&, const agi_arguments&) { return agi_reply("200 result=1"); };
    static constexpr auto leave = [](agi_host&, const agi_arguments&) {
        agi_reply reply("200 result=0");
        reply.leaves_agi = true;
        return reply;
    };
    static constexpr agi_command commands[] = {
        {"answer", 0, any, false, &agi_answer_channel},
        {"asyncagi break", 0, any, true, leave},
        {"channel status", 0, 1, false, &agi_channel_status},
        {"control stream file", 2, 7, false, &agi_control_stream_file},
        {"database del", 2, 2, true, &agi_database_del},
        {"database deltree", 1, 2, true, &agi_database_deltree},
        {"database get", 2, 2, true, &agi_database_get},
        {"database put", 3, 3, true, &agi_database_put},
        {"exec", 1, any, true, &agi_exec},
        {"get data", 1, any, false, &agi_get_data},
        {"get full variable", 1, 2, true, &agi_get_full_variable},
        {"get option", 2, 3, false, &agi_get_option},
        {"get variable", 1, 1, true, &agi_get_variable},
        {"gosub", 3, any, false, &agi_gosub},
        {"hangup", 0, 1, false, &agi_hang_up},
        {"noop", 0, any, true, zero},
        {"receive char", 1, 1, false, &agi_receive_char},
        {"receive text", 1, 1, false, &agi_receive_text},
        {"record file", 4, any, false, &agi_record_file},
        {"say alpha", 2, 3, false, &agi_say_alpha},
        {"say date", 2, 2, false, &agi_say_number},
        {"say datetime", 2, any, false, &agi_say_number},
        {"say digits", 2, 2, false, &agi_say_number},
        {"say number", 2, 3, false, &agi_say_number},
        {"say phonetic", 2, 2, false, &agi_say},
        {"say time", 2, 2, false, &agi_say_number},
        {"send image", 1, 1, false, zero},
        {"send text", 1, 1, false, zero},
        {"set autohangup", 1, 1, false, &agi_set_autohangup},
        {"set callerid", 0, any, false, &agi_set_caller},
        {"set context", 1, 1, false, &agi_set_context},
        {"set extension", 1, 1, false, &agi_set_extension},
        {"set music", 1, any, false, zero},
        {"set priority", 1, 1, false, &agi_set_priority},
        {"set variable", 2, 2, true, &agi_set_variable},
        {"speech activate grammar", 1, 1, false, zero},
        {"speech create", 1, 1, false, zero},
        {"speech deactivate grammar", 1, 1, false, zero},
        {"speech destroy", 0, 0, true, zero},
        {"speech load grammar", 2, 2, false, zero},
        {"speech recognize", 2, any, false, zero},
        {"speech set", 2, 2, false, zero},
        {"speech unload grammar", 1, 1, true, zero},
        {"stream file", 2, 3, false, &agi_stream_file},
        {"tdd mode", 1, 1, false, zero},
        {"verbose", 1, any, true, one},
        {"wait for digit", 1, 1, false, &agi_wait_for_digit},
    };
    const auto begins_with_name = [&](const agi_command& command) {
        std::string begin;
        const auto count = 1 + std::count(command.name.begin(), command.name.end(), ' ');
        if (words.size() < static_cast<std::size_t>(count))
            return false;
        for (std::size_t i = 0; i != static_cast<std::size_t>(count); ++i)
            begin.append(i == 0 ? "" : " ").append(lower(words[i]));
        return begin == command.name;
    };
    const auto* const found = std::find_if(std::begin(commands), std::end(commands), begins_with_name);
    return found == std::end(commands) ? nullptr : found;
}

// The line between is made up; as some of Asterisk's, it looks like an answer.
AMI_DECL agi_reply agi_usage(std::string_view name)
{
    return agi_reply("520-Invalid command syntax.  Proper usage follows:\nUsage: " + std::string(name) +
                     "\nExample return code: 200 result=1 (testvariable)\n520 End of proper usage.");
}

AMI_DECL agi_reply run_agi_command(agi_host& host, std::string_view line, bool dead)
{
    auto words = agi_words(line);
    const auto* const command = find_agi_command(words);
    if (!command)
        return agi_reply("510 Invalid or unknown command");
    if (dead && !command->allowed_when_dead)
        return agi_reply("511 Command Not Permitted on a dead channel or intercept routine");
    const auto count = 1 + std::count(command->name.begin(), command->name.end(), ' ');
    words.erase(words.begin(), words.begin() + count);
    if (words.size() < command->least || words.size() > command->most)
        return agi_usage(command->name);
    auto reply = command->run(host, words);
    return reply.text == "520" ? agi_usage(command->name) : reply;
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_AGI_COMMANDS_IPP
