// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_NUMBERED_NAME_HPP
#define AMI_TYPED_NUMBERED_NAME_HPP

#include <ami/protocol/wire/ascii.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace ami::detail {

// The name of a header with numbers in place of `#`: one `#` is a number without leading zeros, `######` one of at least
// six digits.
class numbered_name {
public:
    numbered_name(std::string_view pattern, std::size_t first, std::size_t second = 0) noexcept
    {
        std::size_t number = first;
        while (!pattern.empty()) {
            const auto place = std::min(pattern.find('#'), pattern.size());
            add(pattern.substr(0, place));
            pattern.remove_prefix(place);
            const auto digits = std::min(pattern.find_first_not_of('#'), pattern.size());
            if (digits != 0)
                add(number, digits);
            pattern.remove_prefix(digits);
            number = second;
        }
    }

    std::string_view view() const noexcept { return {name_.data(), size_}; }

private:
    void add(std::string_view text) noexcept
    {
        size_ += text.copy(name_.data() + size_, name_.size() - size_);
    }

    void add(std::size_t number, std::size_t least_digits) noexcept
    {
        std::array<char, 20> digits{};
        std::size_t count = 0;
        do {
            digits[digits.size() - ++count] = static_cast<char>('0' + number % 10);
            number /= 10;
        } while (count != digits.size() && (number != 0 || count < least_digits));
        add({digits.data() + digits.size() - count, count});
    }

    std::array<char, 128> name_;
    std::size_t size_ = 0;
};

// What `find` gives for a header. mxml has `_` for each byte of a name that is no letter or digit.
template <class Headers>
std::optional<std::string_view> find_spelt(const Headers& headers, std::string_view name) noexcept
{
    std::array<char, 128> spelt;
    const auto found = headers.find(name);
    if (found || name.size() > spelt.size())
        return found;
    bool differs = false;
    std::transform(name.begin(), name.end(), spelt.begin(), [&differs](char c) {
        const char low = to_lower(c);
        const bool plain = is_digit(c) || (low >= 'a' && low <= 'z');
        differs |= !plain;
        return plain ? c : '_';
    });
    return differs ? headers.find(std::string_view(spelt.data(), name.size())) : found;
}

} // namespace ami::detail

#endif // AMI_TYPED_NUMBERED_NAME_HPP
