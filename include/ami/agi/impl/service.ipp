// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_AGI_IMPL_SERVICE_IPP
#define AMI_AGI_IMPL_SERVICE_IPP

#include <ami/agi/service.hpp>
#include <ami/client/client_core.hpp>

#include <ami/client/impl/action_operation.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>

#include <deque>
#include <map>
#include <string>
#include <vector>

namespace ami::detail {

// A channel in AGI(agi:async).
class async_agi_link final
    : public agi_link
    , public std::enable_shared_from_this<async_agi_link> {
public:
    async_agi_link(const core_pointer& core, std::string channel_id, agi_environment environment)
        : core_(core), executor_(core->executor()), channel_id_(std::move(channel_id)),
          environment_(std::move(environment))
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
        if (!running_)
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
        if (!running_ || what["CommandId"] != command_id_)
            return;
        failure why;
        auto answer = parse_agi_result(decode_uri(what["Result"]), why);
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
        const auto waiting = std::exchange(waiting_, {});
        for (const auto& each : waiting) {
            if (each.who)
                each.who->complete(end_, {});
        }
    }

    // The connection is gone; what became of the command is not known.
    void connection_lost()
    {
        if (running_)
            finish({errc::outcome_unknown, "the connection was lost before the command's result"}, {});
    }

    static failure hung_up() { return {errc::agi_hung_up, "the channel was hung up, or has left AGI"}; }

    // The user's coroutine is over: the channel goes on in the dialplan.
    void leave()
    {
        const auto core = core_.lock();
        if (open_ && core)
            core->ask(action("AGI").add("Channel", channel_id_).add("Command", "ASYNCAGI BREAK"),
                [](failure, response) {});
    }

    const std::string& channel_id() const noexcept { return channel_id_; }

private:
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
            if (!link || !link->running_ || link->command_id_ != command_)
                return;
            if (!why && !answer.ok())
                why = answer.message().ends_with("does not exist.") ? hung_up() : refusal(answer);
            if (why)
                link->finish(std::move(why), {});
        }

    private:
        std::weak_ptr<async_agi_link> of_;
        std::string command_;
    };

    void next()
    {
        const auto core = core_.lock();
        if (!open_ || waiting_.empty())
            return;
        running_ = true;
        command_id_ = channel_id_ + "-" + std::to_string(++count_);
        auto what = action("AGI").add("Channel", channel_id_);
        what.add("Command", waiting_.front().text).add("CommandID", command_id_);
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
    std::deque<command> waiting_; // the first is the one that runs
    bool running_ = false;
    bool open_ = true;
    bool hangup_seen_ = false;
    failure end_;
    std::string command_id_;
    std::uint64_t count_ = 0;
};

// Takes channels in and hands them their events. It lives as long as the service or one of its channels does.
class agi_dispatcher final : public std::enable_shared_from_this<agi_dispatcher> {
public:
    agi_dispatcher(const core_pointer& core, agi_filter wants, agi_leader lead)
        : core_(core), wants_(std::move(wants)), lead_(std::move(lead))
    {}

    void start()
    {
        const auto core = core_.lock();
        const auto on = [&](std::string_view name, void (agi_dispatcher::*handle)(const event_view&)) {
            entries_.push_back(
                core->routes()->add(name, {}, [weak = weak_from_this(), handle](const event_view& e) {
                    if (const auto self = weak.lock())
                        (self.get()->*handle)(e);
                }));
        };
        on("AsyncAGIStart", &agi_dispatcher::on_start);
        on("AsyncAGIExec", &agi_dispatcher::on_result);
        on("AsyncAGIEnd", &agi_dispatcher::on_end);
        on("HangupRequest", &agi_dispatcher::on_hangup_request);
        on("SoftHangupRequest", &agi_dispatcher::on_hangup_request);
        on("Hangup", &agi_dispatcher::on_end);
        state_ = core->observers()->add([weak = weak_from_this()](const state_change& now) {
            if (const auto self = weak.lock())
                self->on_state(now);
        });
    }

