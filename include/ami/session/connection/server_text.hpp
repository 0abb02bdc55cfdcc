// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_SERVER_TEXT_HPP
#define AMI_SESSION_CONNECTION_SERVER_TEXT_HPP

#include <fmt/format.h>

#include <cstdint>
#include <string>

namespace ami::detail {

// How error texts name a server.
inline std::string server_text(const std::string& host, std::uint16_t port)
{
    return host.find(':') == std::string::npos ? fmt::format("{}:{}", host, port)
                                               : fmt::format("[{}]:{}", host, port);
}

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_SERVER_TEXT_HPP
