// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_IMPL_EVENT_CLASSES_IPP
#define AMI_PROTOCOL_VALUES_IMPL_EVENT_CLASSES_IPP

#include <ami/protocol/values/event_classes.hpp>
#include <ami/protocol/wire/ascii.hpp>

namespace ami::detail {

struct event_class_place {
    std::string_view name;
    unsigned place;
};

// manager.h: EVENT_FLAG_*
inline constexpr event_class_place event_class_places[] = {{"system", 0}, {"call", 1}, {"log", 2},
    {"verbose", 3}, {"command", 4}, {"agent", 5}, {"user", 6}, {"config", 7}, {"dtmf", 8}, {"reporting", 9},
    {"cdr", 10}, {"dialplan", 11}, {"originate", 12}, {"agi", 13}, {"cc", 15}, {"aoc", 16}, {"test", 17},
    {"security", 18}, {"message", 30}};

AMI_DECL std::optional<unsigned> event_classes::place_of(std::string_view name) noexcept
{
    for (const auto& known : event_class_places) {
        if (iequals(known.name, name))
            return known.place;
    }
    return std::nullopt;
}

AMI_DECL event_classes event_classes::of_names(std::string_view names) noexcept
{
    std::uint32_t bits = 0;
    while (!names.empty()) {
        const auto comma = names.find(',');
        const auto name = names.substr(0, comma);
        if (iequals(name, "all"))
            return every();
        if (const auto place = place_of(name))
            bits |= std::uint32_t{1} << *place;
        names.remove_prefix(comma == std::string_view::npos ? names.size() : comma + 1);
    }
    return event_classes(bits);
}

AMI_DECL std::string event_classes::all_names()
{
    std::string names;
    for (const auto& known : event_class_places)
        names.append(names.empty() ? "" : ", ").append(known.name);
    return names;
}

AMI_DECL std::string event_classes::text() const
{
    if (bits_ == every().bits_)
        return "on";
    std::string names;
    for (const auto& known : event_class_places) {
        if ((bits_ >> known.place & 1) != 0)
            names.append(names.empty() ? "" : ",").append(known.name);
    }
    return names.empty() ? "off" : names;
}

} // namespace ami::detail

#endif // AMI_PROTOCOL_VALUES_IMPL_EVENT_CLASSES_IPP
