// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_CONNECTION_HPP
#define AMI_TESTING_DETAIL_CONNECTION_HPP

#include <ami/testing/reply.hpp>

#include <string>

namespace ami::testing::detail {

// One accepted connection, as the faults see it.
class connection {
public:
    virtual ~connection() = default;

    // Bytes to be written after all others.
    virtual void write_raw(std::string bytes) = 0;

    virtual void end(ending close_kind) = 0;
    virtual void half_close() = 0;

    // The fault plan is another now.
    virtual void faults_changed() = 0;
};

} // namespace ami::testing::detail

#endif // AMI_TESTING_DETAIL_CONNECTION_HPP
