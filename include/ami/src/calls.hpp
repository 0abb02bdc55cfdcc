// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A part of <ami/src.hpp>: calls.

#ifndef AMI_SRC_CALLS_HPP
#define AMI_SRC_CALLS_HPP

#if !defined(AMI_SEPARATE_COMPILATION)
#error "Define AMI_SEPARATE_COMPILATION for the whole program, or do not include <ami/src.hpp>."
#endif

#include <ami/client/calls/impl/call.ipp>
#include <ami/client/calls/impl/call_actions.ipp>
#include <ami/client/calls/impl/call_dialing.ipp>
#include <ami/client/calls/impl/call_entry.ipp>
#include <ami/client/calls/impl/call_listeners.ipp>
#include <ami/client/calls/impl/call_lookups.ipp>
#include <ami/client/calls/impl/call_registry.ipp>
#include <ami/client/calls/impl/call_waits.ipp>
#include <ami/client/calls/impl/dropped_calls.ipp>
#include <ami/client/calls/impl/originate_outcome.ipp>
#include <ami/session/channels/impl/call_index.ipp>
#include <ami/session/channels/impl/call_outcome_rules.ipp>
#include <ami/session/channels/impl/call_parties.ipp>
#include <ami/session/channels/impl/call_probes.ipp>
#include <ami/session/channels/impl/call_progress.ipp>
#include <ami/session/channels/impl/call_resync.ipp>
#include <ami/session/channels/impl/call_tracker.ipp>
#include <ami/session/channels/impl/channel_change.ipp>
#include <ami/session/channels/impl/channel_change_rules.ipp>
#include <ami/session/channels/impl/followed_calls.ipp>
#include <ami/session/channels/impl/object_table.ipp>
#include <ami/session/channels/impl/own_hangup.ipp>
#include <ami/session/channels/impl/silent_calls.ipp>

#endif // AMI_SRC_CALLS_HPP
