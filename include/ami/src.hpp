// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SRC_HPP
#define AMI_SRC_HPP

// Include this in exactly one source file of a program that defines AMI_SEPARATE_COMPILATION everywhere. Whoever includes
// <ami/http.hpp> needs <ami/http_src.hpp> too, in a source file of its own or in the same one; for <ami/testing/server.hpp>
// it is <ami/testing/src.hpp>, and for the test server's HTTP port testing/http_src.hpp too.

#if !defined(AMI_SEPARATE_COMPILATION)
#error "Define AMI_SEPARATE_COMPILATION for the whole program, or do not include <ami/src.hpp>."
#endif

#include <ami/actions/impl/originate.ipp>
#include <ami/agi/impl/command_queue.ipp>
#include <ami/agi/impl/command_traits.ipp>
#include <ami/agi/impl/result.ipp>
#include <ami/agi/impl/service.ipp>
#include <ami/agi/impl/session.ipp>
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
#include <ami/client/connection/impl/connection_driver.ipp>
#include <ami/client/connection/impl/connection_driver_io.ipp>
#include <ami/client/connection/impl/session_followers.ipp>
#include <ami/client/connection/impl/state_change.ipp>
#include <ami/client/events/impl/event_stream.ipp>
#include <ami/client/events/impl/expectation.ipp>
#include <ami/client/events/impl/subscription.ipp>
#include <ami/client/impl/client.ipp>
#include <ami/client/impl/client_core.ipp>
#include <ami/client/impl/client_core_outputs.ipp>
#include <ami/client/impl/client_subscribers.ipp>
#include <ami/client/impl/handler_runner.ipp>
#include <ami/client/operation/impl/completion_place.ipp>
#include <ami/client/operation/impl/internal_actions.ipp>
#include <ami/client/operation/impl/operations.ipp>
#include <ami/client/operation/impl/own_executor.ipp>
#include <ami/net/impl/asio_network.ipp>
#include <ami/net/impl/erased_function.ipp>
#include <ami/net/impl/lookup_pool.ipp>
#include <ami/net/impl/name_lookup.ipp>
#include <ami/net/transports/impl/linger.ipp>
#include <ami/net/transports/impl/tcp_stream.ipp>
#include <ami/net/transports/impl/tls_context.ipp>
#include <ami/net/transports/impl/tls_peer_check.ipp>
#include <ami/net/transports/impl/tls_socket.ipp>
#include <ami/net/transports/impl/tls_stream.ipp>
#include <ami/protocol/config/impl/config.ipp>
#include <ami/protocol/config/impl/http_settings.ipp>
#include <ami/protocol/errors/impl/errc.ipp>
#include <ami/protocol/values/impl/channel_variable.ipp>
#include <ami/protocol/values/impl/empty_list.ipp>
#include <ami/protocol/values/impl/event_filter.ipp>
#include <ami/protocol/values/impl/event_mask.ipp>
#include <ami/protocol/values/impl/named_number.ipp>
#include <ami/protocol/values/impl/names.ipp>
#include <ami/protocol/values/impl/redaction.ipp>
#include <ami/protocol/wire/impl/action.ipp>
#include <ami/protocol/wire/impl/banner.ipp>
#include <ami/protocol/wire/impl/escaped_text.ipp>
#include <ami/protocol/wire/impl/header_index.ipp>
#include <ami/protocol/wire/impl/parser.ipp>
#include <ami/protocol/wire/impl/parser_command.ipp>
#include <ami/protocol/wire/impl/response.ipp>
#include <ami/protocol/wire/impl/scan.ipp>
#include <ami/session/actions/impl/action_ends.ipp>
#include <ami/session/actions/impl/action_line.ipp>
#include <ami/session/actions/impl/action_scheduler.ipp>
#include <ami/session/actions/impl/correlator.ipp>
#include <ami/session/actions/impl/list_answers.ipp>
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
#include <ami/session/channels/impl/own_hangup.ipp>
#include <ami/session/channels/impl/silent_calls.ipp>
#include <ami/session/connection/impl/connection_failure.ipp>
#include <ami/session/connection/impl/connection_steps.ipp>
#include <ami/session/connection/impl/lifecycle.ipp>
#include <ami/session/connection/impl/login_sequence.ipp>
#include <ami/session/connection/impl/reconnect_schedule.ipp>
#include <ami/session/connection/impl/session_announcements.ipp>
#include <ami/session/connection/impl/session_login.ipp>
#include <ami/session/events/impl/filter_effect.ipp>
#include <ami/session/events/impl/router.ipp>
#include <ami/session/impl/session.ipp>
#include <ami/session/impl/session_traffic.ipp>
#include <ami/spool/impl/call_file.ipp>
#include <ami/spool/impl/call_file_text.ipp>
#include <ami/spool/impl/call_file_writing.ipp>

#endif // AMI_SRC_HPP
