// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_ACTION_READER_IPP
#define AMI_TESTING_IMPL_ACTION_READER_IPP

#include <ami/testing/detail/action_reader.hpp>

namespace ami::testing::detail {

AMI_DECL action_reader::result action_reader::next(std::string_view& bytes)
{
    while (!bytes.empty()) {
        const char c = bytes.front();
        bytes.remove_prefix(1);
        line_ += c;
        if (c != '\n') {
            if (line_.size() == buffer_size) {
                // The last byte is kept: it may be the CR of a CRLF.
                line_.erase(0, buffer_size - 1);
                line_too_long_ = true;
            }
            continue;
        }
        line_.pop_back();
        if (!line_.empty() && line_.back() == '\r')
            line_.pop_back();
        // What stands after a NUL is lost.
        line_.resize(std::string_view{line_.c_str()}.size());
        if (!line_.empty()) {
            if (count_ == max_lines) {
                too_many_lines_ = true;
            } else {
                ++count_;
                lines_.append(line_).append("\r\n");
            }
            line_.clear();
            continue;
        }
        taken_.swap(lines_);
        lines_.clear();
        count_ = 0;
        if (too_many_lines_) {
            // The mark of a long line stays, and the next action is refused for it.
            too_many_lines_ = false;
            return result::too_many_lines;
        }
        if (line_too_long_) {
            line_too_long_ = false;
            return result::line_too_long;
        }
        return result::action;
    }
    return result::need_more;
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_ACTION_READER_IPP
