// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_SHARED_TEXT_HPP
#define AMI_SESSION_LIVE_SHARED_TEXT_HPP

#include <ami/session/live/record.hpp>
#include <ami/session/live/record_block.hpp>

#include <string_view>

namespace ami::detail {

// A text that never changes and whose copies share it: a call and each of its records have the same.
class shared_text {
public:
    shared_text() = default;
    explicit shared_text(std::string_view text)
    {
        if (!text.empty())
            block_ = record_block<no_values>(text, {}, {});
    }

    std::string_view view() const noexcept { return block_.key(); }
    bool empty() const noexcept { return !block_; }

    friend bool operator==(const shared_text& a, const shared_text& b) noexcept
    {
        return a.block_.is_same_as(b.block_) || a.view() == b.view();
    }

private:
    record_block<no_values> block_;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_SHARED_TEXT_HPP
