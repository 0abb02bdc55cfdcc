// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_CALL_PARTIES_IPP
#define AMI_SESSION_LIVE_IMPL_CALL_PARTIES_IPP

#include <ami/session/live/call_parties.hpp>

#include <algorithm>
#include <utility>

namespace ami::detail {

AMI_DECL void call_parties::add(kept_party party)
{
    if (last_.size() == group_size) {
        if (!full_)
            full_ = std::make_unique<groups>();
        full_->push_back(std::exchange(last_, {}));
    }
    last_.add(std::move(party));
}

AMI_DECL const party_group& call_parties::group_of_many(std::uint32_t number) const noexcept
{
    const auto place = std::lower_bound(full_->begin(), full_->end(), number,
        [](const party_group& each, std::uint32_t of) { return each.back().number < of; });
    return place == full_->end() ? last_ : *place;
}

AMI_DECL void call_parties::erase(std::uint32_t number)
{
    auto& in = own_group_of(number);
    in.erase(number);
    if (!in.empty() || &in == &last_)
        return;
    full_->erase(full_->begin() + (&in - full_->data()));
    if (full_->empty())
        full_.reset();
}

AMI_DECL std::size_t call_parties::size() const noexcept
{
    auto count = last_.size();
    if (full_) {
        for (const auto& each : *full_)
            count += each.size();
    }
    return count;
}

AMI_DECL bool call_parties::operator==(const call_parties& other) const noexcept
{
    if (static_cast<bool>(full_) != static_cast<bool>(other.full_) || last_ != other.last_)
        return false;
    return !full_ || *full_ == *other.full_;
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_CALL_PARTIES_IPP
