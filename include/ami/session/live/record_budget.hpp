// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_RECORD_BUDGET_HPP
#define AMI_SESSION_LIVE_RECORD_BUDGET_HPP

#include <ami/protocol/config/limits.hpp>

#include <cstddef>

namespace ami::detail {

// What all kinds of records have together: how many there are and may be, and whether any has changed since somebody looked.
struct record_budget {
    std::size_t used = 0;
    std::size_t limit = limits{}.max_live_records;
    bool has_changes = false;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_RECORD_BUDGET_HPP
