// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A part of <ami/src.hpp>: the live model of the PBX.

#ifndef AMI_SRC_LIVE_HPP
#define AMI_SRC_LIVE_HPP

#if !defined(AMI_SEPARATE_COMPILATION)
#error "Define AMI_SEPARATE_COMPILATION for the whole program, or do not include <ami/src.hpp>."
#endif

#include <ami/live/impl/feed.ipp>
#include <ami/live/impl/feed_hub.ipp>
#include <ami/live/impl/live_core.ipp>
#include <ami/live/impl/live_core_audit.ipp>
#include <ami/live/impl/live_core_lists.ipp>
#include <ami/live/impl/live_core_rights.ipp>
#include <ami/live/impl/live_core_telling.ipp>
#include <ami/live/impl/model.ipp>
#include <ami/live/impl/model_records.ipp>
#include <ami/live/impl/queue_statistics.ipp>
#include <ami/live/impl/queue_statistics_core.ipp>
#include <ami/session/live/impl/agent_calls.ipp>
#include <ami/session/live/impl/agent_store.ipp>
#include <ami/session/live/impl/audit_comparison.ipp>
#include <ami/session/live/impl/audit_report.ipp>
#include <ami/session/live/impl/audit_rounds.ipp>
#include <ami/session/live/impl/bridge_store.ipp>
#include <ami/session/live/impl/call.ipp>
#include <ami/session/live/impl/call_course.ipp>
#include <ami/session/live/impl/call_ending.ipp>
#include <ami/session/live/impl/call_facts.ipp>
#include <ami/session/live/impl/call_json.ipp>
#include <ami/session/live/impl/call_parties.ipp>
#include <ami/session/live/impl/call_side.ipp>
#include <ami/session/live/impl/call_side_lists.ipp>
#include <ami/session/live/impl/call_store.ipp>
#include <ami/session/live/impl/call_store_changes.ipp>
#include <ami/session/live/impl/channel.ipp>
#include <ami/session/live/impl/channel_list.ipp>
#include <ami/session/live/impl/channel_store.ipp>
#include <ami/session/live/impl/conference_list.ipp>
#include <ami/session/live/impl/conference_store.ipp>
#include <ami/session/live/impl/conference_text.ipp>
#include <ami/session/live/impl/contact_store.ipp>
#include <ami/session/live/impl/endpoint_store.ipp>
#include <ami/session/live/impl/feed_json.ipp>
#include <ami/session/live/impl/header_blocks.ipp>
#include <ami/session/live/impl/json_text.ipp>
#include <ami/session/live/impl/json_writer.ipp>
#include <ami/session/live/impl/mailbox_store.ipp>
#include <ami/session/live/impl/member_activities.ipp>
#include <ami/session/live/impl/parking_store.ipp>
#include <ami/session/live/impl/party_group.ipp>
#include <ami/session/live/impl/pbx_audit.ipp>
#include <ami/session/live/impl/pbx_state.ipp>
#include <ami/session/live/impl/pbx_state_lists.ipp>
#include <ami/session/live/impl/queue_callers.ipp>
#include <ami/session/live/impl/queue_callers_list.ipp>
#include <ami/session/live/impl/queue_figures.ipp>
#include <ami/session/live/impl/queue_members.ipp>
#include <ami/session/live/impl/queue_store.ipp>
#include <ami/session/live/impl/queue_tally.ipp>
#include <ami/session/live/impl/queue_visits.ipp>
#include <ami/session/live/impl/record_json.ipp>
#include <ami/session/live/impl/record_json_calls.ipp>
#include <ami/session/live/impl/registration_store.ipp>

#endif // AMI_SRC_LIVE_HPP
