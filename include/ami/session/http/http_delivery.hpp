// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_HTTP_HTTP_DELIVERY_HPP
#define AMI_SESSION_HTTP_HTTP_DELIVERY_HPP

#include <ami/session/http/http_results.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <deque>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace ami::detail {

// What an HTTP session gives to the session above, in order: that more actions can be sent; each result, read piece by
// piece and then ended; the end.
class http_delivery {
public:
    // Where the next bytes go. All bytes that were read before have been taken out.
    void read(std::span<char> into) noexcept { into_ = into; }

    void add(std::vector<http_result> results)
    {
        for (auto& result : results)
            results_.push_back(std::move(result));
    }

    // The next action has no connection; until something happens.
    void set_full(bool full) noexcept { is_full_ = full; }
    bool is_full() const noexcept { return is_full_; }
    void wait_writable() noexcept { waits_writable_ = true; }

    bool has_results() const noexcept { return !results_.empty(); }
    bool is_due(bool is_over) const noexcept
    {
        return has_results() || waits_writable_ || (is_over && !end_told_);
    }

    bool take_writable() noexcept { return !is_full_ && std::exchange(waits_writable_, false); }

    // A part of the oldest result, or its end. An answer's packets are read whole before anything else is given out.
    struct piece {
        std::size_t size = 0;               // bytes that were read
        std::optional<http_result> ended{}; // without its packets
    };
    // Nothing if nobody reads now, or there is nothing to read.
    std::optional<piece> next_piece()
    {
        if (results_.empty() || into_.empty())
            return std::nullopt;
        auto& oldest = results_.front();
        if (taken_ == oldest.packets.size()) {
            piece end{0, std::move(oldest)};
            results_.pop_front();
            taken_ = 0;
            return end;
        }
        const auto into = std::exchange(into_, {});
        const auto size = std::min(into.size(), oldest.packets.size() - taken_);
        std::memcpy(into.data(), oldest.packets.data() + taken_, size);
        taken_ += size;
        // The reader makes something of it, which takes memory too.
        constexpr std::size_t worth_moving = 1u << 20;
        if (taken_ >= worth_moving && taken_ > oldest.packets.size() / 2 && taken_ != oldest.packets.size()) {
            oldest.packets = oldest.packets.substr(taken_);
            taken_ = 0;
        }
        return piece{size};
    }

    // Once.
    bool take_end(bool is_over) noexcept { return is_over && !std::exchange(end_told_, true); }

private:
    std::span<char> into_;
    std::deque<http_result> results_;
    std::size_t taken_ = 0; // of the oldest one's packets
    bool waits_writable_ = false;
    bool is_full_ = false;
    bool end_told_ = false;
};

} // namespace ami::detail

#endif // AMI_SESSION_HTTP_HTTP_DELIVERY_HPP
