// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_MODEL_HPP
#define AMI_LIVE_MODEL_HPP

#include <ami/client.hpp>
#include <ami/live/options.hpp>
#include <ami/live/subscription.hpp>

#include <ami/detail/macros.hpp>
#include <ami/live/impl/live_core.hpp>

#include <functional>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace ami {
namespace detail {

using live_pointer = std::shared_ptr<live_core>;

inline const boost::asio::any_io_executor& executor_of(const live_pointer& model) noexcept
{
    return model->executor();
}
AMI_DECL void start_filled(const live_pointer& model, user_handler<> done, diagnostics* diag);
AMI_DECL void start_audit(
    const live_pointer& model, user_handler<live::audit_report> done, diagnostics* diag);

} // namespace detail

namespace live {

class feed;

/// What is going on in the PBX: channels, bridges, queues and so on, as records that are always true, or say that they are not.
///
///     ami::live::model live{pbx};
///     co_await pbx.async_connect(config);
///     co_await live.async_filled();
///     for (const auto& each : live.channels())
///         fmt::print("{} {}\n", each.name(), each.caller_number());
///     live.on_channel([](const ami::live::change<ami::live::channel>& change) { ... });
///
/// When the client is ready, and again after each reconnect, the model lists every part; then events tell what changes. What no
/// event tells is listed again now and then (`options`). After a lost connection the differences are told as changes, once.
///
/// **Records** never change and share their bytes: keep and copy them, also to other threads. A function that gives records
/// gives what is known now.
///
/// **Handlers** get each change once, and those of one kind of records in the order in which they became known; of the first list
/// too (`change::is_first_fill`). They run on the client's executor, may do anything, and end with the model. What they throw is
/// counted and logged.
///
/// **Not shown** is what the user may not list, or what belongs to modules that are not loaded, and a part whose events do not
/// come does not change between two lists: `faults` says so. In each session the model asks what the user may read, if that is not
/// known. A user without `write = command` may not ask: then `faults` says that a part may be as old as its last list, until an
/// event of its class has come. A module that comes later is found: such lists are asked for again, at last every 10 minutes.
///
/// **Many changes at once**, as a first fill, are told in portions of some hundred handlers' calls: other work of the executor goes
/// on between them. Until then the model may show more than was told.
///
/// **Over HTTP** lists and events come over different connections: what ended while it was being listed can be shown until the next
/// audit.
///
/// Make one model for each client that needs one. A model follows its client through any number of sessions.
/// \par Server rights
/// read = system, call, agent, dialplan; write = system, reporting, call, agent; command, to know which events come.
/// \par Thread safety
/// On the client's executor, but for the operations.
class [[nodiscard]] model {
public:
    /// A model of the server that this client is connected with, now or later. It begins when the client is
    /// ready.
    explicit model(client& pbx, const options& settings = {})
        : core_(detail::make_shared_object<detail::live_core>(detail::client_access::core(pbx), settings))
    {
        core_->begin();
    }
    model(model&&) noexcept = default;
    /// Ends the model that this object had, as the destructor does.
    model& operator=(model&& other) noexcept
    {
        if (this == &other)
            return *this;
        if (const auto mine = std::exchange(core_, std::move(other.core_)))
            mine->end();
        return *this;
    }
    ~model()
    {
        if (core_)
            core_->end();
    }

    /// How far what is shown can be believed.
    freshness state() const noexcept { return core_->state().freshness(); }

    /// How far one part can be believed: a part that has reached `limits::max_live_records` is `freshness::stale`.
    freshness state(part which) const noexcept
    {
        return includes(core_->state().full_parts(), which) ? freshness::stale : state();
    }

    /// What cannot be shown, and why; and which parts no event tells of, for certain or maybe.
    std::vector<fault> faults() const { return core_->faults(); }

