// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_RING_HPP
#define AMI_SESSION_ACTIONS_RING_HPP

#include <ami/detail/macros.hpp>

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <vector>

namespace ami::detail {

// First in, first out. Unlike std::deque it keeps its memory: nothing is allocated once it had room for the most.
template <class Value>
class ring {
    static_assert(std::is_trivially_copyable_v<Value>);

public:
    bool empty() const noexcept { return size_ == 0; }
    std::size_t size() const noexcept { return size_; }

    // The oldest is number 0.
    Value& operator[](std::size_t number) noexcept
    {
        return values_[(first_ + number) & (values_.size() - 1)];
    }
    const Value& operator[](std::size_t number) const noexcept
    {
        return values_[(first_ + number) & (values_.size() - 1)];
    }
    Value& front() noexcept { return values_[first_]; }
    const Value& front() const noexcept { return values_[first_]; }
    const Value& back() const noexcept { return (*this)[size_ - 1]; }

    void push_back(Value added)
    {
        if (size_ == values_.size())
            grow();
        (*this)[size_++] = added;
    }

    void pop_front() noexcept
    {
        first_ = (first_ + 1) & (values_.size() - 1);
        --size_;
    }

    template <class Predicate>
    void erase_if(const Predicate& is_erased)
    {
        std::size_t kept = 0;
        for (std::size_t i = 0; i != size_; ++i) {
            const auto value = (*this)[i];
            if (!is_erased(value))
                (*this)[kept++] = value;
        }
        size_ = kept;
    }

    void clear() noexcept
    {
        if (values_.size() > kept_capacity)
            values_ = std::vector<Value>();
        first_ = size_ = 0;
    }

    // The first that is not less, of sorted ones; size() if there is none.
    template <class Key, class Less>
    std::size_t lower_bound(const Key& key, const Less& is_less) const
    {
        std::size_t begin = 0;
        for (std::size_t count = size_; count != 0;) {
            const auto half = count / 2;
            if (is_less((*this)[begin + half], key)) {
                begin += half + 1;
                count -= half + 1;
            } else {
                count = half;
            }
        }
        return begin;
    }

private:
    static constexpr std::size_t first_capacity = 4;
    static constexpr std::size_t kept_capacity = 1024;

    AMI_COLD void grow()
    {
        std::rotate(values_.begin(), values_.begin() + static_cast<std::ptrdiff_t>(first_), values_.end());
        first_ = 0;
        values_.resize(values_.empty() ? first_capacity : 2 * values_.size());
    }

    std::vector<Value> values_; // a power of two, or none
    std::size_t first_ = 0;
    std::size_t size_ = 0;
};

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_RING_HPP
