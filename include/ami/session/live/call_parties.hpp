// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_CALL_PARTIES_HPP
#define AMI_SESSION_LIVE_CALL_PARTIES_HPP

#include <ami/session/live/party_group.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace ami::detail {

// The parties of a call by their numbers. Copies share all groups that have not changed since, so that a change of one party among
// thousands copies a few, and a record of the call needs no copy of each.
class call_parties {
public:
    call_parties() = default;
    call_parties(const call_parties& other)
        : full_(other.full_ ? std::make_unique<groups>(*other.full_) : nullptr), last_(other.last_)
    {}
    call_parties(call_parties&&) = default;
    call_parties& operator=(call_parties other) noexcept
    {
        full_.swap(other.full_);
        std::swap(last_, other.last_);
        return *this;
    }
    ~call_parties() = default;

    // Its number is higher than all others.
    AMI_DECL void add(kept_party party);
    // Null if there is none. Good until the next change.
    const kept_party* find(std::uint32_t number) const noexcept { return group_of(number).find(number); }
    // To be changed, which copies do not see.
    kept_party* edit(std::uint32_t number) { return own_group_of(number).edit(number); }
    AMI_DECL void erase(std::uint32_t number);

    bool empty() const noexcept { return last_.empty() && !full_; }
    AMI_DECL std::size_t size() const noexcept;

    // In their order, until the function says true. Says whether it did.
    template <class Predicate>
    bool any_of(Predicate predicate) const
    {
        if (full_) {
            for (const auto& each : *full_) {
                for (const auto& party : each) {
                    if (predicate(party))
                        return true;
                }
            }
        }
        for (const auto& party : last_) {
            if (predicate(party))
                return true;
        }
        return false;
    }
    template <class Function>
    void for_each(Function function) const
    {
        any_of([&](const kept_party& each) {
            function(each);
            return false;
        });
    }

    AMI_DECL bool operator==(const call_parties& other) const noexcept;

private:
    using groups = std::vector<party_group>;
    static constexpr std::size_t group_size = 32;

    // The group that has this number, if any has.
    const party_group& group_of(std::uint32_t number) const noexcept
    {
        return full_ ? group_of_many(number) : last_;
    }
    party_group& own_group_of(std::uint32_t number) noexcept
    {
        return const_cast<party_group&>(group_of(number));
    }
    AMI_DECL const party_group& group_of_many(std::uint32_t number) const noexcept;

    std::unique_ptr<groups> full_; // none of them is empty; few calls have one
    party_group last_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/call_parties.ipp>
#endif

#endif // AMI_SESSION_LIVE_CALL_PARTIES_HPP