    /// Waits until everything was listed, and until it is known which events come, if the user may ask for that.
    ///
    /// \par Completion signature
    /// `void(error_code)`
    /// \par Completes when
    /// `state()` is `freshness::live` and handlers were told what was found; at once if it is so.
    /// \par Errors
    /// - `errc::not_connected`: the client has no session: call `async_connect` first.
    /// - why the session ended.
    /// - `asio::error::operation_aborted`: the operation was cancelled, or the model or the client was destroyed.
    /// \par Cancellation
    /// Any type: the wait ends.
    /// \par Server rights
    /// Those of the model.
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit while the session reconnects. A list that is not answered in `config::action_timeout` is asked for again.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_filled(Token&& token = Token())
    {
        return ::ami::detail::start<&::ami::detail::start_filled>(core_, token);
    }

    /// Proves the model: lists everything, and reports what it shows otherwise than Asterisk lists.
    ///
    ///     const auto report = co_await live.async_audit();
    ///     for (const auto& each : report.differences())
    ///         fmt::print("{}\n", each.text());
    ///
    /// A second model is filled by the lists and by the events that come meanwhile, and then is compared with this one, 2 s after
    /// its last list. If they differ, they are compared again until they agree: a difference that has lasted 9 s more is reported.
    /// After that the model lists everything itself, so that what was wrong is mended.
    ///
    /// While it runs, twice the memory is needed. One audit runs at a time; another one begins when it is over.
    ///
    /// \par Completion signature
    /// `void(error_code, ami::live::audit_report)`
    /// \par Completes when
    /// Both agree, or a difference has lasted. If `state()` is not `freshness::live`, the audit begins when it is.
    /// \par Errors
    /// - `errc::not_connected`: the client has no session: call `async_connect` first.
    /// - `errc::connection_lost`: the connection was lost meanwhile; call it again.
    /// - why the session ended.
    /// - `asio::error::operation_aborted`: the operation was cancelled, or the model or the client was destroyed.
    /// \par Cancellation
    /// Any type: the audit ends.
    /// \par Server rights
    /// Those of the model.
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// At most 11 s after the last list. A list that is not answered in `config::action_timeout` is asked for again.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_audit(Token&& token = Token())
    {
        return ::ami::detail::start<&::ami::detail::start_audit>(core_, token);
    }

    /// Each call, in no order. Calls come with `part::calls`. Without `part::queues` they have neither queue nor agent. As long as
    /// bridges cannot be listed, a call that was there before the model is not known to be answered, and two calls that a
    /// bridge joins are one only when Asterisk tells their linked id.
    AMI_DECL std::vector<call> calls() const;
    /// The call with this id; no record if there is none.
    AMI_DECL call find_call(std::string_view id) const;
    /// The call that the channel with this unique id is in; no record if there is no such channel.
    AMI_DECL call call_of(std::string_view channel_id) const;

    /// Each channel, in no order.
    AMI_DECL std::vector<channel> channels() const;
    /// The channel with this unique id; no record if there is none.
    AMI_DECL channel find_channel(std::string_view unique_id) const;
    /// The channels with this `Linkedid`.
    AMI_DECL std::vector<channel> channels_linked_to(std::string_view linked_id) const;
    /// The channels in the bridge with this unique id.
    AMI_DECL std::vector<channel> channels_in_bridge(std::string_view bridge_id) const;
    /// Each bridge, in no order.
    AMI_DECL std::vector<bridge> bridges() const;
    /// Each conference of ConfBridge, in no order.
    AMI_DECL std::vector<conference> conferences() const;
    /// The users of all conferences.
    AMI_DECL std::vector<conference_user> conference_users() const;
    /// Each parked call, in no order.
    AMI_DECL std::vector<parked_call> parked_calls() const;

    /// Each queue, in no order.
    AMI_DECL std::vector<queue> queues() const;
    /// The queue with this name; no record if there is none.
    AMI_DECL queue find_queue(std::string_view name) const;
    /// The members of all queues.
    AMI_DECL std::vector<queue_member> queue_members() const;
    /// Who waits in a queue, the next one first.
    AMI_DECL std::vector<queue_caller> queue_callers(std::string_view queue_name) const;

