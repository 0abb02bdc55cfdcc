// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_BRIDGE_HPP
#define AMI_EVENTS_BRIDGE_HPP

#include <ami/typed/enumerations.hpp>
#include <ami/typed/typed_event.hpp>

#include <cstdint>
#include <string_view>

namespace ami::events {

/// `AttendedTransfer` of class call. Asterisk 13 or later.
class attended_transfer : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AttendedTransfer";
    using typed_event_base::typed_event_base;

    /// A channel: `OrigTransfererChannel`, `OrigTransfererChannelState` and so on.
    channel_snapshot orig_transferer() const noexcept { return {view(), "OrigTransferer"}; }
    /// A bridge: `OrigBridgeUniqueid`, `OrigBridgeType` and so on.
    bridge_snapshot orig_bridge() const noexcept { return {view(), "Orig"}; }
    /// A channel: `SecondTransfererChannel`, `SecondTransfererChannelState` and so on.
    channel_snapshot second_transferer() const noexcept { return {view(), "SecondTransferer"}; }
    /// A bridge: `SecondBridgeUniqueid`, `SecondBridgeType` and so on.
    bridge_snapshot second_bridge() const noexcept { return {view(), "Second"}; }
    /// A channel: `LocalOneChannel`, `LocalOneChannelState` and so on.
    channel_snapshot local_one() const noexcept { return {view(), "LocalOne"}; }
    /// A channel: `LocalTwoChannel`, `LocalTwoChannelState` and so on.
    channel_snapshot local_two() const noexcept { return {view(), "LocalTwo"}; }
    /// A channel: `TransfereeChannel`, `TransfereeChannelState` and so on.
    channel_snapshot transferee() const noexcept { return {view(), "Transferee"}; }
    /// A channel: `TransferTargetChannel`, `TransferTargetChannelState` and so on.
    channel_snapshot transfer_target() const noexcept { return {view(), "TransferTarget"}; }
    /// `Result`.
    field<::ami::transfer_result> result() const noexcept { return header("Result"); }
    /// `DestType`.
    field<::ami::transfer_destination> dest_type() const noexcept { return header("DestType"); }
    /// `DestBridgeUniqueid`.
    text_field dest_bridge_unique_id() const noexcept { return header("DestBridgeUniqueid"); }
    /// `DestApp`.
    text_field dest_app() const noexcept { return header("DestApp"); }
    /// `DestTransfererChannel`.
    text_field dest_transferer_channel() const noexcept { return header("DestTransfererChannel"); }
    /// `IsExternal`.
    field<bool> is_external() const noexcept { return header("IsExternal"); }
};

/// `BlindTransfer` of class call. Asterisk 13 or later.
class blind_transfer : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "BlindTransfer";
    using typed_event_base::typed_event_base;

    /// A channel: `TransfererChannel`, `TransfererChannelState` and so on.
    channel_snapshot transferer() const noexcept { return {view(), "Transferer"}; }
    /// A channel: `TransfereeChannel`, `TransfereeChannelState` and so on.
    channel_snapshot transferee() const noexcept { return {view(), "Transferee"}; }
    /// A bridge: `BridgeUniqueid`, `BridgeType` and so on.
    bridge_snapshot bridge() const noexcept { return {view(), ""}; }
    /// `Result`.
    field<::ami::transfer_result> result() const noexcept { return header("Result"); }
    /// `IsExternal`.
    field<bool> is_external() const noexcept { return header("IsExternal"); }
    /// `Context`.
    text_field context() const noexcept { return header("Context"); }
    /// `Extension`.
    text_field extension() const noexcept { return header("Extension"); }
};

/// `BridgeCreate` of class call. Asterisk 13 or later.
class bridge_create : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "BridgeCreate";
    using typed_event_base::typed_event_base;

    /// A bridge: `BridgeUniqueid`, `BridgeType` and so on.
    bridge_snapshot bridge() const noexcept { return {view(), ""}; }
};

/// `BridgeDestroy` of class call. Asterisk 13 or later.
class bridge_destroy : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "BridgeDestroy";
    using typed_event_base::typed_event_base;

    /// A bridge: `BridgeUniqueid`, `BridgeType` and so on.
    bridge_snapshot bridge() const noexcept { return {view(), ""}; }
};

/// `BridgeEnter` of class call. Asterisk 13 or later.
class bridge_enter : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "BridgeEnter";
    using typed_event_base::typed_event_base;

    /// A bridge: `BridgeUniqueid`, `BridgeType` and so on.
    bridge_snapshot bridge() const noexcept { return {view(), ""}; }
    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `SwapUniqueid`.
    text_field swap_unique_id() const noexcept { return header("SwapUniqueid"); }
};

/// `BridgeInfoChannel`, an item of a list: BridgeInfo. Asterisk 13 or later.
class bridge_info_channel : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "BridgeInfoChannel";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `BridgeInfoComplete`, which ends the list of BridgeInfo. Asterisk 13 or later.
class bridge_info_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "BridgeInfoComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;

    /// A bridge: `BridgeUniqueid`, `BridgeType` and so on.
    bridge_snapshot bridge() const noexcept { return {view(), ""}; }
};

/// `BridgeLeave` of class call. Asterisk 13 or later.
class bridge_leave : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "BridgeLeave";
    using typed_event_base::typed_event_base;

    /// A bridge: `BridgeUniqueid`, `BridgeType` and so on.
    bridge_snapshot bridge() const noexcept { return {view(), ""}; }
    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `BridgeVideoSource`.
    text_field bridge_video_source() const noexcept { return header("BridgeVideoSource"); }
};

