// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_CONNECTING_HPP
#define AMI_TESTS_SUPPORT_CONNECTING_HPP

// What a look-up finds in tests of connecting.

#include <cstddef>
#include <string>
#include <vector>

namespace tests {

/// 192.0.2.1:5038, 192.0.2.2:5038, ...
inline std::vector<std::string> addresses(std::size_t count)
{
    std::vector<std::string> made;
    for (std::size_t i = 0; i != count; ++i)
        made.push_back("192.0.2." + std::to_string(i + 1) + ":5038");
    return made;
}

} // namespace tests

#endif // AMI_TESTS_SUPPORT_CONNECTING_HPP