    /// Each device that Asterisk has told of, in no order.
    AMI_DECL std::vector<device> devices() const;
    /// The device with this name, for example `PJSIP/alice`; no record if Asterisk has told of none.
    AMI_DECL device find_device(std::string_view name) const;
    /// Each extension with a hint, in no order.
    AMI_DECL std::vector<extension> extensions() const;
    /// Each presence that Asterisk has told of, in no order.
    AMI_DECL std::vector<presence> presences() const;
    /// Each endpoint of PJSIP, in no order.
    AMI_DECL std::vector<endpoint> endpoints() const;
    /// Each contact of an endpoint of PJSIP, in no order.
    AMI_DECL std::vector<contact> contacts() const;
    /// Each registration of this Asterisk at another server, in no order.
    AMI_DECL std::vector<registration> registrations() const;
    /// Each agent of agents.conf, in no order. Members of queues are no agents: see `queue_members`.
    AMI_DECL std::vector<agent> agents() const;
    /// Each mailbox, in no order.
    AMI_DECL std::vector<mailbox> mailboxes() const;

    /// Invokes `handler` for each change of a call, from now on, and so for each change of its channels:
    /// `change::began_to_ring` is who begins to ring, for a screen pop; `change::ended` the record of a call that is over.
    AMI_DECL subscription on_call(std::function<void(const change<call>&)> handler);
    /// Invokes `handler` for each change of a channel, from now on.
    AMI_DECL subscription on_channel(std::function<void(const change<channel>&)> handler);
    /// Invokes `handler` for each change of a bridge, from now on.
    AMI_DECL subscription on_bridge(std::function<void(const change<bridge>&)> handler);
    /// Invokes `handler` for each change of a conference, from now on.
    AMI_DECL subscription on_conference(std::function<void(const change<conference>&)> handler);
    /// Invokes `handler` for each change of a conference's user, from now on.
    AMI_DECL subscription on_conference_user(std::function<void(const change<conference_user>&)> handler);
    /// Invokes `handler` for each change of a parked call, from now on.
    AMI_DECL subscription on_parked_call(std::function<void(const change<parked_call>&)> handler);
    /// Invokes `handler` for each change of a queue, from now on.
    AMI_DECL subscription on_queue(std::function<void(const change<queue>&)> handler);
    /// Invokes `handler` for each change of a queue's member, from now on.
    AMI_DECL subscription on_queue_member(std::function<void(const change<queue_member>&)> handler);
    /// Invokes `handler` for each change of a queue's caller, from now on.
    AMI_DECL subscription on_queue_caller(std::function<void(const change<queue_caller>&)> handler);
    /// Invokes `handler` for each change of a device, from now on.
    AMI_DECL subscription on_device(std::function<void(const change<device>&)> handler);
    /// Invokes `handler` for each change of an extension with a hint, from now on.
    AMI_DECL subscription on_extension(std::function<void(const change<extension>&)> handler);
    /// Invokes `handler` for each change of a presence, from now on.
    AMI_DECL subscription on_presence(std::function<void(const change<presence>&)> handler);
    /// Invokes `handler` for each change of an endpoint, from now on.
    AMI_DECL subscription on_endpoint(std::function<void(const change<endpoint>&)> handler);
    /// Invokes `handler` for each change of a contact, from now on.
    AMI_DECL subscription on_contact(std::function<void(const change<contact>&)> handler);
    /// Invokes `handler` for each change of a registration, from now on.
    AMI_DECL subscription on_registration(std::function<void(const change<registration>&)> handler);
    /// Invokes `handler` for each change of an agent, from now on.
    AMI_DECL subscription on_agent(std::function<void(const change<agent>&)> handler);
    /// Invokes `handler` for each change of a mailbox, from now on.
    AMI_DECL subscription on_mailbox(std::function<void(const change<mailbox>&)> handler);

    /// Invokes `handler` whenever `state()` has changed.
    AMI_DECL subscription on_state(std::function<void(freshness)> handler);

private:
    friend class feed;
    friend class queue_statistics;

    ::ami::detail::live_pointer core_;
};

} // namespace live
} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/live/impl/model.ipp>
#include <ami/live/impl/model_records.ipp>
#endif

#endif // AMI_LIVE_MODEL_HPP
