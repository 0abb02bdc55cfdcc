// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A part of <ami/src.hpp>: operations, subscriptions and streams of the client.

#ifndef AMI_SRC_CLIENT_HPP
#define AMI_SRC_CLIENT_HPP

#if !defined(AMI_SEPARATE_COMPILATION)
#error "Define AMI_SEPARATE_COMPILATION for the whole program, or do not include <ami/src.hpp>."
#endif

#include <ami/client/events/impl/event_stream.ipp>
#include <ami/client/events/impl/expectation.ipp>
#include <ami/client/events/impl/subscription.ipp>
#include <ami/client/impl/client.ipp>
#include <ami/client/impl/client_core_visibility.ipp>
#include <ami/client/operation/impl/completion_place.ipp>
#include <ami/client/operation/impl/internal_actions.ipp>
#include <ami/client/operation/impl/operations.ipp>
#include <ami/client/operation/impl/own_executor.ipp>
#include <ami/client/operation/impl/rights_operation.ipp>

#endif // AMI_SRC_CLIENT_HPP
