// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_AGI_COMMANDS_MEDIA_IPP
#define AMI_TESTING_IMPL_AGI_COMMANDS_MEDIA_IPP

#include <ami/testing/detail/agi_commands.hpp>
#include <ami/testing/detail/text.hpp>

#include <fmt/format.h>

#include <cstdlib>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami::testing::detail {

// Commands that take time. A sound has no position here: each `endpos` is that of its end.

inline agi_reply agi_result(int number, std::string_view more = {}, bool failed = false)
{
    return agi_reply(fmt::format("200 result={}{}", number, more), failed);
}

// Ends with the first of some digits. None: digits are not even looked at.
inline std::function<std::optional<agi_reply>(char)> agi_stopped_by(std::string digits, std::string more)
{
    if (digits.empty())
        return nullptr;
    return [digits = std::move(digits), more = std::move(more)](char digit) -> std::optional<agi_reply> {
        if (digits.find(digit) == std::string::npos)
            return std::nullopt;
        return agi_result(digit, more);
    };
}

inline std::string agi_samples(double milliseconds)
{
    return fmt::format(" endpos={}", static_cast<int>(milliseconds * 8));
}

AMI_DECL agi_reply agi_stream_file(agi_host& host, const agi_arguments& arguments)
{
    if (arguments.size() > 2 && !leading_number(arguments[2]))
        return agi_reply("520");
    const auto length = host.sound(arguments[0]);
    if (!length)
        return agi_result(-1, " endpos=" + (arguments.size() > 2 ? arguments[2] : "0"), true);
    agi_wait wait;
    wait.milliseconds = *length;
    wait.at_end = [end = agi_samples(*length)] { return agi_result(0, end); };
    wait.on_digit = agi_stopped_by(arguments[1], agi_samples(*length));
    wait.at_hangup = agi_result(-1, agi_samples(*length), true);
    wait.on_input = agi_reply();
    return agi_reply(std::move(wait));
}

AMI_DECL agi_reply agi_control_stream_file(agi_host& host, const agi_arguments& arguments)
{
    const auto length = host.sound(arguments[0]);
    if (!length)
        return agi_result(-1, " endpos=-1", true);
    agi_wait wait;
    wait.milliseconds = *length;
    wait.at_end = [] { return agi_result(0, " endpos=-1"); };
    wait.on_digit = agi_stopped_by(arguments[1], fmt::format(" endpos={}", static_cast<int>(*length)));
    wait.at_hangup = agi_result(-1, " endpos=-1", true);
    return agi_reply(std::move(wait));
}

AMI_DECL agi_reply agi_get_option(agi_host& host, const agi_arguments& arguments)
{
    constexpr double digit_timeout = 5000; // of the channel
    const auto length = host.sound(arguments[0]);
    if (!length)
        return agi_result(-1, " endpos=0", true);
    const auto end = agi_samples(*length);
    agi_wait then;
    then.milliseconds = arguments.size() > 2 ? std::atof(arguments[2].c_str()) : digit_timeout;
    then.at_end = [end] { return agi_result(0, end); };
    then.on_digit = agi_stopped_by(arguments[1], end);
    then.at_hangup = agi_result(-1, end, true);
    then.on_input = agi_result(0, end);
    agi_wait prompt = then;
    prompt.milliseconds = *length;
    prompt.at_end = [then] { return agi_reply(then); };
    prompt.on_input = agi_reply();
    return agi_reply(std::move(prompt));
}

// Digits of GET DATA after those that there are.
inline agi_reply agi_collect(const std::string& digits, double first, double next, std::size_t most)
{
    agi_wait wait;
    wait.milliseconds = digits.empty() ? first : next;
    wait.at_end = [digits] { return agi_reply("200 result=" + digits + " (timeout)"); };
    wait.on_digit = [digits, first, next, most](char digit) -> std::optional<agi_reply> {
        const auto all = digit == '#' ? digits : digits + digit;
        if (digit == '#' || all.size() >= most)
            return agi_reply("200 result=" + all);
        return agi_collect(all, first, next, most);
    };
    wait.at_hangup = agi_result(-1);
    wait.on_input = agi_reply();
    return agi_reply(std::move(wait));
}

