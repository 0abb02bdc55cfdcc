// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_BENCHMARK_SERVER_HPP
#define AMI_TESTS_BENCHMARK_SERVER_HPP

#include "benchmark/process.hpp"

namespace bench {

// The blaster in a process of its own.
class server {
public:
    server() : process_(process::self({"blaster"}))
    {
        const auto ports = process_.numbers();
        port_ = static_cast<int>(ports.at(0));
        tls_port_ = static_cast<int>(ports.at(1));
        http_port_ = static_cast<int>(ports.at(2));
    }

    int port() const { return port_; }
    int tls_port() const { return tls_port_; }
    int http_port() const { return http_port_; }

private:
    process process_;
    int port_ = 0;
    int tls_port_ = 0;
    int http_port_ = 0;
};

} // namespace bench

#endif // AMI_TESTS_BENCHMARK_SERVER_HPP
