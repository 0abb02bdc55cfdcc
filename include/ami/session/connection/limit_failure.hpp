// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_LIMIT_FAILURE_HPP
#define AMI_SESSION_CONNECTION_LIMIT_FAILURE_HPP

#include <ami/protocol/config/limits.hpp>
#include <ami/protocol/errors/errc.hpp>
#include <ami/protocol/errors/error.hpp>
#include <ami/protocol/values/redaction.hpp>

#include <fmt/format.h>

#include <string_view>

namespace ami::detail {

// Which limit the server broke, and by what.
inline failure limit_failure(
    error_code ec, const limits& bounds, std::string_view pending, std::string_view secret)
{
    const auto begins = fmt::format(
        "the packet begins with \"{}\"", quote(pending.substr(0, pending.find_first_of("\r\n")), 40, secret));
    if (ec == errc::line_too_long)
        return {ec, fmt::format("limits::max_line is {} bytes; {}", bounds.max_line, begins)};
    if (ec == errc::packet_has_too_many_headers)
        return {ec, fmt::format("limits::max_headers is {}; {}", bounds.max_headers, begins)};
    if (ec == errc::packet_too_large)
        return {ec, fmt::format("limits::max_packet is {} bytes; {}", bounds.max_packet, begins)};
    return {
        ec, fmt::format("its first line does not end; it begins with \"{}\"", quote(pending, 40, secret))};
}

// A server that answers so little is as good as lost, and each placeholder of a cancelled action takes memory.
inline failure too_many_cancelled(const limits& bounds)
{
    return {errc::too_many_cancelled,
        fmt::format("limits::max_cancelled is {}, and more cancelled actions have no answer yet",
            bounds.max_cancelled)};
}

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_LIMIT_FAILURE_HPP
