// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_PACKET_HPP
#define AMI_PROTOCOL_WIRE_PACKET_HPP

#include <ami/protocol/wire/owned_headers.hpp>
#include <ami/protocol/wire/packet_view.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ami {

/// A packet that owns its bytes. What refers to them cannot be taken from a temporary packet: give the packet a name.
class packet : public owned_headers<packet> {
public:
    packet() = default;

    /// Copies the bytes that the view points to.
    explicit packet(const packet_view& from)
        : raw_(from.raw()), headers_size_(from.header_lines().size()), body_size_(from.body().size()),
          kind_(from.kind())
    {
        if (body_size_ != 0)
            body_begin_ = static_cast<std::size_t>(from.body().data() - from.raw().data());
    }

    /// A view of the packet, which lives as long as the packet.
    packet_view view() const& noexcept
    {
        const std::string_view raw = raw_;
        if (raw.empty()) // moved from
            return {};
        return {raw, headers_size_, raw.substr(body_begin_, body_size_), kind_};
    }

    /// What the packet is.
    packet_kind kind() const noexcept { return kind_; }
    /// Every byte of the packet, the blank line that ends it included.
    std::string_view raw() const& noexcept { return raw_; }
    /// The header lines, with their line ends, without the blank line.
    std::string_view header_lines() const& noexcept
    {
        return std::string_view{raw_}.substr(0, headers_size_);
    }
    /// The text of a `Response: Follows` (Command up to Asterisk 13), without its end marker.
    std::string_view body() const& noexcept { return view().body(); }

    packet_view view() const&& = delete;
    std::string_view raw() const&& = delete;
    std::string_view header_lines() const&& = delete;
    std::string_view body() const&& = delete;

protected:
    // What follows is no header.
    /// For classes that are made of it: what follows is no header.
    void end_headers_at(std::size_t size) noexcept { headers_size_ = size; }

private:
    std::string raw_;
    std::size_t headers_size_ = 0;
    std::size_t body_begin_ = 0;
    std::size_t body_size_ = 0;
    packet_kind kind_ = packet_kind::other;
};

/// An event that owns its bytes; it may be kept, moved and sent to other threads.
class event : public packet {
public:
    event() = default;

    /// Copies the bytes that the view points to.
    explicit event(const packet_view& from) : packet(from) {}

    /// The event's name as Asterisk spelt it, for example `Newchannel`.
    std::string_view name() const& noexcept { return first_value(); }

    /// A view of the event, which lives as long as the event.
    event_view view() const& noexcept { return event_view{packet::view()}; }

    /// The same as `view()`.
    operator event_view() const& noexcept { return view(); }

    std::string_view name() const&& = delete;
    event_view view() const&& = delete;
    operator event_view() const&& = delete;
};

} // namespace ami

#endif // AMI_PROTOCOL_WIRE_PACKET_HPP
