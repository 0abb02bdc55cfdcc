// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CALLS_IMPL_CALL_IPP
#define AMI_CLIENT_CALLS_IMPL_CALL_IPP

#include <ami/client/calls/call.hpp>
#include <ami/client/calls/call_registry.hpp>
#include <ami/client/calls/call_state_observer.hpp>
#include <ami/client/client_core.hpp>
#include <ami/net/erased_function.hpp>

#include <ami/detail/shared_object.hpp>

#include <functional>
#include <utility>

namespace ami {
namespace detail {

AMI_DECL const asio::any_io_executor& executor_of(const handle_pointer& handle) noexcept
{
    return handle->entry->executor();
}

} // namespace detail

AMI_DECL std::vector<std::string> call::channels() const
{
    const auto core = handle_->entry->core.lock();
    return core ? detail::call_registry::of(*core).channels_of(*handle_->entry)
                : std::vector<std::string>{channel()};
}

AMI_DECL call_subscription call::on_state(std::function<void(call_state)> handler)
{
    const auto& entry = handle_->entry;
    const auto observer =
        detail::make_shared_object<detail::call_state_observer>(std::move(handler), entry->state);
    const auto added = entry->observers->add([observer](call_state state) { observer->tell(state); });
    detail::post_function(entry->executor(), [entry, observer, added] {
        const auto core = entry->core.lock();
        if (!core)
            return;
        // A change that the handler itself causes is kept too, and comes after earlier ones.
        for (auto kept = observer->kept(); !kept.empty(); kept = observer->kept()) {
            for (const auto state : kept) {
                if (!added->cancelled && !core->is_abandoned())
                    core->guarded([&] { observer->invoke(state); });
            }
        }
        observer->start();
    });
    return {entry->observers, added};
}

} // namespace ami

#endif // AMI_CLIENT_CALLS_IMPL_CALL_IPP
