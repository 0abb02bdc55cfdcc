// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_ACTIONS_ORIGINATE_IPP
#define AMI_TESTING_IMPL_ACTIONS_ORIGINATE_IPP

#include <ami/testing/detail/actions.hpp>
#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/session.hpp>
#include <ami/testing/detail/text.hpp>
#include <ami/testing/detail/variables.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace ami::testing::detail {

// callerid.c: ast_callerid_split, for `Name <number>`, `"Name" <number>` and a bare number.
inline void split_caller(std::string_view text, std::string& name, std::string& number)
{
    const auto open = text.find('<');
    if (open == std::string_view::npos) {
        const bool digits = text.find_first_not_of("+0123456789*#") == std::string_view::npos;
        (digits ? number : name) = text;
        return;
    }
    auto rest = text.substr(open + 1);
    number = rest.substr(0, rest.find('>'));
    auto before = text.substr(0, open);
    while (!before.empty() && before.back() == ' ')
        before.remove_suffix(1);
    if (before.size() < 2 || before.front() != '"' || before.back() != '"') {
        name = before;
        return;
    }
    before = before.substr(1, before.size() - 2);
    for (std::size_t i = 0; i != before.size(); ++i) {
        if (before[i] == '\\' && i + 1 != before.size())
            ++i;
        name += before[i];
    }
}

inline void emit_originate_response(
    core& server, const origination& call, std::string_view action_id, const channel* one)
{
    const auto or_unknown = [](const std::string& text) { return text.empty() ? "<unknown>" : text; };
    auto packet = packet_text::event("OriginateResponse")
                      .add("Privilege", "call,all")
                      .action_id(action_id)
                      .add("Response", one ? "Success" : "Failure")
                      .add("Channel", one ? one->name : call.channel);
    if (call.application.empty())
        packet.add("Context", call.context).add("Exten", call.exten);
    else
        packet.add("Application", call.application).add("Data", call.data);
    packet.add("Reason", call.reason)
        .add("Uniqueid", one ? one->uniqueid : or_unknown(call.channel_id))
        .add("CallerIDNum", or_unknown(call.caller_number))
        .add("CallerIDName", or_unknown(call.caller_name));
    if (one) {
        for (const auto& each : server.settings.channel_variables)
            packet.add("ChanVariable(" + one->name + ")", each + "=" + one->variable(each).value_or(""));
    }
    server.emit(class_call, packet.str());
}

AMI_DECL reply originate(core& server, session& from, const request& action)
{
    const auto call = std::make_shared<origination>();
    call->channel = action["Channel"];
    if (call->channel.empty())
        return reply::error(action, "Channel not specified");
    const auto priority =
        action["Priority"].empty() ? std::optional<int>{0} : leading_number(action["Priority"]);
    if (!priority)
        return reply::error(action, "Invalid priority");
    const auto timeout =
        action["Timeout"].empty() ? std::optional<int>{30'000} : leading_number(action["Timeout"]);
    if (!timeout)
        return reply::error(action, "Invalid timeout");
    if (call->channel.find('/') == std::string::npos)
        return reply::error(action, "Invalid channel");
    call->context = action["Context"];
    call->exten = action["Exten"];
    call->priority = action["Priority"];
    call->application = action["Application"];
    call->data = action["Data"];
    call->account = action["Account"];
    call->channel_id = action["ChannelId"];
    call->other_channel_id = action["OtherChannelId"];
    call->timeout = std::chrono::milliseconds{*timeout};
    split_caller(action["CallerID"], call->caller_name, call->caller_number);
    for (const auto line : action.all("Variable"))
        split_variables(line, call->variables);
    if (*priority != 0 && !server.calls.has_extension(call->context, call->exten, *priority))
        return reply::error(action, "Extension does not exist.");
    if (call->channel_id.size() > 149 || call->other_channel_id.size() > 149)
        return reply::error(action, "Uniqueid length exceeds maximum of 149\n");

    const request asked = action;
    if (is_true(action["Async"])) {
        call->done = [&server, call = call.get(), asked](bool, const channel* one) {
            emit_originate_response(server, *call, asked.action_id(), one);
        };
        server.calls.originate(call);
        return reply::success(action, "Originate successfully queued");
    }
    if (call->application.empty() && (call->exten.empty() || call->context.empty() || *priority == 0))
        return reply::error(action, "Originate with 'Exten' requires 'Context' and 'Priority'");
    // The session waits for the outcome.
    call->done = [give = from.answer_later(), asked](bool success, const channel*) {
        give(success ? reply::success(asked, "Originate successfully queued")
                     : reply::error(asked, "Originate failed"));
    };
    server.calls.originate(call);
    return reply::later();
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_ACTIONS_ORIGINATE_IPP
