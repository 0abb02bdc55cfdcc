// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_EVENTS_STREAM_LIST_HPP
#define AMI_CLIENT_EVENTS_STREAM_LIST_HPP

#include <ami/client/events/stream_state.hpp>

#include <ami/detail/shared_object.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace ami::detail {

// The streams of a client, which hear of its sessions. Streams that are gone are looked for only when the list has
// doubled.
class stream_list {
public:
    // A stream of these events, from `from`. What its queue loses is added to `dropped`.
    std::shared_ptr<stream_state> make(const executor_pointer& executor, const std::shared_ptr<router>& from,
        std::uint64_t& dropped, names events, event_predicate wants, std::size_t capacity, overflow policy)
    {
        auto made = make_shared_object<stream_state>(executor, capacity, policy);
        shutdown_registry::of(executor->get()).add(made); // it may outlive the client
        add(made);
        const auto entry = from->add(std::move(events), std::move(wants),
            // The subscription keeps the stream until that is closed or dropped.
            [this, &dropped, state = made](const event_view& event) {
                dropped += state->push(event);
                if (state->becomes_due())
                    due_.push_back(state);
            });
        made->subscribed(from, entry);
        return made;
    }

    void add(const std::shared_ptr<stream_state>& added)
    {
        if (streams_.size() >= next_sweep_) {
            std::erase_if(streams_, [](const auto& each) { return each.expired(); });
            next_sweep_ = 2 * streams_.size() + 16;
        }
        streams_.push_back(added);
    }

    std::size_t size() const noexcept { return streams_.size(); }

    void session_began()
    {
        for_each([](stream_state& each) { each.session_began(); });
    }
    // Who waits is told by `tell`, which invokes code of the user.
    void session_ended(const failure& cause)
    {
        for_each([&](stream_state& each) { each.session_ended(cause); });
    }
    void tell()
    {
        for_each([](stream_state& each) { each.tell(); });
    }
    // Who waits for all events that were read, before anything else is told.
    bool has_due() const noexcept { return !due_.empty(); }
    void tell_due()
    {
        const auto due = std::exchange(due_, {});
        for (const auto& each : due)
            each->tell();
    }
    void drop()
    {
        for_each([](stream_state& each) { each.drop(); });
        due_.clear();
    }

private:
    // Those that there are now: each may add some.
    template <class F>
    void for_each(F run)
    {
        const auto streams = streams_;
        for (const auto& each : streams) {
            if (const auto stream = each.lock())
                run(*stream);
        }
    }

    std::vector<std::weak_ptr<stream_state>> streams_;
    std::vector<std::shared_ptr<stream_state>> due_;
    std::size_t next_sweep_ = 16;
};

} // namespace ami::detail

#endif // AMI_CLIENT_EVENTS_STREAM_LIST_HPP
