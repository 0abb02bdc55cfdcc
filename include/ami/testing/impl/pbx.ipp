// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_PBX_IPP
#define AMI_TESTING_IMPL_PBX_IPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/pbx.hpp>
#include <ami/testing/detail/text.hpp>

#include <boost/asio/post.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ami::testing::detail {

AMI_DECL pbx::pbx(boost::asio::io_context& context, agenda& later, host& at, const options& settings,
    std::map<std::string, std::string>& database, device_states& devices, emitter emit)
    : queues(settings, later, devices, emit), context_(context), agenda_(later), host_(at),
      settings_(settings), database_(database), devices_(devices), emit_(std::move(emit))
{
    for (const auto& each : settings_.agents)
        agents_.push_back({each.first, each.second, {}, {}, 0});
}

AMI_DECL channel_ptr pbx::find(std::string_view name) const
{
    for (const auto& each : channels_) {
        if (ami::detail::iequals(each->name, name) || each->uniqueid == name)
            return each;
    }
    return nullptr;
}

AMI_DECL packet_text pbx::channel_event(
    std::string_view name, std::string_view privilege, const channel& about) const
{
    auto packet = packet_text::event(name).add("Privilege", std::string(privilege) + ",all");
    about.append_to(packet, settings_.channel_variables);
    return packet;
}

AMI_DECL void pbx::emit_channel(std::string_view name, const channel& about, std::string_view more)
{
    emit_(class_call, channel_event(name, "call", about).lines(more).str());
}

// core_local.c: local_devicestate. A Local channel's device is its name without the numbers at the end. Asterisk asks for
// the state a moment later.
AMI_DECL void pbx::tell_device(const channel& of)
{
    boost::asio::post(context_, [this, device = of.name.substr(0, of.name.rfind('-'))] {
        const auto is_one = [&](const channel_ptr& each) {
            return !each->hung_up && each->name.starts_with(device + '-');
        };
        const bool in_use = std::any_of(channels_.begin(), channels_.end(), is_one);
        devices_.tell(device, in_use ? device_state::in_use : device_state::not_in_use);
    });
}

AMI_DECL void pbx::emit_dial(std::string_view name, const channel& about, std::string_view more)
{
    auto packet = packet_text::event(name).add("Privilege", "call,all");
    if (const auto caller = about.dialled_by.lock(); caller && !caller->hung_up)
        caller->append_to(packet, settings_.channel_variables);
    about.append_to(packet, settings_.channel_variables, "Dest");
    emit_(class_call, packet.lines(more).str());
}

AMI_DECL void pbx::emit_music(const channel& to, bool begins)
{
    if (begins)
        emit_channel("MusicOnHoldStart", to, "Class: default\r\n");
    else
        emit_channel("MusicOnHoldStop", to);
}

AMI_DECL void pbx::emit_variable(const channel& about, std::string_view name, std::string_view value)
{
    emit_(class_dialplan,
        channel_event("VarSet", "dialplan", about).add("Variable", name).add("Value", escape_c(value)).str());
}

AMI_DECL void pbx::set_variable(const channel_ptr& which, std::string_view name, std::string_view value)
{
    if (which) {
        which->set_variable(name, value);
        return emit_variable(*which, name, value);
    }
    globals.insert_or_assign(std::string(name), std::string(value));
    auto packet = packet_text::event("VarSet").add("Privilege", "dialplan,all").add("Channel", "none");
    emit_(class_dialplan,
        packet.add("Uniqueid", "none").add("Variable", name).add("Value", escape_c(value)).str());
}

AMI_DECL void pbx::redirect(
    const channel_ptr& which, std::string_view context, std::string_view exten, int priority)
{
    if (is_in_fastagi(which)) {
        which->after_agi = {std::string(context), std::string(exten), priority};
        return tell_fastagi(which);
    }
    which->timer.cancel();
    which->on_digit = nullptr;
    end_agi(which);
    stop_dialling(which);
    leave_caller(which);
    forget_caller(which, "QueueCallerAbandon");
    leave(which);
    which->context = context;
    which->exten = exten;
    which->priority = priority;
    enter_dialplan(which);
}

AMI_DECL void pbx::hang_up(const channel_ptr& which, int cause)
{
    if (which->hung_up || which->ends_after_agi)
        return;
    // What ends in a bridge was cleared as usual, if nobody says otherwise.
    constexpr int normal_clearing = 16;
    if (cause != 0)
        which->cause = cause;
    else if (which->cause == 0 && !which->bridge.empty())
        which->cause = normal_clearing;
    forget_caller(which, "QueueCallerAbandon");
    stop_dialling(which);
    end_agi(which); // SoftHangupRequest comes after it
    if (is_in_fastagi(which)) {
        which->ends_after_agi = true;
        emit_channel("SoftHangupRequest", *which, "Cause: 16\r\n");
        return tell_fastagi(which);
    }
    const auto number = fmt::format("Cause: {}\r\n", which->cause);
    const bool undecided = which->dialled != nullptr;
    if (undecided)
        emit_dial("DialEnd", *which, "DialStatus: NOANSWER\r\n");
    if (which->in_dialplan)
        emit_channel("SoftHangupRequest", *which, "Cause: 16\r\n");
    const auto other = which->peer.lock();
    if (!other || other->hung_up || other->ends_after_agi)
        return end(which);
    if (which->cause != 0)
        other->cause = which->cause;
    emit_channel("HangupRequest", *other, number);
    if (other->in_dialplan)
        emit_channel("SoftHangupRequest", *other, "Cause: 16\r\n");
    if (undecided) {
        end(other);
        which->dialled->reason = 0;
        fail(which, {});
        return end(which);
    }
    if (other->dialled) {
        // The far half gave up before it answered.
        const auto one = other;
        one->dialled->reason = 0;
        if (const auto caller = one->dialled_by.lock(); caller && which->cause != 0)
            caller->cause = which->cause;
        end(which);
        emit_dial("DialEnd", *one, "DialStatus: NOANSWER\r\n");
        end(one);
        return fail(one, {});
    }
    end(other);
    end(which);
}

AMI_DECL void pbx::end(const channel_ptr& which)
{
    if (which->hung_up)
        return;
    if (is_in_fastagi(which)) {
        if (!std::exchange(which->ends_after_agi, true))
            tell_fastagi(which);
        return;
    }
    which->hung_up = true;
    which->timer.cancel();
    which->auto_hangup.cancel();
    which->on_digit = nullptr;
    end_agi(which);
    agi_.erase(which->uniqueid);
    forget_caller(which, "QueueCallerAbandon");
    leave(which);
    emit_channel("Hangup", *which,
        fmt::format("Cause: {}\r\nCause-txt: {}\r\n", which->cause, cause_text(which->cause)));
    tell_device(*which);
    channels_.erase(std::remove(channels_.begin(), channels_.end(), which), channels_.end());
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_PBX_IPP
