// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_AUDIT_ROUNDS_HPP
#define AMI_SESSION_LIVE_AUDIT_ROUNDS_HPP

#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/live/audit_report.hpp>
#include <ami/session/live/moment.hpp>
#include <ami/session/live/pbx_audit.hpp>
#include <ami/session/live/pbx_state.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace ami::detail {

// When audits of a model begin and end: one at a time, while the model is live, as long as somebody waits for it. Who comes while
// one is under way waits for the next one, as its lists may be older than what he has seen.
class audit_rounds {
public:
    // Counts the audits. Who waits for one is answered by the first that ends with this number or a higher one.
    using number = std::uint64_t;

    // Somebody waits for an audit: for this one.
    number want() noexcept
    {
        ++next_;
        return last_ + 1;
    }
    // He does not any more. If nobody waits for the one under way, that is over.
    AMI_DECL void forget(number which) noexcept;
    // Nobody waits any more: the connection is lost, or the model is gone.
    AMI_DECL void forget_all() noexcept;

    // The session is ready anew: what was under way begins again.
    AMI_DECL void restart() noexcept;

    // Begins one if it is time for it. True if it did.
    AMI_DECL bool begin(const pbx_state& model, const moment& at);
    // After anything happened: the report of the one under way, once. What it found wrong is listed again for the model.
    AMI_DECL std::optional<live::audit_report> compare(pbx_state& model, const moment& at);
    // The one that is under way, or was the last one.
    number last() const noexcept { return last_; }

    // What is listed for the one under way; null if there is none.
    pbx_state* listed() noexcept { return audit_ ? &audit_->listed() : nullptr; }
    AMI_DECL void on_event(const event_view& event, const moment& at);
    AMI_DECL void on_time(const moment& at);
    AMI_DECL std::optional<time_point> deadline() const;

private:
    std::optional<pbx_audit> audit_;
    number last_ = 0;
    std::size_t waiting_ = 0; // for the one under way
    std::size_t next_ = 0;    // for the one after it
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/audit_rounds.ipp>
#endif

#endif // AMI_SESSION_LIVE_AUDIT_ROUNDS_HPP
