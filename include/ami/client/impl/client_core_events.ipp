// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_IMPL_CLIENT_CORE_EVENTS_IPP
#define AMI_CLIENT_IMPL_CLIENT_CORE_EVENTS_IPP

#include <ami/client/calls/call_registry.hpp>
#include <ami/client/client_core.hpp>
#include <ami/client/connection/action_id_prefix.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

// What takes events: streams, expectations, calls.

namespace ami::detail {

AMI_DECL std::shared_ptr<stream_state> client_core::make_stream(
    names events, event_predicate wants, std::size_t capacity, overflow policy)
{
    auto made = std::make_shared<stream_state>(executor_, capacity, policy);
    shutdown_registry::of(executor()).add(made); // it may outlive the client
    if (streams_.size() >= next_sweep_) {
        std::erase_if(streams_, [](const auto& each) { return each.expired(); });
        next_sweep_ = 2 * streams_.size() + 16;
    }
    streams_.push_back(made);
    const auto entry = router_->add(
        std::move(events), std::move(wants), [this, weak = std::weak_ptr(made)](const event_view& event) {
            if (const auto state = weak.lock())
                counters_.events_dropped += state->push(event);
        });
    made->subscribed(router_, entry);
    return made;
}

AMI_DECL std::shared_ptr<expectation_state> client_core::make_expectation(names events, event_predicate wants)
{
    auto made = std::make_shared<expectation_state>();
    made->name = events.text();
    made->world = network_;
    made->client = weak_from_this();
    auto once = [wants = std::move(wants), seen = false](
                    const event_view& event) mutable { return !seen && (seen = !wants || wants(event)); };
    made->stream = make_stream(std::move(events), std::move(once), 1, overflow::drop_newest);
    return made;
}

AMI_DECL call_registry& client_core::calls()
{
    if (!calls_)
        calls_ = std::make_unique<call_registry>(*this);
    return *calls_;
}

AMI_DECL void client_core::count_calls_not_followed(std::uint64_t count, bool logs_it)
{
    counters_.calls_not_followed += count;
    if (logs_it)
        log(log_level::error,
            "limits::max_followed_calls is reached: new calls are not followed (logged once)",
            {{"limit", std::to_string(settings().limits.max_followed_calls)}});
}

AMI_DECL bool client_core::wants_events() const
{
    return !router_->empty() || (calls_ && calls_->wants_events());
}

} // namespace ami::detail

#endif // AMI_CLIENT_IMPL_CLIENT_CORE_EVENTS_IPP
