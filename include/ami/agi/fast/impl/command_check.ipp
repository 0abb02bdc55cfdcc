// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_IMPL_COMMAND_CHECK_IPP
#define AMI_AGI_FAST_IMPL_COMMAND_CHECK_IPP

#include <ami/agi/command_traits.hpp>
#include <ami/agi/fast/command_check.hpp>
#include <ami/protocol/wire/ascii.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace ami::detail {

AMI_DECL failure check_agi_command(std::string_view command, std::size_t max_size)
{
    // Asterisk has an array of 128 pointers, the last of which is null; words in quotes are written beyond its end.
    constexpr std::size_t max_words = 127;
    // Without a time-out it reads that of the dialplan, which a channel of Originate with an application lacks (res_agi.c,
    // handle_getoption).
    constexpr std::size_t words_of_option = 4;
    if (command.find_first_of(std::string_view("\n\r\0", 3)) != std::string_view::npos)
        return {errc::invalid_agi_command, "it has LF, CR or NUL"};
    if (istarts_with(skip_blanks(command), "failure"))
        return {errc::invalid_agi_command, "a line that begins with \"failure\" ends the session"};
    if (command.size() > max_size)
        return {errc::agi_command_too_long,
            fmt::format(
                "it has {} bytes, the limit is {} (fastagi_limits::command)", command.size(), max_size)};
    if (const auto words = count_agi_words(command); words > max_words)
        return {
            errc::invalid_agi_command, fmt::format("it has {} words, Asterisk reads {}", words, max_words)};
    else if (words == words_of_option && istarts_with(agi_command_name(command), "GET OPTION "))
        return {errc::invalid_agi_command,
            "GET OPTION without a time-out: Asterisk crashes if the channel has no dialplan"};
    return {};
}

AMI_DECL std::size_t count_agi_words(std::string_view command) noexcept
{
    std::size_t words = 0;
    bool is_in_word = false;
    bool is_quoted = false;
    for (std::size_t i = 0; i != command.size(); ++i) {
        const char c = command[i];
        if (!is_quoted && (c == ' ' || c == '\t')) {
            is_in_word = false;
            continue;
        }
        words += !is_in_word;
        is_in_word = true;
        if (c == '"')
            is_quoted = !is_quoted;
        else if (c == '\\' && i + 1 != command.size())
            ++i;
    }
    return words;
}

AMI_DECL std::string agi_command_name(std::string_view command)
{
    constexpr int most_words = 3; // CONTROL STREAM FILE
    std::string name;
    for (int i = 0; i != most_words; ++i) {
        command = skip_blanks(command);
        const auto word = command.substr(0, command.find_first_of(" \t"));
        if (word.empty())
            break;
        name.append(i == 0 ? "" : " ").append(word);
        command.remove_prefix(word.size());
    }
    return name;
}

AMI_DECL bool is_permitted_when_dead(std::string_view command)
{
    const auto begins = [name = agi_command_name(command)](std::string_view with) {
        return istarts_with(name, with) && (name.size() == with.size() || name[with.size()] == ' ');
    };
    // res_agi.c: the commands with `dead` set.
    for (const std::string_view each : {"NOOP", "GET VARIABLE", "SET VARIABLE", "GET FULL VARIABLE",
             "DATABASE DEL", "DATABASE DELTREE", "DATABASE GET", "DATABASE PUT", "EXEC", "VERBOSE",
             "ASYNCAGI BREAK", "SPEECH DESTROY", "SPEECH UNLOAD GRAMMAR"}) {
        if (begins(each))
            return true;
    }
    return agi_traits_of(agi_command_name(command)).name.empty() && !begins("RECEIVE TEXT") &&
           !begins("SPEECH");
}

AMI_DECL bool is_plain_variable_name(std::string_view name) noexcept
{
    int depth = 0;
    for (const char c : name) {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (depth < 0 || (depth == 0 && c == ','))
            return false; // it would end the argument that it is
    }
    return depth == 0 && !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return static_cast<unsigned char>(c) > ' ' && c != '\x7f' &&
               std::string_view("${}[]\"'\\").find(c) == std::string_view::npos;
    });
}

} // namespace ami::detail

#endif // AMI_AGI_FAST_IMPL_COMMAND_CHECK_IPP
