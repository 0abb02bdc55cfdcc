// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CALLS_DROPPED_CALLS_HPP
#define AMI_CLIENT_CALLS_DROPPED_CALLS_HPP

#include <ami/client/calls/call_entry.hpp>

#include <ami/detail/macros.hpp>

#include <vector>

namespace ami::detail {

class client_core;

// Calls of which no handle is left, and that are to be hung up then. Without a connection they wait for the next one.
class dropped_calls {
public:
    explicit dropped_calls(client_core& core) : core_(core) {}

    AMI_DECL void hang_up(const entry_pointer& entry);
    AMI_DECL void hang_up_waiting();
    void clear() noexcept { waiting_.clear(); }

private:
    client_core& core_;
    std::vector<entry_pointer> waiting_;
};

} // namespace ami::detail

// call_registry.hpp includes the definitions: they need client_core, which needs this class.

#endif // AMI_CLIENT_CALLS_DROPPED_CALLS_HPP
