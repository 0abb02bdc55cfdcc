// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_HEADER_INDEX_HPP
#define AMI_PROTOCOL_WIRE_HEADER_INDEX_HPP

#include <ami/protocol/wire/header_view.hpp>
#include <ami/protocol/wire/scan.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace ami {

/// Where every header of a packet is, found in one pass: for code that needs most of them.
///
///     index.assign(packet);                         // an ami::header_index, kept for its memory
///     for (std::size_t i = 0; i != index.size(); ++i)
///         use(index[i].name, index[i].value);
///
/// It points into the packet and is good as long as the packet's bytes are.
class header_index {
public:
    header_index() = default;

    /// Looks through this packet, or event, or response.
    template <class Packet>
    explicit header_index(const Packet& packet)
    {
        assign(packet);
    }

    /// Forgets what it knew and looks through this packet, or event, or response.
    template <class Packet>
    void assign(const Packet& packet)
    {
        assign_lines(packet.header_lines());
    }

    /// All lines, raw lines included.
    std::size_t size() const noexcept { return size_; }
    /// Whether there is no line.
    bool empty() const noexcept { return size_ == 0; }

    /// The line at a position below `size()`, in wire order.
    header_view operator[](std::size_t i) const noexcept
    {
        const std::size_t begin = i == 0 ? 0 : marks_[i - 1] + std::size_t{1};
        const std::size_t colon = marks_[capacity_ + i];
        std::size_t end = marks_[i];
        if (end != begin && lines_[end - 1] == '\r')
            --end;
        const char* const line = lines_.data() + begin;
        if (colon <= begin || colon >= end || *line == ':')
            return {{}, {line, end - begin}};
        return {{line, colon - begin}, detail::skip_blanks({line + (colon - begin) + 1, end - colon - 1})};
    }

private:
    AMI_DECL void assign_lines(std::string_view lines);
    AMI_DECL void pair_colons();

    std::string_view lines_;
    std::vector<std::uint32_t> marks_; // ends, and from capacity_ on colons
    std::size_t capacity_ = 0;
    std::size_t size_ = 0;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/wire/impl/header_index.ipp>
#endif

#endif // AMI_PROTOCOL_WIRE_HEADER_INDEX_HPP
