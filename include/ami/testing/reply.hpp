// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_REPLY_HPP
#define AMI_TESTING_REPLY_HPP

#include <ami/testing/packet_text.hpp>
#include <ami/testing/request.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace ami::testing {

/// How a connection ends.
enum class ending {
    /// In order: what was written is still read by the client.
    fin,
    /// With a reset.
    rst
};

/// What the server does about an action.
///
///     reply::error(request, "Not today")
///     reply::list(request, "Queue status will follow")
///         .add(packet_text::event("QueueMember").add("Queue", "sales").action_id(request.action_id()))
///         .complete(request, "QueueStatusComplete", 1)
///     reply::success(request).after(200ms).fragments(1)
class reply {
public:
    /// These bytes, as they are.
    static reply raw(std::string bytes) { return reply(kind::answer, std::move(bytes)); }

    /// One packet.
    static reply of(const packet_text& packet) { return raw(packet.str()); }

    /// `Response: Success`, the ActionID and, unless it is empty, `Message`.
    static reply success(const request& to, std::string_view message = {})
    {
        return of(response(to, "Success", message));
    }

    /// `Response: Error`.
    static reply error(const request& to, std::string_view message)
    {
        return of(response(to, "Error", message));
    }

    /// The start of an event list; `add` its items and `complete` it.
    static reply list(const request& to, std::string_view message)
    {
        auto start = packet_text::response("Success").action_id(to.action_id()).add("EventList", "start");
        return of(start.add("Message", message));
    }

    /// Nothing, and the next action is handled.
    static reply never() { return reply(kind::answer, {}); }

    /// What the server does of itself: for a handler that looks at some actions only.
    static reply built_in() { return reply(kind::built_in, {}); }

    /// Appends a packet.
    reply& add(const packet_text& packet) & { return add_raw(packet.str()); }
    reply&& add(const packet_text& packet) && { return std::move(add(packet)); }

    /// Appends bytes as they are.
    reply& add_raw(std::string_view bytes) &
    {
        bytes_.append(bytes);
        return *this;
    }
    reply&& add_raw(std::string_view bytes) && { return std::move(add_raw(bytes)); }

    /// Appends the event that ends a list.
    reply& complete(const request& to, std::string_view event_name, std::size_t items) &
    {
        return add(list_end(to, event_name, items));
    }
    reply&& complete(const request& to, std::string_view event_name, std::size_t items) &&
    {
        return std::move(complete(to, event_name, items));
    }

    /// Waits before it writes. The connection handles nothing else meanwhile, as Asterisk's sessions do.
    reply& after(std::chrono::milliseconds delay) &
    {
        delay_ = delay;
        return *this;
    }
    reply&& after(std::chrono::milliseconds delay) && { return std::move(after(delay)); }

    /// Writes this answer in pieces of `size` bytes with a pause between them.
    reply& fragments(std::size_t size, std::chrono::microseconds pause = std::chrono::microseconds{200}) &
    {
        fragment_ = size;
        pause_ = pause;
        return *this;
    }
    reply&& fragments(std::size_t size, std::chrono::microseconds pause = std::chrono::microseconds{200}) &&
    {
        return std::move(fragments(size, pause));
    }

    /// Ends the connection when the bytes are written.
    reply& then_close(ending close_kind = ending::fin) &
    {
        closes_ = true;
        ending_ = close_kind;
        return *this;
    }
    reply&& then_close(ending close_kind = ending::fin) && { return std::move(then_close(close_kind)); }

    /// What is written.
    const std::string& bytes() const noexcept { return bytes_; }
    /// How long the server waits before it writes.
    std::chrono::milliseconds delay() const noexcept { return delay_; }
    /// The size of a piece; 0: all at once.
    std::size_t fragment() const noexcept { return fragment_; }
    /// The pause between two pieces.
    std::chrono::microseconds pause() const noexcept { return pause_; }
    /// Whether the connection ends after the bytes.
    bool closes() const noexcept { return closes_; }
    /// How the connection ends.
    ending how() const noexcept { return ending_; }
    /// Whether the server answers as it does of itself.
    bool is_built_in() const noexcept { return kind_ == kind::built_in; }

    /// For the server itself: the answer comes later, and the connection waits for it.
    static reply later() { return reply(kind::later, {}); }
    /// Whether the answer comes later.
    bool is_later() const noexcept { return kind_ == kind::later; }

    /// The start of a plain answer, for more headers.
    static packet_text response(const request& to, std::string_view result, std::string_view message = {})
    {
        auto packet = packet_text::response(result).action_id(to.action_id());
        if (!message.empty())
            packet.add("Message", message);
        return packet;
    }

    /// The event that ends a list, for more headers.
    static packet_text list_end(const request& to, std::string_view event_name, std::size_t items)
    {
        return packet_text::event(event_name)
            .action_id(to.action_id())
            .add("EventList", "Complete")
            .add("ListItems", items);
    }

private:
    enum class kind : unsigned char { answer, built_in, later };

    reply(kind type, std::string bytes) : bytes_(std::move(bytes)), kind_(type) {}

    std::string bytes_;
    std::chrono::milliseconds delay_{0};
    std::chrono::microseconds pause_{0};
    std::size_t fragment_ = 0;
    kind kind_;
    ending ending_ = ending::fin;
    bool closes_ = false;
};

} // namespace ami::testing

#endif // AMI_TESTING_REPLY_HPP
