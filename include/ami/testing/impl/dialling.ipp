// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_DIALLING_IPP
#define AMI_TESTING_IMPL_DIALLING_IPP

#include <ami/testing/detail/pbx.hpp>

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <utility>

namespace ami::testing::detail {

// Dial(): whom a channel calls, and how that ends. Asterisk 16 and 22 were seen to do the same.

// Dial(Local/EXTEN@CONTEXT[,SECONDS]).
AMI_DECL void pbx::dial(const channel_ptr& which, std::string_view data)
{
    const auto call = std::make_shared<origination>();
    const auto comma = data.find(',');
    call->channel = data.substr(0, comma);
    const double seconds =
        comma == std::string_view::npos ? 0 : std::atof(std::string(data.substr(comma + 1)).c_str());
    call->timeout = std::chrono::duration_cast<std::chrono::milliseconds>(
        settings_.dialplan_second * (seconds > 0 ? seconds : 136));
    call->caller = which;
    call->is_dialled = true;
    // The one who is called sees what was dialled as his own number.
    call->caller_number = which->exten;
    call->application = "AppDial";
    call->data = "(Outgoing Line)";
    call->done = [this, weak = std::weak_ptr(which), call = call.get()](bool success, const channel* one) {
        const auto caller = weak.lock();
        if (!caller || caller->hung_up)
            return;
        set_variable(caller, "DIALSTATUS",
            success             ? "ANSWER"
            : call->is_taken    ? "CHANUNAVAIL"
            : call->reason == 5 ? "BUSY"
            : call->reason == 8 ? "CONGESTION"
                                : "NOANSWER");
        if (success)
            dialled(caller, one);
        else
            next(caller);
    };
    originate(call);
}

AMI_DECL void pbx::dialled(const channel_ptr& which, const channel* one)
{
    const auto answered_one = find(one->uniqueid);
    answered(which);
    if (answered_one && !which->hung_up)
        connect(answered_one, which);
}

// channel.c, ast_channel_inherit_variables: one underscore is for the channels that this one calls, two are for all after it.
AMI_DECL void pbx::inherit(const channel& from, const channel_ptr& to)
{
    for (const auto& [name, value] : from.variables) {
        if (name.starts_with("__"))
            set_variable(to, name, value);
        else if (name.starts_with('_'))
            set_variable(to, std::string_view(name).substr(1), value);
    }
}

// Who calls and who is called, of both halves. The first one is in the caller's place of the dialplan.
AMI_DECL void pbx::introduce_called(
    const channel_ptr& one, const channel_ptr& two, const origination& call, const channel_ptr& caller)
{
    inherit(*caller, one);
    one->context = caller->context;
    one->exten = caller->exten;
    one->account = caller->account;
    one->caller_number = call.caller_number;
    one->caller_name = call.caller_name;
    one->connected_number = caller->caller_number;
    one->connected_name = caller->caller_name;
    emit_place(*one);
    inherit(*caller, two);
    two->account = caller->account;
    two->caller_number = one->connected_number;
    two->caller_name = one->connected_name;
    two->connected_number = one->caller_number;
    two->connected_name = one->caller_name;
    for (const auto& half : {one, two}) {
        if (!half->caller_number.empty() || !half->caller_name.empty())
            emit_channel("NewCallerid", *half, "CID-CallingPres: 0 (Presentation Allowed, Not Screened)\r\n");
        if (!half->account.empty())
            emit_channel("NewAccountCode", *half, "OldAccountCode: \r\n");
        if (!half->connected_number.empty() || !half->connected_name.empty())
            emit_channel("NewConnectedLine", *half);
    }
}

// A channel in an application that no dialplan asked for.
AMI_DECL void pbx::emit_place(const channel& of)
{
    emit_(class_dialplan, channel_event("Newexten", "dialplan", of)
                              .add("Extension", of.exten)
                              .add("Application", of.application)
                              .add("AppData", of.data)
                              .str());
}

// The caller does not wait any more: whom it calls rings no longer.
AMI_DECL void pbx::stop_dialling(const channel_ptr& caller)
{
    const auto one = caller->dialling.lock();
    if (!one || !one->dialled || !caller->queue.empty())
        return;
    constexpr int normal_clearing = 16;
    emit_dial("DialEnd", *one, "DialStatus: CANCEL\r\n");
    std::exchange(one->dialled, nullptr)->decided = true;
    set_variable(caller, "DIALSTATUS", "CANCEL");
    hang_up(one, caller->cause != 0 ? caller->cause : normal_clearing);
}

// One that rings is sent elsewhere: its caller goes on as if nobody had been there.
AMI_DECL void pbx::leave_caller(const channel_ptr& one)
{
    if (!one->dialled || !one->dialled->is_dialled)
        return;
    one->timer.cancel();
    one->cause = 0;
    one->dialled->is_taken = true;
    fail(one, {});
}

// app_dial.c and app_queue.c: the time to ring is over. A queue tells the end of its dialling twice.
AMI_DECL void pbx::ring_in_vain(const channel_ptr& one)
{
    const auto call = std::exchange(one->dialled, nullptr);
    call->decided = true;
    call->reason = 0;
    if (call->unanswered)
        call->unanswered(*one);
    emit_dial("DialEnd", *one, "DialStatus: NOANSWER\r\n");
    if (call->unanswered)
        emit_dial("DialEnd", *one, "DialStatus: CANCEL\r\n");
    hang_up(one, 0);
    call->done(false, nullptr);
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_DIALLING_IPP
