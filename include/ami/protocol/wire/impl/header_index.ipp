// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_IMPL_HEADER_INDEX_IPP
#define AMI_PROTOCOL_WIRE_IMPL_HEADER_INDEX_IPP

#include <ami/protocol/wire/header_index.hpp>

#include <algorithm>
#include <cstring>

namespace ami {

AMI_DECL void header_index::assign_lines(std::string_view lines)
{
    lines_ = lines;
    const auto find = detail::scan().mark_lines;
    detail::line_marks found;
    for (std::size_t from = 0; from < lines.size(); from += detail::max_marked) {
        // Room for whatever these bytes may hold, and for what is written too much.
        if (capacity_ < found.lines + detail::max_marked + 5) {
            const auto larger = std::max(2 * capacity_, found.lines + detail::max_marked + 5);
            std::vector<std::uint32_t> moved(2 * larger);
            std::copy_n(marks_.begin(), found.lines, moved.begin());
            std::copy_n(marks_.begin() + static_cast<std::ptrdiff_t>(capacity_), found.lines_with_colon,
                moved.begin() + static_cast<std::ptrdiff_t>(larger));
            marks_ = std::move(moved);
            capacity_ = larger;
        }
        find(lines.data(), from, std::min(from + detail::max_marked, lines.size()), marks_.data(),
            marks_.data() + capacity_, found);
    }
    size_ = found.lines;
    if (!lines.empty() && lines.back() != '\n') // a Command's headers, cut off by its text
        marks_[size_++] = static_cast<std::uint32_t>(lines.size());
    if (found.lines_with_colon != size_)
        pair_colons();
}

// Some line has no colon, so the marks of colons are not in step with those of the ends.
AMI_DECL void header_index::pair_colons()
{
    std::size_t begin = 0;
    for (std::size_t i = 0; i != size_; ++i) {
        const auto end = marks_[i];
        const auto* const colon = static_cast<const char*>(
            end == begin ? nullptr : std::memchr(lines_.data() + begin, ':', end - begin));
        marks_[capacity_ + i] = colon ? static_cast<std::uint32_t>(colon - lines_.data()) : end;
        begin = end + std::size_t{1};
    }
}

} // namespace ami

#endif // AMI_PROTOCOL_WIRE_IMPL_HEADER_INDEX_IPP
