// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_KEYED_SET_HPP
#define AMI_SESSION_LIVE_KEYED_SET_HPP

#include <ami/detail/segmented_table.hpp>
#include <ami/detail/text_hash.hpp>

#include <cstddef>
#include <functional>
#include <string_view>
#include <type_traits>

namespace ami::detail {

// The key of a value, or a key: for look-ups without a value.
template <class KeyOf>
struct key_or_value {
    using is_transparent = void;

    template <class Value>
    static std::string_view key(const Value& of) noexcept
    {
        if constexpr (std::is_convertible_v<const Value&, std::string_view>)
            return of;
        else
            return KeyOf()(of);
    }
};
template <class KeyOf>
struct keyed_hash : key_or_value<KeyOf> {
    template <class Value>
    std::size_t operator()(const Value& of) const noexcept
    {
        return static_cast<std::size_t>(text_hash(this->key(of)));
    }
};
template <class KeyOf>
struct keyed_equal : key_or_value<KeyOf> {
    template <class First, class Second>
    bool operator()(const First& a, const Second& b) const noexcept
    {
        return this->key(a) == this->key(b);
    }
};

// Values that have their keys in them: a map would have a copy of each.
template <class Value, class KeyOf>
using keyed_set = segmented_set<Value, keyed_hash<KeyOf>, keyed_equal<KeyOf>>;

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_KEYED_SET_HPP
