// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_LOGIN_SEQUENCE_HPP
#define AMI_SESSION_CONNECTION_LOGIN_SEQUENCE_HPP

#include <ami/protocol/config/config.hpp>
#include <ami/protocol/errors/error.hpp>
#include <ami/protocol/http/digest.hpp>
#include <ami/protocol/wire/action.hpp>
#include <ami/protocol/wire/packet_view.hpp>
#include <ami/protocol/wire/response.hpp>
#include <ami/session/connection/boot_check.hpp>
#include <ami/session/connection/server_settings.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ami::detail {

// What is sent from the banner until the client is ready, and what each answer means: Challenge, Login, what finds out
// whether Asterisk has booted (`boot_check`), and, where the login could not say all, filters, mask and a Ping. It decides
// only; the deadlines are lifecycle's.
class login_sequence {
public:
    // What an action of the sequence is for; on_answer and on_failure are told.
    enum class purpose : unsigned char { challenge, login, boot, filter, mask, barrier };

    struct request {
        purpose step;
        action message;
        std::string mask{}; // of a login and a mask: which events the session on the server has then
    };

    enum class outcome : unsigned char {
        // There may be something to send: ask next().
        go_on,
        // The client is logged in and has what it had before.
        ready,
        // The login has failed: `error` says why.
        failed,
        // The server does not take a filter any more: `error` quotes it. The sequence goes on.
        filter_refused,
        // The same of the event mask.
        mask_refused
    };

    struct verdict {
        outcome result = outcome::go_on;
        failure error;
    };

    explicit login_sequence(md5_function md5) : md5_(md5) {}

    void begin_session(const event_mask& mask)
    {
        server_.start(mask);
        boot_.begin_session();
    }

    // Begins anew, on a connection whose banner was read. `settings` must outlive the sequence's use.
    AMI_COLD AMI_DECL void start(const config& settings);

    // What to send now; nothing means: wait for an answer.
    AMI_COLD AMI_DECL std::optional<request> next();

    AMI_COLD AMI_DECL verdict on_answer(purpose of, const response& answer);

    // There will be no answer: the action timed out, was lost or was cancelled.
    AMI_COLD AMI_DECL verdict on_failure(purpose of, failure error);

    // It could not even be sent.
    AMI_COLD AMI_DECL verdict on_refused(purpose of, failure error);

    // FullyBooted came, or not in time.
    AMI_COLD AMI_DECL verdict on_booted();
    AMI_COLD AMI_DECL verdict on_boot_timeout();

    // The connection is over.
    AMI_COLD AMI_DECL void stop() noexcept;

    // What the server was told about events: the sequence tells it on each connection.
    server_settings& server() noexcept { return server_; }
    const server_settings& server() const noexcept { return server_; }

    // Whether the login was accepted and something is still to be found out or to be restored.
    bool is_settling() const noexcept { return stage_ == stage::booting || stage_ == stage::restoring; }
    // Whether all that is left is to wait for the boot.
    bool is_waiting_for_boot() const noexcept { return stage_ == stage::booting && boot_.is_waiting(); }
    bool asks_rights() const noexcept { return stage_ == stage::booting && boot_.asks_rights(); }
    certainty is_booted() const noexcept { return boot_.is_booted(); }

    // Whether events must be looked at: FullyBooted would be news, or some must not reach subscribers yet.
    bool watches_events() const noexcept
    {
        return is_settling() || stage_ == stage::awaiting_login ||
               (stage_ == stage::done && boot_.may_learn());
    }
    // Whether an event must not reach subscribers: the filters or the mask that would keep it away are not there yet.
    // FullyBooted, which comes once after a login, is the reason that any events come at this time.
    AMI_COLD AMI_DECL bool holds_back(const event_view& event) const noexcept;

private:
    enum class stage : unsigned char {
        idle,
        challenge,
        awaiting_challenge,
        login,
        awaiting_login,
        booting,
        restoring,
        done
    };

    AMI_COLD verdict fail(failure error);
    AMI_COLD verdict on_challenge(const response& answer);
    AMI_COLD AMI_DECL verdict on_mask_refused(const response& answer);
    AMI_COLD verdict on_login(const response& answer);
    AMI_COLD verdict after_boot_check();
    AMI_COLD request make_login();
    AMI_COLD bool waits_for_boot() const noexcept;
    AMI_COLD event_mask mask_of_login() const;
    AMI_COLD std::optional<request> next_to_restore();
    AMI_COLD bool awaits(purpose of) const noexcept;
    AMI_COLD failure refused_login(std::string_view words) const;
    AMI_COLD std::string server_name() const;

    const config* settings_ = nullptr;
    server_settings server_;
    md5_function md5_;
    stage stage_ = stage::idle;
    std::string key_;          // made of the challenge and the secret
    std::size_t restored_ = 0; // so many filters, then the mask, then the barrier were sent
    bool has_mask_ = false;    // the server has answered that
    bool mask_is_refused_ = false;
    boot_check boot_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/connection/impl/login_sequence.ipp>
#endif

#endif // AMI_SESSION_CONNECTION_LOGIN_SEQUENCE_HPP
