// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_EVENTS_AUTOMATIC_MASK_HPP
#define AMI_SESSION_EVENTS_AUTOMATIC_MASK_HPP

#include <ami/protocol/values/event_classes.hpp>
#include <ami/session/connection/deadline.hpp>

#include <chrono>
#include <optional>

namespace ami::detail {

// Which classes of events the server is asked for while the mask follows the subscriptions: more at once, less when they were
// not needed for a while. A subscription that comes back soon costs no action then, and misses nothing.
class automatic_mask {
public:
    static constexpr auto time_to_narrow = std::chrono::seconds(5);

    void need(event_classes needed, time_point now) noexcept
    {
        needed_ = needed;
        update(now);
    }
    event_classes needed() const noexcept { return needed_; }

    // What to ask for at a login; `more` is of events that come at once.
    event_classes log_in(event_classes more, time_point now) noexcept
    {
        asked_ = needed_ | more;
        is_forgotten_ = false;
        update(now);
        return asked_;
    }

    // What to ask for now, if it is something else than before.
    std::optional<event_classes> next(time_point now) noexcept
    {
        if (is_forgotten_ || (narrow_at_ && *narrow_at_ <= now))
            asked_ = needed_;
        else if (!asked_.includes(needed_))
            asked_ = asked_ | needed_;
        else
            return std::nullopt;
        is_forgotten_ = false;
        update(now);
        return asked_;
    }

    // Whether `next` has something whatever the time.
    bool is_due() const noexcept { return is_forgotten_ || !asked_.includes(needed_); }

    // Somebody else has asked for something.
    void forget() noexcept { is_forgotten_ = true; }

    std::optional<time_point> deadline() const noexcept { return narrow_at_; }
    event_classes asked() const noexcept { return asked_; }

private:
    void update(time_point now) noexcept
    {
        if (needed_.includes(asked_))
            narrow_at_.reset();
        else if (!narrow_at_)
            narrow_at_ = deadline_after(now, time_to_narrow);
    }

    event_classes needed_;
    event_classes asked_;
    bool is_forgotten_ = false;
    std::optional<time_point> narrow_at_;
};

} // namespace ami::detail

#endif // AMI_SESSION_EVENTS_AUTOMATIC_MASK_HPP
