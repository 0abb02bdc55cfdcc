// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_IMPL_RESULT_IPP
#define AMI_AGI_IMPL_RESULT_IPP

#include <ami/agi/result.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/header_view.hpp>
#include <ami/protocol/wire/percent_encoding.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <set>

namespace ami {
namespace detail {

// 1,024 bytes are read, and the buffer takes 2,047; an escape that does not fit is left out (utils.c, ast_uri_encode).
AMI_DECL agi_output::agi_output(std::string_view encoded)
    : text(percent_decode(encoded).text), may_be_cut(text.size() >= 1024 || encoded.size() >= 2045)
{}

AMI_DECL std::string quote_agi(std::string_view text)
{
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

} // namespace detail

AMI_DECL agi_environment::agi_environment(std::string_view lines)
{
    const auto end = lines.rfind('\n');
    std::set<std::string, std::less<>> twice;
    for (header_iterator at(lines.substr(0, end == std::string_view::npos ? 0 : end + 1));
         at != header_iterator{}; ++at) {
        if (!at->is_raw_line() && !values_.emplace(at->name, at->value).second)
            twice.emplace(at->name);
    }
    for (const auto& name : twice)
        values_.erase(name);
}

AMI_DECL std::optional<int> agi_result::number() const
{
    int value = 0;
    const auto parsed = std::from_chars(text_.data(), text_.data() + text_.size(), value);
    if (parsed.ec != std::errc{} || parsed.ptr != text_.data() + text_.size())
        return std::nullopt;
    return value;
}

AMI_DECL agi_result parse_agi_result(std::string_view text, detail::failure& error)
{
    error = {};
    agi_result made;
    made.raw_ = text;
    while (!made.raw_.empty() && (made.raw_.back() == '\n' || made.raw_.back() == '\r'))
        made.raw_.pop_back();
    std::string_view rest = made.raw_;
    const auto malformed = [&](std::string_view fault) {
        error = {
            errc::invalid_agi_result, fmt::format("{}: \"{}\"", fault, detail::quote_agi_answer(text, 80))};
        return made;
    };
    if (made.raw_.size() == text.size())
        return malformed("it was cut off");
    // GOSUB says `100 result=0 Trying...` in front of its answer.
    while (rest.size() > 3 && rest[0] == '1' && detail::is_digit(rest[1]) && detail::is_digit(rest[2]) &&
           rest[3] == ' ' && rest.find('\n') != std::string_view::npos)
        rest.remove_prefix(rest.find('\n') + 1);
    const auto parsed = std::from_chars(rest.data(), rest.data() + rest.size(), made.code_);
    if (parsed.ec != std::errc{} || parsed.ptr - rest.data() != 3 || !detail::is_digit(rest.front()))
        return malformed("it has no code");
    rest.remove_prefix(3);
    if (made.code_ != 200) {
        // `510 Invalid or unknown command`, or `520-Invalid command syntax.` with lines after it.
        if (!rest.empty() && rest.front() != ' ' && rest.front() != '-')
            return malformed("it has no code");
        made.text_ = rest.empty() ? rest : rest.substr(1);
        return made;
    }
    constexpr std::string_view mark = " result=";
    if (!rest.starts_with(mark))
        return malformed("it has no result");
    rest.remove_prefix(mark.size());
    const auto end = rest.find(' ');
    made.text_ = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (rest.starts_with('(')) {
        // A value may have parentheses of its own; after it stands nothing, ` endpos=` or, of speech, ` digit=`.
        auto close = rest.ends_with(')') ? rest.size() - 1 : rest.rfind(") endpos=");
        if (close == std::string_view::npos)
            close = rest.rfind(") digit=");
        if (close == std::string_view::npos)
            return malformed("it was cut off");
        made.data_ = rest.substr(1, close - 1);
        rest.remove_prefix(std::min(rest.size(), close + 2));
    }
    if (rest.starts_with("digit="))
        rest.remove_prefix(std::min(rest.size(), rest.find(' ') + 1));
    constexpr std::string_view position = "endpos=";
    // It may be empty, after an error.
    if (rest.starts_with(position) && rest.size() != position.size()) {
        std::int64_t value = 0;
        const auto number = rest.substr(position.size());
        if (std::from_chars(number.data(), number.data() + number.size(), value).ec != std::errc{})
            return malformed("its endpos is no number");
        made.endpos_ = value;
    }
    return made;
}

} // namespace ami

#endif // AMI_AGI_IMPL_RESULT_IPP
