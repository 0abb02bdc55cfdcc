// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_IMPL_MODEL_RECORDS_IPP
#define AMI_LIVE_IMPL_MODEL_RECORDS_IPP

#include <ami/live/model.hpp>

#include <string_view>
#include <vector>

// What the model knows: look-ups and ranges.

namespace ami {
namespace detail {

template <class Record>
std::vector<Record> all_of(const record_store<Record>& store)
{
    std::vector<Record> all;
    all.reserve(store.size());
    store.for_each([&](const Record& each) { all.push_back(each); });
    return all;
}

inline std::vector<live::channel> channels_of(const live_core& model, const id_groups::ids& ids)
{
    std::vector<live::channel> all;
    all.reserve(ids.size());
    for (const auto& each : ids)
        all.push_back(model.state().calls().channels().all().get(each));
    return all;
}

} // namespace detail

namespace live {

AMI_DECL std::vector<call> model::calls() const
{
    const auto& known = core_->state().calls().calls();
    std::vector<call> all;
    all.reserve(known.size());
    known.for_each([&](const call& each) { all.push_back(each); });
    return all;
}

AMI_DECL call model::find_call(std::string_view id) const
{
    return core_->state().calls().calls().find(id);
}

AMI_DECL call model::call_of(std::string_view channel_id) const
{
    return core_->state().calls().calls().of_channel(channel_id);
}

AMI_DECL std::vector<channel> model::channels() const
{
    return ::ami::detail::all_of(core_->state().calls().channels().all());
}

AMI_DECL std::vector<bridge> model::bridges() const
{
    return ::ami::detail::all_of(core_->state().calls().bridges().all());
}

AMI_DECL std::vector<conference> model::conferences() const
{
    return ::ami::detail::all_of(core_->state().calls().conferences().all());
}

AMI_DECL std::vector<conference_user> model::conference_users() const
{
    return ::ami::detail::all_of(core_->state().calls().conferences().users());
}

AMI_DECL std::vector<parked_call> model::parked_calls() const
{
    return ::ami::detail::all_of(core_->state().calls().parking().all());
}

AMI_DECL std::vector<queue> model::queues() const
{
    return ::ami::detail::all_of(core_->state().queues().queues());
}

AMI_DECL std::vector<queue_member> model::queue_members() const
{
    return ::ami::detail::all_of(core_->state().queues().members());
}

AMI_DECL std::vector<device> model::devices() const
{
    return ::ami::detail::all_of(core_->state().devices().records());
}

AMI_DECL std::vector<extension> model::extensions() const
{
    return ::ami::detail::all_of(core_->state().extensions().records());
}

AMI_DECL std::vector<presence> model::presences() const
{
    return ::ami::detail::all_of(core_->state().presence().records());
}

AMI_DECL std::vector<endpoint> model::endpoints() const
{
    return ::ami::detail::all_of(core_->state().endpoints().records());
}

AMI_DECL std::vector<contact> model::contacts() const
{
    return ::ami::detail::all_of(core_->state().contacts().records());
}

AMI_DECL std::vector<registration> model::registrations() const
{
    return ::ami::detail::all_of(core_->state().registrations().records());
}

AMI_DECL std::vector<agent> model::agents() const
{
    return ::ami::detail::all_of(core_->state().agents().records());
}

AMI_DECL std::vector<mailbox> model::mailboxes() const
{
    return ::ami::detail::all_of(core_->state().mailboxes().records());
}

AMI_DECL channel model::find_channel(std::string_view unique_id) const
{
    return core_->state().calls().channels().all().get(unique_id);
}

AMI_DECL std::vector<channel> model::channels_linked_to(std::string_view linked_id) const
{
    return ::ami::detail::channels_of(*core_, core_->state().calls().channels().linked_to(linked_id));
}

AMI_DECL std::vector<channel> model::channels_in_bridge(std::string_view bridge_id) const
{
    return ::ami::detail::channels_of(*core_, core_->state().calls().channels().in_bridge(bridge_id));
}

AMI_DECL queue model::find_queue(std::string_view name) const
{
    return core_->state().queues().queues().get(name);
}

AMI_DECL std::vector<queue_caller> model::queue_callers(std::string_view queue_name) const
{
    return core_->state().queues().waiting_in(queue_name);
}

AMI_DECL device model::find_device(std::string_view name) const
{
    return core_->state().devices().records().get(name);
}

} // namespace live
} // namespace ami

#endif // AMI_LIVE_IMPL_MODEL_RECORDS_IPP
