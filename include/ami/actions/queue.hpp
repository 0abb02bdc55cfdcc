// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_QUEUE_HPP
#define AMI_ACTIONS_QUEUE_HPP

#include <ami/actions/typed_builder.hpp>
#include <ami/events/queue.hpp>
#include <ami/typed/typed_answer.hpp>
#include <ami/typed/typed_list.hpp>

#include <ami/detail/chrono.hpp>

#include <cstdint>
#include <string_view>
#include <utility>

namespace ami::actions {

/// `AgentLogoff`. Asterisk 13 or later.
/// \par Server rights
/// write = agent
class agent_logoff : public typed_builder<agent_logoff> {
public:
    /// Needs `Agent`.
    explicit agent_logoff(std::string_view agent) : typed_builder("AgentLogoff") { require("Agent", agent); }

    /// `Soft`.
    agent_logoff& soft(bool value = true) &
    {
        put("Soft", value ? "yes" : "no");
        return *this;
    }
    agent_logoff&& soft(bool value = true) && { return std::move(soft(value)); }
};

/// `Agents`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = agent
class agents : public typed_builder<agents> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::agents_complete, ::ami::events::agents>;

    agents() : typed_builder("Agents") {}
};

/// `QueueAdd`. Asterisk 13 or later.
/// \par Server rights
/// write = agent
class queue_add : public typed_builder<queue_add> {
public:
    /// Needs `Queue`; `Interface`.
    explicit queue_add(std::string_view queue, std::string_view interface) : typed_builder("QueueAdd")
    {
        require("Queue", queue);
        require("Interface", interface);
    }

    /// `Penalty`.
    queue_add& penalty(std::int64_t value) &
    {
        put_number("Penalty", value);
        return *this;
    }
    queue_add&& penalty(std::int64_t value) && { return std::move(penalty(value)); }

    /// `Paused`.
    queue_add& paused(bool value = true) &
    {
        put("Paused", value ? "yes" : "no");
        return *this;
    }
    queue_add&& paused(bool value = true) && { return std::move(paused(value)); }

    /// `MemberName`.
    queue_add& member_name(std::string_view value) &
    {
        put_text("MemberName", value);
        return *this;
    }
    queue_add&& member_name(std::string_view value) && { return std::move(member_name(value)); }

    /// `StateInterface`.
    queue_add& state_interface(std::string_view value) &
    {
        put_text("StateInterface", value);
        return *this;
    }
    queue_add&& state_interface(std::string_view value) && { return std::move(state_interface(value)); }

    /// `Reason` (Asterisk 20.12, 21.7, 22.2 and 23 or later).
    queue_add& reason(std::string_view value) &
    {
        put_text("Reason", value);
        return *this;
    }
    queue_add&& reason(std::string_view value) && { return std::move(reason(value)); }

    /// `Wrapuptime`, in seconds on the wire.
    queue_add& wrapup_time(std::chrono::seconds value) &
    {
        put_duration("Wrapuptime", value);
        return *this;
    }
    queue_add&& wrapup_time(std::chrono::seconds value) && { return std::move(wrapup_time(value)); }
};

/// `QueueChangePriorityCaller`. Asterisk 16 or later.
/// \par Server rights
/// None.
class queue_change_priority_caller : public typed_builder<queue_change_priority_caller> {
public:
    /// Needs `Queue`; `Caller`; `Priority`.
    explicit queue_change_priority_caller(
        std::string_view queue, std::string_view caller, std::int64_t priority)
        : typed_builder("QueueChangePriorityCaller")
    {
        require("Queue", queue);
        require("Caller", caller);
        put_number("Priority", priority);
    }

    /// `Immediate` (Asterisk 18.20, 20.5, 21, 22 and 23 or later).
    queue_change_priority_caller& immediate(bool value = true) &
    {
        put("Immediate", value ? "yes" : "no");
        return *this;
    }
    queue_change_priority_caller&& immediate(bool value = true) && { return std::move(immediate(value)); }
};

