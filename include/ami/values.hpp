// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_VALUES_HPP
#define AMI_VALUES_HPP

// What Asterisk's numbers and texts mean, and how fmt prints it.

#include <ami/protocol/values/channel_state.hpp>
#include <ami/protocol/values/channel_variable.hpp>
#include <ami/protocol/values/device_state.hpp>
#include <ami/protocol/values/empty_list.hpp>
#include <ami/protocol/values/hangup_cause.hpp>
#include <ami/protocol/wire/escaped_text.hpp>

#include <fmt/format.h>

#endif // AMI_VALUES_HPP
