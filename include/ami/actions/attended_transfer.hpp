// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_ACTIONS_ATTENDED_TRANSFER_HPP
#define AMI_ACTIONS_ATTENDED_TRANSFER_HPP

#include <ami/actions/priority.hpp>
#include <ami/protocol/action.hpp>

#include <string_view>
#include <utility>

namespace ami::actions {

/// Begins an attended transfer: the channel's bridge is put on hold and the extension is called, as if the channel's own
/// end had dialled the feature code for it (`atxfer` in features.conf) and the extension's digits.
///
/// The answer, `Atxfer successfully queued`, only says that these digits were put into the channel: one in no bridge, or
/// without the right to transfer (the options `t` and `T` of Dial), or one that took a transfer back less than
/// about a second ago, gets the same answer and nothing happens. What
/// happens is told by the events Hold, BridgeEnter and, when it is done, AttendedTransfer.
class attended_transfer {
public:
    /// `channel` is the name or the unique id of the one that transfers. Where no context is given, Asterisk uses
    /// `TRANSFER_CONTEXT` of the channel, or its own context.
    explicit attended_transfer(
        std::string_view channel, std::string_view extension, std::string_view context = {})
        : action_("Atxfer")
    {
        ami::detail::add_channel(action_, "Channel", channel);
        if (extension.empty())
            action_.refuse(errc::invalid_header_value, "header \"Exten\": it is empty");
        action_.add("Exten", extension);
        if (!context.empty())
            action_.add("Context", context);
    }

    const action& raw() const& noexcept { return action_; }
    action raw() && noexcept { return std::move(action_); }

private:
    action action_;
};

/// Takes an attended transfer back while the one that was called for it is there: the channel returns to its first
/// bridge, as if its own end had dialled the feature code for it (`atxferabort` in features.conf). The answer,
/// `CancelAtxfer successfully queued`, is given whether there is a transfer or not.
class cancel_attended_transfer {
public:
    /// `channel` is the name or the unique id of the one that transfers.
    explicit cancel_attended_transfer(std::string_view channel) : action_("CancelAtxfer")
    {
        ami::detail::add_channel(action_, "Channel", channel);
    }

    const action& raw() const& noexcept { return action_; }
    action raw() && noexcept { return std::move(action_); }

private:
    action action_;
};

} // namespace ami::actions

#endif // AMI_ACTIONS_ATTENDED_TRANSFER_HPP