/// `QueueLog`. Asterisk 13 or later.
/// \par Server rights
/// write = agent
class queue_log : public typed_builder<queue_log> {
public:
    /// Needs `Queue`; `Event`.
    explicit queue_log(std::string_view queue, std::string_view event) : typed_builder("QueueLog")
    {
        require("Queue", queue);
        require("Event", event);
    }

    /// `Uniqueid`.
    queue_log& unique_id(std::string_view value) &
    {
        put_text("Uniqueid", value);
        return *this;
    }
    queue_log&& unique_id(std::string_view value) && { return std::move(unique_id(value)); }

    /// `Interface`.
    queue_log& interface(std::string_view value) &
    {
        put_text("Interface", value);
        return *this;
    }
    queue_log&& interface(std::string_view value) && { return std::move(interface(value)); }

    /// `Message`.
    queue_log& message(std::string_view value) &
    {
        put_text("Message", value);
        return *this;
    }
    queue_log&& message(std::string_view value) && { return std::move(message(value)); }
};

/// `QueueMemberRingInUse`. Asterisk 13 or later.
/// \par Server rights
/// write = agent
class queue_member_ring_in_use : public typed_builder<queue_member_ring_in_use> {
public:
    /// Needs `Interface`; `RingInUse`.
    explicit queue_member_ring_in_use(std::string_view interface, bool ring_in_use)
        : typed_builder("QueueMemberRingInUse")
    {
        require("Interface", interface);
        put("RingInUse", ring_in_use ? "yes" : "no");
    }

    /// `Queue`.
    queue_member_ring_in_use& queue(std::string_view value) &
    {
        put_text("Queue", value);
        return *this;
    }
    queue_member_ring_in_use&& queue(std::string_view value) && { return std::move(queue(value)); }
};

/// `QueuePause`. Asterisk 13 or later.
/// \par Server rights
/// write = agent
class queue_pause : public typed_builder<queue_pause> {
public:
    /// Needs `Interface`; `Paused`.
    explicit queue_pause(std::string_view interface, bool paused) : typed_builder("QueuePause")
    {
        require("Interface", interface);
        put("Paused", paused ? "yes" : "no");
    }

    /// `Queue`.
    queue_pause& queue(std::string_view value) &
    {
        put_text("Queue", value);
        return *this;
    }
    queue_pause&& queue(std::string_view value) && { return std::move(queue(value)); }

    /// `Reason`.
    queue_pause& reason(std::string_view value) &
    {
        put_text("Reason", value);
        return *this;
    }
    queue_pause&& reason(std::string_view value) && { return std::move(reason(value)); }
};

/// `QueuePenalty`. Asterisk 13 or later.
/// \par Server rights
/// write = agent
class queue_penalty : public typed_builder<queue_penalty> {
public:
    /// Needs `Interface`; `Penalty`.
    explicit queue_penalty(std::string_view interface, std::int64_t penalty) : typed_builder("QueuePenalty")
    {
        require("Interface", interface);
        put_number("Penalty", penalty);
    }

    /// `Queue`.
    queue_penalty& queue(std::string_view value) &
    {
        put_text("Queue", value);
        return *this;
    }
    queue_penalty&& queue(std::string_view value) && { return std::move(queue(value)); }
};

/// `QueueReload`. Asterisk 13 or later.
/// \par Server rights
/// None.
class queue_reload : public typed_builder<queue_reload> {
public:
    queue_reload() : typed_builder("QueueReload") {}

    /// `Queue`.
    queue_reload& queue(std::string_view value) &
    {
        put_text("Queue", value);
        return *this;
    }
    queue_reload&& queue(std::string_view value) && { return std::move(queue(value)); }

    /// `Members`.
    queue_reload& members(bool value = true) &
    {
        put("Members", value ? "yes" : "no");
        return *this;
    }
    queue_reload&& members(bool value = true) && { return std::move(members(value)); }

    /// `Rules`.
    queue_reload& rules(bool value = true) &
    {
        put("Rules", value ? "yes" : "no");
        return *this;
    }
    queue_reload&& rules(bool value = true) && { return std::move(rules(value)); }

