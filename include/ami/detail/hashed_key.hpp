// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_DETAIL_HASHED_KEY_HPP
#define AMI_DETAIL_HASHED_KEY_HPP

#include <cstddef>

namespace ami::detail {

// A key whose hash is known.
template <class Key>
struct hashed_key {
    const Key& key;
    std::size_t hash;
};

template <class Hash>
struct hash_once {
    using is_transparent = void;
    template <class Key>
    std::size_t operator()(const Key& key) const noexcept
    {
        return Hash{}(key);
    }
    template <class Key>
    std::size_t operator()(const hashed_key<Key>& of) const noexcept
    {
        return of.hash;
    }
};

template <class Equal>
struct equal_hashed {
    using is_transparent = void;
    template <class A, class B>
    bool operator()(const A& a, const B& b) const noexcept
    {
        return Equal{}(a, b);
    }
    template <class A, class B>
    bool operator()(const hashed_key<A>& a, const B& b) const noexcept
    {
        return Equal{}(a.key, b);
    }
    template <class A, class B>
    bool operator()(const A& a, const hashed_key<B>& b) const noexcept
    {
        return Equal{}(a, b.key);
    }
};

} // namespace ami::detail

#endif // AMI_DETAIL_HASHED_KEY_HPP
