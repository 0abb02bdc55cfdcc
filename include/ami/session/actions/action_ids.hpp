// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_ACTIONS_ACTION_IDS_HPP
#define AMI_SESSION_ACTIONS_ACTION_IDS_HPP

#include <boost/assert.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace ami::detail {

// The ActionIDs of a connection: a prefix that others must not be able to guess, and a number. Numbers are counted on over
// connections.
class action_ids {
public:
    void start(std::string_view prefix) noexcept
    {
        BOOST_ASSERT(prefix.size() <= 12); // with 20 digits an ActionID stays within 32 bytes
        prefix_size_ = prefix.size();
        auto* const digits = std::copy(prefix.begin(), prefix.end(), text_.data());
        const auto written = std::to_chars(digits, text_.data() + text_.size(), last_ + 1);
        size_ = static_cast<std::size_t>(written.ptr - text_.data());
    }

    // The connection has ended: no ActionID is one of ours.
    void stop() noexcept { prefix_size_ = 0; }

    std::string_view prefix() const noexcept { return {text_.data(), prefix_size_}; }

    // The ActionID that was not used yet; good until `use`.
    std::string_view next() const noexcept { return {text_.data(), size_}; }

    // Takes it. Gives its number.
    std::uint64_t use() noexcept
    {
        count_up();
        return ++last_;
    }

    // The number that was used last.
    std::uint64_t last() const noexcept { return last_; }

    // 0 where the ActionID is none of ours.
    std::uint64_t number_of(std::string_view action_id) const noexcept
    {
        constexpr std::size_t most_digits = 19; // of any number
        if (prefix_size_ == 0 || action_id.size() <= prefix_size_ ||
            std::memcmp(action_id.data(), text_.data(), prefix_size_) != 0 ||
            action_id.size() - prefix_size_ > most_digits)
            return 0;
        std::uint64_t number = 0;
        for (const char c : action_id.substr(prefix_size_)) {
            const auto digit = static_cast<unsigned char>(c - '0');
            if (digit > 9)
                return 0;
            number = number * 10 + digit;
        }
        return number;
    }

private:
    // In its digits: most of the time only the last one changes.
    void count_up() noexcept
    {
        auto at = size_;
        while (at != prefix_size_ && text_[at - 1] == '9')
            text_[--at] = '0';
        if (at != prefix_size_) {
            ++text_[at - 1];
            return;
        }
        text_[at] = '1';
        text_[size_++] = '0';
    }

    std::array<char, 32> text_{};
    std::size_t prefix_size_ = 0;
    std::size_t size_ = 0;
    std::uint64_t last_ = 0;
};

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_ACTION_IDS_HPP
