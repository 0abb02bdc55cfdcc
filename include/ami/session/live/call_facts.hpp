// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_CALL_FACTS_HPP
#define AMI_SESSION_LIVE_CALL_FACTS_HPP

#include <ami/protocol/values/hangup_cause.hpp>
#include <ami/session/live/call_parties.hpp>
#include <ami/session/live/call_party.hpp>
#include <ami/session/live/channel.hpp>
#include <ami/session/live/queue_member.hpp>
#include <ami/session/live/shared_text.hpp>

#include <ami/detail/macros.hpp>

#include <atomic>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace ami::detail {

// What a record of a call says.
struct call_facts {
    shared_text id;
    call_parties parties;
    call_parties former;
    std::chrono::system_clock::time_point began;
    std::optional<std::chrono::system_clock::time_point> answered;
    bool is_answered = false;
    bool is_ringing = false;
    shared_text dialled;
    shared_text queue;
    live::queue_member agent;

    // Of a call that is over.
    std::optional<std::chrono::system_clock::time_point> ended;
    std::optional<hangup_cause> cause;
    live::channel hung_up_by;
    shared_text merged_into;

    bool operator==(const call_facts&) const = default;
};

// What the copies of a record share. The lists of its parties are made when somebody looks at them first, on whichever thread.
class call_content {
public:
    call_content() = default;
    // The function makes the facts in their place.
    template <std::invocable Make>
    explicit call_content(Make make) : facts_(make())
    {}
    call_content(const call_content&) = delete;
    call_content& operator=(const call_content&) = delete;

    const call_facts& facts() const noexcept { return facts_; }
    const std::vector<live::call_party>& parties() const { return looked().parties; }
    const std::vector<live::call_party>& former() const { return looked().former; }

private:
    friend class call_pointer;
    struct lists {
        std::vector<live::call_party> parties;
        std::vector<live::call_party> former;
    };
    AMI_DECL const lists& looked() const;

    call_facts facts_;
    mutable std::unique_ptr<const lists> lists_;
    mutable std::once_flag has_looked_;
    mutable std::atomic<std::uint32_t> references_{0};
};

// Each thread may have pointers of its own.
class call_pointer {
public:
    call_pointer() = default;
    explicit call_pointer(const call_content* of) noexcept : of_(of) { hold(); }
    call_pointer(const call_pointer& other) noexcept : of_(other.of_) { hold(); }
    call_pointer(call_pointer&& other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
    call_pointer& operator=(call_pointer other) noexcept
    {
        std::swap(of_, other.of_);
        return *this;
    }
    ~call_pointer()
    {
        if (of_ != nullptr && of_->references_.fetch_sub(1, std::memory_order_acq_rel) == 1)
            destroy(of_);
    }

    const call_content* get() const noexcept { return of_; }

private:
    void hold() const noexcept
    {
        if (of_ != nullptr)
            of_->references_.fetch_add(1, std::memory_order_relaxed);
    }
    AMI_DECL static void destroy(const call_content* of) noexcept;

    const call_content* of_ = nullptr;
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
