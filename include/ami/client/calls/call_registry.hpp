// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CALLS_CALL_REGISTRY_HPP
#define AMI_CLIENT_CALLS_CALL_REGISTRY_HPP

#include <ami/client/calls/call_entry.hpp>
#include <ami/client/calls/call_listeners.hpp>
#include <ami/client/calls/call_lookups.hpp>
#include <ami/client/calls/dropped_calls.hpp>
#include <ami/client/connection/deadline_timer.hpp>
#include <ami/net/network.hpp>
#include <ami/session/actions/pending_action.hpp>
#include <ami/session/channels/call_tracker.hpp>
#include <ami/session/channels/own_hangup.hpp>

#include <ami/detail/macros.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

class client_core;

// Gives changes of channels to a client's tracker of calls, carries out what the tracker asks for, and completes operations
// that wait for calls. It is made when the first call is followed, runs on the client's executor, and lives as long as the
// client's core, which owns it.
class call_registry final {
public:
    AMI_DECL explicit call_registry(client_core& core);
    call_registry(const call_registry&) = delete;
    call_registry& operator=(const call_registry&) = delete;

    // That of this client. A function that every program reaches must not ask for it.
    AMI_DECL static call_registry& of(client_core& core);

    AMI_DECL entry_pointer make_entry();
    // An id that no channel of any PBX has. All are of one length: Asterisk 22 refuses an id that is the beginning of a living
    // channel's (channel.c, does_id_conflict).
    AMI_DECL std::string make_channel_id();

    // The first half of making a call: it is followed under this id. Fails if that is not possible.
    AMI_DECL failure originate(const entry_pointer& entry, const std::string& channel_id);
    // Asterisk accepted the originate.
    AMI_DECL void accepted(const entry_pointer& entry, std::string_view action_id, duration report_time);
    AMI_DECL void forget(const entry_pointer& entry);

    // --- session_follower

    // Whether there is a call to follow, or one may come in.
    bool wants_events() const noexcept { return !tracker_.empty() || !incoming()->empty(); }
    event_classes needed_events() const noexcept
    {
        return wants_events() || lists_ != 0 ? event_classes::call() : event_classes();
    }
    // Without a call to follow, one event still tells that this user sees any.
    channel_scope scope() const noexcept
    {
        return wants_events() || !tracker_.has_seen_events() ? channel_scope::linked_ids
                                                             : channel_scope::nothing;
    }
    AMI_DECL void on_channel_change(const channel_change& change, time_point now);

    // Which hang-ups are the program's own.
    AMI_DECL void on_action_started(const action& request, pending_action& operation);
    AMI_DECL void on_action_ended(pending_action& operation, const failure& error, const response& answer);

    AMI_DECL void disconnected(const failure& error);
    void lost() {}
    AMI_DECL void events_missed();
    AMI_DECL void ready();
    AMI_DECL void over(const failure& error);
    AMI_DECL void abandoned(const failure& error);
    AMI_DECL void drop() noexcept;

    // --- for calls

    // A list of channels that becomes calls is being asked for: how they end must be seen from then on.
    void list_begins() noexcept { ++lists_; }
    void list_ends() noexcept { --lists_; }

    AMI_DECL void on_resynced();
    AMI_DECL std::vector<std::shared_ptr<call_handle>> adopt(const std::vector<event>& channels);
    AMI_DECL void follow_incoming();
    const std::shared_ptr<call_listeners::incoming_list>& incoming() const noexcept
    {
        return listeners_.incoming();
    }
    std::vector<std::string> channels_of(const call_entry& entry) const
    {
        return tracker_.calls().channels_of(entry);
    }

    // Tells everybody what has changed, and asks for what the tracker wants to know.
    AMI_DECL void drain();

    call_listeners& listeners() noexcept { return listeners_; }
    call_lookups& lookups() noexcept { return lookups_; }
    dropped_calls& dropped() noexcept { return dropped_; }

private:
    // Makes a function for later: it runs only if the client is still there, and keeps the client while it runs.
    template <class F>
    auto later(F run);
    AMI_DECL void on_timer();
    AMI_DECL void rearm();
    AMI_COLD AMI_DECL void tell_not_followed(std::uint64_t count);

    client_core& core_;
    call_tracker tracker_;
    call_listeners listeners_;
    call_lookups lookups_;
    dropped_calls dropped_;
    deadline_timer timer_;
    std::string channel_id_prefix_; // empty until a call is made
    std::uint64_t channel_ids_ = 0;
    std::size_t lists_ = 0;
    bool draining_ = false;
    bool limit_was_logged_ = false;
    bool is_dropped_ = false; // the execution context is gone, or the client
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/client/calls/impl/call_entry.ipp>
#include <ami/client/calls/impl/call_listeners.ipp>
#include <ami/client/calls/impl/call_lookups.ipp>
#include <ami/client/calls/impl/call_registry.ipp>
#include <ami/client/calls/impl/dropped_calls.ipp>
#endif

#endif // AMI_CLIENT_CALLS_CALL_REGISTRY_HPP
