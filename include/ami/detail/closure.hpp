// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_DETAIL_CLOSURE_HPP
#define AMI_DETAIL_CLOSURE_HPP

#include <ami/detail/macros.hpp>

#include <type_traits>

namespace ami::detail {

// Whether the captures of a function object that is given as `F&&` would be destroyed twice if it was made inside a
// co_await expression. Closures and aggregates are concerned, not classes with constructors of their own. (A closure
// with captures cannot be assigned to.)
template <class F>
inline constexpr bool dies_twice =
    AMI_CLOSURES_DIE_TWICE && !std::is_reference_v<F> && !std::is_trivially_destructible_v<F> &&
    (std::is_aggregate_v<F> || !std::is_move_assignable_v<F>);

} // namespace ami::detail

#endif // AMI_DETAIL_CLOSURE_HPP
