// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_CALL_PARTY_HPP
#define AMI_SESSION_LIVE_CALL_PARTY_HPP

#include <ami/protocol/values/channel_state.hpp>
#include <ami/session/live/channel.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami {
namespace live {

/// How a party came into its call.
enum class call_role : std::uint8_t {
    /// The call began with it, or it called Asterisk. Of calls that a list showed, that is a guess.
    caller,
    /// Asterisk called it.
    called
};

} // namespace live

namespace detail {

struct call_party_facts {
    live::channel channel;
    live::channel calls_it; // while it rings
    live::call_role role = live::call_role::called;
    std::optional<std::chrono::system_clock::time_point> ringing_since;
    std::optional<std::chrono::system_clock::time_point> answered_since;

    bool operator==(const call_party_facts&) const = default;
};

} // namespace detail

namespace live {

/// Who takes part in a call: a channel, and what it has done in the call.
class call_party {
public:
    explicit call_party(::ami::detail::call_party_facts facts) : facts_(std::move(facts)) {}

    /// The channel, as it is now; of a party that has left, as it was last.
    const live::channel& channel() const& noexcept { return facts_.channel; }
    live::channel channel() const&& noexcept { return facts_.channel; }

    /// How the party came into the call.
    call_role role() const noexcept { return facts_.role; }

    /// What the channel is a channel of, as queues and hints name it: `PJSIP/alice` of `PJSIP/alice-00000001`.
    std::string_view device() const& noexcept
    {
        const std::string_view name = facts_.channel["Channel"];
        return name.substr(0, name.rfind('-'));
    }
    std::string_view device() const&& = delete;

    /// Whether it is a half of a Local channel: no phone, but a way through the dialplan.
    bool is_local() const noexcept { return facts_.channel["Channel"].starts_with("Local/"); }

    /// Whether the channel rings.
    bool is_ringing() const noexcept { return facts_.channel.state() == channel_state::ringing; }

    /// When it began to ring last; nothing if it never did, or if that was not seen.
    std::optional<std::chrono::system_clock::time_point> ringing_since() const noexcept
    {
        return facts_.ringing_since;
    }

    /// Whether the channel is up.
    bool has_answered() const noexcept { return facts_.channel.state() == channel_state::up; }

    /// When it answered; nothing if it never did, or if that was not seen.
    std::optional<std::chrono::system_clock::time_point> answered_since() const noexcept
    {
        return facts_.answered_since;
    }

    /// Who calls while it rings, as its phone shows: the number and the name, without Asterisk's escapes. If Asterisk has not
    /// told the phone, those of the call's caller. Empty if nobody knows.
    std::string_view calling_number() const& noexcept
    {
        const auto shown = facts_.channel.connected_number();
        return shown.empty() ? facts_.calls_it.caller_number() : shown;
    }
    std::string_view calling_number() const&& = delete;
    /// The name of who calls while the party rings, as its phone shows it. Empty if nobody knows.
    std::string calling_name() const
    {
        auto shown = facts_.channel.connected_name();
        return shown.empty() && facts_.channel.connected_number().empty() ? facts_.calls_it.caller_name()
                                                                          : shown;
    }

    friend bool operator==(const call_party& a, const call_party& b) noexcept { return a.facts_ == b.facts_; }

private:
    ::ami::detail::call_party_facts facts_;
};

} // namespace live
} // namespace ami

#endif // AMI_SESSION_LIVE_CALL_PARTY_HPP
