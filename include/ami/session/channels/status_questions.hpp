// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_STATUS_QUESTIONS_HPP
#define AMI_SESSION_CHANNELS_STATUS_QUESTIONS_HPP

#include <ami/session/channels/call_timing.hpp>
#include <ami/session/channels/tracked_call.hpp>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace ami::detail {

// Decides when the server is asked for channels (`Status`). There are three reasons. After a gap in the events all calls are
// synchronised with a list of all channels (resync). Calls that may have ended without an event are looked for in such a
// list (check). One call's channel is asked for (probe).
class status_questions {
public:
    using call_pointer = std::shared_ptr<tracked_call>;

    // --- resync ---
    // The connection was lost, or events were missed. All older questions are void.
    void on_gap(bool any_calls)
    {
        *this = status_questions();
        awaits_resync_ = any_calls;
    }
    void on_resynced() noexcept
    {
        awaits_resync_ = false;
        resync_at_.reset();
    }
    void on_resync_failed(time_point now) noexcept
    {
        if (awaits_resync_)
            resync_at_ = deadline_after(now, call_timing::hangup_time);
    }
    bool awaits_resync() const noexcept { return awaits_resync_; }
    bool take_resync() noexcept { return std::exchange(resync_wanted_, false); }

    // --- check ---
    void check_by(time_point time) noexcept
    {
        if (!check_at_ || time < *check_at_)
            check_at_ = time;
    }
    void check_at(time_point time) noexcept { check_at_ = time; }
    bool is_check_due() const noexcept { return check_at_.has_value(); }
    bool take_check() noexcept { return std::exchange(check_wanted_, false); }

    // Calls without events are looked for from time to time.
    void watch_silence(time_point now) noexcept
    {
        if (!silence_at_)
            silence_at_ = deadline_after(now, call_timing::quiet_time);
    }
    void restart_silence(time_point now) noexcept
    {
        silence_at_.reset();
        watch_silence(now);
    }
    void ignore_silence() noexcept { silence_at_.reset(); }
    bool is_silence_due(time_point now) const noexcept { return silence_at_ && *silence_at_ <= now; }

    // --- probe ---
    void probe(const call_pointer& call)
    {
        if (!std::exchange(call->is_probed, true))
            probes_.push_back(call);
    }
    void forget(const call_pointer& call)
    {
        if (call->is_probed)
            std::erase(probes_, call);
    }
    std::vector<call_pointer> take_probes() { return std::exchange(probes_, {}); }

    std::optional<time_point> deadline() const noexcept
    {
        return earlier_of(check_at_, earlier_of(silence_at_, resync_at_));
    }
    void on_time(time_point now, bool any_calls) noexcept
    {
        if (resync_at_ && *resync_at_ <= now) {
            resync_at_.reset();
            resync_wanted_ = awaits_resync_;
        }
        if (check_at_ && *check_at_ <= now) {
            check_at_.reset();
            check_wanted_ = any_calls;
        }
    }

private:
    bool awaits_resync_ = false;
    bool resync_wanted_ = false;
    bool check_wanted_ = false;
    std::optional<time_point> resync_at_;
    std::optional<time_point> check_at_;
    std::optional<time_point> silence_at_;
    std::vector<call_pointer> probes_;
};

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_STATUS_QUESTIONS_HPP
