// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_CONSOLE_IPP
#define AMI_TESTING_IMPL_CONSOLE_IPP

#include <ami/testing/detail/classes.hpp>
#include <ami/testing/detail/console.hpp>
#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/text.hpp>

#include <fmt/format.h>

#include <chrono>
#include <vector>

namespace ami::testing::detail {

inline std::vector<std::string> words_of(std::string_view line)
{
    std::vector<std::string> words;
    std::string word;
    for (const char c : line) {
        if (c != ' ' && c != '\t') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    if (!word.empty())
        words.push_back(std::move(word));
    return words;
}

AMI_DECL bool is_blacklisted(std::string_view line)
{
    const auto words = words_of(lower(line));
    const auto begins = [&](std::initializer_list<std::string_view> with) {
        std::size_t i = 0;
        for (const auto word : with) {
            if (i == words.size() || words[i++] != word)
                return false;
        }
        return true;
    };
    return begins({"module", "load"}) || begins({"module", "unload"}) || begins({"restart", "gracefully"});
}

inline std::string plural(std::uint64_t count, std::string_view noun)
{
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

inline std::string duration_text(std::uint64_t seconds)
{
    static constexpr std::pair<std::uint64_t, std::string_view> units[] = {{86400 * 365, "year"},
        {86400 * 7, "week"}, {86400, "day"}, {3600, "hour"}, {60, "minute"}, {1, "second"}};
    std::string text;
    for (const auto& [size, noun] : units) {
        const auto count = seconds / size;
        seconds %= size;
        if (count != 0 || (size == 1 && text.empty()))
            text.append(text.empty() ? "" : ", ").append(plural(count, noun));
    }
    return text;
}

inline std::string channel_count(const core& server)
{
    return plural(server.calls.channels().size(), "active channel") + "\n";
}

// A call is two Local halves.
inline std::string call_count(const core& server)
{
    return plural((server.calls.channels().size() + 1) / 2, "active call") + "\n" +
           plural(server.calls.processed(), "call") + " processed\n";
}

inline std::string channel_table(const core& server)
{
    const bool wide = server.settings.asterisk == era::asterisk_22;
    const std::size_t name_width = wide ? 64 : 20;
    const std::size_t place_width = wide ? 32 : 20;
    const auto row = [&](std::string_view name, std::string_view place, std::string_view state,
                         std::string_view application) {
        return fmt::format("{:<{}.{}} {:<{}.{}} {:<7.7} {:<30.30}\n", name, name_width, name_width, place,
            place_width, place_width, state, application);
    };
    auto text = row("Channel", "Location", "State", "Application(Data)");
    for (const auto& each : server.calls.channels()) {
        text += row(each->name, fmt::format("{}@{}:{}", each->exten, each->context, each->priority),
            state_name(each->state), fmt::format("{}({})", each->application, each->data));
    }
    return text + channel_count(server) + call_count(server);
}

inline std::string dialplan_of(const core& server, std::string_view place)
{
    const auto at = place.find('@');
    const auto context = at == std::string_view::npos ? place : place.substr(at + 1);
    const auto number = at == std::string_view::npos ? std::string_view{} : place.substr(0, at);
    std::string text;
    std::size_t extensions = 0;
    std::size_t priorities = 0;
    std::size_t line = 0;
    for (const auto& each : server.settings.extensions) {
        const bool wanted = each.context == context && (number.empty() || each.number == number);
        if (wanted && extensions++ == 0)
            text = fmt::format("[ Context '{}' created by 'pbx_config' ]\n", context);
        std::size_t priority = 0;
        for (const auto& [application, data] : each.steps) {
            ++line;
            if (!wanted)
                continue;
            const auto label = priority == 0 ? fmt::format("'{}' =>", each.number) : std::string{};
            const auto step = fmt::format("{}. {}({})", ++priority, application, data);
            text += fmt::format("  {:<17} {:<45} [extensions.conf:{}]\n", label, step, line);
        }
        priorities += priority;
    }
    if (extensions == 0)
        return {};
    return text + fmt::format("\n-= {} ({}) in 1 context. =-\n", plural(extensions, "extension"),
                      priorities == 1 ? std::string{"1 priority"} : fmt::format("{} priorities", priorities));
}

inline console_output show_dialplan(const core& server, const std::string& place)
{
    if (auto text = dialplan_of(server, place); !text.empty())
        return {true, std::move(text)};
    return {false, fmt::format("There is no existence of {} {}\nCommand 'dialplan show {}' failed.\n",
                       place.find('@') == std::string::npos ? fmt::format("'{}'", place) : place,
                       place.find('@') == std::string::npos ? "context" : "extension", place)};
}

inline console_output run_database(core& server, const std::vector<std::string>& words)
{
    auto& entries = server.database;
    const auto& verb = words[1];
    const auto path = (words.size() > 2 ? "/" + words[2] : std::string{}) +
                      (words.size() > 3 ? "/" + words[3] : std::string{});
    const auto found = entries.find(path);
    if (verb == "put") {
        entries.insert_or_assign(path, words[4]);
        return {true, "Updated database successfully\n"};
    }
    if (verb == "get") {
        return {true, found == entries.end() ? "Database entry not found.\n"
                                             : fmt::format("Value: {}\n", found->second)};
    }
    if (verb == "del") {
        return {true, entries.erase(path) == 0 ? "Database entry could not be removed.\n"
                                               : "Database entry removed.\n"};
    }
    std::string text;
    std::size_t count = 0;
    for (const auto& [key, value] : entries) {
        if (key != path && !key.starts_with(path + "/"))
            continue;
        ++count;
        text += fmt::format("{:<50}: {:<25}\n", key, value);
    }
    return {true, text + fmt::format("{} results found.\n", count)};
}

// manager.c: handle_showmanager.
inline console_output show_user(const core& server, std::string_view name)
{
    const auto* const found = server.find_user(name);
    if (!found)
        return {true, fmt::format("There is no manager called {}\n", name)};
    return {true, fmt::format("\n         username: {}\n           secret: <Set>\n              ACL: no\n"
                              "        read perm: {}\n       write perm: {}\n  displayconnects: no\n"
                              "allowmultiplelogin: {}\n        Variables: \n\n",
                      found->name, class_names(parse_classes(found->read)),
                      class_names(parse_classes(found->write)), found->allow_multiple_logins ? "yes" : "no")};
}

// func_devstate.c: handle_cli_devstate_change.
inline console_output change_device_state(core& server, const std::string& device, const std::string& state)
{
    if (!lower(device).starts_with("custom:"))
        return {false, "The only devstate provider is Custom\n"};
    if (!server.devices.set_custom(device, state))
        return {false, "The state is not known\n"};
    return {true, fmt::format("Changing {} to {}\n", device.substr(7), state)};
}

AMI_DECL console_output run_console(core& server, std::string_view line)
{
    const auto words = words_of(line);
    std::string normal;
    for (const auto& word : words)
        normal.append(normal.empty() ? "" : " ").append(word);
    const auto command = lower(normal);
    if (const auto canned = server.settings.commands.find(command); canned != server.settings.commands.end())
        return {true, canned->second};
    if (command == "core show version") {
        return {true,
            fmt::format(
                "Asterisk {} built by nobody @ buildd.debian.org on a unknown running Linux on 2026-01-01 "
                "00:00:00 UTC\n",
                server.asterisk_version())};
    }
    if (command == "core show uptime") {
        const auto seconds = static_cast<std::uint64_t>(
            std::chrono::duration_cast<std::chrono::seconds>(server.agenda.today() - server.started).count());
        return {true, fmt::format("System uptime: {}\nLast reload: {}\n", duration_text(seconds),
                          duration_text(seconds))};
    }
    if (command == "core show channels")
        return {true, channel_table(server)};
    if (command == "core show channels count")
        return {true, channel_count(server) + call_count(server)};
    if (command == "core show calls")
        return {true, call_count(server)};
    if (words.size() == 4 && command.starts_with("manager show user "))
        return show_user(server, words[3]);
    if (words.size() == 3 && command.starts_with("dialplan show "))
        return show_dialplan(server, words[2]);
    if (words.size() == 4 && command.starts_with("devstate change "))
        return change_device_state(server, words[2], words[3]);
    if ((words.size() == 5 && command.starts_with("database put ")) ||
        (words.size() == 4 &&
            (command.starts_with("database get ") || command.starts_with("database del "))) ||
        (words.size() <= 4 && command.starts_with("database show") && words[1].size() == 4))
        return run_database(server, words);
    return {
        false, fmt::format("No such command '{}' (type 'core show help {}' for other possible commands)\n",
                   line, normal)};
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_CONSOLE_IPP
