// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_ACTION_HPP
#define AMI_PROTOCOL_WIRE_ACTION_HPP

#include <ami/protocol/errors/error.hpp>
#include <ami/protocol/values/secret.hpp>

#include <ami/detail/chrono.hpp>
#include <ami/detail/macros.hpp>

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami {

/// An action to be sent. Any action that the server knows can be built, known to this library or not:
///
///     ami::action{"Getvar"}.add("Channel", channel).add("Variable", "CALLERID(num)")
///
/// What Asterisk could misread is refused before a byte is written: CR, LF or NUL anywhere, a name with a
/// colon or blanks, a value with leading blanks, a line over 1,022 bytes, more than 128 lines
/// (protocol/README.md 1.2). The first such fault is kept, and the operation that gets the action fails with it.
class action {
public:
    /// The type of all times here.
    using duration = std::chrono::steady_clock::duration;

    /// Bytes of a line without its line end, and lines with `Action` and `ActionID`, that Asterisk reads.
    static constexpr std::size_t max_line = 1022;
    /// Lines that Asterisk reads, with `Action` and `ActionID`.
    static constexpr std::size_t max_lines = 128;

    /// An action by its name, for example `Ping`. Letter case does not matter to Asterisk.
    AMI_DECL explicit action(std::string_view name);

    action(const action&) = default;
    action(action&&) noexcept = default;
    action& operator=(const action&) = default;
    action& operator=(action&&) noexcept = default;
    ~action()
    {
        if (holds_secret_)
            detail::wipe(lines_);
    }

    /// Appends a header. Repeats are sent in this order; Asterisk looks at the first alone, but for
    /// `Variable`. The client writes `ActionID` itself: setting it is an error.
    AMI_DECL action& add(std::string_view name, std::string_view value) &;
    action&& add(std::string_view name, std::string_view value) && { return std::move(add(name, value)); }

    /// Two values in braces would be taken for one text of undefined extent.
    action& add(std::string_view name, std::initializer_list<const char*> values) = delete;

    /// Appends a header with a whole number.
    template <std::integral Number>
    requires(!std::same_as<Number, bool> && !std::same_as<Number, char>) action& add(
        std::string_view name, Number value) &
    {
        return add(name, std::string_view{std::to_string(value)});
    }

    template <std::integral Number>
    requires(!std::same_as<Number, bool> && !std::same_as<Number, char>) action &&
        add(std::string_view name, Number value) && {
        return std::move(add(name, value));
    }

    /// Appends `Variable: name=value` with name and value escaped, so that the channel gets these bytes
    /// (Originate, MessageSend, PJSIPNotify, SIPnotify).
    AMI_DECL action& variable(std::string_view name, std::string_view value) &;
    action&& variable(std::string_view name, std::string_view value) &&
    {
        return std::move(variable(name, value));
    }

    /// Appends a header whose value may have line breaks and any length: the body of a MessageSend, for example. Only
    /// HTTP carries it; over TCP the operation that gets the action fails with `errc::invalid_header_value`. Asterisk
    /// may hand the lines on unchanged: text of other people could then become headers of an event.
    AMI_DECL action& multi_line(std::string_view name, std::string_view value) &;
    action&& multi_line(std::string_view name, std::string_view value) &&
    {
        return std::move(multi_line(name, value));
    }

    /// Whether it has a value that only HTTP can carry.
    bool has_several_lines() const noexcept { return several_lines_; }

    /// How long the answer may take, counted from when this is the oldest action that waits for one;
    /// restarts with every item of a list. Overrides `config::action_timeout`.
    action& timeout(duration value) & noexcept
    {
        timeout_ = value;
        return *this;
    }
    action&& timeout(duration value) && noexcept { return std::move(timeout(value)); }

    /// Lets a client that reconnects send this action on its next connection, if it was certainly never sent on this
    /// one; without it the action fails with `errc::not_sent` then. Its deadlines go on.
    action& retry_if_unsent() & noexcept
    {
        retry_if_unsent_ = true;
        return *this;
    }
    action&& retry_if_unsent() && noexcept { return std::move(retry_if_unsent()); }

    /// Whether `retry_if_unsent` was set.
    bool retries_if_unsent() const noexcept { return retry_if_unsent_; }

    /// The action's name, for example `Originate`.
    const std::string& name() const& noexcept { return name_; }
    std::string name() && noexcept { return std::move(name_); }

    /// The fault that was found, or no error.
    error_code fault() const noexcept { return fault_.ec; }

    /// Which header the fault is in and what is wrong with it. Never quotes a value.
    const std::string& fault_text() const& noexcept { return fault_.text; }
    std::string fault_text() && noexcept { return std::move(fault_.text); }

    /// Marks the action as faulty, unless it is already. For builders of typed actions.
    AMI_DECL void refuse(errc code, std::string text);

    /// Whether a header holds a secret: such an action is not logged with its values.
    bool is_secret() const noexcept { return holds_secret_; }

    /// The time that was set for the answer, if one was.
    std::optional<duration> timeout() const noexcept { return timeout_; }

    /// The lines after `Action` and `ActionID`, as they are sent over TCP. In a value of `multi_line`, NUL and `n` stand
    /// for LF, NUL and `r` for CR.
    const std::string& header_lines() const& noexcept { return lines_; }
    std::string header_lines() && noexcept { return std::move(lines_); }

    /// Overwrites its headers in memory before they are given back. Call it before the header with the secret is added,
    /// so that no smaller piece of memory has held it.
    action& holds_secret()
    {
        lines_.reserve(4 * (max_line + 2));
        holds_secret_ = true;
        return *this;
    }

    /// Appends the action as it is sent, the final blank line included.
    AMI_DECL void serialize(std::string& to, std::string_view action_id) const;

private:
    bool accepts(std::string_view name, std::string_view value);
    void append(std::string_view name, std::string_view value);

    std::string name_;
    std::string lines_;
    std::size_t line_count_ = 2; // Action and ActionID
    detail::failure fault_;
    std::optional<duration> timeout_;
    bool retry_if_unsent_ = false;
    bool holds_secret_ = false;
    bool several_lines_ = false;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/wire/impl/action.ipp>
#endif

#endif // AMI_PROTOCOL_WIRE_ACTION_HPP