/// `BridgeListComplete`, which ends the list of BridgeList.
class bridge_list_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "BridgeListComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `BridgeListItem`, an item of a list: BridgeList.
class bridge_list_item : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "BridgeListItem";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `BridgeUniqueid`.
    text_field bridge_unique_id() const noexcept { return header("BridgeUniqueid"); }
    /// `BridgeType`.
    text_field bridge_type() const noexcept { return header("BridgeType"); }
    /// `BridgeTechnology`.
    text_field bridge_technology() const noexcept { return header("BridgeTechnology"); }
    /// `BridgeCreator`.
    text_field bridge_creator() const noexcept { return header("BridgeCreator"); }
    /// `BridgeName`.
    text_field bridge_name() const noexcept { return header("BridgeName"); }
    /// `BridgeNumChannels`.
    field<std::int64_t> bridge_num_channels() const noexcept { return header("BridgeNumChannels"); }
    /// `BridgeVideoSourceMode`.
    text_field bridge_video_source_mode() const noexcept { return header("BridgeVideoSourceMode"); }
    /// `BridgeVideoSource`.
    text_field bridge_video_source() const noexcept { return header("BridgeVideoSource"); }
};

/// `BridgeMerge` of class call. Asterisk 16.24, 18.10, 20, 21, 22 and 23 or later.
class bridge_merge : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "BridgeMerge";
    using typed_event_base::typed_event_base;

    /// A bridge: `ToBridgeUniqueid`, `ToBridgeType` and so on.
    bridge_snapshot to_bridge() const noexcept { return {view(), "To"}; }
    /// A bridge: `FromBridgeUniqueid`, `FromBridgeType` and so on.
    bridge_snapshot from_bridge() const noexcept { return {view(), "From"}; }
};

/// `BridgeTechnologyListComplete`, which ends the list of BridgeTechnologyList.
class bridge_technology_list_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "BridgeTechnologyListComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `BridgeTechnologyListItem`, an item of a list: BridgeTechnologyList.
class bridge_technology_list_item : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "BridgeTechnologyListItem";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `BridgeTechnology`.
    text_field bridge_technology() const noexcept { return header("BridgeTechnology"); }
    /// `BridgeType`.
    text_field bridge_type() const noexcept { return header("BridgeType"); }
    /// `BridgePriority`.
    field<std::int64_t> bridge_priority() const noexcept { return header("BridgePriority"); }
    /// `BridgeSuspended`.
    field<bool> bridge_suspended() const noexcept { return header("BridgeSuspended"); }
};

/// `BridgeVideoSourceUpdate` of class call. Asterisk 13 or later.
class bridge_video_source_update : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "BridgeVideoSourceUpdate";
    using typed_event_base::typed_event_base;

    /// A bridge: `BridgeUniqueid`, `BridgeType` and so on.
    bridge_snapshot bridge() const noexcept { return {view(), ""}; }
    /// `BridgePreviousVideoSource`.
    text_field bridge_previous_video_source() const noexcept { return header("BridgePreviousVideoSource"); }
    /// `BridgeVideoSource`.
    text_field bridge_video_source() const noexcept { return header("BridgeVideoSource"); }
};

/// `LocalBridge` of class call. Asterisk 13 or later.
class local_bridge : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "LocalBridge";
    using typed_event_base::typed_event_base;

    /// A channel: `LocalOneChannel`, `LocalOneChannelState` and so on.
    channel_snapshot local_one() const noexcept { return {view(), "LocalOne"}; }
    /// A channel: `LocalTwoChannel`, `LocalTwoChannelState` and so on.
    channel_snapshot local_two() const noexcept { return {view(), "LocalTwo"}; }
    /// `Context`.
    text_field context() const noexcept { return header("Context"); }
    /// `Exten`.
    text_field exten() const noexcept { return header("Exten"); }
    /// `LocalOptimization`.
    field<bool> local_optimization() const noexcept { return header("LocalOptimization"); }
};

/// `LocalOptimizationBegin` of class call. Asterisk 13 or later.
class local_optimization_begin : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "LocalOptimizationBegin";
    using typed_event_base::typed_event_base;

    /// A channel: `LocalOneChannel`, `LocalOneChannelState` and so on.
    channel_snapshot local_one() const noexcept { return {view(), "LocalOne"}; }
    /// A channel: `LocalTwoChannel`, `LocalTwoChannelState` and so on.
    channel_snapshot local_two() const noexcept { return {view(), "LocalTwo"}; }
    /// A channel: `SourceChannel`, `SourceChannelState` and so on.
    channel_snapshot source() const noexcept { return {view(), "Source"}; }
    /// `DestUniqueId`.
    text_field dest_unique_id() const noexcept { return header("DestUniqueId"); }
    /// `Id`.
    text_field id() const noexcept { return header("Id"); }
};

/// `LocalOptimizationEnd` of class call. Asterisk 13 or later.
class local_optimization_end : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "LocalOptimizationEnd";
    using typed_event_base::typed_event_base;

    /// A channel: `LocalOneChannel`, `LocalOneChannelState` and so on.
    channel_snapshot local_one() const noexcept { return {view(), "LocalOne"}; }
    /// A channel: `LocalTwoChannel`, `LocalTwoChannelState` and so on.
    channel_snapshot local_two() const noexcept { return {view(), "LocalTwo"}; }
    /// `Success`.
    field<bool> success() const noexcept { return header("Success"); }
    /// `Id`.
    text_field id() const noexcept { return header("Id"); }
};

} // namespace ami::events

#endif // AMI_EVENTS_BRIDGE_HPP
