// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_IMPL_ERASED_FUNCTION_IPP
#define AMI_NET_IMPL_ERASED_FUNCTION_IPP

#include <ami/net/erased_function.hpp>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/recycling_allocator.hpp>

#include <cstddef>
#include <utility>

namespace ami::detail {

AMI_DECL void* erased_function::allocate(std::size_t size)
{
    return asio::recycling_allocator<std::max_align_t>().allocate(units(size));
}

AMI_DECL void erased_function::deallocate(void* place, std::size_t size) noexcept
{
    asio::recycling_allocator<std::max_align_t>().deallocate(
        static_cast<std::max_align_t*>(place), units(size));
}

AMI_DECL void post_function(const asio::any_io_executor& executor, erased_function function)
{
    asio::post(executor, std::move(function));
}

AMI_DECL void dispatch_function(const asio::any_io_executor& executor, erased_function function)
{
    asio::dispatch(executor, std::move(function));
}

} // namespace ami::detail

#endif // AMI_NET_IMPL_ERASED_FUNCTION_IPP
