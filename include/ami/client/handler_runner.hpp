// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_HANDLER_RUNNER_HPP
#define AMI_CLIENT_HANDLER_RUNNER_HPP

#include <ami/client/connection/connection_driver.hpp>
#include <ami/client/owner_state.hpp>
#include <ami/session/events/router.hpp>

#include <ami/detail/macros.hpp>

#include <cstdint>
#include <exception>
#include <string_view>

namespace ami::detail {

// What handlers of the user do to the session: one that throws is counted and logged, a slow one too, and one that ends the
// connection or the client keeps the event from the handlers after it.
class handler_runner final : public dispatch_observer {
public:
    handler_runner(connection_driver& driver, const owner_state& owner) : driver_(driver), owner_(owner) {}

    // An event of the connection in hand is about to be handed out.
    void begin_event() noexcept { connection_ = driver_.session().connections(); }

    // Runs a handler that belongs to no event.
    template <class F>
    void guarded(F run, std::string_view text)
    {
        try {
            run();
        } catch (...) {
            threw(text, std::current_exception());
        }
    }

    // dispatch_observer
    AMI_DECL void handler_returned(const event_view& event) override;
    AMI_DECL void handler_threw(const event_view& event, std::exception_ptr error) override;
    bool is_over() const override
    {
        return owner_.is_abandoned() || driver_.session().connections() != connection_;
    }

    // The log callback; what it throws is counted only.
    AMI_DECL void write_log(const owned_log_record& record);

private:
    AMI_DECL void threw(std::string_view text, std::exception_ptr error);

    connection_driver& driver_;
    const owner_state& owner_;
    std::uint64_t connection_ = 0; // whose event is handed out
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/client/impl/handler_runner.ipp>
#endif

#endif // AMI_CLIENT_HANDLER_RUNNER_HPP
