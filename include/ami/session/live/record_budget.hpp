// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_RECORD_BUDGET_HPP
#define AMI_SESSION_LIVE_RECORD_BUDGET_HPP

#include <ami/protocol/config/limits.hpp>

#include <cstddef>

namespace ami::detail {

// How many records a model has and may have, of all kinds together.
struct record_budget {
    std::size_t used = 0;
    std::size_t limit = limits{}.max_live_records;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_RECORD_BUDGET_HPP
