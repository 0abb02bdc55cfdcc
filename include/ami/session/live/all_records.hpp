// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_ALL_RECORDS_HPP
#define AMI_SESSION_LIVE_ALL_RECORDS_HPP

#include <ami/session/live/pbx_state.hpp>

#include <tuple>
#include <utility>
#include <vector>

namespace ami::detail {

// All records of a moment. They share their bytes with those of the model.
class all_records {
public:
    explicit all_records(const pbx_state& state)
    {
        const auto copy = [this]<class Record>(const record_store<Record>& store) {
            auto& copies = std::get<vector<Record>>(records_);
            copies.reserve(store.size());
            store.for_each([&](const Record& each) { copies.push_back(each); });
        };
        std::apply([&](const auto&... each) { (copy(each), ...); }, state.stores());
        const auto& calls = state.calls().calls();
        auto& copies = std::get<vector<live::call>>(records_);
        copies.reserve(calls.size());
        calls.for_each([&](const live::call& each) { copies.push_back(each); });
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
    template <class Record>
    using vector = std::vector<Record>;

    decltype(std::tuple_cat(
        std::declval<of_each_kind<vector>>(), std::declval<std::tuple<vector<live::call>>>())) records_;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_ALL_RECORDS_HPP
