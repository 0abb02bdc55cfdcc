// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_LIVE_LISTED_HPP
#define AMI_TESTS_SUPPORT_LIVE_LISTED_HPP

// A store of records that one list gives.

#include "support/live_state.hpp"

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace tests::live_state {

template <class Store>
class listed_world {
public:
    using record = std::decay_t<decltype(std::declval<Store&>().records().get(""))>;

    listed_world() = default;
    explicit listed_world(wanted_lists& wanted) : store(wanted) {}

    void tell(const std::string& lines)
    {
        const auto event = packet_of(lines);
        store.on_event(event, time.now());
    }
    void list(const std::vector<std::string>& items)
    {
        store.begin_list();
        for (const auto& each : items) {
            const auto item = packet_of(each);
            store.on_item(item, time.now());
        }
        store.end_list();
    }

    std::vector<live::change<record>> changes() { return changes_of(store.records()); }
    // The only one. Good until the next one is asked for.
    const live::change<record>& change()
    {
        last_ = changes();
        REQUIRE(last_.size() == 1);
        return last_[0];
    }
    // Good until the next one is asked for.
    const record& at(std::string_view key) { return found_ = store.records().get(key); }

    time_line time;
    Store store;

private:
    std::vector<live::change<record>> last_;
    record found_;
};

} // namespace tests::live_state

#endif // AMI_TESTS_SUPPORT_LIVE_LISTED_HPP
