// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_SECURITY_IPP
#define AMI_TESTING_IMPL_SECURITY_IPP

#include <ami/testing/packet_text.hpp>

#include <ami/testing/detail/calendar.hpp>
#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/security.hpp>
#include <ami/testing/detail/session.hpp>

#include <fmt/format.h>

#include <chrono>
#include <ctime>
#include <string>

namespace ami::testing::detail {

inline std::string iso_time(std::chrono::system_clock::time_point when)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(when);
    const auto parts = utc_calendar(seconds);
    char date[32] = "";
    std::strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &parts);
    const auto milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(when.time_since_epoch()).count() % 1000;
    return fmt::format("{}.{:03}+0000", date, milliseconds);
}

AMI_DECL void emit_security(core& server, const session& about, std::string_view name,
    std::string_view account, std::string_view more)
{
    if (!server.settings.security_events)
        return;
    const auto now = server.agenda.today();
    const bool good = name == "SuccessfulAuth";
    const bool account_last = name == "RequestBadFormat";
    auto packet = packet_text::event(name)
                      .add("Privilege", "security,all")
                      .add("EventTV", iso_time(now))
                      .add("Severity", good ? "Informational" : "Error")
                      .add("Service", "AMI")
                      .add("EventVersion", name == "InvalidPassword" ? "2" : "1");
    if (!account_last)
        packet.add("AccountID", account);
    packet.add("SessionID", fmt::format("{:#x}", 0x7f0000000000 + about.number() * 0x1000))
        .add("LocalAddress", about.local_endpoint())
        .add("RemoteAddress", about.remote_endpoint())
        .lines(more)
        .add("SessionTV", iso_time(about.who() ? now : std::chrono::system_clock::time_point{}));
    if (account_last && !account.empty())
        packet.add("AccountID", account);
    server.emit(class_security, packet.str());
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_SECURITY_IPP
