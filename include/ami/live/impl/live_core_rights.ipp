// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_IMPL_LIVE_CORE_RIGHTS_IPP
#define AMI_LIVE_IMPL_LIVE_CORE_RIGHTS_IPP

#include <ami/client/client_core.hpp>
#include <ami/protocol/values/user_rights.hpp>

#include <ami/detail/shared_object.hpp>
#include <ami/live/impl/live_core.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

// Which parts events tell of. Asterisk lists queues to users who may not see their events.

namespace ami::detail {

class live_core::rights_question final : public pending_action {
public:
    rights_question(std::weak_ptr<live_core> of, std::uint64_t session)
        : pending_action(this), of_(std::move(of)), session_(session)
    {
        ends_silently = true;
    }
    void complete(failure&& error, response&& answer)
    {
        const auto living = of_.lock();
        if (living && living->session_ == session_)
            living->on_rights(error, answer);
    }

private:
    std::weak_ptr<live_core> of_;
    std::uint64_t session_; // another one may have begun since
};

AMI_DECL void live_core::look_for_rights()
{
    rights_.reset();
    ++session_;
    const auto core = core_.lock();
    is_looking_for_rights_ =
        core && core->rights() == nullptr && !core->server().is_mask_refused() &&
        std::any_of(std::begin(single_parts), std::end(single_parts), [&](const auto& each) {
            return live::includes(state_.parts(), each.which) &&
                   assess(*core, each.event).answer == certainty::unknown;
        });
    if (is_looking_for_rights_)
        ask_for_rights(action("ListCommands"));
}

AMI_DECL void live_core::ask_for_rights(const action& request)
{
    const auto core = core_.lock();
    const auto& settings = core->settings();
    action_terms terms{settings.action_timeout, settings.action_total_timeout};
    terms.is_internal = true;
    core->execute_own(request, terms, make_shared_object<rights_question>(weak_from_this(), session_));
}

AMI_DECL void live_core::on_rights(const failure& error, const response& answer)
{
    const auto core = core_.lock();
    if (!core)
        return;
    if (!error && answer.ok() && !rights_) {
        rights_ = user_rights(answer);
        const auto ask_user = user_rights::question(core->settings().username);
        if (ask_user && rights_->can_send("Command") == certainty::yes)
            return ask_for_rights(*ask_user);
    } else if (!error && answer.ok())
        rights_->add_user(answer.output());
    is_looking_for_rights_ = false;
    if (!error && rights_)
        core->set_rights(*rights_);
    rights_.reset();
    tell_follower(live_occasion::faults_may_differ);
    if (!goes_on_) // otherwise the next portion does it
        pump();
}

AMI_DECL assessment live_core::assess(const client_core& core, std::string_view event)
{
    subscription_entry asked;
    asked.names.emplace_back(event);
    return core.assess(asked);
}

// What cannot be listed, and parts whose events do not come, or may not.
AMI_DECL std::vector<live::fault> live_core::faults() const
{
    auto all = state_.faults();
    const auto core = core_.lock();
    if (!core || !core->is_ready())
        return all;
    for (const auto& [which, event] : single_parts) {
        if (!live::includes(state_.parts(), which))
            continue;
        if (core->server().is_mask_refused()) {
            all.emplace_back(which, "no event tells what changes: Asterisk refuses the event mask");
            continue;
        }
        const auto found = assess(*core, event);
        if (found.answer == certainty::no)
            all.emplace_back(which, "no event tells what changes: " + found.reason);
        else if (found.answer == certainty::unknown && !is_looking_for_rights_)
            all.emplace_back(
                which, "maybe no event tells what changes, and what is shown is as old as its last list: " +
                           found.reason);
    }
    return all;
}

} // namespace ami::detail

#endif // AMI_LIVE_IMPL_LIVE_CORE_RIGHTS_IPP
