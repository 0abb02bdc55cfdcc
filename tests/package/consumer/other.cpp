// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#include <ami/client.hpp>

#include <string>

std::string other();

std::string other()
{
    return std::string{ami::action{"Ping"}.name()};
}
