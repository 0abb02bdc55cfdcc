// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_ALLOCATION_COUNT_HPP
#define AMI_TESTS_SUPPORT_ALLOCATION_COUNT_HPP

#include <cstddef>

namespace tests {

/// How often this thread has allocated memory. Only in the program of tests/allocations/, which counts.
std::size_t allocation_count() noexcept;

} // namespace tests

#endif // AMI_TESTS_SUPPORT_ALLOCATION_COUNT_HPP
