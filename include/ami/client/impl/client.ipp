// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_IMPL_CLIENT_IPP
#define AMI_CLIENT_IMPL_CLIENT_IPP

#include <ami/client.hpp>
#include <ami/client/calls/call_registry.hpp>
#include <ami/client/client_core.hpp>
#include <ami/client/events/expectation_state.hpp>
#include <ami/net/asio_network.hpp>
#include <ami/net/erased_function.hpp>

#include <ami/detail/shared_object.hpp>

#include <utility>

namespace ami {
namespace detail {

// On the executor, because the destructor may run on any thread; at once where this is the executor.
AMI_DECL void release_core(core_pointer core)
{
    if (!core || core->is_released()) // the context may be gone
        return;
    core->abandon();
    const auto executor = core->executor();
    dispatch_function(executor, [core = std::move(core)] { core->release(); });
}

} // namespace detail

AMI_DECL client::client(executor_type executor) : client(std::move(executor), detail::asio_network()) {}

AMI_DECL client::client(executor_type executor, std::shared_ptr<detail::network> world)
    : core_(detail::make_shared_object<detail::client_core>(std::move(executor), std::move(world)))
{
    core_->attach();
}

AMI_DECL client& client::operator=(client&& other) noexcept
{
    if (this != &other) {
        detail::release_core(std::move(core_));
        core_ = std::move(other.core_);
    }
    return *this;
}

AMI_DECL client::~client()
{
    detail::release_core(std::move(core_));
}

AMI_DECL client::executor_type client::get_executor() const noexcept
{
    return core_->executor();
}

AMI_DECL void client::close()
{
    core_->close({errc::closed, "close() was called"});
}

AMI_DECL bool client::is_ready() const noexcept
{
    return core_->is_ready();
}

AMI_DECL certainty client::booted() const noexcept
{
    return core_->is_booted();
}

AMI_DECL const banner& client::server_banner() const noexcept
{
    return core_->greeting();
}

AMI_DECL const counters& client::get_counters() const noexcept
{
    return core_->counts();
}

AMI_DECL subscription client::subscribe(
    names events, detail::event_predicate wants, detail::event_function handle)
{
    const auto added = core_->routes()->add(std::move(events), std::move(wants), std::move(handle));
    core_->tell_silent(*added);
    return subscription({core_, added, core_->shared_executor()});
}

AMI_DECL detail::stream_pointer client::make_stream(
    names events, detail::event_predicate wants, std::size_t capacity, overflow policy)
{
    return core_->make_stream(std::move(events), std::move(wants), capacity, policy);
}

AMI_DECL detail::expectation_pointer client::make_expectation(names events, detail::event_predicate wants)
{
    auto made = detail::make_shared_object<detail::expectation_state>();
    made->name = events.text();
    made->world = core_->shared_world();
    made->client = core_;
    auto once = [wants = std::move(wants), seen = false](
                    const event_view& event) mutable { return !seen && (seen = !wants || wants(event)); };
    made->stream = core_->make_stream(std::move(events), std::move(once), 1, overflow::drop_newest);
    return made;
}

AMI_DECL state_subscription client::on_state(std::function<void(const state_change&)> handler)
{
    const auto& observers = core_->state_observers();
    return {observers, observers->add(std::move(handler))};
}

AMI_DECL call_subscription client::subscribe_to_calls(
    std::function<void(std::shared_ptr<detail::call_handle>)> handler)
{
    auto& calls = detail::call_registry::of(*core_);
    const auto added = calls.incoming()->add(std::move(handler));
    calls.follow_incoming();
    core_->want_events();
    return {calls.incoming(), added};
}

AMI_DECL detail::spawn_failure_handler client::spawn_failure() const
{
    return [weak = std::weak_ptr(core_)](const event_view& event, std::exception_ptr error) {
        if (const auto core = weak.lock())
            core->handler_threw(event, std::move(error));
    };
}

} // namespace ami

#endif // AMI_CLIENT_IMPL_CLIENT_IPP
