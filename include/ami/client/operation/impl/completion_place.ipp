// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_OPERATION_IMPL_COMPLETION_PLACE_IPP
#define AMI_CLIENT_OPERATION_IMPL_COMPLETION_PLACE_IPP

#include <ami/client/operation/completion_place.hpp>
#include <ami/client/operation/own_executor.hpp>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/query.hpp>

#include <memory>
#include <optional>
#include <utility>

namespace ami::detail {

AMI_DECL void completion_place::use(const asio::any_io_executor& own)
{
    const auto* const context = own.target<asio::io_context::executor_type>();
    if (context && asio::query(*context, asio::execution::blocking) == asio::execution::blocking.possibly)
        context_.emplace(asio::require(*context, asio::execution::outstanding_work.tracked));
    else
        use_other(own, std::nullopt);
}

AMI_DECL void completion_place::use_other(
    const asio::any_io_executor& own, std::optional<asio::any_completion_executor> handlers)
{
    other_ =
        std::make_unique<other>(other{own, asio::prefer(own, asio::execution::outstanding_work.tracked), {}});
    if (handlers)
        other_->handlers = asio::prefer(*handlers, asio::execution::outstanding_work.tracked);
}

AMI_DECL bool completion_place::is_here() const noexcept
{
    return context_ ? context_->running_in_this_thread()
                    : !other_->handlers && runs_in_this_thread(other_->own);
}

AMI_DECL void completion_place::dispatch(erased_function function) const
{
    if (context_)
        asio::dispatch(*context_, std::move(function));
    else if (other_->handlers)
        asio::dispatch(other_->handlers, std::move(function));
    else
        dispatch_function(other_->own, std::move(function));
}

AMI_DECL void completion_place::post(erased_function function) const
{
    if (context_)
        asio::post(*context_, std::move(function));
    else
        post_function(other_->own, std::move(function));
}

} // namespace ami::detail

#endif // AMI_CLIENT_OPERATION_IMPL_COMPLETION_PLACE_IPP
