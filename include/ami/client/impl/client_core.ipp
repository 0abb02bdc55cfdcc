// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_IMPL_CLIENT_CORE_IPP
#define AMI_CLIENT_IMPL_CLIENT_CORE_IPP

#include <ami/client/calls/call_registry.hpp>
#include <ami/client/client_core.hpp>
#include <ami/client/connection/action_id_prefix.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

// What the user's client asks for.

namespace ami::detail {

AMI_DECL client_core::client_core(asio::any_io_executor executor, std::shared_ptr<network> network)
    : executor_(detail::shared_executor::make(std::move(executor))), network_(std::move(network)),
      driver_(executor_, *network_, counters_, *this)
{}

AMI_DECL client_core::~client_core()
{
    if (calls_)
        calls_->drop();
    if (const auto agi = std::exchange(agi_, nullptr))
        agi->drop();
}

AMI_DECL void client_core::attach()
{
    shutdown_registry::of(executor()).add(weak_from_this());
    router_->watch([weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->driver_.check_event_demand();
    });
}

AMI_DECL void client_core::log(
    log_level level, std::string_view text, std::initializer_list<log_field> fields)
{
    if (abandoned_ || !session().logs(level))
        return;
    std::vector<std::pair<std::string, std::string>> owned;
    for (const auto& field : fields)
        owned.emplace_back(field.name, field.value);
    session().log(level, text, std::move(owned));
    driver_.after_request();
}

AMI_DECL void client_core::reject(operation_pointer operation, failure error)
{
    ++counters_.actions_started;
    ++counters_.actions_rejected;
    asio::post(executor(), [operation = std::move(operation), error = std::move(error)]() mutable {
        operation->complete(std::move(error), {});
    });
}

AMI_DECL void client_core::connect(config settings, operation_pointer operation)
{
    failure error = settings.check();
    if (!error)
        error = network_->check(settings);
    if (!error && session().is_active())
        error = {errc::already_connected, "close() or async_logoff first, or use a second client"};
    if (!error && released_)
        error = asio::error::make_error_code(asio::error::operation_aborted);
    if (error) {
        asio::post(executor(), [operation = std::move(operation), error = std::move(error)]() mutable {
            operation->complete(std::move(error), {});
        });
        return;
    }
    for (const auto& each : streams_) {
        if (const auto stream = each.lock())
            stream->session_began();
    }
    auto sink = settings.log ? std::make_shared<log_function>(std::move(settings.log)) : nullptr;
    session().start(
        std::move(settings), std::move(sink), random_number(), std::move(operation), driver_.now());
    driver_.after_request();
}

AMI_DECL bool client_core::cancel_connect(const operation_pointer& operation)
{
    const bool cancelled = session().cancel_connect(operation, driver_.now());
    driver_.after_request();
    return cancelled;
}

AMI_DECL failure client_core::submit(
    const action& request, const action_terms& terms, operation_pointer& operation)
{
    if (calls_)
        operation->hangup = calls_->begin_hangup(request);
    auto error = session().submit(request, terms, operation, driver_.now());
    if (error && calls_)
        calls_->on_hangup_answered(*operation, error, {});
    return error;
}

AMI_DECL void client_core::execute(
    const action& request, const action_terms& terms, operation_pointer operation)
{
    if (released_)
        return reject(std::move(operation), asio::error::make_error_code(asio::error::operation_aborted));
    if (auto error = submit(request, terms, operation))
        return reject(std::move(operation), std::move(error));
    driver_.after_request();
}

AMI_DECL bool client_core::cancel(const operation_pointer& operation, bool only_if_unsent)
{
    const bool cancelled = session().cancel(operation, only_if_unsent, driver_.now());
    driver_.after_request();
    return cancelled;
}

AMI_DECL void client_core::log_off(operation_pointer operation)
{
    if (released_)
        return reject(std::move(operation), asio::error::make_error_code(asio::error::operation_aborted));
    if (auto error = session().log_off(operation, driver_.now()))
        return reject(std::move(operation), std::move(error));
    driver_.after_request();
}

AMI_DECL void client_core::wait_closed(operation_pointer operation)
{
    session().wait_closed(std::move(operation));
    driver_.after_request();
}

AMI_DECL bool client_core::cancel_wait_closed(const operation_pointer& operation)
{
    const bool cancelled = session().cancel_wait_closed(operation);
    driver_.after_request();
    return cancelled;
}

AMI_DECL void client_core::close(failure cause)
{
    session().stop(std::move(cause), driver_.now());
    driver_.after_request();
}

// --- the library's own actions ---------------------------------------------------------------------------------------

class answered_operation final : public pending_action {
public:
    explicit answered_operation(client_core::answer_handler done) : done_(std::move(done)) {}
    void complete(failure&& error, response&& answer) override { done_(std::move(error), std::move(answer)); }

private:
    client_core::answer_handler done_;
};

inline void ask_session(
    client_core& core, const action& request, client_core::answer_handler done, bool must_arrive)
{
    auto operation = std::make_shared<answered_operation>(std::move(done));
    operation->ends_silently = true;
    operation->must_arrive = must_arrive;
    const auto timeout = core.settings().action_timeout;
    action_terms terms{timeout, timeout};
    terms.is_internal = true;
    core.execute_own(request, terms, std::move(operation));
}

AMI_DECL void client_core::execute_own(
    const action& request, const action_terms& terms, operation_pointer operation)
{
    failure error = is_ready() ? submit(request, terms, operation)
                               : failure(errc::not_connected, "action " + std::string(request.name()));
    if (error)
        asio::post(executor(), [operation = std::move(operation), error = std::move(error)]() mutable {
            operation->complete(std::move(error), {});
        });
    driver_.after_request();
}

AMI_DECL void client_core::ask(const action& request, answer_handler done)
{
    ask_session(*this, request, std::move(done), false);
}

AMI_DECL void client_core::ask_channels(channels_handler done)
{
    if (channels_asked_)
        return channels_asked_->push_back(std::move(done));
    channels_asked_ = std::make_shared<std::vector<channels_handler>>(1, std::move(done));
    asio::post(executor(), [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self)
            return;
        self->ask(action("Status"), [handlers = std::exchange(self->channels_asked_, nullptr)](
                                        const failure& error, const response& answer) {
            for (const auto& handler : *handlers)
                handler(error, answer);
        });
    });
}

