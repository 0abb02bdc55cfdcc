// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_TEXT_HPP
#define AMI_TESTING_DETAIL_TEXT_HPP

#include <ami/protocol/wire/ascii.hpp>

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

namespace ami::testing::detail {

inline std::string lower(std::string_view text)
{
    std::string result;
    for (const char c : text)
        result += ami::detail::to_lower(c);
    return result;
}

// Line ends within a value, which only HTTP brings: a NUL and `n` or `r` stand for them in a request's text, as in
// `ami::action`.
inline std::string without_line_ends(std::string_view value)
{
    std::string result;
    for (const char c : value) {
        if (c == '\n' || c == '\r')
            result.append({'\0', c == '\n' ? 'n' : 'r'});
        else
            result += c;
    }
    return result;
}

inline std::string with_line_ends(std::string_view value)
{
    std::string result;
    for (std::size_t i = 0; i != value.size(); ++i) {
        if (value[i] == '\0' && i + 1 != value.size())
            result += value[++i] == 'n' ? '\n' : '\r';
        else
            result += value[i];
    }
    return result;
}

// As sscanf's %d: what begins with a number is one.
inline std::optional<int> leading_number(std::string_view text)
{
    text = ami::detail::skip_blanks(text);
    if (!text.empty() && text.front() == '+')
        text.remove_prefix(1);
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} ? std::optional<int>{number} : std::nullopt;
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_DETAIL_TEXT_HPP
