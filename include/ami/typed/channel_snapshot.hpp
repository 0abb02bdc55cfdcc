// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_CHANNEL_SNAPSHOT_HPP
#define AMI_TYPED_CHANNEL_SNAPSHOT_HPP

#include <ami/typed/field.hpp>
#include <ami/typed/snapshot.hpp>
#include <ami/typed/text_field.hpp>

#include <ami/detail/macros.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami {

/// What an event says of a channel: `DestChannel`, `DestChannelState` and so on, where the prefix is `Dest`.
class channel_snapshot : public detail::snapshot {
public:
    using snapshot::snapshot;

    /// `Channel`: the channel's name.
    text_field channel() const noexcept { return header("Channel"); }
    /// `ChannelState`.
    ::ami::field<::ami::channel_state> channel_state() const noexcept { return header("ChannelState"); }
    /// `ChannelStateDesc`: the state as Asterisk spells it.
    ::ami::field<::ami::channel_state> channel_state_desc() const noexcept
    {
        return header("ChannelStateDesc");
    }
    /// `CallerIDNum`.
    text_field caller_id_num() const noexcept { return header("CallerIDNum"); }
    /// `CallerIDName`.
    escaped_field caller_id_name() const noexcept { return header("CallerIDName"); }
    /// `ConnectedLineNum`: the number of the other party.
    text_field connected_line_num() const noexcept { return header("ConnectedLineNum"); }
    /// `ConnectedLineName`: the name of the other party.
    escaped_field connected_line_name() const noexcept { return header("ConnectedLineName"); }
    /// `Language`.
    text_field language() const noexcept { return header("Language"); }
    /// `AccountCode`.
    text_field account_code() const noexcept { return header("AccountCode"); }
    /// `Context`.
    text_field context() const noexcept { return header("Context"); }
    /// `Exten`.
    text_field exten() const noexcept { return header("Exten"); }
    /// `Priority`.
    field<std::int64_t> priority() const noexcept { return header("Priority"); }
    /// `Uniqueid`.
    text_field unique_id() const noexcept { return header("Uniqueid"); }
    /// `Linkedid`: the same for all channels of a call.
    text_field linked_id() const noexcept { return header("Linkedid"); }

    /// The value of one of the channel's variables, if the event has it (`channelvars` in manager.conf).
    AMI_DECL escaped_field variable(std::string_view name) const noexcept;

    /// The names and values of all of them.
    AMI_DECL std::vector<std::pair<std::string, std::string>> variables() const;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/typed/impl/channel_snapshot.ipp>
#endif

#endif // AMI_TYPED_CHANNEL_SNAPSHOT_HPP
