// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_CALL_FACTS_IPP
#define AMI_SESSION_LIVE_IMPL_CALL_FACTS_IPP

#include <ami/protocol/values/channel_state.hpp>
#include <ami/session/live/call_facts.hpp>
#include <ami/session/live/record_store.hpp>

namespace ami::detail {

AMI_DECL live::channel caller_of(const call_parties& parties)
{
    live::channel found;
    parties.any_of([&](const kept_party& each) {
        if (each.role != live::call_role::caller)
            return false;
        found = each.channel;
        return true;
    });
    return found;
}

AMI_DECL live::call_party made_party(const kept_party& of, const live::channel& caller)
{
    using channels = record_store<live::channel>;
    call_party_facts made;
    made.channel = of.channel;
    made.role = of.role;
    made.ringing_since = kept_party::known(of.ringing_since);
    made.answered_since = kept_party::known(of.answered_since);
    if (of.channel.state() == channel_state::ringing &&
        channels::key_of(caller) != channels::key_of(of.channel))
        made.calls_it = caller;
    return live::call_party(std::move(made));
}

AMI_DECL const call_content::lists& call_content::looked() const
{
    std::call_once(has_looked_, [this] {
        auto made = std::make_unique<lists>();
        const auto caller = caller_of(facts_.parties);
        made->parties.reserve(facts_.parties.size());
        facts_.parties.for_each(
            [&](const kept_party& each) { made->parties.push_back(made_party(each, caller)); });
        made->former.reserve(facts_.former.size());
        facts_.former.for_each([&](const kept_party& each) { made->former.push_back(made_party(each, {})); });
        lists_ = std::move(made);
    });
    return *lists_;
}

AMI_DECL void call_pointer::destroy(const call_content* of) noexcept
{
    delete of;
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_CALL_FACTS_IPP
