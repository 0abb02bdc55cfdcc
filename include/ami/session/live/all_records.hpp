// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_ALL_RECORDS_HPP
#define AMI_SESSION_LIVE_ALL_RECORDS_HPP

#include <ami/session/live/call.hpp>
#include <ami/session/live/change.hpp>
#include <ami/session/live/keyed_set.hpp>
#include <ami/session/live/pbx_state.hpp>
#include <ami/session/live/record_store.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace ami::detail {

// All records of a moment. They are collected in portions, between which other work goes on; of what changes meanwhile `apply`
// is told. They share their bytes with those of the model.
class all_records {
public:
    // A portion ends when it has so many records. Some hundred more may come at once.
    static constexpr std::size_t portion = 512;

    all_records() = default;
    // All at once.
    explicit all_records(const pbx_state& state)
    {
        while (!collect(state)) {}
    }

    // One more portion of what is known. True if it was the last one: it has all that is known now.
    bool collect(const pbx_state& state)
    {
        std::size_t taken = 0;
        std::size_t kind = 0;
        const auto take = [&](const auto& from, auto& to) {
            if (kind++ != kind_)
                return;
            while (next_ < from.portions()) {
                if (taken >= portion)
                    return;
                from.for_each_in(next_++, [&](const auto& each) {
                    to.put(each);
                    ++taken;
                });
            }
            ++kind_;
            next_ = 0;
        };
        std::apply([&](const auto&... each) { (take(each, copies_of(each)), ...); }, state.stores());
        take(state.calls().calls(), std::get<copies<live::call>>(kinds_));
        return kind_ == std::tuple_size_v<decltype(kinds_)>;
    }

    // What was collected, and what was not yet, is other than it was.
    template <class Record>
    void apply(const live::change<Record>& change)
    {
        auto& of = std::get<copies<Record>>(kinds_);
        if (change.is_gone())
            of.erase(change.before());
        else
            of.put(change.now());
    }

    template <class Function>
    void for_each(Function function) const
    {
        std::apply([&](const auto&... each) { (each.for_each(function), ...); }, kinds_);
    }

private:
    template <class Record>
    class copies {
    public:
        void put(const Record& record)
        {
            if (const auto known = all_.find(key_of(record)); known != all_.end())
                known->record = record;
            else
                all_.insert(copy{record});
        }
        void erase(const Record& record) { all_.erase(key_of(record)); }
        template <class Function>
        void for_each(Function& function) const
        {
            for (const auto& each : all_)
                function(each.record);
        }

    private:
        struct copy {
            mutable Record record; // another one with the same key may take its place
        };
        static std::string_view key_of(const Record& record) noexcept
        {
            if constexpr (std::is_same_v<Record, live::call>)
                return record.id();
            else
                return record_store<Record>::key_of(record);
        }
        struct key_of_copy {
            std::string_view operator()(const copy& of) const noexcept { return key_of(of.record); }
        };

        keyed_set<copy, key_of_copy> all_;
    };

    template <class Record>
    copies<Record>& copies_of(const record_store<Record>&) noexcept
    {
        return std::get<copies<Record>>(kinds_);
    }

    decltype(std::tuple_cat(
        std::declval<of_each_kind<copies>>(), std::declval<std::tuple<copies<live::call>>>())) kinds_;
    std::size_t kind_ = 0; // the one that is being collected, and its next portion
    std::size_t next_ = 0;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_ALL_RECORDS_HPP
