// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_ACTIONS_IPP
#define AMI_TESTING_IMPL_ACTIONS_IPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/actions.hpp>
#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/security.hpp>
#include <ami/testing/detail/session.hpp>

#include <fmt/format.h>

namespace ami::testing::detail {

AMI_DECL std::span<const known_action> known_actions()
{
    constexpr auto read = class_system | class_reporting;
    constexpr auto watch = class_call | class_reporting;
    static const known_action actions[] = {
        {"AgentLogoff", class_agent, "Sets an agent as no longer logged in.", &agent_logoff},
        {"Agents", class_agent, "Lists agents and their status.", &agents},
        {"AGI", class_agi, "Add an AGI command to execute by Async AGI.", &add_agi},
        {"Atxfer", class_call, "Attended transfer.", &attended_transfer},
        {"BlindTransfer", class_call, "Blind transfer channel(s) to the given destination", &blind_transfer},
        {"Bridge", class_call, "Bridge two channels already in the PBX.", &bridge},
        {"BridgeInfo", 0, "Get information about a bridge.", &bridge_info},
        {"BridgeList", 0, "Get a list of bridges in the system.", &bridge_list},
        {"CancelAtxfer", class_call, "Cancel an attended transfer.", &cancel_attended_transfer},
        {"Challenge", 0, "Generate Challenge for MD5 Auth.", &challenge},
        {"Command", class_command, "Execute Asterisk CLI Command.", &command},
        {"ConfbridgeKick", class_call, "Kick a Confbridge user.", &conference_kick},
        {"ConfbridgeList", class_reporting, "List participants in a conference.", &conference_list},
        {"ConfbridgeListRooms", class_reporting, "List active conferences.", &conference_rooms},
        {"ConfbridgeLock", class_call, "Lock a Confbridge conference.", &conference_lock},
        {"ConfbridgeMute", class_call, "Mute a Confbridge user.", &conference_mute},
        {"ConfbridgeUnlock", class_call, "Unlock a Confbridge conference.", &conference_unlock},
        {"ConfbridgeUnmute", class_call, "Unmute a Confbridge user.", &conference_unmute},
        {"CoreSettings", read, "Show PBX core settings (version etc).", &core_settings},
        {"CoreShowChannels", read, "List currently active channels.", &show_channels},
        {"CoreStatus", read, "Show PBX core status variables.", &core_status},
        {"DBDel", class_system, "Delete DB entry.", &database_delete},
        {"DBDelTree", class_system, "Delete DB Tree.", &database_delete_tree},
        {"DBGet", read, "Get DB Entry.", &database_get},
        {"DBGetTree", read, "Get DB entries, optionally at a particular family/key", &database_get_tree},
        {"DBPut", class_system, "Put DB entry.", &database_put},
        {"DeviceStateList", watch, "List the current known device states.", &device_state_list},
        {"Events", 0, "Control Event Flow.", &events},
        {"ExtensionState", watch, "Check Extension Status.", &extension_state},
        {"ExtensionStateList", watch, "List the current known extension states.", &extension_state_list},
        {"Filter", class_system, "Dynamically add filters for the current manager session.", &filter},
        {"Getvar", class_call | class_reporting, "Gets a channel variable or function value.", &get_variable},
        {"Hangup", class_system | class_call, "Hangup channel.", &hangup},
        {"IAXnetstats", read, "Show IAX Netstats.", &net_stats},
        {"ListCommands", 0, "List available manager commands.", &list_commands},
        {"Login", 0, "Login Manager.", &login},
        {"Logoff", 0, "Logoff Manager.", &logoff},
        {"MailboxCount", watch, "Check Mailbox Message Count.", &mailbox_count},
        {"MailboxStatus", watch, "Check mailbox.", &mailbox_status},
        {"MuteAudio", class_system, "Mute an audio stream.", &mute_audio},
        {"Originate", class_originate, "Originate a call.", &originate},
        {"Park", class_call, "Park a channel.", &park},
        {"ParkedCalls", class_call, "List parked calls.", &parked_calls},
        {"Ping", 0, "Keepalive command.", &ping},
        {"PJSIPShowContacts", class_system, "Lists PJSIP Contacts.", &pjsip_contacts},
        {"PJSIPShowEndpoints", class_system, "Lists PJSIP endpoints.", &pjsip_endpoint_list},
        {"PJSIPShowRegistrationsOutbound", read, "Lists PJSIP outbound registrations.", &pjsip_registrations},
        {"PJSIPShowResourceLists", class_system, "Displays settings for configured resource lists.",
            &pjsip_resource_lists},
        {"PlayDTMF", class_call, "Play DTMF signal on a specific channel.", &play_dtmf},
        {"PresenceStateList", watch, "List the current known presence states.", &presence_state_list},
        {"QueueAdd", class_agent, "Add interface to queue.", &queue_add},
        {"QueueMemberRingInUse", class_agent, "Set the ringinuse value for a queue member.",
            &queue_member_ring_in_use},
        {"QueuePause", class_agent, "Makes a queue member temporarily unavailable.", &queue_pause},
        {"QueuePenalty", class_agent, "Set the penalty for a queue member.", &queue_penalty},
        {"QueueRemove", class_agent, "Remove interface from queue.", &queue_remove},
        {"QueueStatus", 0, "Show queue status.", &queue_status},
        {"QueueSummary", 0, "Show queue summary.", &queue_summary},
        {"Redirect", class_call, "Redirect (transfer) a call.", &redirect},
        {"Setvar", class_call, "Sets a channel variable or function value.", &set_variable},
        {"Status", class_system | class_call | class_reporting, "List channel status.", &status},
        {"UserEvent", class_user, "Send an arbitrary event.", &user_event},
        {"VoicemailUsersList", watch, "List All Voicemail User Information.", &voicemail_users},
        {"WaitEvent", 0, "Wait for an event to occur.", &wait_event},
    };
    return actions;
}

inline reply deny(core& server, session& from, const request& action)
{
    emit_security(server, from, "RequestNotAllowed", from.who() ? from.who()->name : "",
        fmt::format("RequestType: Action: {}\r\n", action.name()));
    return reply::error(action, "Permission denied");
}

// Asterisk takes logins before it loads these modules: app_queue, res_agi.
AMI_DECL bool is_loaded(const core& server, const known_action& action)
{
    const bool is_late = action.name == "AGI" || action.name.starts_with("Queue");
    return server.has_booted || !is_late;
}

AMI_DECL reply run_action(core& server, session& from, const request& action)
{
    const auto name = action.name();
    const auto is = [&](std::string_view other) { return ami::detail::iequals(name, other); };
    const auto account = from.who() ? from.who()->name : std::string{};
    if (name.empty()) {
        emit_security(server, from, "RequestBadFormat", account, "RequestType: Action: NONE\r\n");
        return reply::error(action, "Missing action in request");
    }
    if (!from.who()) {
        if (!is("Login") && !is("Challenge") && !is("Logoff"))
            return deny(server, from, action);
        const auto* const known = server.find_user(action["Username"]);
        if (!is("Logoff") && known && !known->allow_multiple_logins && server.is_logged_in(known->name)) {
            emit_security(server, from, "SessionLimit", "");
            return reply::error(action, "Login Already In Use")
                .after(server.settings.login_failure_delay)
                .then_close();
        }
    }
    for (const auto& known : known_actions()) {
        if (!is(known.name) || !is_loaded(server, known))
            continue;
        if (known.classes != 0 && (from.who()->write & known.classes) == 0)
            return deny(server, from, action);
        return known.run(server, from, action);
    }
    emit_security(
        server, from, "RequestBadFormat", account, fmt::format("RequestType: Action: {}\r\n", name));
    return reply::error(action,
        fmt::format(
            "Invalid/unknown command: {}. Use Action: ListCommands to show available commands.", name));
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_ACTIONS_IPP
