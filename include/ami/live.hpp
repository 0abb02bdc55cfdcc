// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_HPP
#define AMI_LIVE_HPP

/// \file
/// Live state: what is going on in the PBX, now and always.

#include <ami/live/model.hpp>
#include <ami/live/queue_statistics.hpp>

#endif // AMI_LIVE_HPP
