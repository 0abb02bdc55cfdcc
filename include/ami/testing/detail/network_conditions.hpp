// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_NETWORK_CONDITIONS_HPP
#define AMI_TESTING_DETAIL_NETWORK_CONDITIONS_HPP

#include <ami/protocol/errors/errc.hpp>

#include <chrono>
#include <cstddef>

namespace ami::testing::detail {

// What a virtual network does to connections. This one does nothing: all arrives at once and in one piece.
class network_conditions {
public:
    using duration = std::chrono::steady_clock::duration;

    network_conditions() = default;
    network_conditions(const network_conditions&) = delete;
    network_conditions& operator=(const network_conditions&) = delete;
    virtual ~network_conditions() = default;

    // An attempt to connect ends so, after this time; never if that is the longest.
    struct attempt {
        duration after{0};
        error_code ec;
    };
    virtual attempt on_connect() { return {}; }

    // So many of `size` bytes travel together, at least one, and so long.
    struct passage {
        std::size_t size;
        duration delay{0};
    };
    virtual passage on_bytes(std::size_t size) { return {size, {}}; }

    // How many bytes of one direction can be on their way or unread.
    virtual std::size_t window() const { return 65536; }
};

} // namespace ami::testing::detail

#endif // AMI_TESTING_DETAIL_NETWORK_CONDITIONS_HPP
