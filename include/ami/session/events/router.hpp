// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_EVENTS_ROUTER_HPP
#define AMI_SESSION_EVENTS_ROUTER_HPP

#include <ami/protocol/values/names.hpp>
#include <ami/session/events/event_demand.hpp>
#include <ami/session/events/numbered_list.hpp>
#include <ami/session/events/subscription_entry.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// Hears what became of each call of a handler.
class dispatch_observer {
public:
    virtual void handler_returned(const event_view& event) = 0;
    virtual void handler_threw(const event_view& event, std::exception_ptr error) = 0;

    // Asked after each call: true where the remaining handlers must not run any more.
    virtual bool is_over() const = 0;

protected:
    ~dispatch_observer() = default;
};

// Knows who wants which events. Handlers may add and remove any, themselves too; one that is added while an
// event is handed out sees the next event, one that is removed sees nothing from then on.
class router {
public:
    using handler = event_function;
    using predicate = event_predicate;

    AMI_DECL router();
    AMI_DECL ~router();

    // Names are compared without case.
    AMI_DECL std::shared_ptr<subscription_entry> add(names events, predicate wants, handler handle);
    AMI_DECL void remove(const std::shared_ptr<subscription_entry>& which);
    AMI_DECL void clear();

    // Calls the handlers of this event in the order in which they were added.
    AMI_DECL void dispatch(const event_view& event, dispatch_observer& observer);

    AMI_DECL bool empty() const noexcept;

    // Of all handlers, in the order in which they were added.
    AMI_COLD AMI_DECL std::vector<std::shared_ptr<subscription_entry>> all() const;

    // The classes of those events that some handler got by their name.
    event_classes seen() const noexcept { return seen_; }
    void forget_seen() noexcept { seen_ = {}; }

    // Which classes of events the handlers need.
    event_classes demand() const noexcept { return demand_.total(); }

    // `changed` is called whenever a handler has come or gone.
    void watch(std::function<void()> changed) { changed_ = std::move(changed); }

private:
    static void call(subscription_entry& each, const event_view& event, dispatch_observer& observer);

    using entry_list = numbered_list<std::shared_ptr<subscription_entry>>;

    // Its map is dear to compile, and this header is in every user's file.
    struct name_table;
    class dispatch_scope;

    std::unique_ptr<name_table> by_name_;
    entry_list any_;
    std::vector<subscription_entry*> scratch_; // who gets the event in hand; kept for its memory
    std::size_t dispatching_ = 0;              // events in hand
    std::vector<std::shared_ptr<subscription_entry>> removed_; // meanwhile
    std::uint64_t last_id_ = 0;
    event_demand demand_;
    event_classes seen_;
    std::function<void()> changed_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/events/impl/router.ipp>
#endif

#endif // AMI_SESSION_EVENTS_ROUTER_HPP
