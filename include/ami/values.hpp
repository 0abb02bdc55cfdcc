// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_VALUES_HPP
#define AMI_VALUES_HPP

// What Asterisk's numbers and texts mean, and how fmt prints it.

#include <ami/protocol/chan_variable.hpp>
#include <ami/protocol/channel_state.hpp>
#include <ami/protocol/device_state.hpp>
#include <ami/protocol/escaped_text.hpp>
#include <ami/protocol/hangup_cause.hpp>

#include <fmt/format.h>

#endif // AMI_VALUES_HPP
