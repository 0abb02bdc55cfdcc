// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_AUDIT_REPORT_IPP
#define AMI_SESSION_LIVE_IMPL_AUDIT_REPORT_IPP

#include <ami/protocol/values/redaction.hpp>
#include <ami/session/live/audit_report.hpp>

#include <fmt/format.h>

namespace ami::live {

AMI_DECL std::string difference::text() const
{
    switch (kind_) {
    case difference_kind::only_in_model: return record_ + ": only in the model";
    case difference_kind::only_in_list: return record_ + ": only in the list";
    case difference_kind::value: break;
    }
    return fmt::format("{}: {} is \"{}\" in the model, \"{}\" in the list", record_, header_,
        ::ami::detail::quote(model_value_, 200), ::ami::detail::quote(listed_value_, 200));
}

} // namespace ami::live

#endif // AMI_SESSION_LIVE_IMPL_AUDIT_REPORT_IPP
