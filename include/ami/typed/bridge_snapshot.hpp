// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_BRIDGE_SNAPSHOT_HPP
#define AMI_TYPED_BRIDGE_SNAPSHOT_HPP

#include <ami/typed/field.hpp>
#include <ami/typed/snapshot.hpp>
#include <ami/typed/text_field.hpp>

#include <cstdint>

namespace ami {

/// What an event says of a bridge: `BridgeUniqueid`, `BridgeType` and so on, after a prefix.
class bridge_snapshot : public detail::snapshot {
public:
    using snapshot::snapshot;

    /// `BridgeUniqueid`.
    text_field unique_id() const noexcept { return header("BridgeUniqueid"); }
    /// `BridgeType`.
    text_field type() const noexcept { return header("BridgeType"); }
    /// `BridgeTechnology`.
    text_field technology() const noexcept { return header("BridgeTechnology"); }
    /// `BridgeCreator`.
    text_field creator() const noexcept { return header("BridgeCreator"); }
    /// `BridgeName`.
    text_field name() const noexcept { return header("BridgeName"); }
    /// `BridgeNumChannels`.
    field<std::int64_t> num_channels() const noexcept { return header("BridgeNumChannels"); }
    /// `BridgeVideoSourceMode`.
    text_field video_source_mode() const noexcept { return header("BridgeVideoSourceMode"); }
};

} // namespace ami

#endif // AMI_TYPED_BRIDGE_SNAPSHOT_HPP
