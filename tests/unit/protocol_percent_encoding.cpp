// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#include "support/catch.hpp"

#include <ami/protocol/wire/percent_encoding.hpp>

#include <string>
#include <string_view>

using ami::detail::percent_decode;

TEST_CASE("percent decode: escapes become bytes", "[protocol]")
{
    const auto good = [](std::string_view text) {
        const auto decoded = percent_decode(text);
        CHECK_FALSE(decoded.is_malformed);
        return decoded.text;
    };
    CHECK(good("200%20result%3D1%20(a%25b)%0A") == "200 result=1 (a%b)\n");
    CHECK(good("%41%4a%4A") == "AJJ");
    CHECK(good("a+b") == "a+b");
    CHECK(good("%C3%BC") == "\xC3\xBC");
    CHECK(good("%FFFFFFC3") == "\xFF"
                               "FFFFC3");
    CHECK(good("%00") == std::string(1, '\0'));
    CHECK(good("").empty());
}

TEST_CASE("percent decode: a % without two digits -> malformed, and kept", "[protocol]")
{
    for (const std::string text : {"100%", "%2", "%zz%", "%4", "%-1", "% 1", "%g0"}) {
        const auto decoded = percent_decode(text);
        CAPTURE(text);
        CHECK(decoded.is_malformed);
        CHECK(decoded.text == text);
    }
    CHECK(percent_decode("%41%4%42").text == "A%4B");
}
