// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_ASTERISK_MODEL_HPP
#define AMI_TESTS_SUPPORT_ASTERISK_MODEL_HPP

// How Asterisk reads what we send, written from protocol/README.md 1.2 and not from our own code: the oracle for whatever is
// checked or escaped before it is sent.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests::asterisk {

using pairs = std::vector<std::pair<std::string, std::string>>;

// Every byte up to the blank counts as a blank, control bytes included.
inline std::string_view skip_blanks(std::string_view text)
{
    while (!text.empty() && static_cast<unsigned char>(text.front()) < 33)
        text.remove_prefix(1);
    return text;
}

/// The message that the server makes of bytes (protocol/README.md 1.2), and what is left behind its blank line.
struct message {
    std::vector<std::string> lines;
    bool line_too_long = false;
    bool too_many_lines = false;
    bool complete = false;
    std::string_view rest;
};

inline message read_message(std::string_view bytes)
{
    message result;
    while (!bytes.empty()) {
        const auto lf = bytes.find('\n');
        if (lf == std::string_view::npos)
            break;
        auto line = bytes.substr(0, lf);
        bytes.remove_prefix(lf + 1);
        const std::size_t with_line_end = lf + 1;
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        if (line.empty()) {
            result.complete = true;
            break;
        }
        result.line_too_long = result.line_too_long || with_line_end > 1024;
        result.too_many_lines = result.too_many_lines || result.lines.size() == 128;
        result.lines.emplace_back(line.substr(0, line.find('\0')));
    }
    result.rest = bytes;
    return result;
}

/// The first value of a header, or an empty text: name directly before the colon, in any letter case.
inline std::string header(const message& from, std::string_view name)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    for (const std::string_view line : from.lines) {
        if (line.size() > name.size() && line[name.size()] == ':' &&
            std::equal(
                name.begin(), name.end(), line.begin(), [&](char a, char b) { return lower(a) == lower(b); }))
            return std::string(skip_blanks(line.substr(name.size() + 1)));
    }
    return {};
}

/// The variables that the value of a `Variable` header sets (protocol/README.md 3.5).
inline pairs read_variables(std::string_view value)
{
    value = skip_blanks(value.substr(0, value.find('\0')));
    std::vector<std::string> items;
    if (!value.empty())
        items.emplace_back();
    int parentheses = 0;
    int brackets = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char c = value[i];
        const bool splits = items.size() < 64;
        if (c == '"') {
            quoted = !quoted;
            continue;
        }
        if (c == '\\') {
            if (++i < value.size())
                items.back() += value[i];
            continue;
        }
        if (c == ',' && splits && parentheses == 0 && brackets == 0 && !quoted) {
            items.emplace_back();
            continue;
        }
        parentheses = c == '(' ? parentheses + 1 : c == ')' ? std::max(parentheses - 1, 0) : parentheses;
        brackets = c == '[' ? brackets + 1 : c == ']' ? std::max(brackets - 1, 0) : brackets;
        items.back() += c;
    }
    pairs variables;
    for (const auto& item : items) {
        const auto equals = item.find('=');
        if (equals != std::string::npos && equals != 0)
            variables.emplace_back(item.substr(0, equals), item.substr(equals + 1));
    }
    return variables;
}

/// The labels of event classes, a bit for each in this order (protocol/README.md 2.5).
inline const std::vector<std::string>& classes()
{
    static const std::vector<std::string> labels = {"system", "call", "log", "verbose", "command", "agent",
        "user", "config", "dtmf", "reporting", "cdr", "dialplan", "originate", "agi", "cc", "aoc", "test",
        "security", "message"};
    return labels;
}

inline unsigned all_classes()
{
    return (1u << classes().size()) - 1;
}

/// The bits that an event mask switches on. `unchanged` is what an empty text means.
inline unsigned read_event_mask(std::string_view text, unsigned unchanged)
{
    const auto is_one_of = [&](std::initializer_list<std::string_view> words) {
        return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
            return word.size() == text.size() &&
                   std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) {
                       return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b);
                   });
        });
    };
    if (text.empty())
        return unchanged;
    if (text.find_first_not_of("0123456789") == std::string_view::npos) {
        unsigned bits = 0;
        for (const char c : text)
            bits = bits * 10 + static_cast<unsigned>(c - '0');
        return bits;
    }
    if (is_one_of({"off", "no", "false", "n", "f"}))
        return 0;
    if (is_one_of({"on", "yes", "true", "y", "t"}))
        return all_classes();

    // An element that is not the last matches what begins with it, an empty one therefore everything; the last
    // has to be equal. Nothing is trimmed, and letter case counts.
    const auto has = [text](std::string_view label) {
        auto rest = text;
        for (;;) {
            const auto comma = rest.find(',');
            if (comma == std::string_view::npos)
                return rest == label;
            if (label.substr(0, comma) == rest.substr(0, comma))
                return true;
            rest.remove_prefix(comma + 1);
        }
    };
    unsigned bits = has("all") ? all_classes() : 0;
    for (std::size_t i = 0; i != classes().size(); ++i) {
        if (has(classes()[i]))
            bits |= 1u << i;
    }
    return bits;
}

} // namespace tests::asterisk

#endif // AMI_TESTS_SUPPORT_ASTERISK_MODEL_HPP
