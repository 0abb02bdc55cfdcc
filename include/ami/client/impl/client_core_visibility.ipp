// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_IMPL_CLIENT_CORE_VISIBILITY_IPP
#define AMI_CLIENT_IMPL_CLIENT_CORE_VISIBILITY_IPP

#include <ami/client/client_core.hpp>
#include <ami/protocol/values/known_names.hpp>
#include <ami/protocol/values/redaction.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

// Which events can come: by the mask, the filters and the rights of the user.

namespace ami::detail {

AMI_DECL void client_core::follow_subscriptions()
{
    session().follow_subscriptions();
    driver_.after_request();
}

AMI_DECL void client_core::set_rights(user_rights found)
{
    rights_ = std::make_unique<known_rights>(known_rights{std::move(found), session().connections()});
    tell_silent_subscriptions();
}

AMI_DECL assessment client_core::assess(std::string_view event_name) const
{
    using enum certainty;
    const auto event = find_event(event_name);
    if (event.is_list_item)
        return {no, fmt::format("{} only is an item of a list, which the action gets that asks for the list",
                        event_name)};
    const auto& at_server = server();
    if (const auto* const filter = at_server.filter_that_hides(event_name))
        return {no, fmt::format("the filter \"{}\" keeps back {}", filter_text(*filter), event_name)};
    const auto lacks = [&](event_classes have) { return event.is_known && !have.includes(event.classes); };
    if (!at_server.follows_subscriptions() && lacks(at_server.mask().classes()))
        return {no, fmt::format("the event mask is \"{}\"; {} needs the class {}", at_server.mask().text(),
                        event_name, event.classes.text())};
    if (!event.is_known)
        return {unknown, fmt::format("no Asterisk is known to have the event {}", event_name)};
    if (routes()->seen().includes(event.classes))
        return {yes, fmt::format("events of class {} have come", event.classes.text())};
    const auto* const known = rights();
    const auto readable = known ? known->readable() : std::nullopt;
    if (!readable)
        return {unknown, known ? "the user may not ask for its rights: that needs write = command"
                               : "the rights of the user are not known; see async_rights"};
    if (lacks(*readable))
        return {no, fmt::format("{} needs read = {} in manager.conf; the user has read = {}", event_name,
                        event.classes.text(), printable(known->read()))};
    if (!at_server.filters().empty())
        return {unknown, "a filter may keep it back"};
    return {yes, fmt::format("the user has read = {}", printable(known->read()))};
}

// Of several names the one counts that is likeliest to come.
AMI_DECL assessment client_core::assess(const subscription_entry& of) const
{
    if (of.names.empty()) {
        if (!server().follows_subscriptions() && server().mask().classes().empty())
            return {certainty::no, fmt::format("the event mask is \"{}\"", server().mask().text())};
        return {routes()->seen().empty() ? certainty::unknown : certainty::yes, "it takes every event"};
    }
    auto best = assess(of.names.front());
    for (const auto& name : of.names) {
        if (auto next = assess(name); next.answer > best.answer)
            best = std::move(next);
    }
    return best;
}

AMI_DECL void client_core::tell_silent(subscription_entry& of)
{
    if (of.was_told_silent || of.cancelled || !session().logs(log_level::error))
        return;
    const auto found = assess(of);
    if (found.answer != certainty::no)
        return;
    of.was_told_silent = true;
    log(log_level::error, "a subscription gets no events",
        {{"event", of.names.empty() ? std::string() : of.names.front()}, {"reason", found.reason}});
}

AMI_DECL void client_core::tell_silent_subscriptions()
{
    for (const auto& each : routes()->all())
        tell_silent(*each);
}

} // namespace ami::detail

#endif // AMI_CLIENT_IMPL_CLIENT_CORE_VISIBILITY_IPP
