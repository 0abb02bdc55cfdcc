// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_SRC_HPP
#define AMI_TESTING_SRC_HPP

// Include this in exactly one source file of a program that defines AMI_SEPARATE_COMPILATION everywhere and uses the
// test server, beside <ami/src.hpp>.

#if !defined(AMI_SEPARATE_COMPILATION)
#error "Define AMI_SEPARATE_COMPILATION for the whole program, or do not include <ami/testing/src.hpp>."
#endif

#include <ami/testing/impl/action_reader.ipp>
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
#include <ami/testing/impl/agenda.ipp>
#include <ami/testing/impl/agents.ipp>
#include <ami/testing/impl/agi_caller.ipp>
#include <ami/testing/impl/agi_commands.ipp>
#include <ami/testing/impl/agi_commands_channel.ipp>
#include <ami/testing/impl/agi_commands_media.ipp>
#include <ami/testing/impl/agi_commands_values.ipp>
#include <ami/testing/impl/agi_dialogue.ipp>
#include <ami/testing/impl/agi_input.ipp>
#include <ami/testing/impl/agi_link.ipp>
#include <ami/testing/impl/agi_playing.ipp>
#include <ami/testing/impl/agi_start.ipp>
#include <ami/testing/impl/async_agi.ipp>
#include <ami/testing/impl/bridges.ipp>
#include <ami/testing/impl/channel.ipp>
#include <ami/testing/impl/classes.ipp>
#include <ami/testing/impl/conferences.ipp>
#include <ami/testing/impl/console.ipp>
#include <ami/testing/impl/core.ipp>
#include <ami/testing/impl/device_states.ipp>
#include <ami/testing/impl/dialling.ipp>
#include <ami/testing/impl/dialplan.ipp>
#include <ami/testing/impl/fastagi.ipp>
#include <ami/testing/impl/mailboxes.ipp>
#include <ami/testing/impl/options.ipp>
#include <ami/testing/impl/originate.ipp>
#include <ami/testing/impl/parking.ipp>
#include <ami/testing/impl/pbx.ipp>
#include <ami/testing/impl/pbx_agi_host.ipp>
#include <ami/testing/impl/pjsip_endpoints.ipp>
#include <ami/testing/impl/queue_calls.ipp>
#include <ami/testing/impl/queues.ipp>
#include <ami/testing/impl/scripted_channel.ipp>
#include <ami/testing/impl/security.ipp>
#include <ami/testing/impl/server.ipp>
#include <ami/testing/impl/session.ipp>
#include <ami/testing/impl/socket_host.ipp>
#include <ami/testing/impl/substitution.ipp>
#include <ami/testing/impl/tcp_session.ipp>
#include <ami/testing/impl/tcp_writer.ipp>
#include <ami/testing/impl/text_functions.ipp>
#include <ami/testing/impl/values.ipp>
#include <ami/testing/impl/virtual_host.ipp>
#include <ami/testing/impl/virtual_link.ipp>
#include <ami/testing/impl/virtual_network.ipp>
#include <ami/testing/impl/virtual_time.ipp>
#include <ami/testing/impl/virtual_world.ipp>

#endif // AMI_TESTING_SRC_HPP
