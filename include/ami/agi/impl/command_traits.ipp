// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_IMPL_COMMAND_TRAITS_IPP
#define AMI_AGI_IMPL_COMMAND_TRAITS_IPP

#include <ami/agi/command_traits.hpp>
#include <ami/protocol/wire/ascii.hpp>

namespace ami::detail {

AMI_DECL const agi_command_traits& agi_traits_of(std::string_view command)
{
    constexpr auto brief = agi_command_traits::length::brief;
    constexpr auto bounded = agi_command_traits::length::bounded;
    static constexpr agi_command_traits table[] = {{"ANSWER"}, {"ASYNCAGI BREAK", brief, false, false, true},
        {"CHANNEL STATUS"}, {"CONTROL STREAM FILE", bounded, true}, {"DATABASE DEL"}, {"DATABASE DELTREE"},
        {"DATABASE PUT"}, {"EXEC", brief, false, true}, {"GET DATA", bounded}, {"GET OPTION", brief, true},
        {"GET VARIABLE", bounded}, {"GOSUB", brief, true, true}, {"HANGUP"}, {"NOOP"},
        {"RECEIVE CHAR", brief, true}, {"RECORD FILE", brief, true}, {"SAY ALPHA"}, {"SAY DATE"},
        {"SAY DATETIME"}, {"SAY DIGITS"}, {"SAY NUMBER"}, {"SAY PHONETIC"}, {"SAY TIME"}, {"SEND IMAGE"},
        {"SEND TEXT"}, {"SET AUTOHANGUP"}, {"SET CALLERID"}, {"SET CONTEXT"}, {"SET EXTENSION"},
        {"SET MUSIC"}, {"SET PRIORITY"}, {"SET VARIABLE"}, {"STREAM FILE", brief, true}, {"TDD MODE"},
        {"VERBOSE"}, {"WAIT FOR DIGIT", brief, false, false, false, true}};
    static constexpr agi_command_traits unknown{"", agi_command_traits::length::unbounded};
    for (const auto& row : table) {
        const auto size = row.name.size();
        if (istarts_with(command, row.name) && (command.size() == size || command[size] == ' '))
            return row;
    }
    return unknown;
}

} // namespace ami::detail

#endif // AMI_AGI_IMPL_COMMAND_TRAITS_IPP
