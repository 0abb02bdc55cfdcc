// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_CALL_PARTIES_IPP
#define AMI_SESSION_LIVE_IMPL_CALL_PARTIES_IPP

#include <ami/session/live/call_parties.hpp>

#include <ami/detail/shared_object.hpp>

#include <algorithm>
#include <utility>

namespace ami::detail {

inline bool has_lower_number(const kept_party& party, std::uint32_t number) noexcept
{
    return party.number < number;
}

// The place of a number, or the end.
template <class Group>
auto place_in(Group& group, std::uint32_t number) noexcept
{
    const auto place = std::lower_bound(group.begin(), group.end(), number, &has_lower_number);
    return place != group.end() && place->number == number ? place : group.end();
}

AMI_DECL void call_parties::add(kept_party party)
{
    if (last_.size() == group_size)
        full_.push_back(make_shared_object<group>(std::exchange(last_, {})));
    last_.push_back(std::move(party));
}

AMI_DECL std::size_t call_parties::group_of(std::uint32_t number) const noexcept
{
    const auto place = std::lower_bound(full_.begin(), full_.end(), number,
        [](const auto& each, std::uint32_t of) { return each->back().number < of; });
    return static_cast<std::size_t>(place - full_.begin());
}

AMI_DECL const kept_party* call_parties::find(std::uint32_t number) const noexcept
{
    const auto at = group_of(number);
    const auto& in = at == full_.size() ? last_ : *full_[at];
    const auto place = place_in(in, number);
    return place == in.end() ? nullptr : &*place;
}

// Others may read a full group on their threads: it never changes.
AMI_DECL kept_party* call_parties::edit(std::uint32_t number)
{
    const auto at = group_of(number);
    if (at == full_.size()) {
        const auto place = place_in(last_, number);
        return place == last_.end() ? nullptr : &*place;
    }
    const auto copy = make_shared_object<group>(*full_[at]);
    full_[at] = copy;
    const auto place = place_in(*copy, number);
    return place == copy->end() ? nullptr : &*place;
}

AMI_DECL void call_parties::erase(std::uint32_t number)
{
    const auto at = group_of(number);
    if (at == full_.size()) {
        if (const auto place = place_in(last_, number); place != last_.end())
            last_.erase(place);
        return;
    }
    group rest;
    rest.reserve(full_[at]->size());
    for (const auto& each : *full_[at]) {
        if (each.number != number)
            rest.push_back(each);
    }
    if (rest.empty())
        full_.erase(full_.begin() + static_cast<std::ptrdiff_t>(at));
    else
        full_[at] = make_shared_object<group>(std::move(rest));
}

AMI_DECL std::size_t call_parties::size() const noexcept
{
    auto count = last_.size();
    for (const auto& each : full_)
        count += each->size();
    return count;
}

AMI_DECL bool call_parties::operator==(const call_parties& other) const noexcept
{
    const auto is_same = [](const auto& a, const auto& b) { return a == b || *a == *b; };
    return last_ == other.last_ &&
           std::equal(full_.begin(), full_.end(), other.full_.begin(), other.full_.end(), is_same);
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_CALL_PARTIES_IPP
