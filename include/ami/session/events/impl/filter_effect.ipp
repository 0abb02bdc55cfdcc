// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_EVENTS_IMPL_FILTER_EFFECT_IPP
#define AMI_SESSION_EVENTS_IMPL_FILTER_EFFECT_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/banner.hpp>
#include <ami/protocol/wire/header_view.hpp>
#include <ami/session/events/filter_effect.hpp>

#include <algorithm>
#include <cstddef>

namespace ami::detail {

inline std::string_view header_of(const action& filter, std::string_view name) noexcept
{
    for (header_iterator header{filter.header_lines()}; header != header_iterator{}; ++header) {
        if (iequals(header->name, name))
            return header->value;
    }
    return {};
}

// What is certain of one filter. Asterisk looks for an expression anywhere in the text of an event, which begins with
// `Event: ` and the name: there a literal name stands for every name that begins with it.
class filter_reading {
public:
    explicit filter_reading(const action& filter)
    {
        if (const auto criteria = header_of(filter, "MatchCriteria"); !criteria.empty())
            read_criteria(criteria);
        else
            read_expression(header_of(filter, "Filter"));
    }

    bool excludes() const noexcept { return excludes_; }
    bool may_match(std::string_view event_name) const noexcept { return names_.empty() || has(event_name); }
    bool certainly_matches(std::string_view event_name) const noexcept
    {
        return takes_all_ && has(event_name);
    }

private:
    bool has(std::string_view event_name) const noexcept
    {
        return std::any_of(names_.begin(), names_.end(), [&](std::string_view name) {
            return has_whole_names_ ? event_name == name : event_name.starts_with(name);
        });
    }

    void read_criteria(std::string_view criteria)
    {
        excludes_ = criteria.find("action(exclude)") != std::string_view::npos;
        // With another criterion only some of the events with that name match.
        takes_all_ = criteria.find("header(") == std::string_view::npos &&
                     (criteria.find("method(") == std::string_view::npos ||
                         criteria.find("method(none)") != std::string_view::npos);
        constexpr std::string_view keyword = "name(";
        const auto at = criteria.find(keyword);
        if (at == std::string_view::npos)
            return;
        const auto name = criteria.substr(at + keyword.size());
        has_whole_names_ = true;
        names_.push_back(name.substr(0, name.find(')')));
    }

    void read_expression(std::string_view expression)
    {
        excludes_ = expression.starts_with('!');
        expression.remove_prefix(excludes_ ? 1 : 0);
        expression.remove_prefix(expression.starts_with('^') ? 1 : 0);
        constexpr std::string_view heading = "Event: ";
        if (!expression.starts_with(heading))
            return;
        expression.remove_prefix(heading.size());
        if (expression.size() > 2 && expression.front() == '(' && expression.back() == ')')
            expression = expression.substr(1, expression.size() - 2);
        else if (expression.find('|') != std::string_view::npos)
            return; // its other half may match anything
        for (std::size_t begin = 0; begin <= expression.size();) {
            const auto end = std::min(expression.find('|', begin), expression.size());
            const auto name = expression.substr(begin, end - begin);
            if (name.empty() || !std::all_of(name.begin(), name.end(), is_literal))
                return names_.clear();
            names_.push_back(name);
            begin = end + 1;
        }
        takes_all_ = true;
    }

    static bool is_literal(char c) noexcept
    {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '-';
    }

    std::vector<std::string_view> names_; // of all events that it can match; none: not known
    bool excludes_ = false;
    bool takes_all_ = false; // every event with one of the names
    bool has_whole_names_ = false;
};

AMI_DECL std::string filter_text(const action& filter)
{
    const auto criteria = header_of(filter, "MatchCriteria");
    const auto expression = header_of(filter, "Filter");
    std::string text(criteria);
    if (!criteria.empty() && !expression.empty())
        text += ' ';
    return printable(text.append(expression), 200);
}

AMI_DECL const action* filter_that_hides(const std::vector<action>& filters, std::string_view event_name)
{
    const action* first_include = nullptr;
    bool may_be_included = false;
    for (const auto& filter : filters) {
        const filter_reading reading(filter);
        if (reading.excludes()) {
            if (reading.certainly_matches(event_name))
                return &filter;
            continue;
        }
        if (!first_include)
            first_include = &filter;
        may_be_included = may_be_included || reading.may_match(event_name);
    }
    return may_be_included ? nullptr : first_include;
}

AMI_DECL std::string filters_in_force(const std::vector<action>& filters)
{
    constexpr std::size_t most = 5;
    std::string text;
    for (std::size_t i = 0; i != std::min(filters.size(), most); ++i)
        text.append(i == 0 ? "; filters in force: \"" : ", \"").append(filter_text(filters[i])).append("\"");
    if (filters.size() > most)
        text.append(" and ").append(std::to_string(filters.size() - most)).append(" more");
    return text;
}

} // namespace ami::detail

#endif // AMI_SESSION_EVENTS_IMPL_FILTER_EFFECT_IPP
