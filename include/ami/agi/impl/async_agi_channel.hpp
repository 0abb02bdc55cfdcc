// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_IMPL_ASYNC_AGI_CHANNEL_HPP
#define AMI_AGI_IMPL_ASYNC_AGI_CHANNEL_HPP

#include <ami/agi/channel.hpp>
#include <ami/agi/command_queue.hpp>
#include <ami/agi/hangup_waiters.hpp>
#include <ami/client/client_core.hpp>
#include <ami/client/connection/action_id_prefix.hpp>
#include <ami/client/operation/complete_later.hpp>
#include <ami/client/operation/operations.hpp>
#include <ami/protocol/values/redaction.hpp>

#include <ami/client/operation/impl/action_operation.hpp>
#include <ami/detail/shared_object.hpp>

#include <boost/asio/error.hpp>
#include <fmt/format.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace ami::detail {

// A channel in AGI(agi:async): carries out what its command queue decides.
class async_agi_channel final
    : public agi_channel
    , public shared_from_this_of<async_agi_channel> {
public:
    // `name` is the channel's, if events of AGI have nothing else to tell it by. `on_left` is invoked when an answer tells
    // that the channel is not there any more, or not in AGI; it is to end this.
    async_agi_channel(const core_pointer& core, std::string channel_id, std::string name,
        const agi_output& entered_with, agi_environment environment,
        std::function<void(async_agi_channel&)> on_left)
        : core_(core), executor_(core->shared_executor()), channel_id_(std::move(channel_id)),
          name_(std::move(name)), environment_(std::move(environment)), on_left_(std::move(on_left)),
          queue_(channel_id_ + "-" + make_action_id_prefix(), entered_with.may_be_cut)
    {}

    const asio::any_io_executor& executor() const override { return executor_->get(); }
    const agi_environment& environment() const override { return environment_; }
    bool is_open() const override { return open_; }
    bool is_hung_up() const override { return hung_up_; }

    void run(std::string command, std::shared_ptr<agi_operation> operation) override
    {
        if (auto error = refusal_of_more())
            return complete_later(executor(), std::move(operation), std::move(error));
        operation->number = queue_.add(std::move(command));
        operations_.emplace(operation->number, std::move(operation));
        advance();
    }

    bool cancel(const std::shared_ptr<agi_operation>& operation) override
    {
        if (operation->number == 0)
            return hangup_waiters_.cancel(executor(), operation);
        if (operations_.erase(operation->number) == 0)
            return false;
        queue_.withdraw(operation->number);
        complete_later(executor(), operation, asio::error::make_error_code(asio::error::operation_aborted));
        advance(); // the channel may only have waited for this to leave AGI
        return true;
    }

    void wait_hangup(std::shared_ptr<agi_operation> operation) override
    {
        hangup_waiters_.add(std::move(operation));
        if (hung_up_ || !open_)
            hangup_waiters_.complete(executor(), hung_up_ ? failure() : end_of_hangup_wait());
    }

    void on_result(const event_view& event)
    {
        queue_.on_result(event["CommandId"], agi_output(event["Result"]));
        advance();
    }

    void on_hangup_request()
    {
        hung_up_ = true;
        queue_.on_hangup_request();
        hangup_waiters_.complete(executor(), {});
    }

    void end(failure cause)
    {
        if (!std::exchange(open_, false))
            return;
        end_ = std::move(cause);
        queue_.end(end_);
        hangup_waiters_.complete(executor(), end_of_hangup_wait());
        advance();
    }

    // Discards the operations without completing them.
    void discard() noexcept
    {
        open_ = false;
        end_ = asio::error::make_error_code(asio::error::operation_aborted);
        // Their destructors may come back here.
        const auto operations = std::exchange(operations_, {});
        const auto waiters = hangup_waiters_.take();
    }

    // What became of the commands that Asterisk has is not known.
    void connection_lost()
    {
        queue_.on_connection_lost();
        advance();
    }

    bool is_in_doubt() const noexcept { return queue_.is_in_doubt(); }

    // What a new connection says of the channel; false if it has left AGI.
    bool on_status(const event& channel)
    {
        // Up to Asterisk 11, it does not say in which application the channel is.
        const auto application = channel.find("Application");
        const bool is_in_agi = application ? queue_.on_status(*application, channel["Data"])
                                           : queue_.on_status("AGI", "agi:async");
        if (!is_in_agi)
            return false;
        advance();
        return true;
    }

    // The user's coroutine has ended: the channel goes on in the dialplan, sooner or later.
    void break_out()
    {
        queue_.leave();
        advance();
    }

    // Sends what may be sent, then completes the operations that are over.
    void advance()
    {
        const auto keep = shared_from_this();
        while (open_) {
            const auto core = core_.lock();
            auto order = queue_.next_order(core && core->is_ready());
            if (!order)
                break;
            if (order->kind == agi_command_queue::order_kind::leave)
                ask_to_leave(*core);
            else
                send(core, std::move(*order));
        }
        if (std::exchange(completing_, true))
            return; // a completion handler came back here: the loop below goes on after it
        while (auto finished = queue_.next_finished()) {
            if (const auto operation = operations_.extract(finished->number))
                operation.mapped()->complete(std::move(finished->error), std::move(finished->answer));
        }
        completing_ = false;
    }

    const std::string& channel_id() const noexcept { return channel_id_; }
    const std::string& name() const noexcept { return name_; }
    void rename(std::string name) { name_ = std::move(name); }

private:
    // Waits for Asterisk's acknowledgement; the result comes as an event.
    class command_acknowledgement final : public pending_action {
    public:
        command_acknowledgement(std::weak_ptr<async_agi_channel> channel, std::string command_id)
            : pending_action(this), channel_(std::move(channel)), command_id_(std::move(command_id))
        {}
        void complete(failure&& error, response&& answer)
        {
            if (const auto channel = channel_.lock())
                channel->on_acknowledged(command_id_, std::move(error), answer);
        }

    private:
        std::weak_ptr<async_agi_channel> channel_;
        std::string command_id_;
    };

    // A channel that has left AGI may have been hung up: an old Asterisk does not tell.
    failure end_of_hangup_wait() const { return end_.ec == errc::agi_hung_up ? failure() : end_; }

    failure refusal_of_more() const
    {
        if (!open_)
            return end_;
        if (queue_.is_leaving())
            return agi_hung_up();
        const auto core = core_.lock();
        if (core && queue_.unsent() >= core->settings().limits.max_in_flight)
            return {errc::too_many_in_flight,
                fmt::format(
                    "limits::max_in_flight is {}, and so many AGI commands of channel {} wait to be sent",
                    queue_.unsent(), quote(channel_id_, 64))};
        return {};
    }

    void on_acknowledged(std::string_view command_id, failure error, const response& answer)
    {
        if (!open_)
            return;
        if (!error && is_agi_channel_gone(answer))
            return on_left_(*this);
        if (!error && !answer.ok())
            error = refusal("AGI", answer, core_);
        queue_.on_acknowledged(command_id, std::move(error));
        advance();
    }

    void send(const core_pointer& core, agi_command_queue::order order)
    {
        auto sent = action("AGI").add("Channel", channel_id_);
        sent.add("Command", order.text).add("CommandID", order.command_id);
        const auto operation =
            make_shared_object<command_acknowledgement>(weak_from_this(), std::move(order.command_id));
        if (!core)
            return complete_later(
                executor(), operation, asio::error::make_error_code(asio::error::operation_aborted));
        const auto& settings = core->settings();
        core->execute(sent, {settings.action_timeout, settings.action_total_timeout}, operation);
    }

    void ask_to_leave(client_core& core)
    {
        core.internal().ask(action("AGI").add("Channel", channel_id_).add("Command", "ASYNCAGI BREAK"),
            [weak = weak_from_this()](const failure& error, const response& answer) {
                const auto self = weak.lock();
                if (!self)
                    return;
                if (!error && is_agi_channel_gone(answer))
                    self->on_left_(*self);
                else
                    self->queue_.on_leave_acknowledged(error);
            });
    }

    std::weak_ptr<client_core> core_;
    executor_pointer executor_;
    std::string channel_id_;
    std::string name_; // empty if events have the unique id
    agi_environment environment_;
    std::function<void(async_agi_channel&)> on_left_;
    agi_command_queue queue_;
    std::unordered_map<std::uint64_t, std::shared_ptr<agi_operation>> operations_; // by the command's number
    hangup_waiters hangup_waiters_;
    bool open_ = true;
    bool hung_up_ = false;
    bool completing_ = false; // completion handlers run
    failure end_;
};

} // namespace ami::detail

#endif // AMI_AGI_IMPL_ASYNC_AGI_CHANNEL_HPP
