// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_IMPL_ACTION_IPP
#define AMI_PROTOCOL_WIRE_IMPL_ACTION_IPP

#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/action.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/variable.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace ami {
namespace detail {

// What Asterisk drops before a value: blanks and, with them, every control byte.
inline bool is_leading_blank(char c) noexcept
{
    return static_cast<unsigned char>(c) <= 0x20;
}

// The place of a byte that would end the line of a value on the server.
inline std::optional<std::size_t> line_break_in(std::string_view value) noexcept
{
    const auto at = value.find_first_of(std::string_view{"\r\n\0", 3});
    return at == std::string_view::npos ? std::nullopt : std::optional<std::size_t>{at};
}

inline const char* name_of_byte(char c) noexcept
{
    return c == '\r' ? "CR" : c == '\n' ? "LF" : "NUL";
}

inline bool is_name(std::string_view name, bool may_have_blanks) noexcept
{
    const auto fits = [may_have_blanks](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte > 0x20 || (byte == 0x20 && may_have_blanks)) && byte != 0x7f && c != ':';
    };
    return !name.empty() && name.front() != ' ' && name.back() != ' ' &&
           std::all_of(name.begin(), name.end(), fits);
}

inline bool is_action_name(std::string_view name) noexcept
{
    return is_name(name, false);
}

// UserEvents and GetConfig have names with blanks inside. One at the end would keep Asterisk from finding the header.
inline bool is_header_name(std::string_view name) noexcept
{
    return is_name(name, true);
}

} // namespace detail

AMI_DECL action::action(std::string_view name) : name_(name)
{
    if (name.empty())
        refuse(errc::invalid_header_name, "the action has no name");
    else if (!detail::is_action_name(name))
        refuse(errc::invalid_header_name,
            fmt::format(
                "action \"{}\": its name has a blank, a colon or a control byte", detail::quote(name)));
    else if (name.size() + std::string_view{"Action: "}.size() > max_line)
        refuse(
            errc::header_too_long, fmt::format("action \"{}\": its name is too long", detail::quote(name)));
}

AMI_DECL void action::refuse(errc code, std::string text)
{
    if (!fault_)
        fault_ = {code, std::move(text)};
}

// What holds for a value of one line and for one of several.
AMI_DECL bool action::accepts(std::string_view name, std::string_view value)
{
    if (name.empty()) {
        refuse(errc::invalid_header_name, fmt::format("action {}: a header has no name", name_));
    } else if (!detail::is_header_name(name)) {
        refuse(errc::invalid_header_name,
            fmt::format("header \"{}\": its name has a colon, a control byte or a blank at an end",
                detail::quote(name)));
    } else if (detail::iequals(name, "ActionID")) {
        refuse(errc::reserved_header,
            "header \"ActionID\": it cannot be set, the client generates it to match answers; "
            "originate::channel_id() identifies a call, a UserEvent can have a header of another name");
    } else if (detail::iequals(name, "Action")) {
        refuse(errc::reserved_header, "header \"Action\": set the action's name in the constructor");
    } else if (!value.empty() && detail::is_leading_blank(value[0]) &&
               !detail::line_break_in(value.substr(0, 1))) {
        refuse(errc::invalid_header_value,
            fmt::format(
                "header \"{}\": its value begins with a blank or a control byte, which Asterisk would drop",
                name));
    } else {
        return true;
    }
    return false;
}

AMI_DECL void action::append(std::string_view name, std::string_view value)
{
    if (++line_count_ > max_lines)
        refuse(errc::too_many_headers,
            fmt::format("header \"{}\": it is line {} of action {} with Action and ActionID, Asterisk reads "
                        "at most {}",
                name, line_count_, name_, max_lines));
    else
        lines_.append(name).append(": ").append(value).append("\r\n");
}

AMI_DECL action& action::add(std::string_view name, std::string_view value) &
{
    if (!accepts(name, value))
        return *this;
    if (const auto at = detail::line_break_in(value))
        refuse(errc::invalid_header_value,
            fmt::format(
                "header \"{}\": its value has {} at byte {}, which would end the line; multi_line() sends "
                "several lines over HTTP, some actions have a Base64 form",
                name, detail::name_of_byte(value[*at]), *at));
    else if (name.size() + 2 + value.size() > max_line)
        refuse(errc::header_too_long,
            fmt::format("header \"{}\": the line has {} bytes, Asterisk reads at most {}", name,
                name.size() + 2 + value.size(), max_line));
    else
        append(name, value);
    return *this;
}

AMI_DECL action& action::multi_line(std::string_view name, std::string_view value) &
{
    if (!accepts(name, value))
        return *this;
    if (const auto at = value.find('\0'); at != std::string_view::npos) {
        refuse(errc::invalid_header_value,
            fmt::format(
                "header \"{}\": its value has NUL at byte {}, where Asterisk would end it", name, at));
        return *this;
    }
    if (!value.empty() && detail::is_leading_blank(value[0])) {
        refuse(errc::invalid_header_value,
            fmt::format(
                "header \"{}\": its value begins with a line break, which Asterisk would drop", name));
        return *this;
    }
    std::string line;
    for (const char c : value) {
        if (c == '\n')
            line.append("\0n", 2);
        else if (c == '\r')
            line.append("\0r", 2);
        else
            line += c;
    }
    several_lines_ =
        several_lines_ || line.size() != value.size() || name.size() + 2 + value.size() > max_line;
    append(name, line);
    return *this;
}

AMI_DECL action& action::variable(std::string_view name, std::string_view value) &
{
    if (name.empty() || name.find('=') != std::string_view::npos || detail::line_break_in(name) ||
        detail::is_leading_blank(name.front())) {
        refuse(errc::invalid_header_value,
            fmt::format("header \"Variable\": \"{}\" cannot be a variable's name", detail::quote(name)));
        return *this;
    }
    return add("Variable", escape_variable(name) + '=' + escape_variable(value));
}

AMI_DECL void action::serialize(std::string& to, std::string_view action_id) const
{
    constexpr std::string_view before_name = "Action: ";
    constexpr std::string_view before_id = "\r\nActionID: ";
    constexpr std::string_view line_end = "\r\n";
    const auto before = to.size();
    to.resize(before + before_name.size() + name_.size() + before_id.size() + action_id.size() +
              lines_.size() + 2 * line_end.size());
    char* at = to.data() + before;
    const auto put = [&at](std::string_view part) { at = std::copy_n(part.data(), part.size(), at); };
    put(before_name);
    put(name_);
    put(before_id);
    put(action_id);
    put(line_end);
    put(lines_);
    put(line_end);
}

} // namespace ami

#endif // AMI_PROTOCOL_WIRE_IMPL_ACTION_IPP
