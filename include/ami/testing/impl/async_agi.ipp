// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_ASYNC_AGI_IPP
#define AMI_TESTING_IMPL_ASYNC_AGI_IPP

#include <ami/testing/detail/agi_commands.hpp>
#include <ami/testing/detail/pbx.hpp>
#include <ami/testing/detail/pbx_agi_host.hpp>
#include <ami/testing/detail/text.hpp>
#include <ami/testing/detail/text_functions.hpp>

#include <boost/asio/post.hpp>
#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <utility>

namespace ami::testing::detail {

// AGI(agi:async): commands of clients, one after another, and their results as Asterisk 16 and 22 were seen to give them.

AMI_DECL void pbx::start_agi(const channel_ptr& which)
{
    auto& session = agi_[which->uniqueid];
    session.in_agi = true;
    session.waits.reset();
    session.pipe.clear();
    which->takes_agi_commands = true;
    const auto or_unknown = [](const std::string& text) { return text.empty() ? "unknown" : text; };
    std::string arguments;
    std::string_view rest = which->data;
    for (int i = 1; rest.find(',') != std::string_view::npos; ++i) {
        rest.remove_prefix(rest.find(',') + 1);
        arguments += fmt::format("agi_arg_{}: {}\n", i, rest.substr(0, rest.find(',')));
    }
    const auto environment =
        fmt::format("agi_request: async\nagi_channel: {}\nagi_language: en\nagi_type: {}\n"
                    "agi_uniqueid: {}\nagi_version: test\nagi_callerid: {}\n"
                    "agi_calleridname: {}\nagi_context: {}\nagi_extension: {}\n"
                    "agi_priority: {}\nagi_enhanced: 0.0\nagi_accountcode: {}\n"
                    "agi_threadid: 1\n{}\n",
            which->name, which->name.substr(0, which->name.find('/')), which->uniqueid,
            or_unknown(which->caller_number), or_unknown(which->caller_name), which->context, which->exten,
            which->priority, which->account, arguments);
    emit_(class_agi,
        channel_event("AsyncAGIStart", "agi", *which).add("Env", read_agi(which, environment)).str());
    run_agi(which);
}

AMI_DECL void pbx::add_agi_command(const channel_ptr& which, std::string_view command, std::string_view id)
{
    // They are kept for a channel that is not in AGI any more, as Asterisk does.
    agi_[which->uniqueid].commands.emplace_back(command, id);
    run_agi(which);
}

// res_agi.c, launch_asyncagi: commands write into a pipe, and after each it is read once, 1,024 bytes at most. The rest
// is what the next one gets first.
AMI_DECL std::string pbx::read_agi(const channel_ptr& which, std::string_view written)
{
    auto& pipe = agi_[which->uniqueid].pipe;
    pipe += written;
    const auto taken = pipe.substr(0, 1024);
    pipe.erase(0, taken.size());
    constexpr std::size_t buffer = 2048;
    return encode_uri(taken, buffer);
}

AMI_DECL void pbx::emit_agi_begin(const channel_ptr& which, std::string_view command, int id)
{
    emit_(class_agi,
        channel_event("AGIExecStart", "agi", *which).add("CommandId", id).add("Command", command).str());
}

AMI_DECL void pbx::emit_agi_end(
    const channel_ptr& which, std::string_view command, int id, const agi_reply& reply)
{
    const auto [code, text] = agi_outcome(reply);
    emit_(class_agi, channel_event("AGIExecEnd", "agi", *which)
                         .add("CommandId", id)
                         .add("Command", command)
                         .add("ResultCode", code)
                         .add("Result", text)
                         .str());
}

// The command that runs is over.
AMI_DECL void pbx::emit_agi_result(const channel_ptr& which, const agi_reply& reply)
{
    auto& session = agi_[which->uniqueid];
    session.running = false;
    session.waits.reset();
    emit_agi_end(which, session.current.first, session.count, reply);
    auto packet =
        channel_event("AsyncAGIExec", "agi", *which).add("Result", read_agi(which, reply.text + "\n"));
    if (!session.current.second.empty())
        packet.add("CommandId", session.current.second);
    emit_(class_agi, packet.str());
}

AMI_DECL void pbx::run_agi(const channel_ptr& which)
{
    const auto found = agi_.find(which->uniqueid);
    if (which->hung_up || found == agi_.end() || !found->second.in_agi || found->second.running ||
        found->second.commands.empty())
        return;
    auto& session = found->second;
    session.running = true;
    session.current = std::move(session.commands.front());
    session.commands.pop_front();
    emit_agi_begin(which, session.current.first, ++session.count);
    pbx_agi_host host(*this, which);
    apply_agi(which, run_agi_command(host, session.current.first, false));
}

// The command that runs has answered, or waits for something.
AMI_DECL void pbx::apply_agi(const channel_ptr& which, const agi_reply& reply)
{
    which->timer.cancel();
    which->on_digit = nullptr;
    if (!reply.wait) {
        emit_agi_result(which, reply);
        // A command that fails ends the whole session (res_agi.c, launch_asyncagi).
        if (reply.leaves_agi || reply.failed)
            return leave_agi(which);
        if (reply.hangs_up)
            return hang_up(which, 16);
        return boost::asio::post(context_, [this, which] { run_agi(which); });
    }
    const auto waits = agi_[which->uniqueid].waits = reply.wait;
    // What a channel keeps must not keep the channel.
    which->on_digit = [this, waits, weak = std::weak_ptr(which)](char digit) {
        const auto alive = weak.lock();
        if (!alive || !waits->on_digit)
            return;
        if (const auto next = waits->on_digit(digit))
            apply_agi(alive, *next);
    };
    if (waits->milliseconds < 0)
        return;
    const auto time = std::chrono::duration_cast<std::chrono::microseconds>(
        settings_.dialplan_second * (waits->milliseconds / 1000));
    which->timer.start(time, [this, which, waits] {
        if (!which->hung_up && agi_[which->uniqueid].waits == waits)
            apply_agi(which, waits->at_end());
    });
}

// The channel leaves AGI. A command that runs is interrupted; those after it stay in the queue (res_agi.c, get_agi_cmd).
AMI_DECL void pbx::end_agi(const channel_ptr& which)
{
    const auto found = agi_.find(which->uniqueid);
    if (found == agi_.end() || !found->second.in_agi)
        return;
    which->timer.cancel();
    which->on_digit = nullptr;
    if (found->second.running) {
        const auto waits = found->second.waits;
        emit_agi_result(which, waits ? waits->at_hangup : agi_reply("200 result=-1"));
    }
    found->second.in_agi = false;
    emit_(class_agi, channel_event("AsyncAGIEnd", "agi", *which).str());
}

AMI_DECL void pbx::leave_agi(const channel_ptr& which)
{
    end_agi(which);
    next(which);
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_ASYNC_AGI_IPP
