// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_AGI_CALL_HPP
#define AMI_TESTING_AGI_CALL_HPP

#include <ami/testing/options.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::testing {

/// A call that `agi_caller` brings to a FastAGI server: what Asterisk would tell of it, and what happens in it.
class agi_call {
public:
    /// What stands after the host in `agi://HOST/menu?lang=de`, here `menu?lang=de`.
    explicit agi_call(std::string_view of_script = {}) : script(of_script) {}

    /// Appends an argument of AGI(): `agi_arg_1`, `agi_arg_2`, ...
    agi_call& with_argument(std::string_view value) &
    {
        arguments.emplace_back(value);
        return *this;
    }
    agi_call&& with_argument(std::string_view value) && { return std::move(with_argument(value)); }

    /// Changes a line of the environment, or appends it after all others. Nothing is escaped: a line end in the value forges a
    /// line, as a caller's name does on Asterisk.
    agi_call& with_environment(std::string_view name, std::string_view value) &
    {
        environment.emplace_back(name, value);
        return *this;
    }
    agi_call&& with_environment(std::string_view name, std::string_view value) &&
    {
        return std::move(with_environment(name, value));
    }

    /// Sets a variable of the channel, for example `ORDER` or `CALLERID(num)`.
    agi_call& with_variable(std::string_view name, std::string_view value) &
    {
        variables.emplace_back(name, value);
        return *this;
    }
    agi_call&& with_variable(std::string_view name, std::string_view value) &&
    {
        return std::move(with_variable(name, value));
    }

    /// Digits that are pressed one after another, as soon as a command takes them. A sound without stop digits takes none.
    agi_call& with_digits(std::string_view value) &
    {
        digits.append(value);
        return *this;
    }
    agi_call&& with_digits(std::string_view value) && { return std::move(with_digits(value)); }

    /// There is no such sound. Names with `no-such` in them are missing anyway.
    agi_call& with_missing_sound(std::string_view file) &
    {
        sounds.emplace_back(file, std::chrono::milliseconds(-1));
        return *this;
    }
    agi_call&& with_missing_sound(std::string_view file) && { return std::move(with_missing_sound(file)); }

    /// How long a sound is. Others take 440 ms.
    agi_call& with_sound(std::string_view file, std::chrono::milliseconds length) &
    {
        sounds.emplace_back(file, length);
        return *this;
    }
    agi_call&& with_sound(std::string_view file, std::chrono::milliseconds length) &&
    {
        return std::move(with_sound(file, length));
    }

    /// The call ends as soon as so many commands are answered. 0: before the first one.
    agi_call& with_hangup_after(std::size_t commands) &
    {
        hangup_after = commands;
        return *this;
    }
    agi_call&& with_hangup_after(std::size_t commands) && { return std::move(with_hangup_after(commands)); }

    /// The call ends while this command runs; the first one is 1. If that command takes no time, it ends after it.
    agi_call& with_hangup_during(std::size_t command) &
    {
        hangup_during = command;
        return *this;
    }
    agi_call&& with_hangup_during(std::size_t command) && { return std::move(with_hangup_during(command)); }

    /// Whose limit for the length of a command counts: 8,191 bytes from 22 on, 2,047 before.
    agi_call& with_era(testing::era value) &
    {
        asterisk = value;
        return *this;
    }
    agi_call&& with_era(testing::era value) && { return std::move(with_era(value)); }

    /// How long a second of a command lasts: 1 ms makes a time-out of 5 s take 5 ms.
    agi_call& with_second(std::chrono::microseconds value) &
    {
        second = value;
        return *this;
    }
    agi_call&& with_second(std::chrono::microseconds value) && { return std::move(with_second(value)); }

    /// The channel has `AGISIGHUP=no`: no line HANGUP is ever sent.
    agi_call& without_hangup_line() &
    {
        sends_hangup = false;
        return *this;
    }
    agi_call&& without_hangup_line() && { return std::move(without_hangup_line()); }

    /// The channel has `AGIEXITONHANGUP=yes`: the session ends with the call.
    agi_call& with_exit_on_hangup() &
    {
        exits_on_hangup = true;
        return *this;
    }
    agi_call&& with_exit_on_hangup() && { return std::move(with_exit_on_hangup()); }

    /// AGI() runs in the extension h: the call is over from the beginning.
    agi_call& with_dead_channel() &
    {
        begins_dead = true;
        return *this;
    }
    agi_call&& with_dead_channel() && { return std::move(with_dead_channel()); }

    /// What stands after the host in `agi://HOST/`.
    std::string script;
    /// The arguments of AGI().
    std::vector<std::string> arguments;
    /// Lines of the environment that are changed or appended.
    std::vector<std::pair<std::string, std::string>> environment;
    /// The variables of the channel.
    std::vector<std::pair<std::string, std::string>> variables;
    /// The digits that are pressed.
    std::string digits;
    /// Sounds and their lengths; a negative length is a sound that is missing.
    std::vector<std::pair<std::string, std::chrono::milliseconds>> sounds; // negative: missing
    /// After how many commands the call ends.
    std::optional<std::size_t> hangup_after;
    /// During which command the call ends.
    std::optional<std::size_t> hangup_during;
    /// Whose limits count.
    testing::era asterisk = testing::era::asterisk_22;
    /// How long a second of a command lasts.
    std::chrono::microseconds second{1'000'000};
    /// Whether the line HANGUP is sent.
    bool sends_hangup = true;
    /// Whether the session ends with the call.
    bool exits_on_hangup = false;
    /// Whether the call is over from the beginning.
    bool begins_dead = false;
};

/// What happened in a call that `agi_caller` played.
class agi_played {
public:
    agi_played() = default;

    /// AGISTATUS: `SUCCESS`, `FAILURE` or `HANGUP`.
    std::string status;

    /// Each command and its whole answer, which is empty if the command was aborted without one.
    std::vector<std::pair<std::string, std::string>> commands;

    /// The channel's variables at the end.
    std::vector<std::pair<std::string, std::string>> variables;
};

} // namespace ami::testing

#endif // AMI_TESTING_AGI_CALL_HPP
