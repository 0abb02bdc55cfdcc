// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_CONNECTION_SERVER_SETTINGS_HPP
#define AMI_SESSION_CONNECTION_SERVER_SETTINGS_HPP

#include <ami/protocol/errors/errc.hpp>
#include <ami/protocol/errors/error.hpp>
#include <ami/protocol/values/event_mask.hpp>
#include <ami/protocol/wire/action.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/header_view.hpp>
#include <ami/protocol/wire/response.hpp>
#include <ami/session/actions/action_kind.hpp>
#include <ami/session/events/filter_effect.hpp>

#include <algorithm>
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
        mask_ = mask;
        filters_.clear();
    }

    void set_mask(const event_mask& mask) { mask_ = mask; }

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
            if (!iequals(header->name, "EventMask"))
                continue;
            if (is_empty_mask(header->value))
                set_mask(event_mask::none());
            else if (event_mask mask(header->value); !mask.fault())
                set_mask(mask);
        }
    }

    // An action of the user that changes settings has ended. Some masks are not answered, and are in force nevertheless
    // (protocol/README.md 2.5).
    AMI_COLD void on_answered(const action& request, const failure& error, const response& answer)
    {
        const bool is_mask = kind_of(request) == action_kind::mask;
        if (error ? is_mask && error.ec == errc::timed_out : answer.ok())
            on_accepted(request);
    }

    const event_mask& mask() const noexcept { return mask_; }
    const std::vector<action>& filters() const noexcept { return filters_; }

    // The first filter because of which certainly no event of this name is sent; null if one may be.
    const action* filter_that_hides(std::string_view event_name) const
    {
        return detail::filter_that_hides(filters_, event_name);
    }
    std::string filters_in_force() const { return detail::filters_in_force(filters_); }

private:
    event_mask mask_;
    std::vector<action> filters_;
};

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_SERVER_SETTINGS_HPP
