// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_EVENT_FILTER_HPP
#define AMI_PROTOCOL_VALUES_EVENT_FILTER_HPP

#include <ami/protocol/wire/action.hpp>

#include <ami/detail/macros.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace ami {

/// A filter for the events of a session, carried out by the server (protocol/README.md 2.7). The user needs write=system. A
/// filter cannot be removed from a session.
///
/// Calls need the events OriginateResponse and Hangup, and work better with the others that `client::async_originate` names.
/// A filter that certainly keeps one of those two back makes `async_originate` and `async_start_call` fail with
/// `errc::outcome_not_visible`.
///
/// A malformed criterion can crash a server, so the text is checked here; the operation that gets a faulty filter fails
/// with `errc::invalid_filter`.
class event_filter {
public:
    /// The classic form: a POSIX extended regular expression over the whole text of the event, `Event: Name` first. A
    /// leading `!` excludes what matches.
    AMI_DECL static event_filter matching(std::string_view expression);

    /// The form of Asterisk 18.26, 20.11, 21.6, 22.1 and later. `criteria` is a list such as
    /// `action(exclude),name(Newexten)`; `pattern` is needed with a `method` and not allowed without one.
    AMI_DECL static event_filter with_criteria(std::string_view criteria, std::string_view pattern = {});

    /// The action that adds it, or why there is none.
    const action& to_action() const& noexcept { return action_; }
    action to_action() && noexcept { return std::move(action_); }

private:
    event_filter() : action_("Filter") { action_.add("Operation", "Add"); }

    action action_;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/values/impl/event_filter.ipp>
#endif

#endif // AMI_PROTOCOL_VALUES_EVENT_FILTER_HPP
