// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_CHANNEL_VARIABLE_HPP
#define AMI_PROTOCOL_VALUES_CHANNEL_VARIABLE_HPP

#include <ami/protocol/wire/packet_view.hpp>

#include <ami/detail/macros.hpp>

#include <string>
#include <utility>
#include <vector>

namespace ami {

/// A channel's variable that an event carries.
class channel_variable {
public:
    channel_variable() = default;
    /// A variable with its channel.
    channel_variable(std::string of_channel, std::string variable_name, std::string variable_value)
        : channel(std::move(of_channel)), name(std::move(variable_name)), value(std::move(variable_value))
    {}

    /// The channel's name.
    std::string channel;

    /// For example `ORDER` or `CALLERID(num)`.
    std::string name;

    /// The variable's own bytes, whichever way they came.
    std::string value;
};

/// The variables of all channels that the event describes, in wire order. Both forms are read: `ChanVariable: name=value`
/// (with a prefix for a channel that has one, as in `DestChanVariable`), whose value Asterisk escapes, and
/// `ChanVariable(channel): name=value`, whose value it does not (protocol/README.md 1.4). So is `Variable: name=value`, as
/// items of Status and old AgentCalled events have it; its value is not escaped.
AMI_DECL std::vector<channel_variable> channel_variables(const event_view& from);

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/values/impl/channel_variable.ipp>
#endif

#endif // AMI_PROTOCOL_VALUES_CHANNEL_VARIABLE_HPP
