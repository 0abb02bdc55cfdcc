// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_VARIABLES_HPP
#define AMI_TESTING_DETAIL_VARIABLES_HPP

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::testing::detail {

// app.c: __ast_app_separate_args with its removal of characters: split at commas outside quotes, parentheses and brackets;
// quotes and backslashes are removed, a backslash keeps the byte after it (protocol/README.md 3.5). The last of `most` has
// the rest with its commas.
inline std::vector<std::string> split_arguments(
    std::string_view line, std::size_t most = std::numeric_limits<std::size_t>::max())
{
    std::vector<std::string> items(1);
    int parentheses = 0;
    int brackets = 0;
    bool quoted = false;
    for (std::size_t i = 0; i != line.size(); ++i) {
        const char c = line[i];
        if (c == '"') {
            quoted = !quoted;
            continue;
        }
        if (c == '\\') {
            if (i + 1 != line.size())
                items.back() += line[++i];
            continue;
        }
        if (c == ',' && !quoted && parentheses == 0 && brackets == 0 && items.size() < most) {
            items.emplace_back();
            continue;
        }
        parentheses += c == '(' ? 1 : c == ')' && parentheses > 0 ? -1 : 0;
        brackets += c == '[' ? 1 : c == ']' && brackets > 0 ? -1 : 0;
        items.back() += c;
    }
    return items;
}

// For `Variable` headers.
inline void split_variables(
    std::string_view line, std::vector<std::pair<std::string, std::string>>& variables)
{
    const auto items = split_arguments(line);
    for (const auto& item : items) {
        const auto equals = item.find('=');
        if (equals != std::string::npos)
            variables.emplace_back(item.substr(0, equals), item.substr(equals + 1));
    }
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_DETAIL_VARIABLES_HPP
