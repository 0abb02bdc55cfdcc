// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_PACKET_TEXT_HPP
#define AMI_TESTING_PACKET_TEXT_HPP

#include <concepts>
#include <string>
#include <string_view>
#include <utility>

namespace ami::testing {

/// Builds the text of a packet as a server sends it. Nothing is checked: a test may want to lie.
///
///     packet_text::event("QueueMemberAdded").add("Privilege", "agent,all").add("Queue", "sales").str()
class packet_text {
public:
    packet_text() = default;

    /// Begins with `Event: name`.
    static packet_text event(std::string_view name) { return packet_text{}.add("Event", name); }

    /// Begins with `Response: result`.
    static packet_text response(std::string_view result) { return packet_text{}.add("Response", result); }

    /// Appends `name: value`.
    packet_text& add(std::string_view name, std::string_view value) &
    {
        lines_.append(name).append(": ").append(value).append("\r\n");
        return *this;
    }
    packet_text&& add(std::string_view name, std::string_view value) &&
    {
        return std::move(add(name, value));
    }

    /// Appends `name: value` with a whole number.
    template <std::integral Number>
    requires(!std::same_as<Number, bool> && !std::same_as<Number, char>) packet_text& add(
        std::string_view name, Number value) &
    {
        return add(name, std::string_view{std::to_string(value)});
    }

    template <std::integral Number>
    requires(!std::same_as<Number, bool> && !std::same_as<Number, char>) packet_text &&
        add(std::string_view name, Number value) && {
        return std::move(add(name, value));
    }

    /// Appends `ActionID: id`, unless the id is empty: Asterisk echoes none then.
    packet_text& action_id(std::string_view id) & { return id.empty() ? *this : add("ActionID", id); }
    packet_text&& action_id(std::string_view id) && { return std::move(action_id(id)); }

    /// Appends whole lines, their line ends included, as they are.
    packet_text& lines(std::string_view text) &
    {
        lines_.append(text);
        return *this;
    }
    packet_text&& lines(std::string_view text) && { return std::move(lines(text)); }

    /// The packet with the blank line that ends it.
    std::string str() const { return lines_ + "\r\n"; }

private:
    std::string lines_;
};

} // namespace ami::testing

#endif // AMI_TESTING_PACKET_TEXT_HPP
