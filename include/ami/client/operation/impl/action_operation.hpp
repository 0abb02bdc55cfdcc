// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_OPERATION_IMPL_ACTION_OPERATION_HPP
#define AMI_CLIENT_OPERATION_IMPL_ACTION_OPERATION_HPP

#include <ami/client/client_core.hpp>
#include <ami/client/operation/completion.hpp>
#include <ami/client/operation/operations.hpp>
#include <ami/net/erased_function.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/values/user_rights.hpp>

#include <ami/detail/macros.hpp>
#include <ami/detail/shared_object.hpp>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <fmt/format.h>

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace ami::detail {

// The text is without the client's secret, which a server may say back.
AMI_COLD inline failure refusal(
    std::string_view action_name, const response& answer, const std::weak_ptr<client_core>& client)
{
    const auto core = client.lock();
    const auto secret = core ? core->settings().secret.view() : std::string_view();
    // There is nothing but the text to tell these by (manager.c: action_redirect; features.c: action_bridge).
    const auto text = answer.message();
    const bool halfway =
        text == "Secondary redirect failed" || text.starts_with("Unable to add Channel2 to bridge");
    return {halfway ? errc::partly_executed : errc::action_refused,
        fmt::format("Asterisk says \"{}\"{}", quote(refusal_reason(answer), 200, secret),
            explain_refusal(action_name, text))};
}

// Waits for the answer to an action and turns it into what the user gets.
template <class Convert, class... Values>
class action_operation final : public pending_action {
public:
    action_operation(completion<Values...>&& done, Convert convert)
        : pending_action(this), done_(std::move(done)), convert_(std::move(convert))
    {}
    action_operation(
        handler_for<Values...>&& done, diagnostics* diag, const asio::any_io_executor& own, Convert&& convert)
        : pending_action(this), done_(std::move(done), diag, own), convert_(std::move(convert))
    {}

    void complete(failure&& error, response&& answer)
    {
        convert_(done_, std::move(error), std::move(answer));
    }

private:
    completion<Values...> done_;
    Convert convert_;
};

class list_operation final : public pending_action {
public:
    list_operation(completion<response> done, item_handler on_item, const core_pointer& core)
        : pending_action(this), done_(std::move(done)), on_item_(std::move(on_item)), core_(core)
    {
        takes_items = true;
    }

    void complete(failure&& error, response&& answer) { done_.finish(std::move(error), std::move(answer)); }

    void item(const event_view& event)
    {
        try {
            on_item_(event);
        } catch (...) {
            if (const auto core = core_.lock())
                core->handler_threw(event, std::current_exception());
        }
    }

private:
    completion<response> done_;
    item_handler on_item_;
    std::weak_ptr<client_core> core_;
};

template <class... Values, class Convert>
operation_pointer make_operation(
    const core_pointer& core, handler_for<Values...>&& done, diagnostics* diag, Convert convert)
{
    return make_shared_object<action_operation<Convert, Values...>>(
        std::move(done), diag, core->executor(), std::move(convert));
}

// What a cancellation slot has. A cancellation that is emitted on the client's executor takes effect at once; the operation
// completes in a later turn. From elsewhere it is posted. It is posted too where `cancel` returns false: the operation's start
// may be under way to the executor, and the posted function comes after it. Nothing is locked on another thread: the client's
// last reference must not go there. After the operation has ended the execution context may be gone.
class operation_cancellation {
public:
    using function =
        std::function<bool(client_core&, const std::shared_ptr<void>& operation, asio::cancellation_type_t)>;

    operation_cancellation(const std::weak_ptr<client_core>& core, const executor_pointer& executor,
        const std::shared_ptr<void>& operation, function cancel)
        : core_(core), executor_(executor), operation_(operation), cancel_(std::move(cancel))
    {}

    AMI_COLD void operator()(asio::cancellation_type_t type) const
    {
        if (executor_->is_gone() || core_.expired() || operation_.expired() ||
            type == asio::cancellation_type::none)
            return;
        const auto run = [core = core_, weak = operation_, cancel = cancel_, type] {
            const auto living = core.lock();
            const auto found = weak.lock();
            return !living || !found || living->is_released() || cancel(*living, found, type);
        };
        if (!runs_in_this_thread(executor_->get()) || !run())
            post_function(executor_->get(), run);
    }

private:
    std::weak_ptr<client_core> core_;
    executor_pointer executor_;
    std::weak_ptr<void> operation_;
    function cancel_;
};

template <class Operation, class Cancel>
void connect_cancellation(asio::cancellation_slot slot, const std::weak_ptr<client_core>& core,
    const executor_pointer& executor, const std::shared_ptr<Operation>& operation, Cancel cancel)
{
    if (!slot.is_connected())
        return;
    slot.emplace<operation_cancellation>(core, executor, operation,
        [cancel = std::move(cancel)](
            client_core& living, const std::shared_ptr<void>& found, asio::cancellation_type_t type) {
            return cancel(living, std::static_pointer_cast<Operation>(found), type);
        });
}

template <class Operation, class Cancel>
void connect_cancellation(asio::cancellation_slot slot, const core_pointer& core,
    const std::shared_ptr<Operation>& operation, Cancel cancel)
{
    if (!slot.is_connected()) // as most are not: then no reference is counted
        return;
    connect_cancellation(slot, std::weak_ptr(core), core->shared_executor(), operation, std::move(cancel));
}

// Total cancellation promises that nothing happened, which only an unsent action can keep.
inline bool only_if_unsent(asio::cancellation_type_t type) noexcept
{
    const auto may_leave_traces = asio::cancellation_type::terminal | asio::cancellation_type::partial;
    return (type & may_leave_traces) == asio::cancellation_type::none;
}

inline bool cancel_action(
    client_core& core, const std::shared_ptr<pending_action>& operation, asio::cancellation_type_t type)
{
    return core.cancel(operation, only_if_unsent(type));
}

// The caller holds `core` meanwhile: the log callback may destroy the client.
inline void run_here(client_core& core, operation_pointer&& operation, const action& request)
{
    const auto& settings = core.settings();
    core.execute(request, {settings.action_timeout, settings.action_total_timeout}, std::move(operation));
}

AMI_COLD inline void dispatch_run(const core_pointer& core, operation_pointer&& operation, action&& request)
{
    dispatch_function(
        core->executor(), [core, operation = std::move(operation), request = std::move(request)]() mutable {
            run_here(*core, std::move(operation), request);
        });
}

inline void run_action(
    const core_pointer& core, asio::cancellation_slot slot, operation_pointer&& operation, action&& request)
{
    connect_cancellation(slot, core, operation, &cancel_action);
    if (runs_in_this_thread(core->executor()))
        run_here(*core, std::move(operation), request);
    else
        dispatch_run(core, std::move(operation), std::move(request));
}

} // namespace ami::detail

#endif // AMI_CLIENT_OPERATION_IMPL_ACTION_OPERATION_HPP
