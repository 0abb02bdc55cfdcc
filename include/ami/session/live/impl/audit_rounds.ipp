// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_AUDIT_ROUNDS_IPP
#define AMI_SESSION_LIVE_IMPL_AUDIT_ROUNDS_IPP

#include <ami/session/live/audit_rounds.hpp>

#include <utility>

namespace ami::detail {

AMI_DECL void audit_rounds::forget(number which) noexcept
{
    if (!audit_ || which > last_)
        --next_;
    else if (--waiting_ == 0)
        audit_.reset();
}

AMI_DECL void audit_rounds::forget_all() noexcept
{
    audit_.reset();
    waiting_ = next_ = 0;
}

AMI_DECL void audit_rounds::restart() noexcept
{
    audit_.reset();
    next_ += std::exchange(waiting_, 0);
}

AMI_DECL bool audit_rounds::begin(const pbx_state& model, const moment& at)
{
    if (audit_ || next_ == 0 || model.freshness() != live::freshness::live)
        return false;
    ++last_;
    waiting_ = std::exchange(next_, 0);
    audit_.emplace(model.parts(), model.max_records(), at);
    return true;
}

AMI_DECL std::optional<live::audit_report> audit_rounds::compare(pbx_state& model, const moment& at)
{
    if (!audit_)
        return std::nullopt;
    auto report = audit_->compare(model, at);
    if (!report)
        return std::nullopt;
    if (!report->is_exact() || !report->untold_values().empty())
        model.list_again(at);
    audit_.reset();
    waiting_ = 0;
    return report;
}

AMI_DECL void audit_rounds::on_event(const event_view& event, const moment& at)
{
    if (audit_)
        audit_->on_event(event, at);
}

AMI_DECL void audit_rounds::on_time(const moment& at)
{
    if (audit_)
        audit_->on_time(at);
}

AMI_DECL std::optional<time_point> audit_rounds::deadline() const
{
    return audit_ ? audit_->deadline() : std::nullopt;
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_AUDIT_ROUNDS_IPP
