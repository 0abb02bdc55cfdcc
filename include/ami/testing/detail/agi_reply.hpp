// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_AGI_REPLY_HPP
#define AMI_TESTING_DETAIL_AGI_REPLY_HPP

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami::testing::detail {

struct agi_wait;

// A command's answer, or what the command waits for before it answers.
struct agi_reply {
    agi_reply() = default;
    explicit agi_reply(std::string answer, bool is_failure = false)
        : text(std::move(answer)), failed(is_failure)
    {}
    explicit agi_reply(agi_wait wait_for);

    // Without the last line end. Empty, and nothing is waited for: the command ends without an answer.
    std::string text;

    bool failed = false;     // the handler returned RESULT_FAILURE
    bool is_unknown = false; // the handler returned what is no result: EXEC does so
    bool hangs_up = false;   // the channel, after the answer
    bool leaves_agi = false; // ASYNCAGI BREAK
    std::shared_ptr<const agi_wait> wait;
};

// What ends the command that runs. The functions are invoked at most once, but for `on_digit`.
struct agi_wait {
    double milliseconds = -1; // negative: no limit
    std::function<agi_reply()> at_end;
    std::function<std::optional<agi_reply>(char)>
        on_digit; // nothing: the digit is lost, and the time goes on
    agi_reply at_hangup;

    // What becomes of it if further bytes or the end come from the AGI server. Nothing: it goes on.
    std::optional<agi_reply> on_input;
};

inline agi_reply::agi_reply(agi_wait wait_for) : wait(std::make_shared<const agi_wait>(std::move(wait_for)))
{}

// The headers ResultCode and Result of AGIExecEnd (res_agi.c, agi_handle_command).
inline std::pair<std::string_view, std::string_view> agi_outcome(const agi_reply& reply)
{
    if (reply.text.starts_with("510"))
        return {"510", "Invalid or unknown command"};
    if (reply.text.starts_with("511"))
        return {"511", "Command Not Permitted on a dead channel or intercept routine"};
    if (reply.text.starts_with("520"))
        return {"520", "Usage"};
    if (reply.failed)
        return {"-1", "Failure"};
    if (reply.is_unknown)
        return {"200", "Unknown Result"};
    return {"200", "Success"};
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_DETAIL_AGI_REPLY_HPP
