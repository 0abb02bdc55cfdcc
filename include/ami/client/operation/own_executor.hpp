// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_OPERATION_OWN_EXECUTOR_HPP
#define AMI_CLIENT_OPERATION_OWN_EXECUTOR_HPP

#include <ami/detail/macros.hpp>

#include <boost/asio/any_io_executor.hpp>

namespace ami::detail {

namespace asio = boost::asio;

// Whether `asio::dispatch` would call a function at once. False is always right, only slower: a dispatch follows then.
// It knows the executors of io_context and strands of them.
AMI_DECL bool runs_in_this_thread(const asio::any_io_executor& executor) noexcept;

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/client/operation/impl/own_executor.ipp>
#endif

#endif // AMI_CLIENT_OPERATION_OWN_EXECUTOR_HPP
