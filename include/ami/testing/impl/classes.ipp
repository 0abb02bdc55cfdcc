// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_CLASSES_IPP
#define AMI_TESTING_IMPL_CLASSES_IPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/classes.hpp>

#include <climits>
#include <cstdlib>

namespace ami::testing::detail {

struct named_class {
    std::string_view name;
    class_mask mask;
};

inline constexpr named_class all_classes[] = {{"system", class_system}, {"call", class_call}, {"log", 1 << 2},
    {"verbose", 1 << 3}, {"command", class_command}, {"agent", class_agent}, {"user", class_user},
    {"config", 1 << 7}, {"dtmf", 1 << 8}, {"reporting", class_reporting}, {"cdr", 1 << 10},
    {"dialplan", class_dialplan}, {"originate", class_originate}, {"agi", 1 << 13}, {"cc", 1 << 15},
    {"aoc", 1 << 16}, {"test", 1 << 17}, {"security", class_security}, {"message", 1 << 30}, {"all", INT_MAX},
    {"none", 0}};

// utils: ast_instring. A last element must be the name; any other one need only begin it.
inline bool is_in_list(std::string_view list, std::string_view name)
{
    for (;;) {
        const auto comma = list.find(',');
        if (comma == std::string_view::npos)
            return list == name;
        if (name.substr(0, comma) == list.substr(0, comma))
            return true;
        list.remove_prefix(comma + 1);
        if (list.empty())
            return false;
    }
}

AMI_DECL class_mask parse_classes(std::string_view text)
{
    class_mask mask = 0;
    for (const auto& known : all_classes) {
        if (is_in_list(text, known.name))
            mask |= known.mask;
    }
    return mask;
}

AMI_DECL bool is_true(std::string_view text)
{
    for (const std::string_view word : {"yes", "true", "y", "t", "1", "on"}) {
        if (ami::detail::iequals(text, word))
            return true;
    }
    return false;
}

AMI_DECL bool is_false(std::string_view text)
{
    for (const std::string_view word : {"no", "false", "n", "f", "0", "off"}) {
        if (ami::detail::iequals(text, word))
            return true;
    }
    return false;
}

AMI_DECL class_mask parse_event_mask(std::string_view text)
{
    if (text.empty())
        return -1;
    bool digits = true;
    for (const char c : text)
        digits = digits && ami::detail::is_digit(c);
    if (digits)
        return static_cast<class_mask>(std::strtol(std::string(text).c_str(), nullptr, 10) & INT_MAX);
    if (is_false(text))
        return 0;
    if (is_true(text))
        return INT_MAX;
    return parse_classes(text);
}

AMI_DECL std::string class_names(class_mask classes)
{
    std::string names;
    for (const auto& known : all_classes) {
        if ((classes & known.mask) != 0)
            names.append(names.empty() ? "" : ",").append(known.name);
    }
    return names.empty() ? std::string{"<none>"} : names;
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_CLASSES_IPP
