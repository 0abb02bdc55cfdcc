// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_DIALPLAN_IPP
#define AMI_TESTING_IMPL_DIALPLAN_IPP

#include <ami/testing/detail/pbx.hpp>
#include <ami/testing/detail/text.hpp>

#include <boost/asio/post.hpp>
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>

namespace ami::testing::detail {

// What a channel does in the dialplan.

inline bool matches_pattern(std::string_view pattern, std::string_view exten)
{
    if (pattern.empty() || pattern.front() != '_')
        return pattern == exten;
    pattern.remove_prefix(1);
    for (std::size_t i = 0; i != pattern.size(); ++i) {
        if (pattern[i] == '.')
            return i < exten.size();
        if (i == exten.size())
            return false;
        const char least = pattern[i] == 'X' ? '0' : pattern[i] == 'Z' ? '1' : pattern[i] == 'N' ? '2' : '\0';
        if (least != '\0' ? exten[i] < least || exten[i] > '9' : exten[i] != pattern[i])
            return false;
    }
    return pattern.size() == exten.size();
}

AMI_DECL const extension* pbx::find_extension(std::string_view context, std::string_view exten) const
{
    const extension* by_pattern = nullptr;
    for (const auto& each : settings_.extensions) {
        if (each.context != context || !matches_pattern(each.number, exten))
            continue;
        if (each.number == exten)
            return &each;
        by_pattern = by_pattern ? by_pattern : &each;
    }
    return by_pattern;
}

AMI_DECL bool pbx::has_extension(std::string_view context, std::string_view exten, int priority) const
{
    const auto* const found = find_extension(context, exten);
    return found && priority >= 1 && static_cast<std::size_t>(priority) <= found->steps.size();
}

AMI_DECL void pbx::enter_dialplan(const channel_ptr& which)
{
    which->in_dialplan = true;
    boost::asio::post(context_, [this, which, turn = ++which->turn] {
        if (turn == which->turn)
            run(which);
    });
}

AMI_DECL void pbx::next(const channel_ptr& which)
{
    // An application that an Originate asked for ends with its channel.
    if (!which->in_dialplan)
        return hang_up(which, 0);
    ++which->priority;
    enter_dialplan(which);
}

AMI_DECL void pbx::next_after(const channel_ptr& which, std::string_view seconds)
{
    const double count = std::atof(std::string(seconds).c_str());
    const auto time =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::duration<double, std::micro>(
            static_cast<double>(settings_.dialplan_second.count()) * count));
    which->timer.start(time, [this, which, turn = which->turn] {
        if (which->hung_up || turn != which->turn)
            return;
        next(which);
    });
}

AMI_DECL void pbx::run(const channel_ptr& which)
{
    if (which->hung_up)
        return;
    const auto* const found = find_extension(which->context, which->exten);
    if (!found || which->priority < 1 || static_cast<std::size_t>(which->priority) > found->steps.size())
        return hang_up(which, 0);
    const auto& [application, data] = found->steps[static_cast<std::size_t>(which->priority - 1)];
    which->application = application;
    which->data = substituted(which, data);
    emit_(class_dialplan, channel_event("Newexten", "dialplan", *which)
                              .add("Extension", which->exten)
                              .add("Application", which->application)
                              .add("AppData", which->data)
                              .str());
    execute(which, lower(application), which->data);
}

AMI_DECL void pbx::execute(const channel_ptr& which, const std::string& application, const std::string& data)
{
    if (application == "answer")
        return answer(which);
    if (application == "wait")
        return next_after(which, data);
    if (application == "busy")
        return refuse(which, data, 17, 5);
    if (application == "congestion")
        return refuse(which, data, 34, 8);
    if (application == "hangup")
        return hang_up(which, data.empty() ? 16 : std::atoi(data.c_str()));
    if (application == "dial")
        return dial(which, data);
    if (application == "read")
        return read_digits(which, data);
    if (application == "confbridge")
        return enter_conference(which, data);
    if (application == "parkedcall")
        return take_back(which, data);
    if (application == "agentlogin")
        return log_in_agent(which, data);
    if (application == "queue")
        return enter_queue(which, data);
    if (application == "agi" && lower(data).starts_with("agi:async"))
        return start_agi(which);
    if (application == "agi")
        return start_fastagi(which);
    if (application == "senddtmf")
        send_digits(which, data);
    else if (application == "ringing")
        ringing(which);
    else if (application == "set")
        set(which, data);
    else if (application == "userevent")
        user_event(which, data);
    else if (application != "noop")
        return; // it holds the call
    next(which);
}

AMI_DECL void pbx::answer(const channel_ptr& which)
{
    if (which->state == channel_state::up || settings_.answer_delay.count() == 0) {
        answered(which);
        if (!which->hung_up)
            next(which);
        return;
    }
    which->timer.start(settings_.answer_delay, [this, which, turn = which->turn] {
        if (which->hung_up || turn != which->turn)
            return;
        answered(which);
        if (!which->hung_up)
            next(which);
    });
}

AMI_DECL void pbx::set(const channel_ptr& which, std::string_view assignment)
{
    const auto equals = assignment.find('=');
    if (equals == std::string_view::npos)
        return;
    assign(which, assignment.substr(0, equals), assignment.substr(equals + 1));
}

AMI_DECL void pbx::user_event(const channel_ptr& which, std::string_view data)
{
    auto packet = channel_event("UserEvent", "user", *which);
    auto comma = data.find(',');
    packet.add("UserEvent", data.substr(0, comma));
    while (comma != std::string_view::npos) {
        data.remove_prefix(comma + 1);
        comma = data.find(',');
        packet.lines(data.substr(0, comma)).lines("\r\n");
    }
    emit_(class_user, packet.str());
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_DIALPLAN_IPP
