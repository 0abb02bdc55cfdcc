// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_ACTIONS_BLIND_TRANSFER_HPP
#define AMI_ACTIONS_BLIND_TRANSFER_HPP

#include <ami/actions/builder.hpp>
#include <ami/actions/priority.hpp>

#include <string_view>
#include <utility>

namespace ami::actions {

/// Sends the channels that are bridged with a channel to another extension, as if the channel's party had transferred
/// the call. The channel itself is hung up. The answer, `Transfer succeeded`, comes before that. If the channel is in
/// no bridge, the answer is `Transfer invalid`.
/// \par Server rights
/// write = call
class blind_transfer : public builder<blind_transfer> {
public:
    /// `channel` is the name or the unique id of the one that transfers. If no context is given, its own is used.
    explicit blind_transfer(
        std::string_view channel, std::string_view extension, std::string_view context = {})
        : builder("BlindTransfer")
    {
        ami::detail::add_channel(action_, "Channel", channel);
        if (extension.empty())
            action_.refuse(errc::invalid_header_value, "header \"Exten\": it is empty");
        action_.add("Exten", extension);
        if (!context.empty())
            action_.add("Context", context);
    }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_BLIND_TRANSFER_HPP
