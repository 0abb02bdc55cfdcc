// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_IMPL_SERVICE_IPP
#define AMI_AGI_IMPL_SERVICE_IPP

#include <ami/agi/service.hpp>
#include <ami/client/client_core.hpp>

#include <ami/agi/impl/agi_dispatcher.hpp>
#include <ami/detail/shared_object.hpp>

#include <memory>
#include <utility>

namespace ami::detail {

AMI_DECL std::shared_ptr<agi_route> start_agi_service(
    const core_pointer& core, agi_filter filter, agi_handler handler)
{
    auto made = make_shared_object<agi_route>(std::move(filter), std::move(handler));
    agi_dispatcher::of(core)->add(made);
    return made;
}

AMI_DECL void stop_agi_service(const std::shared_ptr<agi_route>& route)
{
    if (const auto dispatcher = route ? route->dispatcher.lock() : nullptr)
        dispatcher->remove(route);
}

} // namespace ami::detail

#endif // AMI_AGI_IMPL_SERVICE_IPP
