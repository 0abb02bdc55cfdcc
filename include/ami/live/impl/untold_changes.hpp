// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_IMPL_UNTOLD_CHANGES_HPP
#define AMI_LIVE_IMPL_UNTOLD_CHANGES_HPP

#include <ami/client/events/handler_list.hpp>
#include <ami/session/live/pbx_state.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <tuple>
#include <utility>
#include <vector>

namespace ami::detail {

// Changes that were taken from the state at one time, one kind after another, and the handlers that were there then. They are told
// in portions, so that a first fill of 100,000 records does not hold up everything else; what changes meanwhile is taken after
// them. Those who add a handler meanwhile know what is told here.
class untold_changes {
public:
    template <class Record>
    using handlers = handler_list<const live::change<Record>&>;

    // Nothing if nobody listens. All that was taken before must have been told.
    template <class Record>
    void take(std::vector<live::change<Record>>& changes, const handlers<Record>& listening)
    {
        if (changes.empty())
            return;
        auto taken = std::exchange(changes, {});
        if (listening.empty())
            return;
        left_ += taken.size();
        std::get<pending<Record>>(kinds_) = {std::move(taken), listening.all()};
    }

    bool empty() const noexcept { return left_ == 0; }

    // Invokes `call` with each handler and change until that many calls were made, or one gave false.
    template <class Call>
    void tell(std::size_t& most, const Call& call)
    {
        std::apply([&](auto&... each) { (tell_kind(each, most, call) && ...); }, kinds_);
    }

    // Not from inside of a call.
    void clear()
    {
        kinds_ = {};
        left_ = 0;
    }

private:
    template <class Record>
    struct pending {
        std::vector<live::change<Record>> changes;
        std::vector<std::shared_ptr<typename handlers<Record>::entry>> listening;
        std::size_t next = 0;
    };

    template <class Record, class Call>
    bool tell_kind(pending<Record>& kind, std::size_t& most, const Call& call)
    {
        while (kind.next != kind.changes.size()) {
            if (most == 0)
                return false;
            // It goes at once: a kind's records may be the last ones of what was hung up.
            const auto change = std::move(kind.changes[kind.next++]);
            --left_;
            most -= std::min(most, kind.listening.size());
            for (const auto& each : kind.listening) {
                if (!each->cancelled && !call(*each, change))
                    return false;
            }
        }
        kind = {};
        return true;
    }

    // In the order of `pbx_state::for_each_changes`.
    decltype(std::tuple_cat(
        std::declval<of_each_kind<pending>>(), std::declval<std::tuple<pending<live::call>>>())) kinds_;
    std::size_t left_ = 0;
};

} // namespace ami::detail

#endif // AMI_LIVE_IMPL_UNTOLD_CHANGES_HPP
