// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_AGI_IMPL_SERVICE_IPP
#define AMI_AGI_IMPL_SERVICE_IPP

#include <ami/agi/service.hpp>
#include <ami/client/client_core.hpp>
#include <ami/client/connection/session_follower.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/banner.hpp>

#include <ami/agi/impl/async_agi_link.hpp>

#include <boost/asio/error.hpp>

#include <algorithm>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ami::detail {

// One service's choice of channels, and who leads them.
class agi_taker {
public:
    agi_taker(agi_filter of, agi_leader by) : wants(std::move(of)), lead(std::move(by)) {}

    agi_filter wants;
    agi_leader lead;
    std::weak_ptr<agi_dispatcher> dispatcher;
};

// Takes a client's channels in for all of its services and hands them their events. The client owns it.
class agi_dispatcher final
    : public session_follower
    , public std::enable_shared_from_this<agi_dispatcher> {
public:
    explicit agi_dispatcher(const core_pointer& core) : core_(core) {}

    static std::shared_ptr<agi_dispatcher> of(const core_pointer& core)
    {
        if (!core->agi())
            core->set_agi(std::make_shared<agi_dispatcher>(core));
        return std::static_pointer_cast<agi_dispatcher>(core->agi()); // nobody else sets it
    }

    void add(const std::shared_ptr<agi_taker>& service)
    {
        services_.push_back(service);
        service->dispatcher = weak_from_this();
        subscribe();
    }

    void remove(const std::shared_ptr<agi_taker>& service)
    {
        std::erase(services_, service);
        unsubscribe_if_idle();
    }

    void connection_lost() override
    {
        was_lost_ = true;
        const auto links = links_; // who is told may come back here
        for (const auto& [id, link] : links)
            link->connection_lost();
    }

    void ready() override
    {
        const auto core = core_.lock();
        if (!std::exchange(was_lost_, false) || entries_.empty() || !core)
            return;
        core->ask_channels([weak = weak_from_this()](const failure& error, const response& answer) {
            if (const auto self = weak.lock())
                self->reread(error, answer);
        });
    }

    channel_scope scope() const noexcept override
    {
        return links_.empty() ? channel_scope::nothing : channel_scope::unique_ids;
    }

    // A channel keeps its unique id when it is renamed, also by a masquerade, and commands name it by that id.
    void on_channel_change(const channel_change& change) override
    {
        using kind = channel_change::kind;
        const auto link = find(change.channel.id);
        if (!link)
            return;
        if (change.type == kind::gone)
            end(*link);
        else if (change.type == kind::hangup_requested || change.type == kind::soft_hangup_requested)
            link->on_hangup_request();
    }

    void over(const failure& why) override
    {
        const auto keep = shared_from_this();
        was_lost_ = false;
        const auto links = std::exchange(links_, {});
        for (const auto& [id, link] : links)
            link->end(why);
        unsubscribe_if_idle();
    }

    void drop() noexcept override
    {
        const auto links = std::exchange(links_, {});
        const auto services = std::exchange(services_, {});
        for (const auto& [id, link] : links)
            link->drop();
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
        };
        on("AsyncAGIStart", &agi_dispatcher::on_start);
        on("AsyncAGIExec", &agi_dispatcher::on_result);
        on("AsyncAGIEnd", &agi_dispatcher::on_end);
    }

    // With nobody left to lead a channel and no channel that is led, no events are needed.
    void unsubscribe_if_idle()
    {
        const auto core = core_.lock();
        if (!links_.empty() || !services_.empty() || !core)
            return;
        for (const auto& each : std::exchange(entries_, {}))
            core->routes()->remove(each);
    }

    void on_start(const event_view& what)
    {
        const auto core = core_.lock();
        if (!core || services_.empty())
            return;
        const agi_output output(what["Env"]);
        agi_environment environment(output.text);
        const auto services = services_; // a filter may end its service
        const auto taker = std::find_if(
            services.begin(), services.end(), [&](const auto& each) { return each->wants(environment); });
        if (taker == services.end() || core->is_abandoned()) // a filter may destroy the client too
            return;
        const std::string id(what["Uniqueid"]);
        if (const auto before = find(what["Uniqueid"]))
            end(*before);
        if (core->is_abandoned())
            return;
        const auto link = std::make_shared<async_agi_link>(
            core, id, output, std::move(environment), [weak = weak_from_this()](async_agi_link& which) {
                if (const auto self = weak.lock())
                    self->end(which);
            });
        links_.insert_or_assign(id, link);
        // A handler that is no coroutine itself may throw at once.
        try {
            (*taker)->lead(agi_session(link),
                [weak = weak_from_this(), link](std::exception_ptr error) { ended(weak, link, error); });
        } catch (...) {
            ended(weak_from_this(), link, std::current_exception());
        }
    }

    static void ended(const std::weak_ptr<agi_dispatcher>& weak, const std::shared_ptr<async_agi_link>& link,
        std::exception_ptr error)
    {
        link->leave();
        const auto self = weak.lock();
        const auto core = self ? self->core_.lock() : nullptr;
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

    std::shared_ptr<async_agi_link> find(std::string_view unique_id) const
    {
        const auto found = links_.find(unique_id);
        return found == links_.end() ? nullptr : found->second;
    }

    void on_result(const event_view& what)
    {
        if (const auto link = find(what["Uniqueid"]))
            link->on_result(what);
    }

    void on_end(const event_view& what)
    {
        if (const auto link = find(what["Uniqueid"]))
            end(*link);
    }

    // The channel is gone, or has left AGI.
    void end(async_agi_link& which)
    {
        const auto keep = shared_from_this();
        const auto link = which.shared_from_this();
        if (const auto found = links_.find(link->channel_id());
            found != links_.end() && found->second == link)
            links_.erase(found);
        link->end(agi_hung_up());
        unsubscribe_if_idle();
    }

    // What became of the channels while there was no connection.
    void reread(const failure& why, const response& answer)
    {
        const auto keep = shared_from_this();
        const auto core = core_.lock();
        if (!core)
            return;
        const auto links = links_;
        if (why || !answer.ok()) {
            const auto cause = why ? why.ec.message() + ": " + why.text : std::string(answer.message());
            core->log(log_level::error, "channels in AGI cannot be looked up on the new connection",
                {{"cause", quote(cause, 200)}});
            for (const auto& [id, link] : links)
                link->advance();
            return;
        }
        std::map<std::string_view, const event*> listed;
        for (const auto& each : answer.events())
            listed.insert_or_assign(each["Uniqueid"], &each);
        for (const auto& [id, link] : links) {
            if (!link->is_in_doubt()) // it came in meanwhile
                continue;
            const auto found = listed.find(id);
            if (found == listed.end() ||
                !link->reread((*found->second)["Application"], (*found->second)["Data"]))
                end(*link);
        }
        for (const auto& [id, channel] : listed) {
            const auto& at = *channel;
            if (!links.contains(id) && is_async_agi(at["Application"], at["Data"]))
                core->log(log_level::info, "a channel in AGI is not led by this client after the reconnect",
                    {{"channel", printable(at["Channel"])}, {"uniqueid", printable(id)}});
        }
    }

    std::weak_ptr<client_core> core_;
    std::vector<std::shared_ptr<agi_taker>> services_;
    std::map<std::string, std::shared_ptr<async_agi_link>, std::less<>> links_;
    std::vector<std::shared_ptr<subscription_entry>> entries_;
    bool was_lost_ = false;
};

AMI_DECL std::shared_ptr<agi_taker> start_agi_service(
    const core_pointer& core, agi_filter wants, agi_leader lead)
{
    auto made = std::make_shared<agi_taker>(std::move(wants), std::move(lead));
    agi_dispatcher::of(core)->add(made);
    return made;
}

AMI_DECL void stop_agi_service(const std::shared_ptr<agi_taker>& which)
{
    if (const auto dispatcher = which ? which->dispatcher.lock() : nullptr)
        dispatcher->remove(which);
}

} // namespace ami::detail

#endif // AMI_AGI_IMPL_SERVICE_IPP
