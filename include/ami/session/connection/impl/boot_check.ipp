// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_IMPL_BOOT_CHECK_IPP
#define AMI_SESSION_CONNECTION_IMPL_BOOT_CHECK_IPP

#include <ami/protocol/values/user_rights.hpp>
#include <ami/session/connection/boot_check.hpp>

namespace ami::detail {

AMI_DECL void boot_check::start(const config& settings, bool has_system, bool waits)
{
    settings_ = &settings;
    has_system_ = has_system;
    // A server may have told it before the answer to the login.
    at_ = has_system && waits && booted_ != certainty::yes ? stage::ping : stage::over;
}

AMI_DECL std::optional<action> boot_check::next()
{
    switch (at_) {
    case stage::ping: at_ = stage::awaiting_ping; return action("Ping");
    case stage::commands: at_ = stage::awaiting_commands; return action("ListCommands");
    case stage::user: at_ = stage::awaiting_user; return user_rights::question(settings_->username);
    default: return std::nullopt;
    }
}

AMI_DECL void boot_check::wait() noexcept
{
    booted_ = certainty::no;
    at_ = stage::waiting;
}

AMI_DECL void boot_check::on_answer(const response& answer)
{
    switch (at_) {
    case stage::awaiting_ping:
        if (sees_system_)
            return wait();
        at_ = has_asked_ ? stage::over : stage::commands;
        return;
    case stage::awaiting_commands:
        // Command, if the user may not send it, would be a failure in the server's security log.
        at_ = user_rights(answer).can_send("Command") == certainty::yes &&
                      user_rights::question(settings_->username)
                  ? stage::user
                  : stage::over;
        has_asked_ = at_ == stage::over;
        return;
    case stage::awaiting_user: {
        has_asked_ = true;
        user_rights found;
        found.add_user(answer.output());
        const auto readable = found.readable();
        sees_system_ = readable && readable->includes(event_classes::system());
        if (sees_system_)
            return wait();
        at_ = stage::over;
        return;
    }
    default: return;
    }
}

AMI_DECL void boot_check::on_booted() noexcept
{
    sees_system_ = true;
    booted_ = certainty::yes;
    at_ = stage::over;
}

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_IMPL_BOOT_CHECK_IPP
