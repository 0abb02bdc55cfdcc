// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_DATA_HPP
#define AMI_TESTS_SUPPORT_DATA_HPP

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace tests {

/// The bytes of a file of tests/data/.
inline std::string read_data(const std::string& name)
{
    std::ifstream file(AMI_TESTS_DIR "/data/" + name, std::ios::binary);
    if (!file)
        throw std::runtime_error("no test data: " + name);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace tests

#endif // AMI_TESTS_SUPPORT_DATA_HPP
