// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_ORIGINATE_REPORTS_HPP
#define AMI_SESSION_CHANNELS_ORIGINATE_REPORTS_HPP

#include <ami/protocol/wire/packet.hpp>
#include <ami/session/channels/object_table.hpp>
#include <ami/session/channels/recent_hangups.hpp>
#include <ami/session/channels/tracked_call.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// Which call an OriginateResponse belongs to. Over HTTP it may come before the answer to its originate, which tells the
// ActionID: it is kept until then.
class originate_reports {
public:
    using call_pointer = std::shared_ptr<tracked_call>;

    // Reports that are kept for originates without an answer, beyond one for each.
    static constexpr std::size_t max_spare_reports = 1000;

    // An originate was sent, and: its answer came, or the call is not followed any more.
    void on_sent(tracked_call& call)
    {
        call.awaits_answer = true;
        ++unanswered_;
    }
    void on_answered(tracked_call& call)
    {
        if (std::exchange(call.awaits_answer, false) && --unanswered_ == 0)
            early_.clear();
    }

    void await(const call_pointer& call) { awaited_.emplace(call->action_id, call); }
    void remove(const tracked_call& call) { awaited_.erase(call.action_id); }

    call_pointer find(std::string_view action_id) const
    {
        const auto* const found = awaited_.find(action_id);
        return found ? *found : nullptr;
    }

    void keep_early(const event_view& report)
    {
        if (unanswered_ != 0 && early_.size() < unanswered_ + max_spare_reports)
            early_.emplace(report["ActionID"], report);
    }
    std::optional<event> take_early(std::string_view action_id)
    {
        auto* const found = early_.find(action_id);
        if (!found)
            return std::nullopt;
        std::optional<event> report(std::move(*found));
        early_.erase(action_id);
        return report;
    }

    std::vector<call_pointer> awaiting() const
    {
        std::vector<call_pointer> calls;
        calls.reserve(awaited_.size());
        for (const auto& [id, call] : awaited_)
            calls.push_back(call);
        return calls;
    }
    // A channel was hung up that belongs to no call. If the server gives channels other unique ids than those that were asked
    // for, a report may tell later that it was a call's. Returns how many older ones were removed.
    std::size_t on_hangup(std::string_view channel_id, hangup_cause cause, time_point now, std::size_t most)
    {
        const bool may_be_reported = unanswered_ != 0 || !awaited_.empty();
        return may_be_reported ? hangups_.add(channel_id, now, most, cause) : hangups_.remove_old(now, most);
    }
    std::optional<hangup_cause> hangup_of(std::string_view channel_id, time_point now) const
    {
        return hangups_.cause_of(channel_id, now);
    }

    std::size_t early_count() const noexcept { return early_.size(); }

private:
    object_table<call_pointer> awaited_; // by ActionID
    object_table<event> early_;
    recent_hangups hangups_;
    std::size_t unanswered_ = 0;
};

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_ORIGINATE_REPORTS_HPP
