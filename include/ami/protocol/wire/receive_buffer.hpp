// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_RECEIVE_BUFFER_HPP
#define AMI_PROTOCOL_WIRE_RECEIVE_BUFFER_HPP

#include <ami/protocol/wire/scan.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace ami::detail {

// Bytes that were received and not consumed yet, in one piece. After them, `scan_slack` bytes can be read.
class receive_buffer {
public:
    // Room after the bytes. Invalidates every pointer into the buffer.
    std::span<char> prepare(std::size_t size)
    {
        if (begin_ == end_)
            begin_ = end_ = 0;
        if (capacity_ - end_ < size) {
            const std::size_t kept = end_ - begin_;
            // Doubling keeps a packet that grows byte by byte from being copied at every byte.
            if (capacity_ < kept + size || kept > capacity_ / 2) {
                const std::size_t wanted = std::max(kept + size, 2 * capacity_);
                std::unique_ptr<char[]> larger(new char[wanted + scan_slack]);
                if (kept != 0)
                    std::memcpy(larger.get(), buffer_.get() + begin_, kept);
                buffer_ = std::move(larger);
                capacity_ = wanted;
            } else if (kept != 0) {
                std::memmove(buffer_.get(), buffer_.get() + begin_, kept);
            }
            end_ = kept;
            begin_ = 0;
        }
        return {buffer_.get() + end_, capacity_ - end_};
    }
    void commit(std::size_t size) noexcept { end_ += size; }
    void consume(std::size_t size) noexcept { begin_ += size; }
    // Takes bytes back that were consumed since the last `prepare`.
    void restore(std::size_t size) noexcept { begin_ -= size; }
    // Keeps the memory.
    void clear() noexcept { begin_ = end_ = 0; }

    const char* data() const noexcept { return buffer_.get() + begin_; }
    std::size_t size() const noexcept { return end_ - begin_; }
    std::string_view view() const noexcept { return {data(), size()}; }

private:
    std::unique_ptr<char[]> buffer_;
    std::size_t capacity_ = 0;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

} // namespace ami::detail

#endif // AMI_PROTOCOL_WIRE_RECEIVE_BUFFER_HPP
