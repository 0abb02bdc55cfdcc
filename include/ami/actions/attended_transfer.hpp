// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_ACTIONS_ATTENDED_TRANSFER_HPP
#define AMI_ACTIONS_ATTENDED_TRANSFER_HPP

#include <ami/actions/builder.hpp>
#include <ami/actions/priority.hpp>

#include <string_view>
#include <utility>

namespace ami::actions {

/// Begins an attended transfer: the channel's bridge is put on hold and the extension is called, as if the channel's
/// party had dialled the feature code (`atxfer` in features.conf) and the extension.
///
/// The answer, `Atxfer successfully queued`, only says that these digits were queued for the channel. The same answer
/// comes, and nothing happens, if the channel is in no bridge, has no right to transfer (options `t` and `T` of Dial),
/// or aborted a transfer less than about a second ago. The events Hold, BridgeEnter and, at the end, AttendedTransfer
/// report what happens.
/// \par Server rights
/// write = call
class attended_transfer : public builder<attended_transfer> {
public:
    /// `channel` is the name or the unique id of the one that transfers. If no context is given, Asterisk uses
    /// `TRANSFER_CONTEXT` of the channel, or its own context.
    explicit attended_transfer(
        std::string_view channel, std::string_view extension, std::string_view context = {})
        : builder("Atxfer")
    {
        ami::detail::add_channel(action_, "Channel", channel);
        if (extension.empty())
            action_.refuse(errc::invalid_header_value, "header \"Exten\": it is empty");
        action_.add("Exten", extension);
        if (!context.empty())
            action_.add("Context", context);
    }
};

/// Aborts an attended transfer while its target is being called or connected: the channel returns to its first bridge,
/// as if its party had dialled the feature code (`atxferabort` in features.conf). The answer, `CancelAtxfer
/// successfully queued`, is given whether there is a transfer or not.
/// \par Server rights
/// write = call
class cancel_attended_transfer : public builder<cancel_attended_transfer> {
public:
    /// `channel` is the name or the unique id of the one that transfers.
    explicit cancel_attended_transfer(std::string_view channel) : builder("CancelAtxfer")
    {
        ami::detail::add_channel(action_, "Channel", channel);
    }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_ATTENDED_TRANSFER_HPP
