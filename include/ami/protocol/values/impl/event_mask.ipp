// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_PROTOCOL_VALUES_IMPL_EVENT_MASK_IPP
#define AMI_PROTOCOL_VALUES_IMPL_EVENT_MASK_IPP

#include <ami/protocol/values/event_mask.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/banner.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace ami {
namespace detail {

inline constexpr std::string_view event_classes[] = {"system", "call", "log", "verbose", "command", "agent",
    "user", "config", "dtmf", "reporting", "cdr", "dialplan", "originate", "agi", "cc", "aoc", "test",
    "security", "message"};

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
    std::string_view rest = classes;
    for (bool more = true; more;) {
        const auto comma = rest.find(',');
        more = comma != std::string_view::npos;
        auto name = detail::skip_blanks(rest.substr(0, comma));
        while (!name.empty() && (name.back() == ' ' || name.back() == '\t'))
            name.remove_suffix(1);
        const auto known = std::find_if(std::begin(detail::event_classes), std::end(detail::event_classes),
            [&](std::string_view candidate) { return detail::iequals(name, candidate); });
        if (known == std::end(detail::event_classes)) {
            fault_ = {errc::invalid_event_mask,
                name.empty() ? std::string{"the event mask has an empty element, which Asterisk takes for "
                                           "every class; use \"off\" for none"}
                             : fmt::format("event mask: Asterisk has no class \"{}\"; the classes are {}",
                                   detail::printable(name), fmt::join(detail::event_classes, ", "))};
            return;
        }
        text_.append(text_.empty() ? "" : ",").append(*known);
        if (more)
            rest.remove_prefix(comma + 1);
    }
}

} // namespace ami

#endif // AMI_PROTOCOL_VALUES_IMPL_EVENT_MASK_IPP
