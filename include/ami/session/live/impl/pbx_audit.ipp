// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_PBX_AUDIT_IPP
#define AMI_SESSION_LIVE_IMPL_PBX_AUDIT_IPP

#include <ami/session/live/pbx_audit.hpp>

#include <utility>

namespace ami::detail {

AMI_DECL pbx_audit::pbx_audit(live::part parts, std::size_t max_records, const moment& at)
    : listed_(parts, {duration::max(), duration::max()})
{
    listed_.limit(max_records);
    listed_.calls().calls().watch(false);
    listed_.on_ready(at);
}

AMI_DECL void pbx_audit::on_event(const event_view& event, const moment& at)
{
    listed_.on_event(event, at);
}

AMI_DECL void pbx_audit::on_time(const moment& at)
{
    listed_.on_time(at);
}

AMI_DECL std::optional<live::audit_report> pbx_audit::compare(pbx_state& model, const moment& at)
{
    if (!listed_.is_reading())
        listed_.for_each_changes([](auto& changes) { changes.clear(); });
    if (listed_.freshness() != live::freshness::live)
        return std::nullopt;
    if (!next_) {
        next_ = deadline_after(at.now, settle_time);
        last_ = deadline_after(*next_, lasting_time);
    }
    if (at.now < *next_)
        return std::nullopt;
    next_ = deadline_after(at.now, repeat_time);
    // In the middle of a list nothing fits together.
    if (listed_.is_reading() || model.is_reading() || model.freshness() != live::freshness::live)
        return std::nullopt;
    if (!comparison_)
        comparison_.emplace();
    if (!comparison_->step(model, listed_)) {
        next_ = at.now; // what else there is to be done comes between
        return std::nullopt;
    }
    auto now = std::exchange(comparison_, std::nullopt)->report(model, listed_);
    found_ = found_ ? audit_comparison::lasting(*found_, std::move(now)) : std::move(now);
    if (!found_->is_exact() && at.now < *last_)
        return std::nullopt;
    return std::exchange(found_, std::nullopt);
}

AMI_DECL std::optional<time_point> pbx_audit::deadline() const
{
    return earlier_of(listed_.deadline(), next_);
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_PBX_AUDIT_IPP
