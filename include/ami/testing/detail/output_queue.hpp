// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_OUTPUT_QUEUE_HPP
#define AMI_TESTING_DETAIL_OUTPUT_QUEUE_HPP

#include <ami/testing/faults.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami::testing::detail {

// What a connection is to write: in the pieces that an answer or the fault plan wants, and up to where the plan cuts it.
class output_queue {
public:
    explicit output_queue(const fault_plan& plan) : plan_(plan) {}

    // Without a size of pieces, those of the plan.
    void push(std::string bytes, std::size_t fragment = 0, std::chrono::microseconds pause = {})
    {
        if (!bytes.empty())
            chunks_.push_back({std::move(bytes), fragment, pause});
    }

    void plan_changed()
    {
        if (!plan_.cut_after)
            cut_at_.reset();
        else if (!cut_at_ || cut_turn_ != plan_.cut_turn)
            cut_at_ = written_ + *plan_.cut_after;
        cut_turn_ = plan_.cut_turn;
    }

    bool is_stalled() const noexcept { return plan_.stalled; }
    // Nothing more may be written, and the connection ends as the plan says.
    bool is_cut() const noexcept { return cut_at_ && written_ >= *cut_at_; }
    ending cut_end() const noexcept { return plan_.cut_how; }
    bool empty() const noexcept { return chunks_.empty(); }

    // The next piece. It stays in memory until all of it was written.
    std::string_view next() const
    {
        const auto& front = chunks_.front();
        auto size = front.bytes.size() - front_used_;
        if (const auto fragment = front.fragment != 0 ? front.fragment : plan_.fragment; fragment != 0)
            size = std::min(size, fragment);
        if (cut_at_)
            size = static_cast<std::size_t>(std::min<std::uint64_t>(size, *cut_at_ - written_));
        return {front.bytes.data() + front_used_, size};
    }

    // So many bytes of the piece were written. Returns the pause before the next one.
    std::chrono::microseconds written(std::size_t size)
    {
        const auto& front = chunks_.front();
        const bool in_pieces = front.fragment != 0 || plan_.fragment != 0;
        const auto pause = front.fragment != 0 ? front.pause : plan_.pause;
        written_ += size;
        front_used_ += size;
        if (front_used_ == front.bytes.size()) {
            chunks_.pop_front();
            front_used_ = 0;
        }
        return in_pieces ? pause : std::chrono::microseconds(0);
    }

private:
    struct chunk {
        std::string bytes;
        std::size_t fragment;
        std::chrono::microseconds pause;
    };

    const fault_plan& plan_;
    std::deque<chunk> chunks_;
    std::size_t front_used_ = 0;
    std::uint64_t written_ = 0;
    std::optional<std::uint64_t> cut_at_;
    unsigned cut_turn_ = 0;
};

} // namespace ami::testing::detail

#endif // AMI_TESTING_DETAIL_OUTPUT_QUEUE_HPP
