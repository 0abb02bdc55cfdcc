// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_ACTIONS_SESSION_IPP
#define AMI_TESTING_IMPL_ACTIONS_SESSION_IPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/actions.hpp>
#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/security.hpp>
#include <ami/testing/detail/session.hpp>
#include <ami/testing/detail/text.hpp>

#include <fmt/format.h>
#include <openssl/evp.h>

#include <chrono>

namespace ami::testing::detail {

inline std::string md5_hex(std::string_view text)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (EVP_Digest(text.data(), text.size(), digest, &size, EVP_md5(), nullptr) != 1)
        return {};
    std::string hex;
    for (unsigned int i = 0; i != size; ++i)
        hex += fmt::format("{:02x}", digest[i]);
    return hex;
}

AMI_DECL reply challenge(core& server, session& from, const request& action)
{
    if (!ami::detail::iequals(action["AuthType"], "MD5"))
        return reply::error(action, "Must specify AuthType");
    if (from.challenge.empty())
        from.challenge = std::to_string(server.host.random() % 1'000'000'000);
    return reply::of(reply::response(action, "Success").add("Challenge", from.challenge));
}

inline bool is_welcome(core& server, session& from, const user* known, const request& action)
{
    const auto name = action["Username"];
    if (!known) {
        emit_security(server, from, "InvalidAccountID", name);
        return false;
    }
    if (known->denied) {
        emit_security(server, from, "FailedACL", name);
        return false;
    }
    if (!ami::detail::iequals(action["AuthType"], "MD5")) {
        if (action["Secret"] == known->secret)
            return true;
        emit_security(server, from, "InvalidPassword", name);
        return false;
    }
    const auto expected = md5_hex(from.challenge + known->secret);
    if (!from.challenge.empty() && action["Key"] == expected)
        return true;
    emit_security(server, from, "ChallengeResponseFailed", "",
        fmt::format("Challenge: {}\r\nResponse: {}\r\nExpectedResponse: {}\r\n", from.challenge,
            action["Key"], expected));
    return false;
}

AMI_DECL reply login(core& server, session& from, const request& action)
{
    if (from.who())
        return reply::success(action, "Already authenticated");
    const auto* const known = server.find_user(action["Username"]);
    if (!is_welcome(server, from, known, action)) {
        return reply::error(action, "Authentication failed")
            .after(server.settings.login_failure_delay)
            .then_close();
    }
    from.log_in(*known);
    if (const auto mask = parse_event_mask(action["Events"]); mask >= 0)
        from.mask = mask;
    auto answer = reply::success(action, "Authentication accepted");
    if (server.has_booted && (from.mask & class_system) != 0 && (from.who()->read & class_system) != 0) {
        auto booted = packet_text::event("FullyBooted").add("Privilege", "system,all");
        if (server.settings.asterisk != era::asterisk_13) {
            const auto uptime =
                std::chrono::duration_cast<std::chrono::seconds>(server.agenda.today() - server.started)
                    .count();
            booted.add("Uptime", uptime).add("LastReload", uptime);
        }
        answer.add(booted.add("Status", "Fully Booted"));
    }
    emit_security(server, from, "SuccessfulAuth", action["Username"], "UsingPassword: 0\r\n");
    return answer;
}

AMI_DECL reply logoff(core&, session&, const request& action)
{
    return reply::of(reply::response(action, "Goodbye", "Thanks for all the fish.")).then_close();
}

AMI_DECL reply ping(core& server, session&, const request& action)
{
    const auto now =
        std::chrono::duration_cast<std::chrono::microseconds>(server.agenda.today().time_since_epoch())
            .count();
    return reply::of(reply::response(action, "Success")
                         .add("Ping", "Pong")
                         .add("Timestamp", fmt::format("{}.{:06}", now / 1'000'000, now % 1'000'000)));
}

AMI_DECL reply events(core&, session& from, const request& action)
{
    const auto mask = parse_event_mask(action["EventMask"]);
    if (mask < 0)
        return reply::error(action, "Invalid event mask");
    from.mask = mask;
    return reply::of(reply::response(action, "Success").add("Events", mask != 0 ? "On" : "Off"));
}

AMI_DECL reply filter(core& server, session& from, const request& action)
{
    const auto text = action["Filter"];
    if (!ami::detail::iequals(action["Operation"], "Add"))
        return reply::error(action, "Unknown operation");
    // Asterisk 16 takes an empty filter.
    if (text.empty() && server.settings.asterisk == era::asterisk_22)
        return reply::error(
            action, "Filter was formatted incorrectly.  Check the syntax of the filter given.");
    if (!from.add_filter(text))
        return reply::error(action, "Filter did not compile.  Check the syntax of the filter given.");
    return reply::success(action, "Success");
}

// Every header goes to everybody, the ActionID included (protocol/README.md 3.3).
AMI_DECL reply user_event(core& server, session&, const request& action)
{
    auto packet =
        packet_text::event("UserEvent").add("Privilege", "user,all").add("UserEvent", action["UserEvent"]);
    std::string_view rest = action.header_lines();
    while (!rest.empty()) {
        const auto line = ami::detail::take_line(rest);
        if (!ami::detail::istarts_with(line, "Action:") && !ami::detail::istarts_with(line, "UserEvent:"))
            packet.lines(with_line_ends(line)).lines("\r\n");
    }
    server.emit(class_user, packet.str());
    return reply::success(action, "Event Sent");
}

AMI_DECL reply wait_event(core&, session& from, const request& action)
{
    return from.wait_for_event(action);
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_ACTIONS_SESSION_IPP
