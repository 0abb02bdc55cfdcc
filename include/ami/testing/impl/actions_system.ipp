// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_ACTIONS_SYSTEM_IPP
#define AMI_TESTING_IMPL_ACTIONS_SYSTEM_IPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/actions.hpp>
#include <ami/testing/detail/calendar.hpp>
#include <ami/testing/detail/console.hpp>
#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/session.hpp>

#include <fmt/format.h>

#include <ctime>

namespace ami::testing::detail {

AMI_DECL reply command(core& server, session&, const request& action)
{
    const auto line = action["Command"];
    if (line.empty())
        return reply::error(action, "No command provided");
    if (is_blacklisted(line))
        return reply::error(action, "Command blacklisted");
    const auto output = run_console(server, line);
    if (server.settings.asterisk == era::asterisk_13) {
        auto packet =
            packet_text::response("Follows").add("Privilege", "Command").action_id(action.action_id());
        return reply::raw(packet.lines(output.text).lines("--END COMMAND--\r\n").str());
    }
    auto packet = reply::response(action, output.ok ? "Success" : "Error", "Command output follows");
    // The last line's end is taken off; what is left is a line each, an empty one included.
    std::string_view rest = output.text;
    if (rest.ends_with('\n'))
        rest.remove_suffix(1);
    for (;;) {
        const auto end = rest.find('\n');
        packet.add("Output", rest.substr(0, end));
        if (end == std::string_view::npos)
            return reply::of(packet);
        rest.remove_prefix(end + 1);
    }
}

AMI_DECL reply core_settings(core& server, session&, const request& action)
{
    auto packet = reply::response(action, "Success")
                      .add("AMIversion", server.ami_version())
                      .add("AsteriskVersion", server.asterisk_version())
                      .add("SystemName", "")
                      .add("CoreMaxCalls", "0")
                      .add("CoreMaxLoadAvg", "0.000000")
                      .add("CoreRunUser", "")
                      .add("CoreRunGroup", "")
                      .add("CoreMaxFilehandles", "0")
                      .add("CoreRealTimeEnabled", "No")
                      .add("CoreCDRenabled", "Yes")
                      .add("CoreHTTPenabled", "Yes");
    if (server.settings.asterisk == era::asterisk_22)
        packet.add("SoundsSearchCustomDir", "No");
    return reply::of(packet);
}

AMI_DECL reply core_status(core& server, session&, const request& action)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(server.started);
    const auto parts = local_calendar(seconds);
    char date[16] = "";
    char time[16] = "";
    std::strftime(date, sizeof date, "%Y-%m-%d", &parts);
    std::strftime(time, sizeof time, "%H:%M:%S", &parts);
    auto packet = reply::response(action, "Success")
                      .add("CoreStartupDate", date)
                      .add("CoreStartupTime", time)
                      .add("CoreReloadDate", date)
                      .add("CoreReloadTime", time)
                      .add("CoreCurrentCalls", server.calls.channels().size());
    if (server.settings.asterisk == era::asterisk_22)
        packet.add("CoreProcessedCalls", server.calls.processed());
    return reply::of(packet);
}

// Action names as header names, those that the user may start.
AMI_DECL reply list_commands(core& server, session& from, const request& action)
{
    auto packet = reply::response(action, "Success");
    for (const auto& known : known_actions()) {
        const bool is_permitted = known.classes == 0 || (from.who()->write & known.classes) != 0;
        if (is_permitted && is_loaded(server, known))
            packet.add(known.name, fmt::format("{}  (Priv: {})", known.synopsis, class_names(known.classes)));
    }
    return reply::of(packet);
}

// Asterisk answers with a bare line end if there are no IAX calls (protocol/README.md 1.6).
AMI_DECL reply net_stats(core&, session&, const request&)
{
    return reply::raw("\r\n");
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_ACTIONS_SYSTEM_IPP
