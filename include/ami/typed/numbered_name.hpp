// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_TYPED_NUMBERED_NAME_HPP
#define AMI_TYPED_NUMBERED_NAME_HPP

#include <algorithm>
#include <array>
#include <cstddef>
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

} // namespace ami::detail

#endif // AMI_TYPED_NUMBERED_NAME_HPP
