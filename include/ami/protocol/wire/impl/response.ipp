// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_IMPL_RESPONSE_IPP
#define AMI_PROTOCOL_WIRE_IMPL_RESPONSE_IPP

#include <ami/protocol/wire/response.hpp>

#include <utility>

namespace ami {
namespace detail {

// Every value but Error that a server is known to send (protocol/README.md 3.1).
AMI_DECL bool is_success(std::string_view result) noexcept
{
    for (const std::string_view good : {"Success", "Goodbye", "Follows", "Pong", "Events On", "Events Off"}) {
        if (iequals(result, good))
            return true;
    }
    return false;
}

AMI_DECL std::string_view refusal_reason(const response& answer) noexcept
{
    const auto text = answer.message();
    return text.empty() ? answer["Response"] : text;
}

} // namespace detail

AMI_DECL response::response(const response& other)
    : packet(other), parts_(other.parts_ ? std::make_unique<list_parts>(*other.parts_) : nullptr)
{}

AMI_DECL response& response::operator=(const response& other)
{
    auto copy = other;
    return *this = std::move(copy);
}

AMI_DECL const response::list_parts& response::no_parts() noexcept
{
    static const list_parts none;
    return none;
}

AMI_DECL response::list_parts& response::parts()
{
    if (!parts_)
        parts_ = std::make_unique<list_parts>();
    return *parts_;
}

AMI_DECL const std::vector<event>& response::events() const& noexcept
{
    return seen_parts().events;
}

AMI_DECL std::vector<event> response::events() &&
{
    return parts_ ? std::move(parts_->events) : std::vector<event>{};
}

AMI_DECL const event& response::completion() const& noexcept
{
    return seen_parts().completion;
}

AMI_DECL const packet& response::list_error() const& noexcept
{
    return seen_parts().error;
}

AMI_DECL void response::add_event(const event_view& item)
{
    parts().events.emplace_back(item);
}

AMI_DECL void response::set_completion(const event_view& last)
{
    parts().completion = event(last);
}

AMI_DECL void response::set_list_error(const packet_view& error)
{
    parts().error = packet(error);
}

AMI_DECL void response::set_last_header(std::string_view name)
{
    for (const header_view& header : *this) {
        if (!detail::iequals(header.name, name))
            continue;
        auto value = header.raw_value();
        const auto begin = static_cast<std::size_t>(value.data() - raw().data());
        const auto line_end = begin + value.size();
        // The server writes the value and two line ends. If the value ends in LF, the parser took that and the first of
        // the two for the end of the packet.
        auto rest = raw().substr(begin);
        rest.remove_suffix(rest.ends_with("\r\n\r\n") ? 4
                           : rest.ends_with("\n\r\n") ? 2
                                                      : rest.size() - value.size());
        if (rest.starts_with(' ')) // the server's own; further ones are the value's
            rest.remove_prefix(1);
        if (rest == header.value) // as most are
            return;
        auto& known = parts();
        known.last_header = name;
        known.last_value = rest;
        end_headers_at(raw().find('\n', line_end) + 1);
        return;
    }
}

AMI_DECL std::optional<std::string_view> response::find(std::string_view name) const& noexcept
{
    if (parts_ && !parts_->last_header.empty() && detail::iequals(name, parts_->last_header))
        return parts_->last_value;
    return packet::find(name);
}

AMI_DECL bool response::ok() const noexcept
{
    return detail::is_success(first_value()) && list_error().raw().empty();
}

AMI_DECL std::string_view response::message() const& noexcept
{
    const auto& error = list_error();
    return error.raw().empty() ? (*this)["Message"] : error["Message"];
}

AMI_DECL std::vector<std::string> response::output() const
{
    std::vector<std::string> lines;
    auto text = body();
    while (!text.empty()) // up to Asterisk 13; empty elsewhere
        lines.emplace_back(detail::take_line(text));

    bool output_begun = false;
    for (const header_view& header : *this) {
        if (detail::iequals(header.name, "Output")) {
            output_begun = true;
            auto line = header.raw_value();
            if (!line.empty() && line.front() == ' ') // Asterisk's own; further blanks are the output's
                line.remove_prefix(1);
            lines.emplace_back(line);
        } else if (output_begun && header.is_raw_line()) {
            lines.emplace_back(header.value);
        }
    }
    return lines;
}

} // namespace ami

#endif // AMI_PROTOCOL_WIRE_IMPL_RESPONSE_IPP
