// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_RESPONSE_HPP
#define AMI_PROTOCOL_WIRE_RESPONSE_HPP

#include <ami/protocol/wire/packet.hpp>

#include <ami/detail/macros.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami {

class response;

namespace detail {

// Whether the value of a `Response` header means that the action was accepted.
AMI_DECL bool is_success(std::string_view result) noexcept;

// Why an action was refused: its message, or, if there is none, the value of its Response.
AMI_DECL std::string_view refusal_reason(const response& answer) noexcept;

} // namespace detail

/// The whole answer to an action: its response and, if it is a list, every event of it.
class response : public packet {
public:
    response() = default;

    /// Copies the bytes that the view points to.
    explicit response(const packet_view& reply) : packet(reply) {}

    /// Copies the answer with its list.
    AMI_DECL response(const response& other);
    /// Copies the answer with its list.
    AMI_DECL response& operator=(const response& other);
    response(response&&) noexcept = default;
    response& operator=(response&&) noexcept = default;
    ~response() = default;

    /// The value of a header, empty if there is none. `Value` of a Getvar is exact: its leading blanks and line ends
    /// belong to it. Only an empty line in it cannot be told from the end of the answer; what follows it is lost.
    std::string_view operator[](std::string_view name) const& noexcept
    {
        return find(name).value_or(std::string_view());
    }
    std::string_view operator[](std::string_view name) const&& = delete;

    /// As `operator[]`; tells an empty value from none.
    AMI_DECL std::optional<std::string_view> find(std::string_view name) const& noexcept;
    std::optional<std::string_view> find(std::string_view name) const&& = delete;

    /// Whether Asterisk accepted the action, and no error came in the middle of its list.
    AMI_DECL bool ok() const noexcept;

    /// Asterisk's words, for example `No such channel`. They change between versions: show them, and take
    /// no decision by them. Where an error ended a list, the error's words.
    AMI_DECL std::string_view message() const& noexcept;
    std::string_view message() const&& = delete;

    /// The items of the event list, in wire order, without the event that completes it. Of FAXStats and FAXSession the
    /// event that follows the response.
    AMI_DECL const std::vector<event>& events() const& noexcept;
    AMI_DECL std::vector<event> events() &&;

    /// The event that completed the list; it carries `ListItems` and, for some actions, a summary. Empty
    /// for an answer that is no list.
    AMI_DECL const event& completion() const& noexcept;
    event completion() && { return parts_ ? std::move(parts_->completion) : event(); }

    /// The error that came while the list was open (protocol/README.md 3.2), empty elsewhere.
    AMI_DECL const packet& list_error() const& noexcept;
    packet list_error() && { return parts_ ? std::move(parts_->error) : packet(); }

    /// The lines of a Command's output, of either era, untrimmed: leading blanks and empty lines are kept
    /// (protocol/README.md 1.7).
    AMI_DECL std::vector<std::string> output() const;

    /// For code that builds an answer from packets.
    AMI_DECL void add_event(const event_view& item);
    /// For code that builds an answer from packets: the event that completed the list.
    AMI_DECL void set_completion(const event_view& last);
    /// For code that builds an answer from packets: the error that ended the list.
    AMI_DECL void set_list_error(const packet_view& error);

    /// The same. The header of that name is the last one, and all that follows is its value. `name` is a literal.
    AMI_DECL void set_last_header(std::string_view name);

private:
    // Most answers have none of these, and are handed on quicker without.
    struct list_parts {
        std::vector<event> events;
        event completion;
        packet error;
        std::string_view last_header; // a literal
        std::string last_value;
    };

    AMI_DECL static const list_parts& no_parts() noexcept;
    AMI_DECL list_parts& parts();
    const list_parts& seen_parts() const noexcept { return parts_ ? *parts_ : no_parts(); }

    std::unique_ptr<list_parts> parts_;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/wire/impl/response.ipp>
#endif

#endif // AMI_PROTOCOL_WIRE_RESPONSE_HPP
