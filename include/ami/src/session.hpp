// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A part of <ami/src.hpp>: what bytes received run through up to the outputs, and actions up to the
// write queue, in one file so that it can be inlined.

#ifndef AMI_SRC_SESSION_HPP
#define AMI_SRC_SESSION_HPP

#if !defined(AMI_SEPARATE_COMPILATION)
#error "Define AMI_SEPARATE_COMPILATION for the whole program, or do not include <ami/src.hpp>."
#endif

#include <ami/client/connection/impl/connection_driver.ipp>
#include <ami/client/connection/impl/connection_driver_io.ipp>
#include <ami/client/connection/impl/session_followers.ipp>
#include <ami/client/connection/impl/state_change.ipp>
#include <ami/client/impl/client_core.ipp>
#include <ami/client/impl/client_core_outputs.ipp>
#include <ami/client/impl/client_subscribers.ipp>
#include <ami/client/impl/handler_runner.ipp>
#include <ami/protocol/wire/impl/action.ipp>
#include <ami/protocol/wire/impl/banner.ipp>
#include <ami/protocol/wire/impl/escaped_text.ipp>
#include <ami/protocol/wire/impl/header_index.ipp>
#include <ami/protocol/wire/impl/parser.ipp>
#include <ami/protocol/wire/impl/parser_command.ipp>
#include <ami/protocol/wire/impl/percent_encoding.ipp>
#include <ami/protocol/wire/impl/response.ipp>
#include <ami/protocol/wire/impl/scan.ipp>
#include <ami/session/actions/impl/action_ends.ipp>
#include <ami/session/actions/impl/action_line.ipp>
#include <ami/session/actions/impl/action_scheduler.ipp>
#include <ami/session/actions/impl/correlator.ipp>
#include <ami/session/actions/impl/list_answers.ipp>
#include <ami/session/events/impl/event_demand.ipp>
#include <ami/session/events/impl/event_visibility.ipp>
#include <ami/session/events/impl/filter_effect.ipp>
#include <ami/session/events/impl/router.ipp>
#include <ami/session/impl/session.ipp>
#include <ami/session/impl/session_traffic.ipp>

#endif // AMI_SRC_SESSION_HPP
