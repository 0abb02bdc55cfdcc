// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_ABORTED_HPP
#define AMI_SESSION_ACTIONS_ABORTED_HPP

#include <ami/protocol/errors/error.hpp>

#include <boost/system/error_category.hpp>

#include <cerrno>

namespace ami::detail {

// Asio's `operation_aborted`, without Asio.
inline error_code aborted() noexcept
{
#ifdef _WIN32
    constexpr int value = 995; // ERROR_OPERATION_ABORTED
#else
    constexpr int value = ECANCELED;
#endif
    return {value, boost::system::system_category()};
}

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_ABORTED_HPP
