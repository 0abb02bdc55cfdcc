// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The correlator against its model; the input says what happens.

#include "support/correlator_model.hpp"
#include "support/model_run.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    tests::run_bytes<tests::correlator_run>(data, size);
    return 0;
}
