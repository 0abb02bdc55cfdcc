// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_HPP
#define AMI_AGI_HPP

// AsyncAGI: channels in AGI(agi:async) are led by coroutines of this program.

#include <ami/agi/result.hpp>
#include <ami/agi/service.hpp>
#include <ami/agi/session.hpp>

#endif // AMI_AGI_HPP
