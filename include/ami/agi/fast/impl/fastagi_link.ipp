// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_IMPL_FASTAGI_LINK_IPP
#define AMI_AGI_FAST_IMPL_FASTAGI_LINK_IPP

#include <ami/agi/command_queue.hpp>
#include <ami/agi/fast/command_check.hpp>
#include <ami/agi/fast/fastagi_link.hpp>

#include <boost/asio/error.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace ami::detail {

namespace asio = boost::asio;

inline fastagi_link::time_point after(fastagi_link::time_point since, fastagi_limits::duration time) noexcept
{
    return time >= fastagi_link::time_point::max() - since ? fastagi_link::time_point::max() : since + time;
}

AMI_DECL void fastagi_link::on_received(std::string_view bytes, time_point now)
{
    if (phase_ == phase::environment) {
        bytes.remove_prefix(environment_.read(bytes));
        if (environment_.error())
            return end(environment_.error(), true, now);
        if (!environment_.is_complete())
            return;
        phase_ = phase::running;
        phase_since_ = now;
        is_in_h_ = environment_.value_of("agi_extension") == "h";
        begins_ = true;
    }
    if (phase_ != phase::running)
        return;
    answers_.add(bytes);
    on_answers(now);
}

AMI_DECL void fastagi_link::on_answers(time_point now)
{
    // After an error the rest is not read: it could be of a value.
    while (!gate_.error()) {
        auto item = answers_.next();
        if (!item)
            break;
        const bool was_hung_up = gate_.is_hung_up();
        const bool was_checking = gate_.is_checking();
        if (item->type == answer_reader::kind::answer)
            gate_.on_answer(std::move(item->text));
        else
            gate_.on_hangup();
        const bool hangs_up = gate_.is_hung_up() && !was_hung_up;
        hangup_is_new_ = hangup_is_new_ || hangs_up;
        // Also while others wait to be sent: they may all be what a dead channel does not permit.
        if (hangs_up || (item->type == answer_reader::kind::answer && !was_checking))
            phase_since_ = now;
    }
    if (answers_.error())
        end(answers_.error(), true, now);
    else if (gate_.error())
        end(gate_.error(), true, now);
}

// Asterisk closes by a reset if it has not read all.
inline bool is_close_of_peer(const error_code& error)
{
    return !error || error == asio::error::eof || error == asio::error::connection_reset ||
           error == asio::error::broken_pipe;
}

AMI_DECL void fastagi_link::on_closed(error_code error)
{
    if (phase_ == phase::over)
        return;
    auto cause = is_close_of_peer(error) ? agi_hung_up() : failure(error, "the connection was lost");
    if (phase_ == phase::environment)
        cause = {errc::invalid_agi_environment, "the connection ended before the environment was complete"};
    if (phase_ != phase::closing) {
        if (!is_leaving_)
            cause_ = cause;
        gate_.end(cause, true);
    }
    phase_ = phase::over;
    finishes_ = says_failure_ = false;
    closes_ = true;
}

AMI_DECL void fastagi_link::on_time(time_point now)
{
    const auto is_over = [&](time_point at) { return at != time_point::max() && at <= now; };
    if (phase_ == phase::environment) {
        if (is_over(after(phase_since_, limits_.environment_timeout)))
            end({errc::agi_environment_timeout,
                    fmt::format("the limit is {} ms",
                        std::chrono::duration_cast<std::chrono::milliseconds>(limits_.environment_timeout)
                            .count())},
                true, now);
    } else if (phase_ == phase::running) {
        gate_.on_time(now);
        if (is_over(idle_deadline()))
            end(gate_.is_hung_up() ? failure(errc::agi_hangup_timeout) : failure(errc::agi_idle_timeout),
                !gate_.is_hung_up(), now);
        else if (is_over(check_deadline())) {
            checked_ = now;
            gate_.check();
        }
    } else if (phase_ == phase::closing && is_over(after(phase_since_, limits_.close_timeout))) {
        phase_ = phase::over;
        closes_ = true;
    }
}

AMI_DECL std::optional<fastagi_link::output> fastagi_link::next(time_point now)
{
    if (std::exchange(begins_, false) &&
        phase_ == phase::running) // the rest may have shown that it is forged
        return output{step::begin, {}, {}};
    if (std::exchange(hangup_is_new_, false))
        return output{step::hung_up, {}, {}};
    if (auto finished = gate_.next_finished())
        return output{step::complete, {}, std::move(*finished)};
    if (phase_ == phase::running) {
        if (auto line = gate_.next_line())
            return output{step::send, std::move(*line), {}};
        if (auto finished = gate_.next_finished()) // what a dead channel does not permit
            return output{step::complete, {}, std::move(*finished)};
        // A command that nobody awaits ends with the session, if it plays or collects digits.
        if (is_leaving_ && !gate_.is_awaited())
            end({}, false, now);
    }
    if (std::exchange(says_failure_, false))
        return output{step::send, std::string(failure_line), {}};
    if (std::exchange(finishes_, false))
        return output{step::finish_writing, {}, {}};
    if (std::exchange(closes_, false))
        return output{step::close, {}, {}};
    return std::nullopt;
}

AMI_DECL std::uint64_t fastagi_link::add(std::string command, time_point now, failure& error)
{
    if (!is_open())
        error = cause_ ? cause_ : agi_hung_up();
    else if (is_busy() && gate_.waiting() >= limits_.waiting_commands) // 0: none but the one that is sent
        error = {errc::too_many_in_flight,
            fmt::format(
                "fastagi_limits::waiting_commands is {}, and so many wait to be sent", gate_.waiting())};
    else
        error = check_agi_command(command, limits_.command);
    return error ? 0 : gate_.add(std::move(command), after(now, limits_.command_timeout));
}

AMI_DECL void fastagi_link::end(failure cause, bool says_failure, time_point now)
{
    if (phase_ == phase::closing || phase_ == phase::over)
        return;
    cause_ = std::move(cause);
    const bool is_hangup = !cause_ || cause_.ec == errc::agi_hung_up;
    gate_.end(is_hangup ? agi_hung_up() : cause_, is_hangup);
    phase_ = phase::closing;
    phase_since_ = now;
    says_failure_ = says_failure;
    finishes_ = true;
}

AMI_DECL fastagi_link::time_point fastagi_link::idle_deadline() const noexcept
{
    if (is_busy() || is_leaving_)
        return time_point::max();
    return after(phase_since_, gate_.is_hung_up() ? limits_.hangup_timeout : limits_.idle_timeout);
}

AMI_DECL fastagi_link::time_point fastagi_link::check_deadline() const noexcept
{
    if (is_busy() || is_leaving_ || gate_.is_hung_up())
        return time_point::max();
    const auto at = after(std::max(phase_since_, checked_), limits_.hangup_check);
    // Asterisk does not tell again of the hang-up that led to h. A dialplan can also go there with a call that is up.
    const bool is_first_in_h = is_in_h_ && checked_ == time_point{} && at != time_point::max();
    return is_first_in_h ? phase_since_ : at;
}

AMI_DECL fastagi_link::time_point fastagi_link::deadline() const noexcept
{
    switch (phase_) {
    case phase::environment: return after(phase_since_, limits_.environment_timeout);
    case phase::running: return std::min({gate_.deadline(), idle_deadline(), check_deadline()});
    case phase::closing: return after(phase_since_, limits_.close_timeout);
    case phase::over: break;
    }
    return time_point::max();
}

} // namespace ami::detail

#endif // AMI_AGI_FAST_IMPL_FASTAGI_LINK_IPP
