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

    text_field unique_id() const noexcept { return header("BridgeUniqueid"); }
    text_field type() const noexcept { return header("BridgeType"); }
    text_field technology() const noexcept { return header("BridgeTechnology"); }
    text_field creator() const noexcept { return header("BridgeCreator"); }
    text_field name() const noexcept { return header("BridgeName"); }
    field<std::int64_t> num_channels() const noexcept { return header("BridgeNumChannels"); }
    text_field video_source_mode() const noexcept { return header("BridgeVideoSourceMode"); }
};

} // namespace ami

#endif // AMI_TYPED_BRIDGE_SNAPSHOT_HPP
