// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CALLS_IMPL_CALL_LOOKUPS_IPP
#define AMI_CLIENT_CALLS_IMPL_CALL_LOOKUPS_IPP

#include <ami/client/calls/call_lookups.hpp>
#include <ami/client/calls/call_registry.hpp>
#include <ami/client/client_core.hpp>
#include <ami/protocol/values/redaction.hpp>

#include <utility>

namespace ami::detail {

template <class F>
auto call_lookups::later(F run)
{
    // The client's core has the registry, and that has this object.
    return [this, weak = core_.weak_from_this(), run = std::move(run)](
               const failure& error, const response& answer) {
        if (const auto core = weak.lock()) {
            run(tracker_, error, answer, core->now());
            call_registry::of(*core).drain();
        }
    };
}

AMI_DECL void call_lookups::probe(const entry_pointer& entry)
{
    if (entry->is_tracked && !std::exchange(entry->is_probed, true))
        send_probe(entry);
}

AMI_DECL void call_lookups::send_probe(const entry_pointer& entry)
{
    core_.internal().ask(action("Status").add("Channel", entry->channel_id),
        later([entry](call_tracker& tracker, const failure& error, const response& answer, time_point now) {
            if (error || (!answer.ok() && answer.message() != "No such channel"))
                tracker.probe_failed(entry, now);
            else if (!answer.ok() || answer.events().empty())
                tracker.channel_is_gone(entry, now);
            else
                tracker.channel_lives(entry, answer.events().front(), now);
        }));
}

AMI_DECL void call_lookups::send_check()
{
    core_.internal().ask_channels(
        later([](call_tracker& tracker, const failure& error, const response& answer, time_point now) {
            if (error)
                tracker.check_failed(now);
            else if (answer.ok()) // else the user may not ask
                tracker.check(answer.events(), now);
        }));
}

AMI_DECL void call_lookups::resync()
{
    core_.internal().ask_channels(later(
        [core = &core_](call_tracker& tracker, const failure& error, const response& answer, time_point now) {
            if (error)
                tracker.resync_failed(now); // nothing is known
            else if (answer.ok())
                tracker.resync(answer.events(), now);
            else
                tracker.end_all({errc::action_refused,
                    "calls cannot be looked up on the new connection: Asterisk says \"" +
                        quote(answer.message(), 100, core->settings().secret.view()) + "\""});
            call_registry::of(*core).on_resynced();
        }));
}

} // namespace ami::detail

#endif // AMI_CLIENT_CALLS_IMPL_CALL_LOOKUPS_IPP
