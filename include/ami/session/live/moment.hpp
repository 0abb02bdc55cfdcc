// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_MOMENT_HPP
#define AMI_SESSION_LIVE_MOMENT_HPP

#include <ami/session/connection/deadline.hpp>

#include <chrono>

namespace ami::detail {

// When something was heard: for deadlines, and as people read it.
struct moment {
    time_point now;
    std::chrono::system_clock::time_point wall;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_MOMENT_HPP
