// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_PARTY_GROUP_IPP
#define AMI_SESSION_LIVE_IMPL_PARTY_GROUP_IPP

#include <ami/session/live/party_group.hpp>

#include <algorithm>
#include <memory>
#include <new>

namespace ami::detail {

AMI_DECL party_group::head* party_group::made(std::size_t capacity)
{
    void* const place = ::operator new(sizeof(head) + capacity * sizeof(kept_party));
    return ::new (place) head{{1}, 0, static_cast<std::uint16_t>(capacity)};
}

AMI_DECL void party_group::free(head* of) noexcept
{
    std::destroy_n(places(of), of->size);
    ::operator delete(static_cast<void*>(of));
}

AMI_DECL void party_group::own(std::size_t capacity)
{
    const bool is_own = head_ != nullptr && head_->references.load(std::memory_order_acquire) == 1;
    if (is_own && capacity <= head_->capacity)
        return;
    party_group other;
    other.head_ = made(capacity);
    if (is_own)
        std::uninitialized_move_n(places(head_), size(), places(other.head_));
    else
        std::uninitialized_copy_n(begin(), size(), places(other.head_));
    other.head_->size = static_cast<std::uint16_t>(size());
    std::swap(head_, other.head_);
}

AMI_DECL const kept_party* party_group::find(std::uint32_t number) const noexcept
{
    const auto* const place = std::lower_bound(
        begin(), end(), number, [](const kept_party& each, std::uint32_t of) { return each.number < of; });
    return place != end() && place->number == number ? place : nullptr;
}

AMI_DECL kept_party* party_group::edit(std::uint32_t number)
{
    const auto* const found = find(number);
    if (found == nullptr)
        return nullptr;
    const auto at = found - begin();
    own(size());
    return places(head_) + at;
}

AMI_DECL void party_group::add(kept_party party)
{
    const auto count = size();
    // Most calls have one party or two.
    own(head_ != nullptr && count < head_->capacity ? head_->capacity : std::max<std::size_t>(2 * count, 1));
    ::new (static_cast<void*>(places(head_) + count)) kept_party(std::move(party));
    ++head_->size;
}

AMI_DECL void party_group::erase(std::uint32_t number)
{
    auto* const place = edit(number);
    if (place == nullptr)
        return;
    auto* const last = places(head_) + size() - 1;
    std::move(place + 1, last + 1, place);
    std::destroy_at(last);
    if (--head_->size == 0)
        *this = party_group();
}

AMI_DECL bool party_group::operator==(const party_group& other) const noexcept
{
    return head_ == other.head_ || std::equal(begin(), end(), other.begin(), other.end());
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_PARTY_GROUP_IPP
