// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_TESTS_BENCHMARK_SERVER_HPP
#define AMI_TESTS_BENCHMARK_SERVER_HPP

#include "benchmark/process.hpp"

#include <string>

namespace bench {

// The blaster in a process of its own.
class server {
public:
    server() : process_(process::self({"blaster"}))
    {
        const auto ports = process_.line();
        port_ = std::stoi(ports);
        tls_port_ = std::stoi(ports.substr(ports.find(' ')));
    }

    int port() const { return port_; }
    int tls_port() const { return tls_port_; }

private:
    process process_;
    int port_ = 0;
    int tls_port_ = 0;
};

} // namespace bench

#endif // AMI_TESTS_BENCHMARK_SERVER_HPP
