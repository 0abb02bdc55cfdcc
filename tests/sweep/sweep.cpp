// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Every action of the catalogue ended as it should, with all of its parameters, on a server that nobody else uses.

#include "sweep/sweep.hpp"

#include "support/calls.hpp"
#include "support/typed_reading.hpp"

#include <ami/catalogue.hpp>
#include <ami/protocol/wire/ascii.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>

namespace tests {

namespace {

// The client sends these itself, or no type can tell what their answers are.
constexpr std::string_view without_class[] = {"Challenge", "DataGet", "Events", "Filter", "FilterList",
    "IAXnetstats", "Login", "Logoff", "Queues", "SKINNYshowdevice", "SKINNYshowline", "WaitEvent"};

// Classes that were written by hand: they have other parameters than the catalogue.
constexpr std::string_view by_hand[] = {"Atxfer", "BlindTransfer", "Bridge", "CancelAtxfer", "Command",
    "Getvar", "Hangup", "MuteAudio", "Originate", "Park", "PlayDTMF", "Redirect", "Setvar", "UpdateConfig"};

template <std::size_t N>
bool is_one_of(std::string_view name, const std::string_view (&all)[N])
{
    return std::find(std::begin(all), std::end(all), name) != std::end(all);
}

bool has_version(const std::vector<int>& versions, int wanted)
{
    return std::find(versions.begin(), versions.end(), wanted) != versions.end();
}

std::string how_ended(const ami::response& result)
{
    auto text = std::string(result["Response"]);
    if (const auto message = result["Message"]; !message.empty())
        text += ": " + std::string(message);
    return text;
}

// How many items of each event.
std::string counted(const ami::response& list)
{
    std::map<std::string, int> counts;
    for (const auto& item : list.events())
        ++counts[std::string(item.name())];
    std::string text = "list";
    for (const auto& [name, count] : counts)
        text += (text == "list" ? ": " : ", ") + std::to_string(count) + " " + name;
    return counts.empty() ? text + " without items" : text;
}

} // namespace

std::string sweep::note_sent(const ami::action& request)
{
    auto& sent = entries_[request.name()].headers;
    for (ami::header_iterator at{request.header_lines()}; at != ami::header_iterator{}; ++at) {
        std::string header(at->name);
        std::transform(header.begin(), header.end(), header.begin(), ami::detail::to_lower);
        sent.insert(std::move(header));
    }
    return request.name();
}

void sweep::note_answer(const std::string& name, const ami::response& result)
{
    entries_[name].ends.push_back(how_ended(result));
}

void sweep::note_list(const std::string& name, const ami::response& result, std::size_t typed)
{
    entries_[name].ends.push_back(counted(result));
    INFO(name);
    findings read;
    for (const auto& item : result.events())
        read_event(item.view(), read);
    if (!result.completion().raw().empty())
        read_event(result.completion().view(), read);
    CHECK(read.missed == std::set<std::string>());
    CHECK(read.malformed == std::set<std::string>());
    CHECK(typed == result.events().size());
}

void sweep::note_failure(const std::string& name, const ami::error& failed)
{
    entries_[name].ends.push_back("FAILED: " + std::string(failed.what()));
    FAIL_CHECK(name << ": " << failed.what());
}

asio::awaitable<ami::response> sweep::succeed(ami::action request)
{
    const auto name = note_sent(request);
    try {
        auto result = co_await pbx_.async_perform(std::move(request));
        note_answer(name, result);
        co_return result;
    } catch (const ami::error& failed) {
        note_failure(name, failed);
        throw;
    }
}

asio::awaitable<void> sweep::fail(ami::action request, std::string words)
{
    const auto name = note_sent(request);
    const auto refused = co_await failure_of(pbx_.async_perform(std::move(request)));
    entries_[name].ends.push_back(refused.code ? "refused: " + words : "NOT REFUSED");
    INFO(name << ": " << refused.text);
    CHECK(refused.code == ami::errc::action_refused);
    CHECK(refused.says(words));
}

asio::awaitable<void> sweep::be_unknown(ami::action request, std::string module)
{
    const auto name = note_sent(request);
    const auto refused = co_await failure_of(pbx_.async_perform(std::move(request)));
    entries_[name].ends.push_back("not here: " + module);
    entries_[name].is_absent = true;
    INFO(name << ": " << refused.text);
    CHECK(refused.code == ami::errc::action_refused);
    CHECK(refused.says("Invalid/unknown command"));
}

asio::awaitable<std::string> sweep::call(std::string extension, std::string context)
{
    const auto id = unique("sweep");
    ami::actions::originate request{"Local/" + extension + "@" + context + "/n"};
    request.dialplan("sets", "103").channel_id(id).ring_time(5s);
    const auto made = co_await pbx_.async_originate(std::move(request));
    INFO(extension << ": " << made.report().raw());
    REQUIRE(made.answered());
    co_return id;
}

asio::awaitable<std::string> sweep::name_of(std::string id)
{
    const auto shown = co_await show_channel(pbx_, id);
    INFO(id);
    REQUIRE_FALSE(shown.raw().empty());
    co_return std::string(shown["Channel"]);
}

asio::awaitable<void> sweep::hang_up(std::string id)
{
    co_await done(ami::actions::hangup{id}.cause(ami::hangup_cause::normal_clearing));
    co_await departure(pbx_, id);
}

asio::awaitable<void> sweep::until_so(std::string what, std::function<asio::awaitable<bool>()> is_so)
{
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (!co_await is_so()) {
        INFO(what);
        REQUIRE(std::chrono::steady_clock::now() < deadline);
    }
}

namespace {

using subject = asio::awaitable<void> (*)(sweep&);

constexpr std::pair<const char*, subject> subjects[] = {
    {"absent", &sweep_absent},
    {"bridges", &sweep_bridges},
    {"channels", &sweep_channels},
    {"conferences", &sweep_conferences},
    {"database", &sweep_database},
    {"files", &sweep_files},
    {"messages", &sweep_messages},
    {"modules", &sweep_modules},
    {"monitors", &sweep_monitors},
    {"parking", &sweep_parking},
    {"phones", &sweep_phones},
    {"queues", &sweep_queues},
    {"sip", &sweep_sip},
    {"sorcery", &sweep_sorcery},
    {"states", &sweep_states},
    {"transfers", &sweep_transfers},
    {"voicemail", &sweep_voicemail},
};

// A subject that fails does not keep the others from being seen.
asio::awaitable<void> run_subject(sweep& s, const char* name, subject body)
{
    const auto began = std::chrono::steady_clock::now();
    try {
        co_await body(s);
    } catch (const std::exception& error) {
        UNSCOPED_INFO(name);
        FAIL_CHECK(error.what());
    } catch (...) {
        // Catch has noted it.
        std::printf("%s: ended early\n", name);
    }
    std::printf("%s: %lld ms\n", name,
        static_cast<long long>(
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began)
                .count()));
}

// An action that somebody adds later is missed here, and so is a parameter.
void check_whole(const std::map<std::string, sweep::entry>& swept, int version)
{
    for (const auto& action : ami::catalogue::actions()) {
        const auto found = swept.find(std::string(action.name));
        if (is_one_of(action.name, without_class)) {
            CHECK(found == swept.end());
            continue;
        }
        if (found == swept.end()) {
            FAIL_CHECK("the sweep lacks " << action.name);
            continue;
        }
        if (found->second.is_absent || is_one_of(action.name, by_hand))
            continue;
        for (const auto& parameter : action.parameters) {
            std::string header(parameter.name);
            std::transform(header.begin(), header.end(), header.begin(), ami::detail::to_lower);
            if (has_version(parameter.versions, version) && found->second.headers.count(header) == 0)
                FAIL_CHECK("the sweep lacks " << action.name << " with " << parameter.name);
        }
    }
}

// `action|how it ended`, one a line; into the file of AMI_SWEEP_TABLE if there is one.
void print_table(const std::map<std::string, sweep::entry>& swept)
{
    const char* const path = std::getenv("AMI_SWEEP_TABLE");
    std::FILE* const to = path ? std::fopen(path, "w") : stdout;
    REQUIRE(to);
    std::size_t absent = 0;
    for (const auto& [name, entry] : swept) {
        std::string text;
        std::set<std::string> seen;
        for (const auto& end : entry.ends) {
            if (seen.insert(end).second)
                text += (text.empty() ? "" : "; ") + end;
        }
        std::fprintf(to, "%s|%s\n", name.c_str(), text.c_str());
        absent += entry.is_absent ? 1 : 0;
    }
    if (path)
        std::fclose(to);
    std::printf("%zu actions, %zu of them of modules that are not here\n", swept.size(), absent);
}

} // namespace

} // namespace tests

TEST_CASE("sweep: every typed action, with all parameters")
{
    using namespace tests;
    REQUIRE(server() != server_kind::embedded);
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            sweep s(std::move(pbx));
            const char* const only = std::getenv("AMI_SWEEP_SUBJECT");
            for (const auto& [name, body] : subjects) {
                if (!only || std::string_view(only) == name)
                    co_await run_subject(s, name, body);
            }
            print_table(s.entries());
            if (!only)
                check_whole(s.entries(), s.is_22() ? 22 : 16);
            co_await s.pbx().async_logoff();
        },
        120s);
}
