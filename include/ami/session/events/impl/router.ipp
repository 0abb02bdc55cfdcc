// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_EVENTS_IMPL_ROUTER_IPP
#define AMI_SESSION_EVENTS_IMPL_ROUTER_IPP

#include <ami/protocol/values/known_names.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/session/events/router.hpp>

#include <ami/detail/shared_object.hpp>

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace ami::detail {

struct router::name_table {
    struct hash_without_case {
        using is_transparent = void;
        using is_avalanching = void;
        std::size_t operator()(std::string_view name) const noexcept
        {
            return static_cast<std::size_t>(name_hash(name));
        }
    };
    struct equal_without_case {
        using is_transparent = void;
        bool operator()(std::string_view a, std::string_view b) const noexcept { return names_equal(a, b); }
    };

    struct named_list {
        entry_list entries;
        known_event event;
    };

    boost::unordered_flat_map<std::string, named_list, hash_without_case, equal_without_case> lists;
};

// A handler may remove itself and those that come after it. To keep all that are removed while an event is handed out costs
// less than to copy a shared pointer for each call.
class router::dispatch_scope {
public:
    explicit dispatch_scope(router& of) noexcept : of_(of) { ++of_.dispatching_; }
    dispatch_scope(const dispatch_scope&) = delete;
    dispatch_scope& operator=(const dispatch_scope&) = delete;
    ~dispatch_scope()
    {
        if (--of_.dispatching_ != 0 || of_.removed_.empty())
            return;
        const auto gone = std::exchange(of_.removed_, {}); // what they own may come back here
    }

private:
    router& of_;
};

AMI_DECL router::router() : by_name_(std::make_unique<name_table>()) {}
AMI_DECL router::~router() = default;

AMI_DECL bool router::empty() const noexcept
{
    return by_name_->lists.empty() && any_.empty();
}

AMI_DECL std::shared_ptr<subscription_entry> router::add(names events, predicate wants, handler handle)
{
    auto added = make_shared_object<subscription_entry>();
    added->id = ++last_id_;
    added->names = std::move(events).list();
    added->wants = std::move(wants);
    added->handle = std::move(handle);
    if (added->names.empty()) {
        added->classes = event_classes::every();
        any_.add(added->id, added);
    }
    for (const auto& name : added->names) {
        auto& list = by_name_->lists[name];
        if (list.entries.empty())
            list.event = find_event(name);
        list.entries.add(added->id, added);
        added->classes = added->classes | (list.event.is_known ? list.event.classes : event_classes::every());
    }
    demand_.add(added->classes);
    if (changed_)
        changed_();
    return added;
}

AMI_DECL void router::remove(const std::shared_ptr<subscription_entry>& which)
{
    if (!std::exchange(which->cancelled, true))
        demand_.remove(which->classes);
    if (dispatching_ != 0)
        removed_.push_back(which);
    if (which->names.empty())
        any_.remove(which->id);
    auto& lists = by_name_->lists;
    for (const auto& name : which->names) {
        const auto at = lists.find(name);
        if (at == lists.end())
            continue;
        at->second.entries.remove(which->id);
        if (at->second.entries.empty())
            lists.erase(at);
    }
    if (changed_)
        changed_();
}

AMI_DECL std::vector<std::shared_ptr<subscription_entry>> router::all() const
{
    std::vector<std::shared_ptr<subscription_entry>> found;
    for (const auto& [name, list] : by_name_->lists)
        list.entries.copy_to(found);
    any_.copy_to(found);
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a->id < b->id; });
    found.erase(std::unique(found.begin(), found.end()), found.end()); // one with several names
    return found;
}

AMI_DECL void router::clear()
{
    // Handlers may own whatever, and their destructors may come back here.
    const auto gone = all();
    by_name_->lists.clear();
    any_ = {};
    for (const auto& each : gone)
        each->cancelled = true;
    demand_.clear();
    if (dispatching_ != 0)
        removed_.insert(removed_.end(), gone.begin(), gone.end());
}

AMI_DECL void router::call(subscription_entry& each, const event_view& event, dispatch_observer& observer)
{
    if (each.cancelled)
        return;
    try {
        if (each.wants && (!each.wants(event) || each.cancelled || observer.is_over()))
            return;
        each.handle(event);
    } catch (...) {
        observer.handler_threw(event, std::current_exception());
    }
    observer.handler_returned(event);
}

AMI_DECL void router::dispatch(const event_view& event, dispatch_observer& observer)
{
    const auto& lists = by_name_->lists;
    const auto named = lists.empty() ? lists.end() : lists.find(event.name());
    const entry_list* const first = named == lists.end() ? &any_ : &named->second.entries;
    const bool both = first != &any_ && !any_.empty();
    if (!both && first->empty())
        return;
    if (named != lists.end())
        seen_ = seen_ | named->second.event.classes;
    const dispatch_scope scope(*this);
    if (!both && first->size() == 1)
        return call(*first->only(), event, observer);

    // A copy, because handlers change the lists.
    auto called = std::exchange(scratch_, {});
    called.clear();
    const auto entry = [](const std::shared_ptr<subscription_entry>& each) { return each.get(); };
    if (both)
        first->merge_to(called, any_, entry);
    else
        first->copy_to(called, entry);

    for (auto* const each : called) {
        call(*each, event, observer);
        if (observer.is_over())
            break;
    }
    called.clear();
    scratch_ = std::move(called);
}

} // namespace ami::detail

#endif // AMI_SESSION_EVENTS_IMPL_ROUTER_IPP
