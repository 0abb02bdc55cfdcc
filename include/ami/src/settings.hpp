// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A part of <ami/src.hpp>: settings, values, connecting and logging in.

#ifndef AMI_SRC_SETTINGS_HPP
#define AMI_SRC_SETTINGS_HPP

#if !defined(AMI_SEPARATE_COMPILATION)
#error "Define AMI_SEPARATE_COMPILATION for the whole program, or do not include <ami/src.hpp>."
#endif

#include <ami/protocol/config/impl/config.ipp>
#include <ami/protocol/config/impl/http_settings.ipp>
#include <ami/protocol/errors/impl/errc.ipp>
#include <ami/protocol/values/impl/channel_variable.ipp>
#include <ami/protocol/values/impl/empty_list.ipp>
#include <ami/protocol/values/impl/event_classes.ipp>
#include <ami/protocol/values/impl/event_filter.ipp>
#include <ami/protocol/values/impl/event_mask.ipp>
#include <ami/protocol/values/impl/known_names.ipp>
#include <ami/protocol/values/impl/named_number.ipp>
#include <ami/protocol/values/impl/names.ipp>
#include <ami/protocol/values/impl/redaction.ipp>
#include <ami/protocol/values/impl/user_rights.ipp>
#include <ami/session/connection/impl/boot_check.ipp>
#include <ami/session/connection/impl/connection_failure.ipp>
#include <ami/session/connection/impl/connection_steps.ipp>
#include <ami/session/connection/impl/lifecycle.ipp>
#include <ami/session/connection/impl/login_sequence.ipp>
#include <ami/session/connection/impl/reconnect_schedule.ipp>
#include <ami/session/connection/impl/session_announcements.ipp>
#include <ami/session/connection/impl/session_login.ipp>

#endif // AMI_SRC_SETTINGS_HPP
