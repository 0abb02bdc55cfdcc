// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_IMPL_CLIENT_CORE_IPP
#define AMI_CLIENT_IMPL_CLIENT_CORE_IPP

#include <ami/client/client_core.hpp>
#include <ami/client/connection/action_id_prefix.hpp>
#include <ami/client/operation/complete_later.hpp>
#include <ami/net/erased_function.hpp>

#include <ami/detail/shared_object.hpp>

#include <boost/asio/error.hpp>

#include <algorithm>
#include <utility>

// What the user's client asks for.

namespace ami::detail {

AMI_DECL client_core::client_core(asio::any_io_executor executor, std::shared_ptr<network> network)
    : executor_(detail::shared_executor::make(std::move(executor))), network_(std::move(network)),
      driver_(executor_, *network_, *this)
{}

AMI_DECL client_core::~client_core()
{
    subscribers_.followers().drop();
}

AMI_DECL void client_core::attach()
{
    shutdown_registry::of(executor()).add(weak_from_this());
    routes()->watch([weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->driver_.subscriptions_changed();
    });
}

AMI_DECL void client_core::log(
    log_level level, std::string_view text, std::initializer_list<log_field> fields)
{
    std::vector<std::pair<std::string, std::string>> owned;
    for (const auto& field : fields)
        owned.emplace_back(field.name, field.value);
    driver_.log(level, text, std::move(owned));
}

AMI_DECL void client_core::reject(operation_pointer operation, failure error)
{
    ++counts().actions_started;
    ++counts().actions_rejected;
    complete_later(executor(), std::move(operation), std::move(error));
}

AMI_DECL void client_core::connect(config settings, operation_pointer operation)
{
    failure error = settings.check();
    if (!error)
        error = network_->check(settings);
    if (!error && session().is_active())
        error = {errc::already_connected, "close() or async_logoff first, or use a second client"};
    if (!error && is_released())
        error = asio::error::make_error_code(asio::error::operation_aborted);
    if (error)
        return complete_later(executor(), std::move(operation), std::move(error));
    subscribers_.streams().session_began();
    for (const auto& each : routes()->all())
        each->was_told_silent = false;
    auto sink = settings.log ? make_shared_object<log_function>(std::move(settings.log)) : nullptr;
    session().start(
        std::move(settings), std::move(sink), random_number(*network_), std::move(operation), driver_.now());
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
    subscribers_.followers().on_action_started(request, *operation);
    const auto now = driver_.now();
    if (const auto needed = needed_events(); needed != session().server().needed())
        session().need_events(needed, now);
    auto error = session().submit(request, terms, operation, now);
    if (error)
        subscribers_.followers().on_action_ended(*operation, error, {});
    return error;
}

AMI_DECL void client_core::execute(
    const action& request, const action_terms& terms, operation_pointer operation)
{
    if (is_released())
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
    if (is_released())
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

AMI_DECL void client_core::wait_ready(operation_pointer operation)
{
    if (is_released())
        return reject(std::move(operation), asio::error::make_error_code(asio::error::operation_aborted));
    session().wait_ready(std::move(operation));
    driver_.after_request();
}

AMI_DECL bool client_core::cancel_wait_ready(const operation_pointer& operation)
{
    const bool cancelled = session().cancel_wait_ready(operation);
    driver_.after_request();
    return cancelled;
}

AMI_DECL void client_core::close(failure cause)
{
    session().stop(std::move(cause), driver_.now());
    driver_.after_request();
}

// --- the library's own actions ---------------------------------------------------------------------------------------

AMI_DECL void client_core::execute_own(
    const action& request, const action_terms& terms, operation_pointer operation)
{
    failure error = is_ready() ? submit(request, terms, operation)
                               : failure(errc::not_connected, "action " + std::string(request.name()));
    if (error)
        complete_later(executor(), std::move(operation), std::move(error));
    driver_.after_request();
}

// --- the end ---------------------------------------------------------------------------------------------------------

AMI_DECL void client_core::release()
{
    owner_.release();
    subscribers_.release();
    const bool active = session().is_active();
    if (driver_.is_running())
        driver_.flush_now(); // what was started in the handler that destroys the client
    close({asio::error::make_error_code(asio::error::operation_aborted), "the client was destroyed"});
    if (active)
        return;
    // No session's end tells them.
    subscribers_.abandoned(asio::error::make_error_code(asio::error::operation_aborted));
    post_function(executor(), [self = shared_from_this()] { self->subscribers_.tell_abandoned(); });
}

AMI_DECL void client_core::context_is_going() noexcept
{
    const auto self = shared_from_this();
    owner_.release();
    driver_.shut_down();
    // The destructors of what waits may come back here.
    const auto waiting = session().discard({errc::closed, "the execution context was destroyed"});
    subscribers_.drop();
}

} // namespace ami::detail

#endif // AMI_CLIENT_IMPL_CLIENT_CORE_IPP
