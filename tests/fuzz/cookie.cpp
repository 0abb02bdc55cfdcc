// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Set-Cookie headers: nothing crashes, and what is found can be sent back without ending the header.

#include "fuzz/check.hpp"

#include <ami/protocol/http/session_cookie.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    for (const std::string& header : {std::string(input), "mansession_id=\"" + std::string(input),
             "mansession_id=1;" + std::string(input)}) {
        const auto found = ami::detail::parse_session_cookie(header);
        if (!found)
            continue;
        FUZZ_CHECK(!found->value.empty());
        for (const char c : found->value)
            FUZZ_CHECK(c > 0x20 && c < 0x7f && c != '"' && c != ';' && c != ',');
        FUZZ_CHECK(!found->lifetime || *found->lifetime >= std::chrono::seconds(0));
        // Sent back, it is read as the same.
        const auto again = ami::detail::parse_session_cookie("mansession_id=\"" + found->value + "\"");
        FUZZ_CHECK(again && again->value == found->value);
    }
    return 0;
}
