// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_OPERATION_IMPL_INTERNAL_ACTIONS_IPP
#define AMI_CLIENT_OPERATION_IMPL_INTERNAL_ACTIONS_IPP

#include <ami/client/client_core.hpp>
#include <ami/client/operation/internal_actions.hpp>
#include <ami/net/erased_function.hpp>

#include <ami/detail/shared_object.hpp>

#include <memory>
#include <utility>

namespace ami::detail {

class answered_operation final : public pending_action {
public:
    explicit answered_operation(internal_actions::handler done) : pending_action(this), done_(std::move(done))
    {}
    void complete(failure&& error, response&& answer) { done_(std::move(error), std::move(answer)); }

private:
    internal_actions::handler done_;
};

AMI_DECL void internal_actions::start(const action& request, handler done, bool must_arrive)
{
    auto operation = make_shared_object<answered_operation>(std::move(done));
    operation->ends_silently = true;
    operation->must_arrive = must_arrive;
    const auto timeout = core_.settings().action_timeout;
    action_terms terms{timeout, timeout};
    terms.is_internal = true;
    core_.execute_own(request, terms, std::move(operation));
}

AMI_DECL void internal_actions::ask(const action& request, handler done)
{
    start(request, std::move(done), false);
}

AMI_DECL void internal_actions::ask_even_at_the_end(const action& request, handler done)
{
    start(request, std::move(done), true);
}

AMI_DECL void internal_actions::ask_channels(shared_answer::handler done)
{
    if (!channels_asked_.add(std::move(done)))
        return;
    post_function(core_.executor(), [this, weak = core_.weak_from_this()] {
        if (const auto core = weak.lock())
            ask(action("Status"), channels_asked_.send());
    });
}

} // namespace ami::detail

#endif // AMI_CLIENT_OPERATION_IMPL_INTERNAL_ACTIONS_IPP
