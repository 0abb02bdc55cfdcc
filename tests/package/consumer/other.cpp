// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#include <ami/client.hpp>

#include <string>

std::string other();

std::string other()
{
    return std::string{ami::action{"Ping"}.name()};
}
