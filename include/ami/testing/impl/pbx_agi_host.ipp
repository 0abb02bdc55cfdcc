// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_PBX_AGI_HOST_IPP
#define AMI_TESTING_IMPL_PBX_AGI_HOST_IPP

#include <ami/testing/detail/pbx_agi_host.hpp>

#include <chrono>

namespace ami::testing::detail {

AMI_DECL std::optional<int> pbx_agi_host::state(std::string_view channel) const
{
    const auto found = channel.empty() ? channel_.lock() : pbx_.find(channel);
    return found ? std::optional<int>(static_cast<int>(found->state)) : std::nullopt;
}

AMI_DECL void pbx_agi_host::answer()
{
    if (const auto which = channel_.lock())
        pbx_.answered(which);
}

AMI_DECL void pbx_agi_host::hang_up()
{
    if (const auto which = channel_.lock())
        pbx_.hang_up(which, 16);
}

AMI_DECL void pbx_agi_host::hang_up_after(double seconds)
{
    const auto which = channel_.lock();
    if (!which)
        return;
    which->auto_hangup.cancel();
    if (seconds <= 0)
        return;
    const auto time =
        std::chrono::duration_cast<std::chrono::microseconds>(pbx_.settings_.dialplan_second * seconds);
    which->auto_hangup.start(time, [&server = pbx_, weak = channel_] {
        if (const auto alive = weak.lock())
            server.hang_up(alive, 16);
    });
}

AMI_DECL std::optional<std::string> pbx_agi_host::variable(std::string_view name) const
{
    const auto which = channel_.lock();
    return which ? pbx_.value_of(which, name) : std::nullopt;
}

AMI_DECL void pbx_agi_host::set_variable(std::string_view name, std::string_view value)
{
    if (const auto which = channel_.lock())
        pbx_.assign(which, name, value);
}

AMI_DECL std::string pbx_agi_host::expand(std::string_view expression) const
{
    const auto which = channel_.lock();
    return which ? pbx_.substituted(which, expression) : "";
}

AMI_DECL void pbx_agi_host::set_caller(std::string_view number, std::string_view name)
{
    if (const auto which = channel_.lock())
        pbx_.set_caller(which, number, name);
}

AMI_DECL void pbx_agi_host::set_context(std::string_view context)
{
    if (const auto which = channel_.lock())
        which->context = context;
}

AMI_DECL void pbx_agi_host::set_extension(std::string_view extension)
{
    if (const auto which = channel_.lock())
        which->exten = extension;
}

// AGI() is left to the priority after the channel's own.
AMI_DECL void pbx_agi_host::set_priority(int priority)
{
    if (const auto which = channel_.lock())
        which->priority = priority - 1;
}

AMI_DECL bool pbx_agi_host::has_label(
    std::string_view context, std::string_view extension, int priority) const
{
    return pbx_.has_extension(context, extension, priority);
}

AMI_DECL std::map<std::string, std::string>& pbx_agi_host::database()
{
    return pbx_.database_;
}

AMI_DECL void pbx_agi_host::user_event(std::string_view data)
{
    if (const auto which = channel_.lock())
        pbx_.user_event(which, data);
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_PBX_AGI_HOST_IPP
