// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// A whole session against its model; the input says what happens.

#include "support/session_model.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto* const end = data + size;
    tests::session_run run([&](unsigned below) { return data == end ? 0 : *data++ % below; });
    bool same = true;
    while (same && data != end)
        same = run.step();
    if (!same || !run.finish()) {
        std::fprintf(stderr, "%s\n", run.problem().c_str());
        std::abort();
    }
    return 0;
}
