// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_IMPL_LIVE_CORE_AUDIT_IPP
#define AMI_LIVE_IMPL_LIVE_CORE_AUDIT_IPP

#include <ami/client/client_core.hpp>
#include <ami/net/erased_function.hpp>
#include <ami/session/actions/aborted.hpp>

#include <ami/live/impl/live_core.hpp>

#include <iterator>
#include <utility>

namespace ami::detail {

AMI_DECL void live_core::wait_audit(std::shared_ptr<audit_waiter> done)
{
    const auto core = core_.lock();
    if (is_over_ || !core || core->is_abandoned())
        return done->finish(failure(aborted()), {});
    if (!core->is_active())
        return done->finish({errc::not_connected, "there is no session"}, {});
    (audit_ ? next_audit_waiters_ : audit_waiters_).push_back(std::move(done));
    pump();
}

AMI_DECL bool live_core::cancel_audit(const std::shared_ptr<audit_waiter>& which)
{
    if (std::erase(audit_waiters_, which) + std::erase(next_audit_waiters_, which) == 0)
        return false;
    post_function(executor(), [which] { which->finish(failure(aborted()), {}); });
    if (audit_waiters_.empty()) {
        audit_.reset();
        audit_waiters_ = std::exchange(next_audit_waiters_, {});
        pump();
    }
    return true;
}

AMI_DECL bool live_core::run_audit()
{
    if (!audit_) {
        if (audit_waiters_.empty() || state_.freshness() != live::freshness::live)
            return false;
        audit_list_ = 0;
        audit_.emplace(state_.parts(), state_.max_records(), at());
        return true;
    }
    auto report = audit_->compare(state_, at());
    if (!report)
        return false;
    // What is wrong is mended.
    if (!report->is_exact() || !report->untold_values().empty())
        state_.list_again(at());
    audit_.reset();
    for (const auto& each : std::exchange(audit_waiters_, std::exchange(next_audit_waiters_, {})))
        each->finish({}, live::audit_report(*report));
    return true;
}

AMI_DECL live_core::audit_waiters live_core::take_audit_waiters()
{
    audit_.reset();
    auto all = std::exchange(audit_waiters_, {});
    all.insert(all.end(), std::make_move_iterator(next_audit_waiters_.begin()),
        std::make_move_iterator(next_audit_waiters_.end()));
    next_audit_waiters_.clear();
    return all;
}

AMI_DECL void live_core::finish_audits(const failure& error)
{
    for (const auto& each : take_audit_waiters())
        each->finish(failure(error), {});
}

} // namespace ami::detail

#endif // AMI_LIVE_IMPL_LIVE_CORE_AUDIT_IPP
