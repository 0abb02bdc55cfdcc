// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_IMPL_CLIENT_CORE_VISIBILITY_IPP
#define AMI_CLIENT_IMPL_CLIENT_CORE_VISIBILITY_IPP

#include <ami/client/client_core.hpp>
#include <ami/protocol/values/known_names.hpp>
#include <ami/protocol/values/redaction.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <utility>

// Which events can come: by the mask, the filters and the rights of the user.

namespace ami::detail {

AMI_DECL void client_core::set_rights(user_rights found)
{
    rights_ = std::make_unique<known_rights>(known_rights{std::move(found), session().connections()});
    tell_silent_subscriptions();
}

AMI_DECL assessment client_core::assess(std::string_view event_name) const
{
    using enum certainty;
    const auto event = find_event(event_name);
    const auto name = printable(event_name);
    if (event.is_list_item)
        return {no,
            fmt::format("{} only is an item of a list, which the action gets that asks for the list", name)};
    const auto& at_server = server();
    if (const auto* const filter = at_server.filter_that_hides(event_name))
        return {no, fmt::format("the filter \"{}\" keeps back {}", filter_text(*filter), name)};
    const auto lacks = [&](event_classes have) { return event.is_known && !have.includes(event.classes); };
    if (!at_server.follows_subscriptions() && lacks(at_server.mask().classes()))
        return {no, fmt::format("the event mask is \"{}\"; {} needs the class {}",
                        printable(at_server.mask().text()), name, event.classes.text())};
    if (!event.is_known)
        return {unknown, fmt::format("no Asterisk is known to have the event {}", name)};
    const auto* const known = rights();
    const auto readable = known ? known->readable() : std::nullopt;
    if (readable && lacks(*readable))
        return {no, fmt::format("{} needs read = {} in manager.conf; the user has read = {}", name,
                        event.classes.text(), printable(known->read()))};
    if (routes()->seen().includes(event.classes))
        return {yes, fmt::format("events of class {} have come", event.classes.text())};
    if (!readable)
        return {unknown, known ? "the user may not ask for its rights: that needs write = command"
                               : "the rights of the user are not known; see async_rights"};
    if (!at_server.filters().empty())
        return {unknown, "a filter may keep it back"};
    return {yes, fmt::format("the user has read = {}", printable(known->read()))};
}

// Of several names the one counts that is likeliest to come.
AMI_DECL assessment client_core::assess(const subscription_entry& of) const
{
    if (of.names.empty()) {
        if (!server().follows_subscriptions() && server().mask().classes().empty())
            return {
                certainty::no, fmt::format("the event mask is \"{}\"", printable(server().mask().text()))};
        return {routes()->seen().empty() ? certainty::unknown : certainty::yes, "it takes every event"};
    }
    auto best = assess(of.names.front());
    for (std::size_t i = 1; i != of.names.size(); ++i) {
        if (auto next = assess(of.names[i]); next.answer > best.answer)
            best = std::move(next);
    }
    return best;
}

AMI_DECL void client_core::tell_silent(subscription_entry& of)
{
    const bool may_be_told = is_active() && !of.is_internal && !of.was_told_silent && !of.cancelled;
    if (!may_be_told || !session().logs(log_level::error))
        return;
    const auto found = assess(of);
    if (found.answer != certainty::no)
        return;
    of.was_told_silent = true;
    log(log_level::error, "a subscription gets no events",
        {{"event", of.names.empty() ? std::string() : printable(of.names.front())},
            {"reason", found.reason}});
}

AMI_DECL void client_core::tell_silent_subscriptions()
{
    if (!session().logs(log_level::error))
        return;
    for (const auto& each : routes()->all())
        tell_silent(*each);
}

} // namespace ami::detail

#endif // AMI_CLIENT_IMPL_CLIENT_CORE_VISIBILITY_IPP
