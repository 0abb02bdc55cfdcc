// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_IMPL_LIVE_CORE_LISTS_IPP
#define AMI_LIVE_IMPL_LIVE_CORE_LISTS_IPP

#include <ami/client/client_core.hpp>
#include <ami/session/live/list_action.hpp>

#include <ami/detail/shared_object.hpp>
#include <ami/live/impl/live_core.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

// How lists are asked for.

namespace ami::detail {

// A list, whose items are not collected.
class live_core::list_operation final : public pending_action {
public:
    list_operation(std::weak_ptr<live_core> of, std::uint64_t number)
        : pending_action(this), of_(std::move(of)), number_(number)
    {
        takes_items = true;
        ends_silently = true; // the model hears of a lost connection
    }
    void item(const event_view& event)
    {
        const auto living = of_.lock();
        if (auto* const state = living ? living->state_that_asked(number_) : nullptr) {
            living->watch_calls();
            state->on_item(event, living->at());
        }
    }
    void complete(failure&& error, response&& answer)
    {
        const auto living = of_.lock();
        if (auto* const state = living ? living->state_that_asked(number_) : nullptr)
            living->on_answer(*state, error, answer);
    }

private:
    std::weak_ptr<live_core> of_;
    std::uint64_t number_; // another one may have been asked for since
};

AMI_DECL bool live_core::ask_next(pbx_state& state, std::uint64_t& number)
{
    const auto core = core_.lock();
    if (!core)
        return false;
    const auto list = state.next_list(core->now());
    if (!list)
        return false;
    number = ++lists_;
    ask(state, *list);
    return true;
}

AMI_DECL void live_core::ask(pbx_state& state, const wanted_list& list)
{
    const auto core = core_.lock();
    action request{std::string(action_of(list.which))};
    if (!list.of.empty())
        request.add(selecting_header(list.which), list.of);
    const auto& settings = core->settings();
    action_terms terms{settings.action_timeout, settings.action_total_timeout};
    terms.is_internal = true;
    if (settings.uses_http())
        state.on_asked(at());
    core->execute_own(request, terms, make_shared_object<list_operation>(weak_from_this(), lists_));
}

AMI_DECL pbx_state* live_core::state_that_asked(std::uint64_t number) noexcept
{
    if (number == list_)
        return &state_;
    return number == audit_list_ ? audits_.listed() : nullptr;
}

AMI_DECL void live_core::on_answer(pbx_state& state, const failure& error, const response& answer)
{
    watch_calls();
    state.on_answer(error, answer, at());
    tell_follower(live_occasion::faults_may_differ);
    pump();
}

} // namespace ami::detail

#endif // AMI_LIVE_IMPL_LIVE_CORE_LISTS_IPP
