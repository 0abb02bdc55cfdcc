// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_PROTOCOL_RESPONSE_HPP
#define AMI_PROTOCOL_RESPONSE_HPP

#include <ami/protocol/packet.hpp>

#include <ami/detail/config.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami {
namespace detail {

// Whether the value of a `Response` header means that the action was accepted.
AMI_DECL bool is_success(std::string_view result) noexcept;

} // namespace detail

/// The whole answer to an action: its response and, where it is a list, every event of it.
class response : public packet {
public:
    response() = default;

    explicit response(const packet_view& reply) : packet(reply) {}

    /// Whether Asterisk accepted the action, and no error came in the middle of its list.
    AMI_DECL bool ok() const noexcept;

    /// Asterisk's words, for example `No such channel`. They change between versions: show them, and take
    /// no decision by them. Where an error ended a list, the error's words.
    AMI_DECL std::string_view message() const noexcept;

    /// The items of the event list, in wire order, without the event that completes it.
    const std::vector<event>& events() const& noexcept { return events_; }
    std::vector<event> events() && { return std::move(events_); }

    /// The event that completed the list; it carries `ListItems` and, for some actions, a summary. Empty
    /// for an answer that is no list.
    const event& completion() const noexcept { return completion_; }

    /// The error that came while the list was open (protocol.md 3.2), empty elsewhere.
    const packet& list_error() const noexcept { return list_error_; }

    /// The lines of a Command's output, of either era, untrimmed: leading blanks and empty lines are kept
    /// (protocol.md 1.7).
    AMI_DECL std::vector<std::string> output() const;

    /// For whoever takes an answer together from packets.
    void add_event(const event_view& item) { events_.emplace_back(item); }
    void set_completion(const event_view& last) { completion_ = event(last); }
    void set_list_error(const packet_view& error) { list_error_ = packet(error); }

private:
    std::vector<event> events_;
    event completion_;
    packet list_error_;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/impl/response.ipp>
#endif

#endif // AMI_PROTOCOL_RESPONSE_HPP
