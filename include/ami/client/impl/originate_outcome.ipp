// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_IMPL_ORIGINATE_OUTCOME_IPP
#define AMI_CLIENT_IMPL_ORIGINATE_OUTCOME_IPP

#include <ami/client/originate_outcome.hpp>

#include <charconv>
#include <utility>

namespace ami {

AMI_DECL std::string_view to_string(call_outcome value) noexcept
{
    switch (value) {
    case call_outcome::answered: return "answered";
    case call_outcome::busy: return "busy";
    case call_outcome::no_answer: return "no answer";
    case call_outcome::congested: return "congested";
    case call_outcome::failed: break;
    }
    return "failed";
}

AMI_DECL originate_outcome::originate_outcome(event report) : report_(std::move(report))
{
    const auto reason = report_["Reason"];
    std::from_chars(reason.data(), reason.data() + reason.size(), reason_);
    if (detail::iequals(report_["Response"], "Success")) {
        value_ = call_outcome::answered;
        return;
    }
    // Asterisk's AST_CONTROL codes (include/asterisk/frame.h).
    switch (reason_) {
    case 1: // hung up while ringing
    case 3: // still ringing when the time was over
        value_ = call_outcome::no_answer;
        break;
    case 5: value_ = call_outcome::busy; break;
    case 8: value_ = call_outcome::congested; break;
    default: value_ = call_outcome::failed; break;
    }
}

} // namespace ami

#endif // AMI_CLIENT_IMPL_ORIGINATE_OUTCOME_IPP
