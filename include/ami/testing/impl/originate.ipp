// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_ORIGINATE_IPP
#define AMI_TESTING_IMPL_ORIGINATE_IPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/pbx.hpp>
#include <ami/testing/detail/text.hpp>

#include <boost/asio/post.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

namespace ami::testing::detail {

// How an outgoing call begins, is answered or fails.

AMI_DECL channel_ptr pbx::add_channel(std::string name, std::string uniqueid)
{
    const auto added = std::make_shared<channel>(agenda_);
    added->name = std::move(name);
    added->uniqueid =
        uniqueid.empty() ? fmt::format("{}.{}", unix_time(agenda_), next_uniqueid_++) : std::move(uniqueid);
    channels_.push_back(added);
    return added;
}

AMI_DECL void pbx::originate(const std::shared_ptr<origination>& call)
{
    const std::string_view asked = call->channel;
    const auto slash = asked.find('/');
    if (!ami::detail::iequals(asked.substr(0, slash), "Local")) {
        // No such technology, or nothing there to be called.
        boost::asio::post(context_, [call] { call->done(false, nullptr); });
        return;
    }
    // A unique id that a channel has, or that begins with it.
    for (const auto& id : {call->channel_id, call->other_channel_id}) {
        const auto conflicts = [&](const channel_ptr& each) { return each->uniqueid.starts_with(id); };
        if (!id.empty() && std::any_of(channels_.begin(), channels_.end(), conflicts)) {
            boost::asio::post(context_, [call] { call->done(false, nullptr); });
            return;
        }
    }
    auto target = asked.substr(slash + 1);
    target = target.substr(0, target.find('/'));
    const auto at = target.find('@');
    const auto exten = target.substr(0, at);
    const auto context = at == std::string_view::npos ? std::string_view{"default"} : target.substr(at + 1);

    ++processed_;
    const auto base = fmt::format("Local/{}@{}-{:08x}", exten, context, next_local_++);
    const auto one = add_channel(base + ";1", call->channel_id);
    auto other_id = call->other_channel_id;
    if (other_id.empty() && !call->channel_id.empty())
        other_id = call->channel_id + ";2";
    const auto two = add_channel(base + ";2", other_id);
    const auto caller = call->caller.lock();
    for (const auto& half : {one, two}) {
        half->context = context;
        half->exten = exten;
        half->linkedid = caller ? caller->linkedid : one->uniqueid;
    }
    if (caller) {
        caller->dialling = one;
        one->dialled_by = caller;
    }
    two->state = channel_state::ring;
    one->peer = two;
    two->peer = one;
    one->dialled = call;
    boost::asio::post(context_, [this, one, two, call] { begin(one, two, call); });
}

// Gives both halves the variables, the account and the caller of an Originate.
AMI_DECL void pbx::introduce(const channel_ptr& one, const channel_ptr& two, const origination& call)
{
    for (const auto& half : {one, two}) {
        // Asterisk takes the variables from the last to the first, and announces those of ;2 before it has them.
        for (auto each = call.variables.rbegin(); each != call.variables.rend(); ++each) {
            if (half == one || each->first.ends_with(')')) {
                assign(half, each->first, each->second);
                continue;
            }
            emit_variable(*two, each->first, each->second);
            two->set_variable(each->first, each->second);
        }
        half->account = call.account;
        if (half == one && !call.account.empty())
            emit_channel("NewAccountCode", *one, "OldAccountCode: \r\n");
        const bool has_caller = !call.caller_number.empty() || !call.caller_name.empty();
        half->caller_number = call.caller_number;
        half->caller_name = call.caller_name;
        if (half == two) {
            two->connected_number = call.caller_number;
            two->connected_name = call.caller_name;
        }
        if (has_caller)
            emit_channel("NewCallerid", *half, "CID-CallingPres: 0 (Presentation Allowed, Not Screened)\r\n");
        half->connected_number = call.caller_number;
        half->connected_name = call.caller_name;
        if (half == two && !call.account.empty())
            emit_channel("NewAccountCode", *two, "OldAccountCode: \r\n");
        if (has_caller)
            emit_channel("NewConnectedLine", *half);
    }
}

AMI_DECL void pbx::begin(
    const channel_ptr& one, const channel_ptr& two, const std::shared_ptr<origination>& call)
{
    if (one->hung_up)
        return;
    emit_channel("Newchannel", *one);
    emit_channel("Newchannel", *two);
    const auto caller = call->caller.lock();
    one->application = caller ? call->application : "AppDial2";
    one->data = "(Outgoing Line)";
    if (caller) {
        introduce_called(one, two, *call, caller);
    } else {
        emit_place(*one);
        introduce(one, two, *call);
    }
    if (!has_extension(two->context, two->exten, 1)) {
        call->reason = 0;
        fail(one, {});
        end(two);
        end(one);
        return;
    }
    auto bridge = packet_text::event("LocalBridge").add("Privilege", "call,all");
    one->append_to(bridge, settings_.channel_variables, "LocalOne");
    two->append_to(bridge, settings_.channel_variables, "LocalTwo");
    emit_(class_call, bridge.add("Context", two->context)
                          .add("Exten", two->exten)
                          .add("LocalOptimization", call->channel.ends_with("/n") ? "No" : "Yes")
                          .str());
    if (call->dialling)
        call->dialling(*one);
    const auto dialled =
        call->dial_string.empty() ? call->channel.substr(call->channel.find('/') + 1) : call->dial_string;
    emit_dial("DialBegin", *one, "DialString: " + dialled + "\r\n");
    one->timer.start(call->timeout, [this, one] { ring_time_over(one); });
    enter_dialplan(two);
}

AMI_DECL void pbx::answered(const channel_ptr& which)
{
    if (which->hung_up || which->state == channel_state::up)
        return;
    which->state = channel_state::up;
    emit_channel("Newstate", *which);
    tell_device(*which);
    const auto one = which->peer.lock();
    if (one && one->dialled && !one->dialled->decided)
        succeed(one);
}

AMI_DECL void pbx::succeed(const channel_ptr& one)
{
    const auto call = std::exchange(one->dialled, nullptr);
    one->timer.cancel();
    one->state = channel_state::up;
    emit_channel("Newstate", *one);
    tell_device(*one);
    emit_dial("DialEnd", *one, "DialStatus: ANSWER\r\n");
    call->decided = true;
    call->reason = 4;
    call->done(true, one.get());
    if (one->hung_up)
        return;
    if (!call->application.empty()) {
        one->application = call->application;
        one->data = call->data;
        if (!call->is_dialled)
            execute(one, lower(one->application), one->data);
        return;
    }
    one->context = call->context.empty() ? one->context : call->context;
    one->exten = call->exten.empty() ? one->exten : call->exten;
    one->priority = call->priority.empty() ? 1 : std::atoi(call->priority.c_str());
    enter_dialplan(one);
}

// Reports to the originate; the halves are ended by the caller of this function.
AMI_DECL void pbx::fail(const channel_ptr& one, std::string_view dial_status)
{
    const auto call = std::exchange(one->dialled, nullptr);
    if (!call || call->decided)
        return;
    call->decided = true;
    one->timer.cancel();
    if (!dial_status.empty())
        emit_dial("DialEnd", *one, fmt::format("DialStatus: {}\r\n", dial_status));
    call->done(false, nullptr);
}

AMI_DECL void pbx::ring_time_over(const channel_ptr& one)
{
    if (one->hung_up || !one->dialled)
        return;
    if (one->dialled->is_dialled)
        return ring_in_vain(one);
    constexpr int no_answer = 19;
    one->cause = settings_.asterisk == era::asterisk_22 ? no_answer : 0;
    if (const auto two = one->peer.lock(); two && !two->hung_up) {
        two->cause = one->cause;
        emit_channel("HangupRequest", *two, fmt::format("Cause: {}\r\n", one->cause));
        fail(one, {});
        emit_channel("SoftHangupRequest", *two, "Cause: 16\r\n");
        end(two);
    }
    end(one);
}

AMI_DECL void pbx::refuse(const channel_ptr& which, std::string_view seconds, int cause, int reason)
{
    which->cause = cause;
    which->state = channel_state::busy;
    emit_channel("Newstate", *which);
    tell_device(*which);
    const auto one = which->peer.lock();
    if (!one || !one->dialled)
        return next_after(which, seconds);
    one->dialled->reason = reason;
    emit_dial("DialEnd", *one, reason == 5 ? "DialStatus: BUSY\r\n" : "DialStatus: CONGESTION\r\n");
    emit_channel("HangupRequest", *which, "Cause: 0\r\n");
    fail(one, {});
    end(one);
    emit_channel("SoftHangupRequest", *which, "Cause: 16\r\n");
    end(which);
}

AMI_DECL void pbx::ringing(const channel_ptr& which)
{
    const auto one = which->peer.lock();
    if (!one || !one->dialled)
        return;
    one->dialled->reason = 3;
    one->state = channel_state::ringing;
    emit_channel("Newstate", *one);
    tell_device(*one);
    emit_dial("DialState", *one, "DialStatus: RINGING\r\n");
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_ORIGINATE_IPP
