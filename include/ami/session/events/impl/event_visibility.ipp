// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_EVENTS_IMPL_EVENT_VISIBILITY_IPP
#define AMI_SESSION_EVENTS_IMPL_EVENT_VISIBILITY_IPP

#include <ami/protocol/values/known_names.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/session/events/event_visibility.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <utility>

namespace ami::detail {

AMI_DECL assessment event_visibility::of(std::string_view event_name) const
{
    using enum certainty;
    const auto event = find_event(event_name);
    const auto name = printable(event_name);
    if (event.is_list_item)
        return {
            no, fmt::format("{} is only an item of a list: the action that asks for the list gets it", name)};
    if (const auto* const filter = server.filter_that_hides(event_name))
        return {no, fmt::format("the filter \"{}\" keeps back {}", filter_text(*filter), name)};
    const auto lacks = [&](event_classes have) { return event.is_known && !have.includes(event.classes); };
    if (!server.follows_subscriptions() && lacks(server.mask().classes()))
        return {no, fmt::format("the event mask is \"{}\"; {} needs the class {}",
                        printable(server.mask().text()), name, event.classes.text())};
    if (!event.is_known)
        return {unknown, fmt::format("the client does not know the event {}", name)};
    const auto readable = rights ? rights->readable() : std::nullopt;
    if (readable && lacks(*readable))
        return {no, fmt::format("{} needs read = {} in manager.conf; the user has read = {}", name,
                        event.classes.text(), printable(rights->read()))};
    if (seen.includes(event.classes))
        return {yes, fmt::format("events of class {} have come", event.classes.text())};
    if (!readable)
        return {unknown, rights ? "the user may not ask for its rights: that needs write = command"
                                : "the rights of the user are not known; see async_rights"};
    if (!server.filters().empty())
        return {unknown, "a filter may keep it back"};
    return {yes, fmt::format("the user has read = {}", printable(rights->read()))};
}

AMI_DECL assessment event_visibility::of(const subscription_entry& entry) const
{
    if (entry.names.empty()) {
        if (!server.follows_subscriptions() && server.mask().classes().empty())
            return {certainty::no, fmt::format("the event mask is \"{}\"", printable(server.mask().text()))};
        return {seen.empty() ? certainty::unknown : certainty::yes, "it takes every event"};
    }
    auto best = of(entry.names.front());
    for (std::size_t i = 1; i != entry.names.size(); ++i) {
        if (auto next = of(entry.names[i]); next.answer > best.answer)
            best = std::move(next);
    }
    return best;
}

} // namespace ami::detail

#endif // AMI_SESSION_EVENTS_IMPL_EVENT_VISIBILITY_IPP
