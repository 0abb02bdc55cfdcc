// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_AGENDA_IPP
#define AMI_TESTING_IMPL_AGENDA_IPP

#include <ami/testing/detail/agenda.hpp>

#include <utility>

namespace ami::testing::detail {

AMI_DECL std::optional<agenda::time_point> agenda::next() const
{
    return entries_.empty() ? std::nullopt : std::optional(entries_.begin()->first.first);
}

AMI_DECL bool agenda::run_next()
{
    if (entries_.empty() || entries_.begin()->first.first > now())
        return false;
    // It may destroy what asked for it.
    const auto deed = std::move(entries_.begin()->second);
    entries_.erase(entries_.begin());
    deed();
    return true;
}

AMI_DECL void agenda::clear()
{
    on_earlier_ = nullptr;
    // What they hold may have alarms.
    const auto forgotten = std::exchange(entries_, {});
}

AMI_DECL agenda::key agenda::add(std::chrono::steady_clock::duration after, std::function<void()> deed)
{
    const key entry(now() + after, ++numbers_);
    const auto added = entries_.emplace(entry, std::move(deed)).first;
    if (added == entries_.begin() && on_earlier_)
        on_earlier_();
    return entry;
}

AMI_DECL void agenda::remove(const key& entry)
{
    const auto found = entries_.find(entry);
    if (found == entries_.end())
        return;
    // What it holds may have alarms.
    const auto forgotten = std::move(found->second);
    entries_.erase(found);
}

AMI_DECL void alarm::start(std::chrono::steady_clock::duration after, std::function<void()> deed)
{
    cancel();
    entry_ = agenda_.add(after, std::move(deed));
}

AMI_DECL void alarm::cancel()
{
    if (const auto entry = std::exchange(entry_, std::nullopt))
        agenda_.remove(*entry);
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_AGENDA_IPP
