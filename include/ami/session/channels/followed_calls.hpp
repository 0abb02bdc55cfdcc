// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_FOLLOWED_CALLS_HPP
#define AMI_SESSION_CHANNELS_FOLLOWED_CALLS_HPP

#include <ami/session/channels/call_changes.hpp>
#include <ami/session/channels/call_deadlines.hpp>
#include <ami/session/channels/call_index.hpp>
#include <ami/session/channels/call_timing.hpp>
#include <ami/session/channels/originate_reports.hpp>
#include <ami/session/channels/recent_hangups.hpp>
#include <ami/session/channels/status_questions.hpp>
#include <ami/session/channels/tracked_call.hpp>

#include <ami/detail/macros.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace ami::detail {

// The calls that are followed, with all that is kept of them: which they are, when each wants to be looked at, what has
// changed. It decides which calls are followed, and until when.
class followed_calls {
public:
    using call_pointer = std::shared_ptr<tracked_call>;
    using factory = std::function<call_pointer()>;

    explicit followed_calls(factory make) : make_(std::move(make)) {}

    // Errors: `call_exists` if a call with that id is followed, `too_many_calls`.
    AMI_DECL error_code follow(const call_pointer& call, const std::string& channel_id, time_point now);
    // The same for a call that is not this client's. Null if it is not followed.
    AMI_DECL call_pointer follow_new(std::string_view channel_id, time_point now);
    AMI_DECL void drop(const call_pointer& call);

    AMI_DECL void settle_by(const call_pointer& call, time_point time);
    AMI_DECL void probe_by(const call_pointer& call, time_point time);
    // To be invoked when one of the call's times has changed.
    AMI_DECL void schedule(const call_pointer& call);

    // Whether calls that come in are followed too.
    void follow_incoming(bool value) noexcept { follows_incoming_ = value; }
    bool follows_incoming() const noexcept { return follows_incoming_; }
    AMI_DECL void remember_gone(std::string_view channel_id, time_point now);
    bool is_gone(std::string_view channel_id, time_point now) const
    {
        return hangups_.contains(channel_id, now);
    }

    // Whether this connection has shown any event of calls.
    bool has_seen_events() const noexcept { return events_seen_; }
    void set_seen_events(bool value) noexcept { events_seen_ = value; }

    call_index& calls() noexcept { return calls_; }
    const call_index& calls() const noexcept { return calls_; }
    originate_reports& reports() noexcept { return reports_; }
    const originate_reports& reports() const noexcept { return reports_; }
    call_changes& changes() noexcept { return changes_; }
    call_deadlines& deadlines() noexcept { return deadlines_; }
    const call_deadlines& deadlines() const noexcept { return deadlines_; }
    status_questions& questions() noexcept { return questions_; }
    const status_questions& questions() const noexcept { return questions_; }

private:
    factory make_;
    call_index calls_;
    originate_reports reports_;
    call_changes changes_;
    call_deadlines deadlines_;
    status_questions questions_;
    recent_hangups hangups_;
    bool follows_incoming_ = false;
    bool events_seen_ = false;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/channels/impl/followed_calls.ipp>
#endif

#endif // AMI_SESSION_CHANNELS_FOLLOWED_CALLS_HPP
