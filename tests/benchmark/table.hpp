// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_BENCHMARK_TABLE_HPP
#define AMI_TESTS_BENCHMARK_TABLE_HPP

#include "benchmark/measure.hpp"

namespace bench {

enum class table_form {
    text,
    // As README.md has it.
    markdown
};

void print_head(table_form form);
void print(const row& each, table_form form);

} // namespace bench

#endif // AMI_TESTS_BENCHMARK_TABLE_HPP
