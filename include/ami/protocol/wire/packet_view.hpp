// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_PACKET_VIEW_HPP
#define AMI_PROTOCOL_WIRE_PACKET_VIEW_HPP

#include <ami/protocol/wire/header_access.hpp>

#include <algorithm>

namespace ami {

/// What a packet is, by its first header that is no ActionID (protocol/README.md 0.3): an `OriginateResponse` event
/// has a header `Response`, so no other header may decide.
enum class packet_kind : unsigned char {
    /// The first header is `Response`.
    response,
    /// The first header is `Event`.
    event,
    /// Anything else: text of legacy modules, debris of a multi-line value.
    other
};

/// A packet's bytes where the parser found them. It owns nothing and allocates nothing; headers are looked
/// for when they are asked for. Valid as long as the bytes that it points to.
class packet_view : public header_access<packet_view> {
public:
    packet_view() = default;

    /// `raw` is the packet's whole extent; its first `headers_size` bytes are header lines, and `body` is
    /// the text of a `Response: Follows`, empty elsewhere.
    packet_view(
        std::string_view raw, std::size_t headers_size, std::string_view body, packet_kind kind) noexcept
        : raw_(raw), headers_size_(std::min(headers_size, raw.size())), body_(body), kind_(kind)
    {}

    /// What the packet is.
    packet_kind kind() const noexcept { return kind_; }

    /// Every byte of the packet, the blank line that ends it included.
    std::string_view raw() const noexcept { return raw_; }

    /// The text of a `Response: Follows` (Command up to Asterisk 13), without its end marker.
    std::string_view body() const noexcept { return body_; }

    /// The header lines, with their line ends, without the blank line.
    std::string_view header_lines() const noexcept { return {raw_.data(), headers_size_}; }

private:
    std::string_view raw_;
    std::size_t headers_size_ = 0;
    std::string_view body_;
    packet_kind kind_ = packet_kind::other;
};

/// An event as it is on the wire. See packet_view for how long it lives; `event` owns its bytes.
class event_view : public packet_view {
public:
    event_view() = default;

    /// The packet as an event.
    explicit event_view(const packet_view& packet) noexcept : packet_view(packet) {}

    /// The event's name as Asterisk spelt it, for example `Newchannel`.
    std::string_view name() const noexcept
    {
        auto rest = header_lines();
        if (!detail::begins_with(rest, "Event: ")) // few events do not
            return first_value();
        rest.remove_prefix(std::string_view("Event: ").size());
        return detail::skip_blanks(detail::take_line(rest));
    }
};

} // namespace ami

#endif // AMI_PROTOCOL_WIRE_PACKET_VIEW_HPP
