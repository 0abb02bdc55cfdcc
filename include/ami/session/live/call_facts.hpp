// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_CALL_FACTS_HPP
#define AMI_SESSION_LIVE_CALL_FACTS_HPP

#include <ami/protocol/values/hangup_cause.hpp>
#include <ami/session/live/call_parties.hpp>
#include <ami/session/live/call_party.hpp>
#include <ami/session/live/channel.hpp>
#include <ami/session/live/queue_member.hpp>

#include <ami/detail/macros.hpp>

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ami::detail {

// What a record of a call says.
struct call_facts {
    std::string id;
    call_parties parties;
    call_parties former;
    bool is_ringing = false;
    std::chrono::system_clock::time_point began;
    std::optional<std::chrono::system_clock::time_point> answered;
    bool is_answered = false;
    std::string dialled;
    std::string queue;
    live::queue_member agent;

    // Of a call that is over.
    std::optional<std::chrono::system_clock::time_point> ended;
    std::optional<hangup_cause> cause;
    live::channel hung_up_by;
    std::string merged_into;

    bool operator==(const call_facts&) const = default;
};

// What the copies of a record share. The lists of its parties are made when somebody looks at them first, on whichever thread.
class call_content {
public:
    call_content() = default;
    explicit call_content(call_facts&& facts) : facts_(std::move(facts)) {}
    call_content(const call_content&) = delete;
    call_content& operator=(const call_content&) = delete;

    const call_facts& facts() const noexcept { return facts_; }
    const std::vector<live::call_party>& parties() const
    {
        look();
        return parties_;
    }
    const std::vector<live::call_party>& former() const
    {
        look();
        return former_;
    }

private:
    AMI_DECL void look() const;

    call_facts facts_;
    mutable std::once_flag looked_;
    mutable std::vector<live::call_party> parties_;
    mutable std::vector<live::call_party> former_;
};

// Who is called by `caller` while it rings.
AMI_DECL live::call_party made_party(const kept_party& of, const live::channel& caller);
// Of a call: the first one who is in it as its caller; no record if none is.
AMI_DECL live::channel caller_of(const call_parties& parties);

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/call_facts.ipp>
#endif

#endif // AMI_SESSION_LIVE_CALL_FACTS_HPP
