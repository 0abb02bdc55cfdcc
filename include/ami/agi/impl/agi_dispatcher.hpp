// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_IMPL_AGI_DISPATCHER_HPP
#define AMI_AGI_IMPL_AGI_DISPATCHER_HPP

#include <ami/agi/service.hpp>
#include <ami/client/client_core.hpp>
#include <ami/net/erased_function.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/ascii.hpp>

#include <ami/agi/impl/agi_channel_index.hpp>
#include <ami/agi/impl/agi_route.hpp>
#include <ami/agi/impl/async_agi_channel.hpp>
#include <ami/detail/shared_object.hpp>

#include <boost/asio/error.hpp>

#include <algorithm>
#include <exception>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// Takes channels for all services of a client, and gives them their events. The client owns it.
class agi_dispatcher final : public shared_from_this_of<agi_dispatcher> {
public:
    explicit agi_dispatcher(const core_pointer& core) : core_(core) {}

    static std::shared_ptr<agi_dispatcher> of(const core_pointer& core)
    {
        auto& followers = core->followers();
        auto made = followers.get<agi_dispatcher>(follower_kind::agi);
        if (!made) {
            made = make_shared_object<agi_dispatcher>(core);
            followers.set(follower_kind::agi, made);
        }
        return made;
    }

    void add(const std::shared_ptr<agi_route>& service)
    {
        services_.push_back(service);
        service->dispatcher = weak_from_this();
        subscribe();
    }

    void remove(const std::shared_ptr<agi_route>& service)
    {
        std::erase(services_, service);
        unsubscribe_if_idle();
    }

    // --- session_follower

    // Its events are subscribed to.
    bool wants_events() const noexcept { return false; }
    // A Hangup can come right after the event that begins AGI.
    event_classes needed_events() const noexcept
    {
        return entries_.empty() ? event_classes() : event_classes::call();
    }

    void on_action_started(const action&, pending_action&) {}
    void on_action_ended(pending_action&, const failure&, const response&) {}

    void disconnected(const failure&) {}

    void lost()
    {
        was_lost_ = true;
        for (const auto& channel : channels_.all()) // a completion handler may come back here
            channel->connection_lost();
    }

    void events_missed() { lost(); }

    void ready()
    {
        const auto core = core_.lock();
        if (!std::exchange(was_lost_, false) || entries_.empty() || !core)
            return;
        core->internal().ask_channels(
            [weak = weak_from_this()](const failure& error, const response& answer) {
                if (const auto self = weak.lock())
                    self->on_status(error, answer);
            });
    }

    channel_scope scope() const noexcept
    {
        return channels_.empty()        ? channel_scope::nothing
               : channels_.have_names() ? channel_scope::linked_ids // among them are renames
                                        : channel_scope::unique_ids;
    }

    // A channel keeps its unique id when it is renamed, also by a masquerade.
    void on_channel_change(const channel_change& change, time_point)
    {
        using kind = channel_change::kind;
        const auto channel = channels_.find(change.channel.id);
        if (!channel)
            return;
        if (change.type == kind::renamed)
            channels_.rename(*channel, change.channel.name);
        else if (change.type == kind::gone)
            end(*channel);
        else if (change.type == kind::hangup_requested || change.type == kind::soft_hangup_requested)
            channel->on_hangup_request();
    }

    void over(const failure& error)
    {
        const auto keep = shared_from_this();
        was_lost_ = false;
        for (const auto& channel : channels_.take_all())
            channel->end(error);
        unsubscribe_if_idle();
    }

    void abandoned(const failure& error)
    {
        if (const auto core = core_.lock())
            post_function(
                core->executor(), [self = shared_from_this(), error = failure(error)] { self->over(error); });
    }

    void drop() noexcept
    {
        const auto channels = channels_.take_all();
        const auto services = std::exchange(services_, {});
        for (const auto& channel : channels)
            channel->discard();
    }

private:
    void subscribe()
    {
        const auto core = core_.lock();
        if (!core || !entries_.empty())
            return;
        const auto on = [&](std::string_view name, void (agi_dispatcher::*handle)(const event_view&)) {
            entries_.push_back(
                core->routes()->add(name, {}, [weak = weak_from_this(), handle](const event_view& e) {
                    if (const auto self = weak.lock())
                        (self.get()->*handle)(e);
                }));
            entries_.back()->is_internal = true;
        };
        on("AsyncAGIStart", &agi_dispatcher::on_start);
        on("AsyncAGIExec", &agi_dispatcher::on_result);
        on("AsyncAGIEnd", &agi_dispatcher::on_end);
        on("AsyncAGI", &agi_dispatcher::on_event_up_to_11);
    }

    // Without a service and without a channel in AGI, no events are needed.
    void unsubscribe_if_idle()
    {
        const auto core = core_.lock();
        if (!channels_.empty() || !services_.empty() || !core)
            return;
        for (const auto& each : std::exchange(entries_, {}))
            core->routes()->remove(each);
    }