AMI_DECL void client_core::ask_even_at_the_end(const action& request, answer_handler done)
{
    ask_session(*this, request, std::move(done), true);
}

// --- the end ---------------------------------------------------------------------------------------------------------

AMI_DECL void client_core::release()
{
    released_ = true;
    router_->clear();
    state_observers_->clear(); // like handlers of events, they may refer to what goes with the client
    const bool active = session().is_active();
    if (driver_.is_running())
        driver_.flush_now(); // what was started in the handler that destroys the client
    close({asio::error::make_error_code(asio::error::operation_aborted), "the client was destroyed"});
    if (active)
        return;
    // No session's end tells them.
    const failure gone = asio::error::make_error_code(asio::error::operation_aborted);
    if (calls_) {
        calls_->connection_lost(gone);
        calls_->over(gone, true);
    }
    for (const auto& each : streams_) {
        if (const auto stream = each.lock())
            stream->session_ended(gone);
    }
    asio::post(executor(), [self = shared_from_this(), gone] {
        self->tell_streams();
        if (self->agi_)
            self->agi_->over(gone);
    });
}

AMI_DECL void client_core::context_is_going() noexcept
{
    const auto self = shared_from_this();
    released_ = true;
    driver_.shut_down();
    // The destructors of what waits may come back here.
    const auto waiting = session().discard({errc::closed, "the execution context was destroyed"});
    for (const auto& each : streams_) {
        if (const auto stream = each.lock())
            stream->drop();
    }
    state_observers_->clear();
    if (calls_)
        calls_->drop();
    if (agi_)
        agi_->drop();
    router_->clear();
}

} // namespace ami::detail

#endif // AMI_CLIENT_IMPL_CLIENT_CORE_IPP