    void stop()
    {
        stopped_ = true;
        if (links_.empty())
            unsubscribe();
    }

private:
    void on_start(const event_view& what)
    {
        if (stopped_)
            return;
        agi_environment environment(decode_uri(what["Env"]));
        const auto core = core_.lock();
        if (!core || !wants_(environment))
            return;
        const std::string id(what["Uniqueid"]);
        const auto link = std::make_shared<async_agi_link>(core, id, std::move(environment));
        if (const auto before = links_.find(id); before != links_.end())
            before->second->end(async_agi_link::hung_up());
        links_.insert_or_assign(id, link);
        self_ = shared_from_this();
        lead_(agi_session(link), [self = shared_from_this(), link](
                                     std::exception_ptr error) { self->on_led(link, std::move(error)); });
    }

    void on_led(const std::shared_ptr<async_agi_link>& link, std::exception_ptr error)
    {
        link->leave();
        const auto core = core_.lock();
        if (!error || !core)
            return;
        try {
            std::rethrow_exception(error);
        } catch (const ami::error& how) {
            if (how.code() == errc::agi_hung_up || how.code() == asio::error::operation_aborted)
                return;
        } catch (...) {}
        constexpr std::string_view heading = "Event: AsyncAGIStart";
        core->handler_threw(event_view({heading, heading.size(), {}, packet_kind::event}), std::move(error));
    }

    std::shared_ptr<async_agi_link> link_of(const event_view& what) const
    {
        if (links_.empty())
            return nullptr;
        const auto found = links_.find(std::string(what["Uniqueid"]));
        return found == links_.end() ? nullptr : found->second;
    }

    void on_result(const event_view& what)
    {
        if (const auto link = link_of(what))
            link->on_result(what);
    }

    void on_hangup_request(const event_view& what)
    {
        if (const auto link = link_of(what))
            link->on_hangup_request();
    }

    void on_end(const event_view& what)
    {
        const auto keep = shared_from_this();
        if (const auto link = link_of(what)) {
            links_.erase(link->channel_id());
            link->end(async_agi_link::hung_up());
        }
        release();
    }

    void on_state(const state_change& now)
    {
        const auto keep = shared_from_this();
        const auto links = links_;
        for (const auto& [id, link] : links) {
            if (now.state() == session_state::lost)
                link->connection_lost();
            else if (now.state() == session_state::closed)
                link->end({now.code(), now.message()});
        }
        if (now.state() == session_state::closed)
            links_.clear();
        release();
    }

    void release()
    {
        if (!links_.empty())
            return;
        self_.reset();
        if (stopped_)
            unsubscribe();
    }

    void unsubscribe()
    {
        const auto core = core_.lock();
        if (!core)
            return;
        for (const auto& each : std::exchange(entries_, {}))
            core->routes()->remove(each);
        if (const auto state = std::exchange(state_, nullptr))
            core->observers()->remove(state);
    }

    std::weak_ptr<client_core> core_;
    agi_filter wants_;
    agi_leader lead_;
    std::map<std::string, std::shared_ptr<async_agi_link>> links_;
    std::vector<std::shared_ptr<subscription_entry>> entries_;
    std::shared_ptr<state_observers::entry> state_;
    std::shared_ptr<agi_dispatcher> self_; // while there are channels
    bool stopped_ = false;
};

AMI_DECL std::shared_ptr<agi_dispatcher> make_agi_dispatcher(
    const core_pointer& core, agi_filter wants, agi_leader lead)
{
    auto made = std::make_shared<agi_dispatcher>(core, std::move(wants), std::move(lead));
    made->start();
    return made;
}

AMI_DECL void stop_agi_dispatcher(std::shared_ptr<agi_dispatcher> which)
{
    if (which)
        which->stop();
}

} // namespace ami::detail

#endif // AMI_AGI_IMPL_SERVICE_IPP
