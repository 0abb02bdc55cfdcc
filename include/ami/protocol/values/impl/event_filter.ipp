// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_IMPL_EVENT_FILTER_IPP
#define AMI_PROTOCOL_VALUES_IMPL_EVENT_FILTER_IPP

#include <ami/protocol/values/event_filter.hpp>
#include <ami/protocol/wire/banner.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace ami {
namespace detail {

// Reads `criteria` by Asterisk's rules, and more strictly: a word without parentheses makes a server read memory that
// is not its own (main/manager.c, manager_add_filter). Returns what is wrong, or nothing.
inline std::string check_criteria(std::string_view criteria, std::string_view pattern)
{
    constexpr std::array<std::string_view, 6> methods{
        "regex", "exact", "starts_with", "ends_with", "contains", "none"};
    std::string method;
    std::string seen;
    std::string_view rest = criteria;
    do {
        const auto open = rest.find('(');
        const auto word = rest.substr(0, open);
        if (word != "action" && word != "name" && word != "header" && word != "method")
            return fmt::format(
                "unknown criterion \"{}\" (expected action, name, header or method)", printable(word));
        if (open == std::string_view::npos)
            return fmt::format("\"{}\" has no parentheses", word);
        const auto close = rest.find(')', open);
        if (close == std::string_view::npos)
            return fmt::format("the parenthesis after \"{}\" is not closed", word);
        const auto value = rest.substr(open + 1, close - open - 1);
        if (value.empty())
            return fmt::format("\"{}\" is empty", word);
        if (value.find_first_of("(,") != std::string_view::npos)
            return fmt::format("\"{}\" has \"{}\" in its parentheses; Asterisk would misread ( and ,", word,
                printable(value));
        if (seen.find(std::string(word) + ' ') != std::string::npos)
            return fmt::format("\"{}\" is given twice", word);
        seen.append(word).append(" ");
        if (word == "action" && value != "include" && value != "exclude")
            return fmt::format("action must be include or exclude, not \"{}\"", printable(value));
        if (word == "method") {
            if (std::find(methods.begin(), methods.end(), value) == methods.end())
                return fmt::format(
                    "method must be one of regex, exact, starts_with, ends_with, contains, none, not \"{}\"",
                    printable(value));
            method = value;
        }
        rest.remove_prefix(close + 1);
        if (!rest.empty() && rest.front() != ',')
            return fmt::format("a comma is missing before \"{}\"", printable(rest));
        if (rest == ",")
            return "a criterion is missing after the last comma";
        if (!rest.empty())
            rest.remove_prefix(1);
    } while (!rest.empty());

    const bool wants_pattern = !method.empty() && method != "none";
    if (wants_pattern && pattern.empty())
        return fmt::format("method({}) needs a pattern", method);
    if (!wants_pattern && !pattern.empty())
        return "a pattern needs a method, for example method(contains)";
    return {};
}

} // namespace detail

AMI_DECL event_filter event_filter::matching(std::string_view expression)
{
    event_filter made;
    if (expression.empty() || expression == "!")
        made.action_.refuse(errc::invalid_filter, "the filter is empty");
    made.action_.add("Filter", expression);
    return made;
}

AMI_DECL event_filter event_filter::with_criteria(std::string_view criteria, std::string_view pattern)
{
    event_filter made;
    if (const auto fault = detail::check_criteria(criteria, pattern); !fault.empty())
        made.action_.refuse(errc::invalid_filter, fmt::format("match criteria: {}", fault));
    made.action_.add("MatchCriteria", criteria).add("Filter", pattern);
    return made;
}

} // namespace ami

#endif // AMI_PROTOCOL_VALUES_IMPL_EVENT_FILTER_IPP