    /// `Parameters`.
    queue_reload& parameters(bool value = true) &
    {
        put("Parameters", value ? "yes" : "no");
        return *this;
    }
    queue_reload&& parameters(bool value = true) && { return std::move(parameters(value)); }
};

/// `QueueRemove`. Asterisk 13 or later.
/// \par Server rights
/// write = agent
class queue_remove : public typed_builder<queue_remove> {
public:
    /// Needs `Queue`; `Interface`.
    explicit queue_remove(std::string_view queue, std::string_view interface) : typed_builder("QueueRemove")
    {
        require("Queue", queue);
        require("Interface", interface);
    }
};

/// `QueueReset`. Asterisk 13 or later.
/// \par Server rights
/// None.
class queue_reset : public typed_builder<queue_reset> {
public:
    queue_reset() : typed_builder("QueueReset") {}

    /// `Queue`.
    queue_reset& queue(std::string_view value) &
    {
        put_text("Queue", value);
        return *this;
    }
    queue_reset&& queue(std::string_view value) && { return std::move(queue(value)); }
};

/// `QueueRule`. Asterisk 13 or later.
/// \par Server rights
/// None.
class queue_rule : public typed_builder<queue_rule> {
public:
    /// What `client::async_perform` completes with.
    class answer_type : public typed_answer {
    public:
        using typed_answer::typed_answer;

        /// `RuleList`, which can come several times.
        value_range rule_list() const& noexcept { return all("RuleList"); }
        value_range rule_list() const&& = delete;
        /// `Rule`, which can come several times.
        value_range rule() const& noexcept { return all("Rule"); }
        value_range rule() const&& = delete;
    };

    queue_rule() : typed_builder("QueueRule") {}

    /// `Rule`.
    queue_rule& rule(std::string_view value) &
    {
        put_text("Rule", value);
        return *this;
    }
    queue_rule&& rule(std::string_view value) && { return std::move(rule(value)); }
};

/// `QueueStatus`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// None.
class queue_status : public typed_builder<queue_status> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::queue_status_complete, ::ami::events::queue_entry,
        ::ami::events::queue_member, ::ami::events::queue_params>;

    queue_status() : typed_builder("QueueStatus") {}

    /// `Queue`.
    queue_status& queue(std::string_view value) &
    {
        put_text("Queue", value);
        return *this;
    }
    queue_status&& queue(std::string_view value) && { return std::move(queue(value)); }

    /// `Member`.
    queue_status& member(std::string_view value) &
    {
        put_text("Member", value);
        return *this;
    }
    queue_status&& member(std::string_view value) && { return std::move(member(value)); }
};

/// `QueueSummary`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// None.
class queue_summary : public typed_builder<queue_summary> {
public:
    /// What `client::async_list` completes with.
    using list_type = typed_list<::ami::events::queue_summary_complete, ::ami::events::queue_summary>;

    queue_summary() : typed_builder("QueueSummary") {}

    /// `Queue`.
    queue_summary& queue(std::string_view value) &
    {
        put_text("Queue", value);
        return *this;
    }
    queue_summary&& queue(std::string_view value) && { return std::move(queue(value)); }
};

/// `QueueWithdrawCaller`. Asterisk 16.25, 18.11, 20, 21, 22 and 23 or later.
/// \par Server rights
/// None.
class queue_withdraw_caller : public typed_builder<queue_withdraw_caller> {
public:
    /// Needs `Queue`; `Caller`.
    explicit queue_withdraw_caller(std::string_view queue, std::string_view caller)
        : typed_builder("QueueWithdrawCaller")
    {
        require("Queue", queue);
        require("Caller", caller);
    }

    /// `WithdrawInfo`.
    queue_withdraw_caller& withdraw_info(std::string_view value) &
    {
        put_text("WithdrawInfo", value);
        return *this;
    }
    queue_withdraw_caller&& withdraw_info(std::string_view value) &&
    {
        return std::move(withdraw_info(value));
    }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_QUEUE_HPP
