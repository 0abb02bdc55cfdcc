// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Secrets, which are wiped from memory.

#include "support/catch.hpp"

#include <ami/protocol/values/secret.hpp>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

TEST_CASE("secret: a value that wipes itself", "[protocol][secret]")
{
    ami::secret a("s3cr3t");
    CHECK(a.view() == "s3cr3t");
    CHECK_FALSE(a.empty());
    ami::secret b(a);
    CHECK(b == a);
    CHECK(b.view().data() != a.view().data());
    const auto* const where = b.view().data();
    ami::secret c(std::move(b));
    CHECK(c.view().data() == where); // moved, not copied
    CHECK(b.empty());                // NOLINT
    CHECK(b.view().empty());         // NOLINT
    b = c;
    CHECK(b == a);
    b = std::string("other");
    CHECK(b.view() == "other");
    CHECK_FALSE(b == a);
    b = std::move(c);
    CHECK(b == a);
    auto& same = a;
    a = same;
    CHECK(a.view() == "s3cr3t");
    a.clear();
    CHECK(a.empty());
    CHECK(a == ami::secret());
    CHECK(ami::secret("").empty());
    CHECK(ami::secret(std::string_view("a\0b", 3)).view().size() == 3);
}

TEST_CASE("secret: wiping", "[protocol][secret]")
{
    std::string text = "s3cr3t";
    const char* const at = text.data();
    ami::detail::wipe(text);
    CHECK(text.empty());
    for (int i = 0; i != 6; ++i)
        CHECK(at[i] == '\0'); // a short string's bytes stay inside it
    char bytes[] = "abcdef";
    ami::detail::wipe(bytes + 1, 2);
    CHECK(std::string_view(bytes, 6) == std::string_view("a\0\0def", 6));
}
