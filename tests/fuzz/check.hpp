// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_FUZZ_CHECK_HPP
#define AMI_TESTS_FUZZ_CHECK_HPP

#include <cstdio>
#include <cstdlib>

/// Says what is wrong and stops, so that the fuzzer keeps the input.
[[noreturn]] inline void fuzz_failed(const char* what)
{
    std::fprintf(stderr, "not true: %s\n", what);
    std::abort();
}

#define FUZZ_CHECK(condition) \
    do { \
        if (!(condition)) \
            fuzz_failed(#condition); \
    } while (false)

#endif // AMI_TESTS_FUZZ_CHECK_HPP
