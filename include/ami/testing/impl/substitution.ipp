// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_SUBSTITUTION_IPP
#define AMI_TESTING_IMPL_SUBSTITUTION_IPP

#include <ami/testing/detail/substitution.hpp>
#include <ami/testing/detail/text.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace ami::testing::detail {

// What one `${...}` names, and the part of its value that is wanted.
struct wanted_value {
    std::string_view name;
    std::int64_t offset = 0; // `long` has 32 bits on some systems, too few for the sum of both
    std::int64_t length = std::numeric_limits<int>::max();
};

// pbx_variables.c, parse_variable_name: the first colon outside of parentheses ends the name.
inline wanted_value parse_wanted(std::string_view text)
{
    int parentheses = 0;
    for (std::size_t i = 0; i != text.size(); ++i) {
        parentheses += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
        if (text[i] != ':' || parentheses != 0)
            continue;
        wanted_value wanted{text.substr(0, i)};
        const auto place = text.substr(i + 1);
        const auto colon = place.find(':');
        const auto offset = leading_number(place.substr(0, colon));
        wanted.offset = offset.value_or(0);
        if (offset && colon != std::string_view::npos)
            wanted.length = leading_number(place.substr(colon + 1)).value_or(std::numeric_limits<int>::max());
        return wanted;
    }
    return {text};
}

// pbx_variables.c, substring: negative numbers count from the end.
inline std::string_view part_of(std::string_view value, const wanted_value& wanted)
{
    const auto size = static_cast<std::int64_t>(value.size());
    const auto begin = wanted.offset < 0 ? std::max(size + wanted.offset, std::int64_t{0}) : wanted.offset;
    if (begin >= size)
        return {};
    const auto end = wanted.length < 0 ? size + wanted.length : std::min(begin + wanted.length, size);
    return end <= begin
               ? std::string_view{}
               : value.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
}

// Where the braces that are open at the beginning are closed; the end of the text if they are not.
inline std::size_t closing_brace(std::string_view text)
{
    int open = 1;
    for (std::size_t i = 0; i != text.size(); ++i) {
        open += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
        if (open == 0)
            return i;
    }
    return text.size();
}

AMI_DECL std::string substitute(std::string_view text, const value_reader& read)
{
    std::string result;
    for (;;) {
        const auto begin = text.find("${");
        result.append(text.substr(0, begin));
        if (begin == std::string_view::npos)
            return result;
        text.remove_prefix(begin + 2);
        const auto end = closing_brace(text);
        const auto inner = substitute(text.substr(0, end), read);
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto wanted = parse_wanted(inner);
        if (const auto value = read(wanted.name))
            result.append(part_of(*value, wanted));
    }
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_SUBSTITUTION_IPP
