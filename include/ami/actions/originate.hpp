// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_ACTIONS_ORIGINATE_HPP
#define AMI_ACTIONS_ORIGINATE_HPP

#include <ami/protocol/action.hpp>

#include <ami/detail/config.hpp>

#include <chrono>
#include <string_view>
#include <utility>

namespace ami::actions {

/// Makes a call to a channel and connects who answers to an extension or an application (protocol.md 3.7).
/// Exactly one of `exten` and `application` is needed.
class originate {
public:
    /// Asterisk's own ring time where none is given.
    static constexpr std::chrono::milliseconds default_ring_time{30000};

    /// `channel` is what to call, for example `PJSIP/alice` or `Local/2001@from-internal`.
    explicit originate(std::string_view channel) : action_("Originate") { action_.add("Channel", channel); }

    /// Where the answered call goes. `priority` is a number or a label.
    originate& exten(std::string_view context, std::string_view extension, std::string_view priority = "1") &
    {
        action_.add("Context", context).add("Exten", extension).add("Priority", priority);
        return *this;
    }
    originate&& exten(
        std::string_view context, std::string_view extension, std::string_view priority = "1") &&
    {
        return std::move(exten(context, extension, priority));
    }

    /// The application that the answered call runs, for example `Playback` with `demo-congrats`.
    originate& application(std::string_view name, std::string_view data = {}) &
    {
        action_.add("Application", name);
        if (!data.empty())
            action_.add("Data", data);
        return *this;
    }
    originate&& application(std::string_view name, std::string_view data = {}) &&
    {
        return std::move(application(name, data));
    }

    /// How long it may ring, in milliseconds on the wire; 30 s where it is not said.
    AMI_DECL originate& ring_time(std::chrono::milliseconds value) &;
    originate&& ring_time(std::chrono::milliseconds value) && { return std::move(ring_time(value)); }

    /// What the called one sees: `Name <number>`.
    originate& caller_id(std::string_view value) &
    {
        action_.add("CallerID", value);
        return *this;
    }
    originate&& caller_id(std::string_view value) && { return std::move(caller_id(value)); }

    /// Sets a variable of the new channel to exactly these bytes.
    originate& variable(std::string_view name, std::string_view value) &
    {
        action_.variable(name, value);
        return *this;
    }
    originate&& variable(std::string_view name, std::string_view value) &&
    {
        return std::move(variable(name, value));
    }

    /// Any other header.
    originate& add(std::string_view name, std::string_view value) &
    {
        action_.add(name, value);
        return *this;
    }
    originate&& add(std::string_view name, std::string_view value) && { return std::move(add(name, value)); }

    std::chrono::milliseconds ring_time() const noexcept { return ring_time_; }

    /// The action, without `Async`.
    const action& raw() const noexcept { return action_; }

private:
    action action_;
    std::chrono::milliseconds ring_time_ = default_ring_time;
};

} // namespace ami::actions

#ifdef AMI_HEADER_ONLY
#include <ami/actions/impl/originate.ipp>
#endif

#endif // AMI_ACTIONS_ORIGINATE_HPP
