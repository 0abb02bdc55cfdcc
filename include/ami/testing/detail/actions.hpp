// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_ACTIONS_HPP
#define AMI_TESTING_DETAIL_ACTIONS_HPP

#include <ami/testing/reply.hpp>
#include <ami/testing/request.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/classes.hpp>

#include <span>
#include <string_view>

namespace ami::testing::detail {

class core;
class session;

// An action that the server knows.
struct known_action {
    std::string_view name;
    class_mask classes; // the user's `write` needs one of them; 0: everybody may
    std::string_view synopsis;
    reply (*run)(core&, session&, const request&);
};

// All of them in the order of ListCommands.
AMI_DECL std::span<const known_action> known_actions();

// Whether its module is loaded.
AMI_DECL bool is_loaded(const core& server, const known_action& action);

// manager.c: process_message.
AMI_DECL reply run_action(core& server, session& from, const request& action);

// actions_session.ipp
AMI_DECL reply challenge(core& server, session& from, const request& action);
AMI_DECL reply events(core& server, session& from, const request& action);
AMI_DECL reply filter(core& server, session& from, const request& action);
AMI_DECL reply login(core& server, session& from, const request& action);
AMI_DECL reply logoff(core& server, session& from, const request& action);
AMI_DECL reply ping(core& server, session& from, const request& action);
AMI_DECL reply user_event(core& server, session& from, const request& action);
AMI_DECL reply wait_event(core& server, session& from, const request& action);

// actions_system.ipp
AMI_DECL reply command(core& server, session& from, const request& action);
AMI_DECL reply core_settings(core& server, session& from, const request& action);
AMI_DECL reply core_status(core& server, session& from, const request& action);
AMI_DECL reply list_commands(core& server, session& from, const request& action);
AMI_DECL reply net_stats(core& server, session& from, const request& action);

// actions_queue.ipp
AMI_DECL reply queue_status(core& server, session& from, const request& action);
AMI_DECL reply queue_summary(core& server, session& from, const request& action);

// actions_queue_member.ipp
AMI_DECL reply agent_logoff(core& server, session& from, const request& action);
AMI_DECL reply agents(core& server, session& from, const request& action);
AMI_DECL reply queue_add(core& server, session& from, const request& action);
AMI_DECL reply queue_member_ring_in_use(core& server, session& from, const request& action);
AMI_DECL reply queue_pause(core& server, session& from, const request& action);
AMI_DECL reply queue_penalty(core& server, session& from, const request& action);
AMI_DECL reply queue_remove(core& server, session& from, const request& action);

// actions_database.ipp
AMI_DECL reply database_delete(core& server, session& from, const request& action);
AMI_DECL reply database_delete_tree(core& server, session& from, const request& action);
AMI_DECL reply database_get(core& server, session& from, const request& action);
AMI_DECL reply database_get_tree(core& server, session& from, const request& action);
AMI_DECL reply database_put(core& server, session& from, const request& action);
AMI_DECL reply get_variable(core& server, session& from, const request& action);
AMI_DECL reply set_variable(core& server, session& from, const request& action);

// actions_channel.ipp
AMI_DECL reply hangup(core& server, session& from, const request& action);
AMI_DECL reply redirect(core& server, session& from, const request& action);
AMI_DECL reply show_channels(core& server, session& from, const request& action);
AMI_DECL reply status(core& server, session& from, const request& action);

// actions_bridge.ipp
AMI_DECL reply add_agi(core& server, session& from, const request& action);
AMI_DECL reply attended_transfer(core& server, session& from, const request& action);
AMI_DECL reply blind_transfer(core& server, session& from, const request& action);
AMI_DECL reply bridge_info(core& server, session& from, const request& action);
AMI_DECL reply bridge_list(core& server, session& from, const request& action);
AMI_DECL reply parked_calls(core& server, session& from, const request& action);
AMI_DECL reply bridge(core& server, session& from, const request& action);
AMI_DECL reply cancel_attended_transfer(core& server, session& from, const request& action);
AMI_DECL reply mute_audio(core& server, session& from, const request& action);
AMI_DECL reply park(core& server, session& from, const request& action);
AMI_DECL reply play_dtmf(core& server, session& from, const request& action);

// actions_states.ipp
AMI_DECL reply device_state_list(core& server, session& from, const request& action);
AMI_DECL reply extension_state(core& server, session& from, const request& action);
AMI_DECL reply extension_state_list(core& server, session& from, const request& action);
AMI_DECL reply presence_state_list(core& server, session& from, const request& action);

// actions_conference.ipp
AMI_DECL reply conference_kick(core& server, session& from, const request& action);
AMI_DECL reply conference_list(core& server, session& from, const request& action);
AMI_DECL reply conference_lock(core& server, session& from, const request& action);
AMI_DECL reply conference_mute(core& server, session& from, const request& action);
AMI_DECL reply conference_rooms(core& server, session& from, const request& action);
AMI_DECL reply conference_unlock(core& server, session& from, const request& action);
AMI_DECL reply conference_unmute(core& server, session& from, const request& action);

// actions_pjsip.ipp
AMI_DECL reply pjsip_contacts(core& server, session& from, const request& action);
AMI_DECL reply pjsip_endpoint_list(core& server, session& from, const request& action);
AMI_DECL reply pjsip_registrations(core& server, session& from, const request& action);
AMI_DECL reply pjsip_resource_lists(core& server, session& from, const request& action);

// actions_mailbox.ipp
AMI_DECL reply mailbox_count(core& server, session& from, const request& action);
AMI_DECL reply mailbox_status(core& server, session& from, const request& action);
AMI_DECL reply voicemail_users(core& server, session& from, const request& action);

// actions_originate.ipp
AMI_DECL reply originate(core& server, session& from, const request& action);

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/actions.ipp>
#include <ami/testing/impl/actions_bridge.ipp>
#include <ami/testing/impl/actions_channel.ipp>
#include <ami/testing/impl/actions_conference.ipp>
#include <ami/testing/impl/actions_database.ipp>
#include <ami/testing/impl/actions_mailbox.ipp>
#include <ami/testing/impl/actions_originate.ipp>
#include <ami/testing/impl/actions_pjsip.ipp>
#include <ami/testing/impl/actions_queue.ipp>
#include <ami/testing/impl/actions_queue_member.ipp>
#include <ami/testing/impl/actions_session.ipp>
#include <ami/testing/impl/actions_states.ipp>
#include <ami/testing/impl/actions_system.ipp>
#endif

#endif // AMI_TESTING_DETAIL_ACTIONS_HPP
