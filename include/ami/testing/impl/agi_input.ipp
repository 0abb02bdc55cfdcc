// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_AGI_INPUT_IPP
#define AMI_TESTING_IMPL_AGI_INPUT_IPP

#include <ami/testing/detail/agi_input.hpp>

#include <algorithm>
#include <utility>

namespace ami::testing::detail {

AMI_DECL bool agi_input::fill()
{
    constexpr std::size_t block = 4096;
    stdio_ = socket_.substr(0, block);
    socket_.erase(0, stdio_.size());
    return !stdio_.empty();
}

AMI_DECL agi_input::outcome agi_input::read(std::string& line)
{
    for (;;) {
        if (stdio_.empty() && !fill()) {
            if (!ended_)
                return outcome::need_more;
            if (line_.empty())
                return outcome::end;
            line = std::exchange(line_, {});
            return outcome::line;
        }
        // As fgets: up to the line end, or as much as there is place for.
        const auto room = longest_ - line_.size();
        const auto end = stdio_.find('\n');
        const auto size = std::min({room, stdio_.size(), end == std::string::npos ? end : end + 1});
        line_.append(stdio_, 0, size);
        stdio_.erase(0, size);
        // To C, a NUL ends the text: what follows it is lost, and the next line is appended.
        line_.erase(std::min(line_.find('\0'), line_.size()));
        if (line_.size() < longest_ && !line_.ends_with('\n'))
            continue;
        line = std::exchange(line_, {});
        if (line.ends_with('\n'))
            line.pop_back();
        return outcome::line;
    }
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_AGI_INPUT_IPP
