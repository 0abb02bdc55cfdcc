// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_FASTAGI_HPP
#define AMI_FASTAGI_HPP

/// \file
/// FastAGI: the dialplan gives calls to coroutines of this program by AGI(agi://...).

#include <ami/agi/fast/server.hpp>
#include <ami/agi/result.hpp>
#include <ami/agi/session.hpp>

#endif // AMI_FASTAGI_HPP
