// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_SNAPSHOT_HPP
#define AMI_TYPED_SNAPSHOT_HPP

#include <ami/protocol/wire/packet_view.hpp>
#include <ami/typed/field_base.hpp>

#include <ami/detail/macros.hpp>

namespace ami::detail {

// Headers of an event whose names begin with one prefix. The prefix is a literal.
class snapshot {
public:
    snapshot(const event_view& event, const char* prefix) noexcept : event_(event), prefix_(prefix) {}

protected:
    ~snapshot() = default;
    snapshot(const snapshot&) = default;
    snapshot& operator=(const snapshot&) = default;

    AMI_DECL field_source header(const char* name) const noexcept;

    const event_view& event() const noexcept { return event_; }
    const char* prefix() const noexcept { return prefix_; }

private:
    event_view event_;
    const char* prefix_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/typed/impl/snapshot.ipp>
#endif

#endif // AMI_TYPED_SNAPSHOT_HPP
