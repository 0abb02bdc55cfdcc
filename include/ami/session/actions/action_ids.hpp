// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_ACTION_IDS_HPP
#define AMI_SESSION_ACTIONS_ACTION_IDS_HPP

#include <ami/protocol/wire/ascii.hpp>

#include <boost/assert.hpp>

#include <algorithm>
#include <array>
#include <bit>
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
        if (!has_prefix(action_id) || action_id.size() - prefix_size_ > most_digits)
            return 0;
        const auto found = leading_number(action_id.substr(prefix_size_));
        return found.digits == action_id.size() - prefix_size_ ? found.value : 0;
    }

    // Takes a line off the front that is an ActionID of ours and ends in CRLF, and gives its number; otherwise 0.
    std::uint64_t take_number(std::string_view& lines) const noexcept
    {
        if (!has_prefix(lines))
            return 0;
        auto rest = lines;
        rest.remove_prefix(prefix_size_);
        const auto found = leading_number(rest);
        rest.remove_prefix(found.digits);
        if (found.value == 0 || !begins_with(rest, "\r\n"))
            return 0;
        rest.remove_prefix(2);
        lines = rest;
        return found.value;
    }

private:
    static constexpr std::size_t most_digits = 19; // of any number

    bool has_prefix(std::string_view text) const noexcept
    {
        return prefix_size_ != 0 && text.size() > prefix_size_ &&
               std::memcmp(text.data(), text_.data(), prefix_size_) == 0;
    }

    struct number {
        std::uint64_t value = 0;
        std::size_t digits = 0;
    };

    static number leading_number(std::string_view text) noexcept
    {
        number found;
        if constexpr (std::endian::native == std::endian::little) {
            if (text.size() >= sizeof(std::uint64_t))
                found = first_digits(text.data());
            if (found.digits % sizeof(std::uint64_t) != 0)
                return found;
        }
        for (; found.digits != text.size() && found.digits != most_digits; ++found.digits) {
            const auto digit = static_cast<unsigned char>(text[found.digits] - '0');
            if (digit > 9)
                break;
            found.value = found.value * 10 + digit;
        }
        return found;
    }

    // Of eight bytes at once: first their digits are summed up in pairs, then the pairs, then the fours.
    static number first_digits(const char* text) noexcept
    {
        constexpr std::uint64_t ones = 0x0101010101010101;
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, text, sizeof bytes);
        bytes ^= '0' * ones; // a digit becomes its value
        const auto others = (((bytes & 0x7f * ones) + (0x7f - 9) * ones) | bytes) & 0x80 * ones;
        const auto digits = static_cast<std::size_t>(std::countr_zero(others)) / 8;
        if (digits == 0)
            return {};
        bytes <<= 64 - 8 * digits; // as if zeros stood before
        bytes = bytes * 10 + (bytes >> 8);
        bytes = ((bytes & 0x000000ff000000ff) * 0x000f424000000064 +
                    ((bytes >> 16) & 0x000000ff000000ff) * 0x0000271000000001) >>
                32;
        return {bytes, digits};
    }

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
