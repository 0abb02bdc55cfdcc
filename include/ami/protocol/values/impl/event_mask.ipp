// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

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
        if (!detail::event_classes::place_of(name)) {
            fault_ = {errc::invalid_event_mask,
                name.empty() ? std::string{"the event mask has an empty element, which Asterisk takes for "
                                           "every class; use \"off\" for none"}
                             : fmt::format("event mask: Asterisk has no class \"{}\"; the classes are {}",
                                   detail::printable(name), detail::event_classes::all_names())};
            return;
        }
        text_.append(text_.empty() ? "" : ",");
        std::transform(name.begin(), name.end(), std::back_inserter(text_), detail::to_lower);
        if (more)
            rest.remove_prefix(comma + 1);
    }
}

AMI_DECL bool event_mask::has(std::string_view event_class) const noexcept
{
    if (is_automatic_ || text_ == "on")
        return true;
    if (detail::is_number(text_)) {
        const auto place = detail::event_classes::place_of(event_class);
        return place && (detail::mask_number(text_) >> *place & 1) != 0;
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

AMI_DECL detail::event_classes event_mask::classes() const noexcept
{
    if (is_automatic_ || is_unchecked_ || text_ == "on")
        return detail::event_classes::every();
    return detail::is_number(text_) ? detail::event_classes(detail::mask_number(text_))
                                    : detail::event_classes::of_names(text_);
}

} // namespace ami

#endif // AMI_PROTOCOL_VALUES_IMPL_EVENT_MASK_IPP
