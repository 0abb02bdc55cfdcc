// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_PROTOCOL_VALUES_IMPL_EVENT_MASK_IPP
#define AMI_PROTOCOL_VALUES_IMPL_EVENT_MASK_IPP

#include <ami/protocol/values/event_mask.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/banner.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <string>

namespace ami {
namespace detail {

struct event_class_bit {
    std::string_view name;
    int bit;
};

// manager.h: EVENT_FLAG_*
inline constexpr event_class_bit event_class_bits[] = {{"system", 0}, {"call", 1}, {"log", 2}, {"verbose", 3},
    {"command", 4}, {"agent", 5}, {"user", 6}, {"config", 7}, {"dtmf", 8}, {"reporting", 9}, {"cdr", 10},
    {"dialplan", 11}, {"originate", 12}, {"agi", 13}, {"cc", 15}, {"aoc", 16}, {"test", 17}, {"security", 18},
    {"message", 30}};

inline const event_class_bit* find_event_class(std::string_view name) noexcept
{
    const auto* const found = std::find_if(std::begin(event_class_bits), std::end(event_class_bits),
        [&](const event_class_bit& known) { return iequals(name, known.name); });
    return found == std::end(event_class_bits) ? nullptr : found;
}

inline std::string event_class_names()
{
    std::string names;
    for (const auto& known : event_class_bits)
        names.append(names.empty() ? "" : ", ").append(known.name);
    return names;
}

inline std::uint32_t mask_number(std::string_view digits) noexcept
{
    std::uint32_t bits = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    return read.ec == std::errc{} ? bits : UINT32_MAX;
}

inline bool is_number(std::string_view text) noexcept
{
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

AMI_DECL bool is_empty_mask(std::string_view mask) noexcept
{
    for (const std::string_view none : {"off", "none", "no", "false", "n", "f", "0"}) {
        if (iequals(mask, none))
            return true;
    }
    return false;
}

} // namespace detail

AMI_DECL event_mask::event_mask(std::string_view classes)
{
    for (const std::string_view word : {"on", "all"}) {
        if (detail::iequals(classes, word)) {
            text_ = "on";
            return;
        }
    }
    for (const std::string_view word : {"off", "none"}) {
        if (detail::iequals(classes, word)) {
            text_ = "off";
            return;
        }
    }
    if (detail::is_number(classes)) { // Asterisk reads it by atoi
        if (detail::mask_number(classes) > INT32_MAX)
            fault_ = {
                errc::invalid_event_mask, fmt::format("event mask: the number {} is larger than 2147483647",
                                              detail::quote(classes, 40))};
        else
            text_ = classes;
        return;
    }
    std::string_view rest = classes;
    for (bool more = true; more;) {
        const auto comma = rest.find(',');
        more = comma != std::string_view::npos;
        auto name = detail::skip_blanks(rest.substr(0, comma));
        while (!name.empty() && (name.back() == ' ' || name.back() == '\t'))
            name.remove_suffix(1);
        const auto* const known = detail::find_event_class(name);
        if (!known) {
            fault_ = {errc::invalid_event_mask,
                name.empty() ? std::string{"the event mask has an empty element, which Asterisk takes for "
                                           "every class; use \"off\" for none"}
                             : fmt::format("event mask: Asterisk has no class \"{}\"; the classes are {}",
                                   detail::printable(name), detail::event_class_names())};
            return;
        }
        text_.append(text_.empty() ? "" : ",").append(known->name);
        if (more)
            rest.remove_prefix(comma + 1);
    }
}

AMI_DECL bool event_mask::has(std::string_view event_class) const noexcept
{
    if (text_ == "on")
        return true;
    if (detail::is_number(text_)) {
        const auto* const known = detail::find_event_class(event_class);
        return known && (detail::mask_number(text_) >> known->bit & 1) != 0;
    }
    std::string_view rest = text_;
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        if (detail::iequals(rest.substr(0, comma), event_class))
            return true;
        rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    }
    return false;
}

} // namespace ami

#endif // AMI_PROTOCOL_VALUES_IMPL_EVENT_MASK_IPP
