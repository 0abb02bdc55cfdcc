// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_IMPL_ANSWER_READER_IPP
#define AMI_AGI_FAST_IMPL_ANSWER_READER_IPP

#include <ami/agi/fast/answer_reader.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/ascii.hpp>

#include <fmt/format.h>

namespace ami::detail {

// `200 `, `520-`, or `510` alone.
inline bool begins_with_code(std::string_view line)
{
    return line.size() >= 3 && is_digit(line[0]) && is_digit(line[1]) && is_digit(line[2]) &&
           (line.size() == 3 || line[3] == ' ' || line[3] == '-');
}

// Whether no line end can belong to the value in parentheses any more.
inline bool ends_value(std::string_view line)
{
    // SPEECH RECOGNIZE writes more after it.
    return line.ends_with(')') || line.find(") endpos=") != std::string_view::npos ||
           line.find(") digit=") != std::string_view::npos;
}

// Whether the line is `200 result=... (...` whose value has a line end.
inline bool opens_value(std::string_view line)
{
    constexpr std::string_view mark = "200 result=";
    if (!line.starts_with(mark))
        return false;
    const auto blank = line.find(' ', mark.size());
    return blank != std::string_view::npos && line.substr(blank + 1).starts_with('(') &&
           !ends_value(line.substr(blank + 1));
}

AMI_DECL std::optional<answer_reader::item> answer_reader::next()
{
    constexpr std::string_view hangup = "HANGUP";
    while (!error_) {
        const auto end = bytes_.find('\n', searched_to_);
        if (end == std::string::npos) {
            searched_to_ = bytes_.size();
            if (bytes_.size() - begin_ > max_answer_)
                error_ = {
                    errc::agi_answer_too_large, fmt::format("an answer has more than {} bytes", max_answer_)};
            bytes_.erase(0, begin_);
            line_begin_ -= begin_;
            searched_to_ -= begin_;
            begin_ = 0;
            if (bytes_.empty() && bytes_.capacity() > 4096)
                bytes_ = {}; // after a long answer
            return std::nullopt;
        }
        if (end + 1 - begin_ > max_answer_) {
            error_ = {
                errc::agi_answer_too_large, fmt::format("an answer has more than {} bytes", max_answer_)};
            return std::nullopt;
        }
        const auto line = std::string_view(bytes_).substr(line_begin_, end - line_begin_);
        const bool is_first_line = line_begin_ == begin_;
        // Before an answer only: the value of a variable may have such a line.
        if (is_first_line && line.starts_with(hangup) &&
            (line.size() == hangup.size() || is_digit(line[hangup.size()]))) {
            // Old versions write the answer on the same line: `HANGUP511 Command ...`.
            begin_ = line.size() == hangup.size() ? end + 1 : begin_ + hangup.size();
            line_begin_ = searched_to_ = begin_;
            return item{kind::hangup, {}};
        }
        if (is_first_line && (line.empty() || (begins_with_code(line) && line[0] == '1'))) {
            begin_ = line_begin_ = searched_to_ = end + 1;
            continue;
        }
        if (is_first_line && !begins_with_code(line)) {
            error_ = {errc::invalid_agi_result,
                "\"" + quote_agi_answer(line, 80) +
                    "\" is no answer; possible cause: a variable's value has line ends "
                    "(use async_get_variable_encoded)"};
            return std::nullopt;
        }
        const bool is_over = is_last_line(line);
        line_begin_ = searched_to_ = end + 1;
        if (is_over)
            return item{kind::answer, take(end + 1)};
    }
    return std::nullopt;
}

AMI_DECL bool answer_reader::is_last_line(std::string_view line)
{
    if (is_in_usage_) {
        // Old versions write no LF between the text and its end.
        is_in_usage_ = !line.starts_with("520 ") && !line.ends_with("520 End of proper usage.");
    } else if (is_in_value_) {
        is_in_value_ = !ends_value(line);
    } else {
        is_in_usage_ = line.starts_with("520-") && !line.ends_with("520 End of proper usage.");
        is_in_value_ = opens_value(line);
    }
    return !is_in_usage_ && !is_in_value_;
}

AMI_DECL std::string answer_reader::take(std::size_t size)
{
    auto text = bytes_.substr(begin_, size - begin_);
    begin_ = size;
    return text;
}

} // namespace ami::detail

#endif // AMI_AGI_FAST_IMPL_ANSWER_READER_IPP
