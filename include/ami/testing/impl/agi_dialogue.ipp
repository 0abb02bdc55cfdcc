// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_AGI_DIALOGUE_IPP
#define AMI_TESTING_IMPL_AGI_DIALOGUE_IPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/agi_commands.hpp>
#include <ami/testing/detail/agi_dialogue.hpp>

#include <utility>

namespace ami::testing::detail {

AMI_DECL std::string_view to_string(agi_status status)
{
    switch (status) {
    case agi_status::success: return "SUCCESS";
    case agi_status::failure: return "FAILURE";
    case agi_status::hangup: break;
    }
    return "HANGUP";
}

AMI_DECL agi_dialogue::agi_dialogue(agi_host& host, const agi_dialogue_settings& settings, observer watch)
    : host_(host), settings_(settings), watch_(std::move(watch)), input_(settings.longest_line),
      call_ended_(settings.begins_dead), dead_(settings.begins_dead)
{}

AMI_DECL void agi_dialogue::on_received(std::string_view bytes)
{
    input_.receive(bytes);
    step();
}

AMI_DECL void agi_dialogue::on_end_of_input()
{
    input_.end();
    step();
}

AMI_DECL void agi_dialogue::on_digit(char digit)
{
    if (!takes_digits())
        return;
    if (const auto reply = running_->on_digit(digit))
        apply(*reply);
    step();
}

AMI_DECL void agi_dialogue::on_hangup()
{
    if (std::exchange(call_ended_, true))
        return;
    if (running_)
        apply(agi_reply(running_->at_hangup));
    step();
}

AMI_DECL void agi_dialogue::on_time()
{
    if (wait())
        apply(running_->at_end());
    step();
}

AMI_DECL std::string agi_dialogue::take_output()
{
    return std::exchange(output_, {});
}

AMI_DECL std::optional<double> agi_dialogue::wait() const
{
    if (!running_ || running_->milliseconds < 0)
        return std::nullopt;
    return running_->milliseconds;
}

AMI_DECL agi_status agi_dialogue::status() const
{
    return failed_ ? agi_status::failure : call_ended_ ? agi_status::hangup : agi_status::success;
}

// res_agi.c, the loop of run_agi.
AMI_DECL void agi_dialogue::step()
{
    if (std::exchange(stepping_, true))
        return;
    while (!over_) {
        if (running_) {
            if (!running_->on_input || !input_.is_readable())
                break;
            apply(agi_reply(*running_->on_input));
            continue;
        }
        if (call_ended_ && !dead_ && !input_.is_in_line()) {
            die();
            continue;
        }
        if (!input_.is_readable())
            break;
        std::string line;
        const auto outcome = input_.read(line);
        if (outcome == agi_input::outcome::need_more)
            break;
        if (outcome == agi_input::outcome::end)
            end();
        else
            execute(std::move(line));
    }
    stepping_ = false;
}

AMI_DECL void agi_dialogue::execute(std::string line)
{
    if (ami::detail::istarts_with(line, "failure")) {
        failed_ = true;
        return end();
    }
    command_ = std::move(line);
    watch_(command_, nullptr);
    apply(run_agi_command(host_, command_, dead_));
}

AMI_DECL void agi_dialogue::apply(const agi_reply& reply)
{
    running_.reset();
    ++wait_number_;
    if (reply.wait && call_ended_ && !dead_)
        return apply(reply.wait->at_hangup);
    if (reply.wait) {
        running_ = reply.wait;
        return;
    }
    if (!reply.text.empty())
        output_.append(reply.text).append("\n");
    failed_ = failed_ || (reply.failed && !call_ended_);
    watch_(command_, &reply);
    if (reply.hangs_up && !call_ended_)
        host_.hang_up();
}

AMI_DECL void agi_dialogue::die()
{
    dead_ = true;
    if (settings_.sends_hangup)
        output_ += "HANGUP\n";
    if (settings_.exits_on_hangup)
        end();
}

AMI_DECL void agi_dialogue::end()
{
    over_ = true;
    if (settings_.sends_hangup)
        output_ += "HANGUP\n";
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_AGI_DIALOGUE_IPP
