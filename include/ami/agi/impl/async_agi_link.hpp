// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_AGI_IMPL_ASYNC_AGI_LINK_HPP
#define AMI_AGI_IMPL_ASYNC_AGI_LINK_HPP

#include <ami/agi/link.hpp>
#include <ami/client/client_core.hpp>
#include <ami/client/operations.hpp>
#include <ami/protocol/ascii.hpp>
#include <ami/protocol/redaction.hpp>

#include <ami/client/impl/action_operation.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <fmt/format.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace ami::detail {

// A channel in AGI(agi:async).
class async_agi_link final
    : public agi_link
    , public std::enable_shared_from_this<async_agi_link> {
public:
    // `gone` is called where an answer tells that the channel is not there any more, or not in AGI; it is to end this.
    async_agi_link(const core_pointer& core, std::string channel_id, const agi_output& entered_with,
        agi_environment environment, std::function<void(async_agi_link&)> gone)
        : core_(core), executor_(core->executor()), channel_id_(std::move(channel_id)),
          environment_(std::move(environment)), gone_(std::move(gone)), has_rest_(entered_with.may_be_cut)
    {}

    const asio::any_io_executor& executor() const override { return executor_; }
    const agi_environment& environment() const override { return environment_; }
    bool is_open() const override { return open_; }

    void run(std::string text, std::shared_ptr<agi_waiter> who) override
    {
        if (!open_) {
            asio::post(executor_, [who = std::move(who), why = end_] { who->complete(why, {}); });
            return;
        }
        waiting_.push_back({std::move(text), std::move(who)});
        if (!running_ && !fetching_)
            next();
    }

    void cancel(const std::shared_ptr<agi_waiter>& who) override
    {
        for (auto at = waiting_.begin(); at != waiting_.end(); ++at) {
            if (at->who != who)
                continue;
            // What the channel has begun keeps its place until its answer is here.
            if (running_ && at == waiting_.begin())
                at->who = nullptr;
            else
                waiting_.erase(at);
            return who->complete(asio::error::make_error_code(asio::error::operation_aborted), {});
        }
    }

    void on_result(const event_view& what)
    {
        const agi_output output(what["Result"]);
        // Whoever's command it is: all of them read the channel's one pipe.
        const bool had_rest = std::exchange(has_rest_, output.may_be_cut);
        if (what["CommandId"] != command_id_)
            return;
        if (std::exchange(fetching_, false))
            return next();
        if (!running_)
            return;
        failure why;
        auto answer = parse_agi_result(output.text, why);
        if (had_rest)
            why = {errc::invalid_agi_result, "the rest of another command's answer is in front of it"};
        else if (output.may_be_cut)
            why = {errc::invalid_agi_result,
                fmt::format(
                    "Asterisk hands over 1024 bytes of an answer, percent-encoded 2047; these are {}: \"{}\"",
                    output.text.size(), quote_agi_answer(output.text, 80))};
        // A sound that ends with the call ends so too.
        if (!why && hangup_seen_ && answer.number() == -1)
            why = hung_up();
        finish(std::move(why), std::move(answer));
    }

    void on_hangup_request() { hangup_seen_ = true; }

    void end(failure why)
    {
        if (!std::exchange(open_, false))
            return;
        end_ = std::move(why);
        running_ = false;
        fetching_ = false;
        const auto waiting = std::exchange(waiting_, {});
        for (const auto& each : waiting) {
            if (each.who)
                each.who->complete(end_, {});
        }
    }

    // Lets go of who waits without telling them.
    void drop() noexcept
    {
        open_ = false;
        end_ = asio::error::make_error_code(asio::error::operation_aborted);
        running_ = false;
        const auto waiting = std::exchange(waiting_, {}); // their destructors may come back here
    }

    // The connection is gone; what became of the command is not known.
    void connection_lost()
    {
        in_doubt_ = true;
        has_rest_ = true; // nobody knows
        if (leaving_ == leaving::asked)
            leaving_ = leaving::wanted;
        if (running_)
            finish({errc::outcome_unknown, "the connection was lost before the command's result"}, {});
        else if (fetching_)
            finish({errc::not_sent, "the connection was lost before the command's turn"}, {});
    }

    // Whether its end may have been missed.
    bool is_in_doubt() const noexcept { return in_doubt_; }

    // What a new connection says of the channel; false where it has left AGI.
    bool reread(std::string_view application, std::string_view data)
    {
        in_doubt_ = false;
        // Meanwhile an application that a command runs stands there.
        const bool may_run_another =
            istarts_with(last_command_, "EXEC") || istarts_with(last_command_, "GOSUB");
        if (!is_async_agi(application, data) && !may_run_another)
            return false;
        leave_if_wanted();
        return true;
    }

    static bool is_async_agi(std::string_view application, std::string_view data) noexcept
    {
        return application == "AGI" && data.starts_with("agi:async");
    }

    static failure hung_up() { return {errc::agi_hung_up, "the channel was hung up, or has left AGI"}; }

    // The user's coroutine is over: the channel goes on in the dialplan, sooner or later.
    void leave()
    {
        leaving_ = leaving::wanted;
        leave_if_wanted();
    }

    // Asks at most once per connection, and never again where Asterisk has it: a second one would wait in the channel's
    // queue for the next time that it enters AGI.
    void leave_if_wanted()
    {
        const auto core = core_.lock();
        if (!open_ || leaving_ != leaving::wanted || !core || !core->is_ready())
            return;
        leaving_ = leaving::asked;
        core->ask(action("AGI").add("Channel", channel_id_).add("Command", "ASYNCAGI BREAK"),
            [weak = weak_from_this()](failure why, const response& answer) {
                const auto self = weak.lock();
                if (!self)
                    return;
                if (why)
                    self->leaving_ = leaving::wanted;
                else if (is_gone(answer))
                    self->gone_(*self);
                else
                    self->leaving_ = leaving::accepted;
            });
    }

    const std::string& channel_id() const noexcept { return channel_id_; }

private:
    enum class leaving { no, wanted, asked, accepted };

    struct command {
        std::string text;
        std::shared_ptr<agi_waiter> who; // null: cancelled
    };

    // Waits for Asterisk's acknowledgement; the result comes as an event.
    class queued final : public pending_action {
    public:
        queued(std::weak_ptr<async_agi_link> of, std::string of_command)
            : of_(std::move(of)), command_(std::move(of_command))
        {}
        void complete(failure&& why, response&& answer) override
        {
            const auto link = of_.lock();
            if (!link || !(link->running_ || link->fetching_) || link->command_id_ != command_)
                return;
            if (!why && is_gone(answer))
                return link->gone_(*link);
            if (!why && !answer.ok())
                why = refusal(answer);
            if (why.ec == errc::outcome_unknown)
                link->has_rest_ = true;
            if (why)
                link->finish(std::move(why), {});
        }

    private:
        std::weak_ptr<async_agi_link> of_;
        std::string command_;
    };

    // res_agi.c, action_add_agi_cmd: there is nothing but the text.
    static bool is_gone(const response& answer)
    {
        const auto text = answer.message();
        return !answer.ok() && (text.ends_with("does not exist.") ||
                                   text.starts_with("Failed to add AGI command to channel"));
    }

    void next()
    {
        if (!open_ || waiting_.empty())
            return;
        // What is left of an answer would be taken for the next one, or in front of it. Nothing in this one's answer matters.
        fetching_ = has_rest_;
        if (fetching_)
            return send("NOOP");
        running_ = true;
        last_command_ = waiting_.front().text;
        send(last_command_);
    }

    void send(std::string_view text)
    {
        const auto core = core_.lock();
        command_id_ = channel_id_ + "-" + std::to_string(++count_);
        auto what = action("AGI").add("Channel", channel_id_);
        what.add("Command", text).add("CommandID", command_id_);
        const auto who = std::make_shared<queued>(weak_from_this(), command_id_);
        if (!core) {
            asio::post(executor_,
                [who] { who->complete(asio::error::make_error_code(asio::error::operation_aborted), {}); });
            return;
        }
        const auto& settings = core->settings();
        core->execute(what, {settings.action_timeout, settings.action_total_timeout, std::nullopt}, who);
    }

    void finish(failure why, agi_result answer)
    {
        running_ = false;
        fetching_ = false;
        if (waiting_.empty()) // the only one was cancelled before its turn
            return;
        auto done = std::move(waiting_.front());
        waiting_.pop_front();
        next();
        if (done.who)
            done.who->complete(std::move(why), std::move(answer));
    }

    std::weak_ptr<client_core> core_;
    asio::any_io_executor executor_;
    std::string channel_id_;
    agi_environment environment_;
    std::function<void(async_agi_link&)> gone_;
    std::deque<command> waiting_; // the first is the one that runs
    std::string last_command_;    // that was begun
    bool running_ = false;
    bool fetching_ = false; // a command of our own runs
    bool has_rest_;         // of an answer may be in the channel's pipe
    bool open_ = true;
    bool hangup_seen_ = false;
    bool in_doubt_ = false;
    leaving leaving_ = leaving::no;
    failure end_;
    std::string command_id_;
    std::uint64_t count_ = 0;
};

} // namespace ami::detail

#endif // AMI_AGI_IMPL_ASYNC_AGI_LINK_HPP
