// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_ACTION_READER_HPP
#define AMI_TESTING_DETAIL_ACTION_READER_HPP

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ami::testing::detail {

// Reads actions as Asterisk's get_input and do_message do, faults included (protocol/README.md 1.2): lines up to 1,022
// bytes before their CRLF, 128 lines, a blank line on its own is an action without a name.
class action_reader {
public:
    enum class result { need_more, action, line_too_long, too_many_lines };

    // Takes bytes off `bytes` up to the end of the next action; the action's lines are in `lines()`.
    AMI_DECL result next(std::string_view& bytes);

    // The lines that were kept, each with CRLF, without the blank line. Valid until the next call.
    const std::string& lines() const noexcept { return taken_; }

private:
    static constexpr std::size_t buffer_size = 1024;
    static constexpr std::size_t max_lines = 128;

    std::string line_;
    std::string lines_;
    std::string taken_;
    std::size_t count_ = 0;
    bool line_too_long_ = false;
    bool too_many_lines_ = false;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/action_reader.ipp>
#endif

#endif // AMI_TESTING_DETAIL_ACTION_READER_HPP