    // Up to Asterisk 11 there is one event, which has no unique id (protocol/README.md 3.8).
    void on_event_up_to_11(const event_view& event)
    {
        const auto step = event["SubEvent"];
        if (iequals(step, "Start"))
            return on_start(event);
        const auto channel = channels_.find_named(event["Channel"]);
        if (!channel)
            return;
        if (iequals(step, "Exec"))
            channel->on_result(event);
        else if (iequals(step, "End"))
            end(*channel);
    }

    void on_start(const event_view& event)
    {
        const auto core = core_.lock();
        if (!core || services_.empty())
            return;
        const agi_output output(event["Env"]);
        agi_environment environment(output.text);
        const auto services = services_; // a filter may end its service
        const auto route = std::find_if(
            services.begin(), services.end(), [&](const auto& each) { return each->filter(environment); });
        if (route == services.end() || core->is_abandoned()) // a filter may destroy the client too
            return;
        const auto unique_id = event.find("Uniqueid");
        const std::string id(unique_id ? *unique_id : environment["agi_uniqueid"]);
        const std::string name(unique_id ? std::string_view() : event["Channel"]);
        if (const auto before = channels_.find(id))
            end(*before);
        if (core->is_abandoned())
            return;
        const auto channel = make_shared_object<async_agi_channel>(core, id, name, output,
            std::move(environment), [weak = weak_from_this()](async_agi_channel& left) {
                if (const auto self = weak.lock())
                    self->end(left);
            });
        channels_.add(channel);
        // A handler that is no coroutine itself may throw at once.
        try {
            (*route)->run(agi_session(channel), [weak = weak_from_this(), channel](std::exception_ptr error) {
                ended(weak, channel, error);
            });
        } catch (...) {
            ended(weak_from_this(), channel, std::current_exception());
        }
    }

    static void ended(const std::weak_ptr<agi_dispatcher>& weak,
        const std::shared_ptr<async_agi_channel>& channel, std::exception_ptr error)
    {
        channel->break_out();
        const auto self = weak.lock();
        const auto core = self ? self->core_.lock() : nullptr;
        if (!error || !core)
            return;
        try {
            std::rethrow_exception(error);
        } catch (const ami::error& thrown) {
            if (thrown.code() == errc::agi_hung_up || thrown.code() == errc::agi_dead_channel ||
                thrown.code() == asio::error::operation_aborted)
                return;
        } catch (...) {}
        constexpr std::string_view heading = "Event: AsyncAGIStart";
        core->handler_threw(event_view({heading, heading.size(), {}, packet_kind::event}), std::move(error));
    }

    void on_result(const event_view& event)
    {
        if (const auto channel = channels_.find(event["Uniqueid"]))
            channel->on_result(event);
    }

    void on_end(const event_view& event)
    {
        if (const auto channel = channels_.find(event["Uniqueid"]))
            end(*channel);
    }

    // The channel is gone, or has left AGI.
    void end(async_agi_channel& left)
    {
        const auto keep = shared_from_this();
        const auto channel = left.shared_from_this();
        channels_.remove(*channel);
        channel->end(agi_hung_up());
        unsubscribe_if_idle();
    }

    // What became of the channels while there was no connection.
    void on_status(const failure& error, const response& answer)
    {
        const auto keep = shared_from_this();
        const auto core = core_.lock();
        if (!core)
            return;
        const auto channels = channels_.all();
        if (error || !answer.ok()) {
            const auto cause =
                error ? error.ec.message() + ": " + error.text : std::string(refusal_reason(answer));
            core->log(log_level::error, "channels in AGI cannot be looked up on the new connection",
                {{"cause", quote(cause, 200)}});
            for (const auto& channel : channels)
                channel->advance();
            return;
        }
        std::map<std::string_view, const event*> listed;
        for (const auto& each : answer.events())
            listed.insert_or_assign(each["Uniqueid"], &each);
        for (const auto& channel : channels) {
            if (!channel->is_in_doubt()) // it has entered AGI meanwhile
                continue;
            const auto found = listed.find(channel->channel_id());
            if (found == listed.end() || !channel->on_status(*found->second))
                end(*channel);
            listed.erase(channel->channel_id());
        }
        for (const auto& [id, channel] : listed) {
            const auto& at = *channel;
            if (!channels_.find(id) && is_async_agi(at["Application"], at["Data"]))
                core->log(log_level::info,
                    "a channel in AGI is not handled by this client after the reconnect",
                    {{"channel", printable(at["Channel"])}, {"uniqueid", printable(id)}});
        }
    }

    std::weak_ptr<client_core> core_;
    std::vector<std::shared_ptr<agi_route>> services_;
    agi_channel_index channels_;
    std::vector<std::shared_ptr<subscription_entry>> entries_;
    bool was_lost_ = false;
};

} // namespace ami::detail

#endif // AMI_AGI_IMPL_AGI_DISPATCHER_HPP
