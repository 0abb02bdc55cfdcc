// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_EVENTS_AUTOMATIC_MASK_HPP
#define AMI_SESSION_EVENTS_AUTOMATIC_MASK_HPP

#include <ami/protocol/values/event_classes.hpp>
#include <ami/session/connection/deadline.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace ami::detail {

// Which classes of events the server is asked for while the mask follows the subscriptions: more at once, less when they were
// not needed for a while. A subscription that comes back soon costs no action then, and misses nothing.
class automatic_mask {
public:
    static constexpr auto time_to_narrow = std::chrono::seconds(5);
    // After one refusal; each further one doubles it.
    static constexpr auto time_to_repeat = std::chrono::seconds(1);
    static constexpr auto longest_time_to_repeat = std::chrono::seconds(64);

    void need(event_classes needed, time_point now) noexcept
    {
        needed_ = needed;
        update(now);
    }
    event_classes needed() const noexcept { return needed_; }

    // What to ask for at a login; `more` is of events that come at once. A server that must not be asked for nothing keeps
    // its mask when nothing is needed.
    event_classes log_in(event_classes more, bool may_be_empty, time_point now) noexcept
    {
        may_be_empty_ = may_be_empty;
        asked_ = needed_ | more;
        is_in_doubt_ = is_refused_ = false;
        repeat_after_ = time_to_repeat;
        change_at_.reset();
        update(now);
        return asked_;
    }

    // Whether `next` must be asked before an action, whose events would be missed otherwise; and whether without one.
    bool is_due() const noexcept { return lacks_any() || (is_in_doubt_ && !is_kept()); }
    bool lacks_any() const noexcept { return !asked_.includes(needed_); }

    // When to ask `next` if there is no action.
    std::optional<time_point> deadline() const noexcept { return change_at_; }

    // What to ask for now, if it is something else than before.
    std::optional<event_classes> next(time_point now) noexcept
    {
        const bool is_late = change_at_ && *change_at_ <= now;
        if (is_kept())
            change_at_.reset();
        if (is_kept() || (!is_due() && !is_late))
            return std::nullopt;
        if (is_late || is_in_doubt_) {
            asked_ = needed_;
            change_at_.reset();
        } else {
            asked_ = asked_ | needed_;
        }
        is_in_doubt_ = false;
        update(now);
        return asked_;
    }

    // Somebody else has asked for this.
    void asked_for(event_classes classes, time_point now) noexcept
    {
        asked_ = classes;
        is_in_doubt_ = false;
        change_at_.reset();
        update(now);
    }

    // What was asked for was perhaps not carried out. It is repeated before the next action, or after a while: a server that
    // refuses it again and again is not asked all the time.
    void doubt(time_point now) noexcept
    {
        is_in_doubt_ = true;
        change_at_ = deadline_after(now, repeat_after_);
    }

    // The server has answered what was asked for. True if that is news: the first refusal, or the end of refusals.
    bool on_answer(bool is_accepted, time_point now) noexcept
    {
        if (!is_accepted)
            doubt(now);
        repeat_after_ = is_accepted ? time_to_repeat : std::min(2 * repeat_after_, longest_time_to_repeat);
        return std::exchange(is_refused_, !is_accepted) == is_accepted;
    }
    // Whether events are missed because of that.
    bool is_refused() const noexcept { return is_refused_ && !is_kept(); }

    // Not now.
    void postpone(time_point now) noexcept
    {
        if (change_at_ && !is_due())
            change_at_ = deadline_after(now, time_to_narrow);
    }

    event_classes asked() const noexcept { return asked_; }

    // Whether nothing is needed and the server keeps its mask.
    bool is_kept() const noexcept { return !may_be_empty_ && needed_.empty(); }

private:
    void update(time_point now) noexcept
    {
        if (is_kept() || (!is_in_doubt_ && needed_.includes(asked_)))
            change_at_.reset();
        else if (!change_at_)
            change_at_ = deadline_after(now, is_in_doubt_ ? repeat_after_ : time_to_narrow);
    }

    event_classes needed_;
    event_classes asked_;
    std::optional<time_point> change_at_;
    std::chrono::seconds repeat_after_ = time_to_repeat;
    bool is_in_doubt_ = false;
    bool is_refused_ = false;
    bool may_be_empty_ = true;
};

} // namespace ami::detail

#endif // AMI_SESSION_EVENTS_AUTOMATIC_MASK_HPP
