// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_ANSWER_READER_HPP
#define AMI_AGI_FAST_ANSWER_READER_HPP

#include <ami/protocol/errors/error.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ami::detail {

// Splits what Asterisk sends after the environment into answers and hang-ups.
//
// An answer is one line, with three exceptions: `100 ...` comes before another answer, `520-` opens a block up to a line
// `520 `, and a value in parentheses may have line ends. Values are not escaped, so one with ")" before a line end looks like
// a whole answer; its rest is an error here.
class answer_reader {
public:
    enum class kind { answer, hangup };

    struct item {
        kind type;
        std::string text; // of an answer, with the LF that ends it
    };

    explicit answer_reader(std::size_t max_answer) : max_answer_(max_answer) {}

    void add(std::string_view bytes) { bytes_.append(bytes); }

    // The next one that is complete.
    AMI_DECL std::optional<item> next();

    // Why there is no next one, ever.
    const failure& error() const noexcept { return error_; }

private:
    bool is_last_line(std::string_view line);
    std::string take(std::size_t size);

    std::size_t max_answer_;
    std::string bytes_;           // not given yet
    std::size_t begin_ = 0;       // of the answer in them
    std::size_t line_begin_ = 0;  // of its last line
    std::size_t searched_to_ = 0; // no LF from line_begin_ up to here
    bool is_in_usage_ = false;
    bool is_in_value_ = false;
    failure error_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/agi/fast/impl/answer_reader.ipp>
#endif

#endif // AMI_AGI_FAST_ANSWER_READER_HPP
