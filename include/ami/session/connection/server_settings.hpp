// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_SERVER_SETTINGS_HPP
#define AMI_SESSION_CONNECTION_SERVER_SETTINGS_HPP

#include <ami/protocol/errors/errc.hpp>
#include <ami/protocol/errors/error.hpp>
#include <ami/protocol/values/event_mask.hpp>
#include <ami/protocol/wire/action.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/header_view.hpp>
#include <ami/protocol/wire/response.hpp>
#include <ami/session/actions/aborted.hpp>
#include <ami/session/actions/action_kind.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/events/automatic_mask.hpp>
#include <ami/session/events/filter_effect.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// What the server was told about events, and must be told again on the next connection: the only copy of it.
class server_settings {
public:
    // A new session: its mask, and no filter.
    void start(const event_mask& mask)
    {
        set_mask(mask);
        at_login_.reset();
        filters_.clear();
    }

    void set_mask(const event_mask& mask)
    {
        follows_ = mask.is_automatic();
        if (!follows_)
            mask_ = mask;
    }

    // Whether the mask follows the subscriptions.
    bool follows_subscriptions() const noexcept { return follows_; }
    // What the mask is if it does.
    AMI_COLD event_mask mask_if_followed() const
    {
        return automatic_.is_kept() ? mask_ : mask_of(automatic_.needed());
    }
    // From now on it does; `mask_if_followed` was asked for.
    AMI_COLD void follow(time_point now)
    {
        follows_ = true;
        mask_ = mask_if_followed();
        automatic_.asked_for(mask_.classes(), now);
    }
    // Which classes the subscriptions need.
    event_classes needed() const noexcept { return automatic_.needed(); }
    AMI_COLD void need(event_classes needed, time_point now)
    {
        automatic_.need(needed, now);
        if (follows_) // HTTP may be about to begin with it
            mask_ = mask_of(automatic_.asked() | needed);
    }
    // A login begins, and says the mask. If that follows the subscriptions, `more` is asked for too.
    AMI_COLD void log_in(event_classes more, bool may_be_empty, time_point now)
    {
        const auto classes = automatic_.log_in(more, may_be_empty, now);
        if (follows_)
            mask_ = mask_of(classes);
    }
    // Whether the subscriptions need another mask before the next action; and whether without one.
    bool must_ask() const noexcept { return follows_ && automatic_.is_due(); }
    bool lacks_classes() const noexcept { return follows_ && automatic_.lacks_any(); }
    // The mask that they need, if it is another one.
    AMI_COLD std::optional<event_mask> next_mask(time_point now)
    {
        const auto classes = follows_ ? automatic_.next(now) : std::nullopt;
        if (!classes)
            return std::nullopt;
        return mask_ = mask_of(*classes);
    }
    // The mask was perhaps not carried out.
    AMI_COLD void doubt_mask(time_point now) { automatic_.doubt(now); }
    // The server has answered the mask. True if it refuses one for the first time, or does not any more.
    AMI_COLD bool on_mask_answer(bool is_accepted, time_point now)
    {
        return automatic_.on_answer(is_accepted, now);
    }
    // Whether the server has refused the mask that the subscriptions need, and was not asked again yet with success.
    bool is_mask_refused() const noexcept { return follows_ && automatic_.is_refused(); }
    // A mask that has become too wide stays for a while.
    AMI_COLD void keep_mask(time_point now) { automatic_.postpone(now); }
    std::optional<time_point> deadline() const noexcept
    {
        return follows_ ? automatic_.deadline() : std::nullopt;
    }

    // Asterisk keeps a filter once, however often it was added.
    AMI_COLD void add_filter(const action& filter)
    {
        const auto is_same = [&](const action& each) { return each.header_lines() == filter.header_lines(); };
        if (std::none_of(filters_.begin(), filters_.end(), is_same))
            filters_.push_back(filter);
    }

    // Records what an action of the user, which the server has accepted, changes.
    AMI_COLD void on_accepted(const action& request)
    {
        switch (kind_of(request)) {
        case action_kind::filter: return add_filter(request);
        case action_kind::mask: break;
        default: return;
        }
        for (header_iterator header{request.header_lines()}; header != header_iterator{}; ++header) {
            if (iequals(header->name, "EventMask") && !header->value.empty())
                set_mask(read_mask(header->value));
        }
    }

    // An action of the user that changes settings has ended. Some masks are not answered, and are in force nevertheless
    // (protocol/README.md 2.5); so is one whose wait was cancelled after it was sent. `is_overtaken`: the automatic mask was
    // asked for after it.
    AMI_COLD void on_answered(const action& request, const failure& error, const response& answer,
        bool is_overtaken, time_point now)
    {
        const bool is_mask = kind_of(request) == action_kind::mask;
        const bool may_be_in_force = is_mask && (error.ec == errc::timed_out || error.ec == aborted());
        const bool counts = error ? may_be_in_force : answer.ok();
        if (counts && !(is_mask && is_overtaken))
            on_accepted(request);
        else if (is_mask)
            doubt_mask(now);
    }

    const event_mask& mask() const noexcept { return mask_; }

    // A login said another mask, which stays until `mask` was sent.
    void begin_with(event_mask at_login)
    {
        if (at_login == mask_)
            at_login_.reset();
        else
            at_login_ = std::move(at_login);
    }
    bool owes_mask() const noexcept { return at_login_.has_value(); }
    void mask_sent() noexcept { at_login_.reset(); }
    const event_mask& mask_in_force() const noexcept { return at_login_ ? *at_login_ : mask_; }
    const std::vector<action>& filters() const noexcept { return filters_; }

    // The first filter because of which certainly no event of this name is sent; null if one may be.
    const action* filter_that_hides(std::string_view event_name) const
    {
        return detail::filter_that_hides(filters_, event_name);
    }
    std::string filters_in_force() const { return detail::filters_in_force(filters_); }

private:
    static event_mask mask_of(event_classes classes) { return event_mask(classes.text()); }

    // As Asterisk reads it (protocol/README.md 2.5).
    AMI_COLD static event_mask read_mask(std::string_view text)
    {
        if (is_empty_mask(text))
            return event_mask::none();
        for (const std::string_view all : {"yes", "true", "y", "t"}) {
            if (iequals(text, all))
                return event_mask::all();
        }
        const event_mask mask(text);
        return mask.fault() ? event_mask::unchecked(text) : mask;
    }

    event_mask mask_;
    std::optional<event_mask> at_login_;
    bool follows_ = false;
    automatic_mask automatic_;
    std::vector<action> filters_;
};

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_SERVER_SETTINGS_HPP
