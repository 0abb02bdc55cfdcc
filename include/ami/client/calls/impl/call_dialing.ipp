// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CALLS_IMPL_CALL_DIALING_IPP
#define AMI_CLIENT_CALLS_IMPL_CALL_DIALING_IPP

#include <ami/client/calls/call.hpp>
#include <ami/client/calls/call_registry.hpp>
#include <ami/net/erased_function.hpp>

#include <ami/client/operation/impl/action_operation.hpp>
#include <ami/detail/shared_object.hpp>

#include <boost/asio/error.hpp>
#include <fmt/format.h>

#include <utility>

// Calls are made and found.

namespace ami::detail {

// Why certainly nothing would be learned of a call; empty if something may be.
inline std::string why_not_visible(const server_settings& server)
{
    if (!server.follows_subscriptions() && !server.mask().is_unchecked() && !server.mask().has("call"))
        return "the event mask is \"" + server.mask().text() + "\"; it needs the class call";
    for (const auto* const event_name : {"OriginateResponse", "Hangup"}) {
        if (const auto* const filter = server.filter_that_hides(event_name))
            return fmt::format("the filter \"{}\" keeps back {}", filter_text(*filter), event_name);
    }
    return {};
}

// Makes a call: sends the originate. What became of it is the tracker's to find out.
class dial_operation : public pending_action {
public:
    dial_operation(const core_pointer& core, entry_pointer entry)
        : pending_action(this), core_(core), entry_(std::move(entry))
    {}
    virtual ~dial_operation() = default;

    void complete(failure&& error, response&& answer)
    {
        const auto core = core_.lock();
        if (!error && !answer.ok())
            error = refusal("Originate", answer, core_);
        if (!error && !core)
            error = asio::error::make_error_code(asio::error::operation_aborted);
        if (error) {
            if (core)
                call_registry::of(*core).forget(entry_);
            return on_refused(std::move(error));
        }
        call_registry::of(*core).accepted(entry_, answer["ActionID"], report_time);
        on_accepted(*core);
    }

    duration report_time{}; // from the answer to the OriginateResponse

protected:
    virtual void on_accepted(client_core& core) = 0;
    virtual void on_refused(failure error) = 0;

    std::weak_ptr<client_core> core_;
    entry_pointer entry_;
};

class call_operation final : public dial_operation {
public:
    call_operation(const core_pointer& core, entry_pointer entry, completion<call> done)
        : dial_operation(core, std::move(entry)), done_(std::move(done))
    {}

    bool cancel(client_core& core, const operation_pointer& self, bool only_if_unsent)
    {
        return core.cancel(self, only_if_unsent);
    }

private:
    void on_accepted(client_core&) override { done_.finish({}, call(entry_->make_handle())); }
    void on_refused(failure error) override { done_.finish(std::move(error), {}); }

    completion<call> done_;
};

// Waits for the outcome too.
class originate_operation final
    : public dial_operation
    , public call_waiter
    , public shared_from_this_of<originate_operation> {
public:
    originate_operation(const core_pointer& core, entry_pointer entry, completion<originate_outcome> done)
        : dial_operation(core, std::move(entry)), done_(std::move(done))
    {}

    bool cancel(client_core& core, const operation_pointer& self, bool only_if_unsent)
    {
        if (!accepted_) {
            cancelled_ = cancelled_ || !only_if_unsent; // its answer may be here, and not told yet
            return core.cancel(self, only_if_unsent);
        }
        return only_if_unsent || call_registry::of(core).listeners().cancel(entry_, shared_from_this());
    }

    // The OriginateResponse comes a moment after the answer; if it does not, the outcome is enough.
    bool is_ready(const call_entry& of) const override
    {
        if (of.lost || of.report_failure)
            return true;
        return of.outcome && (!of.report.raw().empty() || of.is_unreported || of.state == call_state::ended);
    }

    void serve(const call_entry& of) override
    {
        if (of.outcome)
            done_.finish({}, originate_outcome(of));
        else
            done_.finish(failure(of.report_failure ? of.report_failure : of.lost), {});
    }

    void fail(failure error) override { done_.finish(std::move(error), {}); }

private:
    void on_accepted(client_core& core) override
    {
        accepted_ = true;
        call_registry::of(core).listeners().wait(entry_, shared_from_this());
        if (cancelled_)
            call_registry::of(core).listeners().cancel(entry_, shared_from_this());
    }

    void on_refused(failure error) override { done_.finish(std::move(error), {}); }

    completion<originate_outcome> done_;
    bool accepted_ = false;
    bool cancelled_ = false;
};

template <class Operation, class... Values>
void start_calling(
    const core_pointer& core, handler_for<Values...> done, diagnostics* diag, actions::originate request)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    auto entry = make_shared_object<call_entry>(std::weak_ptr(core), core->shared_executor());
    auto operation = make_shared_object<Operation>(
        core, entry, completion<Values...>(std::move(done), diag, core->executor()));
    connect_cancellation(slot, core, operation,
        [](client_core& living, const std::shared_ptr<Operation>& found, asio::cancellation_type_t type) {
            return found->cancel(living, found, only_if_unsent(type));
        });
    dispatch_function(core->executor(), [core, operation = std::move(operation), entry = std::move(entry),
                                            request = std::move(request)]() mutable {
        if (request.channel_id().empty())
            request.channel_id(call_registry::of(*core).make_channel_id());
        auto asked = request.to_action();
        const auto& settings = core->settings();
        if (auto reason = why_not_visible(core->server()); !reason.empty())
            asked.refuse(errc::outcome_not_visible, std::move(reason));
        if (!asked.fault()) {
            if (auto taken = call_registry::of(*core).originate(entry, request.channel_id()))
                asked.refuse(static_cast<errc>(taken.ec.value()), std::move(taken.text));
        }
        asked.add("Async", "true");
        operation->report_time = longer_by(request.ring_time(), settings.originate_margin);
        core->want_events(); // one of them is the outcome
        core->execute(asked, {settings.action_timeout, settings.action_total_timeout}, operation);
    });
}

AMI_DECL void start_dial(
    const core_pointer& core, handler_for<call> done, diagnostics* diag, actions::originate request)
{
    start_calling<call_operation, call>(core, std::move(done), diag, std::move(request));
}

AMI_DECL void start_originate(const core_pointer& core, handler_for<originate_outcome> done,
    diagnostics* diag, actions::originate request)
{
    start_calling<originate_operation, originate_outcome>(core, std::move(done), diag, std::move(request));
}

AMI_DECL void start_calls(const core_pointer& core, handler_for<std::vector<call>> done, diagnostics* diag)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    auto operation = make_operation<std::vector<call>>(core, std::move(done), diag,
        [weak = std::weak_ptr(core)](completion<std::vector<call>>& end, failure&& error, response&& answer) {
            if (!error && !answer.ok())
                error = refusal("Status", answer, weak);
            std::vector<call> found;
            const auto living = weak.lock();
            if (living)
                call_registry::of(*living).list_ends();
            if (living && !error) {
                for (auto& handle : call_registry::of(*living).adopt(answer.events()))
                    found.emplace_back(std::move(handle));
                living->want_events();
            }
            end.finish(std::move(error), std::move(found));
        });
    // Over HTTP events are fetched from now on: a call may end as soon as it was listed.
    dispatch_function(core->executor(), [core] {
        call_registry::of(*core).list_begins();
        core->want_events();
    });
    run_action(core, slot, std::move(operation), action("Status"));
}

} // namespace ami::detail

#endif // AMI_CLIENT_CALLS_IMPL_CALL_DIALING_IPP
