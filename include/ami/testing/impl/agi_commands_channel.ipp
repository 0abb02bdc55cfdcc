// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_AGI_COMMANDS_CHANNEL_IPP
#define AMI_TESTING_IMPL_AGI_COMMANDS_CHANNEL_IPP

#include <ami/testing/detail/agi_commands.hpp>
#include <ami/testing/detail/classes.hpp>
#include <ami/testing/detail/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace ami::testing::detail {

AMI_DECL agi_reply agi_answer_channel(agi_host& host, const agi_arguments&)
{
    host.answer();
    return agi_reply("200 result=0");
}

AMI_DECL agi_reply agi_channel_status(agi_host& host, const agi_arguments& arguments)
{
    const auto state = host.state(arguments.empty() ? "" : arguments[0]);
    return agi_reply(fmt::format("200 result={}", state.value_or(-1)));
}

// Other channels are not hung up here: Asterisk does so.
AMI_DECL agi_reply agi_hang_up(agi_host& host, const agi_arguments& arguments)
{
    if (!arguments.empty() && arguments[0] != host.variable("CHANNEL(name)"))
        return agi_reply("200 result=-1");
    agi_reply reply("200 result=1");
    reply.hangs_up = true;
    return reply;
}

AMI_DECL agi_reply agi_set_autohangup(agi_host& host, const agi_arguments& arguments)
{
    if (!leading_number(arguments[0]))
        return agi_reply("520");
    host.hang_up_after(std::atof(arguments[0].c_str()));
    return agi_reply("200 result=0");
}

AMI_DECL agi_reply agi_set_context(agi_host& host, const agi_arguments& arguments)
{
    host.set_context(arguments[0]);
    return agi_reply("200 result=0");
}

AMI_DECL agi_reply agi_set_extension(agi_host& host, const agi_arguments& arguments)
{
    host.set_extension(arguments[0]);
    return agi_reply("200 result=0");
}

// There are no labels here.
AMI_DECL agi_reply agi_set_priority(agi_host& host, const agi_arguments& arguments)
{
    const auto priority = leading_number(arguments[0]);
    if (!priority)
        return agi_reply("520");
    host.set_priority(*priority);
    return agi_reply("200 result=0");
}

// The subroutine is not run.
AMI_DECL agi_reply agi_gosub(agi_host& host, const agi_arguments& arguments)
{
    if (!host.has_label(arguments[0], arguments[1], leading_number(arguments[2]).value_or(0)))
        return agi_reply("200 result=-1 Gosub label not found", true);
    return agi_reply("100 result=0 Trying...\n200 result=0 Gosub complete");
}

inline agi_reply agi_returned(int value)
{
    agi_reply reply(fmt::format("200 result={}", value));
    reply.is_unknown = value != 0;
    return reply;
}

// One word of arguments: the others are dropped.
AMI_DECL agi_reply agi_exec(agi_host& host, const agi_arguments& arguments)
{
    const auto application = lower(arguments[0]);
    auto data = arguments.size() > 1 ? arguments[1] : std::string();
    // res_agi.c, handle_exec: only if this variable says so.
    if (is_true(host.variable("AGIEXECFULL").value_or("")))
        data = host.expand(data);
    static constexpr std::string_view known[] = {
        "answer", "busy", "congestion", "hangup", "noop", "playback", "set", "userevent", "verbose", "wait"};
    if (std::find(std::begin(known), std::end(known), application) == std::end(known))
        return agi_returned(-2);
    if (application == "busy" || application == "congestion")
        return agi_returned(-1);
    if (application == "hangup") {
        auto reply = agi_returned(-1);
        reply.hangs_up = true;
        return reply;
    }
    const auto length = application == "wait"       ? std::atof(data.c_str()) * 1000
                        : application == "playback" ? host.sound(data).value_or(0)
                                                    : 0;
    if (length > 0) {
        agi_wait wait;
        wait.milliseconds = length;
        wait.at_end = [] { return agi_returned(0); };
        wait.at_hangup = agi_returned(-1);
        return agi_reply(std::move(wait));
    }
    if (application == "answer")
        host.answer();
    if (application == "userevent")
        host.user_event(data);
    if (const auto equals = data.find('='); application == "set" && equals != std::string::npos)
        host.set_variable(data.substr(0, equals), data.substr(equals + 1));
    return agi_returned(0);
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_AGI_COMMANDS_CHANNEL_IPP
