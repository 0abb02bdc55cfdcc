// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_BOOT_CHECK_HPP
#define AMI_SESSION_CONNECTION_BOOT_CHECK_HPP

#include <ami/protocol/config/config.hpp>
#include <ami/protocol/values/certainty.hpp>
#include <ami/protocol/wire/action.hpp>
#include <ami/protocol/wire/response.hpp>

#include <ami/detail/macros.hpp>

#include <optional>

namespace ami::detail {

// Whether Asterisk has booted. It tells that by FullyBooted: right after the login, or when it is done with booting. Who does
// not see events of class `system` never hears of it, so it is waited for only if it is known that the user sees these.
// That is asked for once in a session, if no FullyBooted came before the answer to a Ping. (What nobody can know is a filter
// that manager.conf sets for the user: protocol/README.md 2.6.)
class boot_check {
public:
    // A new session: another user may log in.
    void begin_session() noexcept { *this = boot_check(); }
    // A login was accepted. `has_system`: its mask asks for class system. `waits`: the client is ready only after the boot.
    AMI_COLD AMI_DECL void start(const config& settings, bool has_system, bool waits);
    // The connection is over.
    void stop() noexcept
    {
        at_ = stage::over;
        booted_ = certainty::unknown;
    }

    // What to send now; nothing means: wait for an answer, or for the boot.
    AMI_COLD AMI_DECL std::optional<action> next();
    AMI_COLD AMI_DECL void on_answer(const response& answer);
    // There will be no answer.
    void on_failure() noexcept
    {
        has_asked_ = at_ != stage::awaiting_ping;
        at_ = stage::over;
    }
    // FullyBooted came.
    AMI_COLD AMI_DECL void on_booted() noexcept;
    // It did not come in time. What was known of the user may not hold any more.
    void on_timeout() noexcept
    {
        at_ = stage::over;
        booted_ = certainty::unknown;
        sees_system_ = has_asked_ = false;
    }

    // Nothing is left to ask or to wait for.
    bool is_over() const noexcept { return at_ == stage::over; }
    bool is_waiting() const noexcept { return at_ == stage::waiting; }
    // Not for the Ping, but for the user's rights.
    bool asks_rights() const noexcept { return at_ > stage::awaiting_ping && at_ < stage::waiting; }
    // No: FullyBooted is waited for.
    certainty is_booted() const noexcept { return booted_; }
    // Whether FullyBooted would be news.
    bool may_learn() const noexcept { return has_system_ && booted_ != certainty::yes; }

private:
    enum class stage : unsigned char {
        over,
        ping,
        awaiting_ping,
        commands,
        awaiting_commands,
        user,
        awaiting_user,
        waiting
    };

    AMI_COLD void wait() noexcept;

    const config* settings_ = nullptr;
    stage at_ = stage::over;
    certainty booted_ = certainty::unknown;
    bool has_system_ = false;  // the login asked for class system
    bool sees_system_ = false; // that is known of the user
    bool has_asked_ = false;   // for the user's rights, and got an answer
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/connection/impl/boot_check.ipp>
#endif

#endif // AMI_SESSION_CONNECTION_BOOT_CHECK_HPP
