// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_OPERATION_IMPL_OWN_EXECUTOR_IPP
#define AMI_CLIENT_OPERATION_IMPL_OWN_EXECUTOR_IPP

#include <ami/client/operation/own_executor.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>

namespace ami::detail {

AMI_DECL bool runs_in_this_thread(const asio::any_io_executor& executor) noexcept
{
    if (const auto* const context = executor.target<asio::io_context::executor_type>())
        return context->running_in_this_thread() &&
               asio::query(*context, asio::execution::blocking) == asio::execution::blocking.possibly;
    if (const auto* const strand = executor.target<asio::strand<asio::io_context::executor_type>>())
        return strand->running_in_this_thread();
    if (const auto* const strand = executor.target<asio::strand<asio::any_io_executor>>())
        return strand->running_in_this_thread();
    return false;
}

} // namespace ami::detail

#endif // AMI_CLIENT_OPERATION_IMPL_OWN_EXECUTOR_IPP
