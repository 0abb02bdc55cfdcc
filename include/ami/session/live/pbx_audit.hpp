// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_PBX_AUDIT_HPP
#define AMI_SESSION_LIVE_PBX_AUDIT_HPP

#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/live/audit_comparison.hpp>
#include <ami/session/live/audit_report.hpp>
#include <ami/session/live/moment.hpp>
#include <ami/session/live/pbx_state.hpp>

#include <ami/detail/macros.hpp>

#include <chrono>
#include <cstddef>
#include <optional>

namespace ami::detail {

// The proof of a model: a second state is filled by fresh lists and the same events, and compared with it.
//
// A list is ahead of the events, so the states are compared a while after the last list. It can also show what events have told
// to be gone. Neither is a difference: what differs is compared again until it is right, or has been wrong for longer than such
// things take.
class pbx_audit {
public:
    // After the last list, until what it showed was told by events too.
    static constexpr std::chrono::seconds settle_time{2};
    // How long a difference must last. What lists show too long is listed again after `recent_removals::time`.
    static constexpr std::chrono::seconds lasting_time{9};
    static constexpr std::chrono::seconds repeat_time{1};

    AMI_DECL pbx_audit(live::part parts, std::size_t max_records, const moment& at);

    // What is listed for the audit.
    pbx_state& listed() noexcept { return listed_; }
    AMI_DECL void on_event(const event_view& event, const moment& at);
    AMI_DECL void on_time(const moment& at);

    // After anything happened. The report when it is ready; once.
    AMI_DECL std::optional<live::audit_report> compare(pbx_state& model, const moment& at);
    AMI_DECL std::optional<time_point> deadline() const;

private:
    pbx_state listed_;
    std::optional<time_point> next_;             // comparison
    std::optional<time_point> last_;             // after it the differences that there are have lasted
    std::optional<audit_comparison> comparison_; // under way
    std::optional<live::audit_report> found_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/pbx_audit.ipp>
#endif

#endif // AMI_SESSION_LIVE_PBX_AUDIT_HPP
