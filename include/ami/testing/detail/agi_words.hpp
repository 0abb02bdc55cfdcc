// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_AGI_WORDS_HPP
#define AMI_TESTING_DETAIL_AGI_WORDS_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ami::testing::detail {

// res_agi.c, parse_args: a quote toggles quoting anywhere, a backslash takes the next character as it is. What is not
// closed is accepted. Words after the 127th are dropped; Asterisk does not count those that begin with a quote, and writes
// beyond its array.
inline std::vector<std::string> agi_words(std::string_view command)
{
    constexpr std::size_t most = 127;
    std::vector<std::string> words;
    bool quoted = false;
    bool escaped = false;
    bool in_word = false;
    const auto begin_word = [&] {
        if (!in_word)
            words.emplace_back();
        in_word = true;
        return words.size() <= most;
    };
    for (const char c : command) {
        if (!escaped && c == '"') {
            quoted = !quoted;
            begin_word();
        } else if (!escaped && !quoted && (c == ' ' || c == '\t')) {
            in_word = false;
        } else if (!escaped && c == '\\') {
            escaped = true;
        } else {
            escaped = false;
            if (begin_word())
                words.back() += c;
        }
        if (words.size() > most) {
            words.resize(most);
            return words;
        }
    }
    return words;
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_DETAIL_AGI_WORDS_HPP
