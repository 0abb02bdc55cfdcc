// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_IMPL_SESSION_IPP
#define AMI_SESSION_IMPL_SESSION_IPP

#include <ami/session/session.hpp>

#include <fmt/format.h>

#include <utility>

// What the user wants: actions, waits, the end.

namespace ami::detail {

AMI_DECL bool session::cancel(const operation_pointer& operation, bool only_if_unsent, time_point now)
{
    const bool cancelled = actions_.cancel(operation, only_if_unsent, now);
    if (cancelled)
        check_cancelled(now);
    return cancelled;
}

// A server that answers so little is as good as lost, and each placeholder takes memory.
AMI_DECL void session::check_cancelled(time_point now)
{
    if (actions_.answers().has_too_many_cancelled())
        on_violation(
            {errc::too_many_cancelled,
                fmt::format("limits::max_cancelled is {}, and more cancelled actions have no answer yet",
                    settings().limits.max_cancelled)},
            now);
}

AMI_DECL failure session::log_off(operation_pointer& operation, time_point now)
{
    operation->sent_for = purpose::logoff;
    const action_terms terms{settings().logoff_timeout, settings().logoff_timeout};
    return submit(action("Logoff"), terms, operation, now);
}

AMI_DECL bool session::cancel_connect(const operation_pointer& operation, time_point now)
{
    if (!waits_.cancel_connecting(operation))
        return false;
    stop({errc::closed, "async_connect was cancelled"}, now);
    return true;
}

AMI_DECL void session::wait_closed(operation_pointer operation)
{
    if (lifecycle_.is_active())
        waits_.wait_for_end(std::move(operation));
    else if (const auto& cause = lifecycle_.cause())
        outputs_.complete(std::move(operation), cause);
    else
        outputs_.complete(std::move(operation), {errc::not_connected, "there was no session yet"});
}

} // namespace ami::detail

#endif // AMI_SESSION_IMPL_SESSION_IPP
