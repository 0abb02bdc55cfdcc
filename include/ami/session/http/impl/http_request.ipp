// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_HTTP_IMPL_HTTP_REQUEST_IPP
#define AMI_SESSION_HTTP_IMPL_HTTP_REQUEST_IPP

#include <ami/protocol/http/form_encoding.hpp>
#include <ami/protocol/values/event_mask.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/header_view.hpp>
#include <ami/session/http/http_request.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace ami::detail {

AMI_DECL http_request request_of(const queued_action& queued)
{
    using kind = http_request::kind;
    http_request made;
    made.id = queued.id;
    made.has_no_mask = is_empty_mask(queued.mask);
    switch (queued.kind) {
    case action_kind::user:
    case action_kind::ping: made.name = "an action"; break;
    case action_kind::challenge:
        made.purpose = kind::challenge;
        made.name = "Challenge";
        break;
    case action_kind::login:
        made.purpose = kind::login;
        made.name = "Login";
        break;
    case action_kind::filter:
        made.purpose = kind::filter;
        made.name = "Filter";
        break;
    case action_kind::mask:
        made.purpose = kind::mask;
        made.name = "Events";
        break;
    case action_kind::logoff:
        made.purpose = kind::logoff;
        made.name = "Logoff";
        break;
    }
    // Actions that the user starts after them rely on these having been carried out.
    made.alone = made.purpose != kind::action;
    made.headers = std::string(queued.text.substr(0, queued.text.size() - std::string_view("\r\n").size()));
    return made;
}

// Reload, ModuleLoad, UpdateConfig, Command: all of them have the word.
AMI_DECL bool http_request::may_reload() const noexcept
{
    constexpr std::string_view word = "reload";
    const auto& text = headers.str();
    const auto same = [](char a, char b) { return to_lower(a) == b; };
    return purpose == kind::action &&
           std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

AMI_DECL http_request own_request(http_request::kind purpose, std::string_view name, std::string_view headers)
{
    http_request made;
    made.purpose = purpose;
    made.name = name;
    made.headers = fmt::format("Action: {}\r\n{}", name, headers);
    return made;
}

// The header of a login or a mask that says which events the session on the server shall have.
inline std::string_view mask_header(http_request::kind purpose) noexcept
{
    return purpose == http_request::kind::login  ? "Events"
           : purpose == http_request::kind::mask ? "EventMask"
                                                 : std::string_view();
}

AMI_DECL wiped_text form_of(const http_request& request)
{
    const auto without = request.quiet ? mask_header(request.purpose) : std::string_view();
    wiped_text form;
    form.str().reserve(3 * request.headers.str().size()); // growing would leave copies of a secret
    for (header_iterator at{request.headers.str()}; at != header_iterator{}; ++at)
        append_form_field(form.str(), at->name,
            !without.empty() && iequals(at->name, without) ? std::string_view("off") : at->value);
    return form;
}

AMI_DECL void request_queues::clear()
{
    for (auto* const queue : {&actions, &events, &control})
        queue->clear();
}

AMI_DECL void request_queues::withdraw(std::uint64_t id)
{
    const auto is_it = [id](const http_request& each) { return each.id == id && each.can_be_withdrawn(); };
    std::erase_if(actions, is_it);
    std::erase_if(control, is_it);
}

} // namespace ami::detail

#endif // AMI_SESSION_HTTP_IMPL_HTTP_REQUEST_IPP
