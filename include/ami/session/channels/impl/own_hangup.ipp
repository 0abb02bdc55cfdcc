// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_IMPL_OWN_HANGUP_IPP
#define AMI_SESSION_CHANNELS_IMPL_OWN_HANGUP_IPP

#include <ami/protocol/wire/action.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/header_view.hpp>
#include <ami/session/actions/aborted.hpp>
#include <ami/session/channels/own_hangup.hpp>

namespace ami::detail {

AMI_DECL std::unique_ptr<own_hangup> own_hangup::of(const action& request, const call_index& calls)
{
    if (calls.empty() || (!iequals(request.name(), "Hangup") && !iequals(request.name(), "PJSIPHangup")))
        return nullptr;
    std::string_view channel;
    for (header_iterator header{request.header_lines()}; header != header_iterator{}; ++header) {
        if (channel.empty() && iequals(header->name, "Channel"))
            channel = header->value;
    }
    const bool is_expression = channel.size() > 1 && channel.front() == '/' && channel.back() == '/';
    auto made = std::make_unique<own_hangup>();
    made->call_ = is_expression ? nullptr : calls.find_named(channel);
    if (made->call_)
        made->call_->hangup.on_own_request();
    else if (!is_expression)
        return nullptr;
    return made;
}

AMI_DECL void own_hangup::on_answer(const failure& error, const response& answer, const call_index& calls)
{
    if (!call_) {
        for (const auto& item : answer.events()) {
            if (const auto call = calls.find_named(item["Channel"]);
                call && iequals(item.name(), "ChannelHungup"))
                call->hangup.on_own_request();
        }
        return;
    }
    const bool may_be_done =
        error ? error.ec == errc::timed_out || error.ec == errc::outcome_unknown || error.ec == aborted()
              : answer.ok();
    if (!may_be_done)
        call_->hangup.on_own_request_failed();
}

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_IMPL_OWN_HANGUP_IPP
