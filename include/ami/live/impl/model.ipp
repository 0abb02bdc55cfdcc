// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_IMPL_MODEL_IPP
#define AMI_LIVE_IMPL_MODEL_IPP

#include <ami/live/model.hpp>
#include <ami/net/erased_function.hpp>

#include <ami/client/operation/impl/action_operation.hpp>
#include <ami/detail/shared_object.hpp>

#include <boost/asio/associated_cancellation_slot.hpp>

#include <utility>

namespace ami {
namespace detail {

// A wait, which `wait` begins on the model's executor, and `cancel` ends.
template <class Waiter, class Handler>
void start_wait(const live_pointer& model, Handler& done, diagnostics* diag,
    void (live_core::*wait)(std::shared_ptr<Waiter>),
    bool (live_core::*cancel)(const std::shared_ptr<Waiter>&))
{
    auto slot = boost::asio::get_associated_cancellation_slot(done);
    auto waiter = make_shared_object<Waiter>(std::move(done), diag, model->executor());
    connect_cancellation(slot, model->client(), model->shared_executor(), waiter,
        [weak = std::weak_ptr(model), cancel](
            client_core&, const std::shared_ptr<Waiter>& found, boost::asio::cancellation_type_t) {
            const auto living = weak.lock();
            return !living || (*living.*cancel)(found);
        });
    post_function(model->executor(), [model, waiter, wait] { (*model.*wait)(waiter); });
}

AMI_DECL void start_filled(const live_pointer& model, user_handler<> done, diagnostics* diag)
{
    start_wait(model, done, diag, &live_core::wait_filled, &live_core::cancel_wait);
}

AMI_DECL void start_audit(const live_pointer& model, user_handler<live::audit_report> done, diagnostics* diag)
{
    start_wait(model, done, diag, &live_core::wait_audit, &live_core::cancel_audit);
}

template <class Record>
live::subscription subscribe(
    const live_pointer& model, std::function<void(const live::change<Record>&)> handler)
{
    const auto& list = model->handlers_of<Record>();
    return {list, list->add(std::move(handler))};
}

} // namespace detail

namespace live {

AMI_DECL subscription model::on_call(std::function<void(const change<call>&)> handler)
{
    return ::ami::detail::subscribe<call>(core_, std::move(handler));
}

AMI_DECL subscription model::on_channel(std::function<void(const change<channel>&)> handler)
{
    return ::ami::detail::subscribe<channel>(core_, std::move(handler));
}

AMI_DECL subscription model::on_bridge(std::function<void(const change<bridge>&)> handler)
{
    return ::ami::detail::subscribe<bridge>(core_, std::move(handler));
}

AMI_DECL subscription model::on_conference(std::function<void(const change<conference>&)> handler)
{
    return ::ami::detail::subscribe<conference>(core_, std::move(handler));
}

AMI_DECL subscription model::on_conference_user(std::function<void(const change<conference_user>&)> handler)
{
    return ::ami::detail::subscribe<conference_user>(core_, std::move(handler));
}

AMI_DECL subscription model::on_parked_call(std::function<void(const change<parked_call>&)> handler)
{
    return ::ami::detail::subscribe<parked_call>(core_, std::move(handler));
}

AMI_DECL subscription model::on_queue(std::function<void(const change<queue>&)> handler)
{
    return ::ami::detail::subscribe<queue>(core_, std::move(handler));
}

AMI_DECL subscription model::on_queue_member(std::function<void(const change<queue_member>&)> handler)
{
    return ::ami::detail::subscribe<queue_member>(core_, std::move(handler));
}

AMI_DECL subscription model::on_device(std::function<void(const change<device>&)> handler)
{
    return ::ami::detail::subscribe<device>(core_, std::move(handler));
}

AMI_DECL subscription model::on_extension(std::function<void(const change<extension>&)> handler)
{
    return ::ami::detail::subscribe<extension>(core_, std::move(handler));
}

AMI_DECL subscription model::on_presence(std::function<void(const change<presence>&)> handler)
{
    return ::ami::detail::subscribe<presence>(core_, std::move(handler));
}

AMI_DECL subscription model::on_endpoint(std::function<void(const change<endpoint>&)> handler)
{
    return ::ami::detail::subscribe<endpoint>(core_, std::move(handler));
}

AMI_DECL subscription model::on_contact(std::function<void(const change<contact>&)> handler)
{
    return ::ami::detail::subscribe<contact>(core_, std::move(handler));
}

AMI_DECL subscription model::on_registration(std::function<void(const change<registration>&)> handler)
{
    return ::ami::detail::subscribe<registration>(core_, std::move(handler));
}

AMI_DECL subscription model::on_agent(std::function<void(const change<agent>&)> handler)
{
    return ::ami::detail::subscribe<agent>(core_, std::move(handler));
}

AMI_DECL subscription model::on_mailbox(std::function<void(const change<mailbox>&)> handler)
{
    return ::ami::detail::subscribe<mailbox>(core_, std::move(handler));
}

AMI_DECL subscription model::on_queue_caller(std::function<void(const change<queue_caller>&)> handler)
{
    return ::ami::detail::subscribe<queue_caller>(core_, std::move(handler));
}

AMI_DECL subscription model::on_state(std::function<void(freshness)> handler)
{
    const auto& list = core_->on_freshness();
    return {list, list->add(std::move(handler))};
}

} // namespace live
} // namespace ami

#endif // AMI_LIVE_IMPL_MODEL_IPP
