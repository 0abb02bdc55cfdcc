// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_ACTIONS_MAILBOX_IPP
#define AMI_TESTING_IMPL_ACTIONS_MAILBOX_IPP

#include <ami/testing/detail/actions.hpp>
#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/session.hpp>

#include <string_view>

namespace ami::testing::detail {

AMI_DECL reply mailbox_status(core& server, session&, const request& action)
{
    const auto name = action["Mailbox"];
    if (name.empty())
        return reply::error(action, "Mailbox not specified");
    const auto* const found = server.mailboxes.find(name);
    return reply::of(reply::response(action, "Success", "Mailbox Status")
                         .add("Mailbox", name)
                         .add("Waiting", found && found->new_messages > 0 ? "1" : "0"));
}

AMI_DECL reply mailbox_count(core& server, session&, const request& action)
{
    const auto name = action["Mailbox"];
    if (name.empty())
        return reply::error(action, "Mailbox not specified");
    const auto* const found = server.mailboxes.find(name);
    return reply::of(reply::response(action, "Success", "Mailbox Message Count")
                         .add("Mailbox", name)
                         .add("UrgMessages", "0")
                         .add("NewMessages", found ? found->new_messages : 0)
                         .add("OldMessages", found ? found->old_messages : 0));
}

AMI_DECL reply voicemail_users(core& server, session&, const request& action)
{
    const auto& all = server.mailboxes.all();
    if (all.empty())
        return reply::success(action, "There are no voicemail users currently defined.");
    auto answer = reply::list(action, "Voicemail user list will follow");
    for (const auto& each : all) {
        const auto at = each.name.find('@');
        auto item = packet_text::event("VoicemailUserEntry").action_id(action.action_id());
        item.add("VMContext", each.name.substr(at + 1))
            .add("VoiceMailbox", each.name.substr(0, at))
            .add("Fullname", each.full_name)
            .add("Email", "(null)")
            .add("Pager", "")
            .add("ServerEmail", "asterisk")
            .add("FromString", "")
            .add("MailCommand", "/usr/sbin/sendmail -t");
        for (const std::string_view name :
            {"Language", "TimeZone", "Callback", "Dialout", "UniqueID", "ExitContext"})
            item.add(name, "");
        item.add("SayDurationMinimum", "2")
            .add("SayEnvelope", "Yes")
            .add("SayCID", "No")
            .add("AttachMessage", "Yes")
            .add("AttachmentFormat", "")
            .add("DeleteMessage", "No")
            .add("VolumeGain", "0.00")
            .add("CanReview", "No");
        if (server.settings.asterisk == era::asterisk_22)
            item.add("CanMarkUrgent", "Yes");
        answer.add(item.add("CallOperator", "No")
                       .add("MaxMessageCount", "100")
                       .add("MaxMessageLength", "0")
                       .add("NewMessageCount", each.new_messages)
                       .add("OldMessageCount", each.old_messages));
    }
    return answer.complete(action, "VoicemailUserEntryComplete", all.size());
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_ACTIONS_MAILBOX_IPP
