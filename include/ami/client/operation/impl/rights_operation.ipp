// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_OPERATION_IMPL_RIGHTS_OPERATION_IPP
#define AMI_CLIENT_OPERATION_IMPL_RIGHTS_OPERATION_IPP

#include <ami/client/client_core.hpp>
#include <ami/client/operation/operations.hpp>
#include <ami/net/erased_function.hpp>

#include <ami/client/operation/impl/action_operation.hpp>
#include <ami/detail/shared_object.hpp>

#include <boost/asio/error.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace ami::detail {

// Asks for what the user may do: ListCommands, and then, if the user may send Command, `manager show user`.
class rights_operation final : public shared_from_this_of<rights_operation> {
public:
    rights_operation(const core_pointer& core, completion<user_rights> done)
        : core_(core), done_(std::move(done))
    {}

    void begin(client_core& core)
    {
        if (const auto* const known = core.rights())
            post_function(core.executor(), [self = shared_from_this(), found = *known]() mutable {
                self->finish({}, std::move(found));
            });
        else
            ask(core, action("ListCommands"), &rights_operation::on_commands);
    }

    bool cancel(client_core& core, bool only_if_unsent)
    {
        const auto asked = asked_.lock();
        return asked && core.cancel(asked, only_if_unsent);
    }

private:
    using step = void (rights_operation::*)(failure&&, response&&);

    class question final : public pending_action {
    public:
        question(std::shared_ptr<rights_operation> of, step next)
            : pending_action(this), of_(std::move(of)), next_(next)
        {}
        void complete(failure&& error, response&& answer)
        {
            ((*of_).*next_)(std::move(error), std::move(answer));
        }

    private:
        std::shared_ptr<rights_operation> of_;
        step next_;
    };

    void ask(client_core& core, const action& request, step next)
    {
        const auto& settings = core.settings();
        operation_pointer asked = make_shared_object<question>(shared_from_this(), next);
        asked_ = asked;
        core.execute(request, {settings.action_timeout, settings.action_total_timeout}, std::move(asked));
    }

    void on_commands(failure&& error, response&& answer)
    {
        if (!error && !answer.ok())
            error = refusal("ListCommands", answer, core_);
        const auto core = core_.lock();
        if (error || !core)
            return finish(
                core ? std::move(error) : asio::error::make_error_code(asio::error::operation_aborted), {});
        found_ = user_rights(answer);
        const auto ask_user = user_rights::question(core->settings().username);
        if (ask_user && found_.can_send("Command") == certainty::yes)
            ask(*core, *ask_user, &rights_operation::on_user);
        else
            keep(*core);
    }

    void on_user(failure&& error, response&& answer)
    {
        const auto core = core_.lock();
        if (error || !core)
            return finish(
                core ? std::move(error) : asio::error::make_error_code(asio::error::operation_aborted), {});
        if (answer.ok())
            found_.add_user(answer.output());
        keep(*core);
    }

    void keep(client_core& core)
    {
        core.set_rights(found_);
        finish({}, std::move(found_));
    }

    void finish(failure&& error, user_rights&& found) { done_.finish(std::move(error), std::move(found)); }

    std::weak_ptr<client_core> core_;
    completion<user_rights> done_;
    std::weak_ptr<pending_action> asked_; // it refers to this
    user_rights found_;
};

AMI_DECL void start_rights(const core_pointer& core, handler_for<user_rights> done, diagnostics* diag)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    auto operation = make_shared_object<rights_operation>(
        core, completion<user_rights>(std::move(done), diag, core->executor()));
    connect_cancellation(slot, core, operation,
        [](client_core& living, const std::shared_ptr<rights_operation>& found,
            asio::cancellation_type_t type) { return found->cancel(living, only_if_unsent(type)); });
    dispatch_function(
        core->executor(), [core, operation = std::move(operation)] { operation->begin(*core); });
}

} // namespace ami::detail

#endif // AMI_CLIENT_OPERATION_IMPL_RIGHTS_OPERATION_IPP
