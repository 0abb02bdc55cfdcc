// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CALLS_CALL_LOOKUPS_HPP
#define AMI_CLIENT_CALLS_CALL_LOOKUPS_HPP

#include <ami/client/calls/call_entry.hpp>
#include <ami/session/channels/call_tracker.hpp>

#include <ami/detail/macros.hpp>

namespace ami::detail {

class call_registry;
class client_core;

// Asks the server for the channels of calls, where the tracker of calls wants that, and gives it the answers.
class call_lookups {
public:
    call_lookups(client_core& core, call_tracker& tracker) : core_(core), tracker_(tracker) {}

    // Whether the channel of this call is still there; it may be under way already.
    AMI_DECL void probe(const entry_pointer& entry);
    AMI_DECL void send_probe(const entry_pointer& entry);
    AMI_DECL void send_check();
    // All calls anew, after a gap in the events.
    AMI_DECL void resync();

private:
    // Makes a function for later: it runs only if the client is still there, and keeps the client while it runs. The
    // registry then tells what came of it.
    template <class F>
    auto later(F run);

    client_core& core_;
    call_tracker& tracker_;
};

} // namespace ami::detail

// call_registry.hpp includes the definitions: they need its class, which needs this one.

#endif // AMI_CLIENT_CALLS_CALL_LOOKUPS_HPP
