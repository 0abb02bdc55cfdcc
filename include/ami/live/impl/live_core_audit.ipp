// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_IMPL_LIVE_CORE_AUDIT_IPP
#define AMI_LIVE_IMPL_LIVE_CORE_AUDIT_IPP

#include <ami/client/client_core.hpp>
#include <ami/net/erased_function.hpp>
#include <ami/session/actions/aborted.hpp>

#include <ami/live/impl/live_core.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace ami::detail {

AMI_DECL void live_core::wait_audit(std::shared_ptr<audit_waiter> done)
{
    const auto core = core_.lock();
    if (is_over_ || !core || core->is_abandoned())
        return done->finish(failure(aborted()), {});
    if (!core->is_active())
        return done->finish({errc::not_connected, "there is no session"}, {});
    awaited_audits_.push_back({std::move(done), audits_.want()});
    pump();
}

AMI_DECL bool live_core::cancel_audit(const std::shared_ptr<audit_waiter>& which)
{
    const auto found = std::find_if(awaited_audits_.begin(), awaited_audits_.end(),
        [&](const awaited_audit& each) { return each.waiter == which; });
    if (found == awaited_audits_.end())
        return false;
    const bool was_under_way = audits_.listed() != nullptr;
    audits_.forget(found->round);
    awaited_audits_.erase(found);
    post_function(executor(), [which] { which->finish(failure(aborted()), {}); });
    if (was_under_way && !audits_.listed())
        pump(); // another one may begin
    return true;
}

AMI_DECL bool live_core::run_audit()
{
    if (audits_.begin(state_, at())) {
        audit_list_ = 0;
        return true;
    }
    const auto report = audits_.compare(state_, at());
    if (!report)
        return false;
    awaited_audits over;
    std::erase_if(awaited_audits_, [&](const awaited_audit& each) {
        const bool is_over = each.round <= audits_.last();
        if (is_over)
            over.push_back(each);
        return is_over;
    });
    for (const auto& each : over)
        each.waiter->finish({}, live::audit_report(*report));
    return true;
}

AMI_DECL live_core::awaited_audits live_core::take_awaited_audits()
{
    audits_.forget_all();
    return std::exchange(awaited_audits_, {});
}

AMI_DECL void live_core::finish_audits(const failure& error)
{
    for (const auto& each : take_awaited_audits())
        each.waiter->finish(failure(error), {});
}

} // namespace ami::detail

#endif // AMI_LIVE_IMPL_LIVE_CORE_AUDIT_IPP
