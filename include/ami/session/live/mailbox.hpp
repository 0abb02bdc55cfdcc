// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_MAILBOX_HPP
#define AMI_SESSION_LIVE_MAILBOX_HPP

#include <ami/session/live/record.hpp>

namespace ami::live {

/// A mailbox. Its headers are those of MessageWaiting, also if a list told of it; besides, `Fullname`, which only the list has.
class mailbox : public record<mailbox, ::ami::detail::no_values> {
public:
    using record::record;

    /// `Mailbox`, the key, for example `100@default`.
    text_field name() const& noexcept { return header("Mailbox"); }
    text_field name() const&& = delete;
    /// `Waiting`: whether there are new messages.
    field<bool> is_waiting() const& noexcept { return header("Waiting"); }
    /// `New`: how many there are.
    field<int> new_messages() const& noexcept { return header("New"); }
    /// `Old`: how many were heard.
    field<int> old_messages() const& noexcept { return header("Old"); }
    /// `Fullname`: whose it is.
    text_field full_name() const& noexcept { return header("Fullname"); }
    text_field full_name() const&& = delete;
};

} // namespace ami::live

#endif // AMI_SESSION_LIVE_MAILBOX_HPP
