// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#include <ami/src/live.hpp>
