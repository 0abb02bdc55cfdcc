// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_EVENTS_STREAMED_EVENT_HPP
#define AMI_SESSION_EVENTS_STREAMED_EVENT_HPP

#include <ami/protocol/wire/packet.hpp>

#include <cstdint>
#include <utility>

namespace ami {

/// What happens to an event that finds its stream's queue full.
enum class overflow : unsigned char {
    /// The oldest event in the queue is lost.
    drop_oldest,
    /// This event is lost.
    drop_newest,
    /// The stream ends with `errc::stream_overflow` once the events before are taken.
    fail
};

/// An event of a stream, and how many were lost right before it.
class streamed_event : public event {
public:
    streamed_event() = default;
    /// An event; `lost` events were lost directly before it.
    streamed_event(event base, std::uint64_t lost) : event(std::move(base)), lost_(lost) {}

    /// How many events of the stream were lost directly before this one.
    std::uint64_t lost() const noexcept { return lost_; }

private:
    std::uint64_t lost_ = 0;
};

} // namespace ami

#endif // AMI_SESSION_EVENTS_STREAMED_EVENT_HPP