// A digit ends the prompt, and is the first one.
AMI_DECL agi_reply agi_get_data(agi_host& host, const agi_arguments& arguments)
{
    const auto length = arguments[0].empty() ? 0 : host.sound(arguments[0]);
    const auto given = arguments.size() > 1 ? std::atof(arguments[1].c_str()) : 0;
    const auto most = arguments.size() > 2 ? static_cast<std::size_t>(std::atoi(arguments[2].c_str())) : 1024;
    if (!length || most == 0)
        return agi_result(-1);
    const auto first = given != 0 ? given : 10'000;
    const auto next = given != 0 ? given : 5000;
    agi_wait prompt = *agi_collect("", first, next, most).wait;
    prompt.milliseconds = *length;
    prompt.at_end = [first, next, most] { return agi_collect("", first, next, most); };
    return agi_reply(std::move(prompt));
}

AMI_DECL agi_reply agi_wait_for_digit(agi_host&, const agi_arguments& arguments)
{
    const auto timeout = leading_number(arguments[0]);
    if (!timeout)
        return agi_reply("520");
    agi_wait wait;
    wait.milliseconds = *timeout;
    wait.at_end = [] { return agi_result(0); };
    wait.on_digit = [](char digit) { return agi_result(digit); };
    wait.at_hangup = agi_result(-1, {}, true);
    wait.on_input = agi_result(1);
    return agi_reply(std::move(wait));
}

// As on a Local channel on which nobody writes: Asterisk says that it was hung up, whatever the truth.
AMI_DECL agi_reply agi_receive_char(agi_host&, const agi_arguments& arguments)
{
    agi_wait wait;
    wait.milliseconds = std::atof(arguments[0].c_str());
    wait.at_end = [] { return agi_result(-1, " (hangup)", true); };
    wait.at_hangup = wait.at_end();
    return agi_reply(std::move(wait));
}

AMI_DECL agi_reply agi_receive_text(agi_host&, const agi_arguments& arguments)
{
    agi_wait wait;
    wait.milliseconds = std::atof(arguments[0].c_str());
    wait.at_end = [] { return agi_result(-1); };
    wait.at_hangup = agi_result(-1);
    return agi_reply(std::move(wait));
}

// Of a channel without audio.
AMI_DECL agi_reply agi_record_file(agi_host&, const agi_arguments& arguments)
{
    const auto timeout = leading_number(arguments[3]);
    if (!timeout)
        return agi_reply("520");
    agi_wait wait;
    wait.milliseconds = *timeout;
    wait.at_end = [] { return agi_result(0, " (timeout) endpos=0"); };
    wait.on_digit = agi_stopped_by(arguments[2], " (dtmf) endpos=0");
    wait.at_hangup = agi_result(-1, " (hangup) endpos=0", true);
    return agi_reply(std::move(wait));
}

AMI_DECL agi_reply agi_say(agi_host&, const agi_arguments& arguments)
{
    constexpr double length = 200;
    agi_wait wait;
    wait.milliseconds = length;
    wait.at_end = [] { return agi_result(0); };
    wait.on_digit = agi_stopped_by(arguments[1], "");
    wait.at_hangup = agi_result(-1, {}, true);
    return agi_reply(std::move(wait));
}

AMI_DECL agi_reply agi_say_number(agi_host& host, const agi_arguments& arguments)
{
    return leading_number(arguments[0]) ? agi_say(host, arguments) : agi_reply("520");
}

AMI_DECL agi_reply agi_say_alpha(agi_host& host, const agi_arguments& arguments)
{
    static constexpr std::string_view cases[] = {"a", "l", "n", "u"};
    if (arguments.size() > 2) {
        const auto chosen = lower(arguments[2]);
        bool known = false;
        for (const auto each : cases)
            known = known || chosen == each;
        if (!known)
            return agi_reply("520");
    }
    return agi_say(host, arguments);
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_AGI_COMMANDS_MEDIA_IPP
