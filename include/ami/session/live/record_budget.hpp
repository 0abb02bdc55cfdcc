// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_RECORD_BUDGET_HPP
#define AMI_SESSION_LIVE_RECORD_BUDGET_HPP

#include <ami/protocol/config/limits.hpp>

#include <cstddef>
#include <cstdint>

namespace ami::detail {

// What all kinds of records have together: how many there are and may be, and which have changed since somebody looked.
struct record_budget {
    std::size_t used = 0;
    std::size_t limit = limits{}.max_live_records;
    std::uint32_t changed = 0; // a bit for each kind
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_RECORD_BUDGET_HPP
