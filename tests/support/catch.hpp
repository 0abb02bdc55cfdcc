// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Catch2 under one include: version 2 (Debian 12) has a single header, version 3 has many.

#ifndef AMI_TESTS_SUPPORT_CATCH_HPP
#define AMI_TESTS_SUPPORT_CATCH_HPP

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
// The name that version 2 has for it.
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif

// Version 2 has no SKIP, and version 3 counts a skipped case as such: here a case that cannot run says so and passes.
// Whole suites that cannot run are skipped by CTest (see main.cpp).

#endif // AMI_TESTS_SUPPORT_CATCH_HPP
