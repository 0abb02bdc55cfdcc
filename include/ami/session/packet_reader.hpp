// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_PACKET_READER_HPP
#define AMI_SESSION_PACKET_READER_HPP

#include <ami/protocol/wire/parser.hpp>
#include <ami/session/output.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace ami::detail {

// The packets of the connection in hand, one after another. An event for subscribers is told only after what its packet
// caused; so it is kept, and the parser does not move meanwhile.
class packet_reader {
public:
    // A new connection is read from. Not sooner: a handler that closes and connects again still holds a view into the old
    // bytes. `prefix`: of the ActionIDs whose Commands may have output.
    void start(const limits& bounds, parser::greeting greeting, std::string prefix = {})
    {
        parser_ = parser(bounds, greeting);
        parser_.accept_command_output_of(std::move(prefix));
        is_reading_ = true;
        read_size_ = min_read_size;
    }
    // The connection is over: what was not read of it is not read any more.
    void stop() noexcept { is_reading_ = event_waits_ = false; }

    // How many bytes a read should have room for: few at first, and more when one has filled its room. So a connection
    // where little happens needs little memory.
    std::size_t read_size() const noexcept { return read_size_; }
    std::span<char> prepare(std::size_t size)
    {
        const auto room = parser_.prepare(size);
        room_ = room.size();
        return room;
    }
    void commit(std::size_t size)
    {
        if (size == room_)
            read_size_ = std::min(4 * read_size_, max_read_size);
        parser_.commit(size);
    }

    // Nothing follows an error.
    parser::result next(error_code& ec)
    {
        told_.type = output::kind::none;
        if (!is_reading_)
            return parser::result::need_more;
        const auto found = parser_.next(ec);
        if (found == parser::result::error)
            is_reading_ = false;
        return found;
    }
    // The packet in hand ends after `size` bytes: the next one follows there.
    void cut(std::size_t size)
    {
        if (size != parser_.packet().raw().size())
            parser_.cut_packet(size);
    }
    const packet_view& packet() const noexcept { return parser_.packet(); }
    std::string_view banner() const noexcept { return parser_.banner(); }
    // What was received of a packet that is not whole.
    std::string_view pending() const noexcept { return parser_.pending(); }

    // Whether anybody takes events.
    void want_events(bool wanted) noexcept { events_are_wanted_ = wanted; }
    // The packet in hand is an event for subscribers.
    void keep_event() noexcept { event_waits_ = true; }
    // What the packet caused may have made somebody subscribe.
    bool take_event() noexcept { return std::exchange(event_waits_, false) && events_are_wanted_; }

    // The output for the packet in hand, or none. It is good until the next packet.
    output& tell(output::kind type) noexcept
    {
        told_.type = type;
        told_.packet = &parser_.packet();
        return told_;
    }
    void tell_item(operation_pointer owner) noexcept
    {
        tell(output::kind::item).operation = std::move(owner);
    }
    bool has_item() const noexcept { return told_.type == output::kind::item; }
    output& told() noexcept { return told_; }
    // It was carried out.
    void release() noexcept { told_.operation.reset(); }

    static constexpr std::size_t min_read_size = 512;
    static constexpr std::size_t max_read_size = 65536;

private:
    parser parser_;
    std::size_t read_size_ = min_read_size;
    std::size_t room_ = 0; // of the read under way
    bool is_reading_ = false;
    bool event_waits_ = false;
    bool events_are_wanted_ = true;
    output told_;
};

} // namespace ami::detail

#endif // AMI_SESSION_PACKET_READER_HPP
