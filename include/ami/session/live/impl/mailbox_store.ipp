// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_MAILBOX_STORE_IPP
#define AMI_SESSION_LIVE_IMPL_MAILBOX_STORE_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/session/live/mailbox_store.hpp>

#include <string>
#include <string_view>

namespace ami::detail {

AMI_DECL void mailbox_store::on_item(const event_view& item, const moment&)
{
    const auto box = item["VoiceMailbox"];
    if (!iequals(item.name(), "VoicemailUserEntry") || box.empty())
        return;
    std::string name(box);
    name.append("@").append(item["VMContext"]);
    const auto count = item["NewMessageCount"];
    text_.clear();
    text_.key(name)
        .line("Mailbox", name)
        .line("Waiting", count.empty() || count == "0" ? "0" : "1")
        .line("New", count)
        .line("Old", item["OldMessageCount"])
        .line("Fullname", item["Fullname"]);
    records_.put(text_.key(), text_.lines(), {}, live::change_origin::found);
}

AMI_DECL void mailbox_store::on_event(const event_view& event, const moment&)
{
    const auto name = event["Mailbox"];
    if (!iequals(event.name(), "MessageWaiting") || name.empty())
        return;
    text_.clear();
    const auto known = records_.get(text_.key(name).key());
    for (const auto* const header : {"Mailbox", "Waiting", "New", "Old"})
        text_.line(header, event[header]);
    text_.line("Fullname", known["Fullname"]);
    records_.put(text_.key(), text_.lines(), {}, live::change_origin::told);
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_MAILBOX_STORE_IPP
