// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_ACCEPT_ERROR_HPP
#define AMI_AGI_FAST_ACCEPT_ERROR_HPP

#include <ami/protocol/errors/error.hpp>

#include <boost/system/errc.hpp>

namespace ami::detail {

// Whether it says nothing of the next connection.
inline bool is_of_one_connection(const error_code& ec)
{
    return ec == boost::system::errc::interrupted || ec == boost::system::errc::connection_aborted ||
           ec == boost::system::errc::protocol_error;
}

// Whether the process, or the machine, has as many open files as it may have.
inline bool is_file_missing(const error_code& ec)
{
    return ec == boost::system::errc::too_many_files_open ||
           ec == boost::system::errc::too_many_files_open_in_system;
}

} // namespace ami::detail

#endif // AMI_AGI_FAST_ACCEPT_ERROR_HPP
