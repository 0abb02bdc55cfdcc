// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_LIVE_ALL_RECORDS_HPP
#define AMI_SESSION_LIVE_ALL_RECORDS_HPP

#include <ami/session/live/pbx_state.hpp>

#include <tuple>
#include <vector>

namespace ami::detail {

// Invokes a function with the store of each kind of records, in an order in which what is referred to comes before what refers to it.
template <class Function>
void for_each_store(pbx_state& state, Function function)
{
    auto& calls = state.calls();
    function(calls.channels().all());
    function(calls.bridges().all());
    function(calls.conferences().all());
    function(calls.conferences().users());
    function(calls.parking().all());
    function(state.queues().queues());
    function(state.queues().members());
    function(state.queues().callers());
    function(state.devices().records());
    function(state.extensions().records());
    function(state.presence().records());
    function(state.endpoints().records());
    function(state.contacts().records());
    function(state.registrations().records());
    function(state.agents().records());
    function(state.mailboxes().records());
}

// All records of a moment. They share their bytes with those of the model.
class all_records {
public:
    explicit all_records(pbx_state& state)
    {
        for_each_store(state, [this]<class Record>(const record_store<Record>& store) {
            auto& copies = std::get<std::vector<Record>>(records_);
            copies.reserve(store.size());
            store.for_each([&](const Record& each) { copies.push_back(each); });
        });
    }

    template <class Function>
    void for_each(Function function) const
    {
        std::apply(
            [&](const auto&... records) {
                const auto visit = [&](const auto& kind) {
                    for (const auto& each : kind)
                        function(each);
                };
                (visit(records), ...);
            },
            records_);
    }

private:
    template <class... Records>
    using vectors = std::tuple<std::vector<Records>...>;

    vectors<live::channel, live::bridge, live::conference, live::conference_user, live::parked_call,
        live::queue, live::queue_member, live::queue_caller, live::device, live::extension, live::presence,
        live::endpoint, live::contact, live::registration, live::agent, live::mailbox>
        records_;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_ALL_RECORDS_HPP
